package org.rostrum.agendas.web;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaComparison;
import org.rostrum.agendas.AgendaDifference;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.AgendaRestorations;
import org.rostrum.agendas.AgendaVersion;
import org.rostrum.agendas.AgendaWatches;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.ItemKind;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Piece;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The versions of an agenda, what changed between them and who is told of it, for programs. */
@RestController
@RequestMapping("/api/v1/meetings/{id}/agenda")
class AgendaVersionsApi {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaDrafts drafts;
    private final AgendaRestorations restorations;
    private final AgendaWatches watches;

    AgendaVersionsApi(
            Meetings meetings,
            Agendas agendas,
            AgendaDrafts drafts,
            AgendaRestorations restorations,
            AgendaWatches watches) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.drafts = drafts;
        this.restorations = restorations;
        this.watches = watches;
    }

    record VersionResource(int version, boolean inForce, Instant publishedAt, String publishedBy, String note) {

        static VersionResource of(AgendaVersion version) {
            return new VersionResource(
                    version.version(), version.inForce(), version.publishedAt(), version.publishedBy(), version.note());
        }
    }

    /**
     * An item of the later text, or one that was removed, where it stood.
     *
     * @param changes what happened to it; empty where nothing did
     * @param movedFrom where it stood, in words; null where it did not move
     * @param title with the other texts in pieces, each the same in both, inserted or deleted
     * @param notes empty where they did not change
     */
    record Line(
            AgendaItemId id,
            String number,
            int depth,
            ItemKind kind,
            Set<AgendaDifference.Kind> changes,
            @Nullable String movedFrom,
            List<Piece> title,
            List<Piece> presenter,
            List<Piece> minutes,
            List<Piece> notes) {

        static Line of(AgendaDifference.Line line) {
            return new Line(
                    line.item().id(),
                    line.item().number(),
                    line.depth(),
                    line.item().kind(),
                    line.kinds(),
                    line.movedFrom(),
                    line.title(),
                    line.presenter(),
                    line.minutes(),
                    line.notes());
        }
    }

    /** @param to null for the draft */
    record ChangesResource(
            MeetingId meeting,
            VersionResource from,
            @Nullable VersionResource to,
            String summary,
            List<AgendaDifference.Change> changes,
            List<Line> items) {

        static ChangesResource of(MeetingId meeting, AgendaComparison comparison) {
            AgendaDifference difference = comparison.difference();
            return new ChangesResource(
                    meeting,
                    VersionResource.of(comparison.from()),
                    comparison.to() == null ? null : VersionResource.of(comparison.to()),
                    difference.summary(),
                    difference.changes(),
                    difference.lines().stream().map(Line::of).toList());
        }
    }

    @GetMapping("/versions")
    List<VersionResource> versions(@PathVariable MeetingId id, Viewer viewer) {
        return agendas.versions(meetings.require(id, viewer)).stream()
                .map(VersionResource::of)
                .toList();
    }

    /** Whichever is named first, the earlier version comes first in the answer. */
    @GetMapping("/versions/{version}/changes/{other}")
    ChangesResource changes(
            @PathVariable MeetingId id, @PathVariable int version, @PathVariable int other, Viewer viewer) {
        return ChangesResource.of(id, agendas.compare(meetings.require(id, viewer), version, other, viewer));
    }

    @GetMapping("/versions/{version}/changes/draft")
    ChangesResource draft(@PathVariable MeetingId id, @PathVariable int version, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        return ChangesResource.of(id, agendas.compare(meeting, version, drafts.of(meeting, viewer), viewer));
    }

    /** The draft says what this version said; answers with its revision before and after. */
    @PostMapping("/versions/{version}/restoration")
    AgendaRestorations.Restored restore(@PathVariable MeetingId id, @PathVariable int version, Viewer viewer) {
        return restorations.restore(id, version, viewer);
    }

    /** Whether the one whose token it is is told of new versions, and why, where they did not ask for it. */
    @GetMapping("/watch")
    AgendaWatches.Watch watch(@PathVariable MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.FOLLOW, meeting.permissions());
        return watches.of(meeting, viewer);
    }

    @PutMapping("/watch")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void start(@PathVariable MeetingId id, Viewer viewer) {
        watches.watch(id, viewer);
    }

    @DeleteMapping("/watch")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable MeetingId id, Viewer viewer) {
        watches.unwatch(id, viewer);
    }
}
