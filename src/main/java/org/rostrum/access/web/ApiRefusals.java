package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.rostrum.access.Viewer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells a program why it may not come in, as problem details (RFC 9457). */
@Component
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;
    private final CurrentViewer viewers;

    ApiRefusals(JsonMapper json, CurrentViewer viewers) {
        this.json = json;
        this.viewers = viewers;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (Gate.ledNowhere(request)) {
            write(request, response, HttpStatus.NOT_FOUND, "There is no such resource.");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        String detail = request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? "Sign in, or send a personal access token."
                : "This token is not valid: it is unknown, has expired or was revoked.";
        write(request, response, HttpStatus.UNAUTHORIZED, detail);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (Gate.ledNowhere(request)) {
            write(request, response, HttpStatus.NOT_FOUND, "There is no such resource.");
            return;
        }
        Viewer viewer = viewers.of(request);
        if (!(why instanceof CsrfException) && !viewer.signedIn()) {
            commence(request, response, new InsufficientAuthenticationException(""));
            return;
        }
        String detail = why instanceof CsrfException
                ? "The page this was sent from is out of date. Load it again; what you typed is kept."
                : viewer.admitted()
                        ? Objects.requireNonNullElse(Gate.why(request), "You may not do this.")
                        : "You are signed in, but belong to no member organisation.";
        write(request, response, HttpStatus.FORBIDDEN, detail);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(java.net.URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
