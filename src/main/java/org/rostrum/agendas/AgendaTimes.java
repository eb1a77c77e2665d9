package org.rostrum.agendas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaOutlook.Held;
import org.rostrum.events.EventId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.timetables.Timetables;
import org.rostrum.web.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** When the items of an agenda are, were or are going to be treated. */
@Service
public class AgendaTimes {

    private final Timetables timetables;
    private final AgendaRun run;
    private final Times times;
    private final JdbcClient jdbc;
    private final Clock clock;

    AgendaTimes(Timetables timetables, AgendaRun run, Times times, JdbcClient jdbc, Clock clock) {
        this.timetables = timetables;
        this.run = run;
        this.times = times;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Of a version that members read. Only the one in force has real times and a forecast, and these only from when the
     * room came to its first item.
     */
    public Timing of(MeetingView meeting, PublishedAgenda agenda) {
        List<Stay> stays = agenda.inForce() ? run.stays(meeting.id()) : List.of();
        return timing(slots(agenda.items()), hours(meeting), stays, held(meeting));
    }

    private Timing timing(List<TimePlan.Slot> slots, MeetingHours hours, List<Stay> stays, Held meeting) {
        TimePlan plan = new TimePlan(slots, hours);
        if (stays.isEmpty()) {
            return plan.timing();
        }
        Instant now = clock.instant();
        Instant sits = hours.end().isAfter(meeting.endsAt()) ? hours.end() : meeting.endsAt();
        AgendaItemId on =
                sits.plus(AgendaRun.OVERTIME).isAfter(now) && stays.getLast().endedAt() == null
                        ? stays.getLast().item()
                        : null;
        boolean over = on == null && !now.isBefore(sits);
        return plan.timing(stays, on, over ? null : now, end(plan, meeting.zone(), now));
    }

    private record Row(UUID meeting, int version, Instant publishedAt, TimePlan.Slot slot, String title) {}

    /** Of several meetings at once, as many statements as for one; those without a published agenda are missing. */
    public Map<UUID, AgendaOutlook> outlooks(List<Held> meetings) {
        if (meetings.isEmpty()) {
            return Map.of();
        }
        List<UUID> ids = meetings.stream().map(Held::meeting).toList();
        Map<UUID, List<Row>> rows = rows(ids);
        Map<UUID, List<Stay>> stays = run.stays(ids);
        Map<UUID, MeetingHours> hours = hours(meetings);
        Map<UUID, AgendaOutlook> outlooks = new HashMap<>();
        for (Held meeting : meetings) {
            List<Row> items = rows.getOrDefault(meeting.meeting(), List.of());
            if (!items.isEmpty()) {
                outlooks.put(
                        meeting.meeting(),
                        outlook(
                                items,
                                stays.getOrDefault(meeting.meeting(), List.of()),
                                Objects.requireNonNull(hours.get(meeting.meeting())),
                                meeting));
            }
        }
        return outlooks;
    }

    private AgendaOutlook outlook(List<Row> items, List<Stay> stays, MeetingHours hours, Held meeting) {
        Timing timing = timing(items.stream().map(Row::slot).toList(), hours, stays, meeting);
        Instant changed = items.getFirst().publishedAt();
        if (!stays.isEmpty()) {
            Instant moved = stays.getLast().moved();
            changed = moved.isAfter(changed) ? moved : changed;
        }
        boolean growsOld = timing.items().values().stream().anyMatch(time -> time.forecast() != null);
        if (growsOld) {
            Instant step = Instant.ofEpochSecond(clock.instant().getEpochSecond() / 300 * 300);
            changed = step.isAfter(changed) ? step : changed;
        }
        List<AgendaOutlook.Line> lines = items.stream()
                .map(row -> new AgendaOutlook.Line(
                        row.slot().number(),
                        row.title(),
                        Objects.requireNonNull(timing.items().get(row.slot().id()))))
                .toList();
        return new AgendaOutlook(items.getFirst().version(), changed, lines, timing.overflow());
    }

    private Map<UUID, List<Row>> rows(List<UUID> meetings) {
        return jdbc
                .sql("""
                        select a.meeting_id, a.version, p.published_at, i.item_id, i.number, i.depth, i.minutes, i.title
                          from agenda a
                          join agenda_publication p on p.meeting_id = a.meeting_id and p.version = a.version
                          join agenda_published_item i on i.meeting_id = a.meeting_id and i.version = a.version
                         where a.meeting_id in (:meetings) and i.kind <> 'INTERNAL'
                         order by a.meeting_id, i.position""")
                .param("meetings", meetings)
                .query((row, n) -> new Row(
                        row.getObject("meeting_id", UUID.class),
                        row.getInt("version"),
                        row.getTimestamp("published_at").toInstant(),
                        new TimePlan.Slot(
                                new AgendaItemId(row.getObject("item_id", UUID.class)),
                                Objects.requireNonNullElse(row.getString("number"), ""),
                                row.getInt("depth"),
                                length(row.getObject("minutes", Integer.class))),
                        row.getString("title")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::meeting));
    }

    /** Of a draft as it would be if it were published. Rows that have no identity yet take their time, too. */
    public Timing planned(MeetingView meeting, List<OutlineRow> rows) {
        List<String> numbers = Outline.numbers(rows);
        List<TimePlan.Slot> slots = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            OutlineRow row = rows.get(i);
            if (row.kind() != ItemKind.INTERNAL) {
                slots.add(new TimePlan.Slot(row.id(), numbers.get(i), row.depth(), length(row.minutes())));
            }
        }
        return new TimePlan(slots, hours(meeting)).timing();
    }

    /** "the session ends at 17:00 CET (Warsaw)"; with its day where that is not today's. */
    private String end(TimePlan plan, ZoneId zone, Instant now) {
        Instant end = plan.hours().end();
        boolean today = end.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (plan.ofSessions() ? "the last session" : "the meeting")
                + (end.isAfter(now) ? " ends " : " ended ")
                + (today ? "at " : times.day(end, zone) + ", ")
                + times.clock(end, zone) + " " + times.zone(zone, end);
    }

    /** How many minutes the meeting sits. */
    public int available(MeetingView meeting) {
        return (int) hours(meeting).spans().stream()
                .map(MeetingHours.Span::length)
                .reduce(Duration.ZERO, Duration::plus)
                .toMinutes();
    }

    private static List<TimePlan.Slot> slots(List<AgendaEntry> items) {
        return items.stream()
                .filter(item -> item.kind() != ItemKind.INTERNAL)
                .map(item -> new TimePlan.Slot(item.id(), item.number(), item.depth(), length(item.minutes())))
                .toList();
    }

    private static Duration length(@Nullable Integer minutes) {
        return minutes == null ? Duration.ZERO : Duration.ofMinutes(minutes);
    }

    private static Held held(MeetingView meeting) {
        return new Held(
                meeting.id().value(),
                meeting.event(),
                meeting.group().id(),
                meeting.timeZone(),
                meeting.startsAt(),
                meeting.endsAt());
    }

    private MeetingHours hours(MeetingView meeting) {
        return Objects.requireNonNull(
                hours(List.of(held(meeting))).get(meeting.id().value()));
    }

    private Map<UUID, MeetingHours> hours(List<Held> meetings) {
        List<Timetables.Sitter> sitters = new ArrayList<>();
        for (Held meeting : meetings) {
            if (meeting.event() != null) {
                sitters.add(new Timetables.Sitter(
                        meeting.meeting(),
                        new EventId(meeting.event()),
                        meeting.group(),
                        midnight(meeting.startsAt(), meeting.zone(), 0),
                        midnight(meeting.endsAt(), meeting.zone(), 1)));
            }
        }
        Map<UUID, List<Timetables.Sitting>> sittings = timetables.sittings(sitters);
        Map<UUID, MeetingHours> hours = new HashMap<>();
        for (Held meeting : meetings) {
            List<MeetingHours.Span> sessions = sittings.getOrDefault(meeting.meeting(), List.of()).stream()
                    .map(sitting -> new MeetingHours.Span(sitting.startsAt(), sitting.endsAt()))
                    .toList();
            hours.put(
                    meeting.meeting(),
                    sessions.isEmpty()
                            ? MeetingHours.ofMeeting(meeting.startsAt(), meeting.endsAt(), meeting.zone())
                            : MeetingHours.ofSessions(sessions));
        }
        return hours;
    }

    /** A session may begin before the meeting's own hour, on its first day. */
    private static Instant midnight(Instant at, ZoneId zone, int later) {
        LocalDate day = at.atZone(zone).toLocalDate().plusDays(later);
        return day.atStartOfDay(zone).toInstant();
    }
}
