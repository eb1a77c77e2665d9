package org.rostrum.groups;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The groups there are. Their names and officers are public; whoever asks decides what else may be shown. */
@Service
public class Groups {

    private static final String ALL = """
            select g.id, g.code, g.name, g.kind, g.scope, g.parent_id, g.closed_at is not null as closed,
                   (select p.name from current_office f join person p on p.id = f.person_id
                     where f.group_id = g.id and f.role = 'CHAIR') as chair
              from working_group g
             order by g.code
            """;

    private static final String TERMS = """
            select f.id, f.person_id, f.role, p.name, o.name as organization, f.since, f.until
              from office f
              join person p on p.id = f.person_id
              left join current_delegation d on d.person_id = p.id
              left join organization o on o.id = d.organization_id
             where f.group_id = :group
             order by array_position(array['CHAIR', 'VICE_CHAIR', 'SECRETARY', 'EDITOR', 'PARTICIPANT'], f.role),
                      f.since desc, lower(p.name)
            """;

    private final JdbcClient jdbc;

    Groups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The groups that report to no other, with those below them. */
    public List<GroupNode> tree() {
        Map<UUID, GroupNode> nodes = new HashMap<>();
        List<GroupNode> top = new ArrayList<>();
        record Row(@Nullable UUID parent, GroupNode node) {}
        List<Row> rows = jdbc.sql(ALL)
                .query((row, n) -> new Row(
                        row.getObject("parent_id", UUID.class),
                        new GroupNode(
                                new GroupRef(
                                        new GroupId(row.getObject("id", UUID.class)),
                                        row.getString("code"),
                                        row.getString("name")),
                                GroupKind.valueOf(row.getString("kind")),
                                row.getString("scope"),
                                row.getString("chair"),
                                row.getBoolean("closed"),
                                new ArrayList<>())))
                .list();
        rows.forEach(row -> nodes.put(row.node().group().id().value(), row.node()));
        for (Row row : rows) {
            GroupNode above = row.parent() == null ? null : nodes.get(row.parent());
            (above == null ? top : above.children()).add(row.node());
        }
        return top;
    }

    public String codeOf(GroupId id) {
        return jdbc.sql("select code from working_group where id = ?")
                .param(id.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("group"));
    }

    public GroupView require(String code) {
        record Row(
                GroupRef ref,
                GroupKind kind,
                String scope,
                Visibility visibility,
                @Nullable GroupRef parent,
                @Nullable Instant closedAt) {}
        Row found = jdbc.sql("""
                        select g.id, g.code, g.name, g.kind, g.scope, g.visibility, g.closed_at,
                               p.id as parent_id, p.code as parent_code, p.name as parent_name
                          from working_group g
                          left join working_group p on p.id = g.parent_id
                         where g.code = :code""")
                .param("code", code)
                .query((row, n) -> {
                    UUID parent = row.getObject("parent_id", UUID.class);
                    return new Row(
                            new GroupRef(
                                    new GroupId(row.getObject("id", UUID.class)),
                                    row.getString("code"),
                                    row.getString("name")),
                            GroupKind.valueOf(row.getString("kind")),
                            row.getString("scope"),
                            Visibility.valueOf(row.getString("visibility")),
                            parent == null
                                    ? null
                                    : new GroupRef(
                                            new GroupId(parent),
                                            row.getString("parent_code"),
                                            row.getString("parent_name")),
                            instant(row.getTimestamp("closed_at")));
                })
                .optional()
                .orElseThrow(() -> new NotFound("group"));
        List<GroupRef> children = jdbc.sql(
                        "select id, code, name from working_group where parent_id = :id order by code")
                .param("id", found.ref().id().value())
                .query((row, n) -> new GroupRef(
                        new GroupId(row.getObject("id", UUID.class)), row.getString("code"), row.getString("name")))
                .list();
        return new GroupView(
                found.ref(),
                found.kind(),
                found.scope(),
                found.visibility(),
                found.parent(),
                found.closedAt(),
                children);
    }

    /** All terms there were and are, the chair's first and the latest first. */
    public List<OfficeTerm> terms(GroupId group) {
        return jdbc.sql(TERMS)
                .param("group", group.value())
                .query((row, n) -> new OfficeTerm(
                        new OfficeId(row.getObject("id", UUID.class)),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        OfficeRole.valueOf(row.getString("role")),
                        row.getString("name"),
                        row.getString("organization"),
                        row.getTimestamp("since").toInstant(),
                        instant(row.getTimestamp("until"))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
