package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The registry of the body's published documents. */
@Service
public class Specifications {

    public static final int PAGE = 50;

    /** How the filter names what the registry does not say. */
    public static final String NOT_RECORDED = "-";

    private static final String COLUMNS =
            "id, enabler, enabler_name, document_type, version, status, release_date, file_name";

    private static final int BATCH = 500;

    /** By the numbers of the version, then by its day; what has none comes last. */
    private static final Comparator<SpecificationRow> LATEST = Comparator.comparing(
                    SpecificationRow::version, Comparator.nullsFirst(Specifications::compareVersions))
            .thenComparing(SpecificationRow::releaseDate, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(SpecificationRow::fileName)
            .reversed();

    private static int compareVersions(String one, String other) {
        return Arrays.compare(numbers(one), numbers(other));
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(number -> !number.isEmpty() && number.length() < 10)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Contributions contributions;

    Specifications(JdbcClient jdbc, JdbcTemplate batches, Contributions contributions) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.contributions = contributions;
    }

    /**
     * Which of them are shown.
     *
     * @param text each word of it is looked for in file name, enabler and its name; empty for all
     * @param status {@link #NOT_RECORDED} for those without one
     */
    public record Filter(
            String text,
            @Nullable String enabler,
            @Nullable String type,
            @Nullable String status) {

        public static Filter text(String text) {
            return new Filter(text, null, null, null);
        }

        public boolean narrows() {
            return !text.isEmpty() || enabler != null || type != null || status != null;
        }
    }

    /** One page, and how many there are in all. */
    public record Found(List<SpecificationRow> rows, int total) {

        public int pages() {
            return Math.max(1, (total + PAGE - 1) / PAGE);
        }
    }

    /**
     * A value to filter by.
     *
     * @param value null where the registry says none
     */
    public record Facet(@Nullable String value, String label, int count) {}

    /** @param page from 1 */
    public Found find(Filter filter, int page) {
        Where where = where(filter);
        int total = jdbc.sql("select count(*) from specification" + where.sql())
                .params(where.parameters())
                .query(Integer.class)
                .single();
        List<SpecificationRow> rows = jdbc.sql("select " + COLUMNS + " from specification" + where.sql()
                        + " order by lower(enabler), document_type, version desc nulls last, file_name"
                        + " limit :limit offset :offset")
                .params(where.parameters())
                .param("limit", PAGE)
                .param("offset", (Math.max(1, page) - 1L) * PAGE)
                .query((row, n) -> row(row))
                .list();
        return new Found(rows, total);
    }

    private record Where(String sql, Map<String, Object> parameters) {}

    private static Where where(Filter filter) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        int n = 0;
        for (String word : filter.text().strip().split("\\s+", 8)) {
            if (!word.isEmpty()) {
                conditions.add("(file_name ilike :word%1$d or enabler ilike :word%1$d or enabler_name ilike :word%1$d)"
                        .formatted(n));
                parameters.put("word" + n++, Like.containing(word));
            }
        }
        if (filter.enabler() != null) {
            conditions.add("(enabler = :enabler or also_listed @> array[:enabler]::text[])");
            parameters.put("enabler", filter.enabler());
        }
        if (filter.type() != null) {
            conditions.add("document_type = :type");
            parameters.put("type", filter.type());
        }
        if (filter.status() != null) {
            if (filter.status().equals(NOT_RECORDED)) {
                conditions.add("status is null");
            } else {
                conditions.add("status = :status");
                parameters.put("status", filter.status());
            }
        }
        return new Where(conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions), parameters);
    }

    /** All there are, whatever a filter shows. */
    public int count() {
        return jdbc.sql("select count(*) from specification")
                .query(Integer.class)
                .single();
    }

    public List<Facet> enablers() {
        return facets("""
                select enabler as value, min(enabler_name) as label, count(*) as count from specification
                 group by enabler order by lower(enabler)""");
    }

    public List<Facet> types() {
        return facets("""
                select document_type as value, document_type as label, count(*) as count from specification
                 group by document_type order by document_type""");
    }

    public List<Facet> statuses() {
        return facets("""
                select status as value, coalesce(status, 'not recorded') as label, count(*) as count from specification
                 group by status order by status nulls last""");
    }

    private List<Facet> facets(String sql) {
        return jdbc.sql(sql)
                .query((row, n) -> new Facet(row.getString("value"), row.getString("label"), row.getInt("count")))
                .list();
    }

    public Optional<SpecificationRow> find(SpecificationId id) {
        return jdbc.sql("select " + COLUMNS + " from specification where id = :id")
                .param("id", id.value())
                .query((row, n) -> row(row))
                .optional();
    }

    /** @throws NotFound where there is none */
    public SpecificationRow require(SpecificationId id) {
        return find(id).orElseThrow(() -> new NotFound("specification"));
    }

    /** Other enablers that list the same document. */
    public List<String> alsoListed(SpecificationId id) {
        return jdbc.sql("select unnest(also_listed) as enabler from specification where id = :id")
                .param("id", id.value())
                .query((row, n) -> row.getString("enabler"))
                .list();
    }

    /** All versions of the document that one is a version of, that one included, the latest first. */
    public List<SpecificationRow> versions(SpecificationId id) {
        return jdbc
                .sql("select " + COLUMNS + " " + """
                        from specification
                         where document_name = (select document_name from specification where id = :id)""")
                .param("id", id.value())
                .query((row, n) -> row(row))
                .list()
                .stream()
                .sorted(LATEST)
                .toList();
    }

    /** A document with its versions, the latest first. */
    public record Document(String name, String type, List<SpecificationRow> versions) {}

    /** The documents of an enabler, those listed under another one too included, by name; empty where there is no such enabler. */
    public List<Document> documents(String enabler) {
        record Named(String document, SpecificationRow row) {}
        Map<String, List<SpecificationRow>> documents = new LinkedHashMap<>();
        jdbc.sql("select document_name, " + COLUMNS + " " + """
                        from specification
                         where enabler = :enabler or also_listed @> array[:enabler]::text[]
                         order by document_type, lower(document_name)""")
                .param("enabler", enabler)
                .query((row, n) -> new Named(row.getString("document_name"), row(row)))
                .list()
                .forEach(named -> documents
                        .computeIfAbsent(named.document(), name -> new ArrayList<>())
                        .add(named.row()));
        return documents.entrySet().stream()
                .map(one -> new Document(
                        one.getKey(),
                        one.getValue().getFirst().documentType(),
                        one.getValue().stream().sorted(LATEST).toList()))
                .toList();
    }

    /**
     * The contributions against a specification.
     *
     * @param byState how many there are in each state, in the order of states
     * @param waiting how many were agreed and are in no version yet
     */
    public record Changes(Map<ContributionState, Integer> byState, int waiting) {

        public static final Changes NONE = new Changes(Map.of(), 0);

        public int all() {
            return byState.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Those that are not decided about yet. */
        public int open() {
            return byState.entrySet().stream()
                    .filter(state -> Contribution.undecided(state.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    /** What is agreed on a condition waits for that first. */
    static boolean agreed(ContributionState state) {
        return state.carried() && state.done();
    }

    private static final String AGREED = Arrays.stream(ContributionState.values())
            .filter(Specifications::agreed)
            .map(state -> "'" + state.name() + "'")
            .collect(Collectors.joining(", "));

    /** What is against each of some specifications, as far as the viewer may read it. One statement. */
    public Map<SpecificationId, Changes> changes(Collection<SpecificationId> ids, Viewer viewer) {
        Map<SpecificationId, Map<ContributionState, Integer>> states = new HashMap<>();
        Map<SpecificationId, Integer> waiting = new HashMap<>();
        jdbc.sql("""
                        select c.specification_id, c.state, count(*) as count,
                               count(*) filter (where c.type = 'CR' and c.state in (%s) and r.taken_up_in is null)
                               as waiting
                          from contribution c
                          join meeting m on m.id = c.meeting_id
                          join working_group g on g.id = m.group_id
                          left join change_request r on r.contribution_id = c.id
                         where c.specification_id = any(:ids) and\s""".formatted(AGREED) + ReadableMeetings.CONDITION + " group by c.specification_id, c.state")
                .params(ReadableMeetings.parameters(viewer))
                .param("ids", ids.stream().map(SpecificationId::value).toArray(UUID[]::new))
                .query(row -> {
                    SpecificationId id = new SpecificationId(row.getObject("specification_id", UUID.class));
                    states.computeIfAbsent(id, one -> new EnumMap<>(ContributionState.class))
                            .put(ContributionState.valueOf(row.getString("state")), row.getInt("count"));
                    waiting.merge(id, row.getInt("waiting"), Integer::sum);
                });
        Map<SpecificationId, Changes> changes = new HashMap<>();
        states.forEach((id, counts) -> changes.put(id, new Changes(counts, waiting.getOrDefault(id, 0))));
        return changes;
    }

    /** One page of contributions, and how many there are in all. */
    public record FoundChanges(List<ContributionRow> rows, int total) {

        public int pages() {
            return Math.max(1, (total + PAGE - 1) / PAGE);
        }
    }

    /**
     * What was written against a specification, newest first, as far as the viewer may read it.
     *
     * @param state null for all
     * @param page from 1
     */
    public FoundChanges contributionsAgainst(
            SpecificationId id, @Nullable ContributionState state, int page, Viewer viewer) {
        Changes changes = changes(List.of(id), viewer).getOrDefault(id, Changes.NONE);
        int total = state == null ? changes.all() : changes.byState().getOrDefault(state, 0);
        String where = "where c.specification_id = :id and " + ReadableMeetings.CONDITION
                + (state == null ? "" : " and c.state = :state");
        var rows = jdbc.sql(Contributions.select() + where + " order by c.reserved_at desc limit :limit offset :offset")
                .params(ReadableMeetings.parameters(viewer))
                .param("id", id.value())
                .param("limit", PAGE)
                .param("offset", (Math.max(1, page) - 1L) * PAGE);
        if (state != null) {
            rows = rows.param("state", state.name());
        }
        return new FoundChanges(rows.query((row, n) -> contributions.row(row)).list(), total);
    }

    /**
     * What an import did.
     *
     * @param added documents that were not known
     * @param known documents that were
     * @param repeated lines that name a document again that another line named
     */
    public record Imported(int added, int known, int repeated) {}

    /** Adds what the registry does not have yet. A document is known by its file name; what is known stays as it is. */
    @Transactional
    public Imported importAll(List<SpecificationEntry> entries) {
        Map<String, SpecificationEntry> byFile = new LinkedHashMap<>();
        Map<String, SequencedSet<String>> enablers = new LinkedHashMap<>();
        for (SpecificationEntry entry : entries) {
            byFile.putIfAbsent(entry.fileName(), entry);
            enablers.computeIfAbsent(entry.fileName(), file -> new LinkedHashSet<>())
                    .add(entry.enabler());
        }
        int[][] counts = batches.batchUpdate("""
                        insert into specification (id, enabler, enabler_name, document_type, version, status,
                                                   release_date, file_name, also_listed)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (file_name) do nothing""", byFile.values(), BATCH, (insert, entry) -> {
            insert.setObject(1, NewId.next());
            insert.setString(2, entry.enabler());
            insert.setString(3, entry.enablerName());
            insert.setString(4, entry.documentType());
            insert.setString(5, entry.version());
            insert.setString(6, entry.status());
            insert.setObject(7, entry.releaseDate());
            insert.setString(8, entry.fileName());
            Object[] others = enablers.getOrDefault(entry.fileName(), new LinkedHashSet<>()).stream()
                    .filter(enabler -> !enabler.equals(entry.enabler()))
                    .toArray();
            insert.setArray(9, insert.getConnection().createArrayOf("text", others));
        });
        int added = 0;
        for (int[] batch : counts) {
            for (int count : batch) {
                added += count;
            }
        }
        return new Imported(added, byFile.size() - added, entries.size() - byFile.size());
    }

    private static SpecificationRow row(ResultSet row) throws SQLException {
        return new SpecificationRow(
                new SpecificationId(row.getObject("id", UUID.class)),
                row.getString("enabler"),
                row.getString("enabler_name"),
                row.getString("document_type"),
                row.getString("version"),
                row.getString("status"),
                row.getObject("release_date", LocalDate.class),
                row.getString("file_name"));
    }
}
