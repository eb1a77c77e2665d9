package org.rostrum.meetings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.groups.OfficeRole;
import org.rostrum.shared.When;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What a meeting's own pages show beyond {@link MeetingView}. A read view that also counts in the tables of
 * contributions, agendas, rooms and attendance: those capabilities stand above this one and cannot be asked. Whoever calls has
 * the meeting from {@link Meetings#require}, which decides who may read it.
 */
@Service
public class MeetingDetails {

    private static final String SUMMARY = """
            select e.format,
                   (select x.mode from participation x where x.meeting_id = m.id and x.person_id = :person) as mine,
                   g.week, g.placed, g.placed_in_person, t.in_person, t.remote, t.organizations,
                   c.submitted, c.late, c.reserved, c.withdrawn, c.own_submitted, c.own_reserved,
                   p.published_at, a.draft_revision > coalesce(p.draft_revision, 0) as unpublished, r.last_seq,
                   m.cancelled_reason
              from meeting m
              join room r on r.id = m.room_id
              left join event e on e.id = m.event_id
              left join agenda a on a.meeting_id = m.id
              left join agenda_publication p on p.meeting_id = m.id and p.version = a.version
              left join lateral (
                select s.event_id as week, count(y.mode) > 0 as placed,
                       count(y.mode) filter (where y.mode = 'IN_PERSON') > 0 as placed_in_person
                  from registration_setup s
                  left join registration z on z.event_id = s.event_id and z.person_id = :person
                  left join registration_choice y on y.registration_id = z.id and y.place = 'CONFIRMED'
                                                 and y.part_id in (e.id, s.event_id)
                 where s.event_id = coalesce(e.within_id, e.id)
                 group by s.event_id) g on true
              cross join lateral (
                select count(*) filter (where x.mode = 'IN_PERSON') as in_person,
                       count(*) filter (where x.mode = 'REMOTE') as remote,
                       count(distinct x.organization_id) as organizations
                  from participation x where x.meeting_id = m.id) t
              cross join lateral (
                select count(*) filter (where n.state not in ('RESERVED', 'WITHDRAWN')) as submitted,
                       count(*) filter (where n.state not in ('RESERVED', 'WITHDRAWN') and n.late) as late,
                       count(*) filter (where n.state = 'RESERVED') as reserved,
                       count(*) filter (where n.state = 'WITHDRAWN') as withdrawn,
                       count(*) filter (where n.state not in ('RESERVED', 'WITHDRAWN')
                                          and n.author_id = :person) as own_submitted,
                       count(*) filter (where n.state = 'RESERVED' and n.author_id = :person) as own_reserved
                  from contribution n where n.meeting_id = m.id) c
             where m.id = :meeting
            """;

    private static final String AGENDA = """
            select i.number, i.title
              from agenda_published_item i
             where i.meeting_id = :meeting and i.version = :version and i.depth = 0
             order by i.position
            """;

    private static final String OFFICERS = """
            select f.role, p.name, o.name as organization
              from office f
              join person p on p.id = f.person_id
              left join lateral (
                select d.organization_id from delegation d
                 where d.person_id = p.id and d.since <= :to and (d.until is null or d.until > :from)
                 order by d.since desc limit 1) d on true
              left join organization o on o.id = d.organization_id
             where f.group_id = :group and f.role in ('CHAIR', 'VICE_CHAIR', 'SECRETARY')
               and f.since <= :to and (f.until is null or f.until > :from)
             order by array_position(array['CHAIR', 'VICE_CHAIR', 'SECRETARY'], f.role), lower(p.name)
            """;

    /**
     * Whether a participant was there, as "IN_PERSON" or "REMOTE"; null where they were not. Who takes part and was in the
     * house while the meeting went on was at it: the same that the attendance page says by its rules.
     */
    private static final String ATTENDED = """
            (select min(a.mode) from attendance a
              where a.person_id = p.id
                and (a.meeting_id = :meeting
                  or (a.event_id = :event::uuid and a.session_id is null and a.arrived_at < :end
                      and coalesce(a.left_at, now()) > :start)
                  or (a.event_id = :event::uuid and exists (
                      select from session_group g join session s on s.id = g.session_id and not s.cancelled
                       where g.session_id = a.session_id and g.group_id = :group))))
            """;

    private static final String PARTICIPANTS = "select o.name as organization, p.name, x.mode, " + ATTENDED + """
               as attended
              from participation x
              join person p on p.id = x.person_id
              left join organization o on o.id = x.organization_id
             where x.meeting_id = :meeting
               and not exists (select from invitation i where i.meeting_id = x.meeting_id and i.person_id = x.person_id)
             order by lower(o.name) nulls last, o.id, lower(p.name)
            """;

    private static final String GUESTS = "select p.name, b.name as invited_by, x.mode, " + ATTENDED + """
               as attended
              from invitation i
              join person p on p.id = i.person_id
              join person b on b.id = i.invited_by
              left join participation x on x.meeting_id = i.meeting_id and x.person_id = i.person_id
             where i.meeting_id = :meeting
             order by lower(p.name)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    MeetingDetails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public MeetingSummary summary(MeetingView meeting, Viewer viewer) {
        List<MeetingSummary.Item> items = meeting.agendaVersion() == 0
                ? List.of()
                : jdbc.sql(AGENDA)
                        .param("meeting", meeting.id().value())
                        .param("version", meeting.agendaVersion())
                        .query((row, n) -> new MeetingSummary.Item(row.getString("number"), row.getString("title")))
                        .list();
        return jdbc.sql(SUMMARY)
                .param("meeting", meeting.id().value())
                .param(
                        "person",
                        viewer.person() == null ? null : viewer.person().value(),
                        Types.OTHER)
                .query((row, n) -> summary(row, items))
                .single();
    }

    private static MeetingSummary summary(ResultSet row, List<MeetingSummary.Item> items) throws SQLException {
        Timestamp publishedAt = row.getTimestamp("published_at");
        UUID week = row.getObject("week", UUID.class);
        return new MeetingSummary(
                row.getString("format"),
                mode(row.getString("mine")),
                week == null
                        ? null
                        : new MeetingSummary.Registration(
                                week, row.getBoolean("placed"), row.getBoolean("placed_in_person")),
                new MeetingSummary.Attendance(
                        row.getInt("in_person"), row.getInt("remote"), row.getInt("organizations")),
                new MeetingSummary.Contributions(
                        row.getInt("submitted"),
                        row.getInt("late"),
                        row.getInt("reserved"),
                        row.getInt("withdrawn"),
                        row.getInt("own_submitted"),
                        row.getInt("own_reserved")),
                new MeetingSummary.Agenda(
                        publishedAt == null ? null : publishedAt.toInstant(), row.getBoolean("unpublished"), items),
                row.getLong("last_seq"),
                row.getString("cancelled_reason"));
    }

    public MeetingPeople people(MeetingView meeting) {
        // A past meeting shows all who held office while it lasted; one to come, who will when it opens.
        Instant now = clock.instant();
        When when = meeting.when(now);
        Instant from = when == When.NOW ? now : meeting.startsAt();
        Instant to = when == When.PAST ? meeting.endsAt() : from;
        List<MeetingPeople.Officer> officers = jdbc.sql(OFFICERS)
                .param("group", meeting.group().id().value())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, n) -> new MeetingPeople.Officer(
                        OfficeRole.valueOf(row.getString("role")),
                        row.getString("name"),
                        row.getString("organization")))
                .list();
        List<MeetingPeople.Guest> guests = attended(GUESTS, meeting)
                .query((row, n) -> new MeetingPeople.Guest(
                        row.getString("name"),
                        row.getString("invited_by"),
                        mode(row.getString("mode")),
                        mode(row.getString("attended"))))
                .list();
        return new MeetingPeople(officers, parties(meeting), guests);
    }

    private record Answer(@Nullable String organization, MeetingPeople.Participant participant) {}

    private JdbcClient.StatementSpec attended(String sql, MeetingView meeting) {
        return jdbc.sql(sql)
                .param("meeting", meeting.id().value())
                .param("event", meeting.event(), Types.OTHER)
                .param("group", meeting.group().id().value())
                .param("start", Timestamp.from(meeting.startsAt()))
                .param("end", Timestamp.from(meeting.endsAt()));
    }

    private List<MeetingPeople.Party> parties(MeetingView meeting) {
        List<Answer> answers = attended(PARTICIPANTS, meeting)
                .query((row, n) -> new Answer(
                        row.getString("organization"),
                        new MeetingPeople.Participant(
                                row.getString("name"),
                                ParticipationMode.valueOf(row.getString("mode")),
                                mode(row.getString("attended")))))
                .list();
        List<MeetingPeople.Party> parties = new ArrayList<>();
        for (Answer answer : answers) {
            if (parties.isEmpty() || !Objects.equals(parties.getLast().organization(), answer.organization())) {
                parties.add(new MeetingPeople.Party(answer.organization(), new ArrayList<>()));
            }
            parties.getLast().participants().add(answer.participant());
        }
        return parties;
    }

    private static @Nullable ParticipationMode mode(@Nullable String name) {
        return name == null ? null : ParticipationMode.valueOf(name);
    }
}
