package org.rostrum.sheets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Decision;

/** What one row of a file would do. Built up while the row is looked at. */
public final class SheetChange {

    /** What becomes of a row. */
    public enum Outcome {
        WRONG("Wrong"),
        CHANGED("Changed"),
        SAME("Stays");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @param before empty where there was nothing */
    public record Cell(SheetColumn column, String before, String after) {}

    public record Problem(SheetColumn column, String message) {}

    private final int row;
    private final String number;
    private final String title;
    private final @Nullable ContributionId contribution;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private @Nullable AgendaItemId item;
    private boolean releases;
    private @Nullable Decision decision;
    private int revision;
    private boolean withdraws;
    private @Nullable String reason;

    /** @param number as the portal writes it; as it was typed where the portal does not know it */
    SheetChange(int row, String number, String title, @Nullable ContributionId contribution) {
        this.row = row;
        this.number = number;
        this.title = title;
        this.contribution = contribution;
    }

    /** As a spreadsheet counts. */
    public int row() {
        return row;
    }

    public String number() {
        return number;
    }

    public String title() {
        return title;
    }

    public List<Cell> cells() {
        return List.copyOf(cells);
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public Outcome outcome() {
        return !problems.isEmpty() ? Outcome.WRONG : cells.isEmpty() ? Outcome.SAME : Outcome.CHANGED;
    }

    @Nullable ContributionId contribution() {
        return contribution;
    }

    void wrong(SheetColumn column, String message) {
        problems.add(new Problem(column, message));
    }

    boolean isWrong() {
        return !problems.isEmpty();
    }

    private void changes(SheetColumn column, String before, String after) {
        if (!before.equals(after)) {
            cells.add(new Cell(column, before, after));
        }
    }

    void places(AgendaItemId on, String before, String after) {
        item = on;
        changes(SheetColumn.AGENDA_ITEM, before, after);
    }

    void releases(String before) {
        releases = true;
        changes(SheetColumn.AGENDA_ITEM, before, "unallocated");
    }

    void decides(Decision what, int about) {
        decision = what;
        revision = about;
    }

    void withdraws(@Nullable String why) {
        withdraws = true;
        reason = why;
    }

    /** Those of what was decided, in the columns' order. */
    void says(SheetRow before, SheetTable.Line after, SheetColumn... columns) {
        Arrays.stream(columns)
                .filter(column -> after.cell(column) != null)
                .forEach(column -> changes(column, before.cell(column), after.text(column)));
    }

    @Nullable AgendaItemId item() {
        return item;
    }

    boolean released() {
        return releases;
    }

    @Nullable Decision decision() {
        return decision;
    }

    int revision() {
        return revision;
    }

    boolean withdrawn() {
        return withdraws;
    }

    @Nullable String reason() {
        return reason;
    }

    /** All that somebody who looked at it saw. */
    String seen() {
        return row + "\u0000" + contribution + "\u0000" + item + releases + "\u0000" + decision + revision + "\u0000"
                + withdraws + reason + "\u0000"
                + cells.stream().map(Cell::toString).collect(Collectors.joining("\u0000")) + "\u0000" + problems;
    }
}
