package org.rostrum.timetables.web;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.Events;
import org.rostrum.events.ProgrammeMeeting;
import org.rostrum.timetables.MyAgenda;
import org.rostrum.timetables.MyAgenda.Entry;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionKind;
import org.rostrum.web.OwnPath;
import org.rostrum.web.ReaderZone;
import org.rostrum.web.Times;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** What the reader marked or is part of, what comes first; and marking. */
@Controller
class MyAgendaController {

    /** Who comes to more than this in a year reads it in their calendar. */
    private static final int MOST = 200;

    private static final Duration YEAR = Duration.ofDays(366);

    private final MyAgenda agenda;
    private final Events events;
    private final SessionLines lines;
    private final Times times;
    private final Clock clock;

    MyAgendaController(MyAgenda agenda, Events events, SessionLines lines, Times times, Clock clock) {
        this.agenda = agenda;
        this.events = events;
        this.lines = lines;
        this.times = times;
        this.clock = clock;
    }

    record Day(String heading, List<SessionLine> lines) {}

    /** A session or a meeting, for what both have. */
    private record Item(
            String title,
            Instant startsAt,
            Instant endsAt,
            ZoneId zone,
            boolean takesOnesTime,
            @Nullable Entry entry,
            @Nullable ProgrammeMeeting meeting) {

        static Item of(Entry entry) {
            var session = entry.session();
            return new Item(
                    session.title(),
                    session.startsAt(),
                    session.endsAt(),
                    session.zone(),
                    !session.cancelled() && session.kind() != SessionKind.BREAK && session.kind() != SessionKind.SOCIAL,
                    entry,
                    null);
        }

        static Item of(ProgrammeMeeting meeting) {
            return new Item(
                    meeting.name(),
                    meeting.startsAt(),
                    meeting.endsAt(),
                    meeting.timeZone(),
                    // One of several days is the frame of what one goes to in it, not a thing beside it.
                    !meeting.cancelled() && meeting.startsOn().equals(meeting.endsOn()),
                    null,
                    meeting);
        }

        boolean overlaps(Item other) {
            return takesOnesTime
                    && other.takesOnesTime
                    && startsAt.isBefore(other.endsAt)
                    && other.startsAt.isBefore(endsAt);
        }

        LocalDate day() {
            return startsAt.atZone(zone).toLocalDate();
        }
    }

    @GetMapping("/my-agenda")
    String myAgenda(
            @RequestParam(defaultValue = "") String past,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId reader,
            Viewer viewer,
            Model model) {
        boolean over = !past.isBlank();
        Instant now = clock.instant();
        Instant from = over ? now.minus(YEAR) : now;
        Instant to = over ? now : now.plus(YEAR);
        List<Item> items = Stream.concat(
                        agenda.of(viewer, from, to).stream().map(Item::of),
                        agenda.meetings(viewer, from, to).stream().map(Item::of))
                .sorted(Comparator.comparing(Item::startsAt)
                        .thenComparing(Item::endsAt)
                        .thenComparing(Item::title))
                .toList();
        if (over) {
            items = items.reversed();
        }
        model.addAttribute("over", over);
        model.addAttribute("more", items.size() > MOST);
        model.addAttribute("days", days(items.subList(0, Math.min(MOST, items.size())), now, reader, viewer));
        return "timetable/my-agenda";
    }

    private List<Day> days(List<Item> items, Instant now, @Nullable ZoneId reader, Viewer viewer) {
        Map<EventId, List<ProgrammeMeeting>> meetings = meetings(items, viewer);
        List<Day> days = new ArrayList<>();
        LocalDate last = null;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (!item.day().equals(last)) {
                last = item.day();
                days.add(new Day(times.day(item.startsAt(), item.zone()), new ArrayList<>()));
            }
            days.getLast().lines().add(line(item, overlaps(items, i), meetings, now, reader));
        }
        return days;
    }

    private SessionLine line(
            Item item,
            @Nullable String overlaps,
            Map<EventId, List<ProgrammeMeeting>> meetings,
            Instant now,
            @Nullable ZoneId reader) {
        if (item.meeting() != null) {
            return lines.line(item.meeting(), now, reader, overlaps);
        }
        Entry entry = Objects.requireNonNull(item.entry());
        return lines.line(
                entry.session(),
                meetings.getOrDefault(entry.session().event(), List.of()),
                now,
                reader,
                true,
                entry.why(),
                overlaps);
    }

    private Map<EventId, List<ProgrammeMeeting>> meetings(List<Item> items, Viewer viewer) {
        Set<EventId> shown = items.stream()
                .flatMap(item -> Stream.ofNullable(item.entry()))
                .map(entry -> entry.session().event())
                .collect(Collectors.toSet());
        return events.programme(shown, viewer).stream()
                .filter(meeting -> meeting.event() != null)
                .collect(Collectors.groupingBy(meeting -> Objects.requireNonNull(meeting.event())));
    }

    /** Nobody is in two places: which others of one's own go on at the same time. */
    private @Nullable String overlaps(List<Item> items, int index) {
        Item item = items.get(index);
        String others = items.stream()
                .filter(other -> !other.equals(item) && item.overlaps(other))
                .map(other -> other.title() + ", " + times.hours(other.startsAt(), other.endsAt(), other.zone()))
                .collect(Collectors.joining("; "));
        return others.isEmpty() ? null : "At the same time: " + others;
    }

    @PostMapping("/sessions/{session}/mark")
    ResponseEntity<Void> mark(
            @PathVariable SessionId session, @RequestParam(defaultValue = "/my-agenda") String from, Viewer viewer) {
        agenda.mark(session, viewer);
        return back(from, session);
    }

    @PostMapping("/sessions/{session}/mark/removal")
    ResponseEntity<Void> unmark(
            @PathVariable SessionId session, @RequestParam(defaultValue = "/my-agenda") String from, Viewer viewer) {
        agenda.unmark(session, viewer);
        return back(from, session);
    }

    /** To the row it was marked in, so that a page without a script stays where it was read. */
    private static ResponseEntity<Void> back(String from, SessionId session) {
        String path = OwnPath.of(from).toString();
        int anchor = path.indexOf('#');
        String page = anchor < 0 ? path : path.substring(0, anchor);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(page + "#s-" + session))
                .build();
    }
}
