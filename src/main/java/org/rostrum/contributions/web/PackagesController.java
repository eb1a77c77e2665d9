package org.rostrum.contributions.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.DocumentPackages;
import org.rostrum.contributions.PackageChoice;
import org.rostrum.contributions.PackageOffer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A meeting's documents, to be taken along many at a time. */
@Controller
class PackagesController {

    private final Meetings meetings;
    private final DocumentPackages packages;
    private final PackageDownload download;

    PackagesController(Meetings meetings, DocumentPackages packages, PackageDownload download) {
        this.meetings = meetings;
        this.packages = packages;
        this.download = download;
    }

    @GetMapping("/meetings/{id}/documents")
    String page(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = PackageQuery.LATEST) String revisions,
            @RequestParam(defaultValue = "false") boolean withdrawn,
            Viewer viewer,
            Model model) {
        return shown(meetings.require(id, viewer), PackageQuery.all(revisions), withdrawn, viewer, model);
    }

    /** @return null where the package was sent */
    @RequestMapping(
            path = "/meetings/{id}/documents.zip",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    @Nullable ModelAndView zip(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable UUID item,
            @RequestParam(name = "new", defaultValue = "false") boolean untaken,
            @RequestParam(defaultValue = PackageQuery.LATEST) String revisions,
            @RequestParam(defaultValue = "false") boolean withdrawn,
            Viewer viewer,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        MeetingView meeting = meetings.require(id, viewer);
        boolean all = PackageQuery.all(revisions);
        try {
            download.send(meeting, new PackageChoice(item, untaken, all, withdrawn), viewer, request, response);
            return null;
        } catch (TooManyDownloads e) {
            response.setHeader(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
            model.addAttribute("problem", e.words());
            return new ModelAndView(shown(meeting, all, withdrawn, viewer, model), model.asMap(), e.status());
        }
    }

    private String shown(MeetingView meeting, boolean allRevisions, boolean withdrawn, Viewer viewer, Model model) {
        PackageOffer offer = packages.offer(meeting, allRevisions, withdrawn, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("offer", offer);
        model.addAttribute("allRevisions", allRevisions);
        model.addAttribute("withdrawn", withdrawn);
        model.addAttribute("lines", PackageLines.html(offer.items(), meeting, allRevisions, withdrawn));
        return "contributions/documents";
    }
}
