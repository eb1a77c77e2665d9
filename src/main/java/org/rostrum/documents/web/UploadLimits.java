package org.rostrum.documents.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rostrum.documents.DocumentSettings;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the servlet container's limits in step with the portal's own, and answers in words before it would. */
@Configuration(proxyBeanMethods = false)
class UploadLimits {

    /** What a form holds beside its file; also lets a file just over the limit through to the exact check. */
    private static final DataSize REST_OF_THE_FORM = DataSize.ofMegabytes(1);

    private final DocumentSettings settings;

    UploadLimits(DocumentSettings settings) {
        this.settings = settings;
    }

    private DataSize largestRequest() {
        return DataSize.ofBytes(settings.maxSize().toBytes() + REST_OF_THE_FORM.toBytes());
    }

    @Bean
    MultipartConfigElement multipartConfig() {
        MultipartConfigFactory limits = new MultipartConfigFactory();
        limits.setMaxFileSize(largestRequest());
        limits.setMaxRequestSize(largestRequest());
        limits.setFileSizeThreshold(DataSize.ofKilobytes(64));
        return limits.createMultipartConfig();
    }

    @Bean
    FilterRegistrationBean<TooLarge> tooLarge(JsonMapper json) {
        FilterRegistrationBean<TooLarge> filter =
                new FilterRegistrationBean<>(new TooLarge(settings, largestRequest(), json));
        // Before security, which would read the whole body in search of the CSRF token.
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    /** Refuses a request that announces more than is taken, without reading it. */
    static final class TooLarge extends OncePerRequestFilter {

        private final DocumentSettings settings;
        private final DataSize largestRequest;
        private final JsonMapper json;

        TooLarge(DocumentSettings settings, DataSize largestRequest, JsonMapper json) {
            this.settings = settings;
            this.largestRequest = largestRequest;
            this.json = json;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getContentLengthLong() <= largestRequest.toBytes()) {
                chain.doFilter(request, response);
                return;
            }
            if (request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
                ProblemDetail problem =
                        ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, settings.tooLarge());
                problem.setInstance(java.net.URI.create(request.getRequestURI()));
                response.setStatus(problem.getStatus());
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                json.writeValue(response.getOutputStream(), problem);
            } else {
                request.setAttribute("tooLarge", settings.tooLarge());
                response.sendError(HttpStatus.CONTENT_TOO_LARGE.value(), settings.tooLarge());
            }
        }
    }
}
