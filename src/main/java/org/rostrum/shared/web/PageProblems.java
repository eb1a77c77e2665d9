package org.rostrum.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * What no page has shown beside its field. A controller catches a {@link Refusal} itself where there is a form to show
 * it in; what arrives here becomes an error page.
 */
@ControllerAdvice(annotations = Controller.class)
class PageProblems {

    @ExceptionHandler({NotFound.class, MethodArgumentTypeMismatchException.class})
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    @ExceptionHandler
    void refused(Refusal e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        // The error pages show this and nothing else: what other parts put into a status is not written for people.
        request.setAttribute("refusal", e.getMessage());
        response.sendError(e.reason().status(), e.getMessage());
    }
}
