package org.rostrum.discussions.web;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Moderation;
import org.rostrum.discussions.Moderation.Writer;
import org.rostrum.discussions.RoomRules;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.Told;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The chair's page for the rules of a room: read only, slow mode, and who is muted. */
@Controller
@RequestMapping("/meetings/{id}/room/moderation")
class ModerationController {

    private static final Duration FIRST_OFFER = Duration.ofMinutes(15);

    private final Meetings meetings;
    private final Moderation moderation;
    private final Clock clock;

    ModerationController(Meetings meetings, Moderation moderation, Clock clock) {
        this.meetings = meetings;
        this.moderation = moderation;
        this.clock = clock;
    }

    /** @param person whom to mute, where the reader comes from something they wrote */
    @GetMapping
    ModelAndView moderation(
            @PathVariable MeetingId id, @RequestParam(required = false) @Nullable UUID person, Viewer viewer) {
        MuteForm form = new MuteForm(person, Math.toIntExact(FIRST_OFFER.toMinutes()), "");
        return page(meetings.require(id, viewer), viewer, form);
    }

    private ModelAndView page(MeetingView meeting, Viewer viewer, MuteForm form) {
        Map<String, String> writers = new LinkedHashMap<>();
        writers.put("", "Choose who wrote here");
        for (Writer writer : moderation.writers(meeting, viewer)) {
            if (!writer.person().equals(viewer.person())) {
                writers.put(
                        writer.person().toString(),
                        writer.name() + (writer.organization() == null ? "" : ", " + writer.organization()));
            }
        }
        return new ModelAndView("room/moderation")
                .addObject("meeting", meeting)
                .addObject("rules", moderation.of(meeting, viewer))
                .addObject("muted", moderation.muted(meeting, viewer))
                .addObject("writers", writers)
                .addObject("waits", waits())
                .addObject("lengths", lengths())
                .addObject("form", form);
    }

    private static Map<Integer, String> waits() {
        Map<Integer, String> waits = new LinkedHashMap<>();
        for (int seconds : new int[] {10, 30, 60, 300, 900}) {
            waits.put(seconds, RoomRules.wait(seconds));
        }
        return waits;
    }

    private static Map<String, String> lengths() {
        Map<String, String> lengths = new LinkedHashMap<>();
        lengths.put("5", "5 minutes");
        lengths.put("15", "15 minutes");
        lengths.put("60", "1 hour");
        lengths.put("240", "4 hours");
        lengths.put("1440", "1 day");
        lengths.put("10080", "7 days");
        return lengths;
    }

    @PostMapping
    String set(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "false") boolean readOnly,
            @RequestParam(required = false) @Nullable Integer slowSeconds,
            Viewer viewer) {
        moderation.set(viewer, meetings.require(id, viewer).room(), readOnly, slowSeconds);
        return "redirect:/meetings/" + id + "/room/moderation";
    }

    @PostMapping("/mutes")
    ModelAndView mute(
            @PathVariable MeetingId id, @ModelAttribute("form") MuteForm form, BindingResult problems, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        try {
            if (form.person() == null) {
                throw missing(form);
            }
            int minutes = Objects.requireNonNullElse(form.until(), 0);
            moderation.mute(
                    viewer,
                    meeting.room(),
                    new PersonId(form.person()),
                    clock.instant().plus(Duration.ofMinutes(minutes)),
                    Objects.requireNonNullElse(form.reason(), ""));
            return new ModelAndView("redirect:/meetings/" + id + "/room/moderation");
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, page(meeting, viewer, form));
        }
    }

    /** All that is missing at once, for whoever pressed the button too early. */
    private static Refusal missing(MuteForm form) {
        Map<String, String> missing = new LinkedHashMap<>();
        missing.put("person", "Choose whom to mute.");
        if (form.reason() == null || form.reason().isBlank()) {
            missing.put("reason", "Say the reason.");
        }
        return Refusal.invalid("Choose whom to mute, and say why.", missing);
    }

    @PostMapping("/mutes/{person}/end")
    String unmute(@PathVariable MeetingId id, @PathVariable PersonId person, Viewer viewer) {
        moderation.unmute(viewer, meetings.require(id, viewer).room(), person);
        return "redirect:/meetings/" + id + "/room/moderation";
    }
}
