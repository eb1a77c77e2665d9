package org.rostrum.contributions.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ListView;
import org.rostrum.contributions.ListViews;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Which columns whoever asks has chosen: a person's are kept with them, a visitor's in their browser. */
@Component
class ListViewCookie {

    private static final String NAME = "contribution-columns";

    private final ListViews views;
    private final HttpServletRequest request;

    ListViewCookie(ListViews views, HttpServletRequest request) {
        this.views = views;
        this.request = request;
    }

    ListView of(Viewer viewer) {
        if (viewer.person() != null) {
            return views.of(viewer.person());
        }
        Cookie cookie = WebUtils.getCookie(request, NAME);
        return cookie == null ? ListView.USUAL : ListView.read(cookie.getValue());
    }

    /** For a visitor's browser to keep. */
    ResponseCookie keeping(ListView view) {
        boolean usual = view.equals(ListView.USUAL);
        return ResponseCookie.from(NAME, usual ? "" : view.written())
                .path("/")
                .maxAge(usual ? Duration.ZERO : Duration.ofDays(365))
                .sameSite("Lax")
                .httpOnly(true)
                .secure(request.isSecure())
                .build();
    }
}
