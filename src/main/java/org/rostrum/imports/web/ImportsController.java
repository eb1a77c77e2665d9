package org.rostrum.imports.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.imports.ImportId;
import org.rostrum.imports.ImportKind;
import org.rostrum.imports.Imports;
import org.rostrum.imports.Imports.Counts;
import org.rostrum.imports.Imports.Entry;
import org.rostrum.imports.Imports.Preview;
import org.rostrum.imports.Planned;
import org.rostrum.imports.Planned.Outcome;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.TableFiles;
import org.rostrum.shared.web.Told;
import org.springframework.http.ResponseEntity;
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

/** Uploading a file, looking at what it would do, taking it and taking it back. */
@Controller
@RequestMapping("/staff/imports")
class ImportsController {

    private static final int PAGE = 100;

    private final Imports imports;

    ImportsController(Imports imports) {
        this.imports = imports;
    }

    /** @param text pasted in place of a file */
    record UploadForm(
            @Nullable String kind,
            @Nullable String text,
            @Nullable String encoding,
            @Nullable MultipartFile file) {}

    @GetMapping
    ModelAndView list(@RequestParam(defaultValue = "organizations") String kind) {
        return page(new UploadForm(
                ImportKind.at(kind).orElse(ImportKind.ORGANIZATIONS).path(), "", "auto", null));
    }

    private ModelAndView page(UploadForm form) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (ImportKind kind : ImportKind.values()) {
            kinds.put(kind.path(), kind.label());
        }
        return new ModelAndView("staff/imports")
                .addObject("form", form)
                .addObject("kinds", kinds)
                .addObject("described", ImportKind.values())
                .addObject("encodings", TableFiles.ENCODINGS)
                .addObject("history", imports.history());
    }

    @PostMapping
    ModelAndView upload(@ModelAttribute("form") UploadForm form, BindingResult problems, Viewer viewer) {
        try {
            ImportId id = upload(form, viewer.requirePerson());
            return new ModelAndView("redirect:/staff/imports/" + id);
        } catch (Refusal refusal) {
            String field = TableFiles.chosen(form.file()) ? "file" : "text";
            return Told.again(TableFiles.beside(field, refusal), problems, page(form));
        }
    }

    private ImportId upload(UploadForm form, PersonId by) {
        ImportKind kind = ImportKind.at(Objects.requireNonNullElse(form.kind(), ""))
                .orElseThrow(() -> Refusal.invalid("kind", "Choose what the file holds."));
        MultipartFile file = form.file();
        if (file != null && TableFiles.chosen(file)) {
            return imports.upload(
                    kind, TableFiles.name(file), TableFiles.bytes(file), TableFiles.windows1252(form.encoding()), by);
        }
        String text = form.text();
        if (text == null || text.isBlank()) {
            throw Refusal.invalid("file", "Choose a file, or paste its text below.");
        }
        return imports.paste(kind, text, by);
    }

    @GetMapping("/{file}")
    String show(
            @PathVariable("file") ImportId id,
            @RequestParam(required = false) @Nullable Outcome only,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Entry entry = imports.require(id);
        model.addAttribute("entry", entry);
        if (entry.appliedAt() == null) {
            preview(imports.preview(id), only, page, model);
        }
        return "staff/import";
    }

    private static void preview(Preview preview, @Nullable Outcome only, int page, Model model) {
        Counts counts = preview.counts();
        Outcome shown = only != null
                ? only
                : counts.wrong() > 0
                        ? Outcome.WRONG
                        : counts.changed() > 0 ? Outcome.CHANGED : counts.added() > 0 ? Outcome.NEW : Outcome.SAME;
        List<Planned> rows =
                preview.rows().stream().filter(row -> row.outcome() == shown).toList();
        int pages = Math.max(1, (rows.size() + PAGE - 1) / PAGE);
        int at = Math.clamp(page, 1, pages);
        model.addAttribute("preview", preview);
        model.addAttribute("shown", shown);
        model.addAttribute("rows", rows.subList((at - 1) * PAGE, Math.min(rows.size(), at * PAGE)));
        model.addAttribute("page", at);
        model.addAttribute("pages", pages);
    }

    @PostMapping("/{file}/application")
    ModelAndView apply(
            @PathVariable("file") ImportId id,
            @RequestParam(defaultValue = "") String mark,
            Viewer viewer,
            RedirectAttributes next) {
        return said(id, "The file is imported.", next, () -> imports.apply(id, mark, viewer.requirePerson()));
    }

    @PostMapping("/{file}/undo")
    ModelAndView undo(@PathVariable("file") ImportId id, Viewer viewer, RedirectAttributes next) {
        return said(
                id,
                "The import is undone: all is as it was before.",
                next,
                () -> imports.undo(id, viewer.requirePerson()));
    }

    /** Back to the file's page in either case: it shows what the file would do now. */
    private ModelAndView said(ImportId id, String done, RedirectAttributes next, Runnable work) {
        try {
            work.run();
            next.addFlashAttribute("said", done);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return new ModelAndView("redirect:/staff/imports/" + id);
    }

    @GetMapping("/templates/{kind}")
    ResponseEntity<byte[]> template(@PathVariable String kind) {
        ImportKind known = ImportKind.at(kind).orElseThrow(() -> new NotFound("template"));
        return TableFiles.csv(kind + "-template.csv", imports.template(known));
    }

    @GetMapping("/records/{kind}")
    ResponseEntity<byte[]> records(@PathVariable String kind) {
        ImportKind known = ImportKind.at(kind).orElseThrow(() -> new NotFound("records"));
        return TableFiles.csv(kind + ".csv", imports.records(known));
    }
}
