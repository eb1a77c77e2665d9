package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.identity.web.TokenAuthentication;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The viewer of a request, loaded at most once: the route's rule, the controller and the layout share it. */
@Component
public class CurrentViewer {

    /** In a session of somebody of the staff who acts on behalf of a delegate: which acting, a UUID. */
    public static final String ACTING = "rostrum.acting";

    private static final String ATTRIBUTE = CurrentViewer.class.getName();
    private static final String LAPSED = ATTRIBUTE + ".lapsed";

    private final Viewers viewers;

    CurrentViewer(Viewers viewers) {
        this.viewers = viewers;
    }

    public Viewer of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Viewer known) {
            return known;
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Viewer viewer = viewers.of(authentication);
        Viewer present = inWhoseName(viewer, authentication, request);
        request.setAttribute(ATTRIBUTE, present);
        return present;
    }

    /** Only who was found before now: whoever asks while somebody is still signing in must not settle who it is. */
    public static Optional<Viewer> known(HttpServletRequest request) {
        return Optional.ofNullable((Viewer) request.getAttribute(ATTRIBUTE));
    }

    /** Whether the session still says that it is in a delegate's name, and is not any more. */
    public static boolean lapsed(HttpServletRequest request) {
        return request.getAttribute(LAPSED) != null;
    }

    /**
     * A token never acts for somebody else than its owner. Whose session it is was just asked, because a session may have
     * changed hands by signing in anew.
     */
    private Viewer inWhoseName(Viewer viewer, @Nullable Authentication authentication, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (authentication instanceof TokenAuthentication
                || session == null
                || !(session.getAttribute(ACTING) instanceof UUID acting)) {
            return viewer;
        }
        Optional<Viewer> delegate = viewer.staff() ? viewers.actedFor(acting) : Optional.empty();
        return delegate.filter(
                        acted -> acted.actor() != null && acted.actor().person().equals(viewer.person()))
                .orElseGet(() -> {
                    request.setAttribute(LAPSED, true);
                    return viewer;
                });
    }
}
