package org.rostrum.timetables.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A timetable as its page writes it.
 *
 * @param jump to what goes on now, or comes next today; null on other days
 */
record TimetablePage(List<Day> days, @Nullable Jump jump) {

    record Jump(String word, String href) {}

    /**
     * @param id of its heading
     * @param shortName for the navigation
     * @param zone in which the times are meant, in words
     * @param byRoom whether the columns are rooms, and have names
     * @param look a class by the number of columns
     */
    record Day(
            String id,
            String name,
            String shortName,
            String zone,
            boolean today,
            boolean byRoom,
            int width,
            String look,
            List<Column> columns,
            List<Row> rows) {}

    /** @param seats null where nobody has counted */
    record Column(String name, @Nullable String seats, int width) {}

    /** @param look a class by how long the row is */
    record Row(String clock, String look, List<Cell> cells) {}

    /** @param line null for an empty one */
    record Cell(@Nullable SessionLine line, int width, int rows) {}
}
