package org.rostrum.contributions.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.contributions.ContributionFilter.Sort;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Contributions.Totals;
import org.rostrum.contributions.Submissions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.web.Here;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The table of a meeting's contributions. Filter and order stand in the address, to be kept and sent to others. */
@Controller
class ContributionsController {

    private final Contributions contributions;
    private final Submissions submissions;
    private final Meetings meetings;
    private final Here here;

    ContributionsController(Contributions contributions, Submissions submissions, Meetings meetings, Here here) {
        this.contributions = contributions;
        this.submissions = submissions;
        this.meetings = meetings;
        this.here = here;
    }

    /**
     * A column's heading.
     *
     * @param href the same table in this column's order; the other way round where it is in it already
     * @param order as aria-sort says it; null where the table goes by another column
     */
    record Column(String label, String href, @Nullable String order) {}

    private static final Map<Sort, String> LABELS = labels();

    private static Map<Sort, String> labels() {
        Map<Sort, String> labels = new EnumMap<>(Sort.class);
        labels.put(Sort.NUMBER, "Number");
        labels.put(Sort.TITLE, "Title");
        labels.put(Sort.SOURCE, "Source");
        labels.put(Sort.TYPE, "Type");
        labels.put(Sort.FOR, "For");
        labels.put(Sort.STATE, "State");
        labels.put(Sort.AGENDA, "Agenda item");
        labels.put(Sort.REVISION, "Revision");
        return labels;
    }

    private static List<Column> columns(ContributionFilter filter, Here here) {
        List<Column> columns = new ArrayList<>();
        LABELS.forEach((sort, label) -> {
            boolean current = sort == filter.sort();
            String href = UriComponentsBuilder.fromUriString(here.path())
                    .replaceQueryParam("sort", sort.name().toLowerCase(Locale.ROOT))
                    .replaceQueryParam("dir", current && !filter.descending() ? "desc" : "asc")
                    .build()
                    .toUriString();
            columns.add(new Column(label, href, !current ? null : filter.descending() ? "descending" : "ascending"));
        });
        return columns;
    }

    @GetMapping("/meetings/{id}/contributions")
    String list(
            @PathVariable MeetingId id, @RequestParam MultiValueMap<String, String> said, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        ContributionFilter filter = ContributionFilter.of(said);
        model.addAttribute("meeting", meeting);
        model.addAttribute("seq", contributions.seq(meeting));
        List<ContributionRow> rows = contributions.in(meeting, filter, viewer);
        model.addAttribute("rows", rows);
        Totals totals = filter.narrows()
                ? contributions.totals(meeting)
                : new Totals(rows.size(), (int)
                        rows.stream().filter(ContributionRow::unallocated).count());
        boolean places = viewer.may(Act.EDIT_AGENDA, meeting.permissions());
        model.addAttribute("total", totals.all());
        model.addAttribute("unallocated", totals.unallocated());
        Map<?, ?> choices = places ? Places.named(contributions.placesOf(meeting)) : Map.of();
        model.addAttribute("places", choices);
        model.addAttribute("lines", ContributionLines.html(rows, meeting, !choices.isEmpty()));
        model.addAttribute("back", "list");
        model.addAttribute("filter", filter);
        model.addAttribute("columns", columns(filter, here));
        model.addAttribute("states", ContributionState.values());
        model.addAttribute("types", ContributionType.values());
        model.addAttribute("mayContribute", viewer.may(Act.CONTRIBUTE, meeting.permissions()));
        model.addAttribute("deadline", submissions.deadline(meeting));
        return "contributions/list";
    }
}
