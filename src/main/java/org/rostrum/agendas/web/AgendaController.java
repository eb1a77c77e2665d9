package org.rostrum.agendas.web;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.AgendaWatches;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.Allocations;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.agendas.Timing;
import org.rostrum.contributions.Contributions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.web.ReaderZone;
import org.rostrum.web.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The agenda as members read it. */
@Controller
class AgendaController {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaDrafts drafts;
    private final Contributions contributions;
    private final AgendaTimes timings;
    private final AgendaSheet sheet;
    private final Allocations allocations;
    private final Times times;
    private final AgendaWatches watches;

    AgendaController(
            Meetings meetings,
            Agendas agendas,
            AgendaDrafts drafts,
            Contributions contributions,
            AgendaTimes timings,
            AgendaSheet sheet,
            Allocations allocations,
            Times times,
            AgendaWatches watches) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.drafts = drafts;
        this.contributions = contributions;
        this.timings = timings;
        this.sheet = sheet;
        this.allocations = allocations;
        this.times = times;
        this.watches = watches;
    }

    @GetMapping("/meetings/{id}/agenda")
    String agenda(
            @PathVariable MeetingId id,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        watch(meeting, viewer, model);
        model.addAttribute("pinned", false);
        agendas.latest(meeting, viewer).ifPresent(agenda -> show(agenda, meeting, viewer, readerZone, model));
        officers(meeting, viewer, model);
        return "agenda/agenda";
    }

    @GetMapping("/meetings/{id}/agenda/versions/{version}")
    String version(
            @PathVariable MeetingId id,
            @PathVariable int version,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        watch(meeting, viewer, model);
        model.addAttribute("pinned", true);
        model.addAttribute("restores", viewer.may(Act.EDIT_AGENDA, meeting.permissions()));
        show(agendas.version(meeting, version, viewer), meeting, viewer, readerZone, model);
        return "agenda/agenda";
    }

    private void watch(MeetingView meeting, Viewer viewer, Model model) {
        model.addAttribute("meeting", meeting);
        if (AgendaWatches.possible(meeting, viewer)) {
            model.addAttribute("watch", watches.of(meeting, viewer));
        }
        model.addAttribute("seq", agendas.seq(meeting));
        model.addAttribute("expectedTitle", Expected.title(meeting));
        model.addAttribute("expectedText", Expected.sentence(meeting));
    }

    private void show(
            PublishedAgenda agenda, MeetingView meeting, Viewer viewer, @Nullable ZoneId readerZone, Model model) {
        model.addAttribute("agenda", agenda);
        Timing timing = timings.of(meeting, agenda);
        model.addAttribute("timing", timing);
        model.addAttribute("zones", zones(meeting, readerZone));
        model.addAttribute(
                "sheet",
                sheet.html(
                        agenda.items(),
                        agenda.inForce(),
                        contributions.underItems(meeting),
                        timing.items(),
                        meeting,
                        viewer,
                        readerZone));
        model.addAttribute(
                "changes",
                DifferenceMarkup.words(agendas.changesIn(agenda, meeting, viewer), DifferenceMarkup.Beside.LATER));
        model.addAttribute("versions", agendas.versions(meeting));
        model.addAttribute("planned", Planned.words(agenda.plannedMinutes()));
    }

    /** "Times are CET (Warsaw), in brackets yours, EST (New York)." Said once: on each of 400 rows it would drown them. */
    private String zones(MeetingView meeting, @Nullable ZoneId readerZone) {
        String there = "Times are " + times.zone(meeting.timeZone(), meeting.startsAt());
        if (readerZone == null) {
            return there + ".";
        }
        boolean same = AgendaSheet.sameClocks(meeting.startsAt(), meeting.timeZone(), readerZone);
        return there + (same ? "." : ", in brackets yours, " + times.zone(readerZone, meeting.startsAt()) + ".");
    }

    private void officers(MeetingView meeting, Viewer viewer, Model model) {
        boolean edits = viewer.may(Act.EDIT_AGENDA, meeting.permissions());
        model.addAttribute("edits", edits);
        model.addAttribute("publishes", viewer.may(Act.PUBLISH_AGENDA, meeting.permissions()));
        model.addAttribute("unpublished", edits && drafts.hasUnpublishedChanges(meeting, viewer));
        model.addAttribute("unallocated", edits ? allocations.unallocated(meeting) : 0);
    }
}
