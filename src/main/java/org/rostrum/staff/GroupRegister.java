package org.rostrum.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupKind;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Groups as the staff see them, closed ones too. */
@Service
class GroupRegister {

    private static final String KEPT = """
            select g.id, g.code, g.name, g.scope, g.kind, g.visibility, g.parent_id, g.closed_at, g.version,
                   (select p.name from current_office f join person p on p.id = f.person_id
                     where f.group_id = g.id and f.role = 'CHAIR') as chair,
                   (select count(*) from current_office f where f.group_id = g.id) as people
              from working_group g
            """;

    private final JdbcClient jdbc;

    GroupRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param version for the form that edits it */
    record Kept(
            GroupId id,
            String code,
            String name,
            String scope,
            GroupKind kind,
            Visibility visibility,
            @Nullable UUID parent,
            @Nullable Instant closedAt,
            int version,
            @Nullable String chair,
            int people) {}

    /** A line of the tree. */
    record Line(Kept group, int depth) {}

    /** All, each below the one it reports to. */
    List<Line> tree() {
        Map<UUID, List<Kept>> below = new HashMap<>();
        List<Kept> top = new ArrayList<>();
        for (Kept group :
                jdbc.sql(KEPT + " order by g.code").query((row, n) -> kept(row)).list()) {
            (group.parent() == null ? top : below.computeIfAbsent(group.parent(), id -> new ArrayList<>())).add(group);
        }
        List<Line> lines = new ArrayList<>();
        top.forEach(group -> walk(group, 0, below, lines));
        return lines;
    }

    private static void walk(Kept group, int depth, Map<UUID, List<Kept>> below, List<Line> lines) {
        lines.add(new Line(group, depth));
        below.getOrDefault(group.id().value(), List.of()).forEach(child -> walk(child, depth + 1, below, lines));
    }

    Kept require(String code) {
        return jdbc.sql(KEPT + " where g.code = :code")
                .param("code", code)
                .query((row, n) -> kept(row))
                .optional()
                .orElseThrow(() -> new NotFound("group"));
    }

    /** Open groups that another may report to, by id. */
    Map<String, String> parents(@Nullable GroupId except) {
        Map<String, String> parents = new LinkedHashMap<>();
        for (Line line : tree()) {
            Kept group = line.group();
            if (group.closedAt() == null && !group.id().equals(except)) {
                parents.put(group.id().toString(), "\u2003".repeat(line.depth()) + group.code() + " " + group.name());
            }
        }
        return parents;
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new GroupId(row.getObject("id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                row.getString("scope"),
                GroupKind.valueOf(row.getString("kind")),
                Visibility.valueOf(row.getString("visibility")),
                row.getObject("parent_id", UUID.class),
                MemberRegister.instant(row, "closed_at"),
                row.getInt("version"),
                row.getString("chair"),
                row.getInt("people"));
    }
}
