package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Places;
import org.rostrum.access.Viewer;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Component;

/**
 * Asks the rule of an address before anything behind it runs. Why somebody was refused is left with the request, so that
 * the page or the problem that answers can say it.
 */
@Component
class Gate {

    private static final String NOWHERE = Gate.class.getName() + ".nowhere";
    /** The error page shows it under this name. */
    private static final String WHY = "refusal";

    private final CurrentViewer viewers;
    private final Places places;

    Gate(CurrentViewer viewers, Places places) {
        this.viewers = viewers;
        this.places = places;
    }

    /** @param variables what the address names */
    boolean opens(Rule rule, HttpServletRequest request, Map<String, String> variables) {
        return switch (rule) {
            case Audience audience -> audience == Audience.PUBLIC || admits(audience, request);
            case Rule.At(Act act) -> opens(act, request, variables);
        };
    }

    private boolean admits(Audience audience, HttpServletRequest request) {
        Viewer viewer = viewers.of(request);
        boolean admitted = audience.admits(viewer);
        if (!admitted && viewer.actor() != null) {
            request.setAttribute(
                    WHY,
                    "Not while you act on behalf of " + viewer.name()
                            + ": their account is their own, and yours waits until you stop.");
        }
        return admitted;
    }

    private boolean opens(Act act, HttpServletRequest request, Map<String, String> variables) {
        Viewer viewer = viewers.of(request);
        Optional<Place> place = places.named(variables);
        if (place.isPresent() && viewer.may(act, place.get())) {
            return true;
        }
        // Whoever might come in some other way is told so: to sign in, or to ask for access.
        if (viewer.admitted()) {
            try {
                viewer.require(act, place.orElseThrow(() -> new NotFound("address")));
            } catch (NotFound e) {
                leadsNowhere(request);
            } catch (Refusal refusal) {
                request.setAttribute(WHY, refusal.getMessage());
            }
        }
        return false;
    }

    /** For an address without any rule. */
    static void leadsNowhere(HttpServletRequest request) {
        request.setAttribute(NOWHERE, true);
    }

    /** Whether the refused address leads nowhere, for everybody or for this one: they must not learn which. */
    static boolean ledNowhere(HttpServletRequest request) {
        return request.getAttribute(NOWHERE) != null;
    }

    /** Why one who may see the place may not do this there; null for any other refusal. */
    static @Nullable String why(HttpServletRequest request) {
        return (String) request.getAttribute(WHY);
    }
}
