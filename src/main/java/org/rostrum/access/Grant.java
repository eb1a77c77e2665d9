package org.rostrum.access;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.MemberRight;

/** A cell of the table "Who may do what": whether a role is enough, and what else it takes. */
enum Grant {
    NO("–"),
    YES("yes"),
    /** Who comes as a guest was invited to this very meeting. */
    INVITED("invited meetings"),
    /** Only for oneself, which is what the act is about. */
    SELF("self"),
    /** Where the group's documents are public. */
    PUBLIC_GROUPS("public groups"),
    /** What is of one's own organisation; of oneself, for those who represent none. */
    OWN("own"),
    /** What is not one's own too, as an officer: a token then needs what other acts of officers need. */
    ON_REQUEST("on request"),
    /**
     * Where the organisation's level has the right that the act takes. It is the delegate's own: staff who act on their
     * behalf do not object or vote for an organisation.
     */
    BY_LEVEL("by level");

    private final String label;

    Grant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Grant labelled(String label) {
        return Arrays.stream(values())
                .filter(grant -> grant.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No cell says " + label));
    }

    boolean holds(Viewer viewer, Place place, @Nullable MemberRight right) {
        return switch (this) {
            case NO -> false;
            case YES, INVITED, SELF -> true;
            case PUBLIC_GROUPS -> place.openToThePublic();
            case OWN -> viewer.owns(place);
            case ON_REQUEST -> viewer.owns(place) || viewer.scopes().contains(Scope.CHAIR);
            case BY_LEVEL -> right != null && viewer.has(right) && viewer.actor() == null;
        };
    }
}
