package org.rostrum.attendance.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.attendance.AttendanceRecord;
import org.rostrum.attendance.AttendanceRecord.Scope;
import org.rostrum.attendance.Attendances;
import org.rostrum.attendance.Attendances.Counted;
import org.rostrum.attendance.Attendances.Somebody;
import org.rostrum.attendance.Attendee;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.shared.SafeCsv;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.Timetables;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who was at an event, at its parts and at each of its sessions; as a page and as a file. */
@Controller
class EventAttendanceController {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ENGLISH);

    private final Events events;
    private final Timetables timetables;
    private final Attendances attendances;
    private final AttendanceRecord record;
    private final CorrectionForm corrections;
    private final Clock clock;

    EventAttendanceController(
            Events events,
            Timetables timetables,
            Attendances attendances,
            AttendanceRecord record,
            CorrectionForm corrections,
            Clock clock) {
        this.events = events;
        this.timetables = timetables;
        this.attendances = attendances;
        this.record = record;
        this.corrections = corrections;
        this.clock = clock;
    }

    private static String address(EventId event) {
        return "/staff/events/" + event + "/attendance";
    }

    private List<Counted> sessions(EventView week, Viewer viewer) {
        Instant now = clock.instant();
        Map<UUID, Attendances.Count> counts = attendances.counts(week.id());
        return timetables.of(week.id(), viewer).sessions().stream()
                .filter(session -> !session.cancelled())
                .filter(session -> session.kind() == SessionKind.SESSION || session.kind() == SessionKind.PLENARY)
                .map(session -> new Counted(
                        session,
                        session.startsAt().isAfter(now)
                                ? null
                                : counts.getOrDefault(session.id().value(), new Attendances.Count(0, 0))))
                .toList();
    }

    @GetMapping("/staff/events/{event}/attendance")
    ModelAndView attendance(
            @PathVariable EventId event, @RequestParam(required = false) @Nullable String session, Viewer viewer) {
        EventView week = events.require(event);
        if (week.within() != null) {
            return new ModelAndView("redirect:" + address(week.week()));
        }
        SessionId asked = CheckInController.session(session);
        List<Counted> sessions = sessions(week, viewer);
        SessionView chosen = sessions.stream()
                .map(Counted::session)
                .filter(one -> one.id().equals(asked))
                .findFirst()
                .orElse(null);
        return new ModelAndView("attendance/event")
                .addObject("event", week)
                .addObject("now", clock.instant())
                .addObject("found", attendances.ofEvent(event))
                .addObject("sessions", sessions)
                .addObject("chosen", chosen)
                .addObject("attendees", chosen == null ? List.of() : attendances.inSessions(event, chosen.id()));
    }

    /** One line for each person at the event and each person in a session; who did not come is in it, and says so. */
    @GetMapping("/staff/events/{event}/attendance.csv")
    ResponseEntity<byte[]> download(@PathVariable EventId event, Viewer viewer) {
        EventView week = events.require(events.require(event).week());
        ZoneId zone = week.zoneOrUtc();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Where",
                "Begins (" + zone + ")",
                "Name",
                "Organisation",
                "Registered for",
                "Attended",
                "How",
                "From (" + zone + ")",
                "Until (" + zone + ")",
                "Known by"));
        for (Somebody somebody : attendances.ofEvent(week.id()).people()) {
            rows.add(List.of(
                    week.name(),
                    week.startsOn().toString(),
                    somebody.name(),
                    text(somebody.organization()),
                    String.join(", ", somebody.parts()),
                    somebody.came() ? "yes" : "no",
                    somebody.mode() == null ? "" : somebody.mode().label(),
                    minute(somebody.arrivedAt(), zone),
                    minute(somebody.leftAt(), zone),
                    ""));
        }
        Map<UUID, SessionView> sessions = sessions(week, viewer).stream()
                .map(Counted::session)
                .collect(Collectors.toMap(session -> session.id().value(), session -> session));
        for (Attendee one : attendances.inSessions(week.id(), null)) {
            SessionView session = sessions.get(one.slot());
            if (session != null) {
                rows.add(List.of(
                        session.title(),
                        minute(session.startsAt(), zone),
                        one.name(),
                        text(one.organization()),
                        "",
                        "yes",
                        one.mode().label(),
                        minute(one.arrivedAt(), zone),
                        minute(one.leftAt(), zone),
                        one.rule().label()));
            }
        }
        record.noteDownload(week, viewer);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("attendance.csv")
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(SafeCsv.write(rows).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(@Nullable String organization) {
        return organization == null ? "" : organization;
    }

    private static String minute(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : MINUTE.format(at.atZone(zone));
    }

    @GetMapping("/staff/events/{event}/attendance/correction")
    ModelAndView correction(@PathVariable EventId event, @RequestParam(required = false) @Nullable String entry) {
        return corrections.show(Scope.of(events.require(event)), entry, address(event));
    }

    @PostMapping("/staff/events/{event}/attendance/correction")
    ModelAndView correct(
            @PathVariable EventId event,
            @ModelAttribute("form") TimesForm form,
            BindingResult problems,
            Viewer viewer) {
        return corrections.correct(Scope.of(events.require(event)), form, problems, address(event), viewer);
    }

    @PostMapping("/staff/events/{event}/attendance/removal")
    String remove(@PathVariable EventId event, @RequestParam(required = false) @Nullable String entry, Viewer viewer) {
        record.remove(Scope.of(events.require(event)), CorrectionForm.id(entry), viewer);
        return "redirect:" + address(event);
    }
}
