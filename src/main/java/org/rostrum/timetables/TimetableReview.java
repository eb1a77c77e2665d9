package org.rostrum.timetables;

import java.util.List;

/**
 * What publishing the draft would change, and who would be told of it.
 *
 * @param version that it would become
 * @param told people who hear the same are counted together; the most changes first
 */
public record TimetableReview(TimetableDraft draft, int version, List<Difference> differences, List<Told> told) {

    /** @param differences that each of these people is told of; in a first version none is named */
    public record Told(int people, List<Difference> differences) {}

    public boolean first() {
        return version == 1;
    }

    public int people() {
        return told.stream().mapToInt(Told::people).sum();
    }
}
