package org.rostrum.testing;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body.Gathering;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A group of one test's own, with its officers and one delegate: nothing waits for them but what the test arranges. */
public final class OwnGroup {

    public final Newcomers.Group group;
    public final Newcomer chair;
    public final Newcomer secretary;
    public final Newcomer delegate;

    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;
    private int serial;

    public OwnGroup(Newcomers newcomers, Viewers viewers, Body body, JdbcClient jdbc) {
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
        group = newcomers.group(Visibility.MEMBERS);
        chair = newcomers.delegate();
        secretary = newcomers.delegate();
        delegate = newcomers.delegate();
        newcomers.appointed(group, chair, OfficeRole.CHAIR);
        newcomers.appointed(group, secretary, OfficeRole.SECRETARY);
    }

    public Viewer as(Newcomer person) {
        return viewers.person(person.id(), EnumSet.allOf(Scope.class)).orElseThrow();
    }

    /** Of two days, its deadline seven days before it begins. */
    public Gathering meetingIn(Duration time) {
        return meetingIn(time, "ACCEPT");
    }

    public Gathering meetingIn(Duration time, String latePolicy) {
        Instant starts = Instant.now().plus(time);
        return body.meeting(group.id().value(), starts, starts.plus(Duration.ofDays(2)), latePolicy);
    }

    /** By the delegate, as it would have come: only what was submitted has a time. */
    public UUID contribution(Gathering meeting, String state, String type, @Nullable Instant submitted, boolean late) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, organization_id, source, reserved_at, submitted_at, late)
                        values (:id, :meeting, :group, 1999, :serial, :type, 'Decision', 'A paper', :state, :author,
                                (select organization_id from current_delegation where person_id = :author), 'x', now(),
                                :submitted, :late)""")
                .param("id", id)
                .param("meeting", meeting.id())
                .param("group", group.id().value())
                .param("serial", ++serial)
                .param("type", type)
                .param("state", state)
                .param("author", delegate.id().value())
                .param("submitted", submitted == null ? null : Timestamp.from(submitted))
                .param("late", late)
                .update();
        return id;
    }

    public UUID reserved(Gathering meeting) {
        return contribution(meeting, "RESERVED", "INP", null, false);
    }

    public UUID submitted(Gathering meeting, boolean late) {
        return contribution(meeting, "SUBMITTED", "INP", Instant.now(), late);
    }
}
