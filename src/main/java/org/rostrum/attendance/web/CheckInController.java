package org.rostrum.attendance.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.attendance.AttendanceId;
import org.rostrum.attendance.Badge;
import org.rostrum.attendance.CheckInDesk;
import org.rostrum.attendance.CheckIns;
import org.rostrum.attendance.Desk;
import org.rostrum.events.EventId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.timetables.SessionId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The desk at the door or in a session. Where it stands is in the address: two desks stand side by side. */
@Controller
@RequestMapping("/staff/events/{event}/check-in")
class CheckInController {

    private final CheckInDesk desks;
    private final CheckIns checkIns;
    private final Clock clock;

    CheckInController(CheckInDesk desks, CheckIns checkIns, Clock clock) {
        this.desks = desks;
        this.checkIns = checkIns;
        this.clock = clock;
    }

    @GetMapping
    String desk(
            @PathVariable EventId event,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String q,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        Desk desk = desks.at(event, session(at), viewer);
        if (desk.event().within() != null) {
            return "redirect:" + address(desk.event().week(), at, q);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, DeskCookie.of(desk).toString());
        return show(desk, Sought.of(q), viewer, model);
    }

    private String show(Desk desk, Sought sought, Viewer viewer, Model model) {
        model.addAttribute("desk", desk);
        model.addAttribute("event", desk.event());
        model.addAttribute("now", clock.instant());
        model.addAttribute("closed", desk.closed(clock.instant()));
        model.addAttribute("sessions", desks.sessions(desk.event(), viewer));
        model.addAttribute("counts", desks.counts(desk));
        model.addAttribute("found", desks.find(desk, sought));
        model.addAttribute("justNow", desks.justNow(desk, viewer));
        model.addAttribute("sought", sought);
        model.addAttribute("intent", UUID.randomUUID().toString());
        return "attendance/desk";
    }

    /** By a button in the list, or by a code that a scanner typed: where all is well, nobody is asked anything. */
    @PostMapping
    String arrive(
            @PathVariable EventId event,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable PersonId person,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(defaultValue = "") String intent,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        Desk desk = desks.at(event, session(at), viewer);
        try {
            if (person != null) {
                checkIns.arrive(desk, person, false, intent(intent), viewer);
                return "redirect:" + address(event, at, null);
            }
            Badge badge = byCode(code);
            if (!badge.event().equals(event)) {
                model.addAttribute("other", badge);
                throw Refusal.of(
                        Refusal.Reason.CONFLICT,
                        "code",
                        "This badge is for " + badge.eventName() + ", not for "
                                + desk.event().name() + ".");
            }
            if (badge.doubt() == null && !badge.here()) {
                checkIns.arrive(desk, badge.person(), false, intent(intent), viewer);
                return "redirect:" + address(event, at, null);
            }
            return "redirect:" + BadgeController.address(badge.code(), desk);
        } catch (Refusal refusal) {
            return again(desk, refusal, code, viewer, model, response);
        }
    }

    private Badge byCode(@Nullable String typed) {
        String code = CheckInDesk.code(typed);
        if (code.isEmpty()) {
            throw Refusal.invalid("code", "Scan a badge or type its code.");
        }
        Optional<Badge> badge = desks.badge(code, null);
        return badge.orElseThrow(() -> Refusal.invalid(
                "code", "There is no registration with this code. Look at the badge again, or search by name."));
    }

    /** What the page was made for counts once; a program without an intent means each of its requests. */
    private static String intent(String sent) {
        return sent.isBlank() ? UUID.randomUUID().toString() : sent;
    }

    @PostMapping("/leavings")
    String leave(
            @PathVariable EventId event,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable AttendanceId stay,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        Desk desk = desks.at(event, session(at), viewer);
        try {
            checkIns.leave(event, required(stay), viewer);
            return "redirect:" + address(event, at, null);
        } catch (Refusal refusal) {
            return again(desk, refusal, null, viewer, model, response);
        }
    }

    @PostMapping("/undo")
    String undo(
            @PathVariable EventId event,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable AttendanceId stay,
            @RequestParam(defaultValue = "ARRIVAL") CheckIns.Undone what,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        Desk desk = desks.at(event, session(at), viewer);
        try {
            checkIns.undo(event, required(stay), what, viewer);
            return "redirect:" + address(event, at, null);
        } catch (Refusal refusal) {
            return again(desk, refusal, null, viewer, model, response);
        }
    }

    private static AttendanceId required(@Nullable AttendanceId stay) {
        if (stay == null) {
            throw Refusal.conflict("Choose whom it is about.");
        }
        return stay;
    }

    private String again(
            Desk desk,
            Refusal refusal,
            @Nullable String code,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        response.setStatus(refusal.reason().status());
        model.addAttribute("problem", refusal.getMessage());
        model.addAttribute("aboutCode", refusal.fields().containsKey("code"));
        model.addAttribute("typedCode", code);
        return show(desk, Sought.of(null), viewer, model);
    }

    /** @return null for the door; what is no session's identifier is the door too */
    static @Nullable SessionId session(@Nullable String at) {
        if (at == null || at.isBlank() || at.equals("door")) {
            return null;
        }
        try {
            return SessionId.valueOf(at);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String address(EventId event, @Nullable String at, @Nullable String q) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/staff/events/{event}/check-in");
        SessionId session = session(at);
        if (session != null) {
            address.queryParam("at", session);
        }
        if (q != null && !q.isBlank()) {
            address.queryParam("q", "{q}");
        }
        return q == null || q.isBlank()
                ? address.buildAndExpand(event).encode().toUriString()
                : address.encode().buildAndExpand(event, q).toUriString();
    }

    /** A phone's own camera opens a badge's page without an address to keep the desk's place in. */
    static final class DeskCookie {

        static final String NAME = "desk";
        private static final long WORKING_DAY = 12L * 60 * 60;

        private DeskCookie() {}

        static ResponseCookie of(Desk desk) {
            return ResponseCookie.from(
                            NAME, desk.event().id() + "." + (desk.session() == null ? "door" : desk.sessionId()))
                    .path("/check-in")
                    .httpOnly(true)
                    .sameSite("Lax")
                    .maxAge(WORKING_DAY)
                    .build();
        }

        /** @return the session of that event at which this browser's desk stood last; null for the door */
        static @Nullable String at(@Nullable String cookie, EventId event) {
            return cookie != null && cookie.startsWith(event + ".")
                    ? cookie.substring(event.toString().length() + 1)
                    : null;
        }
    }
}
