package org.rostrum.access.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** The pages at the door: how to come in, and why not. Those without a line in {@link Routes} are forwarded to only. */
@Controller
class DoorController {

    /** A field of a form that could not be taken, to be shown again. */
    record Typed(String name, String value) {

        private static final int LONGEST_LINE = 80;

        public boolean longText() {
            return value.length() > LONGEST_LINE || value.indexOf('\n') >= 0;
        }

        /** Put in by the page, not typed: the intent that makes sending twice the same as once. */
        public boolean hidden() {
            return name.equals("intent");
        }

        /** The field's name as a word: "agendaItem" is "Agenda item". */
        public String label() {
            String words = name.replaceAll("([a-z])([A-Z])", "$1 $2")
                    .replaceAll("[^A-Za-z0-9]+", " ")
                    .strip();
            return words.isEmpty()
                    ? name
                    : words.substring(0, 1).toUpperCase(Locale.ROOT)
                            + words.substring(1).toLowerCase(Locale.ROOT);
        }
    }

    @RequestMapping("/stale-form")
    String staleForm(HttpServletRequest request, Model model) {
        List<Typed> typed = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals("_csrf")) {
                for (String value : values) {
                    typed.add(new Typed(name, value));
                }
            }
        });
        model.addAttribute("typed", typed);
        String type = request.getContentType();
        model.addAttribute("files", type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE));
        model.addAttribute("action", request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI));
        return "door/stale-form";
    }

    @RequestMapping("/refused")
    String refused() {
        return "error/403";
    }
}
