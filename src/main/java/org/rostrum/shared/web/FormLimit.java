package org.rostrum.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads forms in place of the servlet container, and answers one that is too large with a page that says so. The
 * container would end the connection while the browser is still sending, so that the browser shows an error of its own;
 * and it copies all values of a name for each one more, so that a form of a hundred thousand equal names, which anybody
 * may send, would keep a processor busy for minutes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class FormLimit extends OncePerRequestFilter {

    /** An agenda of 1,000 items has up to eight for each. */
    static final int MOST_FIELDS = 16_000;

    private static final String WORDS = "This form holds more than is taken at once. Nothing was changed.";

    /** Who is still sending when the connection closes may never read the answer; so a little more is listened to. */
    private static final long LISTENED_TO = DataSize.ofMegabytes(32).toBytes();

    private final int largest;

    FormLimit(@Value("${server.jetty.max-http-form-post-size}") DataSize largest) {
        this.largest = Math.toIntExact(largest.toBytes());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        String form = MediaType.APPLICATION_FORM_URLENCODED_VALUE;
        return !"POST".equals(request.getMethod())
                || type == null
                || !type.regionMatches(true, 0, form, 0, form.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        InputStream body = request.getInputStream();
        byte[] form = body.readNBytes(largest + 1);
        if (form.length > largest || fields(form) > MOST_FIELDS) {
            hearOut(body);
            request.setAttribute("formTooLarge", WORDS);
            response.sendError(HttpStatus.CONTENT_TOO_LARGE.value(), WORDS);
            return;
        }
        Read read;
        try {
            read = new Read(request, new String(form, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            response.sendError(HttpStatus.BAD_REQUEST.value(), "This form cannot be read.");
            return;
        }
        chain.doFilter(read, response);
    }

    private static int fields(byte[] form) {
        int fields = 1;
        for (byte one : form) {
            if (one == '&') {
                fields++;
            }
        }
        return fields;
    }

    private static void hearOut(InputStream body) throws IOException {
        byte[] ignored = new byte[64 * 1024];
        long heard = 0;
        int read = 0;
        while (read >= 0 && heard < LISTENED_TO) {
            read = body.read(ignored);
            heard += read;
        }
    }

    /** With the fields of the form after those of the address, as the container has them. */
    private static final class Read extends HttpServletRequestWrapper {

        private final Map<String, String[]> parameters = new LinkedHashMap<>();

        Read(HttpServletRequest request, String form) {
            super(request);
            Map<String, List<String>> values = new LinkedHashMap<>();
            request.getParameterMap().forEach((name, said) -> values.put(name, new ArrayList<>(Arrays.asList(said))));
            for (String field : form.split("&", -1)) {
                if (!field.isEmpty()) {
                    int equals = field.indexOf('=');
                    String name = decoded(equals < 0 ? field : field.substring(0, equals));
                    String value = equals < 0 ? "" : decoded(field.substring(equals + 1));
                    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
                }
            }
            values.forEach((name, said) -> parameters.put(name, said.toArray(String[]::new)));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(parameters);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            String[] values = parameters.get(name);
            return values == null ? null : values.clone();
        }
    }
}
