package org.rostrum.timetables.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.timetables.Conflict;
import org.rostrum.timetables.Conflicts;
import org.rostrum.timetables.Difference;
import org.rostrum.timetables.DraftRow;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.TimetableDraft;
import org.rostrum.timetables.TimetableDrafts;
import org.rostrum.timetables.TimetablePublications;
import org.rostrum.timetables.Timetables;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** Lays a draft out for its editor. */
@Component
class EditorBoards {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    /** An event of months is edited by day all the same, but not all of its days are drawn. */
    private static final int MOST_DAYS = 40;

    private final TimetableDrafts drafts;
    private final TimetablePublications publications;
    private final Conflicts conflicts;
    private final Timetables timetables;
    private final Times times;

    EditorBoards(
            TimetableDrafts drafts,
            TimetablePublications publications,
            Conflicts conflicts,
            Timetables timetables,
            Times times) {
        this.drafts = drafts;
        this.publications = publications;
        this.conflicts = conflicts;
        this.timetables = timetables;
        this.times = times;
    }

    EditorBoard of(EventId event, Viewer viewer) {
        TimetableDraft draft = drafts.of(event, viewer);
        List<Conflict> found = conflicts.in(draft);
        Map<SessionId, Difference> changes = publications.changes(draft).stream()
                .collect(Collectors.toMap(Difference::session, Function.identity()));
        EventView week = draft.event();
        ZoneId zone = week.zoneOrUtc();
        SortedMap<LocalDate, List<DraftRow>> byDay = new TreeMap<>();
        if (!week.monthsOnly()) {
            week.startsOn()
                    .datesUntil(week.endsOn().plusDays(1))
                    .limit(MOST_DAYS)
                    .forEach(day -> byDay.put(day, new ArrayList<>()));
        }
        draft.rows()
                .forEach(row -> byDay.computeIfAbsent(row.day(zone), day -> new ArrayList<>())
                        .add(row));
        List<EditorBoard.Day> days = new ArrayList<>();
        byDay.forEach((day, rows) -> {
            Instant start = day.atStartOfDay(zone).toInstant();
            Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
            int minutes = (int) Duration.between(start, end).toMinutes();
            days.add(new EditorBoard.Day(
                    day.toString(),
                    NAME.format(day),
                    SHORT.format(day),
                    times.zone(zone, start.plus(Duration.ofHours(12))),
                    start.toEpochMilli(),
                    minutes,
                    IntStream.rangeClosed(0, minutes / 60)
                            .mapToObj(hour -> times.clock(start.plus(Duration.ofHours(hour)), zone))
                            .collect(Collectors.joining(",")),
                    rows.stream()
                            .map(row -> item(row, start, zone, found, changes))
                            .toList()));
        });
        return new EditorBoard(draft, timetables.rooms(week.id()), days, found, changes.size());
    }

    private EditorBoard.Item item(
            DraftRow row, Instant start, ZoneId zone, List<Conflict> found, Map<SessionId, Difference> changes) {
        Instant startsAt = row.session().startsAt();
        Instant endsAt = row.session().endsAt();
        return new EditorBoard.Item(
                row,
                (int) Duration.between(start, startsAt).toMinutes(),
                (int) Duration.between(start, endsAt).toMinutes(),
                times.hours(startsAt, endsAt, zone),
                found.stream().filter(conflict -> conflict.concerns(row.id())).toList(),
                changes.get(row.id()));
    }
}
