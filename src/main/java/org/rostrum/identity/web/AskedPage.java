package org.rostrum.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Goes back to the page that was asked for before signing in. Only its path is used: the address that was saved carries
 * the Host header of whoever asked.
 */
final class AskedPage implements AuthenticationSuccessHandler {

    private final RequestCache asked;

    AskedPage(RequestCache asked) {
        this.asked = asked;
    }

    /** Keeps the page in the session. */
    static RequestCache inTheSession() {
        var asked = new HttpSessionRequestCache();
        asked.setRequestMatcher(AskedPage::isPage);
        return asked;
    }

    /** What a script of a page asked for is no page to come back to. */
    private static boolean isPage(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return "GET".equals(request.getMethod()) && (destination == null || destination.equals("document"));
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        SavedRequest saved = asked.getRequest(request, response);
        // It must not come back at the next sign-in.
        asked.removeRequest(request, response);
        response.sendRedirect(
                saved instanceof DefaultSavedRequest page
                        ? here(Objects.requireNonNull(page.getRequestURI()), page.getQueryString())
                        : request.getContextPath() + "/");
    }

    /** A path that begins with two slashes would be another host's. As it was sent: browsers leave much unencoded. */
    static String here(String path, @Nullable String query) {
        String onThisHost = path.replaceFirst("^[/\\\\]+", "/");
        return query == null ? onThisHost : onThisHost + "?" + query;
    }
}
