package org.rostrum.calendars;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.calendars.Entry.Days;
import org.rostrum.calendars.Entry.Hours;
import org.rostrum.calendars.Entry.Status;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventView;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.springframework.stereotype.Component;

/** Says events, sessions, meetings and deadlines as entries of a calendar. */
@Component
class Entries {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private final CalendarAddresses addresses;

    Entries(CalendarAddresses addresses) {
        this.addresses = addresses;
    }

    /** Where an event is held, in words for its sessions' entries too. */
    record Venue(@Nullable String place, @Nullable String address) {}

    /**
     * A group's meeting.
     *
     * @param event null for one that is held on its own
     * @param venue null where it is not told to the reader
     * @param page its own where the reader may open it, else that of its event
     * @param readable whether the reader may open it, and so read its agenda
     */
    record Meeting(
            UUID id,
            @Nullable UUID event,
            String name,
            GroupRef group,
            Visibility visibility,
            @Nullable String venue,
            @Nullable String place,
            ZoneId zone,
            Instant startsAt,
            Instant endsAt,
            Instant contributionDeadline,
            boolean cancelled,
            @Nullable String cancelledReason,
            int sequence,
            Instant changedAt,
            String page,
            boolean readable) {

        /** A group meets once in an event, in as many sessions as it needs: these are its meeting. */
        boolean isHeldIn(SessionView session) {
            return event != null
                    && (event.equals(session.event().value())
                            || (session.part() != null
                                    && event.equals(session.part().value())))
                    && session.groups().stream().anyMatch(each -> each.id().equals(group.id()));
        }
    }

    /**
     * By the minute where that is on record, else whole days. Where only months are known it stands over them as not yet
     * certain and says so: leaving it out would hide the next meeting from whoever plans their year.
     */
    Entry event(EventView event) {
        List<String> about = new ArrayList<>();
        about.add(event.kind().label() + (event.format() == null ? "" : ", " + lower(event.format())));
        if (event.monthsOnly()) {
            about.add("Only the month is known so far: " + months(event) + ".");
        }
        addIf(about, event.subject());
        addIf(about, event.host() == null ? null : "Host: " + event.host());
        if (event.cancelled()) {
            about.add("Cancelled" + (event.cancelledReason() == null ? "." : ": " + event.cancelledReason()));
        }
        addIf(about, event.mapUrl() == null ? null : "Map: " + event.mapUrl());
        Instant startsAt = event.startsAt();
        boolean byTheMinute = startsAt != null && !event.monthsOnly();
        return new Entry(
                addresses.uid("event", event.id().value()),
                byTheMinute
                        ? new Hours(Objects.requireNonNull(startsAt), event.endsAt(), event.zoneOrUtc())
                        : new Days(event.startsOn(), event.endsOn()),
                event.sequence(),
                event.changedAt(),
                event.cancelled() ? Status.CANCELLED : event.monthsOnly() ? Status.TENTATIVE : Status.CONFIRMED,
                summary(event.monthsOnly() ? event.name() + " (days not set yet)" : event.name(), event.cancelled()),
                joined(event.place(), event.address()),
                String.join("\n", about),
                addresses.of("/events/" + event.id()),
                List.of(event.kind().label()),
                Visibility.PUBLIC,
                byTheMinute);
    }

    /** @param told the agendas of the meetings that are held in it */
    Entry session(SessionView session, Venue venue, AgendaLines.Told told) {
        List<String> about = new ArrayList<>();
        about.add(session.partName() == null ? session.eventName() : session.partName() + ", " + session.eventName());
        if (!session.groups().isEmpty()) {
            about.add((session.joint() ? "Joint session: " : "")
                    + session.groups().stream().map(GroupRef::name).collect(Collectors.joining(", ")));
        }
        EventFormat mode = session.mode();
        String how = joined(session.membersOnly() ? "members only" : null, mode == null ? null : lower(mode));
        if (!how.isEmpty()) {
            about.add(how.substring(0, 1).toUpperCase(Locale.ROOT) + how.substring(1) + ".");
        }
        if (session.cancelled()) {
            about.add("Cancelled.");
        }
        addIf(about, session.note());
        about.addAll(told.lines());
        List<String> categories = new ArrayList<>();
        categories.add(session.kind().label());
        session.groups().forEach(group -> categories.add(group.code()));
        addIf(categories, session.partName());
        return new Entry(
                addresses.uid("session", session.id().value()),
                new Hours(session.startsAt(), session.endsAt(), session.zone()),
                session.sequence(),
                told.after(session.changedAt()),
                Status.of(session.cancelled()),
                summary(session.title(), session.cancelled()),
                joined(session.room() == null ? null : session.room().name(), venue.place(), venue.address()),
                String.join("\n", about),
                addresses.of("/events/" + session.event() + "/timetable#session-" + session.id()),
                categories,
                session.visibility(),
                session.kind() == SessionKind.SESSION || session.kind() == SessionKind.PLENARY);
    }

    /** @param told its agenda */
    Entry meeting(Meeting meeting, AgendaLines.Told told) {
        List<String> about = new ArrayList<>();
        about.add(meeting.group().name());
        if (meeting.cancelled()) {
            about.add("Cancelled" + (meeting.cancelledReason() == null ? "." : ": " + meeting.cancelledReason()));
        }
        about.addAll(told.lines());
        return new Entry(
                addresses.uid("meeting", meeting.id()),
                new Hours(meeting.startsAt(), meeting.endsAt(), meeting.zone()),
                meeting.sequence(),
                told.after(meeting.changedAt()),
                Status.of(meeting.cancelled()),
                summary(meeting.name(), meeting.cancelled()),
                joined(meeting.venue(), meeting.place()),
                String.join("\n", about),
                addresses.of(meeting.page()),
                List.of("Meeting", meeting.group().code()),
                meeting.visibility(),
                true);
    }

    /** Until when contributions to a meeting are due: a moment, which takes nobody's time. */
    Entry contributionDeadline(Meeting meeting) {
        return new Entry(
                addresses.uid("contributions-due", meeting.id()),
                new Hours(meeting.contributionDeadline(), null, meeting.zone()),
                meeting.sequence(),
                meeting.changedAt(),
                Status.of(meeting.cancelled()),
                summary("Contributions due: " + meeting.name(), meeting.cancelled()),
                "",
                meeting.group().name(),
                addresses.of("/meetings/" + meeting.id() + "/contributions"),
                List.of("Deadline", meeting.group().code()),
                meeting.visibility(),
                false);
    }

    /** @param sequence of the registration's setup */
    Entry registrationCloses(UUID event, String name, Instant closesAt, ZoneId zone, int sequence, Instant changedAt) {
        return new Entry(
                addresses.uid("registration-closes", event),
                new Hours(closesAt, null, zone),
                sequence,
                changedAt,
                Status.CONFIRMED,
                "Registration closes: " + name,
                "",
                "You have not registered yet.",
                addresses.of("/events/" + event + "/registration"),
                List.of("Deadline"),
                Visibility.PUBLIC,
                false);
    }

    /** Some programs show a cancelled entry like any other. */
    private static String summary(String title, boolean cancelled) {
        return cancelled ? "Cancelled: " + title : title;
    }

    private static String lower(EventFormat format) {
        return format.label().toLowerCase(Locale.ENGLISH);
    }

    private static String months(EventView event) {
        LocalDate first = event.startsOn();
        return event.firstMonth().equals(event.lastMonth())
                ? MONTH.format(first)
                : MONTH.format(first) + " to " + MONTH.format(event.endsOn());
    }

    private static void addIf(List<String> lines, @Nullable String line) {
        if (line != null && !line.isBlank()) {
            lines.add(line);
        }
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts)
                .filter(part -> part != null && !part.isBlank())
                .map(part -> LINE_BREAK.matcher(part.strip()).replaceAll(", "))
                .collect(Collectors.joining(", "));
    }
}
