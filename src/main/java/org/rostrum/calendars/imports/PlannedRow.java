package org.rostrum.calendars.imports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.timetables.DraftSession;

/**
 * What a row of a file would do.
 *
 * @param row as a spreadsheet counts, or the entry's number; 0 for a session that is not in the file
 * @param problems by the column they belong to
 * @param session as it would be; null where nothing is written
 */
public record PlannedRow(
        int row,
        String about,
        Outcome outcome,
        List<Change> changes,
        Map<String, String> problems,
        List<String> notices,
        @Nullable DraftSession session) {

    public enum Outcome {
        WRONG("Wrong"),
        GONE("Not in the file"),
        CHANGED("Changed"),
        NEW("New"),
        SAME("Stays"),
        LEFT_OUT("Left out");

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
}
