package org.rostrum.access;

import java.util.Map;
import org.rostrum.groups.Visibility;

/**
 * The meetings a viewer may read, as a condition for lists that the database sorts and pages. It says what
 * {@link Act#READ} says; a test compares the two for everybody.
 */
public final class ReadableMeetings {

    /** Expects the aliases {@code m} for the meeting and {@code g} for its group. */
    public static final String CONDITION = """
            (g.visibility = any(:viewerVisibilities) or g.id = any(:viewerGroups::uuid[])
              or m.id = any(:viewerInvitations::uuid[]))
            """;

    private ReadableMeetings() {}

    /** The parameters of {@link #CONDITION}. */
    public static Map<String, Object> parameters(Viewer viewer) {
        return Map.of(
                "viewerVisibilities", visibilities(viewer),
                "viewerGroups", groups(viewer),
                "viewerInvitations", invitations(viewer));
    }

    private static String[] visibilities(Viewer viewer) {
        if (!viewer.scopes().contains(Scope.READ)) {
            return new String[0];
        }
        if (viewer.staff()) {
            return new String[] {Visibility.PUBLIC.name(), Visibility.MEMBERS.name(), Visibility.GROUP.name()};
        }
        return viewer.member() || viewer.testStaff()
                ? new String[] {Visibility.PUBLIC.name(), Visibility.MEMBERS.name()}
                : new String[] {Visibility.PUBLIC.name()};
    }

    private static String[] groups(Viewer viewer) {
        return viewer.scopes().contains(Scope.READ) && viewer.member()
                ? viewer.offices().keySet().stream().map(String::valueOf).toArray(String[]::new)
                : new String[0];
    }

    private static String[] invitations(Viewer viewer) {
        return viewer.scopes().contains(Scope.READ)
                ? viewer.invitations().stream().map(String::valueOf).toArray(String[]::new)
                : new String[0];
    }
}
