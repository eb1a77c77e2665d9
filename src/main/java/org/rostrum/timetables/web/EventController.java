package org.rostrum.timetables.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.events.ProgrammeMeeting;
import org.rostrum.shared.Markdown;
import org.rostrum.timetables.MyAgenda;
import org.rostrum.timetables.MyAgenda.Why;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.Timetables;
import org.rostrum.timetables.Timetables.Timetable;
import org.rostrum.web.ReaderZone;
import org.rostrum.web.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;

/** An event's own page: what a newcomer asks, and the first thing whoever is there needs. */
@Controller
class EventController {

    /** More of a day than this is read on the timetable. */
    private static final int BRIEF = 12;

    private final Events events;
    private final Timetables timetables;
    private final MyAgenda agenda;
    private final SessionLines lines;
    private final StructuredData data;
    private final Markdown markdown;
    private final Times times;
    private final Clock clock;

    EventController(
            Events events,
            Timetables timetables,
            MyAgenda agenda,
            SessionLines lines,
            StructuredData data,
            Markdown markdown,
            Times times,
            Clock clock) {
        this.events = events;
        this.timetables = timetables;
        this.agenda = agenda;
        this.lines = lines;
        this.data = data;
        this.markdown = markdown;
        this.times = times;
        this.clock = clock;
    }

    /** A day of the timetable in few lines. */
    record Brief(String day, boolean today, List<SessionLine> lines, int more) {}

    @GetMapping("/events/{event}")
    String event(
            @PathVariable("event") EventId id,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId reader,
            Viewer viewer,
            Model model) {
        EventView event = events.require(id);
        Instant now = clock.instant();
        List<EventView> within = event.within() == null ? events.within(id) : List.of();
        List<ProgrammeMeeting> programme = events.programme(id, viewer);
        Timetable timetable = timetables.of(event.week(), viewer);
        List<SessionView> sessions = timetable.sessions().stream()
                .filter(session -> event.within() == null || id.equals(session.part()))
                .toList();
        Map<SessionId, Set<Why>> own =
                viewer.admitted() && !sessions.isEmpty() ? agenda.of(viewer, event.week()) : Map.of();
        model.addAttribute("event", event);
        model.addAttribute("week", event.within() == null ? null : events.require(event.week()));
        model.addAttribute("within", within);
        model.addAttribute("programme", programme);
        model.addAttribute("outlook", events.outlook(id));
        model.addAttribute("rooms", timetables.rooms(event.week()));
        model.addAttribute("brief", sessions.isEmpty() ? null : brief(sessions, programme, own, now, reader));
        model.addAttribute("description", event.description().isBlank() ? null : markdown.toHtml(event.description()));
        model.addAttribute("data", data.of(event, within, sessions));
        model.addAttribute("now", now);
        return "event/event";
    }

    /** Today, the next day with sessions, or the first. */
    private Brief brief(
            List<SessionView> sessions,
            List<ProgrammeMeeting> programme,
            Map<SessionId, Set<Why>> own,
            Instant now,
            @Nullable ZoneId reader) {
        ZoneId zone = sessions.getFirst().zone();
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate day = sessions.stream()
                .map(SessionView::day)
                .filter(one -> !one.isBefore(today))
                .findFirst()
                .orElseGet(() -> sessions.getFirst().day());
        List<SessionView> ofDay =
                sessions.stream().filter(session -> session.day().equals(day)).toList();
        return new Brief(
                times.day(ofDay.getFirst().startsAt(), zone),
                day.equals(today),
                ofDay.stream()
                        .limit(BRIEF)
                        .map(session -> lines.line(session, programme, now, reader, false, own.get(session.id()), null))
                        .toList(),
                Math.max(0, ofDay.size() - BRIEF));
    }
}
