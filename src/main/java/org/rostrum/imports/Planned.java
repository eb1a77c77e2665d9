package org.rostrum.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/** What one row of a file would do. Built up while the row is looked at. */
public final class Planned {

    /** What becomes of a row. */
    public enum Outcome {
        WRONG("Wrong"),
        NEW("New"),
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
    public record Change(String field, String before, String after) {}

    /** @param column empty where the row as a whole is wrong */
    public record Problem(String column, String message) {}

    private final int row;
    private final String subject;
    private final List<Change> changes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Object> written = new LinkedHashMap<>();
    private @Nullable UUID id;
    private boolean isNew;

    Planned(int row, String subject) {
        this.row = row;
        this.subject = subject;
    }

    public int row() {
        return row;
    }

    /** What the row is about, in the user's words. */
    public String subject() {
        return subject;
    }

    public List<Change> changes() {
        return changes;
    }

    public List<Problem> problems() {
        return problems;
    }

    public Outcome outcome() {
        if (!problems.isEmpty()) {
            return Outcome.WRONG;
        }
        return isNew ? Outcome.NEW : changes.isEmpty() ? Outcome.SAME : Outcome.CHANGED;
    }

    boolean writes() {
        return outcome() == Outcome.NEW || outcome() == Outcome.CHANGED;
    }

    void wrong(String column, String message) {
        problems.add(new Problem(column, message));
    }

    /** What a rule of the field has against it. */
    void wrong(String column, Refusal refusal) {
        wrong(column, String.valueOf(refusal.getMessage()));
    }

    void is(UUID known) {
        id = known;
    }

    void isNew(UUID given) {
        id = given;
        isNew = true;
    }

    UUID id() {
        if (id == null) {
            throw new IllegalStateException("row " + row + " is about nothing");
        }
        return id;
    }

    boolean isAboutSomething() {
        return id != null;
    }

    boolean isNew() {
        return isNew;
    }

    /** Notes a field where it differs. @return whether it does */
    boolean change(String field, @Nullable String before, @Nullable String after) {
        String was = before == null ? "" : before;
        String becomes = after == null ? "" : after;
        if (was.equals(becomes)) {
            return false;
        }
        changes.add(new Change(field, was, becomes));
        return true;
    }

    /** A value for the statements that write. */
    void write(String column, @Nullable Object value) {
        if (value != null) {
            written.put(column, value);
        }
    }

    Map<String, Object> written() {
        Map<String, Object> all = new LinkedHashMap<>(written);
        all.put("id", id());
        all.put("is_new", isNew);
        return all;
    }

    Map<String, String> before() {
        return sides(true);
    }

    Map<String, String> after() {
        return sides(false);
    }

    private Map<String, String> sides(boolean before) {
        Map<String, String> sides = new LinkedHashMap<>();
        changes.forEach(change -> sides.put(change.field(), before ? change.before() : change.after()));
        return sides;
    }
}
