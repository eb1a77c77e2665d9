package org.rostrum.timetables.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.timetables.Conflict;
import org.rostrum.timetables.Difference;
import org.rostrum.timetables.DraftRow;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.TimetableDraft;

/**
 * The draft as the editor's page writes it: a list by day, from which the script lays out a grid.
 *
 * @param changes how many sessions are not as they are published
 */
record EditorBoard(
        TimetableDraft draft,
        List<SessionView.VenueRoomRef> rooms,
        List<Day> days,
        List<Conflict> conflicts,
        int changes) {

    /**
     * @param date as addresses write it
     * @param start of the day, in milliseconds since 1970
     * @param minutes that it has: 1440, or fewer or more where the clocks change
     * @param hours what the clocks of the place show at each full hour of it, separated by commas
     */
    record Day(
            String date,
            String name,
            String shortName,
            String zone,
            long start,
            int minutes,
            String hours,
            List<Item> items) {

        public boolean conflicting() {
            return items.stream().anyMatch(item -> !item.conflicts().isEmpty());
        }
    }

    /**
     * @param from minutes since the day's start
     * @param to the same, beyond the day's end where it lasts into the next
     */
    record Item(
            DraftRow row,
            int from,
            int to,
            String hours,
            List<Conflict> conflicts,
            @Nullable Difference difference) {}
}
