package org.rostrum.agendas.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaLinks;
import org.rostrum.agendas.AgendaTemplates;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.Draft;
import org.rostrum.agendas.DraftConflict;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.OutlineReader;
import org.rostrum.agendas.OutlineRow;
import org.rostrum.agendas.SavedDraft;
import org.rostrum.agendas.StaleDraft;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The editor of the draft. Without script every button sends the whole form, and the page that comes back holds all that
 * was typed, moved as asked but not saved; with it the same fields are edited in place.
 */
@Controller
@RequestMapping("/meetings/{id}/agenda/draft")
class DraftController {

    private final Meetings meetings;
    private final AgendaDrafts drafts;
    private final AgendaLinks links;
    private final AgendaTimes times;
    private final AgendaTemplates templates;

    DraftController(
            Meetings meetings, AgendaDrafts drafts, AgendaLinks links, AgendaTimes times, AgendaTemplates templates) {
        this.meetings = meetings;
        this.drafts = drafts;
        this.links = links;
        this.times = times;
        this.templates = templates;
    }

    /** Buttons that save the draft; all others act on what is typed and save nothing. */
    private static final Set<String> SAVING = Set.of("save", "review", "save-template");

    /** Before the template's id in the value of a button. */
    private static final String FROM = "from:";

    /** A message and the field it belongs to. */
    record Problem(String field, String message) {}

    @GetMapping
    String edit(@PathVariable MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        return editor(meeting, viewer, DraftForm.of(drafts.of(meeting, viewer)), Acted.NOWHERE, Map.of(), model);
    }

    @PostMapping
    String write(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "save") String action,
            @RequestParam(defaultValue = "-1") int at,
            @RequestParam MultiValueMap<String, String> typed,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        MeetingView meeting = meetings.require(id, viewer);
        DraftForm form = settled(DraftForm.typed(typed), typed.get("theirs"), meeting, viewer);
        if (!SAVING.contains(action)) {
            model.addAttribute("unsaved", true);
            if (action.equals("edit")) {
                // After a conflict: what is on the page replaces another's text, so only the button may save it.
                model.addAttribute("hold", true);
            }
            try {
                Acted acted = acted(meeting, viewer, form, action, at, typed);
                return editor(meeting, viewer, form.with(acted.rows()), acted, Map.of(), model);
            } catch (Refusal e) {
                if (!action.equals("paste") || e.reason() != Refusal.Reason.INVALID) {
                    throw e;
                }
                response.setStatus(e.reason().status());
                model.addAttribute("pasted", typed.getFirst("outline"));
                model.addAttribute("pasteProblems", PasteProblem.of(e));
                return editor(meeting, viewer, form, Acted.at(at), Map.of(), model);
            }
        }
        try {
            SavedDraft saved = drafts.save(id, viewer, form.revision(), form.outline());
            if (action.equals("save-template")) {
                String name = typed.getFirst("templateName");
                next.addFlashAttribute("told", savedAsTemplate(id, viewer, name));
                return "redirect:/meetings/" + id + "/agenda/draft";
            }
            next.addFlashAttribute(
                    "told",
                    saved.merged()
                            ? "Saved, together with what others changed meanwhile. Members do not see the draft until it is"
                                    + " published."
                            : "Saved. Members do not see the draft until it is published.");
            return "redirect:/meetings/" + id
                    + (action.equals("review") ? "/agenda/publications/new" : "/agenda/draft");
        } catch (StaleDraft e) {
            response.setStatus(e.reason().status());
            List<OutlineRow> together = e.together();
            DraftForm mine = together == null
                    ? form
                    : form.with(together.stream().map(DraftForm.Row::of).toList());
            return compare(meeting, viewer, mine, e.conflicts(), model);
        } catch (Refusal e) {
            if (e.reason() != Refusal.Reason.INVALID) {
                throw e;
            }
            response.setStatus(e.reason().status());
            model.addAttribute("unsaved", true);
            model.addAttribute("refusal", e.getMessage());
            return editor(meeting, viewer, form, Acted.NOWHERE, e.fields(), model);
        }
    }

    /** After a conflict, the items for which somebody chose the other text. */
    private DraftForm settled(DraftForm mine, @Nullable List<String> choices, MeetingView meeting, Viewer viewer) {
        return choices == null
                ? mine
                : mine.with(Settled.of(
                        mine.rows(), DraftForm.of(drafts.of(meeting, viewer)).rows(), new HashSet<>(choices)));
    }

    private Acted acted(
            MeetingView meeting,
            Viewer viewer,
            DraftForm form,
            String action,
            int at,
            MultiValueMap<String, String> typed) {
        if (action.equals("paste")) {
            return Acted.adding(
                    form.rows(), at, OutlineReader.read(Objects.requireNonNullElse(typed.getFirst("outline"), "")));
        }
        String template = action.equals("template")
                ? Objects.requireNonNullElse(typed.getFirst("template"), "")
                : action.startsWith(FROM) ? action.substring(FROM.length()) : null;
        return template == null
                ? Acted.on(form.rows(), at, action)
                : Acted.adding(form.rows(), -1, templates.outline(meeting, viewer, template));
    }

    /** The draft is saved by now, so what is wrong with the name is told and not lost with the page. */
    private String savedAsTemplate(MeetingId id, Viewer viewer, @Nullable String name) {
        try {
            AgendaTemplates.Saved saved = templates.save(id, viewer, name);
            return "Saved, also as the group’s template “" + saved.template().name() + "”.";
        } catch (Refusal e) {
            if (e.reason() != Refusal.Reason.INVALID) {
                throw e;
            }
            return "Saved, but not as a template: " + e.getMessage();
        }
    }

    private String editor(
            MeetingView meeting,
            Viewer viewer,
            DraftForm form,
            Acted acted,
            Map<String, String> problems,
            Model model) {
        Draft draft = drafts.of(meeting, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("draft", draft);
        model.addAttribute("revision", form.revision());
        String allocation = "/meetings/" + meeting.id() + "/agenda/allocation";
        model.addAttribute("count", form.rows().size());
        model.addAttribute(
                "rows", EditedRow.markup(EditedRow.of(form, links.of(meeting), acted, problems), allocation));
        model.addAttribute("blank", EditedRow.markup(List.of(EditedRow.BLANK), allocation));
        model.addAttribute("kinds", ItemKind.values());
        model.addAttribute("templates", templates.list(meeting, viewer));
        int available = times.available(meeting);
        model.addAttribute("available", available);
        model.addAttribute("planned", planned(form.read(), available));
        model.addAttribute("overflow", times.planned(meeting, draft.rows()).overflow());
        model.addAttribute(
                "problems",
                problems.entrySet().stream()
                        .map(problem -> new Problem(problem.getKey(), problem.getValue()))
                        .toList());
        model.addAttribute("publishes", viewer.may(Act.PUBLISH_AGENDA, meeting.permissions()));
        return "agenda/draft";
    }

    /** "Planned 5 h 20 min of 8 h"; internal items take no time of the meeting. */
    private static String planned(List<OutlineRow> rows, int available) {
        int minutes = 0;
        for (OutlineRow row : rows) {
            if (row.kind() != ItemKind.INTERNAL && row.minutes() != null) {
                minutes += row.minutes();
            }
        }
        return minutes == 0
                ? ""
                : "Planned " + Planned.words(minutes) + (available == 0 ? "" : " of " + Planned.words(available));
    }

    private String compare(
            MeetingView meeting, Viewer viewer, DraftForm mine, List<DraftConflict> conflicts, Model model) {
        Draft theirs = drafts.of(meeting, viewer);
        List<ComparedRow> lines = ComparedRow.sideBySide(DraftForm.of(theirs), mine);
        model.addAttribute("meeting", meeting);
        model.addAttribute("draft", theirs);
        model.addAttribute("mine", mine);
        model.addAttribute("conflicts", conflicts);
        model.addAttribute("lines", lines);
        model.addAttribute(
                "different", lines.stream().filter(ComparedRow::differs).count());
        return "agenda/conflict";
    }
}
