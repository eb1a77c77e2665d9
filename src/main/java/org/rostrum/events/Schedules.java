package org.rostrum.events;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.rostrum.events.Schedule.Entry;
import org.rostrum.shared.When;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The body's schedule as a viewer may see it: events for everybody, group meetings for those who may read them. */
@Service
public class Schedules {

    /** How far back the page goes before one asks for a year. */
    private static final int LATEST = 10;

    private final JdbcClient jdbc;
    private final Events events;
    private final Clock clock;

    Schedules(JdbcClient jdbc, Events events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** What is on, everything that comes, and the latest that is over. */
    public Schedule current(Viewer viewer, @Nullable EventKind kind) {
        Instant now = clock.instant();
        // Yesterday somewhere is today elsewhere: what ended before it is over in every zone.
        LocalDate yesterday = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
        Map<String, Object> window = new HashMap<>();
        window.put("since", yesterday);
        window.put("now", Timestamp.from(now));
        window.put("latest", LATEST);
        List<Entry> entries = entries(viewer, kind, currentEvents(kind), currentMeetings(), window);
        List<Entry> on = new ArrayList<>();
        List<Entry> coming = new ArrayList<>();
        List<Entry> over = new ArrayList<>();
        for (Entry entry : entries) {
            List<Entry> fitting = switch (entry.when(now)) {
                case NOW -> on;
                case UPCOMING -> coming;
                case PAST -> over;
            };
            fitting.add(entry);
        }
        Collections.reverse(over);
        return new Schedule(
                on,
                Schedule.byMonth(coming),
                Schedule.byMonth(over.subList(0, Math.min(LATEST, over.size()))),
                years(viewer, kind));
    }

    /** All that falls into a year, in its order; there is nothing in "now" then. */
    public Schedule ofYear(int year, Viewer viewer, @Nullable EventKind kind) {
        LocalDate first = LocalDate.of(year, 1, 1);
        LocalDate last = LocalDate.of(year, 12, 31);
        List<Entry> entries =
                entries(viewer, kind, yearEvents(kind), yearMeetings(), Map.of("first", first, "last", last));
        Instant now = clock.instant();
        List<Entry> over =
                entries.stream().filter(entry -> entry.when(now) == When.PAST).toList();
        List<Entry> rest =
                entries.stream().filter(entry -> entry.when(now) != When.PAST).toList();
        return new Schedule(List.of(), Schedule.byMonth(rest), Schedule.byMonth(over), years(viewer, kind));
    }

    /** All that falls into a month, in its order. */
    public List<Entry> ofMonth(YearMonth month, Viewer viewer, @Nullable EventKind kind) {
        Map<String, LocalDate> window = Map.of("first", month.atDay(1), "last", month.atEndOfMonth());
        return entries(viewer, kind, yearEvents(kind), yearMeetings(), window);
    }

    /** Everything there ever was and is to be, the latest first. */
    public List<Entry> all(Viewer viewer, @Nullable EventKind kind) {
        List<Entry> entries =
                entries(viewer, kind, Events.VIEW + " where true" + ofKind(kind), ALONE, Map.<String, Object>of());
        Collections.reverse(entries);
        return entries;
    }

    /** The nearest month after or before one in which an event begins; null where there is none. */
    public @Nullable YearMonth nearest(YearMonth month, boolean after, @Nullable EventKind kind) {
        JdbcClient.StatementSpec statement = jdbc.sql(
                        after
                                ? "select min(e.starts_on) as day from event e where e.starts_on > :day" + ofKind(kind)
                                : "select max(e.starts_on) as day from event e where e.starts_on < :day" + ofKind(kind))
                .param("day", after ? month.atEndOfMonth() : month.atDay(1));
        if (kind != null) {
            statement = statement.param("kind", kind.name());
        }
        LocalDate day = statement
                .query((row, n) -> Optional.ofNullable(row.getObject("day", LocalDate.class)))
                .single()
                .orElse(null);
        return day == null ? null : YearMonth.from(day);
    }

    private static String ofKind(@Nullable EventKind kind) {
        return kind == null ? "" : " and e.kind = :kind";
    }

    static String currentEvents(@Nullable EventKind kind) {
        return "(" + Events.VIEW + " where e.ends_on >= :since" + ofKind(kind) + ") union all (" + Events.VIEW
                + " where e.ends_on < :since" + ofKind(kind) + " order by e.ends_on desc, e.id limit :latest)";
    }

    static String yearEvents(@Nullable EventKind kind) {
        return Events.VIEW + " where e.starts_on <= :last and e.ends_on >= :first" + ofKind(kind);
    }

    private static final String ALONE =
            Events.PROGRAMME + " where m.event_id is null and " + ReadableMeetings.CONDITION;

    static String currentMeetings() {
        return "(" + ALONE + " and m.ends_at >= :now) union all (" + ALONE
                + " and m.ends_at < :now order by m.ends_at desc, m.id limit :latest)";
    }

    static String yearMeetings() {
        return ALONE + """
                 and m.starts_at < :last::date + 2 and m.ends_at >= :first::date - 1
                 and (m.starts_at at time zone m.time_zone)::date <= :last
                 and (m.ends_at at time zone m.time_zone)::date >= :first""";
    }

    private List<Entry> entries(
            Viewer viewer, @Nullable EventKind kind, String eventsSql, String meetingsSql, Map<String, ?> window) {
        JdbcClient.StatementSpec statement = jdbc.sql(eventsSql).params(window);
        if (kind != null) {
            statement = statement.param("kind", kind.name());
        }
        List<EventView> found = statement.query((row, n) -> Events.event(row)).list();
        List<Entry> entries = new ArrayList<>(entries(found, viewer));
        if (kind == null) {
            jdbc.sql(meetingsSql)
                    .params(window)
                    .params(ReadableMeetings.parameters(viewer))
                    .query((row, n) -> Events.meeting(row, viewer))
                    .list()
                    .forEach(meeting -> entries.add(Entry.alone(meeting)));
        }
        entries.sort(Schedule.IN_ORDER);
        return entries;
    }

    /** What is held within a week that is here too stands in it, not beside it. */
    private List<Entry> entries(List<EventView> found, Viewer viewer) {
        Map<EventId, List<ProgrammeMeeting>> programmes = programmes(found, viewer);
        Instant now = clock.instant();
        Map<EventId, Outlook> outlooks = events.outlooks(found.stream()
                .filter(event -> event.when(now) != When.PAST && !event.cancelled())
                .map(EventView::id)
                .toList());
        Set<EventId> here = found.stream().map(EventView::id).collect(Collectors.toSet());
        Map<EventId, List<EventView>> parts = found.stream()
                .filter(event -> event.within() != null && here.contains(event.within()))
                .sorted(Comparator.comparing(EventView::startsOn).thenComparing(EventView::name))
                .collect(Collectors.groupingBy(EventView::week));
        List<Entry> entries = new ArrayList<>();
        for (EventView event : found) {
            if (event.within() != null && here.contains(event.within())) {
                continue;
            }
            List<EventView> within = parts.getOrDefault(event.id(), List.of());
            List<ProgrammeMeeting> meetings = new ArrayList<>(programmes.getOrDefault(event.id(), List.of()));
            within.forEach(part -> meetings.addAll(programmes.getOrDefault(part.id(), List.of())));
            entries.add(new Entry(event, meetings, within, outlooks.getOrDefault(event.id(), Outlook.NONE)));
        }
        return entries;
    }

    /** On the schedule a meeting is there to be opened; what one may not open is found on the event's own page, by name. */
    private Map<EventId, List<ProgrammeMeeting>> programmes(List<EventView> found, Viewer viewer) {
        Map<EventId, List<ProgrammeMeeting>> programmes = new HashMap<>();
        List<EventId> ids = found.stream().map(EventView::id).toList();
        for (ProgrammeMeeting meeting : events.programme(ids, viewer)) {
            EventId event = meeting.event();
            if (meeting.readable() && event != null) {
                programmes.computeIfAbsent(event, id -> new ArrayList<>()).add(meeting);
            }
        }
        return programmes;
    }

    /** In which there is anything, the latest first. */
    public List<Integer> years(Viewer viewer, @Nullable EventKind kind) {
        String sql = "select extract(year from e.starts_on)::int as year from event e where true" + ofKind(kind);
        boolean withMeetings = kind == null;
        if (withMeetings) {
            sql += " union select extract(year from m.starts_at at time zone m.time_zone)::int from meeting m"
                    + " join working_group g on g.id = m.group_id where m.event_id is null and "
                    + ReadableMeetings.CONDITION;
        }
        JdbcClient.StatementSpec statement = jdbc.sql("select distinct year from (" + sql + ") y order by year desc");
        if (kind != null) {
            statement = statement.param("kind", kind.name());
        }
        if (withMeetings) {
            statement = statement.params(ReadableMeetings.parameters(viewer));
        }
        return statement.query((row, n) -> row.getInt("year")).list();
    }
}
