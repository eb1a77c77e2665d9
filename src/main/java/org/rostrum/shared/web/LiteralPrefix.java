package org.rostrum.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What every address that a pattern matches begins with. There are hundreds of patterns and each request looks for its own
 * among them: to compare this first costs a fraction of matching them all.
 */
public record LiteralPrefix(String value) {

    /** @param pattern as Spring writes it: "/meetings/{id}/room" */
    public static LiteralPrefix of(String pattern) {
        int end = 0;
        while (end < pattern.length() && "{*?".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        // "/**" matches its parent, too.
        if (end < pattern.length() && end > 0 && pattern.charAt(end) == '*' && pattern.charAt(end - 1) == '/') {
            end--;
        }
        return new LiteralPrefix(pattern.substring(0, end));
    }

    /** Whether a pattern that begins so may match; it does not say that it does. */
    public boolean mayMatch(@Nullable String path) {
        int end = value.length();
        // The last character first: most begin like most others and differ there.
        return path == null
                || end == 0
                || (path.length() >= end && path.charAt(end - 1) == value.charAt(end - 1) && path.startsWith(value));
    }

    /** The request's path as it is to be compared; null where it is written such that only the patterns can tell. */
    public static @Nullable String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        String context = request.getContextPath();
        boolean plain = path.indexOf('%') < 0 && path.indexOf(';') < 0 && path.startsWith(context);
        return plain ? path.substring(context.length()) : null;
    }
}
