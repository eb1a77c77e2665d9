package org.rostrum.contributions.web;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.DraftView;
import org.rostrum.contributions.Drafts;
import org.rostrum.documents.web.Download;
import org.rostrum.shared.Refusal;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Drafts on the contribution's page: uploaded by any delegate, submitted as a revision by its own people. */
@Controller
@RequestMapping("/contributions/{id}/drafts")
class DraftsController {

    private final Drafts drafts;
    private final Download download;

    DraftsController(Drafts drafts, Download download) {
        this.drafts = drafts;
        this.download = download;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(required = false) @Nullable String intent,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, note, next, () -> {
            // A form sent without choosing a file brings an empty one without a name.
            if (file == null || (file.isEmpty() && !StringUtils.hasText(file.getOriginalFilename()))) {
                throw Refusal.invalid("file", "Choose the file of your draft.");
            }
            DraftView draft = drafts.upload(id, file.getOriginalFilename(), file, note, intent, viewer);
            next.addFlashAttribute("said", draft.label() + " is there for everybody: " + draft.fileName() + ".");
        });
    }

    @PostMapping("/submission")
    String submit(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "-1") int base,
            @RequestParam(defaultValue = "-1") int draft,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, "", next, () -> {
            drafts.submit(id, base, draft, viewer);
            next.addFlashAttribute("said", "The draft is the latest revision now.");
        });
    }

    @GetMapping("/{base}/{number}/file")
    ResponseEntity<Resource> file(
            @PathVariable ContributionId id, @PathVariable int base, @PathVariable int number, Viewer viewer) {
        DraftView draft = drafts.require(id, base, number, viewer);
        return download.of(draft.document(), draft.fileName());
    }

    private static String back(ContributionId id, String note, RedirectAttributes next, Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
            Map<String, String> wrong = new HashMap<>();
            refusal.fields().forEach((field, message) -> wrong.put("draft-" + field, message));
            next.addFlashAttribute("wrong", wrong);
            next.addFlashAttribute("typed", new HashMap<>(Map.of("note", note)));
        }
        return "redirect:/contributions/" + id;
    }
}
