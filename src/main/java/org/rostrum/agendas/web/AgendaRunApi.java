package org.rostrum.agendas.web;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.AgendaProgress;
import org.rostrum.agendas.AgendaRun;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.ItemTime;
import org.rostrum.agendas.NowDiscussing;
import org.rostrum.agendas.Overflow;
import org.rostrum.agendas.StayId;
import org.rostrum.agendas.Timing;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is discussed now and when the rest comes, for programs; and how the chair moves the room. */
@RestController
@RequestMapping("/api/v1/meetings/{id}/agenda")
class AgendaRunApi {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaRun run;
    private final AgendaTimes times;

    AgendaRunApi(Meetings meetings, Agendas agendas, AgendaRun run, AgendaTimes times) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.run = run;
        this.times = times;
    }

    record Now(
            StayId stay,
            AgendaItemId item,
            String number,
            String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            Instant since) {

        static Now of(NowDiscussing now) {
            return new Now(
                    now.stay(), now.item(), now.number(), now.title(), now.presenter(), now.minutes(), now.since());
        }
    }

    record Next(AgendaItemId item, String number, String title) {}

    /**
     * @param now null where nothing is discussed
     * @param next what follows; null where nothing does
     */
    record RunResource(@Nullable Now now, @Nullable Next next) {

        static RunResource of(AgendaProgress progress) {
            AgendaProgress.Item next = progress.next();
            return new RunResource(
                    progress.now() == null ? null : Now.of(progress.now()),
                    next == null ? null : new Next(next.id(), next.number(), next.title()));
        }
    }

    record Time(
            AgendaItemId item,
            ItemTime.State state,
            @Nullable Instant plannedStart,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant forecast) {}

    record TimesResource(
            int version,
            String basis,
            @Nullable AgendaItemId now,
            @Nullable Overflow overflow,
            List<Time> items) {

        static TimesResource of(int version, Timing timing) {
            List<Time> items = new ArrayList<>(timing.items().size());
            timing.items()
                    .forEach((item, time) -> items.add(new Time(
                            item,
                            time.state(),
                            time.plannedStart(),
                            time.startedAt(),
                            time.endedAt(),
                            time.forecast())));
            return new TimesResource(version, timing.basis(), timing.now(), timing.overflow(), items);
        }
    }

    /** @param expected the stay that whoever asks was looking at; null where nothing was discussed */
    record OpenRequest(
            @Nullable AgendaItemId item, @Nullable StayId expected) {}

    record MoveRequest(@Nullable StayId expected) {}

    /**
     * @param expected the stay that the move opened or closed
     * @param move what the move did
     */
    record TakeBackRequest(@Nullable StayId expected, AgendaProgress.@Nullable Move move) {}

    @GetMapping("/now")
    RunResource now(@PathVariable MeetingId id, Viewer viewer) {
        return RunResource.of(run.progress(meetings.require(id, viewer)));
    }

    @GetMapping("/times")
    TimesResource times(@PathVariable MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        return agendas.latest(meeting, viewer)
                .map(agenda -> TimesResource.of(agenda.version(), times.of(meeting, agenda)))
                .orElseThrow(() -> new NotFound("agenda of this meeting yet"));
    }

    @Operation(summary = "Open an item of the agenda, leaving the one that is discussed", description = """
            "expected" is the stay that is discussed as far as the client knows, null for none. If the room has moved
            meanwhile, nothing changes, and the answer (409) says what it is on.""")
    @PostMapping("/now")
    RunResource open(@PathVariable MeetingId id, @RequestBody OpenRequest request, Viewer viewer) {
        if (request.item() == null) {
            throw Refusal.invalid("item", "Say which item of the agenda.");
        }
        return RunResource.of(run.open(id, viewer, request.item(), request.expected()));
    }

    @Operation(summary = "Go on to the next item that was not treated yet")
    @PostMapping("/now/next")
    RunResource next(@PathVariable MeetingId id, @RequestBody MoveRequest request, Viewer viewer) {
        return RunResource.of(run.next(id, viewer, request.expected()));
    }

    @Operation(summary = "Close the item that is discussed, for none")
    @PostMapping("/now/closing")
    RunResource close(@PathVariable MeetingId id, @RequestBody MoveRequest request, Viewer viewer) {
        return RunResource.of(run.close(id, viewer, request.expected()));
    }

    @Operation(summary = "Take the last move back, within five minutes, as if it had not been made")
    @PostMapping("/now/undo")
    RunResource takeBack(@PathVariable MeetingId id, @RequestBody TakeBackRequest request, Viewer viewer) {
        if (request.expected() == null || request.move() == null) {
            throw Refusal.invalid("expected", "Say the stay that the last move opened or closed, and which of both.");
        }
        return RunResource.of(run.takeBack(id, viewer, request.expected(), Objects.requireNonNull(request.move())));
    }
}
