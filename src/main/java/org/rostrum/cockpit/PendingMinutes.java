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
import org.rostrum.groups.GroupId;
import org.rostrum.shared.BodySettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Minutes whose latest revision no meeting has approved. One statement. */
@Service
class PendingMinutes {

    private final JdbcClient jdbc;
    private final BodySettings body;

    PendingMinutes(JdbcClient jdbc, BodySettings body) {
        this.jdbc = jdbc;
        this.body = body;
    }

    record Pending(ContributionId id, ContributionNumber number, String title, int revision, Instant uploadedAt) {}

    Map<GroupId, List<Pending>> of(Collection<GroupId> groups) {
        Map<GroupId, List<Pending>> pending = new HashMap<>();
        jdbc.sql("""
                        select c.id, g.id as group_id, g.code, c.year, c.serial, c.title, r.number, r.uploaded_at
                          from contribution c
                          join working_group g on g.id = c.group_id
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
                                    new ContributionNumber(
                                            body.prefix(),
                                            row.getString("code"),
                                            row.getInt("year"),
                                            row.getInt("serial")),
                                    row.getString("title"),
                                    row.getInt("number"),
                                    row.getTimestamp("uploaded_at").toInstant()));
                });
        return pending;
    }
}
