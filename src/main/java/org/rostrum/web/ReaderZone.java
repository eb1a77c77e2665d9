package org.rostrum.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.web.PageFacts;
import org.springframework.context.annotation.Configuration;
import org.springframework.ui.ModelMap;
import org.springframework.web.util.WebUtils;

/** The time zone the reader has chosen, or their browser for them. A cookie, so that it needs no login. */
@Configuration(proxyBeanMethods = false)
public class ReaderZone extends PageFacts {

    /** The request's attribute by which a controller asks for it; there is none where nobody chose one. */
    public static final String ATTRIBUTE = "readerZone";

    static final String COOKIE = "zone";

    /** Chosen on purpose: no zone of their own. Kept apart from "never asked", which the browser answers by itself. */
    static final String NONE = "event";

    static @Nullable ZoneId of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null ? null : known(cookie.getValue());
    }

    /** Null for anything that is no time zone: the cookie is the browser's word. */
    static @Nullable ZoneId known(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    protected void tell(HttpServletRequest request, ModelMap page) {
        page.addAttribute(ATTRIBUTE, request.getAttribute(ATTRIBUTE));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(ATTRIBUTE, of(request));
        return true;
    }
}
