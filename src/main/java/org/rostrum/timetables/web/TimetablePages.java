package org.rostrum.timetables.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.ProgrammeMeeting;
import org.rostrum.shared.When;
import org.rostrum.timetables.MyAgenda.Why;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.SessionView.VenueRoomRef;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** Lays a timetable out for its page. */
@Component
class TimetablePages {

    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    /** A row is a quarter of an hour high, four hours at most: nights between sessions are not drawn to scale. */
    private static final int QUARTER = 15;

    private static final int TALLEST = 16;
    private static final int TALLEST_EMPTY = 2;
    /** As many as the style sheet has widths for. */
    private static final int MOST_COLUMNS = 12;

    private final SessionLines lines;
    private final Times times;

    TimetablePages(SessionLines lines, Times times) {
        this.lines = lines;
        this.times = times;
    }

    TimetablePage page(
            List<SessionView> sessions,
            List<VenueRoomRef> rooms,
            List<ProgrammeMeeting> meetings,
            Map<SessionId, Set<Why>> mine,
            Instant now,
            @Nullable ZoneId reader) {
        SortedMap<LocalDate, List<SessionView>> byDay = new TreeMap<>();
        sessions.forEach(session ->
                byDay.computeIfAbsent(session.day(), day -> new ArrayList<>()).add(session));
        List<TimetablePage.Day> days = new ArrayList<>();
        byDay.forEach((day, ofDay) -> {
            DayGrid grid = new DayGrid(ofDay, rooms);
            ZoneId zone = ofDay.getFirst().zone();
            boolean clocksChange = clocksChange(day, zone);
            days.add(new TimetablePage.Day(
                    "day-" + day,
                    times.day(ofDay.getFirst().startsAt(), zone),
                    SHORT.format(day),
                    said(day, zone),
                    day.equals(now.atZone(zone).toLocalDate()),
                    grid.byRoom(),
                    grid.width(),
                    "tt-columns-" + Math.min(MOST_COLUMNS, grid.width()),
                    grid.columns().stream().map(TimetablePages::column).toList(),
                    grid.rows().stream()
                            .map(row -> row(row, day, zone, clocksChange, meetings, mine, now, reader))
                            .toList()));
        });
        return new TimetablePage(days, jump(sessions, now));
    }

    private static TimetablePage.Column column(DayGrid.Column column) {
        VenueRoomRef room = column.room();
        return room == null
                ? new TimetablePage.Column("No room", null, column.width())
                : new TimetablePage.Column(
                        room.name(), room.capacity() == null ? null : room.capacity() + " seats", column.width());
    }

    private TimetablePage.Row row(
            DayGrid.Row row,
            LocalDate day,
            ZoneId zone,
            boolean clocksChange,
            List<ProgrammeMeeting> meetings,
            Map<SessionId, Set<Why>> mine,
            Instant now,
            @Nullable ZoneId reader) {
        List<TimetablePage.Cell> cells = row.cells().stream()
                .map(cell -> new TimetablePage.Cell(
                        cell.session() == null
                                ? null
                                : lines.line(
                                        cell.session(),
                                        meetings,
                                        now,
                                        reader,
                                        false,
                                        mine.get(cell.session().id()),
                                        null),
                        cell.width(),
                        cell.rows()))
                .toList();
        boolean nothing = cells.size() == 1 && cells.getFirst().line() == null;
        int quarters = (int) Math.ceilDiv(row.length().toMinutes(), (long) QUARTER);
        LocalDate begins = row.from().atZone(zone).toLocalDate();
        String clock = clocksChange ? times.clockNamed(row.from(), zone) : times.clock(row.from(), zone);
        return new TimetablePage.Row(
                begins.equals(day) ? clock : clock + ", " + WEEKDAY.format(begins),
                "tt-" + Math.clamp(quarters, 1, nothing ? TALLEST_EMPTY : TALLEST),
                cells);
    }

    private static boolean clocksChange(LocalDate day, ZoneId zone) {
        return !zone.getRules()
                .getOffset(day.atStartOfDay(zone).toInstant())
                .equals(zone.getRules()
                        .getOffset(day.plusDays(1).atStartOfDay(zone).toInstant()));
    }

    /** "Times are in CEST (Warsaw)", and on a day of 23 or 25 hours why it is one. */
    private String said(LocalDate day, ZoneId zone) {
        Instant start = day.atStartOfDay(zone).toInstant();
        Instant noon = day.atTime(LocalTime.NOON).atZone(zone).toInstant();
        if (!clocksChange(day, zone)) {
            return "Times are in " + times.zone(zone, noon);
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(start.minusSeconds(1));
        Duration by = change.getDuration();
        return "The clocks are put %s by %d minutes this day: %s becomes %s. Each time says which it is"
                .formatted(
                        by.isNegative() ? "back" : "forward",
                        Math.abs(by.toMinutes()),
                        times.clockNamed(change.getInstant().minusSeconds(60), zone),
                        times.clockNamed(change.getInstant(), zone));
    }

    private static TimetablePage.@Nullable Jump jump(List<SessionView> sessions, Instant now) {
        return sessions.stream()
                .filter(session -> !session.cancelled() && session.when(now) == When.NOW)
                .findFirst()
                .map(session -> new TimetablePage.Jump("Jump to now", "#s-" + session.id()))
                .or(() -> sessions.stream()
                        .filter(session -> !session.cancelled() && session.when(now) == When.UPCOMING)
                        .min(Comparator.comparing(SessionView::startsAt))
                        .filter(session ->
                                session.day().equals(now.atZone(session.zone()).toLocalDate()))
                        .map(session -> new TimetablePage.Jump("Jump to what is next today", "#s-" + session.id())))
                .orElse(null);
    }
}
