package org.rostrum.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Sought;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.Timetables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What the desk reads: who is registered, what of it, and whether they are here. */
@Service
public class CheckInDesk {

    /** How long a slip may be undone. */
    public static final Duration UNDO = Duration.ofMinutes(10);

    /** More rows than this no thumb scrolls through. */
    private static final int ROWS = 100;

    private static final int UNREGISTERED = 10;
    private static final int JUST_NOW = 3;

    /** Expects :session, null for the door. The parts of a badge are joined into lines, so that a list takes one statement. */
    private static final String BADGES = """
            select p.id as person_id, p.name, o.name as organization, e.id as event_id, e.name as event_name, r.code,
                   r.withdrawn_at, a.id as attendance_id, a.arrived_at, a.left_at,
                   (select string_agg(c.mode || ' ' || c.place || ' ' || w.name, e'\\n' order by w.id <> e.id, w.name)
                      from registration_choice c join event w on w.id = c.part_id
                     where c.registration_id = r.id) as parts
              from registration r
              join event e on e.id = r.event_id
              join person p on p.id = r.person_id
              left join organization o on o.id = r.organization_id
              left join lateral (
                select a.id, a.arrived_at, a.left_at from attendance a
                 where a.event_id = r.event_id and a.person_id = r.person_id
                   and a.session_id is not distinct from :session
                 order by a.arrived_at desc, a.left_at desc nulls first limit 1) a on true
            """;

    private static final String COUNTS = """
            select count(*) as registered,
                   count(*) filter (where exists (
                     select from attendance a where a.event_id = r.event_id and a.person_id = r.person_id
                        and a.session_id is not distinct from :session)) as came
              from registration r
             where r.event_id = :event and r.withdrawn_at is null
               and exists (select from registration_choice c
                            where c.registration_id = r.id and c.mode = 'IN_PERSON' and c.place = 'CONFIRMED')
            """;

    private static final String HERE = """
            select count(distinct a.person_id) filter (where a.left_at is null) as here,
                   count(distinct a.person_id) as came
              from attendance a where a.event_id = :event and a.session_id is not distinct from :session
            """;

    private final JdbcClient jdbc;
    private final Events events;
    private final Timetables timetables;
    private final Clock clock;

    CheckInDesk(JdbcClient jdbc, Events events, Timetables timetables, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.timetables = timetables;
        this.clock = clock;
    }

    /**
     * @param session null for the door
     * @throws NotFound where there is no such event or it has no such session
     */
    public Desk at(EventId event, @Nullable SessionId session, Viewer viewer) {
        EventView week = events.require(event);
        if (session == null) {
            return new Desk(week, null);
        }
        SessionView found = timetables.require(session, viewer);
        if (!found.event().equals(week.id())) {
            throw new NotFound("session");
        }
        return new Desk(week, found);
    }

    /** The sessions people can be checked in at now: today's by the event's clocks, and nobody is counted in a break. */
    public List<SessionView> sessions(EventView week, Viewer viewer) {
        LocalDate today = clock.instant().atZone(week.zoneOrUtc()).toLocalDate();
        return timetables.of(week.id(), viewer).sessions().stream()
                .filter(session -> session.day().equals(today) && !session.cancelled())
                .filter(session -> session.kind() != SessionKind.BREAK)
                .toList();
    }

    /**
     * @param registered have a place in person
     * @param here now, whether they had registered or were let in
     * @param came were here at some time, of all
     * @param expected have a place, and have not come yet
     */
    public record Counts(int registered, int here, int came, int expected) {}

    public Counts counts(Desk desk) {
        record Came(int registered, int came) {}
        Came came = jdbc.sql(COUNTS)
                .param("event", desk.event().id().value())
                .param("session", desk.sessionId(), Types.OTHER)
                .query((row, n) -> new Came(row.getInt("registered"), row.getInt("came")))
                .single();
        return jdbc.sql(HERE)
                .param("event", desk.event().id().value())
                .param("session", desk.sessionId(), Types.OTHER)
                .query((row, n) -> new Counts(
                        came.registered(), row.getInt("here"), row.getInt("came"), came.registered() - came.came()))
                .single();
    }

    /**
     * @param more whether there are others who match
     * @param others people of the portal who match and are not registered; only where something is looked for
     */
    public record Found(List<Badge> badges, boolean more, List<Unregistered> others) {}

    public record Unregistered(
            PersonId person, String name, @Nullable String organization) {}

    /** Those who are registered, by name or organisation; whoever withdrew stands last. Constant in statements. */
    public Found find(Desk desk, Sought sought) {
        List<Badge> badges = jdbc.sql(BADGES + """
                         where r.event_id = :event
                           and lower(p.name || ' ' || coalesce(o.name, '')) like lower(:like)
                         order by r.withdrawn_at is not null, lower(p.name), p.id limit :limit""")
                .param("event", desk.event().id().value())
                .param("session", desk.sessionId(), Types.OTHER)
                .param("like", sought.like())
                .param("limit", ROWS + 1)
                .query((row, n) -> badge(row))
                .list();
        boolean more = badges.size() > ROWS;
        return new Found(
                more ? badges.subList(0, ROWS) : badges, more, sought.any() ? unregistered(desk, sought) : List.of());
    }

    private List<Unregistered> unregistered(Desk desk, Sought sought) {
        return jdbc.sql("""
                        select p.id, p.name, o.name as organization
                          from person p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                         where p.deactivated_at is null
                           and lower(p.name || ' ' || coalesce(o.name, '')) like lower(:like)
                           and not exists (select from registration r
                                            where r.event_id = :event and r.person_id = p.id)
                         order by lower(p.name), p.id limit :limit""")
                .param("event", desk.event().id().value())
                .param("like", sought.like())
                .param("limit", UNREGISTERED)
                .query((row, n) -> new Unregistered(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("organization")))
                .list();
    }

    /** What a scanner read or somebody typed: the code, or the address that the QR code holds. */
    public static String code(@Nullable String typed) {
        String text = typed == null ? "" : typed.strip();
        String last = text.replaceFirst("[?#].*$", "").replaceFirst("^.*/", "");
        return last.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    /** Whose code it is, of whatever event; their stay is that at the session, where one is given, else at the door. */
    public Optional<Badge> badge(String code, @Nullable SessionId session) {
        return jdbc.sql(BADGES + "where r.code = :code")
                .param("code", code)
                .param("session", session == null ? null : session.value(), Types.OTHER)
                .query((row, n) -> badge(row))
                .optional();
    }

    Optional<Badge> badge(Desk desk, PersonId person) {
        return jdbc.sql(BADGES + "where r.event_id = :event and r.person_id = :person")
                .param("event", desk.event().id().value())
                .param("person", person.value())
                .param("session", desk.sessionId(), Types.OTHER)
                .query((row, n) -> badge(row))
                .optional();
    }

    private static Badge badge(ResultSet row) throws SQLException {
        UUID attendance = row.getObject("attendance_id", UUID.class);
        return new Badge(
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("organization"),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getString("event_name"),
                row.getString("code"),
                instant(row.getTimestamp("withdrawn_at")),
                parts(row.getString("parts")),
                attendance == null
                        ? null
                        : new Stay(
                                new AttendanceId(attendance),
                                row.getTimestamp("arrived_at").toInstant(),
                                instant(row.getTimestamp("left_at"))));
    }

    private static List<Badge.Part> parts(@Nullable String joined) {
        List<Badge.Part> parts = new ArrayList<>();
        if (joined != null) {
            for (String line : joined.split("\n", -1)) {
                String[] words = line.split(" ", 3);
                parts.add(new Badge.Part(words[2], ParticipationMode.valueOf(words[0]), words[1].equals("WAITING")));
            }
        }
        return parts;
    }

    /**
     * What somebody at the desk did last.
     *
     * @param left whether it was that somebody left; else that they came
     */
    public record Slip(AttendanceId id, String name, boolean left, Instant at) {}

    /** What the viewer did at this desk and may still undo, the latest first. */
    public List<Slip> justNow(Desk desk, Viewer viewer) {
        return jdbc.sql("""
                        select a.id, p.name, a.left_at, a.arrived_at
                          from attendance a join person p on p.id = a.person_id
                         where a.event_id = :event and a.session_id is not distinct from :session
                           and a.recorded_by = :viewer and coalesce(a.left_recorded_at, a.recorded_at) > :since
                         order by coalesce(a.left_recorded_at, a.recorded_at) desc, a.id desc limit :limit""")
                .param("event", desk.event().id().value())
                .param("session", desk.sessionId(), Types.OTHER)
                .param("viewer", viewer.requirePerson().value())
                .param("since", Timestamp.from(clock.instant().minus(UNDO)))
                .param("limit", JUST_NOW)
                .query((row, n) -> {
                    Instant left = instant(row.getTimestamp("left_at"));
                    return new Slip(
                            new AttendanceId(row.getObject("id", UUID.class)),
                            row.getString("name"),
                            left != null,
                            left == null ? row.getTimestamp("arrived_at").toInstant() : left);
                })
                .list();
    }

    static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
