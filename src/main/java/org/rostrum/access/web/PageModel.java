package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.web.PageFacts;
import org.springframework.context.annotation.Configuration;
import org.springframework.ui.ModelMap;

/** What the layout of every page needs to know. */
@Configuration(proxyBeanMethods = false)
class PageModel extends PageFacts {

    private final CurrentViewer current;
    private final BodySettings body;

    PageModel(CurrentViewer current, BodySettings body) {
        this.current = current;
        this.body = body;
    }

    @Override
    protected void tell(HttpServletRequest request, ModelMap page) {
        page.addAttribute("viewer", current.of(request))
                .addAttribute("sampleData", body.sampleData())
                .addAttribute("bodyZone", body.timeZone())
                .addAttribute("bodyName", body.name());
    }
}
