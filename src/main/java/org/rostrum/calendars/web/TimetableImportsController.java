package org.rostrum.calendars.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.calendars.imports.PlannedRow;
import org.rostrum.calendars.imports.PlannedRow.Outcome;
import org.rostrum.calendars.imports.TimetableImportId;
import org.rostrum.calendars.imports.TimetableImports;
import org.rostrum.calendars.imports.TimetableImports.Entry;
import org.rostrum.calendars.imports.TimetableImports.Meant;
import org.rostrum.calendars.imports.TimetableImports.Preview;
import org.rostrum.events.EventId;
import org.rostrum.events.Events;
import org.rostrum.groups.Visibility;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A timetable's file: uploaded, looked at, taken; and the timetable as a file. */
@Controller
class TimetableImportsController {

    private static final int PAGE = 100;

    private static final Map<String, String> SEEN_BY = new LinkedHashMap<>();

    static {
        SEEN_BY.put("", "As usual: everybody, but closed groups' sessions only the group");
        SEEN_BY.put("PUBLIC", "Everybody");
        SEEN_BY.put("MEMBERS", "Members");
    }

    private final TimetableImports imports;
    private final Events events;

    TimetableImportsController(TimetableImports imports, Events events) {
        this.imports = imports;
        this.events = events;
    }

    /** @param text pasted in place of a file */
    record UploadForm(
            @Nullable String text,
            @Nullable String encoding,
            @Nullable String seenBy,
            @Nullable Boolean whole,
            @Nullable MultipartFile file) {}

    @GetMapping("/staff/events/{event}/imports")
    ModelAndView list(@PathVariable EventId event, Viewer viewer) {
        return page(event, new UploadForm("", "auto", "", false, null), viewer);
    }

    private ModelAndView page(EventId event, UploadForm form, Viewer viewer) {
        return new ModelAndView("calendar/imports")
                .addObject("event", events.require(events.require(event).week()))
                .addObject("form", form)
                .addObject("encodings", TableFiles.ENCODINGS)
                .addObject("seenBy", SEEN_BY)
                .addObject("columns", TimetableImports.columns())
                .addObject("history", imports.history(event, viewer));
    }

    @PostMapping("/staff/events/{event}/imports")
    ModelAndView upload(
            @PathVariable EventId event,
            @ModelAttribute("form") UploadForm form,
            BindingResult problems,
            Viewer viewer) {
        try {
            return new ModelAndView("redirect:/staff/events/" + event + "/imports/" + upload(event, form, viewer));
        } catch (Refusal refusal) {
            String field = TableFiles.chosen(form.file()) ? "file" : "text";
            return Told.again(TableFiles.beside(field, refusal), problems, page(event, form, viewer));
        }
    }

    private TimetableImportId upload(EventId event, UploadForm form, Viewer viewer) {
        String seenBy = form.seenBy();
        Meant meant = new Meant(
                Boolean.TRUE.equals(form.whole()),
                seenBy == null || !SEEN_BY.containsKey(seenBy) || seenBy.isEmpty() ? null : Visibility.valueOf(seenBy));
        MultipartFile file = form.file();
        if (file != null && TableFiles.chosen(file)) {
            return imports.upload(
                    event,
                    TableFiles.name(file),
                    TableFiles.bytes(file),
                    TableFiles.windows1252(form.encoding()),
                    meant,
                    viewer);
        }
        String text = form.text();
        if (text == null || text.isBlank()) {
            throw Refusal.invalid("file", "Choose a file, or paste its text below.");
        }
        return imports.paste(event, text, meant, viewer);
    }

    @GetMapping("/staff/events/{event}/imports/{file}")
    String show(
            @PathVariable EventId event,
            @PathVariable("file") TimetableImportId id,
            @RequestParam(required = false) @Nullable Outcome only,
            @RequestParam(defaultValue = "1") int page,
            Viewer viewer,
            Model model) {
        Entry entry = imports.require(event, id, viewer);
        model.addAttribute("event", events.require(entry.event()));
        model.addAttribute("entry", entry);
        model.addAttribute("outcomes", Outcome.values());
        if (entry.appliedAt() == null) {
            preview(imports.preview(event, id, viewer), only, page, model);
        }
        return "calendar/import";
    }

    private static void preview(Preview preview, @Nullable Outcome only, int page, Model model) {
        Outcome shown = only;
        for (Outcome outcome : Outcome.values()) {
            if (shown == null && preview.count(outcome) > 0) {
                shown = outcome;
            }
        }
        Outcome of = shown == null ? Outcome.SAME : shown;
        List<PlannedRow> rows =
                preview.rows().stream().filter(row -> row.outcome() == of).toList();
        int pages = Math.max(1, (rows.size() + PAGE - 1) / PAGE);
        int at = Math.clamp(page, 1, pages);
        model.addAttribute("preview", preview);
        model.addAttribute("shown", of);
        model.addAttribute("rows", rows.subList((at - 1) * PAGE, Math.min(rows.size(), at * PAGE)));
        model.addAttribute("page", at);
        model.addAttribute("pages", pages);
    }

    /** Back to the file's page in either case: it shows what the file would do now. */
    @PostMapping("/staff/events/{event}/imports/{file}/application")
    String apply(
            @PathVariable EventId event,
            @PathVariable("file") TimetableImportId id,
            @RequestParam(defaultValue = "") String mark,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            imports.apply(event, id, mark, viewer);
            next.addFlashAttribute("said", "The file is in the draft. Nobody else sees it before it is published.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/staff/events/" + event + "/imports/" + id;
    }

    @GetMapping("/staff/events/{event}/imports/draft.csv")
    ResponseEntity<byte[]> draft(@PathVariable EventId event, Viewer viewer) {
        return TableFiles.csv("timetable-draft.csv", imports.draft(event, viewer));
    }

    /** What the viewer may see of the published timetable. */
    @GetMapping("/events/{event}/timetable.csv")
    ResponseEntity<byte[]> published(@PathVariable EventId event, Viewer viewer) {
        return TableFiles.csv("timetable.csv", imports.published(event, viewer));
    }
}
