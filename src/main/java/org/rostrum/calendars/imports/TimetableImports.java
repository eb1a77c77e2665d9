package org.rostrum.calendars.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.calendars.imports.PlannedRow.Outcome;
import org.rostrum.calendars.imports.TimetableTable.Row;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupKind;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.CsvColumn;
import org.rostrum.shared.CsvText;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.UploadName;
import org.rostrum.timetables.DraftSession;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.TimetableDraft;
import org.rostrum.timetables.TimetableDrafts;
import org.rostrum.timetables.Timetables;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tables and calendars that staff take into the draft of a timetable. A file is kept as it came and looked at anew each
 * time it is shown, so that its preview is never older than the draft. Taking it is one change of the draft, whole or
 * not at all, which the draft's own undo takes back.
 */
@Service
public class TimetableImports {

    private static final int SHOWN = 20;

    private final JdbcClient jdbc;
    private final Events events;
    private final Timetables timetables;
    private final TimetableDrafts drafts;
    private final Times times;
    private final ApplicationEventPublisher publisher;

    TimetableImports(
            JdbcClient jdbc,
            Events events,
            Timetables timetables,
            TimetableDrafts drafts,
            Times times,
            ApplicationEventPublisher publisher) {
        this.jdbc = jdbc;
        this.events = events;
        this.timetables = timetables;
        this.drafts = drafts;
        this.times = times;
        this.publisher = publisher;
    }

    public enum Format {
        CSV("Table"),
        ICALENDAR("Calendar");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * How a file is meant.
     *
     * @param whole whether it is the whole timetable, so that what is not in it is cancelled
     * @param visibility who sees the sessions that are new; null for the usual
     */
    public record Meant(boolean whole, @Nullable Visibility visibility) {

        public static final Meant IN_ADDITION = new Meant(false, null);
    }

    /** A file and what became of it. */
    public record Entry(
            TimetableImportId id,
            EventId event,
            Format format,
            String fileName,
            Meant meant,
            String uploadedBy,
            Instant uploadedAt,
            @Nullable String appliedBy,
            @Nullable Instant appliedAt) {}

    /** @param mark what was looked at: with another draft the same file has another */
    public record Preview(Entry entry, List<PlannedRow> rows, Map<Outcome, Integer> counts, String mark) {

        public int count(Outcome outcome) {
            return counts.getOrDefault(outcome, 0);
        }

        public boolean mayBeTaken() {
            return count(Outcome.WRONG) == 0 && count(Outcome.NEW) + count(Outcome.CHANGED) + count(Outcome.GONE) > 0;
        }

        /** Rows that are taken as something other than they say, or lose something. */
        public List<PlannedRow> noticed() {
            return rows.stream()
                    .filter(row -> !row.notices().isEmpty() && row.outcome() != Outcome.LEFT_OUT)
                    .toList();
        }
    }

    /** Of a table, for whoever makes one. */
    public static List<CsvColumn> columns() {
        return TimetableTable.COLUMNS;
    }

    /** Reads the file and keeps it. Writes nothing into the timetable. */
    @Transactional
    public TimetableImportId upload(
            EventId event, String fileName, byte[] bytes, boolean windows1252, Meant meant, Viewer viewer) {
        return keep(event, fileName, CsvText.decode(bytes, windows1252), meant, viewer);
    }

    @Transactional
    public TimetableImportId paste(EventId event, String text, Meant meant, Viewer viewer) {
        if (text.length() > CsvText.LARGEST) {
            throw Refusal.of(Refusal.Reason.TOO_LARGE, "text", "This is more than 8 MB.");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.invalid("text", "This is no text.");
        }
        return keep(event, "pasted", text.startsWith("\uFEFF") ? text.substring(1) : text, meant, viewer);
    }

    private TimetableImportId keep(EventId id, String fileName, String text, Meant meant, Viewer viewer) {
        requireStaff(viewer);
        Surroundings around = surroundings(id);
        Format format = CalendarLines.looksLikeOne(text) ? Format.ICALENDAR : Format.CSV;
        if (read(format, text, around).isEmpty()) {
            throw Refusal.invalid("file", "The calendar has no entry.");
        }
        UUID file = NewId.next();
        jdbc.sql("delete from timetable_import where applied_at is null and uploaded_at < now() - interval '7 days'")
                .update();
        jdbc.sql("""
                        insert into timetable_import (id, event_id, format, file_name, content, whole, visibility,
                                                      uploaded_by)
                        values (:id, :event, :format, :name, :content, :whole, :visibility, :by)""")
                .param("id", file)
                .param("event", around.week().id().value())
                .param("format", format.name())
                .param("name", UploadName.shown(fileName))
                .param("content", text)
                .param("whole", meant.whole())
                .param(
                        "visibility",
                        meant.visibility() == null ? null : meant.visibility().name())
                .param("by", viewer.requirePerson().value())
                .update();
        return new TimetableImportId(file);
    }

    private static List<Wanted> read(Format format, String text, Surroundings around) {
        return switch (format) {
            case CSV -> TimetableTable.read(text, around);
            case ICALENDAR -> TimetableCalendar.read(text, around);
        };
    }

    // ---- looking ----------------------------------------------------------------------------------------------------

    private static final String ENTRIES = """
            select i.id, i.event_id, i.format, i.file_name, i.whole, i.visibility, u.name as uploaded_by, i.uploaded_at,
                   a.name as applied_by, i.applied_at
              from timetable_import i
              join person u on u.id = i.uploaded_by
              left join person a on a.id = i.applied_by
            """;

    private static Entry entry(ResultSet row, int n) throws SQLException {
        String visibility = row.getString("visibility");
        Timestamp appliedAt = row.getTimestamp("applied_at");
        return new Entry(
                new TimetableImportId(row.getObject("id", UUID.class)),
                new EventId(row.getObject("event_id", UUID.class)),
                Format.valueOf(row.getString("format")),
                row.getString("file_name"),
                new Meant(row.getBoolean("whole"), visibility == null ? null : Visibility.valueOf(visibility)),
                row.getString("uploaded_by"),
                row.getTimestamp("uploaded_at").toInstant(),
                row.getString("applied_by"),
                appliedAt == null ? null : appliedAt.toInstant());
    }

    /** The last ones, the newest first. */
    public List<Entry> history(EventId event, Viewer viewer) {
        requireStaff(viewer);
        return jdbc.sql(ENTRIES + "where i.event_id = :event order by i.uploaded_at desc, i.id limit " + SHOWN)
                .param("event", week(event).id().value())
                .query(TimetableImports::entry)
                .list();
    }

    public Entry require(EventId event, TimetableImportId id, Viewer viewer) {
        requireStaff(viewer);
        return jdbc.sql(ENTRIES + "where i.id = :id and i.event_id = :event")
                .param("id", id.value())
                .param("event", week(event).id().value())
                .query(TimetableImports::entry)
                .optional()
                .orElseThrow(() -> new NotFound("import"));
    }

    /** What a file would do now. */
    @Transactional(readOnly = true)
    public Preview preview(EventId event, TimetableImportId id, Viewer viewer) {
        return look(require(event, id, viewer), viewer);
    }

    private Preview look(Entry entry, Viewer viewer) {
        String text = jdbc.sql("select content from timetable_import where id = :id")
                .param("id", entry.id().value())
                .query(String.class)
                .single();
        Surroundings around = surroundings(entry.event());
        TimetableDraft draft = drafts.of(entry.event(), viewer);
        List<PlannedRow> rows = Plan.of(
                read(entry.format(), text, around),
                around,
                draft.rows(),
                entry.meant().whole(),
                entry.meant().visibility(),
                times);
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        rows.forEach(row -> counts.merge(row.outcome(), 1, Integer::sum));
        return new Preview(entry, rows, counts, mark(rows, draft.revision()));
    }

    private static String mark(List<PlannedRow> rows, int revision) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.valueOf(revision).getBytes(StandardCharsets.UTF_8));
            rows.forEach(row -> digest.update(
                    (row.row() + "\n" + row.outcome() + "\n" + row.changes() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Surroundings surroundings(EventId id) {
        EventView week = week(id);
        if (week.timeZone() == null) {
            throw Refusal.conflict(
                    "Give the event its time zone first: without one, no time of a session has a meaning.");
        }
        Map<String, UUID> rooms = new LinkedHashMap<>();
        jdbc.sql("select id, name from venue_room where event_id = :event order by position, name")
                .param("event", week.id().value())
                .query(row -> {
                    rooms.put(row.getString("name"), row.getObject("id", UUID.class));
                });
        List<Surroundings.Group> groups = jdbc.sql("select id, code, name, kind from working_group order by code")
                .query((row, n) -> new Surroundings.Group(
                        new GroupId(row.getObject("id", UUID.class)),
                        row.getString("code"),
                        row.getString("name"),
                        GroupKind.valueOf(row.getString("kind"))))
                .list();
        return new Surroundings(week, week.zoneOrUtc(), events.within(week.id()), groups, rooms);
    }

    private EventView week(EventId id) {
        EventView event = events.require(id);
        return event.within() == null ? event : events.require(event.within());
    }

    // ---- taking it --------------------------------------------------------------------------------------------------

    /**
     * One change of the draft.
     *
     * @param mark of the preview that was looked at
     * @throws Refusal where the file would now do something else, or a row of it is wrong
     */
    @Transactional
    public Preview apply(EventId event, TimetableImportId id, String mark, Viewer viewer) {
        Entry entry = locked(event, id, viewer);
        if (entry.appliedAt() != null) {
            throw Refusal.conflict("This file was imported already.");
        }
        Preview preview = look(entry, viewer);
        if (!preview.mark().equals(mark)) {
            throw Refusal.conflict("The draft has changed since you looked, so nothing was imported. "
                    + "This is what the file would do now.");
        }
        if (!preview.mayBeTaken()) {
            throw Refusal.conflict(
                    preview.count(Outcome.WRONG) > 0
                            ? "Nothing is imported while rows are wrong. Correct the file and upload it again."
                            : "There is nothing to import: the draft is as the file says.");
        }
        write(preview, viewer);
        jdbc.sql("update timetable_import set applied_by = :by, applied_at = now() where id = :id")
                .param("by", viewer.requirePerson().value())
                .param("id", id.value())
                .update();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", entry.fileName());
        facts.put("event", entry.event());
        preview.counts().forEach((outcome, count) -> facts.put(outcome.label(), count));
        publisher.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(), "timetable.imported", "timetable-import", id.toString(), null, facts));
        return preview;
    }

    private void write(Preview preview, Viewer viewer) {
        Entry entry = preview.entry();
        Stream<PlannedRow> written = preview.rows().stream()
                .filter(row ->
                        entry.meant().whole() || row.outcome() == Outcome.NEW || row.outcome() == Outcome.CHANGED);
        List<DraftSession> sessions =
                written.map(PlannedRow::session).filter(Objects::nonNull).toList();
        int count = preview.count(Outcome.NEW) + preview.count(Outcome.CHANGED) + preview.count(Outcome.GONE);
        String said = "Imported " + (count == 1 ? "1 session" : count + " sessions") + " from " + entry.fileName();
        if (entry.meant().whole()) {
            drafts.replaceAll(entry.event(), sessions, said, viewer);
        } else {
            drafts.addAll(entry.event(), sessions, said, viewer);
        }
    }

    /** Of two who take the same file one waits, and so does whoever changes the draft by hand. */
    private Entry locked(EventId event, TimetableImportId id, Viewer viewer) {
        Entry entry = require(event, id, viewer);
        jdbc.sql("insert into timetable (event_id) values (:event) on conflict do nothing")
                .param("event", entry.event().value())
                .update();
        jdbc.sql("select event_id from timetable where event_id = :event for update")
                .param("event", entry.event().value())
                .query(UUID.class)
                .single();
        return require(event, id, viewer);
    }

    // ---- writing it again -------------------------------------------------------------------------------------------

    /** The published timetable as a viewer may see it, in the columns that it is imported by. */
    @Transactional(readOnly = true)
    public String published(EventId id, Viewer viewer) {
        EventView event = events.require(id);
        Surroundings around = surroundings(id);
        List<Row> rows = timetables.of(event.week(), viewer).sessions().stream()
                .filter(session -> !session.cancelled())
                .filter(session -> event.within() == null || event.id().equals(session.part()))
                .map(TimetableImports::row)
                .toList();
        return TimetableTable.write(rows, around, false);
    }

    private static Row row(SessionView session) {
        return new Row(
                session.startsAt(),
                session.endsAt(),
                session.groups().stream().map(GroupRef::id).toList(),
                session.part(),
                session.title(),
                session.note(),
                session.membersOnly(),
                session.mode(),
                session.room() == null ? null : session.room().id(),
                session.kind());
    }

    /** The draft with all its columns, to be changed in a spreadsheet and imported again. */
    @Transactional(readOnly = true)
    public String draft(EventId id, Viewer viewer) {
        requireStaff(viewer);
        List<Row> rows = drafts.of(id, viewer).rows().stream()
                .map(org.rostrum.timetables.DraftRow::session)
                .filter(session -> !session.cancelled())
                .map(session -> new Row(
                        session.startsAt(),
                        session.endsAt(),
                        session.groups(),
                        session.part(),
                        session.title(),
                        session.note(),
                        session.membersOnly(),
                        session.mode(),
                        session.venueRoom(),
                        session.kind()))
                .toList();
        return TimetableTable.write(rows, surroundings(id), true);
    }

    private static void requireStaff(Viewer viewer) {
        if (!viewer.staff()) {
            throw Refusal.forbidden("Timetables are imported by the staff.");
        }
    }
}
