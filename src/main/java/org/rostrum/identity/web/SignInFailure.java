package org.rostrum.identity.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rostrum.identity.provider.ProviderAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/** Why signing in did not work, told apart as far as it changes what to do next. */
final class SignInFailure implements AuthenticationFailureHandler {

    /** The request attribute that tells the page. */
    static final String REASON = SignInFailure.class.getName();

    private static final Logger LOG = LoggerFactory.getLogger(SignInFailure.class);

    enum Reason {
        /** The provider does not answer: wait. */
        AWAY(HttpServletResponse.SC_SERVICE_UNAVAILABLE),
        /** Whoever was asked at the provider said no: nothing is wrong. */
        DECLINED(HttpServletResponse.SC_UNAUTHORIZED),
        /** Left open too long, begun in another tab, or an attack: begin anew. */
        UNUSABLE(HttpServletResponse.SC_UNAUTHORIZED);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        private static Reason of(AuthenticationException failure) {
            for (Throwable why = failure; why != null; why = why.getCause()) {
                if (why instanceof ProviderAway
                        || why instanceof ResourceAccessException
                        || why instanceof HttpServerErrorException) {
                    return AWAY;
                }
            }
            return failure instanceof OAuth2AuthenticationException answer
                            && OAuth2ErrorCodes.ACCESS_DENIED.equals(
                                    answer.getError().getErrorCode())
                    ? DECLINED
                    : UNUSABLE;
        }
    }

    static Reason reason(HttpServletRequest request) {
        return request.getAttribute(REASON) instanceof Reason reason ? reason : Reason.UNUSABLE;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        Reason reason = Reason.of(failure);
        LOG.info("Sign-in failed, {}: {}", reason, told(failure));
        request.setAttribute(REASON, reason);
        response.setStatus(reason.status);
        request.getRequestDispatcher("/sign-in-failed").forward(request, response);
    }

    /** Part of it may have come with the request, which must not write lines of its own into the log. */
    private static String told(AuthenticationException failure) {
        String told = failure.getCause() instanceof ProviderAway away && away.getCause() != null
                ? away.getMessage() + ": " + away.getCause().getMessage()
                : String.valueOf(failure.getMessage());
        return told.replaceAll("\\p{Cntrl}+", " ");
    }
}
