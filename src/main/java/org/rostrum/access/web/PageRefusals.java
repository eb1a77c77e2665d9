package org.rostrum.access.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rostrum.access.Viewer;
import org.rostrum.identity.web.SigningIn;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Tells a person why they may not come in, with the way on: a page each, never a bare status. */
@Component
class PageRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final AuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(SigningIn.PAGE);
    private final CurrentViewer viewers;

    PageRefusals(CurrentViewer viewers) {
        this.viewers = viewers;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        if (Gate.ledNowhere(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            signIn.commence(request, response, why);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException, ServletException {
        if (Gate.ledNowhere(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Viewer viewer = viewers.of(request);
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        if (why instanceof CsrfException) {
            // Only what this very site's own page sent is offered for sending again: anything else may be an attack.
            boolean ownPage = "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
            request.getRequestDispatcher(ownPage ? "/stale-form" : "/refused").forward(request, response);
        } else if (viewer.signedIn() && !viewer.admitted()) {
            request.getRequestDispatcher("/no-membership").forward(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
