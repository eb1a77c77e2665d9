package org.rostrum.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.Timetables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who was there, as it follows from the record by the {@link Rule}s; computed, so that a correction changes all of it. */
@Service
public class Attendances {

    /**
     * Sessions that have begun, and the meeting itself, each with its groups. Expects :event, :group, :session and
     * :meeting, each of which may be null, and :now.
     */
    private static final String SLOTS = """
            with slot as (
              select s.id, s.event_id, s.part_id, s.starts_at, least(s.ends_at, :now) as until,
                     s.ends_at > :now as goes_on, false as meeting,
                     array(select g.group_id from session_group g where g.session_id = s.id) as groups
                from session s
               where s.event_id = :event and not s.cancelled and s.kind in ('SESSION', 'PLENARY')
                 and s.starts_at <= :now
                 and (:session::uuid is null or s.id = :session::uuid)
                 and (:group::uuid is null
                      or exists (select from session_group g where g.session_id = s.id and g.group_id = :group::uuid))
              union all
              select m.id, m.event_id, null, m.starts_at, least(m.ends_at, :now), m.ends_at > :now, true,
                     array[m.group_id]
                from meeting m where m.id = :meeting::uuid),
            """;

    private static final String STAYS = """
            stay as (
              select s.id as slot, 'SESSION' as rule, a.id, a.person_id, a.organization_id, a.mode, a.arrived_at,
                     case when a.left_at is not null or s.goes_on then a.left_at
                          else greatest(a.arrived_at, s.until) end as left_at
                from slot s join attendance a on a.session_id = s.id
              union all
              select s.id, 'SESSION', a.id, a.person_id, a.organization_id, a.mode, a.arrived_at, a.left_at
                from slot s
                join session_group g on g.group_id = any(s.groups)
                join session w on w.id = g.session_id and w.event_id = s.event_id and not w.cancelled
                join attendance a on a.session_id = w.id
               where s.meeting
              union all
              select s.id, 'MEETING', a.id, a.person_id, a.organization_id, a.mode, greatest(a.arrived_at, s.starts_at),
                     case when a.left_at is not null or not s.goes_on then least(a.left_at, s.until) end
                from slot s
                join meeting m on m.id = s.id or (m.event_id = s.event_id and m.group_id = any(s.groups))
                join attendance a on a.meeting_id = m.id and a.arrived_at <= s.until
                 and coalesce(a.left_at, :now) >= s.starts_at
              union all
              select s.id, 'DOOR', a.id, a.person_id, a.organization_id, a.mode, greatest(a.arrived_at, s.starts_at),
                     case when a.left_at is not null or not s.goes_on then least(a.left_at, s.until) end
                from slot s
                join attendance a on a.event_id = s.event_id and a.session_id is null and a.arrived_at < s.until
                 and coalesce(a.left_at, :now) > s.starts_at
               where ((s.part_id is null and cardinality(s.groups) = 0)
                   or exists (select from office f
                               where f.person_id = a.person_id and f.group_id = any(s.groups) and f.since <= s.starts_at
                                 and (f.until is null or f.until > s.starts_at))
                   or exists (select from participation x join meeting m on m.id = x.meeting_id
                               where x.person_id = a.person_id and m.event_id = s.event_id
                                 and m.group_id = any(s.groups))
                   or exists (select from registration r join registration_choice c on c.registration_id = r.id
                               where r.event_id = s.event_id and r.person_id = a.person_id and r.withdrawn_at is null
                                 and c.part_id = s.part_id and c.place = 'CONFIRMED'))
                 and (s.meeting or not exists (
                       select from attendance x join session y on y.id = x.session_id
                        where x.person_id = a.person_id and x.event_id = s.event_id and y.id <> s.id
                          and y.starts_at < s.until and y.ends_at > s.starts_at))),
            surest as (
              select *, dense_rank() over (partition by slot, person_id
                                           order by array_position(array['SESSION', 'MEETING', 'DOOR'], rule)) as nth
                from stay),
            attended as (
              select slot, person_id, rule, min(mode) as mode, min(arrived_at) as arrived_at,
                     nullif(max(coalesce(left_at, 'infinity')), 'infinity') as left_at,
                     (array_agg(id order by arrived_at, id))[1] as entry,
                     (array_agg(organization_id order by arrived_at, id))[1] as organization_id
                from surest where nth = 1 group by slot, person_id, rule)
            """;

    private static final String ATTENDEES = SLOTS + STAYS + """
            select t.slot, t.person_id, p.name, o.name as organization, t.mode, t.rule, t.arrived_at, t.left_at, t.entry
              from attended t join person p on p.id = t.person_id left join organization o on o.id = t.organization_id
             order by lower(o.name) nulls last, o.id, lower(p.name), p.id
            """;

    private static final String COUNTS = SLOTS + STAYS + """
            select slot, count(*) filter (where mode = 'IN_PERSON') as in_person,
                   count(*) filter (where mode = 'REMOTE') as remote
              from attended group by slot
            """;

    /** Who represents no member comes last. */
    private static final Comparator<String> BY_NAME = Comparator.comparing(String::isEmpty)
            .thenComparing(String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Comparator.naturalOrder());

    private final JdbcClient jdbc;
    private final Clock clock;

    Attendances(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A session with how many were there; null for one that is to come. */
    public record Counted(SessionView session, @Nullable Count count) {}

    public record Count(int inPerson, int remote) {
        public int all() {
            return inPerson + remote;
        }
    }

    /**
     * @param sessions of the meeting's group in its event; none for a meeting outside any
     * @param attendees of the meeting itself
     * @param inSession of the session that was asked for
     * @param absent who said that they take part and were not there; empty while the meeting is to come
     */
    public record OfMeeting(
            List<Counted> sessions,
            List<Attendee> attendees,
            List<Attendee> inSession,
            List<Expected> absent,
            List<ByOrganization> organizations) {}

    public record Expected(
            PersonId person, String name, @Nullable String organization) {}

    /** @param organization null for those who represent no member */
    public record ByOrganization(@Nullable String organization, int expected, int came, int absent) {}

    /** Constant in statements, however many people and sessions. */
    public OfMeeting ofMeeting(MeetingView meeting, @Nullable SessionId session) {
        Instant now = clock.instant();
        UUID event = meeting.event();
        List<SessionView> sessions = event == null
                ? List.of()
                : jdbc.sql(Timetables.SESSIONS + """
                                where s.event_id = :event and s.kind in ('SESSION', 'PLENARY') and exists (
                                  select from session_group g where g.session_id = s.id and g.group_id = :group)
                                order by s.starts_at, s.id""")
                        .param("event", event)
                        .param("group", meeting.group().id().value())
                        .query((row, n) -> Timetables.session(row))
                        .list();
        List<Attendee> all = attended(
                ATTENDEES,
                event,
                meeting.group().id().value(),
                null,
                meeting.id().value(),
                now);
        List<Expected> expected = meeting.startsAt().isAfter(now) ? List.of() : expected(meeting);
        List<Attendee> there = all.stream()
                .filter(attendee -> attendee.slot().equals(meeting.id().value()))
                .toList();
        List<Expected> absent = expected.stream()
                .filter(somebody -> there.stream().noneMatch(one -> one.person().equals(somebody.person())))
                .toList();
        return new OfMeeting(
                sessions.stream()
                        .map(one -> new Counted(one, one.startsAt().isAfter(now) ? null : count(all, one)))
                        .toList(),
                there,
                session == null
                        ? List.of()
                        : all.stream()
                                .filter(one -> one.slot().equals(session.value()))
                                .toList(),
                absent,
                byOrganization(expected, there));
    }

    private static Count count(List<Attendee> all, SessionView session) {
        List<Attendee> there = all.stream()
                .filter(one -> one.slot().equals(session.id().value()))
                .toList();
        int remote = Math.toIntExact(there.stream()
                .filter(one -> one.mode() == ParticipationMode.REMOTE)
                .count());
        return new Count(there.size() - remote, remote);
    }

    private List<Expected> expected(MeetingView meeting) {
        return jdbc.sql("""
                        select p.id, p.name, o.name as organization
                          from participation x join person p on p.id = x.person_id
                          left join organization o on o.id = x.organization_id
                         where x.meeting_id = :meeting
                         order by lower(o.name) nulls last, o.id, lower(p.name), p.id""")
                .param("meeting", meeting.id().value())
                .query((row, n) -> expected(row))
                .list();
    }

    private static Expected expected(ResultSet row) throws SQLException {
        return new Expected(
                new PersonId(row.getObject("id", UUID.class)), row.getString("name"), row.getString("organization"));
    }

    /** Who came without having said so counts as come, and was not expected. */
    static List<ByOrganization> byOrganization(List<Expected> expected, List<Attendee> there) {
        Map<String, int[]> counts = new TreeMap<>(BY_NAME);
        for (Expected somebody : expected) {
            int[] count = counts.computeIfAbsent(text(somebody.organization()), name -> new int[3]);
            count[0]++;
            if (there.stream().noneMatch(one -> one.person().equals(somebody.person()))) {
                count[2]++;
            }
        }
        for (Attendee somebody : there) {
            counts.computeIfAbsent(text(somebody.organization()), name -> new int[3])[1]++;
        }
        List<ByOrganization> rows = new ArrayList<>();
        counts.forEach((name, count) ->
                rows.add(new ByOrganization(name.isEmpty() ? null : name, count[0], count[1], count[2])));
        return rows;
    }

    private static String text(@Nullable String organization) {
        return organization == null ? "" : organization;
    }

    /** How many were in each session of an event that has begun, by session. */
    public Map<UUID, Count> counts(EventId week) {
        Map<UUID, Count> counts = new TreeMap<>();
        slots(COUNTS, week.value(), null, null, null, clock.instant()).query(row -> {
            counts.put(row.getObject("slot", UUID.class), new Count(row.getInt("in_person"), row.getInt("remote")));
        });
        return counts;
    }

    /** @param session null for all of them */
    public List<Attendee> inSessions(EventId week, @Nullable SessionId session) {
        return attended(ATTENDEES, week.value(), null, session == null ? null : session.value(), null, clock.instant());
    }

    private List<Attendee> attended(
            String sql,
            @Nullable UUID event,
            @Nullable UUID group,
            @Nullable UUID session,
            @Nullable UUID meeting,
            Instant now) {
        return slots(sql, event, group, session, meeting, now)
                .query((row, n) -> attendee(row))
                .list();
    }

    private JdbcClient.StatementSpec slots(
            String sql,
            @Nullable UUID event,
            @Nullable UUID group,
            @Nullable UUID session,
            @Nullable UUID meeting,
            Instant now) {
        return jdbc.sql(sql)
                .param("event", event, Types.OTHER)
                .param("group", group, Types.OTHER)
                .param("session", session, Types.OTHER)
                .param("meeting", meeting, Types.OTHER)
                .param("now", Timestamp.from(now));
    }

    private static Attendee attendee(ResultSet row) throws SQLException {
        return new Attendee(
                row.getObject("slot", UUID.class),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("organization"),
                ParticipationMode.valueOf(row.getString("mode")),
                Rule.valueOf(row.getString("rule")),
                row.getTimestamp("arrived_at").toInstant(),
                CheckInDesk.instant(row.getTimestamp("left_at")),
                new AttendanceId(row.getObject("entry", UUID.class)));
    }

    /** A person who is registered for an event, was there, or both. */
    public record Somebody(
            PersonId person,
            String name,
            @Nullable String organization,
            List<String> parts,
            @Nullable ParticipationMode mode,
            @Nullable Instant arrivedAt,
            @Nullable Instant leftAt,
            @Nullable AttendanceId entry) {

        public boolean came() {
            return arrivedAt != null;
        }

        public boolean registered() {
            return !parts.isEmpty();
        }
    }

    /** How many of those with a place in a part came to the event. */
    public record OfPart(String name, int registered, int came) {
        public int absent() {
            return registered - came;
        }
    }

    /**
     * @param people who have a place or were there in any way, by organisation and name
     */
    public record OfEvent(List<Somebody> people, List<OfPart> parts, List<ByOrganization> organizations) {

        public long came() {
            return people.stream().filter(Somebody::came).count();
        }

        public long absent() {
            return people.stream().filter(somebody -> !somebody.came()).count();
        }
    }

    private static final String PEOPLE = """
            with stay as (
              select a.id, a.person_id, a.organization_id, a.mode, a.arrived_at, a.left_at
                from attendance a where a.event_id = :event
              union all
              select a.id, a.person_id, a.organization_id, a.mode, a.arrived_at, a.left_at
                from attendance a join meeting m on m.id = a.meeting_id where m.event_id = :event),
            came as (
              select person_id, min(mode) as mode, min(arrived_at) as arrived_at,
                     nullif(max(coalesce(left_at, 'infinity')), 'infinity') as left_at,
                     (array_agg(id order by arrived_at, id))[1] as entry,
                     (array_agg(organization_id order by arrived_at, id))[1] as organization_id
                from stay group by person_id),
            place as (
              select r.person_id, r.organization_id,
                     string_agg(w.name, e'\\n' order by w.id <> r.event_id, w.name) as parts
                from registration r
                join registration_choice c on c.registration_id = r.id and c.place = 'CONFIRMED'
                join event w on w.id = c.part_id
               where r.event_id = :event and r.withdrawn_at is null
               group by r.person_id, r.organization_id)
            select p.id, p.name, o.name as organization, l.parts, s.mode, s.arrived_at, s.left_at, s.entry
              from place l
              full join came s on s.person_id = l.person_id
              join person p on p.id = coalesce(l.person_id, s.person_id)
              left join organization o on o.id = coalesce(l.organization_id, s.organization_id)
             order by lower(o.name) nulls last, o.id, lower(p.name), p.id
            """;

    /** Who was at an event and who had a place and was not. One statement. */
    public OfEvent ofEvent(EventId week) {
        List<Somebody> people = jdbc.sql(PEOPLE)
                .param("event", week.value())
                .query((row, n) -> somebody(row))
                .list();
        Map<String, int[]> parts = new TreeMap<>();
        Map<String, int[]> organizations = new TreeMap<>(BY_NAME);
        for (Somebody somebody : people) {
            for (String part : somebody.parts()) {
                int[] count = parts.computeIfAbsent(part, name -> new int[2]);
                count[0]++;
                count[1] += somebody.came() ? 1 : 0;
            }
            int[] count = organizations.computeIfAbsent(text(somebody.organization()), name -> new int[3]);
            count[0] += somebody.registered() ? 1 : 0;
            count[1] += somebody.came() ? 1 : 0;
            count[2] += somebody.came() ? 0 : 1;
        }
        List<OfPart> byPart = new ArrayList<>();
        parts.forEach((name, count) -> byPart.add(new OfPart(name, count[0], count[1])));
        List<ByOrganization> byOrganization = new ArrayList<>();
        organizations.forEach((name, count) ->
                byOrganization.add(new ByOrganization(name.isEmpty() ? null : name, count[0], count[1], count[2])));
        return new OfEvent(people, byPart, byOrganization);
    }

    private static Somebody somebody(ResultSet row) throws SQLException {
        String parts = row.getString("parts");
        String mode = row.getString("mode");
        UUID entry = row.getObject("entry", UUID.class);
        return new Somebody(
                new PersonId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("organization"),
                parts == null ? List.of() : List.of(parts.split("\n", -1)),
                mode == null ? null : ParticipationMode.valueOf(mode),
                CheckInDesk.instant(row.getTimestamp("arrived_at")),
                CheckInDesk.instant(row.getTimestamp("left_at")),
                entry == null ? null : new AttendanceId(entry));
    }
}
