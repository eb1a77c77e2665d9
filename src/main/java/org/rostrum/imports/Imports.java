package org.rostrum.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.imports.Planned.Outcome;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.CsvColumn;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.CsvText;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.SafeCsv;
import org.rostrum.shared.UploadName;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that staff import. A file is kept as it came and looked at anew each time it is shown, so that its preview is
 * never older than the data. Taking it writes all its rows or none.
 */
@Service
public class Imports {

    private static final int SHOWN = 50;

    private final Map<ImportKind, Rows> kinds = new EnumMap<>(ImportKind.class);
    private final Journal journal;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Imports(
            Collection<Rows> kinds,
            Journal journal,
            JdbcClient jdbc,
            JsonMapper json,
            ApplicationEventPublisher events) {
        kinds.forEach(rows -> this.kinds.put(rows.kind(), rows));
        this.journal = journal;
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    /** How many rows do what. */
    public record Counts(int added, int changed, int unchanged, int wrong) {}

    /**
     * A file and what became of it.
     *
     * @param counts of what it did; null while it has not been taken
     */
    public record Entry(
            ImportId id,
            ImportKind kind,
            String fileName,
            String uploadedBy,
            Instant uploadedAt,
            @Nullable String appliedBy,
            @Nullable Instant appliedAt,
            @Nullable Counts counts,
            @Nullable String undoneBy,
            @Nullable Instant undoneAt) {}

    /** @param mark what was looked at: with other data the same file has another */
    public record Preview(Entry entry, List<Planned> rows, Counts counts, String mark) {

        public boolean mayBeTaken() {
            return counts.wrong() == 0 && counts.added() + counts.changed() > 0;
        }
    }

    /** Reads the file and keeps it. Writes no record of it. */
    @Transactional
    public ImportId upload(ImportKind kind, String fileName, byte[] bytes, boolean windows1252, PersonId by) {
        return keep(kind, fileName, CsvText.decode(bytes, windows1252), by);
    }

    @Transactional
    public ImportId paste(ImportKind kind, String text, PersonId by) {
        if (text.length() > CsvText.LARGEST) {
            throw Refusal.of(Refusal.Reason.TOO_LARGE, "text", "This is more than 8 MB. Split it into several.");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.invalid("text", "This is no text.");
        }
        return keep(kind, "pasted", text, by);
    }

    private ImportId keep(ImportKind kind, String fileName, String text, PersonId by) {
        CsvSheet.read(text, kind.columns(), kind.label());
        ImportId id = ImportId.next();
        jdbc.sql("delete from import where applied_at is null and uploaded_at < now() - interval '7 days'")
                .update();
        jdbc.sql("insert into import (id, kind, file_name, content, uploaded_by) values (?, ?, ?, ?, ?)")
                .params(id.value(), kind.name(), UploadName.shown(fileName), text, by.value())
                .update();
        return id;
    }

    // --- Looking -----------------------------------------------------------------------------------------------------

    private static final String ENTRIES = """
            select i.id, i.kind, i.file_name, u.name as uploaded_by, i.uploaded_at, a.name as applied_by, i.applied_at,
                   i.added, i.changed, i.unchanged, n.name as undone_by, i.undone_at
              from import i join person u on u.id = i.uploaded_by
              left join person a on a.id = i.applied_by left join person n on n.id = i.undone_by
            """;

    private static Entry entry(ResultSet row, int n) throws SQLException {
        Instant applied = instant(row, "applied_at");
        return new Entry(
                new ImportId(row.getObject("id", UUID.class)),
                ImportKind.valueOf(row.getString("kind")),
                row.getString("file_name"),
                row.getString("uploaded_by"),
                Objects.requireNonNull(instant(row, "uploaded_at")),
                row.getString("applied_by"),
                applied,
                applied == null
                        ? null
                        : new Counts(row.getInt("added"), row.getInt("changed"), row.getInt("unchanged"), 0),
                row.getString("undone_by"),
                instant(row, "undone_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** The last ones, the newest first. */
    public List<Entry> history() {
        return jdbc.sql(ENTRIES + "order by i.uploaded_at desc, i.id limit " + SHOWN)
                .query(Imports::entry)
                .list();
    }

    public Entry require(ImportId id) {
        return jdbc.sql(ENTRIES + "where i.id = ?")
                .param(id.value())
                .query(Imports::entry)
                .optional()
                .orElseThrow(() -> new NotFound("import"));
    }

    /** What a file that has not been taken would do now. */
    @Transactional(readOnly = true)
    public Preview preview(ImportId id) {
        return look(require(id));
    }

    private Preview look(Entry entry) {
        String text = jdbc.sql("select content from import where id = ?")
                .param(entry.id().value())
                .query(String.class)
                .single();
        List<Planned> rows = rows(entry.kind())
                .plan(CsvSheet.read(text, entry.kind().columns(), entry.kind().label()), databaseNow());
        return new Preview(entry, rows, counts(rows), mark(rows));
    }

    /** The database's clock, which decides what holds; later than whatever a lock was waited for. */
    private Instant databaseNow() {
        return jdbc.sql("select clock_timestamp()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private static Counts counts(List<Planned> rows) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        rows.forEach(row -> counts.merge(row.outcome(), 1, Integer::sum));
        return new Counts(
                counts.getOrDefault(Outcome.NEW, 0),
                counts.getOrDefault(Outcome.CHANGED, 0),
                counts.getOrDefault(Outcome.SAME, 0),
                counts.getOrDefault(Outcome.WRONG, 0));
    }

    private String mark(List<Planned> rows) {
        record Shown(int row, Outcome outcome, List<Planned.Change> changes, List<Planned.Problem> problems) {}
        List<Shown> shown = rows.stream()
                .map(row -> new Shown(row.row(), row.outcome(), row.changes(), row.problems()))
                .toList();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(json.writeValueAsString(shown).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Rows rows(ImportKind kind) {
        return Objects.requireNonNull(kinds.get(kind));
    }

    // --- Taking it, and taking it back -------------------------------------------------------------------------------

    /**
     * Writes all rows. Looked at again while everybody else who would change these records waits.
     *
     * @param mark of the preview that was looked at
     * @throws Refusal where the rows would now do something else, or one of them is wrong
     */
    @Transactional
    public Counts apply(ImportId id, String mark, PersonId by) {
        Entry entry = locked(id);
        if (entry.appliedAt() != null) {
            throw Refusal.conflict("This file was imported already.");
        }
        Rows kind = rows(entry.kind());
        lock(kind, Rows.ids(look(entry).rows()));
        Preview preview = look(entry);
        if (!preview.mark().equals(mark)) {
            throw Refusal.conflict("The records have changed since you looked, so nothing was imported. "
                    + "This is what the file would do now.");
        }
        if (!preview.mayBeTaken()) {
            throw Refusal.conflict(
                    preview.counts().wrong() > 0
                            ? "Nothing is imported while rows are wrong. Correct the file and upload it again."
                            : "There is nothing to import: all rows are on record as they are.");
        }
        UUID[] subjects = Rows.ids(preview.rows());
        journal.before(id, kind.tables(), subjects);
        try {
            kind.write(preview.rows(), databaseNow());
        } catch (DataIntegrityViolationException e) {
            throw Refusal.conflict("A row breaks a rule of the records that the preview did not see, so nothing was "
                    + "imported. Tell whoever looks after the portal which file it was.");
        }
        journal.after(id, kind.tables(), subjects);
        Counts counts = preview.counts();
        jdbc.sql("""
                        update import set applied_by = ?, applied_at = now(), added = ?, changed = ?, unchanged = ?
                         where id = ?""")
                .params(by.value(), counts.added(), counts.changed(), counts.unchanged(), id.value())
                .update();
        for (Planned row : preview.rows()) {
            if (row.writes()) {
                events.publishEvent(new PrivilegedAct(
                        by.value(),
                        kind.subjectType() + ".imported",
                        kind.subjectType(),
                        row.id().toString(),
                        row.isNew() ? null : row.before(),
                        row.after()));
            }
        }
        audit(by, "import.applied", entry, null, counts);
        events.publishEvent(kind.concerned(preview.rows()));
        return counts;
    }

    /** @throws Refusal where something of it was changed since, saying what */
    @Transactional
    public void undo(ImportId id, PersonId by) {
        Entry entry = locked(id);
        if (entry.appliedAt() == null || entry.undoneAt() != null) {
            throw Refusal.conflict(
                    entry.undoneAt() != null ? "This import was undone already." : "This file was not imported.");
        }
        Rows kind = rows(entry.kind());
        lock(kind, journal.subjects(id, kind.tables().getFirst().table()));
        journal.putBack(id, kind.tables());
        jdbc.sql("update import set undone_by = ?, undone_at = now() where id = ?")
                .params(by.value(), id.value())
                .update();
        audit(by, "import.undone", entry, entry.counts(), null);
        // Whom it had touched is known from rows that may be gone by now.
        events.publishEvent(RightsChanged.ofEverybody());
    }

    private void lock(Rows kind, UUID[] subjects) {
        try {
            kind.lockSubjects(subjects);
            journal.lock(kind.tables());
        } catch (PessimisticLockingFailureException e) {
            throw Refusal.conflict(
                    "Somebody was changing the same records at this moment, so nothing was done. Try again.");
        }
    }

    private void audit(PersonId by, String action, Entry entry, @Nullable Counts before, @Nullable Counts after) {
        events.publishEvent(new PrivilegedAct(
                by.value(), action, "import", entry.id().toString(), said(entry, before), said(entry, after)));
    }

    private static @Nullable Map<String, Object> said(Entry entry, @Nullable Counts counts) {
        return counts == null
                ? null
                : Map.of(
                        "file", entry.fileName(),
                        "kind", entry.kind(),
                        "added", counts.added(),
                        "changed", counts.changed(),
                        "unchanged", counts.unchanged());
    }

    /** Of two who take the same file, one waits. */
    private Entry locked(ImportId id) {
        jdbc.sql("select id from import where id = ? for update")
                .param(id.value())
                .query((row, n) -> "")
                .list();
        return require(id);
    }

    // --- Files to begin with -----------------------------------------------------------------------------------------

    /** The columns, and one row as an example. */
    public String template(ImportKind kind) {
        return SafeCsv.write(List.of(
                header(kind), kind.columns().stream().map(CsvColumn::example).toList()));
    }

    /** What the portal holds now, as a file that can be changed and imported. */
    @Transactional(readOnly = true)
    public String records(ImportKind kind) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(kind));
        rows.addAll(rows(kind).records());
        return SafeCsv.write(rows);
    }

    private static List<String> header(ImportKind kind) {
        return kind.columns().stream().map(CsvColumn::name).toList();
    }
}
