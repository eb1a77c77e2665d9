package org.rostrum.attendance.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.attendance.Badge;
import org.rostrum.attendance.CheckInDesk;
import org.rostrum.attendance.CheckIns;
import org.rostrum.attendance.Desk;
import org.rostrum.attendance.web.CheckInController.DeskCookie;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.timetables.SessionId;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What the QR code on a badge opens. Staff see whose it is and check them in; to everybody else it says what a badge is
 * for, and nothing about whether there is such a code: only its owner learns that it is theirs.
 */
@Controller
@RequestMapping("/check-in/{code}")
class BadgeController {

    private final CheckInDesk desks;
    private final CheckIns checkIns;
    private final Clock clock;

    BadgeController(CheckInDesk desks, CheckIns checkIns, Clock clock) {
        this.desks = desks;
        this.checkIns = checkIns;
        this.clock = clock;
    }

    static String address(String code, Desk desk) {
        return "/check-in/" + code + (desk.session() == null ? "?at=door" : "?at=" + desk.sessionId());
    }

    @GetMapping
    String badge(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String at,
            @CookieValue(name = DeskCookie.NAME, required = false) @Nullable String last,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        // The address is a secret of sorts: nobody's history or proxy should hold what stands here.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!viewer.staff()) {
            Optional<Badge> own = desks.badge(CheckInDesk.code(code), null)
                    .filter(badge -> badge.person().equals(viewer.person()));
            model.addAttribute("badge", own.orElse(null));
            return "attendance/own-badge";
        }
        return show(code, at, last, viewer, model, response);
    }

    private String show(
            String code,
            @Nullable String at,
            @Nullable String last,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        Optional<Badge> found = desks.badge(CheckInDesk.code(code), null);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            model.addAttribute("code", CheckInDesk.code(code));
            return "attendance/no-badge";
        }
        Badge badge = found.get();
        Desk desk = desk(badge, at == null ? DeskCookie.at(last, badge.event()) : at, viewer);
        if (at != null) {
            response.addHeader(HttpHeaders.SET_COOKIE, DeskCookie.of(desk).toString());
        }
        Badge here = desks.badge(
                        badge.code(),
                        desk.session() == null ? null : desk.session().id())
                .orElse(badge);
        model.addAttribute("badge", here);
        model.addAttribute("desk", desk);
        model.addAttribute("event", desk.event());
        model.addAttribute("now", clock.instant());
        model.addAttribute("closed", desk.closed(clock.instant()));
        model.addAttribute("sessions", desks.sessions(desk.event(), viewer));
        model.addAttribute("elsewhere", elsewhere(last, badge));
        model.addAttribute(
                "slip",
                desks.justNow(desk, viewer).stream()
                        .filter(slip -> here.stay() != null
                                && slip.id().equals(here.stay().id()))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("intent", UUID.randomUUID().toString());
        return "attendance/badge";
    }

    /** Whether this browser's desk stood at another event when it last stood anywhere. */
    private static boolean elsewhere(@Nullable String last, Badge badge) {
        return last != null && !last.startsWith(badge.event() + ".");
    }

    /** At the session that is asked for, where the badge's event has it; else at the door. */
    private Desk desk(Badge badge, @Nullable String at, Viewer viewer) {
        SessionId session = CheckInController.session(at);
        try {
            return desks.at(badge.event(), session, viewer);
        } catch (NotFound e) {
            return desks.at(badge.event(), null, viewer);
        }
    }

    @PostMapping
    String arrive(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(defaultValue = "false") boolean anyway,
            @RequestParam(defaultValue = "") String intent,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        Badge badge = desks.badge(CheckInDesk.code(code), null).orElseThrow(() -> new NotFound("badge"));
        Desk desk = desk(badge, at, viewer);
        try {
            checkIns.arrive(
                    desk,
                    badge.person(),
                    anyway,
                    intent.isBlank() ? UUID.randomUUID().toString() : intent,
                    viewer);
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            model.addAttribute("problem", refusal.getMessage());
            return show(code, at, null, viewer, model, response);
        }
        return "redirect:" + address(badge.code(), desk);
    }
}
