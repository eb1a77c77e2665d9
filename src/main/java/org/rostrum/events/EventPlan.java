package org.rostrum.events;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Problems;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.rostrum.shared.WallClock;

/** An event as it is to be, each field right in itself and with the others. */
record EventPlan(
        EventKind kind,
        String name,
        @Nullable String host,
        @Nullable String place,
        @Nullable String address,
        @Nullable String mapUrl,
        @Nullable String website,
        @Nullable EventFormat format,
        @Nullable ZoneId timeZone,
        LocalDate startsOn,
        LocalDate endsOn,
        boolean monthsOnly,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String subject,
        String description,
        @Nullable EventId within) {

    private static final int LONGEST_WEEKS = 8;

    /**
     * @param zoneNeeded false for an event of the older record, which names none: whoever mends its name need not know
     * @throws Refusal with a message for each field that is wrong
     */
    static EventPlan of(EventText text, boolean zoneNeeded) {
        Problems problems = new Problems();
        EventKind kind = problems.read(() -> kind(text.kind()));
        String name = problems.read(() -> Typed.line("name", "name", text.name(), 300));
        String host = problems.read(() -> orNull(Typed.optionalLine("host", "host", text.host(), 300)));
        String place = problems.read(() -> orNull(Typed.optionalLine("place", "place", text.place(), 300)));
        String address = problems.read(() -> orNull(Typed.paragraphs("address", "address", text.address(), 500)));
        String mapUrl = problems.read(() -> address("mapUrl", "link to a map", text.mapUrl()));
        String website = problems.read(() -> address("website", "website", text.website()));
        EventFormat format = problems.read(() -> format(text.format()));
        boolean zoneTyped = text.timeZone() != null && !text.timeZone().isBlank();
        ZoneId zone = zoneTyped || zoneNeeded || typed(text.beginsAt()) || typed(text.endsAt())
                ? problems.read(() -> WallClock.zone("timeZone", text.timeZone()))
                : null;
        LocalDate first = problems.read(() -> day("firstDay", text.firstDay(), "first"));
        LocalDate last = problems.read(
                () -> typed(text.lastDay()) || first == null ? day("lastDay", text.lastDay(), "last") : first);
        if (first != null && last != null) {
            if (last.isBefore(first)) {
                problems.add("lastDay", "The last day is before the first. Choose the same day or a later one.");
            } else if (!text.monthsOnly() && first.plusWeeks(LONGEST_WEEKS).isBefore(last)) {
                problems.add(
                        "lastDay",
                        "That is more than " + LONGEST_WEEKS + " weeks after the first day. Is the year right?");
            }
        }
        Instant begins = moment(problems, "beginsAt", text.beginsAt(), first, zone, text.beginsFold());
        Instant ends = moment(problems, "endsAt", text.endsAt(), last, zone, text.endsFold());
        if (typed(text.endsAt()) && !typed(text.beginsAt())) {
            problems.add("beginsAt", "Say when it begins too, or leave both times empty.");
        }
        if (typed(text.beginsAt()) && !typed(text.endsAt()) && first != null && last != null && last.isAfter(first)) {
            problems.add("endsAt", "Say when it ends on the last day too, or leave both times empty.");
        }
        if (begins != null && ends != null && !ends.isAfter(begins)) {
            problems.add("endsAt", "It would end before it begins. Choose a later time or a later last day.");
        }
        String subject = problems.read(() -> orNull(Typed.optionalLine("subject", "subject", text.subject(), 300)));
        String description =
                problems.read(() -> Typed.paragraphs("description", "description", text.description(), 20_000));
        EventId within = problems.read(() -> within(text.within()));
        problems.refuse();
        return new EventPlan(
                Objects.requireNonNull(kind),
                Objects.requireNonNull(name),
                host,
                place,
                address,
                mapUrl,
                website,
                format,
                zone,
                Objects.requireNonNull(first),
                Objects.requireNonNull(last),
                text.monthsOnly(),
                begins,
                ends,
                subject,
                Objects.requireNonNull(description),
                within);
    }

    /** In which its days begin; UTC where none is recorded. */
    ZoneId zoneOrUtc() {
        return timeZone == null ? ZoneOffset.UTC : timeZone;
    }

    private static boolean typed(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static EventKind kind(@Nullable String chosen) {
        return Stream.of(EventKind.values())
                .filter(kind -> kind.name().equals(chosen))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("kind", "Choose what kind of event it is."));
    }

    private static @Nullable EventFormat format(@Nullable String chosen) {
        if (!typed(chosen)) {
            return null;
        }
        return Stream.of(EventFormat.values())
                .filter(format -> format.name().equals(chosen))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("format", "Choose how people take part, or leave it open."));
    }

    /** Of a page elsewhere: https and a host, so that nothing else ever becomes a link. */
    private static @Nullable String address(String field, String label, @Nullable String text) {
        String typed = Typed.optionalLine(field, label, text, 1000);
        if (typed.isEmpty()) {
            return null;
        }
        try {
            URI uri = new URI(typed);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                return typed;
            }
        } catch (URISyntaxException e) {
            throw noAddress(field);
        }
        throw noAddress(field);
    }

    private static Refusal noAddress(String field) {
        return Refusal.invalid(field, "This is no address of a page. Write all of it, as https://www.example.org/map.");
    }

    private static LocalDate day(String field, @Nullable String text, String which) {
        LocalDate day = Typed.day(field, text);
        if (day == null) {
            throw Refusal.invalid(field, "Say the " + which + " day.");
        }
        return day;
    }

    private static @Nullable Instant moment(
            Problems problems,
            String field,
            @Nullable String text,
            @Nullable LocalDate day,
            @Nullable ZoneId zone,
            @Nullable String fold) {
        if (!typed(text)) {
            return null;
        }
        LocalTime time = problems.read(() -> time(field, text));
        if (time == null || day == null || zone == null) {
            return null;
        }
        return problems.read(() -> WallClock.instant(field, LocalDateTime.of(day, time), zone, WallClock.fold(fold)));
    }

    private static LocalTime time(String field, @Nullable String text) {
        try {
            return LocalTime.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field, "This is no time. Write it as 09:30.");
        }
    }

    private static @Nullable EventId within(@Nullable String chosen) {
        if (!typed(chosen)) {
            return null;
        }
        try {
            return EventId.valueOf(String.valueOf(chosen));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("within", "There is no such event. Choose one of the list.");
        }
    }
}
