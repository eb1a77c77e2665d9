package org.rostrum.contributions.web;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.contributions.ContributionFilter.Whose;
import org.rostrum.contributions.ContributionLists;
import org.rostrum.contributions.ContributionLists.Counts;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.ListColumn;
import org.rostrum.contributions.ListView;
import org.rostrum.contributions.ListedContribution;
import org.rostrum.contributions.MarkTone;
import org.rostrum.contributions.Marks;
import org.rostrum.contributions.Outcome;
import org.rostrum.contributions.Submissions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.rostrum.web.ReaderZone;
import org.rostrum.web.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The table of a meeting's contributions. Filter and order stand in the address, to be kept and sent to others. */
@Controller
class ContributionsController {

    private final Contributions contributions;
    private final ContributionLists lists;
    private final Marks marks;
    private final ListViewCookie views;
    private final Submissions submissions;
    private final Meetings meetings;
    private final Times times;

    ContributionsController(
            Contributions contributions,
            ContributionLists lists,
            Marks marks,
            ListViewCookie views,
            Submissions submissions,
            Meetings meetings,
            Times times) {
        this.contributions = contributions;
        this.lists = lists;
        this.marks = marks;
        this.views = views;
        this.submissions = submissions;
        this.meetings = meetings;
        this.times = times;
    }

    /** What a viewer may do with many at a time. */
    record Many(boolean place, boolean open, boolean decide, boolean withdraw, boolean mark) {

        static Many of(MeetingView meeting, ContributionFilter filter, Viewer viewer) {
            boolean officer = viewer.may(Act.RECORD_DISPOSITION, meeting.permissions());
            return new Many(
                    viewer.may(Act.EDIT_AGENDA, meeting.permissions()),
                    viewer.may(Act.RUN_FLOOR, meeting.permissions()),
                    officer,
                    // Whoever writes takes back their own, and only theirs are before them then.
                    officer || (filter.whose() != Whose.ALL && viewer.may(Act.CONTRIBUTE, meeting.permissions())),
                    Marks.seenBy(viewer, meeting.permissions()));
        }

        public boolean any() {
            return place || open || decide || withdraw || mark;
        }
    }

    @GetMapping("/meetings/{id}/contributions")
    String list(
            @PathVariable MeetingId id,
            @RequestParam MultiValueMap<String, String> said,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        ContributionFilter filter = ContributionFilter.of(said);
        model.addAttribute("meeting", meeting);
        model.addAttribute("seq", contributions.seq(meeting));
        List<ListedContribution> rows = lists.in(meeting, filter, viewer);
        Counts counts = lists.counts(meeting);
        Many many = Many.of(meeting, filter, viewer);
        Map<String, String> items =
                Places.named(many.place() ? contributions.placesOf(meeting) : contributions.agendaOf(meeting));
        ListView view = views.of(viewer);
        List<ListColumn> columns = view.columns().stream()
                .filter(column -> column != ListColumn.MEETING)
                .toList();
        ListFrame frame = new ListFrame(new ListAddress("/meetings/" + id + "/contributions", said), filter, viewer);
        frame.fill(model, items, Map.of());
        model.addAttribute("headings", frame.headings(columns, true));
        model.addAttribute("shares", frame.shares(counts));
        model.addAttribute("view", view);
        model.addAttribute("shown", rows.size());
        model.addAttribute("total", counts.all());
        model.addAttribute("unallocated", counts.unallocated());
        model.addAttribute("items", items);
        model.addAttribute("sources", sources(rows));
        model.addAttribute("many", many);
        model.addAttribute(
                "lines", ContributionLines.html(rows, columns, many.any(), times, meeting.timeZone(), readerZone));
        if (many.decide()) {
            model.addAttribute("seen", ContributionLines.seen(rows));
            model.addAttribute("outcomes", Outcome.values());
            model.addAttribute(
                    "later",
                    meetings.ahead(List.of(meeting.group().id()), viewer).stream()
                            .filter(other -> other.startsAt().isAfter(meeting.startsAt()))
                            .toList());
        }
        if (many.mark()) {
            model.addAttribute("marks", marks.wordsIn(meeting));
            model.addAttribute("tones", MarkTone.values());
        }
        model.addAttribute("intent", NewId.next());
        model.addAttribute("back", model.getAttribute("here"));
        model.addAttribute("mayContribute", viewer.may(Act.CONTRIBUTE, meeting.permissions()));
        model.addAttribute("deadline", submissions.deadline(meeting));
        return "contributions/list";
    }

    /** For a field that proposes what there is. */
    private static List<String> sources(List<ListedContribution> rows) {
        TreeSet<String> sources = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        rows.forEach(listed -> sources.add(listed.row().source()));
        return sources.stream().limit(200).toList();
    }
}
