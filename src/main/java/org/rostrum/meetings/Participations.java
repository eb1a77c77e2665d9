package org.rostrum.meetings;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.OrganizationRef;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.When;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who says that they take part in a meeting, and how. Until it ends, everybody answers for themselves. */
@Service
public class Participations {

    private final JdbcClient jdbc;
    private final Meetings meetings;
    private final Clock clock;

    Participations(JdbcClient jdbc, Meetings meetings, Clock clock) {
        this.jdbc = jdbc;
        this.meetings = meetings;
        this.clock = clock;
    }

    /** Records the answer, or changes it. The organisation is the one represented now, and stays with the record. */
    @Transactional
    public void takePart(MeetingId id, ParticipationMode mode, Viewer viewer) {
        Instant now = clock.instant();
        MeetingView meeting = open(id, viewer, now);
        refuseOtherFormat(meeting, mode);
        refuseWithoutPlace(meeting, mode, viewer);
        OrganizationRef organization = viewer.organization();
        // One statement, so that two tabs answering at once leave one answer.
        jdbc.sql("""
                        insert into participation (meeting_id, person_id, organization_id, mode, registered_at)
                        values (:meeting, :person, :organization, :mode, :now)
                        on conflict (meeting_id, person_id)
                        do update set mode = excluded.mode, organization_id = excluded.organization_id""")
                .param("meeting", id.value())
                .param("person", viewer.requirePerson().value())
                .param(
                        "organization",
                        organization == null ? null : organization.id().value())
                .param("mode", mode.name())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Takes the answer back; where there is none, nothing happens. */
    @Transactional
    public void withdraw(MeetingId id, Viewer viewer) {
        open(id, viewer, clock.instant());
        jdbc.sql("delete from participation where meeting_id = :meeting and person_id = :person")
                .param("meeting", id.value())
                .param("person", viewer.requirePerson().value())
                .update();
    }

    private MeetingView open(MeetingId id, Viewer viewer, Instant now) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.TAKE_PART, meeting.permissions());
        if (meeting.cancelled()) {
            throw Refusal.conflict("The meeting is cancelled, so nobody can register for it any more.");
        }
        if (meeting.when(now) == When.PAST) {
            throw Refusal.conflict("The meeting is over. Who took part can no longer be changed here.");
        }
        return meeting;
    }

    private void refuseOtherFormat(MeetingView meeting, ParticipationMode mode) {
        String format = format(meeting);
        if (mode == ParticipationMode.IN_PERSON && "REMOTE".equals(format)) {
            throw Refusal.invalid("mode", "This meeting is held remotely, there is no room to come to.");
        }
        if (mode == ParticipationMode.REMOTE && "ON_SITE".equals(format)) {
            throw Refusal.invalid("mode", "This meeting is held on site only, one cannot take part remotely.");
        }
    }

    /**
     * Where one registers for the event, a place at it comes first: the room holds as many as registration lets in. A read
     * view, because registration stands above meetings.
     */
    private void refuseWithoutPlace(MeetingView meeting, ParticipationMode mode, Viewer viewer) {
        if (meeting.event() == null) {
            return;
        }
        record Registered(String event, boolean placed, boolean inPerson) {}
        jdbc.sql("""
                        select w.name,
                               count(c.mode) > 0 as placed, count(c.mode) filter (where c.mode = 'IN_PERSON') > 0 as in_person
                          from event e
                          join event w on w.id = coalesce(e.within_id, e.id)
                          join registration_setup s on s.event_id = w.id
                          left join registration r on r.event_id = w.id and r.person_id = :person
                          left join registration_choice c
                            on c.registration_id = r.id and c.place = 'CONFIRMED' and c.part_id in (e.id, w.id)
                         where e.id = :event
                         group by w.id""")
                .param("event", meeting.event())
                .param("person", viewer.requirePerson().value())
                .query((row, n) ->
                        new Registered(row.getString("name"), row.getBoolean("placed"), row.getBoolean("in_person")))
                .optional()
                .ifPresent(registered -> {
                    if (!registered.placed()) {
                        throw Refusal.conflict("Register for " + registered.event()
                                + " first: this meeting is part of it, and the form there asks for it too.");
                    }
                    if (mode == ParticipationMode.IN_PERSON && !registered.inPerson()) {
                        throw Refusal.conflict("You have a place at " + registered.event()
                                + " remotely. Change your registration there to come in person.");
                    }
                });
    }

    private @Nullable String format(MeetingView meeting) {
        return meeting.event() == null
                ? null
                : jdbc.sql("select format from event where id = :id")
                        .param("id", meeting.event())
                        .query(String.class)
                        .optional()
                        .orElse(null);
    }
}
