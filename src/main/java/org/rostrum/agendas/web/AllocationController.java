package org.rostrum.agendas.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.Allocated;
import org.rostrum.agendas.AllocationBoard;
import org.rostrum.agendas.AllocationBoard.Shelf;
import org.rostrum.agendas.AllocationItem;
import org.rostrum.agendas.Allocations;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.PlacedRow;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.web.OwnPath;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The board on which officers allocate contributions. Without script its buttons send one form; the script sends the same
 * form and is answered with the lists that are others now.
 */
@Controller
@RequestMapping("/meetings/{id}/agenda/allocation")
class AllocationController {

    private final Meetings meetings;
    private final Agendas agendas;
    private final Allocations allocations;

    AllocationController(Meetings meetings, Agendas agendas, Allocations allocations) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.allocations = allocations;
    }

    /** An item's list as the script takes it; its contributions as HTML. */
    record ShelfView(AllocationItem item, int count, String rows) {}

    /** @param proposed "yes", "no" or empty for both */
    record Filter(String q, String type, String proposed) {

        boolean passes(PlacedRow row) {
            return (type.isEmpty() || row.type().code().equals(type))
                    && (proposed.isEmpty() || proposed.equals("yes") == (row.proposed() != null))
                    && (q.isBlank()
                            || (row.number().number() + " " + row.title() + " " + row.source())
                                    .toLowerCase(Locale.ROOT)
                                    .contains(q.strip().toLowerCase(Locale.ROOT)));
        }

        public boolean narrows() {
            return !(q.isBlank() && type.isEmpty() && proposed.isEmpty());
        }
    }

    @GetMapping
    String page(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String proposed,
            Viewer viewer,
            Model model) {
        return board(id, viewer, new Filter(q, type, proposed), Set.of(), "", model);
    }

    /** The lists that an event names, for the script of a board on which somebody else changed something. */
    @GetMapping("/parts")
    String parts(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") List<String> item,
            @RequestParam(defaultValue = "") List<String> contribution,
            @RequestParam(defaultValue = "false") boolean all,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("all", all);
        return all
                ? parts(meeting, viewer, each -> true, each -> true, model)
                : parts(meeting, viewer, new HashSet<>(item)::contains, new HashSet<>(contribution)::contains, model);
    }

    @PostMapping
    String change(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String action,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestHeader(name = "X-Board", required = false) @Nullable String script,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        MeetingView meeting = meetings.require(id, viewer);
        AllocationForm form = new AllocationForm(action, typed);
        Set<String> about = new HashSet<>(typed.getOrDefault("contribution", List.of()));
        try {
            Allocated done = form.carryOut(allocations, id, viewer);
            if (script != null) {
                Set<String> items = new HashSet<>();
                done.items().forEach(item -> items.add(item.toString()));
                done.done()
                        .moved()
                        .forEach(moved -> about.add(moved.contribution().toString()));
                model.addAttribute("said", done.said());
                model.addAttribute("change", done.change());
                return parts(meeting, viewer, items::contains, about::contains, model);
            }
            next.addFlashAttribute("told", done.said());
            next.addFlashAttribute("change", done.change());
            return "redirect:" + back(id, form);
        } catch (Refusal | NotFound e) {
            int status = e instanceof Refusal refusal ? refusal.reason().status() : 404;
            if (e instanceof Refusal refusal && refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw e;
            }
            String words = e instanceof NotFound
                    ? "Somebody has removed this in the meantime. Nothing was changed."
                    : String.valueOf(e.getMessage());
            if (script != null) {
                response.setStatus(status);
                model.addAttribute("refused", words);
                return parts(meeting, viewer, item -> false, about::contains, model);
            }
            if (!back(id, form).equals("/meetings/" + id + "/agenda/allocation")) {
                next.addFlashAttribute("refused", words);
                return "redirect:" + back(id, form);
            }
            response.setStatus(status);
            model.addAttribute("refused", words);
            return board(id, viewer, new Filter("", "", ""), about, form.text("name"), model);
        }
    }

    /** To the page that the button was on: a contribution's, a list with its filter, or the board. */
    private static String back(MeetingId id, AllocationForm form) {
        List<ContributionId> about = form.contributions();
        String from = form.text("back");
        if (from.startsWith("/")) {
            return OwnPath.of(from).toString();
        }
        return from.equals("contribution") && !about.isEmpty()
                ? "/contributions/" + about.getFirst()
                : "/meetings/" + id + "/agenda/allocation";
    }

    private String board(MeetingId id, Viewer viewer, Filter filter, Set<String> chosen, String name, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        // Before the board is read, so that nothing falls between it and what the page hears.
        model.addAttribute("seq", agendas.seq(meeting));
        model.addAttribute("draftRoom", allocations.draftRoom(meeting, viewer).orElse(null));
        AllocationBoard board = allocations.board(meeting, viewer);
        List<AllocationItem> items = board.shelves().stream().map(Shelf::item).toList();
        BoardRows rows = new BoardRows(items, chosen);
        Set<UUID> open = new HashSet<>();
        items.stream()
                .filter(AllocationItem::open)
                .forEach(item -> open.add(item.id().value()));
        List<PlacedRow> shown = board.waiting().stream().filter(filter::passes).toList();
        model.addAttribute("meeting", meeting);
        model.addAttribute("board", board);
        model.addAttribute("items", open.isEmpty() ? "" : rows.items(board.shelves()));
        model.addAttribute("options", BoardRows.options(board.shelves()));
        model.addAttribute("waiting", rows.list(shown));
        model.addAttribute("shown", shown.size());
        model.addAttribute(
                "proposals",
                board.waiting().stream()
                        .filter(row -> row.state() == ContributionState.SUBMITTED)
                        .filter(row -> row.proposed() != null && open.contains(row.proposed()))
                        .count());
        model.addAttribute("filter", filter);
        model.addAttribute(
                "types",
                Arrays.stream(ContributionType.values())
                        .filter(type -> type != ContributionType.AGD)
                        .toList());
        model.addAttribute("name", name);
        model.addAttribute("intent", NewId.next());
        return "agenda/allocation";
    }

    private String parts(
            MeetingView meeting, Viewer viewer, Predicate<String> items, Predicate<String> contributions, Model model) {
        AllocationBoard board = allocations.board(meeting, viewer);
        BoardRows rows = new BoardRows(board.shelves().stream().map(Shelf::item).toList(), Set.of());
        List<ShelfView> changed = new ArrayList<>();
        for (Shelf shelf : board.shelves()) {
            if (shelf.item().open() && items.test(shelf.item().id().toString())) {
                changed.add(new ShelfView(shelf.item(), shelf.count(), rows.shelf(shelf.segments())));
            }
        }
        model.addAttribute("board", board);
        model.addAttribute("shelves", changed);
        model.addAttribute(
                "waiting",
                rows.list(board.waiting().stream()
                        .filter(row -> contributions.test(row.id().toString()))
                        .toList()));
        return "agenda/allocation :: parts";
    }
}
