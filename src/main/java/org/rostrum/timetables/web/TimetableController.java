package org.rostrum.timetables.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.groups.GroupRef;
import org.rostrum.timetables.MyAgenda;
import org.rostrum.timetables.MyAgenda.Why;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.SessionView.VenueRoomRef;
import org.rostrum.timetables.Timetables;
import org.rostrum.timetables.Timetables.Timetable;
import org.rostrum.web.ReaderZone;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The timetable of an event as it is published. Its filters stand in the address, so that a view can be passed on. */
@Controller
class TimetableController {

    private final Events events;
    private final Timetables timetables;
    private final MyAgenda agenda;
    private final TimetablePages pages;
    private final Clock clock;

    TimetableController(Events events, Timetables timetables, MyAgenda agenda, TimetablePages pages, Clock clock) {
        this.events = events;
        this.timetables = timetables;
        this.agenda = agenda;
        this.pages = pages;
        this.clock = clock;
    }

    /** What is asked for, as the form shows it again. */
    record Filter(String group, String room, boolean mine) {

        public boolean some() {
            return !group.isEmpty() || !room.isEmpty() || mine;
        }

        boolean lets(SessionView session, Map<SessionId, Set<Why>> own) {
            boolean ofGroup = group.isEmpty()
                    || session.forAll()
                    || session.groups().stream().anyMatch(ref -> ref.code().equals(group));
            boolean inRoom = room.isEmpty()
                    || (session.room() != null && session.room().id().toString().equals(room));
            return ofGroup && inRoom && (!mine || own.containsKey(session.id()));
        }
    }

    @GetMapping("/events/{event}/timetable")
    String timetable(
            @PathVariable("event") EventId id,
            @RequestParam(defaultValue = "") String group,
            @RequestParam(defaultValue = "") String room,
            @RequestParam(defaultValue = "") String mine,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId reader,
            Viewer viewer,
            Model model) {
        EventView event = events.require(id);
        Instant now = clock.instant();
        Timetable timetable = timetables.of(event.week(), viewer);
        List<SessionView> sessions = timetable.sessions().stream()
                .filter(session -> event.within() == null || id.equals(session.part()))
                .toList();
        List<VenueRoomRef> rooms = timetables.rooms(event.week());
        List<String> groups = sessions.stream()
                .flatMap(session -> session.groups().stream())
                .map(GroupRef::code)
                .distinct()
                .sorted()
                .toList();
        Filter filter = new Filter(
                groups.contains(group) ? group : "",
                rooms.stream().map(VenueRoomRef::id).map(UUID::toString).anyMatch(room::equals) ? room : "",
                viewer.admitted() && !mine.isBlank());
        Map<SessionId, Set<Why>> own = viewer.admitted() ? agenda.of(viewer, event.week()) : Map.of();
        List<SessionView> shown =
                sessions.stream().filter(session -> filter.lets(session, own)).toList();
        model.addAttribute("event", event);
        model.addAttribute("week", event.within() == null ? null : events.require(event.week()));
        model.addAttribute("now", now);
        model.addAttribute("timetable", timetable);
        model.addAttribute("any", !sessions.isEmpty());
        model.addAttribute("groups", groups);
        model.addAttribute("rooms", used(rooms, sessions));
        model.addAttribute("filter", filter);
        model.addAttribute(
                "misread",
                !filter.group().equals(group) || !filter.room().equals(room)
                        ? "The address asks for a group or room that is not on this timetable. All are shown."
                        : null);
        List<EventId> held = new ArrayList<>(List.of(event.week()));
        held.add(id);
        model.addAttribute("page", pages.page(shown, rooms, events.programme(held, viewer), own, now, reader));
        return "timetable/timetable";
    }

    private static List<VenueRoomRef> used(List<VenueRoomRef> rooms, List<SessionView> sessions) {
        Set<UUID> used = sessions.stream()
                .map(SessionView::room)
                .filter(Objects::nonNull)
                .map(VenueRoomRef::id)
                .collect(java.util.stream.Collectors.toSet());
        return rooms.stream().filter(room -> used.contains(room.id())).toList();
    }
}
