package org.rostrum.cockpit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionNumber;
import org.rostrum.contributions.Numbers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Requests for late passes that nobody has decided. One statement. */
@Service
class PassRequests {

    private final JdbcClient jdbc;
    private final Numbers numbers;

    PassRequests(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    record PassRequest(
            ContributionId contribution,
            ContributionNumber number,
            String title,
            String by,
            @Nullable String organization,
            String reason,
            Instant at) {}

    Map<MeetingId, List<PassRequest>> of(Collection<MeetingView> meetings) {
        Map<MeetingId, List<PassRequest>> requests = new HashMap<>();
        jdbc.sql("""
                        select c.meeting_id, c.id, c.number, c.year, c.serial, c.title, w.name, o.name as organization,
                               p.reason, p.requested_at
                          from late_pass p
                          join contribution c on c.id = p.contribution_id
                          join person w on w.id = p.requested_by
                          left join organization o on o.id = p.organization_id
                         where p.state = 'REQUESTED' and c.state = 'RESERVED' and c.meeting_id = any(:meetings)
                         order by p.requested_at""")
                .param(
                        "meetings",
                        meetings.stream().map(meeting -> meeting.id().value()).toArray(UUID[]::new))
                .query(row -> {
                    requests.computeIfAbsent(
                                    new MeetingId(row.getObject("meeting_id", UUID.class)), id -> new ArrayList<>())
                            .add(new PassRequest(
                                    new ContributionId(row.getObject("id", UUID.class)),
                                    numbers.of(row),
                                    row.getString("title"),
                                    row.getString("name"),
                                    row.getString("organization"),
                                    row.getString("reason"),
                                    row.getTimestamp("requested_at").toInstant()));
                });
        return requests;
    }
}
