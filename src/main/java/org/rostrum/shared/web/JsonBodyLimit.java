package org.rostrum.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.rostrum.shared.Refusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * What comes in as JSON is read into memory whole, so it is limited, and refused before anything else is done with it.
 * Files come as multipart or as pieces of an upload, with limits of their own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class JsonBodyLimit extends OncePerRequestFilter {

    static final int LARGEST = 128 * 1024;

    /** An agenda of 1,000 items with notes comes as one document, as the editor's form does. */
    static final int LARGEST_AGENDA = 4 * 1024 * 1024;

    private static final List<PathPattern> AGENDA = Stream.of("draft", "outline-readings")
            .map(end -> PathPatternParser.defaultInstance.parse("/api/v1/meetings/{id}/agenda/" + end))
            .toList();

    private final JsonMapper json;

    JsonBodyLimit(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/")
                || request.getContentType() == null
                || begins(request.getContentType(), "multipart/")
                || begins(request.getContentType(), "application/offset+octet-stream");
    }

    private static boolean begins(String contentType, String start) {
        return contentType.regionMatches(true, 0, start, 0, start.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int largest = isAgenda(PathContainer.parsePath(request.getRequestURI())) ? LARGEST_AGENDA : LARGEST;
        if (request.getContentLengthLong() <= largest) {
            // A length that is not given is not known to be small.
            chain.doFilter(request.getContentLengthLong() < 0 ? new Limited(request, largest) : request, response);
            return;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, tooLarge(largest));
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }

    private static boolean isAgenda(PathContainer path) {
        return AGENDA.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static String tooLarge(int largest) {
        return "This request may hold at most %,d KB of JSON.".formatted(largest / 1024);
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final int largest;

        Limited(HttpServletRequest request, int largest) {
            super(request);
            this.largest = largest;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), largest);
        }
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private final int largest;
        private int read;

        Counted(ServletInputStream body, int largest) {
            this.body = body;
            this.largest = largest;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int taken = body.read(into, from, length);
            count(Math.max(taken, 0));
            return taken;
        }

        private void count(int more) {
            read += more;
            if (read > largest) {
                throw new Refusal(Refusal.Reason.TOO_LARGE, tooLarge(largest));
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
