package org.rostrum.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupKind;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Groups: a row finds one by its code. The tree is looked at as the whole file would leave it. */
@Component
class GroupRows extends Rows {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SCOPE = 4_000;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9-]{0,19}");

    private final JdbcClient jdbc;
    private final RowSets sets;

    GroupRows(JdbcClient jdbc, RowSets sets) {
        this.jdbc = jdbc;
        this.sets = sets;
    }

    private record Known(
            UUID id,
            String code,
            String name,
            GroupKind kind,
            @Nullable String parent,
            String scope,
            Visibility visibility) {}

    @Override
    ImportKind kind() {
        return ImportKind.GROUPS;
    }

    @Override
    void lockSubjects(UUID[] ids) {
        lockAll(jdbc);
    }

    /** The tree and every group of it: there are a hundred. */
    static void lockAll(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('working_group.parent_id'))")
                .query((row, n) -> "")
                .single();
        jdbc.sql("select id from working_group order by id for no key update")
                .query((row, n) -> "")
                .list();
    }

    @Override
    String subjectType() {
        return "group";
    }

    @Override
    List<Touched> tables() {
        return List.of(new Touched(Table.WORKING_GROUP, "t.id = any(:ids)"));
    }

    @Override
    List<Planned> plan(CsvSheet sheet, Instant now) {
        Map<String, Known> groups = groups();
        Map<String, UUID> ids = new HashMap<>();
        Map<String, String> parents = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        groups.values().forEach(group -> {
            ids.put(group.code(), group.id());
            parents.put(group.code(), group.parent());
            names.put(key(group.name()), group.code());
        });
        var seen = new Seen();
        List<Planned> rows = new ArrayList<>();
        Map<Planned, CsvSheet.Line> accepted = new LinkedHashMap<>();
        for (CsvSheet.Line line : sheet.lines()) {
            String code = line.get("code").toUpperCase(Locale.ROOT);
            var row = new Planned(line.number(), code);
            rows.add(row);
            if (!CODE.matcher(code).matches()) {
                row.wrong("code", "A code is up to 20 capital letters, digits and hyphens, such as DMSO.");
            } else if (seen.first(row, "code", code, "group")) {
                accepted.put(row, line);
                Known known = groups.get(code);
                UUID id = known == null ? NewId.next() : known.id();
                if (known == null) {
                    row.isNew(id);
                } else {
                    row.is(id);
                }
                ids.put(code, id);
                String parent = line.get("parent").toUpperCase(Locale.ROOT);
                if (!parent.isEmpty()) {
                    parents.put(code, parent);
                }
            }
        }
        accepted.forEach((row, line) -> plan(row, line, groups.get(row.subject()), ids, parents, names));
        return rows;
    }

    private static void plan(
            Planned row,
            CsvSheet.Line line,
            @Nullable Known known,
            Map<String, UUID> ids,
            Map<String, String> parents,
            Map<String, String> names) {
        String name = text(row, line, "name", LONGEST_NAME, true);
        GroupKind kind = oneOf(row, line, "kind", GroupKind.class);
        Visibility visibility = oneOf(row, line, "visibility", Visibility.class);
        String scope = "";
        try {
            scope = Typed.paragraphs("scope", "scope", line.get("scope"), LONGEST_SCOPE);
        } catch (Refusal refusal) {
            row.wrong("scope", refusal);
        }
        String parent = parents.get(row.subject());
        if (parent != null && !ids.containsKey(parent)) {
            row.wrong("parent", "There is no group " + parent + ", neither here nor in the file.");
        } else if (isAboveItself(row.subject(), parents)) {
            row.wrong("parent", "A group cannot report to itself or to a group below it.");
        }
        String other = names.putIfAbsent(key(name), row.subject());
        if (other != null && !other.equals(row.subject())) {
            row.wrong("name", other + " is called so already.");
        }
        if (!row.problems().isEmpty()) {
            return;
        }
        GroupKind newKind = kind != null ? kind : known != null ? known.kind() : GroupKind.WORKING_GROUP;
        Visibility newVisibility =
                visibility != null ? visibility : known != null ? known.visibility() : Visibility.MEMBERS;
        String newScope = !scope.isEmpty() ? scope : known != null ? known.scope() : "";
        row.change("name", known == null ? null : known.name(), name);
        row.change("kind", known == null ? null : spelled(known.kind()), spelled(newKind));
        row.change("parent", known == null ? null : known.parent(), parent);
        row.change("scope", known == null ? null : known.scope(), newScope);
        row.change("visibility", known == null ? null : spelled(known.visibility()), spelled(newVisibility));
        row.write("code", row.subject());
        row.write("name", name);
        row.write("kind", newKind.name());
        row.write("parent_id", parent == null ? null : ids.get(parent));
        row.write("scope", newScope);
        row.write("visibility", newVisibility.name());
    }

    private static boolean isAboveItself(String code, Map<String, String> parents) {
        Set<String> above = new HashSet<>();
        for (String at = parents.get(code); at != null && above.add(at); at = parents.get(at)) {
            if (at.equals(code)) {
                return true;
            }
        }
        return false;
    }

    private Map<String, Known> groups() {
        Map<String, Known> groups = new HashMap<>();
        jdbc.sql("""
                        select g.id, g.code, g.name, g.kind, p.code as parent, g.scope, g.visibility
                          from working_group g left join working_group p on p.id = g.parent_id""").query(row -> {
            groups.put(
                    row.getString("code"),
                    new Known(
                            row.getObject("id", UUID.class),
                            row.getString("code"),
                            row.getString("name"),
                            GroupKind.valueOf(row.getString("kind")),
                            row.getString("parent"),
                            row.getString("scope"),
                            Visibility.valueOf(row.getString("visibility"))));
        });
        return groups;
    }

    @Override
    void write(List<Planned> rows, Instant now) {
        String groups =
                " jsonb_to_recordset(:rows::jsonb) as r(id uuid, is_new boolean, code text, name text, kind text,"
                        + " parent_id uuid, scope text, visibility text) ";
        sets.write(
                rows,
                "insert into working_group (id, code, name, kind, scope, visibility)"
                        + " select id, code, name, kind, scope, visibility from" + groups + "where is_new");
        // On the way from one tree to another there may be circles that the last step opens again.
        sets.write(
                rows,
                "update working_group g set name = r.name, kind = r.kind, scope = r.scope,"
                        + " visibility = r.visibility, parent_id = null, version = g.version + 1 from" + groups
                        + "where g.id = r.id and not r.is_new");
        sets.write(
                rows,
                "update working_group g set parent_id = r.parent_id from" + groups
                        + "where g.id = r.id and r.parent_id is not null");
    }

    @Override
    RightsChanged concerned(Collection<Planned> rows) {
        boolean seenOtherwise = rows.stream()
                .filter(row -> !row.isNew())
                .anyMatch(row ->
                        row.changes().stream().anyMatch(change -> change.field().equals("visibility")));
        return seenOtherwise ? RightsChanged.ofEverybody() : RightsChanged.of(Set.of());
    }

    @Override
    List<List<String>> records() {
        return groups().values().stream()
                .sorted(Comparator.comparing(Known::code))
                .map(group -> List.of(
                        group.code(),
                        group.name(),
                        spelled(group.kind()),
                        Objects.requireNonNullElse(group.parent(), ""),
                        group.scope(),
                        spelled(group.visibility())))
                .toList();
    }
}
