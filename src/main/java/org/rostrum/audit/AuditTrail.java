package org.rostrum.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.audit.AuditEntry.Named;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.Page;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the log, the latest first. */
@Service
public class AuditTrail {

    /** What is shorter is in every entry, and no index finds it. */
    public static final int SHORTEST_TEXT = 3;

    private static final int PEOPLE = 20;

    private static final String COLUMNS = """
            e.id, e.at, e.person_id, p.name as person, e.on_behalf_of, b.name as delegate, e.action,
            e.subject_type, e.subject_id, e.before::text as before, e.after::text as after, e.address, e.request
            """;

    private static final String LATEST = " order by at desc, id desc limit :limit";

    private final JdbcClient jdbc;
    private final BodySettings body;
    private final ApplicationEventPublisher events;

    AuditTrail(JdbcClient jdbc, BodySettings body, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.body = body;
        this.events = events;
    }

    /**
     * @param after the cursor of an earlier page; null for the latest entries
     * @throws Refusal for a text too short to be looked for
     */
    @Transactional(readOnly = true)
    public Page<AuditEntry> search(AuditFilter filter, @Nullable String after, int limit) {
        if (!filter.text().isEmpty() && filter.text().length() < SHORTEST_TEXT) {
            throw Refusal.invalid("text", "Look for " + SHORTEST_TEXT + " characters or more.");
        }
        // A plan made for anybody would be wrong for whoever did little in a long log.
        jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query(String.class)
                .single();
        UUID[] who = filter.who().isEmpty() ? null : people(filter.who());
        if (who != null && who.length == 0) {
            return new Page<>(List.of(), null);
        }
        Map<String, Object> parameters = new HashMap<>();
        String sql = sql(filter, who, after != null, parameters);
        if (!filter.onBehalfOf().isEmpty()) {
            parameters.put("onBehalfOf", people(filter.onBehalfOf()));
        }
        if (after != null) {
            Cursor cursor = Cursor.read(after);
            parameters.put("afterAt", Timestamp.from(cursor.at()));
            parameters.put("afterId", cursor.id());
        }
        parameters.put("limit", limit + 1);
        List<AuditEntry> found =
                jdbc.sql(sql).params(parameters).query((row, n) -> entry(row)).list();
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        AuditEntry last = found.get(limit - 1);
        return new Page<>(found.subList(0, limit), new Cursor(last.at(), last.id()).toString());
    }

    /**
     * The statement of a search, without the parameters that are looked up or told by the page.
     *
     * @param who null for anybody
     */
    String sql(AuditFilter filter, UUID @Nullable [] who, boolean goesOn, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>();
        if (!filter.onBehalfOf().isEmpty()) {
            conditions.add("on_behalf_of = any(:onBehalfOf::uuid[])");
        }
        equal(conditions, parameters, "action", filter.action());
        equal(conditions, parameters, "subject_type", filter.subjectType());
        equal(conditions, parameters, "subject_id", filter.subject());
        if (!filter.text().isEmpty()) {
            conditions.add("coalesce(before::text, '') || ' ' || coalesce(after::text, '') ilike :text");
            parameters.put("text", containing(filter.text()));
        }
        if (filter.from() != null) {
            conditions.add("at >= :from");
            parameters.put("from", Timestamp.from(body.startOf(filter.from())));
        }
        if (filter.to() != null) {
            conditions.add("at < :until");
            parameters.put("until", Timestamp.from(body.startOf(filter.to().plusDays(1))));
        }
        if (goesOn) {
            conditions.add("(at, id) < (:afterAt, :afterId)");
        }
        return "select " + COLUMNS + " from (" + found(who, conditions, parameters) + ") e"
                + " left join person p on p.id = e.person_id left join person b on b.id = e.on_behalf_of"
                + " order by e.at desc, e.id desc";
    }

    /** Of several people each is read by their own index, so that none makes the database sort all that they did. */
    private static String found(UUID @Nullable [] who, List<String> conditions, Map<String, Object> parameters) {
        if (who == null) {
            String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
            return "select * from audit_entry" + where + LATEST;
        }
        List<String> each = new ArrayList<>();
        for (int n = 0; n < who.length; n++) {
            List<String> theirs = new ArrayList<>(conditions);
            theirs.add("person_id = :who" + n);
            parameters.put("who" + n, who[n]);
            each.add("(select * from audit_entry where " + String.join(" and ", theirs) + LATEST + ")");
        }
        return "select * from (" + String.join(" union all ", each) + ") theirs" + LATEST;
    }

    private static void equal(List<String> conditions, Map<String, Object> parameters, String column, String value) {
        if (!value.isEmpty()) {
            conditions.add(column + " = :" + column);
            parameters.put(column, value);
        }
    }

    private UUID[] people(String typed) {
        return jdbc.sql("""
                        select id from person where lower(name || ' ' || email) like lower(:typed)
                         order by lower(name), id limit :people""")
                .param("typed", containing(typed))
                .param("people", PEOPLE)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list()
                .toArray(UUID[]::new);
    }

    /** What there are entries of; a step each in an index, however many entries. */
    public List<String> actions() {
        return distinct("action");
    }

    public List<String> subjectTypes() {
        return distinct("subject_type");
    }

    private List<String> distinct(String column) {
        return jdbc.sql("""
                        with recursive found as (
                          (select %1$s as word from audit_entry order by %1$s limit 1)
                          union all
                          select (select %1$s from audit_entry where %1$s > found.word order by %1$s limit 1)
                            from found where found.word is not null)
                        select word from found where word is not null""".formatted(column))
                .query((row, n) -> row.getString("word"))
                .list();
    }

    /**
     * What is called by an identifier, for all entries of a page in one statement.
     *
     * @return names by identifier; groups by their code
     */
    public Map<UUID, String> names(Collection<UUID> ids) {
        Map<UUID, String> names = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            select id, name from person where id = any(:ids)
                            union all select id, name from organization where id = any(:ids)
                            union all select id, code from working_group where id = any(:ids)
                            union all select id, name from meeting where id = any(:ids)
                            union all select id, title from contribution where id = any(:ids)
                            union all select id, name from access_token where id = any(:ids)""").param("ids", ids.toArray(UUID[]::new)).query(row -> {
                names.put(row.getObject("id", UUID.class), row.getString("name"));
            });
        }
        return names;
    }

    /** Before a search leaves the portal as a file. */
    @Transactional
    public void noteDownload(AuditFilter filter, Viewer viewer) {
        events.publishEvent(
                new PrivilegedAct(viewer.requirePerson().value(), "audit.downloaded", "audit", "", null, filter));
    }

    private static String containing(String typed) {
        return "%" + typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                named(row, "person_id", "person"),
                named(row, "on_behalf_of", "delegate"),
                row.getString("action"),
                row.getString("subject_type"),
                row.getString("subject_id"),
                row.getString("before"),
                row.getString("after"),
                row.getString("address"),
                row.getString("request"));
    }

    private static @Nullable Named named(ResultSet row, String id, String name) throws SQLException {
        UUID person = row.getObject(id, UUID.class);
        return person == null ? null : new Named(person, row.getString(name));
    }

    /** Where the log goes on; what cannot be read begins at the latest entry. */
    private record Cursor(Instant at, long id) {

        private static final Cursor LATEST = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), Long.MAX_VALUE);

        static Cursor read(String text) {
            String[] parts = text.split("_", -1);
            try {
                return new Cursor(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), Long.parseLong(parts[1]));
            } catch (RuntimeException _) {
                return LATEST;
            }
        }

        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
        }
    }
}
