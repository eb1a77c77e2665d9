package org.rostrum.sheets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.Decision;
import org.rostrum.contributions.DocumentRow;
import org.rostrum.contributions.Outcome;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.rostrum.sheets.SheetTable.Line;

/**
 * What a file would do with a meeting's contributions as they stand, row by row. Where a cell is empty, what is on record
 * stays; where it says what is on record, too. The operations themselves have the last word: what they refuse is not done.
 */
final class SheetPlan {

    private static final int LONGEST_WORDS = 2_000;

    /** How lists of the field call a document about which nothing is decided. */
    private static final Set<String> UNDECIDED =
            Set.of("-", "–", "available", "reserved", "submitted", "allocated", "open", "not treated yet");

    private static final Map<String, Outcome> OTHER_WORDS = Map.of(
            "replied", Outcome.REPLIED,
            "conditionally approved", Outcome.CONDITIONALLY_AGREED,
            "agreed conditionally", Outcome.CONDITIONALLY_AGREED,
            "not treated", Outcome.NOT_HANDLED,
            "not pursued", Outcome.NOT_HANDLED);

    /**
     * What rows are looked at against.
     *
     * @param rows all documents of the meeting
     * @param places the items that take contributions
     * @param later meetings of the group to which it may postpone, the next one first
     * @param refused why nothing is decided at this meeting now; null where it is
     * @param minutes whether minutes may be approved
     * @param elsewhere meetings' names by the numbers of other meetings, in capitals
     */
    record Around(
            MeetingView meeting,
            List<SheetRow> rows,
            List<AgendaPlace> places,
            List<MeetingView> later,
            @Nullable String refused,
            boolean minutes,
            Map<String, String> elsewhere) {}

    private final Around around;
    private final AgendaCell agenda;
    private final Map<String, SheetRow> documents = new HashMap<>();
    private final Map<ContributionId, SheetRow> latest = new HashMap<>();
    private final Map<String, SheetChange> seen = new HashMap<>();
    private final Map<ContributionId, SheetChange> changed = new HashMap<>();

    private SheetPlan(Around around) {
        this.around = around;
        this.agenda = new AgendaCell(around.places());
        for (SheetRow row : around.rows()) {
            documents.put(key(row.document().number()), row);
            if (row.document().latest()) {
                latest.put(row.document().of().id(), row);
            }
        }
    }

    static List<SheetChange> of(SheetTable table, Around around) {
        var plan = new SheetPlan(around);
        List<SheetChange> rows = new ArrayList<>();
        List<Runnable> afterwards = new ArrayList<>();
        for (Line line : table.lines()) {
            rows.add(plan.look(line, afterwards));
        }
        afterwards.forEach(Runnable::run);
        return rows;
    }

    private static String key(String number) {
        return number.strip().toUpperCase(Locale.ROOT);
    }

    private SheetChange look(Line line, List<Runnable> afterwards) {
        String typed = line.text(SheetColumn.NUMBER);
        SheetRow known = documents.get(key(typed));
        if (known == null) {
            var row = new SheetChange(line.number(), typed, line.text(SheetColumn.TITLE), null);
            refuseNumber(row, typed);
            return row;
        }
        ContributionRow of = known.document().of();
        var row = new SheetChange(line.number(), known.document().number(), of.title(), of.id());
        SheetChange earlier = seen.putIfAbsent(key(typed), row);
        if (earlier != null) {
            row.wrong(SheetColumn.NUMBER, "Row " + earlier.row() + " has the same number. Take one of them out.");
            return row;
        }
        refuseFormulas(row, line);
        refuseWhatIsItsAuthors(row, known, line);
        if (row.isWrong()) {
            return row;
        }
        if (known.document().latest()) {
            changed.put(of.id(), row);
            place(row, known, line);
            decide(row, known, line, afterwards);
        } else {
            afterwards.add(() -> refuseSuperseded(row, known, line));
        }
        return row;
    }

    private void refuseNumber(SheetChange row, String typed) {
        if (typed.isEmpty()) {
            row.wrong(
                    SheetColumn.NUMBER,
                    "The row has no number, and a file reserves none: reserve it first, or take the row out. Of merged cells"
                            + " only the first row counts.");
            return;
        }
        String elsewhere = around.elsewhere().get(key(typed));
        SheetRow other = documents.get(key(typed).replaceFirst("[^0-9]+[0-9]{2}$", ""));
        if (elsewhere != null) {
            row.wrong(SheetColumn.NUMBER, "This is a contribution of another meeting: " + elsewhere + ".");
        } else if (other != null) {
            ContributionRow of = other.document().of();
            row.wrong(
                    SheetColumn.NUMBER,
                    "There is no such revision of " + of.number().number() + "; its latest document is "
                            + newest(of.id()).number() + ".");
        } else {
            row.wrong(SheetColumn.NUMBER, "No contribution of this meeting has the number “" + typed + "”.");
        }
    }

    private DocumentRow newest(ContributionId of) {
        return Objects.requireNonNull(latest.get(of)).document();
    }

    private static void refuseFormulas(SheetChange row, Line line) {
        line.cells().forEach((column, cell) -> {
            if (cell.formula() && (column == SheetColumn.NUMBER || column.changes())) {
                row.wrong(column, "A formula stands here. Copy the cell and paste it as a value.");
            }
        });
    }

    private static void refuseWhatIsItsAuthors(SheetChange row, SheetRow known, Line line) {
        line.cells().forEach((column, cell) -> {
            String before = known.cell(column);
            if (column.authorsOwn() && !same(before, cell)) {
                row.wrong(
                        column,
                        "On record it is “" + before
                                + "”, and a file does not change that: its authors said so. Put it back,"
                                + " or leave the cell empty.");
            }
        });
    }

    private void refuseSuperseded(SheetChange row, SheetRow known, Line line) {
        ContributionId of = known.document().of().id();
        String newest = newest(of).number();
        for (SheetColumn column : SheetColumn.values()) {
            SheetCell cell = line.cell(column);
            if (cell == null || !column.changes() || same(known.cell(column), cell) || undecided(column, cell)) {
                continue;
            }
            if (column == SheetColumn.AGENDA_ITEM && goesWithLatest(of, known, cell)) {
                continue;
            }
            row.wrong(
                    column,
                    newest + " took its place. "
                            + (column == SheetColumn.AGENDA_ITEM ? "Place that one." : "Decide about that one."));
        }
    }

    /** Who moves a contribution may say so in the rows of its earlier revisions too. */
    private boolean goesWithLatest(ContributionId of, SheetRow known, SheetCell cell) {
        SheetChange newest = changed.get(of);
        UUID at = newest != null && newest.item() != null
                ? newest.item().value()
                : newest != null && newest.released()
                        ? null
                        : known.document().of().agendaItem();
        if (AgendaCell.none(cell.text())) {
            return at == null;
        }
        try {
            return agenda.read(cell).item().equals(at);
        } catch (Refusal refusal) {
            return false;
        }
    }

    // ---- its place --------------------------------------------------------------------------------------------------

    private void place(SheetChange row, SheetRow known, Line line) {
        SheetCell cell = line.cell(SheetColumn.AGENDA_ITEM);
        String before = known.cell(SheetColumn.AGENDA_ITEM);
        if (cell == null || same(before, cell)) {
            return;
        }
        ContributionRow of = known.document().of();
        if (AgendaCell.none(cell.text())) {
            if (of.agendaItem() != null) {
                row.releases(before);
            }
            return;
        }
        try {
            AgendaPlace place = agenda.read(cell);
            if (place.item().equals(of.agendaItem())) {
                return;
            }
            if (of.state() == ContributionState.WITHDRAWN) {
                throw Refusal.conflict("It was withdrawn, and gets no place on the agenda.");
            }
            row.places(new AgendaItemId(place.item()), before, AgendaCell.write(place));
        } catch (Refusal refusal) {
            row.wrong(SheetColumn.AGENDA_ITEM, String.valueOf(refusal.getMessage()));
        }
    }

    // ---- what was decided -------------------------------------------------------------------------------------------

    private void decide(SheetChange row, SheetRow known, Line line, List<Runnable> afterwards) {
        SheetCell cell = line.cell(SheetColumn.DISPOSITION);
        String before = known.cell(SheetColumn.DISPOSITION);
        if (cell == null || same(before, cell) || undecided(SheetColumn.DISPOSITION, cell)) {
            refuseLooseWords(row, known, line, before);
            return;
        }
        if (same(ContributionState.WITHDRAWN.label(), cell)) {
            withdraw(row, known, line);
            return;
        }
        Outcome outcome = outcome(cell.text());
        if (outcome == null) {
            row.wrong(SheetColumn.DISPOSITION, "“" + cell.text() + "” is none of " + labels() + ".");
            return;
        }
        String refused = refused(known, row, outcome);
        if (refused != null) {
            row.wrong(SheetColumn.DISPOSITION, refused);
            return;
        }
        String words = words(row, line);
        if (outcome == Outcome.CONDITIONALLY_AGREED && words == null && !row.isWrong()) {
            row.wrong(SheetColumn.WORDS, "Say on which condition it is agreed.");
        }
        refuseWhatBelongsElsewhere(row, known, line, outcome);
        ContributionId target = outcome == Outcome.MERGED ? target(row, known, line, afterwards) : null;
        ContributionId reply = outcome == Outcome.REPLIED ? reply(row, known, line) : null;
        MeetingId carried = outcome == Outcome.POSTPONED ? carriedTo(row, line) : null;
        if (row.isWrong()) {
            return;
        }
        row.says(
                known,
                line,
                SheetColumn.DISPOSITION,
                SheetColumn.WORDS,
                SheetColumn.MERGED_INTO,
                SheetColumn.POSTPONED_TO,
                SheetColumn.REPLY);
        row.decides(
                new Decision(outcome, words, target, carried, reply),
                Objects.requireNonNull(known.document().revision()));
    }

    private static String labels() {
        List<String> labels = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            labels.add(outcome.label());
        }
        return String.join(", ", labels) + ", " + ContributionState.WITHDRAWN.label();
    }

    private static @Nullable Outcome outcome(String text) {
        String said = text.replaceAll("[\\s_-]+", " ").strip().toLowerCase(Locale.ROOT);
        for (Outcome outcome : Outcome.values()) {
            if (outcome.label().toLowerCase(Locale.ROOT).equals(said)) {
                return outcome;
            }
        }
        return OTHER_WORDS.get(said);
    }

    private @Nullable String refused(SheetRow known, SheetChange row, Outcome outcome) {
        ContributionRow of = known.document().of();
        if (around.refused() != null) {
            return around.refused();
        }
        if (known.document().revision() == null) {
            return of.state() == ContributionState.WITHDRAWN
                    ? standsAt(of.state())
                    : "It has no file yet; there is nothing to decide about.";
        }
        if (outcome == Outcome.REPLIED && of.type() != ContributionType.LS) {
            return "Only a liaison statement is replied to; this is none.";
        }
        if (outcome == Outcome.APPROVED && of.type() == ContributionType.MINS && !around.minutes()) {
            return "Minutes are approved by the chair or a vice-chair.";
        }
        ContributionState state = of.state();
        if (row.item() != null && state == ContributionState.SUBMITTED) {
            state = ContributionState.ALLOCATED;
        } else if (row.released() && (state == ContributionState.ALLOCATED || state == ContributionState.OPEN)) {
            state = ContributionState.SUBMITTED;
        }
        if (Outcome.after(state, of.type()).contains(outcome)) {
            return null;
        }
        return switch (state) {
            case SUBMITTED -> "It has no place on the agenda yet. Say its agenda item in the same row.";
            case REVISED -> "It waits for the revision that its author was asked for.";
            default -> standsAt(state);
        };
    }

    private static String standsAt(ContributionState state) {
        return "It is " + state.label().toLowerCase(Locale.ROOT) + " already."
                + (state.carried() ? " Reopen it on its page to decide again." : "");
    }

    private void withdraw(SheetChange row, SheetRow known, Line line) {
        ContributionState state = known.document().of().state();
        if (state.done()) {
            row.wrong(SheetColumn.DISPOSITION, standsAt(state));
            return;
        }
        String words = words(row, line);
        if (!row.isWrong()) {
            row.says(known, line, SheetColumn.DISPOSITION, SheetColumn.WORDS);
            row.withdraws(words);
        }
    }

    private static @Nullable String words(SheetChange row, Line line) {
        try {
            String words = Typed.paragraphs("", "text", line.text(SheetColumn.WORDS), LONGEST_WORDS);
            return words.isEmpty() ? null : words;
        } catch (Refusal refusal) {
            row.wrong(SheetColumn.WORDS, String.valueOf(refusal.getMessage()));
            return null;
        }
    }

    /** Words about a decision, and no decision. */
    private static void refuseLooseWords(SheetChange row, SheetRow known, Line line, String before) {
        for (SheetColumn column : belonging()) {
            SheetCell cell = line.cell(column);
            if (cell != null && !same(known.cell(column), cell)) {
                row.wrong(
                        column,
                        before.isEmpty()
                                ? "Say in “" + SheetColumn.DISPOSITION.header() + "” what was decided."
                                : "“" + before + "” is on record with "
                                        + (known.cell(column).isEmpty() ? "nothing" : "“" + known.cell(column) + "”")
                                        + " here. What is decided stays as it is, unless it is undone or reopened on its page.");
            }
        }
    }

    private static List<SheetColumn> belonging() {
        return List.of(SheetColumn.WORDS, SheetColumn.MERGED_INTO, SheetColumn.POSTPONED_TO, SheetColumn.REPLY);
    }

    private static void refuseWhatBelongsElsewhere(SheetChange row, SheetRow known, Line line, Outcome outcome) {
        Map<SheetColumn, Outcome> belongs = Map.of(
                SheetColumn.MERGED_INTO, Outcome.MERGED,
                SheetColumn.POSTPONED_TO, Outcome.POSTPONED,
                SheetColumn.REPLY, Outcome.REPLIED);
        belongs.forEach((column, to) -> {
            SheetCell cell = line.cell(column);
            if (cell != null && to != outcome && !same(known.cell(column), cell)) {
                row.wrong(column, "This belongs to “" + to.label() + "”. Leave it empty here.");
            }
        });
    }

    private @Nullable ContributionId target(SheetChange row, SheetRow known, Line line, List<Runnable> afterwards) {
        SheetColumn column = SheetColumn.MERGED_INTO;
        ContributionRow target = named(row, line, column, "Say which contribution it was merged into.");
        if (target == null) {
            return null;
        }
        if (target.id().equals(known.document().of().id())) {
            row.wrong(column, "It cannot be merged into itself.");
        } else if (target.state() == ContributionState.MERGED || target.state() == ContributionState.WITHDRAWN) {
            row.wrong(
                    column,
                    target.number() + " is " + target.state().label().toLowerCase(Locale.ROOT)
                            + " itself. Name the contribution that goes on.");
        } else {
            afterwards.add(() -> {
                SheetChange its = changed.get(target.id());
                if (its != null && (its.withdrawn() || merges(its))) {
                    row.wrong(
                            column,
                            target.number() + " is " + (its.withdrawn() ? "withdrawn" : "merged") + " itself in row "
                                    + its.row() + ". Name the contribution that goes on.");
                }
            });
        }
        return target.id();
    }

    private static boolean merges(SheetChange row) {
        Decision decision = row.decision();
        return decision != null && decision.outcome() == Outcome.MERGED;
    }

    private @Nullable ContributionId reply(SheetChange row, SheetRow known, Line line) {
        ContributionRow reply = named(row, line, SheetColumn.REPLY, "Say which liaison statement replies to it.");
        if (reply == null) {
            return null;
        }
        if (reply.id().equals(known.document().of().id()) || reply.type() != ContributionType.LS) {
            row.wrong(SheetColumn.REPLY, "The reply is another liaison statement (LS). Reserve a number for it first.");
        } else if (reply.state() == ContributionState.WITHDRAWN) {
            row.wrong(SheetColumn.REPLY, reply.number() + " was withdrawn. Name the reply that goes out.");
        }
        return reply.id();
    }

    private @Nullable ContributionRow named(SheetChange row, Line line, SheetColumn column, String ask) {
        String typed = line.text(column);
        SheetRow other = documents.get(key(typed));
        if (other == null) {
            row.wrong(
                    column, typed.isEmpty() ? ask : "No contribution of this meeting has the number “" + typed + "”.");
            return null;
        }
        return other.document().of();
    }

    private @Nullable MeetingId carriedTo(SheetChange row, Line line) {
        String typed = line.text(SheetColumn.POSTPONED_TO);
        String group = around.meeting().group().code();
        List<MeetingView> named = around.later().stream()
                .filter(meeting -> typed.isEmpty() || meeting.name().equalsIgnoreCase(typed))
                .toList();
        if (named.isEmpty()) {
            row.wrong(
                    SheetColumn.POSTPONED_TO,
                    around.later().isEmpty()
                            ? "No later meeting of " + group + " is called yet. Call it first, then postpone to it."
                            : "No later meeting of " + group + " is called “" + typed + "”.");
            return null;
        }
        if (!typed.isEmpty() && named.size() > 1) {
            row.wrong(
                    SheetColumn.POSTPONED_TO,
                    "Several later meetings are called so. Leave it empty for the next one, or postpone it on its page.");
            return null;
        }
        return typed.isEmpty() ? null : named.getFirst().id();
    }

    // ---- what is the same -------------------------------------------------------------------------------------------

    private static boolean undecided(SheetColumn column, SheetCell cell) {
        return column == SheetColumn.DISPOSITION
                && UNDECIDED.contains(cell.text().toLowerCase(Locale.ROOT));
    }

    /** Forgiving in blanks and in case, in what spreadsheets make of numbers, and in the sign that keeps them from it. */
    private static boolean same(String before, SheetCell cell) {
        String text = blanks(cell.text());
        return blanks(before).equalsIgnoreCase(text)
                || ("'" + blanks(before)).equalsIgnoreCase(text)
                || cell.couldHaveBeen(before);
    }

    private static String blanks(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
