package org.rostrum.staff;

import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Groups;
import org.rostrum.groups.Offices;
import org.rostrum.notifications.Outbox;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Undo;
import org.rostrum.shared.UndoId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The desk's first page, and taking back a slip made at any of its pages. */
@Controller
class DeskController {

    /** The first of many tell what is wrong, and one button tries all. */
    private static final int STUCK_MAILS = 10;

    private final Desk desk;
    private final Undo undo;
    private final Organizations organizations;
    private final People people;
    private final Offices offices;
    private final Groups groups;
    private final Outbox outbox;

    DeskController(
            Desk desk,
            Undo undo,
            Organizations organizations,
            People people,
            Offices offices,
            Groups groups,
            Outbox outbox) {
        this.desk = desk;
        this.undo = undo;
        this.organizations = organizations;
        this.people = people;
        this.offices = offices;
        this.groups = groups;
        this.outbox = outbox;
    }

    @GetMapping("/staff")
    String waits(Model model) {
        model.addAttribute("requests", desk.requests());
        model.addAttribute("unled", desk.groupsWithoutOfficers());
        model.addAttribute("troubled", desk.organizationsInTrouble());
        model.addAttribute("offices", desk.offices());
        model.addAttribute("memberships", desk.memberships());
        model.addAttribute("delegations", desk.delegations());
        model.addAttribute("mailServer", outbox.hasServer());
        model.addAttribute("mailPatience", outbox.patience());
        model.addAttribute("stuck", outbox.stuck(STUCK_MAILS));
        model.addAttribute("stuckInAll", outbox.stuck());
        return "staff/desk";
    }

    @PostMapping("/staff/undo")
    String undo(@RequestParam UndoId slip, Viewer viewer, RedirectAttributes next) {
        PersonId staff = viewer.requirePerson();
        Undo.Slip found = undo.find(slip)
                .orElseThrow(() -> Refusal.conflict("This can no longer be undone: ten minutes have passed, or it was "
                        + "undone already. Enter what should hold instead."));
        next.addFlashAttribute("said", "Undone. What was before holds again.");
        return switch (found.history()) {
            case MEMBERSHIP -> {
                OrganizationId organization = organizations.undo(slip, staff);
                yield "redirect:/staff/organizations/" + organization;
            }
            case DELEGATION -> {
                PersonId person = people.undo(slip, staff);
                yield "redirect:/staff/people/" + person;
            }
            case OFFICE -> {
                GroupId group = offices.undo(slip, staff);
                yield "redirect:/staff/groups/" + groups.codeOf(group);
            }
        };
    }
}
