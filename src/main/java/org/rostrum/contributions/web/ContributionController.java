package org.rostrum.contributions.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Deadline;
import org.rostrum.contributions.LatePassState;
import org.rostrum.contributions.LatePassView;
import org.rostrum.contributions.LatePasses;
import org.rostrum.contributions.RevisionView;
import org.rostrum.contributions.Submissions;
import org.rostrum.documents.DocumentKind;
import org.rostrum.documents.DocumentSettings;
import org.rostrum.documents.web.Download;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A contribution's own page: what it is, where it stands, and what its author does next. */
@Controller
@RequestMapping("/contributions/{id}")
class ContributionController {

    private final Contributions contributions;
    private final Submissions submissions;
    private final LatePasses passes;
    private final DocumentSettings limits;
    private final Download download;

    ContributionController(
            Contributions contributions,
            Submissions submissions,
            LatePasses passes,
            DocumentSettings limits,
            Download download) {
        this.contributions = contributions;
        this.submissions = submissions;
        this.passes = passes;
        this.limits = limits;
        this.download = download;
    }

    @GetMapping
    ModelAndView page(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable Integer revision,
            Viewer viewer,
            Model model) {
        if (revision != null) {
            model.addAttribute("pinned", contributions.requireRevision(id, revision, viewer));
        }
        return shown(contributions.require(id, viewer), viewer, model, null, 200);
    }

    @PostMapping(path = "/revisions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ModelAndView upload(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String upload,
            @RequestParam(required = false) @Nullable String intent,
            Viewer viewer,
            Model model) {
        try {
            if (!upload.isEmpty()) {
                submissions.upload(id, Asked.upload(upload), intent, viewer);
                return toPage(id);
            }
            // A form sent without choosing a file brings an empty one without a name.
            if (file == null || (file.isEmpty() && !StringUtils.hasText(file.getOriginalFilename()))) {
                throw Refusal.invalid("file", "Choose the file to upload.");
            }
            submissions.upload(id, file.getOriginalFilename(), file, intent, viewer);
            return toPage(id);
        } catch (Refusal refusal) {
            return shown(contributions.require(id, viewer), viewer, model, refusal, status(refusal));
        }
    }

    /** The author's wish, until the chair has decided. */
    @PostMapping("/proposal")
    ModelAndView propose(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "") String item,
            Viewer viewer,
            Model model,
            RedirectAttributes next) {
        try {
            AgendaPlace place = submissions
                    .propose(id, Asked.agendaItem(item), viewer)
                    .row()
                    .proposed();
            next.addFlashAttribute(
                    "told",
                    place == null
                            ? "You leave the place on the agenda to the chair."
                            : "You propose item " + place.number() + " " + place.title() + ". The chair decides.");
            return toPage(id);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            return shown(contributions.require(id, viewer), viewer, model, refusal, status(refusal));
        }
    }

    @PostMapping("/late-pass")
    ModelAndView askForLatePass(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Model model) {
        try {
            passes.request(id, reason, viewer);
            return toPage(id);
        } catch (Refusal refusal) {
            return refused(id, viewer, model.addAttribute("reasonTyped", reason), refusal);
        }
    }

    @PostMapping("/late-pass/withdrawal")
    ModelAndView withdrawLatePass(@PathVariable ContributionId id, Viewer viewer, Model model) {
        try {
            passes.withdraw(id, viewer);
            return toPage(id);
        } catch (Refusal refusal) {
            return refused(id, viewer, model, refusal);
        }
    }

    @GetMapping("/revisions/{number}/file")
    ResponseEntity<Resource> file(@PathVariable ContributionId id, @PathVariable int number, Viewer viewer) {
        RevisionView revision = contributions.requireRevision(id, number, viewer);
        return download.of(revision.document(), revision.fileName());
    }

    private static ModelAndView toPage(ContributionId id) {
        return new ModelAndView("redirect:/contributions/" + id);
    }

    private ModelAndView refused(ContributionId id, Viewer viewer, Model model, Refusal refusal) {
        if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
            throw refusal;
        }
        return shown(contributions.require(id, viewer), viewer, model, refusal, status(refusal));
    }

    private static int status(Refusal refusal) {
        return refusal.reason().status();
    }

    private ModelAndView shown(
            ContributionView contribution, Viewer viewer, Model model, @Nullable Refusal refusal, int status) {
        var place =
                contribution.meeting().permissions().ownedBy(contribution.row().author(), contribution.organization());
        ContributionState state = contribution.row().state();
        boolean open = state != ContributionState.WITHDRAWN;
        boolean takesFiles = !state.done() || (open && contribution.row().type().needsNoPlace());
        Deadline deadline = submissions.deadline(contribution.meeting());
        boolean lateNow = contribution.revisions().isEmpty()
                && !contribution.row().type().exemptFromDeadline()
                && deadline.passed(Instant.now());
        model.addAttribute("contribution", contribution);
        model.addAttribute("meeting", contribution.meeting());
        model.addAttribute("mayUpload", takesFiles && viewer.may(Act.REVISE, place));
        boolean places =
                open && viewer.may(Act.EDIT_AGENDA, contribution.meeting().permissions());
        boolean proposes = takesFiles && contribution.row().agendaItem() == null && viewer.may(Act.REVISE, place);
        model.addAttribute("mayPropose", proposes);
        model.addAttribute(
                "agenda", proposes ? Places.named(contributions.agendaOf(contribution.meeting())) : Map.of());
        model.addAttribute("places", places ? Places.named(contributions.placesOf(contribution.meeting())) : Map.of());
        model.addAttribute("together", contributions.together(contribution.row()));
        model.addAttribute("back", "contribution");
        model.addAttribute("deadline", deadline);
        List<LatePassView> asked = passes.of(contribution, viewer);
        boolean given = !asked.isEmpty() && asked.getFirst().state() == LatePassState.GRANTED;
        boolean needsPass = open && lateNow && deadline.needsPass(Instant.now());
        model.addAttribute("passes", asked);
        model.addAttribute("needsPass", needsPass && viewer.may(Act.REVISE, place));
        model.addAttribute("decides", LatePasses.decides(viewer, place));
        model.addAttribute("waitsForPass", needsPass && !given);
        model.addAttribute("refusedNow", lateNow && deadline.closed(Instant.now()));
        model.addAttribute("lateNow", lateNow);
        model.addAttribute("intent", NewId.next());
        model.addAttribute("limits", limits);
        model.addAttribute("kinds", DocumentKind.listed());
        model.addAttribute("accepted", DocumentKind.accepted());
        model.addAttribute(
                "fileProblem", refusal != null && refusal.fields().containsKey("file") ? refusal.getMessage() : null);
        model.addAttribute(
                "reasonProblem",
                refusal != null && refusal.fields().containsKey("reason") ? refusal.getMessage() : null);
        model.addAttribute("problem", refusal != null && refusal.fields().isEmpty() ? refusal.getMessage() : null);
        ModelAndView page = new ModelAndView("contributions/page", model.asMap());
        page.setStatus(HttpStatusCode.valueOf(status));
        return page;
    }
}
