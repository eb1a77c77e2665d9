package org.rostrum.sheets.web;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.TableFiles;
import org.rostrum.shared.web.Told;
import org.rostrum.sheets.SheetChange;
import org.rostrum.sheets.SheetChange.Outcome;
import org.rostrum.sheets.SheetColumn;
import org.rostrum.sheets.SheetImportId;
import org.rostrum.sheets.SheetImports;
import org.rostrum.sheets.SheetImports.Entry;
import org.rostrum.sheets.SheetImports.Preview;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A list that comes back from a spreadsheet: uploaded, looked at, taken and taken back. */
@Controller
@RequestMapping("/meetings/{id}/contributions/imports")
class SheetImportController {

    /** As many rows as a meeting has contributions; only those of one outcome are shown at a time. */
    private static final int PAGE = 2_000;

    private final SheetImports imports;
    private final Meetings meetings;

    SheetImportController(SheetImports imports, Meetings meetings) {
        this.imports = imports;
        this.meetings = meetings;
    }

    record UploadForm(@Nullable String encoding, @Nullable MultipartFile file) {}

    @GetMapping
    ModelAndView list(@PathVariable MeetingId id, Viewer viewer) {
        return page(id, new UploadForm("auto", null), viewer);
    }

    private ModelAndView page(MeetingId id, UploadForm form, Viewer viewer) {
        return new ModelAndView("contributions/sheet-imports")
                .addObject("meeting", meetings.require(id, viewer))
                .addObject("form", form)
                .addObject("encodings", TableFiles.ENCODINGS)
                .addObject(
                        "read",
                        Arrays.stream(SheetColumn.values())
                                .filter(SheetColumn::changes)
                                .toList())
                .addObject("history", imports.history(id, viewer));
    }

    @PostMapping
    ModelAndView upload(
            @PathVariable MeetingId id,
            @ModelAttribute("form") UploadForm form,
            BindingResult problems,
            Viewer viewer) {
        try {
            MultipartFile file = form.file();
            if (file == null || !TableFiles.chosen(file)) {
                throw Refusal.invalid("file", "Choose the file.");
            }
            SheetImportId uploaded = imports.upload(
                    id, TableFiles.name(file), TableFiles.bytes(file), TableFiles.windows1252(form.encoding()), viewer);
            return new ModelAndView("redirect:/meetings/" + id + "/contributions/imports/" + uploaded);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, page(id, form, viewer));
        }
    }

    @GetMapping("/{file}")
    String show(
            @PathVariable MeetingId id,
            @PathVariable("file") SheetImportId file,
            @RequestParam(required = false) @Nullable Outcome only,
            @RequestParam(defaultValue = "1") int page,
            Viewer viewer,
            Model model) {
        Entry entry = imports.require(id, file, viewer);
        model.addAttribute("meeting", meetings.require(id, viewer));
        model.addAttribute("entry", entry);
        model.addAttribute("mayUndo", viewer.requirePerson().equals(entry.applier()));
        if (entry.appliedAt() == null) {
            preview(imports.preview(id, file, viewer), only, page, model);
        }
        return "contributions/sheet-import";
    }

    private static void preview(Preview preview, @Nullable Outcome only, int page, Model model) {
        Outcome shown = only;
        for (Outcome outcome : Outcome.values()) {
            if (shown == null && preview.count(outcome) > 0) {
                shown = outcome;
            }
        }
        Outcome of = shown == null ? Outcome.SAME : shown;
        List<SheetChange> rows =
                preview.rows().stream().filter(row -> row.outcome() == of).toList();
        int pages = Math.max(1, (rows.size() + PAGE - 1) / PAGE);
        int at = Math.clamp(page, 1, pages);
        model.addAttribute("preview", preview);
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("shown", of);
        model.addAttribute("empty", rows.isEmpty());
        model.addAttribute("lines", PreviewLines.html(rows.subList((at - 1) * PAGE, Math.min(rows.size(), at * PAGE))));
        model.addAttribute("page", at);
        model.addAttribute("pages", pages);
    }

    @PostMapping("/{file}/application")
    String apply(
            @PathVariable MeetingId id,
            @PathVariable("file") SheetImportId file,
            @RequestParam(defaultValue = "") String mark,
            Viewer viewer,
            RedirectAttributes next) {
        return done(id, file, next, "The file is imported.", () -> imports.apply(id, file, mark, viewer));
    }

    @PostMapping("/{file}/undo")
    String undo(
            @PathVariable MeetingId id,
            @PathVariable("file") SheetImportId file,
            Viewer viewer,
            RedirectAttributes next) {
        return done(
                id, file, next, "The import is undone: all is as it was before.", () -> imports.undo(id, file, viewer));
    }

    /** Back to the file's page in either case: it shows what the file would do now. */
    private static String done(MeetingId id, SheetImportId file, RedirectAttributes next, String said, Runnable work) {
        try {
            work.run();
            next.addFlashAttribute("said", said);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/meetings/" + id + "/contributions/imports/" + file;
    }
}
