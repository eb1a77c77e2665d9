package org.rostrum.contributions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A meeting's documents as lists of documents go in the field: each revision by itself, with what was decided about it. */
@Service
public class DocumentList {

    private final Contributions contributions;
    private final JdbcClient jdbc;

    DocumentList(Contributions contributions, JdbcClient jdbc) {
        this.contributions = contributions;
        this.jdbc = jdbc;
    }

    private record Decided(
            int revision,
            Instant uploadedAt,
            @Nullable Outcome outcome,
            @Nullable String words,
            @Nullable Integer revisedTo,
            @Nullable String mergedInto,
            @Nullable String carriedTo,
            @Nullable String carriedAs,
            @Nullable String reply) {}

    /** Two statements, however many there are. The meeting shows that the viewer may read them. */
    @Transactional(readOnly = true)
    public List<DocumentRow> of(MeetingView meeting, ContributionFilter filter, Viewer viewer) {
        Map<UUID, List<Decided>> revisions = revisions(meeting);
        List<DocumentRow> rows = new ArrayList<>();
        for (ContributionRow one : contributions.in(meeting, filter, viewer)) {
            List<Decided> files = revisions.getOrDefault(one.id().value(), List.of());
            if (files.isEmpty()) {
                rows.add(new DocumentRow(one, null, true, null, null, null, null, null, null, null, null, null));
            }
            for (Decided file : files) {
                rows.add(row(one, file, file.equals(files.getLast())));
            }
        }
        return rows;
    }

    private static DocumentRow row(ContributionRow one, Decided file, boolean latest) {
        int number = file.revision();
        Integer next = latest ? file.revisedTo() : Integer.valueOf(number + 1);
        return new DocumentRow(
                one,
                number,
                latest,
                number == 0 ? null : one.number().numberOf(number - 1),
                next == null ? null : one.number().numberOf(next),
                file.uploadedAt(),
                file.outcome(),
                file.words(),
                file.mergedInto(),
                file.carriedTo(),
                file.carriedAs(),
                file.reply());
    }

    /**
     * Which of these numbers a group gave at other meetings, and at which: for who looks for them at this one.
     *
     * @return meetings' names by the number in capitals
     */
    @Transactional(readOnly = true)
    public Map<String, String> elsewhere(MeetingView meeting, Collection<String> numbers) {
        Map<String, String> elsewhere = new HashMap<>();
        jdbc.sql("""
                        select upper(c.number) as number, m.name from contribution c join meeting m on m.id = c.meeting_id
                         where upper(c.number) = any(:numbers) and c.group_id = :group and c.meeting_id <> :meeting""")
                .param(
                        "numbers",
                        numbers.stream()
                                .map(number -> number.toUpperCase(Locale.ROOT))
                                .toArray(String[]::new))
                .param("group", meeting.group().id().value())
                .param("meeting", meeting.id().value())
                .query(row -> {
                    elsewhere.put(row.getString("number"), row.getString("name"));
                });
        return elsewhere;
    }

    private Map<UUID, List<Decided>> revisions(MeetingView meeting) {
        Map<UUID, List<Decided>> revisions = new HashMap<>();
        jdbc.sql("""
                        select r.contribution_id, r.number, r.uploaded_at, d.outcome, d.words, d.revised_to,
                               t.number as target, sm.name as successor_meeting, s.number as successor,
                               p.number as reply
                          from contribution c
                          join revision r on r.contribution_id = c.id
                          left join lateral (
                            select * from disposition e
                             where e.contribution_id = c.id and e.revision = r.number and e.meeting_id = c.meeting_id
                               and e.set_aside is null
                             order by e.recorded_at desc, e.id desc limit 1) d on true
                          left join contribution t on t.id = d.merged_into_id
                          left join contribution s on s.id = d.successor_id
                          left join meeting sm on sm.id = s.meeting_id
                          left join contribution p on p.id = d.reply_id
                         where c.meeting_id = :meeting
                         order by r.contribution_id, r.number""").param("meeting", meeting.id().value()).query(row -> {
            String outcome = row.getString("outcome");
            revisions
                    .computeIfAbsent(row.getObject("contribution_id", UUID.class), id -> new ArrayList<>())
                    .add(new Decided(
                            row.getInt("number"),
                            row.getTimestamp("uploaded_at").toInstant(),
                            outcome == null ? null : Outcome.valueOf(outcome),
                            row.getString("words"),
                            row.getObject("revised_to", Integer.class),
                            row.getString("target"),
                            row.getString("successor_meeting"),
                            row.getString("successor"),
                            row.getString("reply")));
        });
        return revisions;
    }
}
