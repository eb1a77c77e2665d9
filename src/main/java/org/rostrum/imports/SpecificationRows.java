package org.rostrum.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Documents of the registry: a row finds one by the name of its file. Registries list a document once for each enabler
 * it belongs to; all but the first of such rows only add their enabler.
 */
@Component
class SpecificationRows extends Rows {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WORD = 100;

    private final JdbcClient jdbc;
    private final RowSets sets;

    SpecificationRows(JdbcClient jdbc, RowSets sets) {
        this.jdbc = jdbc;
        this.sets = sets;
    }

    private enum Status {
        DRAFT,
        CANDIDATE,
        APPROVED;

        String said() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    private record Known(
            UUID id,
            String fileName,
            String enabler,
            String enablerName,
            String documentType,
            @Nullable String version,
            @Nullable String status,
            @Nullable LocalDate releaseDate,
            Set<String> alsoListed) {}

    /** What one line says, understood. */
    private record Line(
            Planned row,
            String enabler,
            String enablerName,
            String documentType,
            String version,
            @Nullable Status status,
            @Nullable LocalDate releaseDate) {

        /** Whether another line says the same of the document, be it under another enabler. */
        boolean agrees(Line other) {
            return documentType.equals(other.documentType)
                    && version.equals(other.version)
                    && status == other.status
                    && Objects.equals(releaseDate, other.releaseDate);
        }
    }

    @Override
    ImportKind kind() {
        return ImportKind.SPECIFICATIONS;
    }

    @Override
    void lockSubjects(UUID[] ids) {
        jdbc.sql("select id from specification where id = any(:ids) order by id for no key update")
                .param("ids", ids)
                .query((row, n) -> "")
                .list();
    }

    @Override
    String subjectType() {
        return "specification";
    }

    @Override
    List<Touched> tables() {
        return List.of(new Touched(Table.SPECIFICATION, "t.id = any(:ids)"));
    }

    @Override
    List<Planned> plan(CsvSheet sheet, Instant now) {
        Map<String, Known> known = known();
        Map<String, List<Line>> documents = new LinkedHashMap<>();
        List<Planned> rows = new ArrayList<>();
        for (CsvSheet.Line line : sheet.lines()) {
            var row = new Planned(line.number(), line.get("file_name"));
            rows.add(row);
            String file = fileName(row, line);
            Line read = new Line(
                    row,
                    text(row, line, "enabler", LONGEST_WORD, true),
                    text(row, line, "enabler_name", LONGEST_NAME, true),
                    text(row, line, "document_type", LONGEST_WORD, false),
                    text(row, line, "version", LONGEST_WORD, false),
                    oneOf(row, line, "status", Status.class),
                    day(row, line, "release_date"));
            if (!file.isEmpty()) {
                documents.computeIfAbsent(file, name -> new ArrayList<>()).add(read);
            }
        }
        documents.forEach((file, lines) -> plan(file, lines, known.get(file)));
        return rows;
    }

    private static String fileName(Planned row, CsvSheet.Line line) {
        String file = text(row, line, "file_name", LONGEST_NAME, true);
        if (file.contains("/") || file.contains("\\")) {
            row.wrong("file_name", "Give the name of the file alone, without a folder.");
            return "";
        }
        return file;
    }

    private static void plan(String file, List<Line> lines, @Nullable Known known) {
        Line first = lines.getFirst();
        for (Line other : lines.subList(1, lines.size())) {
            if (!other.agrees(first)) {
                other.row()
                        .wrong(
                                "file_name",
                                "Row " + first.row().row()
                                        + " says another type, version, status or day of the same document.");
            }
        }
        Planned row = first.row();
        UUID id = known == null ? NewId.next() : known.id();
        if (known == null) {
            row.isNew(id);
        } else {
            row.is(id);
        }
        lines.subList(1, lines.size()).forEach(other -> other.row().is(id));
        // A document stays with the enabler it is on record for, as long as the file names that one too.
        Line main = lines.stream()
                .filter(line -> known != null && line.enabler().equals(known.enabler()))
                .findFirst()
                .orElse(first);
        Set<String> also = new TreeSet<>(known == null ? Set.of() : known.alsoListed());
        lines.forEach(line -> also.add(line.enabler()));
        also.remove(main.enabler());

        String type = kept(main.documentType(), known == null ? "Unknown" : known.documentType());
        String version = kept(main.version(), known == null ? null : known.version());
        String status = main.status() == null
                ? known == null ? null : known.status()
                : main.status().said();
        LocalDate day = main.releaseDate() == null && known != null ? known.releaseDate() : main.releaseDate();
        row.change("file_name", known == null ? null : known.fileName(), file);
        row.change("enabler", known == null ? null : known.enabler(), main.enabler());
        row.change("enabler_name", known == null ? null : known.enablerName(), main.enablerName());
        row.change("document_type", known == null ? null : known.documentType(), type);
        row.change("version", known == null ? null : known.version(), version);
        row.change("status", known == null ? null : known.status(), status);
        row.change(
                "release_date",
                known == null || known.releaseDate() == null
                        ? null
                        : known.releaseDate().toString(),
                day == null ? null : day.toString());
        row.change(
                "also listed under",
                known == null ? null : String.join(", ", known.alsoListed()),
                String.join(", ", also));
        row.write("file_name", file);
        row.write("enabler", main.enabler());
        row.write("enabler_name", main.enablerName());
        row.write("document_type", type);
        row.write("version", version);
        row.write("status", status);
        row.write("release_date", day == null ? null : day.toString());
        row.write("also_listed", also);
    }

    private static @Nullable String kept(String typed, @Nullable String known) {
        return typed.isEmpty() ? known : typed;
    }

    private Map<String, Known> known() {
        Map<String, Known> known = new HashMap<>();
        documents().forEach(one -> known.put(one.fileName(), one));
        return known;
    }

    private List<Known> documents() {
        return jdbc.sql("""
                        select id, file_name, enabler, enabler_name, document_type, version, status, release_date, also_listed
                          from specification order by lower(enabler), document_type, file_name""")
                .query((row, n) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getString("file_name"),
                        row.getString("enabler"),
                        row.getString("enabler_name"),
                        row.getString("document_type"),
                        row.getString("version"),
                        row.getString("status"),
                        row.getObject("release_date", LocalDate.class),
                        new TreeSet<>(Arrays.asList(texts(row)))))
                .list();
    }

    private static String[] texts(ResultSet row) throws SQLException {
        return (String[]) row.getArray("also_listed").getArray();
    }

    @Override
    void write(List<Planned> rows, Instant now) {
        String documents =
                " jsonb_to_recordset(:rows::jsonb) as r(id uuid, is_new boolean, file_name text, enabler text,"
                        + " enabler_name text, document_type text, version text, status text, release_date date,"
                        + " also_listed text[]) ";
        sets.write(
                rows,
                "insert into specification (id, file_name, enabler, enabler_name, document_type, version, status,"
                        + " release_date, also_listed)"
                        + " select id, file_name, enabler, enabler_name, document_type, version, status, release_date,"
                        + " also_listed from" + documents + "where is_new");
        sets.write(
                rows,
                "update specification s set enabler = r.enabler, enabler_name = r.enabler_name,"
                        + " document_type = r.document_type, version = r.version, status = r.status,"
                        + " release_date = r.release_date, also_listed = r.also_listed, edition = s.edition + 1 from"
                        + documents + "where s.id = r.id and not r.is_new");
    }

    /** The registry is open to everybody as it is. */
    @Override
    RightsChanged concerned(Collection<Planned> rows) {
        return RightsChanged.of(Set.of());
    }

    /** One row for each enabler that lists the document; the name of a further enabler is that of its own documents. */
    @Override
    List<List<String>> records() {
        List<Known> all = documents();
        Map<String, String> names = new HashMap<>();
        all.forEach(one -> names.putIfAbsent(one.enabler(), one.enablerName()));
        return all.stream()
                .flatMap(one -> Stream.concat(
                        Stream.of(line(one, one.enabler(), one.enablerName())),
                        one.alsoListed().stream()
                                .map(enabler -> line(one, enabler, names.getOrDefault(enabler, enabler)))))
                .toList();
    }

    private static List<String> line(Known one, String enabler, String enablerName) {
        return List.of(
                enabler,
                enablerName,
                one.documentType(),
                Objects.requireNonNullElse(one.version(), ""),
                Objects.requireNonNullElse(one.status(), ""),
                one.releaseDate() == null ? "" : one.releaseDate().toString(),
                one.fileName());
    }
}
