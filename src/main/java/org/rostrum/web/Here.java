package org.rostrum.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The address of the page being shown, for links that differ from it in one parameter and for ways back to it. */
@Component("here")
public class Here {

    private final HttpServletRequest request;

    Here(HttpServletRequest request) {
        this.request = request;
    }

    /** Path and query. The home page where the address was posted to: it could not be asked for again. */
    public String path() {
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
            return failed;
        }
        if (!request.getMethod().equals("GET")) {
            return request.getContextPath() + "/";
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** This address with one query parameter changed, for example the page of a list. */
    public String with(String parameter, Object value) {
        return UriComponentsBuilder.fromUriString(path())
                .replaceQueryParam(parameter, UriUtils.encode(String.valueOf(value), StandardCharsets.UTF_8))
                .build()
                .toUriString();
    }

    /** This address without a query parameter, for example a filter taken off. */
    public String without(String parameter) {
        return UriComponentsBuilder.fromUriString(path())
                .replaceQueryParam(parameter)
                .build()
                .toUriString();
    }
}
