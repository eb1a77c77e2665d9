package org.rostrum.timetables.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.shared.Refusal;
import org.rostrum.timetables.MyAgenda;
import org.rostrum.timetables.MyAgenda.Entry;
import org.rostrum.timetables.SessionId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "My agenda")
class MyAgendaApi {

    private static final Duration LONGEST = Duration.ofDays(400);

    private final MyAgenda agenda;
    private final Clock clock;

    MyAgendaApi(MyAgenda agenda, Clock clock) {
        this.agenda = agenda;
        this.clock = clock;
    }

    record AgendaEntry(
            SessionItem session,

            @Schema(allowableValues = {"marked", "office", "meeting", "registered"})
            List<String> why) {

        static AgendaEntry of(Entry entry) {
            return new AgendaEntry(
                    SessionItem.of(entry.session()),
                    entry.why().stream().map(SessionItem::code).toList());
        }
    }

    record Sessions(List<AgendaEntry> items) {}

    @GetMapping("/my-agenda")
    @Operation(
            summary = "The sessions you marked or are part of",
            description = "In their order, cancelled ones too. Without times, those of the next 400 days.")
    Sessions myAgenda(
            @Parameter(description = "An instant; without it, now") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "An instant, 400 days after \"from\" at most")
                    @RequestParam(required = false)
                    @Nullable Instant to,
            Viewer viewer) {
        Instant since = Objects.requireNonNullElseGet(from, clock::instant);
        Instant until = Objects.requireNonNullElseGet(to, () -> since.plus(LONGEST));
        if (!until.isAfter(since)) {
            throw Refusal.invalid("to", "\"to\" must be after \"from\".");
        }
        if (Duration.between(since, until).compareTo(LONGEST) > 0) {
            throw Refusal.invalid("to", "\"to\" must be 400 days after \"from\" at most.");
        }
        return new Sessions(
                agenda.of(viewer, since, until).stream().map(AgendaEntry::of).toList());
    }

    @PutMapping("/sessions/{session}/mark")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Put a session on your agenda", description = "One that is there stays.")
    void mark(@PathVariable SessionId session, Viewer viewer) {
        agenda.mark(session, viewer);
    }

    @DeleteMapping("/sessions/{session}/mark")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take a session off your agenda")
    void unmark(@PathVariable SessionId session, Viewer viewer) {
        agenda.unmark(session, viewer);
    }
}
