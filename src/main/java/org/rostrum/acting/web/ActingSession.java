package org.rostrum.acting.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.rostrum.access.web.CurrentViewer;
import org.rostrum.acting.ActingId;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * In whose name a session is. Whenever that changes, so does the session's CSRF token: a form that was opened under the
 * one name is not sent under the other, but comes back with what was typed.
 */
final class ActingSession {

    private static final CsrfTokenRepository CSRF = new HttpSessionCsrfTokenRepository();

    private ActingSession() {}

    static void begin(ActingId acting, HttpServletRequest request, HttpServletResponse response) {
        request.getSession().setAttribute(CurrentViewer.ACTING, acting.value());
        CSRF.saveToken(null, request, response);
    }

    static void end(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(CurrentViewer.ACTING);
            CSRF.saveToken(null, request, response);
        }
    }
}
