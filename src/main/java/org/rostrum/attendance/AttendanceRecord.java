package org.rostrum.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventView;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NewId;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.timetables.SessionId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writing down who was there, and correcting it: officers at their meeting, staff at an event. */
@Service
public class AttendanceRecord {

    private static final int MATCHES = 10;

    private final JdbcClient jdbc;
    private final Meetings meetings;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    AttendanceRecord(JdbcClient jdbc, Meetings meetings, ApplicationEventPublisher publisher, Clock clock) {
        this.jdbc = jdbc;
        this.meetings = meetings;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Where entries are looked after: a meeting with its sessions, or an event with everything in it.
     *
     * @param zone on whose clocks times are typed
     */
    public record Scope(
            @Nullable MeetingId meeting,
            @Nullable UUID group,
            @Nullable UUID event,
            String name,
            ZoneId zone,
            LocalDate firstDay,
            LocalDate lastDay) {

        public static Scope of(MeetingView meeting) {
            return new Scope(
                    meeting.id(),
                    meeting.group().id().value(),
                    meeting.event(),
                    meeting.name(),
                    meeting.timeZone(),
                    meeting.startsAt().atZone(meeting.timeZone()).toLocalDate(),
                    meeting.endsAt().atZone(meeting.timeZone()).toLocalDate());
        }

        /** On the eve badges are handed out already. */
        public static Scope of(EventView week) {
            return new Scope(
                    null,
                    null,
                    week.id().value(),
                    week.name(),
                    week.zoneOrUtc(),
                    week.startsOn().minusDays(1),
                    week.endsOn());
        }
    }

    /**
     * @param where the session, meeting or event
     * @param version that an editor saw
     */
    public record Entry(
            AttendanceId id,
            PersonId person,
            String name,
            String where,
            ParticipationMode mode,
            Instant arrivedAt,
            @Nullable Instant leftAt,
            int version) {}

    private static final String WITHIN = """
              from attendance a
              join person p on p.id = a.person_id
              left join event e on e.id = a.event_id
              left join session s on s.id = a.session_id
              left join meeting m on m.id = a.meeting_id
             where a.id = :id
               and case when :meeting::uuid is not null
                        then a.meeting_id = :meeting::uuid or (a.event_id = :event::uuid and exists (
                               select from session_group g where g.session_id = a.session_id and g.group_id = :group::uuid))
                        else a.event_id = :event::uuid or m.event_id = :event::uuid end
            """;

    private static final String ENTRY = """
            select a.id, a.person_id, p.name, coalesce(s.title, m.name, e.name) as place, a.mode, a.arrived_at, a.left_at,
                   a.version
            """;

    /** Empty where there is none, or none any more, that is looked after there. */
    public Optional<Entry> find(Scope scope, AttendanceId id) {
        return jdbc.sql(ENTRY + WITHIN)
                .param("id", id.value())
                .param(
                        "meeting",
                        scope.meeting() == null ? null : scope.meeting().value(),
                        Types.OTHER)
                .param("group", scope.group(), Types.OTHER)
                .param("event", scope.event(), Types.OTHER)
                .query((row, n) -> entry(row))
                .optional();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new AttendanceId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("place"),
                ParticipationMode.valueOf(row.getString("mode")),
                row.getTimestamp("arrived_at").toInstant(),
                CheckInDesk.instant(row.getTimestamp("left_at")),
                row.getInt("version"));
    }

    public Entry require(Scope scope, AttendanceId id) {
        return find(scope, id)
                .orElseThrow(() -> Refusal.conflict("This entry is not there any more; somebody removed it."));
    }

    /** Somebody who can be written down. */
    public record Known(
            PersonId person, String name, @Nullable String organization) {}

    /** People of the portal by a part of their name or organisation. */
    public List<Known> people(Sought sought) {
        return !sought.any()
                ? List.of()
                : jdbc.sql("""
                                select p.id, p.name, o.name as organization
                                  from person p
                                  left join current_delegation d on d.person_id = p.id
                                  left join organization o on o.id = d.organization_id
                                 where p.deactivated_at is null
                                   and lower(p.name || ' ' || coalesce(o.name, '')) like lower(:like)
                                 order by lower(p.name), p.id limit :limit""")
                        .param("like", sought.like())
                        .param("limit", MATCHES)
                        .query((row, n) -> new Known(
                                new PersonId(row.getObject("id", UUID.class)),
                                row.getString("name"),
                                row.getString("organization")))
                        .list();
    }

    /**
     * Writes down that somebody was at a meeting, or at one of its sessions.
     *
     * @param leftAt null while they are there
     */
    @Transactional
    public AttendanceId record(
            MeetingView meeting,
            @Nullable SessionId session,
            PersonId person,
            ParticipationMode mode,
            Instant arrivedAt,
            @Nullable Instant leftAt,
            Viewer viewer) {
        viewer.require(Act.RECORD_ATTENDANCE, meeting.permissions());
        check(Scope.of(meeting), arrivedAt, leftAt);
        requireSession(meeting, session);
        UUID id = NewId.next();
        Timestamp now = Timestamp.from(clock.instant());
        int written;
        try {
            written = jdbc.sql("""
                            insert into attendance (id, event_id, session_id, meeting_id, person_id, organization_id, mode,
                                                    arrived_at, left_at, source, recorded_by, recorded_at, left_recorded_at)
                            select :id, :event, :session, :meeting, p.id, d.organization_id, :mode, :arrived, :left::timestamptz,
                                   'DESK', :by, :now, case when :left::timestamptz is null then null else :now::timestamptz end
                              from person p left join current_delegation d on d.person_id = p.id
                             where p.id = :person""")
                    .param("id", id)
                    .param("event", session == null ? null : meeting.event(), Types.OTHER)
                    .param("session", session == null ? null : session.value(), Types.OTHER)
                    .param("meeting", session == null ? meeting.id().value() : null, Types.OTHER)
                    .param("person", person.value())
                    .param("mode", mode.name())
                    .param("arrived", Timestamp.from(arrivedAt))
                    .param("left", leftAt == null ? null : Timestamp.from(leftAt), Types.TIMESTAMP)
                    .param("by", viewer.requirePerson().value())
                    .param("now", now)
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw twice(e);
        }
        if (written == 0) {
            throw Refusal.invalid("name", "There is no such person.");
        }
        publish(viewer, "attendance.recorded", person, null, said(meeting, session, mode, arrivedAt, leftAt));
        return new AttendanceId(id);
    }

    private void requireSession(MeetingView meeting, @Nullable SessionId session) {
        if (session != null
                && !jdbc.sql("""
                                select exists (select from session s join session_group g on g.session_id = s.id
                                                where s.id = :session and s.event_id = :event and g.group_id = :group
                                                  and not s.cancelled)""")
                        .param("session", session.value())
                        .param("event", meeting.event(), Types.OTHER)
                        .param("group", meeting.group().id().value())
                        .query(Boolean.class)
                        .single()) {
            throw Refusal.invalid("session", "This meeting has no such session. Choose one of the list.");
        }
    }

    /** Changes when somebody came and left, and how they took part. */
    @Transactional
    public void correct(
            Scope scope,
            AttendanceId id,
            int version,
            ParticipationMode mode,
            Instant arrivedAt,
            @Nullable Instant leftAt,
            Viewer viewer) {
        Entry before = require(scope, id);
        if (before.version() != version) {
            throw new ChangedMeanwhile();
        }
        check(scope, arrivedAt, leftAt);
        int written;
        try {
            // An end that somebody set by hand is no longer one that joining again takes back.
            written = jdbc.sql("""
                            update attendance
                               set mode = :mode, arrived_at = :arrived, left_at = :left::timestamptz, version = version + 1,
                                   source = case when :left::timestamptz is null then source else 'DESK' end
                             where id = :id and version = :version""")
                    .param("mode", mode.name())
                    .param("arrived", Timestamp.from(arrivedAt))
                    .param("left", leftAt == null ? null : Timestamp.from(leftAt), Types.TIMESTAMP)
                    .param("id", id.value())
                    .param("version", version)
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw twice(e);
        }
        if (written == 0) {
            throw new ChangedMeanwhile();
        }
        publish(
                viewer,
                "attendance.corrected",
                before.person(),
                said(before.where(), before.mode(), before.arrivedAt(), before.leftAt()),
                said(before.where(), mode, arrivedAt, leftAt));
    }

    /** Somebody was not there after all. Removing twice is once. */
    @Transactional
    public void remove(Scope scope, AttendanceId id, Viewer viewer) {
        find(scope, id).ifPresent(entry -> {
            jdbc.sql("delete from attendance where id = :id")
                    .param("id", id.value())
                    .update();
            publish(
                    viewer,
                    "attendance.removed",
                    entry.person(),
                    said(entry.where(), entry.mode(), entry.arrivedAt(), entry.leftAt()),
                    null);
        });
    }

    private void check(Scope scope, Instant arrivedAt, @Nullable Instant leftAt) {
        Instant from = scope.firstDay().atStartOfDay(scope.zone()).toInstant();
        Instant to = scope.lastDay().plusDays(1).atStartOfDay(scope.zone()).toInstant();
        Instant now = clock.instant();
        within("arrived", arrivedAt, from, to, now, scope);
        if (leftAt != null) {
            within("left", leftAt, from, to, now, scope);
            if (!leftAt.isAfter(arrivedAt)) {
                throw Refusal.invalid("left", "Nobody leaves before they came. Choose a time after the arrival.");
            }
        }
    }

    private static void within(String field, Instant at, Instant from, Instant to, Instant now, Scope scope) {
        if (at.isBefore(from) || at.isAfter(to)) {
            throw Refusal.invalid(
                    field,
                    "This is not within " + scope.name() + ", which is from " + scope.firstDay() + " to "
                            + scope.lastDay() + " in " + scope.zone() + ".");
        }
        if (at.isAfter(now.plus(1, ChronoUnit.MINUTES))) {
            throw Refusal.invalid(field, "This is still to come. Write down what has been.");
        }
    }

    private static RuntimeException twice(DataIntegrityViolationException e) {
        return String.valueOf(e.getMessage()).contains("attendance_once_at_a_time")
                ? Refusal.of(
                        Refusal.Reason.CONFLICT,
                        "arrived",
                        "They are on record there at that time already. Correct that entry instead.")
                : e;
    }

    // --- By oneself ------------------------------------------------------------------------------------------------

    /**
     * @param since null where one is not counted as present now
     * @param readingAlong whether one said not to be counted here
     */
    public record Mine(@Nullable Instant since, boolean readingAlong) {}

    public Mine mine(MeetingView meeting, Viewer viewer) {
        return jdbc.sql("""
                        select (select a.arrived_at from attendance a
                                 where a.meeting_id = :meeting and a.person_id = :person and a.left_at is null) as since,
                               exists (select from reading_along r
                                        where r.meeting_id = :meeting and r.person_id = :person) as reading""")
                .param("meeting", meeting.id().value())
                .param("person", viewer.requirePerson().value())
                .query((row, n) -> new Mine(CheckInDesk.instant(row.getTimestamp("since")), row.getBoolean("reading")))
                .single();
    }

    /** Somebody only reads along in a room, or attends after all: then they count again from now on. */
    @Transactional
    public void readsAlong(MeetingId id, boolean only, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.TAKE_PART, meeting.permissions());
        UUID person = viewer.requirePerson().value();
        if (only) {
            jdbc.sql("""
                            insert into reading_along (meeting_id, person_id, since) values (:meeting, :person, :now)
                            on conflict do nothing""")
                    .param("meeting", id.value())
                    .param("person", person)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            // What an officer wrote down is theirs to take back.
            jdbc.sql("""
                            delete from attendance
                             where meeting_id = :meeting and person_id = :person and source = 'SELF'
                               and left_at is null""").param("meeting", id.value()).param("person", person).update();
        } else {
            jdbc.sql("delete from reading_along where meeting_id = :meeting and person_id = :person")
                    .param("meeting", id.value())
                    .param("person", person)
                    .update();
        }
    }

    private static Map<String, Object> said(
            String where, ParticipationMode mode, Instant arrivedAt, @Nullable Instant leftAt) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("where", where);
        said.put("mode", mode.name());
        said.put("arrivedAt", arrivedAt);
        if (leftAt != null) {
            said.put("leftAt", leftAt);
        }
        return said;
    }

    private static Map<String, Object> said(
            MeetingView meeting,
            @Nullable SessionId session,
            ParticipationMode mode,
            Instant arrivedAt,
            @Nullable Instant leftAt) {
        Map<String, Object> said = said(meeting.name(), mode, arrivedAt, leftAt);
        said.put("meeting", meeting.id().value());
        if (session != null) {
            said.put("session", session.value());
        }
        return said;
    }

    /** Before a list of names leaves the portal as a file. */
    @Transactional
    public void noteDownload(EventView week, Viewer viewer) {
        publisher.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                "attendance.downloaded",
                "event",
                week.id().toString(),
                null,
                Map.of("name", week.name())));
    }

    private void publish(
            Viewer viewer, String action, PersonId person, @Nullable Object before, @Nullable Object after) {
        publisher.publishEvent(
                new PrivilegedAct(viewer.requirePerson().value(), action, "person", person.toString(), before, after));
    }
}
