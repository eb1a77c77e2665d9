package org.rostrum.access.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.rostrum.access.Viewer;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.web.PageFacts;
import org.rostrum.web.PageFrame;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.ModelMap;

/** What the layout of every page needs to know. */
@Configuration(proxyBeanMethods = false)
class PageModel extends PageFacts {

    private final CurrentViewer current;
    private final BodySettings body;
    private final ObjectProvider<PageFrames> frames;

    /** @param frames asked for late: their pieces need what this helps to set up */
    PageModel(CurrentViewer current, BodySettings body, ObjectProvider<PageFrames> frames) {
        this.current = current;
        this.body = body;
        this.frames = frames;
    }

    @Override
    protected void tell(HttpServletRequest request, ModelMap page) {
        Viewer viewer = reader(request);
        page.addAttribute("viewer", viewer)
                .addAttribute(PageFrame.ATTRIBUTE, frames.getObject().of(viewer, request))
                .addAttribute("bodyZone", body.timeZone())
                .addAttribute("bodyName", body.name());
    }

    /** What an error is about may be that nobody can be asked who this is. */
    private Viewer reader(HttpServletRequest request) {
        try {
            return current.of(request);
        } catch (DataAccessException | TransactionException e) {
            if (request.getDispatcherType() == DispatcherType.ERROR) {
                return Viewer.PUBLIC;
            }
            throw e;
        }
    }
}
