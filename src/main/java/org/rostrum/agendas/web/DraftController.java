package org.rostrum.agendas.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.Draft;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.SavedDraft;
import org.rostrum.agendas.StaleDraft;
import org.rostrum.agendas.web.DraftForm.Row;
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

    DraftController(Meetings meetings, AgendaDrafts drafts) {
        this.meetings = meetings;
        this.drafts = drafts;
    }

    /** A message and the field it belongs to. */
    record Problem(String field, String message) {}

    /**
     * A row as the editor shows it, with what is wrong with it by field.
     *
     * @param at its place from 0, or "new" for the blank one that the script copies
     */
    record EditedRow(String at, String number, Row row, Map<String, String> problems) {

        static final EditedRow BLANK = new EditedRow("new", "", Row.EMPTY, Map.of());
    }

    @GetMapping
    String edit(@PathVariable MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        return editor(meeting, viewer, DraftForm.of(drafts.of(meeting, viewer)), Map.of(), model);
    }

    @PostMapping
    String write(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "save") String action,
            @RequestParam MultiValueMap<String, String> typed,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        MeetingView meeting = meetings.require(id, viewer);
        DraftForm form = DraftForm.typed(typed);
        if (!action.equals("save") && !action.equals("review")) {
            model.addAttribute("unsaved", true);
            if (action.equals("edit")) {
                // After a conflict: what is on the page replaces another's text, so only the button may save it.
                model.addAttribute("hold", true);
            }
            return editor(meeting, viewer, form.with(edited(form.rows(), action)), Map.of(), model);
        }
        try {
            SavedDraft saved = drafts.save(id, viewer, form.revision(), form.outline());
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
            return compare(meeting, viewer, form, model);
        } catch (Refusal e) {
            if (e.reason() != Refusal.Reason.INVALID) {
                throw e;
            }
            response.setStatus(e.reason().status());
            model.addAttribute("unsaved", true);
            model.addAttribute("refusal", e.getMessage());
            return editor(meeting, viewer, form, e.fields(), model);
        }
    }

    /** @param action "edit", "add", "usual", or "up", "down", "in", "out", "below", "remove" with a row as in "up:3" */
    private static List<Row> edited(List<Row> rows, String action) {
        int colon = action.indexOf(':');
        String verb = colon < 0 ? action : action.substring(0, colon);
        int index = colon < 0 ? -1 : index(action.substring(colon + 1));
        return switch (verb) {
            case "up" -> RowMoves.up(rows, index);
            case "down" -> RowMoves.down(rows, index);
            case "in" -> RowMoves.indented(rows, index);
            case "out" -> RowMoves.outdented(rows, index);
            case "below", "add" -> RowMoves.below(rows, index);
            case "remove" -> RowMoves.without(rows, index);
            case "usual" ->
                rows.isEmpty() ? Outline.usual().rows().stream().map(Row::of).toList() : rows;
            default -> rows;
        };
    }

    private static int index(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String editor(
            MeetingView meeting, Viewer viewer, DraftForm form, Map<String, String> problems, Model model) {
        Draft draft = drafts.of(meeting, viewer);
        List<String> numbers = form.numbers();
        List<EditedRow> rows = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            rows.add(
                    new EditedRow(String.valueOf(i), numbers.get(i), form.rows().get(i), problemsOf(i, problems)));
        }
        model.addAttribute("meeting", meeting);
        model.addAttribute("draft", draft);
        model.addAttribute("revision", form.revision());
        model.addAttribute("rows", rows);
        model.addAttribute("blank", EditedRow.BLANK);
        model.addAttribute(
                "problems",
                problems.entrySet().stream()
                        .map(problem -> new Problem(problem.getKey(), problem.getValue()))
                        .toList());
        model.addAttribute("publishes", viewer.may(Act.PUBLISH_AGENDA, meeting.permissions()));
        return "agenda/draft";
    }

    private static Map<String, String> problemsOf(int index, Map<String, String> problems) {
        Map<String, String> its = new HashMap<>();
        for (String field : List.of("title", "depth", "presenter", "minutes", "notes")) {
            String message = problems.get("items[" + index + "]." + field);
            if (message != null) {
                its.put(field, message);
            }
        }
        return its;
    }

    private String compare(MeetingView meeting, Viewer viewer, DraftForm mine, Model model) {
        Draft theirs = drafts.of(meeting, viewer);
        List<ComparedRow> lines = ComparedRow.sideBySide(DraftForm.of(theirs), mine);
        model.addAttribute("meeting", meeting);
        model.addAttribute("draft", theirs);
        model.addAttribute("mine", mine);
        model.addAttribute("lines", lines);
        model.addAttribute(
                "different", lines.stream().filter(ComparedRow::differs).count());
        return "agenda/conflict";
    }
}
