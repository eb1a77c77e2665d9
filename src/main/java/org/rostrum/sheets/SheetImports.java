package org.rostrum.sheets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.Allocations;
import org.rostrum.contributions.ActId;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Decision;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.contributions.Outcome;
import org.rostrum.contributions.Spot;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.UploadName;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists that a meeting's officers and staff take back from a spreadsheet. A file is kept as it was read and looked at
 * anew each time it is shown, so that its preview is never older than the meeting. Taking it is one transaction of the
 * same acts that officers carry out by hand, so what those refuse is refused here; undoing it takes each of them back.
 */
@Service
public class SheetImports {

    private static final int SHOWN = 20;

    /** Below the most that one act may concern, with room for what it refers to. */
    private static final int AT_ONCE = 1_000;

    private final ContributionSheets sheets;
    private final Allocations allocations;
    private final Dispositions dispositions;
    private final Meetings meetings;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    SheetImports(
            ContributionSheets sheets,
            Allocations allocations,
            Dispositions dispositions,
            Meetings meetings,
            JdbcClient jdbc,
            JsonMapper json,
            ApplicationEventPublisher events) {
        this.sheets = sheets;
        this.allocations = allocations;
        this.dispositions = dispositions;
        this.meetings = meetings;
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    /**
     * A file and what became of it.
     *
     * @param changed how many contributions it changed; null while it has not been taken
     */
    public record Entry(
            SheetImportId id,
            SheetFormat format,
            String fileName,
            String uploadedBy,
            Instant uploadedAt,
            @Nullable String appliedBy,
            @Nullable PersonId applier,
            @Nullable Instant appliedAt,
            @Nullable String mark,
            @Nullable Integer changed,
            @Nullable Integer unchanged,
            @Nullable String undoneBy,
            @Nullable Instant undoneAt) {}

    /**
     * What a file would do.
     *
     * @param unread heads of its columns that nothing is read from
     * @param mark of what was looked at: as the meeting goes on, the same file has another
     */
    public record Preview(
            Entry entry,
            List<SheetChange> rows,
            Map<SheetChange.Outcome, Integer> counts,
            List<String> unread,
            String mark) {

        public int count(SheetChange.Outcome outcome) {
            return counts.getOrDefault(outcome, 0);
        }

        public boolean mayBeTaken() {
            return count(SheetChange.Outcome.WRONG) == 0 && count(SheetChange.Outcome.CHANGED) > 0;
        }
    }

    private MeetingView officers(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.RECORD_DISPOSITION, meeting.permissions());
        return meeting;
    }

    /** Reads the file and keeps what it says. Changes nothing of the meeting. */
    @Transactional
    public SheetImportId upload(MeetingId id, String fileName, byte[] bytes, boolean windows1252, Viewer viewer) {
        officers(id, viewer);
        SheetTable table = SheetReader.read(bytes, windows1252);
        SheetImportId file = new SheetImportId(NewId.next());
        jdbc.sql("delete from sheet_import where applied_at is null and uploaded_at < now() - interval '7 days'")
                .update();
        jdbc.sql("""
                        insert into sheet_import (id, meeting_id, format, file_name, lines, uploaded_by)
                        values (:id, :meeting, :format, :name, :lines::jsonb, :by)""")
                .param("id", file.value())
                .param("meeting", id.value())
                .param("format", (ExcelReader.looksLikeOne(bytes) ? SheetFormat.XLSX : SheetFormat.CSV).name())
                .param("name", UploadName.shown(fileName))
                .param("lines", json.writeValueAsString(table))
                .param("by", viewer.requirePerson().value())
                .update();
        return file;
    }

    // ---- looking ----------------------------------------------------------------------------------------------------

    private static final String ENTRIES = """
            select i.id, i.format, i.file_name, u.name as uploaded_by, i.uploaded_at, a.name as applied_by,
                   i.applied_by as applier, i.applied_at, i.mark, i.changed, i.unchanged, n.name as undone_by, i.undone_at
              from sheet_import i
              join person u on u.id = i.uploaded_by
              left join person a on a.id = i.applied_by
              left join person n on n.id = i.undone_by
             where i.meeting_id = :meeting
            """;

    private static Entry entry(ResultSet row, int n) throws SQLException {
        UUID applier = row.getObject("applier", UUID.class);
        return new Entry(
                new SheetImportId(row.getObject("id", UUID.class)),
                SheetFormat.valueOf(row.getString("format")),
                row.getString("file_name"),
                row.getString("uploaded_by"),
                row.getTimestamp("uploaded_at").toInstant(),
                row.getString("applied_by"),
                applier == null ? null : new PersonId(applier),
                instant(row, "applied_at"),
                row.getString("mark"),
                row.getObject("changed", Integer.class),
                row.getObject("unchanged", Integer.class),
                row.getString("undone_by"),
                instant(row, "undone_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** The last ones, the newest first. */
    public List<Entry> history(MeetingId id, Viewer viewer) {
        officers(id, viewer);
        return jdbc.sql(ENTRIES + "order by i.uploaded_at desc, i.id limit " + SHOWN)
                .param("meeting", id.value())
                .query(SheetImports::entry)
                .list();
    }

    public Entry require(MeetingId id, SheetImportId file, Viewer viewer) {
        officers(id, viewer);
        return jdbc.sql(ENTRIES + "and i.id = :id")
                .param("meeting", id.value())
                .param("id", file.value())
                .query(SheetImports::entry)
                .optional()
                .orElseThrow(() -> new NotFound("import"));
    }

    /** What a file would do now. The same few statements, however many rows it has. */
    @Transactional(readOnly = true)
    public Preview preview(MeetingId id, SheetImportId file, Viewer viewer) {
        return look(officers(id, viewer), require(id, file, viewer), viewer);
    }

    private Preview look(MeetingView meeting, Entry entry, Viewer viewer) {
        SheetTable table = json.readValue(
                jdbc.sql("select lines::text from sheet_import where id = :id")
                        .param("id", entry.id().value())
                        .query(String.class)
                        .single(),
                SheetTable.class);
        List<SheetChange> rows = SheetPlan.of(
                table,
                new SheetPlan.Around(
                        meeting,
                        sheets.rows(meeting, ContributionFilter.ALL, viewer),
                        sheets.places(meeting, viewer),
                        meetings.ahead(List.of(meeting.group().id()), viewer).stream()
                                .filter(later -> later.startsAt().isAfter(meeting.startsAt()))
                                .toList(),
                        refused(meeting),
                        viewer.may(Act.APPROVE_MINUTES, meeting.permissions()),
                        sheets.elsewhere(meeting, table)));
        Map<SheetChange.Outcome, Integer> counts = new EnumMap<>(SheetChange.Outcome.class);
        rows.forEach(row -> counts.merge(row.outcome(), 1, Integer::sum));
        return new Preview(entry, rows, counts, table.unread(), mark(rows));
    }

    private @Nullable String refused(MeetingView meeting) {
        try {
            dispositions.requireMeets(meeting);
            return null;
        } catch (Refusal refusal) {
            return refusal.getMessage();
        }
    }

    private static String mark(List<SheetChange> rows) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            rows.forEach(row -> digest.update((row.seen() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- taking it, and taking it back ------------------------------------------------------------------------------

    /**
     * Carries out what all rows say, or nothing. The same preview taken twice is taken once.
     *
     * @param mark of the preview that was looked at
     * @throws Refusal where the file would now do something else, or a row of it is wrong
     */
    @Transactional
    public Entry apply(MeetingId id, SheetImportId file, String mark, Viewer viewer) {
        MeetingView meeting = officers(id, viewer);
        try {
            Entry entry = locked(id, file, viewer);
            if (entry.appliedAt() != null) {
                if (mark.equals(entry.mark()) && entry.undoneAt() == null) {
                    return entry;
                }
                throw Refusal.conflict("This file was imported already. Upload it again to import it once more.");
            }
            lock(meeting, look(meeting, entry, viewer).rows());
            Preview preview = look(meeting, entry, viewer);
            if (!preview.mark().equals(mark)) {
                throw Refusal.conflict("Contributions have changed since you looked, so nothing was imported. "
                        + "This is what the file would do now.");
            }
            if (!preview.mayBeTaken()) {
                throw Refusal.conflict(
                        preview.count(SheetChange.Outcome.WRONG) > 0
                                ? "Nothing is imported while rows are wrong. Correct the file and upload it again."
                                : "There is nothing to import: all is as the file says.");
            }
            carryOut(meeting, preview, viewer);
            jdbc.sql("""
                            update sheet_import
                               set applied_by = :by, applied_at = greatest(now(), uploaded_at), mark = :mark,
                                   changed = :changed, unchanged = :unchanged
                             where id = :id""")
                    .param("by", viewer.requirePerson().value())
                    .param("mark", mark)
                    .param("changed", preview.count(SheetChange.Outcome.CHANGED))
                    .param("unchanged", preview.count(SheetChange.Outcome.SAME))
                    .param("id", file.value())
                    .update();
            Entry applied = require(id, file, viewer);
            audit("contributions.imported", meeting, applied, viewer);
            return applied;
        } catch (PessimisticLockingFailureException e) {
            throw busy();
        }
    }

    private static Refusal busy() {
        return Refusal.conflict(
                "Somebody was changing the same contributions at this moment, so nothing was done. Try again.");
    }

    private void carryOut(MeetingView meeting, Preview preview, Viewer viewer) {
        Map<AgendaItemId, List<ContributionId>> placed = new LinkedHashMap<>();
        List<ContributionId> released = new ArrayList<>();
        Map<Decision, List<Seen>> decided = new LinkedHashMap<>();
        Map<String, List<ContributionId>> withdrawn = new LinkedHashMap<>();
        for (SheetChange row : preview.rows()) {
            ContributionId one = row.contribution();
            if (one == null) {
                continue;
            }
            if (row.item() != null) {
                placed.computeIfAbsent(row.item(), item -> new ArrayList<>()).add(one);
            }
            if (row.released()) {
                released.add(one);
            }
            if (row.decision() != null) {
                decided.computeIfAbsent(row.decision(), decision -> new ArrayList<>())
                        .add(new Seen(one, row.revision()));
            }
            if (row.withdrawn()) {
                withdrawn
                        .computeIfAbsent(Objects.requireNonNullElse(row.reason(), ""), reason -> new ArrayList<>())
                        .add(one);
            }
        }
        var acts = new Acts(preview.entry().id());
        placed.forEach((item, which) -> parts(which)
                .forEach(part -> acts.allocated(allocations
                        .allocate(meeting.id(), viewer, part, item, Spot.ANY, null)
                        .change())));
        parts(released)
                .forEach(part -> acts.allocated(
                        allocations.release(meeting.id(), viewer, part, null).change()));
        decided.forEach((decision, which) -> parts(which)
                .forEach(part -> acts.done(dispositions
                        .decide(meeting.id(), part, decision, null, viewer)
                        .act())));
        withdrawn.forEach((reason, which) -> parts(which)
                .forEach(part -> acts.done(dispositions
                        .withdraw(meeting.id(), part, reason, null, viewer)
                        .act())));
    }

    private static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            parts.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
        return parts;
    }

    /** Keeps what was done, in its order. */
    private final class Acts {

        private final SheetImportId file;
        private int position;

        Acts(SheetImportId file) {
            this.file = file;
        }

        void allocated(@Nullable UUID change) {
            if (change != null) {
                keep(null, change);
            }
        }

        void done(ActId act) {
            keep(act.value(), null);
        }

        private void keep(@Nullable UUID act, @Nullable UUID allocation) {
            jdbc.sql("""
                            insert into sheet_import_act (import_id, position, act_id, allocation_id)
                            values (:id, :position, :act, :allocation)""")
                    .param("id", file.value())
                    .param("position", position++)
                    .param("act", act)
                    .param("allocation", allocation)
                    .update();
        }
    }

    private record Taken(@Nullable UUID act, @Nullable UUID allocation) {}

    /**
     * Takes back all that a file did, the last first, within ten minutes and while nothing has come of it. Only whoever
     * took it may: an allocation is undone by whoever made it.
     */
    @Transactional
    public Entry undo(MeetingId id, SheetImportId file, Viewer viewer) {
        MeetingView meeting = officers(id, viewer);
        try {
            Entry entry = locked(id, file, viewer);
            if (entry.appliedAt() == null || entry.undoneAt() != null) {
                throw Refusal.conflict(
                        entry.undoneAt() != null ? "This import was undone already." : "This file was not imported.");
            }
            if (!viewer.requirePerson().equals(entry.applier())) {
                throw Refusal.conflict("Only " + entry.appliedBy()
                        + ", who imported it, can undo all of it. You can undo its decisions one by one.");
            }
            dispositions.lock(meeting, touched(file), false);
            List<Taken> acts = jdbc.sql("""
                            select act_id as act, allocation_id as allocation from sheet_import_act
                             where import_id = :id order by position desc""")
                    .param("id", file.value())
                    .query((row, n) ->
                            new Taken(row.getObject("act", UUID.class), row.getObject("allocation", UUID.class)))
                    .list();
            for (Taken taken : acts) {
                if (taken.act() != null) {
                    dispositions.undo(new ActId(taken.act()), viewer);
                } else if (taken.allocation() != null) {
                    allocations.undo(id, viewer, taken.allocation());
                }
            }
            jdbc.sql("update sheet_import set undone_by = :by, undone_at = greatest(now(), applied_at) where id = :id")
                    .param("by", viewer.requirePerson().value())
                    .param("id", file.value())
                    .update();
            audit("contributions.import-undone", meeting, entry, viewer);
            return require(id, file, viewer);
        } catch (PessimisticLockingFailureException e) {
            throw busy();
        }
    }

    private List<ContributionId> touched(SheetImportId file) {
        return jdbc.sql("""
                        select distinct s.contribution_id from sheet_import_act a
                          join contribution_step s on s.act_id = a.act_id
                         where a.import_id = :id""")
                .param("id", file.value())
                .query((row, n) -> new ContributionId(row.getObject("contribution_id", UUID.class)))
                .list();
    }

    /** The agenda first and the contributions after it, as everybody who places them does. */
    private void lock(MeetingView meeting, List<SheetChange> rows) {
        jdbc.sql("select meeting_id from agenda where meeting_id = :meeting for update")
                .param("meeting", meeting.id().value())
                .query(UUID.class)
                .list();
        Set<ContributionId> which = new LinkedHashSet<>();
        boolean postpones = false;
        for (SheetChange row : rows) {
            if (row.contribution() != null && row.outcome() == SheetChange.Outcome.CHANGED) {
                which.add(row.contribution());
                Decision decision = row.decision();
                if (decision != null && decision.mergedInto() != null) {
                    which.add(decision.mergedInto());
                }
                if (decision != null && decision.reply() != null) {
                    which.add(decision.reply());
                }
                postpones |= decision != null && decision.outcome() == Outcome.POSTPONED;
            }
        }
        dispositions.lock(meeting, which, postpones);
    }

    /** Of two who take the same file, one waits. */
    private Entry locked(MeetingId id, SheetImportId file, Viewer viewer) {
        jdbc.sql("select id from sheet_import where id = :id for update")
                .param("id", file.value())
                .query(UUID.class)
                .list();
        return require(id, file, viewer);
    }

    private void audit(String action, MeetingView meeting, Entry entry, Viewer viewer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", entry.fileName());
        facts.put("import", entry.id());
        facts.put("changed", Objects.requireNonNull(entry.changed()));
        facts.put("unchanged", Objects.requireNonNull(entry.unchanged()));
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(), action, "meeting", meeting.id().toString(), null, facts));
    }
}
