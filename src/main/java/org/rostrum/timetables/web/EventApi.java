package org.rostrum.timetables.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.events.Outlook;
import org.rostrum.events.ProgrammeMeeting;
import org.rostrum.shared.Page;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.When;
import org.rostrum.timetables.Timetables;
import org.rostrum.timetables.Timetables.Timetable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events")
class EventApi {

    private static final int MOST = 100;

    private final Events events;
    private final Timetables timetables;

    EventApi(Events events, Timetables timetables) {
        this.events = events;
        this.timetables = timetables;
    }

    record EventItem(
            UUID id,

            @Schema(allowableValues = {"members-meeting", "test-event", "workshop"})
            String kind,

            String name,
            @Nullable String host,
            @Nullable String place,

            @Schema(allowableValues = {"on-site", "hybrid", "remote"}) @Nullable String format,

            @Schema(description = "In which its days are meant, an IANA name", example = "Europe/Warsaw") @Nullable String timeZone,

            LocalDate startsOn,
            LocalDate endsOn,

            @Schema(description = "Whether of the dates only the months are known")
            boolean monthsOnly,

            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            boolean cancelled,

            @Schema(description = "The event of whose week it is a part: their timetable and registration are one")
            @Nullable UUID withinId,

            @Schema(description = "Rises with each change that calendars must take over")
            int sequence,

            Instant changedAt) {

        static EventItem of(EventView event) {
            return new EventItem(
                    event.id().value(),
                    event.kind().code(),
                    event.name(),
                    event.host(),
                    event.place(),
                    SessionItem.format(event.format()),
                    event.timeZone() == null ? null : event.timeZone().getId(),
                    event.startsOn(),
                    event.endsOn(),
                    event.monthsOnly(),
                    event.startsAt(),
                    event.endsAt(),
                    event.cancelled(),
                    event.within() == null ? null : event.within().value(),
                    event.sequence(),
                    event.changedAt());
        }
    }

    record RoomItem(
            UUID id,
            String name,

            @Schema(description = "Seats; null where nobody has counted") @Nullable Integer capacity) {}

    record MeetingItem(
            UUID id, String group, String name, String timeZone, Instant startsAt, Instant endsAt, boolean cancelled) {

        static MeetingItem of(ProgrammeMeeting meeting) {
            return new MeetingItem(
                    meeting.id(),
                    meeting.group().code(),
                    meeting.name(),
                    meeting.timeZone().getId(),
                    meeting.startsAt(),
                    meeting.endsAt(),
                    meeting.cancelled());
        }
    }

    record Details(
            EventItem event,
            @Nullable String subject,
            @Nullable String address,
            @Nullable String mapUrl,
            @Nullable String website,

            @Schema(description = "In Markdown") String description,

            @Nullable String cancelledReason,
            @Nullable Instant registrationOpensAt,
            @Nullable Instant registrationClosesAt,
            List<RoomItem> rooms,

            @Schema(description = "What is held within it") List<EventItem> parts,

            @Schema(description = "Of groups that keep to themselves only for those in them")
            List<MeetingItem> meetings) {}

    record TimetableItem(
            @Schema(description = "0 before the first publication")
            int version,

            @Nullable Instant publishedAt,
            @Nullable LocalDate expectedOn,
            List<SessionItem> sessions) {}

    @GetMapping
    @Operation(
            summary = "Events",
            description =
                    "Those now and upcoming in the order in which they begin, past ones and all together beginning"
                            + " with the latest. Cancelled events are among them.")
    Page<EventItem> list(
            @Parameter(description = "Without it, all", schema = @Schema(allowableValues = {"now", "upcoming", "past"}))
                    @RequestParam(required = false)
                    @Nullable String when,
            @Parameter(
                            description = "Without it, all",
                            schema = @Schema(allowableValues = {"members-meeting", "test-event", "workshop"}))
                    @RequestParam(required = false)
                    @Nullable String kind,
            @Parameter(description = "The \"next\" of the page before, asked for with the same \"when\" and \"kind\"")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
                    @RequestParam(defaultValue = "50")
                    int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refusal.invalid("limit", "\"limit\" must be from 1 to " + MOST + ".");
        }
        Page<EventView> page = events.list(When.asked(when), kind(kind), cursor, limit);
        return new Page<>(page.items().stream().map(EventItem::of).toList(), page.next());
    }

    @GetMapping("/{event}")
    @Operation(summary = "An event, its rooms, what is held within it and which groups meet there")
    Details event(@PathVariable("event") EventId id, Viewer viewer) {
        EventView event = events.require(id);
        Outlook outlook = events.outlook(id);
        return new Details(
                EventItem.of(event),
                event.subject(),
                event.address(),
                event.mapUrl(),
                event.website(),
                event.description(),
                event.cancelledReason(),
                outlook.opensAt(),
                outlook.closesAt(),
                timetables.rooms(event.week()).stream()
                        .map(room -> new RoomItem(room.id(), room.name(), room.capacity()))
                        .toList(),
                event.within() == null
                        ? events.within(id).stream().map(EventItem::of).toList()
                        : List.of(),
                events.programme(id, viewer).stream().map(MeetingItem::of).toList());
    }

    @GetMapping("/{event}/timetable")
    @Operation(
            summary = "The timetable of an event as it is published",
            description = "Cancelled sessions too. Of an event within a week, its part of the week's.")
    TimetableItem timetable(@PathVariable("event") EventId id, Viewer viewer) {
        EventView event = events.require(id);
        Timetable timetable = timetables.of(event.week(), viewer);
        return new TimetableItem(
                timetable.version(),
                timetable.publishedAt(),
                timetable.expectedOn(),
                timetable.sessions().stream()
                        .filter(session -> event.within() == null || id.equals(session.part()))
                        .map(SessionItem::of)
                        .toList());
    }

    private static @Nullable EventKind kind(@Nullable String asked) {
        if (asked == null) {
            return null;
        }
        return EventKind.of(asked.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Refusal.invalid(
                        "kind",
                        "\"kind\" must be one of "
                                + Stream.of(EventKind.values())
                                        .map(EventKind::code)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
