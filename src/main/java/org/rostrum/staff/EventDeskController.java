package org.rostrum.staff;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventPlanning;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.events.VenueRoomId;
import org.rostrum.events.VenueRoomText;
import org.rostrum.events.VenueRooms;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.Told;
import org.rostrum.timetables.TimetableExpectation;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** From where the staff run one event: how far it is prepared, its rooms, what is held in it; cancelling it. */
@Controller
@RequestMapping("/staff/events/{event}")
class EventDeskController {

    private final EventRegister register;
    private final Events events;
    private final EventPlanning planning;
    private final VenueRooms rooms;
    private final TimetableExpectation expectation;
    private final Clock clock;

    EventDeskController(
            EventRegister register,
            Events events,
            EventPlanning planning,
            VenueRooms rooms,
            TimetableExpectation expectation,
            Clock clock) {
        this.register = register;
        this.events = events;
        this.planning = planning;
        this.rooms = rooms;
        this.expectation = expectation;
        this.clock = clock;
    }

    record RoomForm(
            @Nullable String name,
            @Nullable String capacity,
            @Nullable String note) {

        VenueRoomText text() {
            return new VenueRoomText(name, capacity, note);
        }
    }

    @GetMapping
    ModelAndView desk(@PathVariable EventId event, Viewer viewer) {
        return desk(event, new RoomForm("", "", ""), viewer);
    }

    private ModelAndView desk(EventId id, RoomForm form, Viewer viewer) {
        EventView event = events.require(id);
        EventRegister.Preparations preparations = register.preparations(event.week());
        return new ModelAndView("event/desk")
                .addObject("event", event)
                .addObject("now", clock.instant())
                .addObject("form", form)
                .addObject("week", event.within() == null ? null : events.require(event.within()))
                .addObject("parts", events.within(id))
                .addObject("preparations", preparations)
                .addObject("expectedOn", preparations.timetableExpectedOn())
                .addObject("rooms", rooms.of(event.week()))
                .addObject("programme", events.programme(id, viewer))
                .addObject("without", register.groupsWithout(id));
    }

    // --- Rooms of the venue ------------------------------------------------------------------------------------------

    @PostMapping("/venue-rooms")
    ModelAndView addRoom(
            @PathVariable EventId event,
            @ModelAttribute("form") RoomForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            rooms.add(event, form.text(), viewer.requirePerson());
            next.addFlashAttribute("said", "The room is added.");
            return toRooms(event);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, desk(event, form, viewer));
        }
    }

    @GetMapping("/venue-rooms/{venueRoom}")
    ModelAndView room(@PathVariable EventId event, @PathVariable VenueRoomId venueRoom) {
        VenueRooms.Listed room = rooms.require(event, venueRoom);
        return room(
                event,
                room,
                new RoomForm(
                        room.name(),
                        room.capacity() == null ? "" : room.capacity().toString(),
                        room.note()));
    }

    private ModelAndView room(EventId event, VenueRooms.Listed room, RoomForm form) {
        return new ModelAndView("event/venue-room")
                .addObject("event", events.require(event))
                .addObject("now", clock.instant())
                .addObject("room", room)
                .addObject("form", form);
    }

    @PostMapping("/venue-rooms/{venueRoom}")
    ModelAndView editRoom(
            @PathVariable EventId event,
            @PathVariable VenueRoomId venueRoom,
            @ModelAttribute("form") RoomForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        VenueRooms.Listed room = rooms.require(event, venueRoom);
        try {
            rooms.edit(event, venueRoom, form.text(), viewer.requirePerson());
            next.addFlashAttribute("said", "Saved.");
            return toRooms(event);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, room(event, room, form));
        }
    }

    @PostMapping("/venue-rooms/{venueRoom}/move")
    ModelAndView moveRoom(
            @PathVariable EventId event,
            @PathVariable VenueRoomId venueRoom,
            @RequestParam(defaultValue = "") String to,
            Viewer viewer) {
        rooms.move(event, venueRoom, to.equals("up"), viewer.requirePerson());
        return toRooms(event);
    }

    @PostMapping("/venue-rooms/{venueRoom}/removal")
    ModelAndView removeRoom(
            @PathVariable EventId event, @PathVariable VenueRoomId venueRoom, Viewer viewer, RedirectAttributes next) {
        VenueRooms.Listed room = rooms.require(event, venueRoom);
        try {
            rooms.remove(event, venueRoom, viewer.requirePerson());
            next.addFlashAttribute("said", room.name() + " is removed.");
            // What the session keeps until the next page is serialised.
            next.addFlashAttribute(
                    "removed",
                    new HashMap<>(Map.of(
                            "name",
                            room.name(),
                            "capacity",
                            room.capacity() == null ? "" : room.capacity().toString(),
                            "note",
                            room.note())));
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return toRooms(event);
    }

    private static ModelAndView toRooms(EventId event) {
        return new ModelAndView("redirect:/staff/events/" + event);
    }

    // --- The timetable's day -----------------------------------------------------------------------------------------

    @PostMapping("/timetable-expectation")
    ModelAndView expectTimetable(
            @PathVariable EventId event,
            @RequestParam(required = false) @Nullable String expectedOn,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            expectation.expect(event, expectedOn, viewer.requirePerson());
            next.addFlashAttribute("said", "Saved.");
            return toRooms(event);
        } catch (Refusal refusal) {
            ModelAndView page = desk(event, new RoomForm("", "", ""), viewer)
                    .addObject("expectedOn", expectedOn)
                    .addObject("expectedProblem", refusal.getMessage());
            page.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
            return page;
        }
    }

    // --- Cancelling --------------------------------------------------------------------------------------------------

    record CancellationForm(@Nullable String reason) {}

    @GetMapping("/cancellation")
    ModelAndView cancellation(@PathVariable EventId event) {
        return cancellation(event, new CancellationForm(""));
    }

    private ModelAndView cancellation(EventId event, CancellationForm form) {
        return new ModelAndView("event/cancellation")
                .addObject("event", events.require(event))
                .addObject("now", clock.instant())
                .addObject("concerned", planning.concerned(event))
                .addObject("meetings", register.meetings(event))
                .addObject("form", form);
    }

    @PostMapping("/cancellation")
    ModelAndView cancel(
            @PathVariable EventId event,
            @ModelAttribute("form") CancellationForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            planning.cancel(event, form.reason(), viewer.requirePerson());
            next.addFlashAttribute("said", "The event is cancelled. Those who take part are told.");
            next.addFlashAttribute("undoCancellation", true);
            return new ModelAndView("redirect:/staff/events/" + event);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, cancellation(event, form));
        }
    }

    @PostMapping("/reinstatement")
    String reinstate(@PathVariable EventId event, Viewer viewer, RedirectAttributes next) {
        try {
            planning.reinstate(event, viewer.requirePerson());
            next.addFlashAttribute("said", "The event takes place again. Those who take part are told.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/staff/events/" + event;
    }
}
