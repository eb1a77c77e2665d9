package org.rostrum.cockpit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionNumber;
import org.rostrum.contributions.Numbers;
import org.rostrum.groups.GroupId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Minutes whose latest revision no meeting has approved. One statement. */
@Service
class PendingMinutes {

    private final JdbcClient jdbc;
    private final Numbers numbers;

    PendingMinutes(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    record Pending(ContributionId id, ContributionNumber number, String title, int revision, Instant uploadedAt) {}

    Map<GroupId, List<Pending>> of(Collection<GroupId> groups) {
        Map<GroupId, List<Pending>> pending = new HashMap<>();
        jdbc.sql("""
                        select c.id, c.group_id, c.number, c.year, c.serial, c.title, r.number as revision, r.uploaded_at
                          from contribution c
                          join lateral (select number, uploaded_at from revision v where v.contribution_id = c.id
                                         order by number desc limit 1) r on true
                         where c.group_id = any(:groups) and c.type = 'MINS' and c.state <> 'WITHDRAWN'
                           and not exists (select 1 from minutes_approval a
                                            where a.contribution_id = c.id and a.revision = r.number
                                              and a.undone_at is null)
                         order by r.uploaded_at""")
                .param("groups", groups.stream().map(GroupId::value).toArray(UUID[]::new))
                .query(row -> {
                    pending.computeIfAbsent(new GroupId(row.getObject("group_id", UUID.class)), id -> new ArrayList<>())
                            .add(new Pending(
                                    new ContributionId(row.getObject("id", UUID.class)),
                                    numbers.of(row),
                                    row.getString("title"),
                                    row.getInt("revision"),
                                    row.getTimestamp("uploaded_at").toInstant()));
                });
        return pending;
    }
}
