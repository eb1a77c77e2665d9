package org.rostrum.account.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.account.Sessions;
import org.rostrum.identity.SignInId;
import org.rostrum.identity.SignIns.SignIn;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Where one is signed in; ending one there, or all others. */
@Controller
class SessionsController {

    private final Sessions sessions;

    SessionsController(Sessions sessions) {
        this.sessions = sessions;
    }

    /** A line of the list. */
    record Row(SignIn signIn, String browser, boolean current) {}

    @GetMapping("/me/sessions")
    String list(Viewer viewer, HttpServletRequest request, Model model) {
        List<Row> rows = sessions.of(viewer.requirePerson()).stream()
                .map(signIn -> new Row(
                        signIn,
                        Browser.inWords(signIn.userAgent()),
                        signIn.session().equals(session(request))))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("others", rows.stream().filter(row -> !row.current()).count());
        return "me/sessions";
    }

    @PostMapping("/me/sessions/{signIn}/end")
    String end(@PathVariable SignInId signIn, Viewer viewer) {
        sessions.end(signIn, viewer.requirePerson());
        return "redirect:/me/sessions";
    }

    @PostMapping("/me/sessions/others/end")
    String endOthers(Viewer viewer, HttpServletRequest request, HttpServletResponse response, Model model) {
        try {
            String session = session(request);
            sessions.endOthers(session == null ? "" : session, viewer.requirePerson());
            return "redirect:/me/sessions";
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            model.addAttribute("refusal", refusal.getMessage());
            return list(viewer, request, model);
        }
    }

    private static @Nullable String session(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : session.getId();
    }
}
