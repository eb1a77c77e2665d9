package org.rostrum.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.rostrum.imports.Rows.Touched;
import org.rostrum.shared.Refusal;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps rows as they were before an import and as it left them, and puts them back while nobody has touched them. */
@Component
class Journal {

    private static final int NAMED = 5;

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes everybody else who wants to change these tables wait; reading, and referring to their rows, goes on. */
    void lock(List<Touched> tables) {
        for (Touched touched : tables) {
            jdbc.sql(touched.table().in("lock table $table in share row exclusive mode"))
                    .update();
        }
    }

    /** The subjects of an import, those it made included. */
    UUID[] subjects(ImportId id, Table table) {
        return jdbc.sql("select row_key::uuid from import_change where import_id = ? and table_name = ?")
                .params(id.value(), table.table())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list()
                .toArray(UUID[]::new);
    }

    void before(ImportId id, List<Touched> tables, UUID[] subjects) {
        for (Touched touched : tables) {
            note("before", id, touched, subjects);
        }
    }

    void after(ImportId id, List<Touched> tables, UUID[] subjects) {
        for (Touched touched : tables) {
            note("after", id, touched, subjects);
        }
        jdbc.sql("delete from import_change where import_id = ? and before is not distinct from after")
                .param(id.value())
                .update();
    }

    private void note(String side, ImportId id, Touched touched, UUID[] subjects) {
        jdbc.sql(touched.table()
                        .in("""
                        insert into import_change (import_id, table_name, row_key, $side)
                        select :id, '$table', $key::text, to_jsonb(t) from $table t where $subjects
                        on conflict (import_id, table_name, row_key) do update set $side = excluded.$side""")
                        .replace("$subjects", touched.subjects())
                        .replace("$side", side))
                .param("id", id.value())
                .param("ids", subjects)
                .update();
    }

    /** @throws Refusal that says what was changed since */
    void putBack(ImportId id, List<Touched> tables) {
        List<String> changed = new ArrayList<>();
        for (Touched touched : tables) {
            changed.addAll(changedSince(id, touched.table()));
        }
        if (!changed.isEmpty()) {
            throw Refusal.conflict("It cannot be undone, because this was changed since: " + told(changed)
                    + ". Import a corrected file instead.");
        }
        try {
            // First what refers to others, then what is referred to; then back in the other order.
            for (Touched touched : tables.reversed()) {
                if (touched.table().corrected().isEmpty()) {
                    each(
                            id,
                            touched.table(),
                            "delete from $table t using import_change c where $its and c.after is not null");
                }
            }
            for (Touched touched : tables) {
                correct(id, touched.table());
            }
            for (Touched touched : tables.reversed()) {
                if (!touched.table().corrected().isEmpty()) {
                    refuseWhatIsReferredTo(id, touched.table());
                    each(
                            id,
                            touched.table(),
                            "delete from $table t using import_change c where $its and c.before is null");
                }
            }
            for (Touched touched : tables) {
                if (touched.table().corrected().isEmpty()) {
                    each(id, touched.table(), """
                            insert into $table select b.* from import_change c,
                                   jsonb_populate_record(null::$table, c.before) b
                             where c.import_id = :id and c.table_name = '$table' and c.before is not null""");
                }
            }
        } catch (DataIntegrityViolationException e) {
            throw Refusal.conflict("It cannot be undone, because something that it made is in use by now, or what it "
                    + "replaced no longer fits. Import a corrected file instead.");
        }
    }

    private void each(ImportId id, Table table, String sql) {
        jdbc.sql(table.in(sql.replace(
                        "$its", "c.import_id = :id and c.table_name = '$table' and $key = c.row_key::$type")))
                .param("id", id.value())
                .update();
    }

    private List<String> changedSince(ImportId id, Table table) {
        return jdbc.sql(table.in("""
                        select coalesce((select $said from $table t where $key = c.row_key::$type),
                                        c.after ->> 'name', c.row_key)
                          from import_change c
                         where c.import_id = :id and c.table_name = '$table'
                           and (case when c.after is null
                                     then exists (select 1 from $table t where $key = c.row_key::$type)
                                     else not exists (select 1 from $table t
                                                       where $key = c.row_key::$type and to_jsonb(t) = c.after) end)
                         order by 1 limit 20"""))
                .param("id", id.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** What existed before gets its old values; its version goes on, so that a form opened meanwhile is told. */
    private void correct(ImportId id, Table table) {
        if (table.corrected().isEmpty()) {
            return;
        }
        String columns = String.join(", ", table.corrected());
        String values = String.join(
                ", ", table.corrected().stream().map(column -> "b." + column).toList());
        each(id, table, """
                update $table t set (%1$s, %3$s) = row(%2$s, t.%3$s + 1)
                  from import_change c, jsonb_populate_record(null::$table, c.before) b
                 where $its and c.before is not null""".formatted(columns, values, table.counted()));
    }

    /** Whatever has a foreign key to a row that is to go. */
    private void refuseWhatIsReferredTo(ImportId id, Table table) {
        record Reference(String table, String column) {}
        List<Reference> references = jdbc.sql("""
                        select c.conrelid::regclass::text as table_name, a.attname as column_name
                          from pg_constraint c
                          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                         where c.contype = 'f' and c.confrelid = cast(:table as regclass)
                         order by 1, 2""")
                .param("table", table.table())
                .query((row, n) -> new Reference(row.getString(1), row.getString(2)))
                .list();
        for (Reference reference : references) {
            List<String> used = jdbc.sql(table.in("""
                            select distinct $said from $table t
                              join import_change c on $key = c.row_key::$type and c.import_id = :id
                                                  and c.table_name = '$table' and c.before is null
                             where exists (select 1 from %s r where r.%s = $key)
                             order by 1 limit 20""").formatted(reference.table(), reference.column()))
                    .param("id", id.value())
                    .query((row, n) -> row.getString(1))
                    .list();
            if (!used.isEmpty() && !reference.table().equals(table.table())) {
                throw Refusal.conflict("It cannot be undone, because these are in use by now ("
                        + reference.table().replace('_', ' ') + "): " + told(used)
                        + ". Import a corrected file instead.");
            }
        }
    }

    private static String told(List<String> names) {
        List<String> distinct = names.stream().distinct().toList();
        return distinct.size() <= NAMED
                ? String.join(", ", distinct)
                : String.join(", ", distinct.subList(0, NAMED)) + " and others";
    }
}
