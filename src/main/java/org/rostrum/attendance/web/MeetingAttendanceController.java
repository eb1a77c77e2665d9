package org.rostrum.attendance.web;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.attendance.AttendanceRecord;
import org.rostrum.attendance.AttendanceRecord.Known;
import org.rostrum.attendance.AttendanceRecord.Scope;
import org.rostrum.attendance.Attendances;
import org.rostrum.attendance.Attendances.Counted;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.shared.When;
import org.rostrum.shared.web.Told;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionView;
import org.rostrum.web.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who was at a meeting and at each of its sessions: for its officers and the staff; and whether one counts oneself. */
@Controller
@RequestMapping("/meetings/{meeting}/attendance")
class MeetingAttendanceController {

    private final Meetings meetings;
    private final Attendances attendances;
    private final AttendanceRecord record;
    private final CorrectionForm corrections;
    private final Times times;
    private final Clock clock;

    MeetingAttendanceController(
            Meetings meetings,
            Attendances attendances,
            AttendanceRecord record,
            CorrectionForm corrections,
            Times times,
            Clock clock) {
        this.meetings = meetings;
        this.attendances = attendances;
        this.record = record;
        this.corrections = corrections;
        this.times = times;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView attendance(
            @PathVariable("meeting") MeetingId id,
            @RequestParam(required = false) @Nullable String session,
            Viewer viewer) {
        return page(meetings.require(id, viewer), CheckInController.session(session), null);
    }

    private ModelAndView page(MeetingView meeting, @Nullable SessionId asked, @Nullable TimesForm typed) {
        Instant now = clock.instant();
        Attendances.OfMeeting found = attendances.ofMeeting(meeting, asked);
        SessionView session = found.sessions().stream()
                .map(Counted::session)
                .filter(one -> one.id().equals(asked))
                .findFirst()
                .orElse(null);
        return new ModelAndView("attendance/meeting")
                .addObject("meeting", meeting)
                .addObject("now", now)
                .addObject("begun", !now.isBefore(meeting.startsAt()))
                .addObject("found", found)
                .addObject("chosen", session)
                .addObject("attendees", session == null ? found.attendees() : found.inSession())
                .addObject("places", places(meeting, found.sessions()))
                .addObject("modes", CorrectionForm.MODES)
                .addObject("folds", CorrectionForm.FOLDS)
                .addObject("form", typed == null ? blank(meeting, session, now) : typed);
    }

    private Map<String, String> places(MeetingView meeting, List<Counted> sessions) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("", "The meeting");
        for (Counted counted : sessions) {
            SessionView session = counted.session();
            if (!session.cancelled() && counted.count() != null) {
                places.put(
                        session.id().toString(),
                        times.span(session.startsAt(), session.endsAt(), meeting.timeZone()) + " " + session.title());
            }
        }
        return places;
    }

    /** Whoever is written down while it goes on has just come; afterwards, most were there all the time. */
    private static TimesForm blank(MeetingView meeting, @Nullable SessionView session, Instant now) {
        Instant from = session == null ? meeting.startsAt() : session.startsAt();
        Instant to = session == null ? meeting.endsAt() : session.endsAt();
        boolean over = to.isBefore(now);
        return new TimesForm(
                "",
                null,
                session == null ? "" : session.id().toString(),
                "IN_PERSON",
                TimesForm.typed(over || from.isAfter(now) ? from : now, meeting.timeZone()),
                null,
                over ? TimesForm.typed(to, meeting.timeZone()) : "",
                null,
                null,
                null);
    }

    @PostMapping
    ModelAndView record(
            @PathVariable("meeting") MeetingId id,
            @ModelAttribute("form") TimesForm form,
            BindingResult problems,
            Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        SessionId session = CheckInController.session(form.session());
        List<Known> matches = List.of();
        try {
            PersonId person;
            if (form.person() != null) {
                person = new PersonId(form.person());
            } else {
                matches = record.people(Sought.of(form.name()));
                person = only(matches, form.name());
            }
            record.record(
                    meeting,
                    session,
                    person,
                    form.how(),
                    form.arrivedAt(meeting.timeZone()),
                    form.leftAt(meeting.timeZone()),
                    viewer);
            return new ModelAndView("redirect:" + address(id, session));
        } catch (Refusal refusal) {
            ModelAndView page = page(meeting, session, form).addObject("matches", matches);
            CorrectionForm.asksWhich(refusal, form, page);
            return Told.again(refusal, problems, page);
        }
    }

    private static PersonId only(List<Known> matches, @Nullable String typed) {
        String name = typed == null ? "" : typed.strip();
        if (name.isEmpty()) {
            throw Refusal.invalid("name", "Type the name of whom you want to write down.");
        }
        List<Known> exact = matches.stream()
                .filter(one -> one.name().equalsIgnoreCase(name))
                .toList();
        List<Known> left = exact.size() == 1 ? exact : matches;
        if (left.isEmpty()) {
            throw Refusal.invalid("name", "Nobody of that name is known to the portal. Try a part of it.");
        }
        if (left.size() > 1) {
            throw Refusal.invalid("name", "Several match. Choose one below, or type more of the name.");
        }
        return left.getFirst().person();
    }

    private static String address(MeetingId meeting, @Nullable SessionId session) {
        return "/meetings/" + meeting + "/attendance" + (session == null ? "" : "?session=" + session);
    }

    @GetMapping("/correction")
    ModelAndView correction(
            @PathVariable("meeting") MeetingId id,
            @RequestParam(required = false) @Nullable String entry,
            Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        return corrections.show(Scope.of(meeting), entry, address(id, null));
    }

    @PostMapping("/correction")
    ModelAndView correct(
            @PathVariable("meeting") MeetingId id,
            @ModelAttribute("form") TimesForm form,
            BindingResult problems,
            Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        return corrections.correct(Scope.of(meeting), form, problems, address(id, null), viewer);
    }

    @PostMapping("/removal")
    String remove(
            @PathVariable("meeting") MeetingId id,
            @RequestParam(required = false) @Nullable String entry,
            Viewer viewer) {
        record.remove(Scope.of(meetings.require(id, viewer)), CorrectionForm.id(entry), viewer);
        return "redirect:" + address(id, null);
    }

    /** A line for the room: whether one is counted as present, and the way to say otherwise. */
    @GetMapping("/mine")
    String mine(@PathVariable("meeting") MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("goesOn", !meeting.cancelled() && meeting.when(clock.instant()) == When.NOW);
        model.addAttribute("mine", record.mine(meeting, viewer));
        return "attendance/mine";
    }

    @PostMapping("/mine")
    String readsAlong(
            @PathVariable("meeting") MeetingId id, @RequestParam(defaultValue = "true") boolean only, Viewer viewer) {
        record.readsAlong(id, only, viewer);
        return "redirect:/meetings/" + id + "/room";
    }
}
