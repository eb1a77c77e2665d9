package org.rostrum.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/** The time zone the reader has chosen, or their browser for them. A cookie, so that it needs no login. */
@ControllerAdvice(annotations = Controller.class)
public class ReaderZone {

    static final String COOKIE = "zone";

    /** Chosen on purpose: no zone of their own. Kept apart from "never asked", which the browser answers by itself. */
    static final String NONE = "event";

    @ModelAttribute("readerZone")
    public @Nullable ZoneId of(HttpServletRequest request) {
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
}
