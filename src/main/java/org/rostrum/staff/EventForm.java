package org.rostrum.staff;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventText;
import org.rostrum.events.EventView;
import org.rostrum.shared.WallClock;

/**
 * An event as the form has it: times are those of the clocks there, on the first and on the last day.
 *
 * @param beginsFold which is meant, where that time exists twice
 * @param version that the editor saw; null for a new event
 */
record EventForm(
        @Nullable String kind,
        @Nullable String name,
        @Nullable String host,
        @Nullable String place,
        @Nullable String address,
        @Nullable String mapUrl,
        @Nullable String website,
        @Nullable String format,
        @Nullable String timeZone,
        @Nullable String firstDay,
        @Nullable String lastDay,
        @Nullable Boolean monthsOnly,
        @Nullable String beginsAt,
        @Nullable String beginsFold,
        @Nullable String endsAt,
        @Nullable String endsFold,
        @Nullable String subject,
        @Nullable String description,
        @Nullable String within,
        @Nullable Integer version) {

    static EventForm empty(String kind, String zone, String within) {
        return new EventForm(
                kind, "", "", "", "", "", "", "", zone, "", "", false, "", "", "", "", "", "", within, null);
    }

    static EventForm of(EventView event, int version) {
        ZoneId zone = event.zoneOrUtc();
        return new EventForm(
                event.kind().name(),
                event.name(),
                event.host(),
                event.place(),
                event.address(),
                event.mapUrl(),
                event.website(),
                event.format() == null ? "" : event.format().name(),
                event.timeZone() == null ? "" : event.timeZone().getId(),
                event.startsOn().toString(),
                event.endsOn().toString(),
                event.monthsOnly(),
                time(event.startsAt(), zone),
                fold(event.startsAt(), zone),
                time(event.endsAt(), zone),
                fold(event.endsAt(), zone),
                event.subject(),
                event.description(),
                event.within() == null ? "" : event.within().toString(),
                version);
    }

    private static String time(@Nullable Instant at, ZoneId zone) {
        return at == null
                ? ""
                : LocalTime.ofInstant(at, zone).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String fold(@Nullable Instant at, ZoneId zone) {
        WallClock.Fold fold = at == null ? null : WallClock.fold(at, zone);
        return fold == null ? "" : fold.name();
    }

    /** As a moment is written, to ask whether it exists twice. */
    public String begins() {
        return firstDay + "T" + beginsAt;
    }

    public String ends() {
        return (lastDay == null || lastDay.isBlank() ? firstDay : lastDay) + "T" + endsAt;
    }

    EventText text() {
        return new EventText(
                kind,
                name,
                host,
                place,
                address,
                mapUrl,
                website,
                format,
                timeZone,
                firstDay,
                lastDay,
                Boolean.TRUE.equals(monthsOnly),
                beginsAt,
                beginsFold,
                endsAt,
                endsFold,
                subject,
                description,
                within);
    }
}
