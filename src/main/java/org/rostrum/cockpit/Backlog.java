package org.rostrum.cockpit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ContributionType;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How many contributions of each meeting wait for something. One statement over partial indexes, which are short. */
@Service
class Backlog {

    private static final String[] EXEMPT = Arrays.stream(ContributionType.values())
            .filter(ContributionType::exemptFromDeadline)
            .map(ContributionType::code)
            .toArray(String[]::new);

    /** An agenda's own document has no place on the agenda. */
    private static final String COUNTS = """
            select m.id, u.n as unallocated, u.proposed, u.late as unallocated_late, u.since as unallocated_since,
                   l.n as late, l.since as late_since, f.n as without_file, f.authors, r.reminded_at
              from meeting m
              left join cockpit_look k on k.meeting_id = m.id and k.person_id = :person
              left join file_reminder r on r.meeting_id = m.id
             cross join lateral (
               select count(*) as n, count(open.item_id) as proposed,
                      count(*) filter (where c.late) as late, min(c.submitted_at) as since
                 from contribution c
                 left join (select item_id from agenda_draft_item where meeting_id = m.id and kind = 'NORMAL'
                            union
                            select i.item_id from agenda a
                              join agenda_published_item i on i.meeting_id = a.meeting_id and i.version = a.version
                             where a.meeting_id = m.id and i.kind = 'NORMAL') open on open.item_id = c.proposed_item_id
                where c.meeting_id = m.id and c.state = 'SUBMITTED' and c.type <> 'AGD') u
             cross join lateral (
               select count(*) as n, min(c.submitted_at) as since from contribution c
                where c.meeting_id = m.id and c.late and c.state <> 'WITHDRAWN'
                  and c.submitted_at > coalesce(k.looked_at, '-infinity')) l
             cross join lateral (
               select count(*) as n, count(distinct c.author_id) as authors from contribution c
                where c.meeting_id = m.id and c.state = 'RESERVED' and c.type <> all(:exempt)) f
             where m.id = any(:meetings)
            """;

    private final JdbcClient jdbc;

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param proposed of the unallocated ones, those whose author proposes a place that they can be given
     * @param late those that came since the officer looked last
     * @param withoutFile numbers without a file, of the types that the deadline is for
     * @param remindedAt when their authors were reminded last
     */
    record Counts(
            int unallocated,
            int proposed,
            int unallocatedLate,
            @Nullable Instant unallocatedSince,
            int late,
            @Nullable Instant lateSince,
            int withoutFile,
            int authors,
            @Nullable Instant remindedAt) {}

    Map<MeetingId, Counts> of(Collection<MeetingView> meetings, PersonId officer) {
        Map<MeetingId, Counts> counts = new HashMap<>();
        jdbc.sql(COUNTS)
                .param("person", officer.value())
                .param("exempt", EXEMPT)
                .param(
                        "meetings",
                        meetings.stream().map(meeting -> meeting.id().value()).toArray(UUID[]::new))
                .query(row -> {
                    counts.put(new MeetingId(row.getObject("id", UUID.class)), counts(row));
                });
        return counts;
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getInt("unallocated"),
                row.getInt("proposed"),
                row.getInt("unallocated_late"),
                instant(row, "unallocated_since"),
                row.getInt("late"),
                instant(row, "late_since"),
                row.getInt("without_file"),
                row.getInt("authors"),
                instant(row, "reminded_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
