package org.rostrum.contributions.web;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.contributions.ContributionLists;
import org.rostrum.contributions.ListColumn;
import org.rostrum.contributions.ListView;
import org.rostrum.contributions.ListedContribution;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Page;
import org.rostrum.web.ReaderZone;
import org.rostrum.web.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists over many meetings: a group's, and one's own in whatever group. They have no end, so they come in pages. */
@Controller
class GroupContributionsController {

    private final ContributionLists lists;
    private final ListViewCookie views;
    private final Groups groups;
    private final Meetings meetings;
    private final Times times;
    private final BodySettings body;

    GroupContributionsController(
            ContributionLists lists,
            ListViewCookie views,
            Groups groups,
            Meetings meetings,
            Times times,
            BodySettings body) {
        this.lists = lists;
        this.views = views;
        this.groups = groups;
        this.meetings = meetings;
        this.times = times;
        this.body = body;
    }

    @GetMapping("/groups/{code}/contributions")
    String ofGroup(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> said,
            @RequestParam(required = false) @Nullable String older,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        GroupView group = groups.require(code);
        if (!viewer.may(Act.READ, Place.of(group))) {
            throw new NotFound("group");
        }
        ContributionFilter filter = ContributionFilter.of(said);
        Map<UUID, String> held = new LinkedHashMap<>();
        meetings.ofGroup(group.group().id(), viewer)
                .forEach(meeting -> held.put(meeting.id().value(), meeting.name()));
        model.addAttribute("group", group);
        model.addAttribute("meetings", held);
        model.addAttribute("years", lists.yearsOf(group.group().id()));
        ListAddress address = new ListAddress("/groups/" + group.group().code() + "/contributions", said);
        return shown(
                address, filter, held, lists.ofGroup(group, filter, older, viewer), older, readerZone, viewer, model);
    }

    @GetMapping("/contributions")
    String ofOnesOwn(
            @RequestParam MultiValueMap<String, String> said,
            @RequestParam(required = false) @Nullable String older,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        ContributionFilter filter = ContributionFilter.ofOnesOwn(said);
        model.addAttribute("group", null);
        return shown(
                new ListAddress("/contributions", said),
                filter,
                Map.of(),
                lists.readable(filter, older, viewer),
                older,
                readerZone,
                viewer,
                model);
    }

    private String shown(
            ListAddress address,
            ContributionFilter filter,
            Map<UUID, String> held,
            Page<ListedContribution> page,
            @Nullable String older,
            @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        ListView view = views.of(viewer);
        List<ListColumn> columns = new ArrayList<>(view.columns());
        if (!columns.contains(ListColumn.MEETING)) {
            columns.add(columns.indexOf(ListColumn.TITLE) + 1, ListColumn.MEETING);
        }
        ListFrame frame = new ListFrame(address, filter, viewer);
        frame.fill(model, Map.of(), held);
        model.addAttribute("headings", frame.headings(columns, false));
        model.addAttribute("view", view);
        model.addAttribute("shown", page.items().size());
        model.addAttribute(
                "lines", ContributionLines.html(page.items(), columns, false, times, body.timeZone(), readerZone));
        model.addAttribute("olderHref", page.next() == null ? null : address.older(page.next()));
        model.addAttribute("newestHref", older == null ? null : address.whole());
        return "contributions/over";
    }
}
