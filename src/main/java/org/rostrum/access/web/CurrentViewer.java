package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The viewer of a request, loaded at most once: the route's rule, the controller and the layout share it. */
@Component
public class CurrentViewer {

    private static final String ATTRIBUTE = CurrentViewer.class.getName();

    private final Viewers viewers;

    CurrentViewer(Viewers viewers) {
        this.viewers = viewers;
    }

    public Viewer of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Viewer known) {
            return known;
        }
        Viewer viewer = viewers.of(SecurityContextHolder.getContext().getAuthentication());
        request.setAttribute(ATTRIBUTE, viewer);
        return viewer;
    }
}
