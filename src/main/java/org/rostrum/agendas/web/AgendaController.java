package org.rostrum.agendas.web;

import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.contributions.Contributions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The agenda as members read it. */
@Controller
class AgendaController {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaDrafts drafts;
    private final Contributions contributions;
    private final AgendaText text;

    AgendaController(
            Meetings meetings, Agendas agendas, AgendaDrafts drafts, Contributions contributions, AgendaText text) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.drafts = drafts;
        this.contributions = contributions;
        this.text = text;
    }

    @GetMapping("/meetings/{id}/agenda")
    String agenda(@PathVariable MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        watch(meeting, model);
        model.addAttribute("pinned", false);
        agendas.latest(meeting, viewer).ifPresent(agenda -> show(agenda, meeting, viewer, model));
        officers(meeting, viewer, model);
        return "agenda/agenda";
    }

    @GetMapping("/meetings/{id}/agenda/versions/{version}")
    String version(@PathVariable MeetingId id, @PathVariable int version, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        watch(meeting, model);
        model.addAttribute("pinned", true);
        show(agendas.version(meeting, version, viewer), meeting, viewer, model);
        return "agenda/agenda";
    }

    private void watch(MeetingView meeting, Model model) {
        model.addAttribute("meeting", meeting);
        model.addAttribute("seq", agendas.seq(meeting));
        model.addAttribute("expectedTitle", Expected.title(meeting));
        model.addAttribute("expectedText", Expected.sentence(meeting));
    }

    private void show(PublishedAgenda agenda, MeetingView meeting, Viewer viewer, Model model) {
        model.addAttribute("agenda", agenda);
        model.addAttribute("tree", AgendaNode.tree(agenda.items()));
        model.addAttribute("notes", text.notes(agenda.items()));
        model.addAttribute("contributions", contributions.byAgendaItem(meeting.id()));
        model.addAttribute("groups", agendas.changesIn(agenda, meeting, viewer).groups());
        model.addAttribute("versions", agendas.versions(meeting));
        model.addAttribute("planned", Planned.words(agenda.plannedMinutes()));
    }

    private void officers(MeetingView meeting, Viewer viewer, Model model) {
        boolean edits = viewer.may(Act.EDIT_AGENDA, meeting.permissions());
        model.addAttribute("edits", edits);
        model.addAttribute("publishes", viewer.may(Act.PUBLISH_AGENDA, meeting.permissions()));
        model.addAttribute("unpublished", edits && drafts.hasUnpublishedChanges(meeting, viewer));
    }
}
