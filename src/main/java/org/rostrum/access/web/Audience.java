package org.rostrum.access.web;

import org.rostrum.access.Viewer;

/** Who may use a route at all. What they may do there with which meeting, {@link Viewer} decides. */
public enum Audience implements Rule {
    PUBLIC {
        @Override
        boolean admits(Viewer viewer) {
            return true;
        }
    },
    SIGNED_IN {
        @Override
        boolean admits(Viewer viewer) {
            return viewer.signedIn();
        }
    },
    /**
     * A person of the portal, also one who represents nobody now and is no guest: their own account stays theirs. It is
     * nobody else's, whoever acts on their behalf.
     */
    KNOWN {
        @Override
        boolean admits(Viewer viewer) {
            return viewer.person() != null && viewer.actor() == null;
        }
    },
    STAFF {
        @Override
        boolean admits(Viewer viewer) {
            return viewer.staff();
        }
    },
    /** Delegates of members in good standing, staff, and guests of some meeting. */
    ADMITTED {
        @Override
        boolean admits(Viewer viewer) {
            return viewer.admitted();
        }
    };

    abstract boolean admits(Viewer viewer);
}
