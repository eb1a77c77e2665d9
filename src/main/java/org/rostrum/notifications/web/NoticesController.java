package org.rostrum.notifications.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.notifications.NoticeId;
import org.rostrum.notifications.OwnNotices;
import org.rostrum.organizations.PersonId;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What one was told; reading it; whether mail says it too. */
@Controller
@RequestMapping("/me/notices")
class NoticesController {

    private static final int AT_ONCE = 30;

    private final OwnNotices notices;

    NoticesController(OwnNotices notices) {
        this.notices = notices;
    }

    @GetMapping
    String list(Viewer viewer, @RequestParam(required = false) @Nullable String after, Model model) {
        PersonId person = viewer.requirePerson();
        model.addAttribute("notices", notices.of(person, false, after, AT_ONCE));
        model.addAttribute("first", after == null);
        model.addAttribute("mailTo", notices.mailTo(person));
        return "me/notices";
    }

    /** A link like any other, so that it opens in another tab too. That it marks what it shows as read is what it is for. */
    @GetMapping("/{notice}")
    ResponseEntity<Void> open(@PathVariable NoticeId notice, Viewer viewer, HttpServletRequest request) {
        String path = notices.open(notice, viewer.requirePerson());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.LOCATION, request.getContextPath() + path)
                .build();
    }

    @PostMapping("/readings")
    String readAll(@RequestParam NoticeId newest, Viewer viewer) {
        notices.readAll(viewer.requirePerson(), newest);
        return "redirect:/me/notices";
    }

    @PostMapping("/mail")
    String mail(@RequestParam boolean wanted, Viewer viewer) {
        notices.wantMail(viewer.requirePerson(), wanted);
        return "redirect:/me/notices#mail";
    }
}
