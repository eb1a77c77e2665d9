package org.rostrum.meetings.web;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.OfficeTerm;
import org.rostrum.groups.Visibility;
import org.rostrum.meetings.GroupLatePolicies;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.When;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The groups' pages. They stand here and not with the groups because a group's page lists its meetings, and because who
 * may do what is itself decided by what is known of groups.
 */
@Controller
class GroupController {

    private static final Set<OfficeRole> OFFICERS =
            EnumSet.of(OfficeRole.CHAIR, OfficeRole.VICE_CHAIR, OfficeRole.SECRETARY);

    private final Groups groups;
    private final Meetings meetings;
    private final GroupLatePolicies latePolicies;
    private final Clock clock;

    GroupController(Groups groups, Meetings meetings, GroupLatePolicies latePolicies, Clock clock) {
        this.groups = groups;
        this.meetings = meetings;
        this.latePolicies = latePolicies;
        this.clock = clock;
    }

    @GetMapping("/groups")
    String groups(Model model) {
        model.addAttribute("groups", groups.tree());
        return "group/groups";
    }

    @GetMapping("/groups/{code}")
    String group(@PathVariable String code, Viewer viewer, Model model) {
        GroupView group = groups.require(code);
        List<OfficeTerm> terms = groups.terms(group.group().id());
        Instant now = clock.instant();
        model.addAttribute("group", group);
        model.addAttribute("mayAppoint", viewer.may(Act.APPOINT, Place.of(group)));
        model.addAttribute("mayCall", viewer.may(Act.CALL_MEETING, Place.of(group)));
        model.addAttribute("latePolicy", latePolicies.of(group.group().id()));
        model.addAttribute("latePolicies", LatePolicy.values());
        model.addAttribute(
                "officers",
                terms.stream()
                        .filter(term -> OFFICERS.contains(term.role()) && term.holdsAt(now))
                        .toList());
        if (viewer.member() || viewer.staff()) {
            addWhatMembersSee(group, terms, now, viewer, model);
        } else if (viewer.admitted() || group.visibility() == Visibility.PUBLIC) {
            addMeetings(group, viewer, model);
        }
        return "group/group";
    }

    private void addWhatMembersSee(GroupView group, List<OfficeTerm> terms, Instant now, Viewer viewer, Model model) {
        model.addAttribute(
                "participants",
                terms.stream()
                        .filter(term -> !OFFICERS.contains(term.role()) && term.holdsAt(now))
                        .toList());
        model.addAttribute(
                "former",
                terms.stream()
                        .filter(term ->
                                OFFICERS.contains(term.role()) && !term.since().isAfter(now) && !term.holdsAt(now))
                        .toList());
        model.addAttribute(
                "toCome",
                terms.stream().filter(term -> term.since().isAfter(now)).toList());
        addMeetings(group, viewer, model);
    }

    private void addMeetings(GroupView group, Viewer viewer, Model model) {
        List<MeetingView> held = meetings.ofGroup(group.group().id(), viewer);
        model.addAttribute(
                "coming",
                held.stream()
                        .filter(meeting -> meeting.when(clock.instant()) != When.PAST)
                        .toList()
                        .reversed());
        model.addAttribute(
                "held",
                held.stream()
                        .filter(meeting -> meeting.when(clock.instant()) == When.PAST)
                        .toList());
    }
}
