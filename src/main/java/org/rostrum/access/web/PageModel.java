package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import org.rostrum.access.Viewer;
import org.rostrum.shared.BodySettings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page needs to know. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    private final CurrentViewer current;
    private final BodySettings body;

    PageModel(CurrentViewer current, BodySettings body) {
        this.current = current;
        this.body = body;
    }

    @ModelAttribute("viewer")
    Viewer viewer(HttpServletRequest request) {
        return current.of(request);
    }

    @ModelAttribute("sampleData")
    boolean sampleData() {
        return body.sampleData();
    }

    @ModelAttribute("bodyZone")
    ZoneId bodyZone() {
        return body.timeZone();
    }

    @ModelAttribute("bodyName")
    String bodyName() {
        return body.name();
    }
}
