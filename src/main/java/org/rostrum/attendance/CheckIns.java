package org.rostrum.attendance;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Coming and leaving at a desk. Whoever taps twice, or sends again because the Wi-Fi swallowed the answer, has done it
 * once: what holds already is said, not done again.
 */
@Service
public class CheckIns {

    private final JdbcClient jdbc;
    private final CheckInDesk desks;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    CheckIns(JdbcClient jdbc, CheckInDesk desks, ApplicationEventPublisher publisher, Clock clock) {
        this.jdbc = jdbc;
        this.desks = desks;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Somebody who is registered has come.
     *
     * @param intent made once for the page that the button was on; what it did is not done again
     * @param anyway though they withdrew, wait for a place, or meant to take part remotely
     * @return the stay that they are in now
     */
    @Transactional
    public Stay arrive(Desk desk, PersonId person, boolean anyway, String intent, Viewer staff) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String closed = desk.closed(now);
        if (closed != null) {
            throw Refusal.conflict(closed);
        }
        lock(person);
        Badge badge = desks.badge(desk, person)
                .orElseThrow(() -> Refusal.conflict("This person is not registered for "
                        + desk.event().name() + ". Register them first; then check them in."));
        UUID id = UUID.nameUUIDFromBytes(
                (intent + "/" + person + "/" + desk.event().id() + "/" + desk.sessionId())
                        .getBytes(StandardCharsets.UTF_8));
        Optional<Stay> done = stay(id);
        if (done.isPresent()) {
            return done.get();
        }
        if (badge.stay() != null && badge.here()) {
            return badge.stay();
        }
        String doubt = badge.doubt();
        if (doubt != null && !anyway) {
            throw Refusal.conflict(doubt);
        }
        leavesTheRooms(desk.event(), person, now);
        jdbc.sql("""
                        insert into attendance (id, event_id, session_id, person_id, organization_id, mode, arrived_at,
                                                source, recorded_by, recorded_at)
                        select :id, r.event_id, :session, r.person_id, r.organization_id, 'IN_PERSON', :now, 'DESK',
                               :staff, :now
                          from registration r where r.event_id = :event and r.person_id = :person""")
                .param("id", id)
                .param("session", desk.sessionId(), Types.OTHER)
                .param("now", Timestamp.from(now))
                .param("staff", staff.requirePerson().value())
                .param("event", desk.event().id().value())
                .param("person", person.value())
                .update();
        Map<String, Object> after = place(desk.event().id(), desk.sessionId());
        after.put("arrivedAt", now);
        if (doubt != null) {
            after.put("though", badge.standing().name());
        }
        publish(staff, doubt == null ? "attendance.checked-in" : "attendance.let-in", person, null, after);
        return new Stay(new AttendanceId(id), now, null);
    }

    /** Who is in the house is not remote any more, whatever is still open on their laptop. */
    private void leavesTheRooms(EventView event, PersonId person, Instant now) {
        jdbc.sql("""
                        update attendance a
                           set left_at = greatest(a.arrived_at, :now), left_recorded_at = :now, version = a.version + 1
                          from meeting m
                         where m.id = a.meeting_id and m.event_id = :event and a.person_id = :person
                           and a.source = 'SELF' and a.left_at is null""")
                .param("event", event.id().value())
                .param("person", person.value())
                .param("now", Timestamp.from(now))
                .update();
    }

    private record Row(
            PersonId person,
            @Nullable UUID session,
            Stay stay,
            @Nullable Instant leftRecordedAt) {}

    /** Somebody leaves; by the door, they leave the sessions too. */
    @Transactional
    public Stay leave(EventId event, AttendanceId id, Viewer staff) {
        Row row = locked(event, id)
                .orElseThrow(() -> Refusal.conflict("This was undone meanwhile: they are not checked in."));
        if (!row.stay().here()) {
            return row.stay();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql("""
                        update attendance
                           set left_at = greatest(arrived_at, :now), left_recorded_at = :now, recorded_by = :staff,
                               version = version + 1
                         where event_id = :event and person_id = :person and left_at is null
                           and (:session::uuid is null or session_id = :session::uuid)""")
                .param("event", event.value())
                .param("person", row.person().value())
                .param("session", row.session(), Types.OTHER)
                .param("now", Timestamp.from(now))
                .param("staff", staff.requirePerson().value())
                .update();
        Map<String, Object> after = place(event, row.session());
        after.put("arrivedAt", row.stay().arrivedAt());
        after.put("leftAt", now);
        publish(staff, "attendance.left", row.person(), null, after);
        return new Stay(id, row.stay().arrivedAt(), now);
    }

    /** What a slip was about: the two are told apart, so that undoing a leaving twice does not undo the arrival. */
    public enum Undone {
        ARRIVAL,
        LEAVING
    }

    /** Takes a slip back. What was taken back already, stays so. */
    @Transactional
    public void undo(EventId event, AttendanceId id, Undone what, Viewer staff) {
        Optional<Row> found = locked(event, id);
        if (found.isEmpty()) {
            return;
        }
        Row row = found.get();
        Instant since = clock.instant().minus(CheckInDesk.UNDO);
        if (what == Undone.ARRIVAL) {
            undoArrival(event, row, since, staff);
        } else if (row.leftRecordedAt() != null) {
            undoLeaving(event, row, row.leftRecordedAt(), since, staff);
        }
    }

    private void undoArrival(EventId event, Row row, Instant since, Viewer staff) {
        int deleted = jdbc.sql("delete from attendance where id = :id and left_at is null and recorded_at > :since")
                .param("id", row.stay().id().value())
                .param("since", Timestamp.from(since))
                .update();
        if (deleted == 0) {
            throw tooLate();
        }
        Map<String, Object> before = place(event, row.session());
        before.put("arrivedAt", row.stay().arrivedAt());
        publish(staff, "attendance.check-in-undone", row.person(), before, null);
    }

    private void undoLeaving(EventId event, Row row, Instant left, Instant since, Viewer staff) {
        // Where somebody came again since, that stays as it is.
        int reopened = left.isBefore(since)
                ? 0
                : jdbc.sql("""
                        update attendance a set left_at = null, left_recorded_at = null, version = a.version + 1
                         where a.event_id = :event and a.person_id = :person and a.left_recorded_at = :left
                           and not exists (
                             select from attendance o
                              where o.event_id = a.event_id and o.person_id = a.person_id and o.id <> a.id
                                and o.session_id is not distinct from a.session_id and o.arrived_at >= a.left_at)""")
                        .param("event", event.value())
                        .param("person", row.person().value())
                        .param("left", Timestamp.from(left))
                        .update();
        if (reopened == 0) {
            throw tooLate();
        }
        Map<String, Object> before = place(event, row.session());
        before.put("leftAt", row.stay().leftAt());
        publish(staff, "attendance.leaving-undone", row.person(), before, place(event, row.session()));
    }

    private static Refusal tooLate() {
        return Refusal.conflict("This can no longer be undone: ten minutes have passed, or it was changed since. "
                + "Correct the times on the attendance page instead.");
    }

    private Optional<Row> locked(EventId event, AttendanceId id) {
        Optional<PersonId> person = jdbc.sql("select person_id from attendance where id = :id and event_id = :event")
                .param("id", id.value())
                .param("event", event.value())
                .query((row, n) -> new PersonId(row.getObject("person_id", UUID.class)))
                .optional();
        person.ifPresent(this::lock);
        return person.flatMap(somebody -> jdbc.sql("""
                        select session_id, arrived_at, left_at, left_recorded_at from attendance where id = :id""")
                .param("id", id.value())
                .query((row, n) -> new Row(
                        somebody,
                        row.getObject("session_id", UUID.class),
                        new Stay(
                                id,
                                row.getTimestamp("arrived_at").toInstant(),
                                CheckInDesk.instant(row.getTimestamp("left_at"))),
                        CheckInDesk.instant(row.getTimestamp("left_recorded_at"))))
                .optional());
    }

    private Optional<Stay> stay(UUID id) {
        return jdbc.sql("select arrived_at, left_at from attendance where id = :id")
                .param("id", id)
                .query((row, n) -> new Stay(
                        new AttendanceId(id),
                        row.getTimestamp("arrived_at").toInstant(),
                        CheckInDesk.instant(row.getTimestamp("left_at"))))
                .optional();
    }

    /** Two desks and two taps take turns about one person. */
    private void lock(PersonId person) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", "attendance/person/" + person)
                .query(Integer.class)
                .single();
    }

    private static Map<String, Object> place(EventId event, @Nullable UUID session) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("event", event.value());
        if (session != null) {
            place.put("session", session);
        }
        return place;
    }

    private void publish(
            Viewer staff, String action, PersonId person, @Nullable Object before, @Nullable Object after) {
        publisher.publishEvent(
                new PrivilegedAct(staff.requirePerson().value(), action, "person", person.toString(), before, after));
    }
}
