package org.rostrum.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.MemberRight;

/**
 * What one may or may not do: the rows of the table {@link WhoMayDoWhat}, the one place that decides. Pages, API and
 * rooms ask {@link Viewer#may(Act, Place)}. Whoever comes in several roles may do what any of them may.
 *
 * <p>Two things hold for every row: somebody who may not read a place may do nothing there, and a personal access token
 * does nothing beyond its {@link Scope}.
 */
public enum Act {
    READ("read meeting documents", Scope.READ),
    FOLLOW("follow the discussion, see who takes part", Scope.READ),
    TAKE_PART("say that one takes part", Scope.CONTRIBUTE),
    CONTRIBUTE("reserve a number, submit", Scope.CONTRIBUTE),
    REVISE("upload and revise a contribution", Scope.CONTRIBUTE),
    WITHDRAW("withdraw a contribution", Scope.CONTRIBUTE),
    DISCUSS("post in a discussion, join the queue", Scope.CONTRIBUTE),
    OBJECT("object for the organisation", Scope.CONTRIBUTE, MemberRight.CONSENSUS),
    VOTE("vote for the organisation", Scope.CONTRIBUTE, MemberRight.FORMAL_VOTE),
    RUN_FLOOR("run the floor: now discussing, queue, polls", Scope.CHAIR),
    RECORD_DISPOSITION("record a disposition", Scope.CHAIR),
    EDIT_AGENDA("edit the agenda", Scope.CHAIR),
    PUBLISH_AGENDA("publish the agenda", Scope.CHAIR),
    COMMENT_MINUTES("comment on the minutes", Scope.CONTRIBUTE),
    WRITE_MINUTES("write the minutes", Scope.CHAIR),
    APPROVE_MINUTES("approve the minutes", Scope.CHAIR),
    PUBLISH_MINUTES("publish the minutes", Scope.CHAIR),
    RECORD_ATTENDANCE("record the attendance of others", Scope.CHAIR),
    APPOINT("appoint to the group's roles and end them", Scope.CHAIR),
    INVITE_GUEST("invite a guest", Scope.CONTRIBUTE),
    CALL_MEETING("call a meeting, move it, cancel it", Scope.CHAIR);

    private final String label;
    private final Scope scope;
    private final @Nullable MemberRight right;

    Act(String label, Scope scope) {
        this(label, scope, null);
    }

    Act(String label, Scope scope, @Nullable MemberRight right) {
        this.label = label;
        this.scope = scope;
        this.right = right;
    }

    public String label() {
        return label;
    }

    /** What a personal access token needs for it. */
    public Scope scope() {
        return scope;
    }

    /** Why not, for somebody who may see the place but not do this there. */
    String refusal(Viewer viewer) {
        if (!viewer.scopes().contains(scope)) {
            return "This token may not do that: it lacks the scope \""
                    + scope.name().toLowerCase(Locale.ROOT) + "\".";
        }
        List<String> able = Arrays.stream(Role.values())
                .filter(role -> role != Role.PUBLIC && WhoMayDoWhat.grant(this, role) != Grant.NO)
                .map(role -> said(role, WhoMayDoWhat.grant(this, role)))
                .toList();
        return "You may not " + label + " here. Who may: " + String.join(", ", able) + ".";
    }

    private static String said(Role role, Grant grant) {
        return grant == Grant.YES ? role.label() : role.label() + " (" + grant.label() + ")";
    }

    boolean granted(Viewer viewer, Place place) {
        return viewer.scopes().contains(scope)
                && (this == READ || READ.granted(viewer, place))
                && viewer.rolesAt(place).stream()
                        .anyMatch(role -> WhoMayDoWhat.grant(this, role).holds(viewer, place, right));
    }
}
