package org.rostrum.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.When;

/**
 * An event as its pages show it. Much of the older record is incomplete; null is always "not recorded".
 *
 * @param timeZone in which its days and times are meant
 * @param monthsOnly whether the record gives months and no days; then only the months of the dates mean anything
 * @param startsAt known for workshops and current events only
 * @param subject what it is about; of a test event, the versions tested
 * @param description in Markdown
 * @param within the event of whose week it is a part: their timetable and registration are one
 * @param sequence how often it was changed in a way that calendars must take over (RFC 5545, 3.8.7.4)
 */
public record EventView(
        EventId id,
        EventKind kind,
        String name,
        @Nullable String host,
        @Nullable String place,
        @Nullable EventFormat format,
        @Nullable ZoneId timeZone,
        LocalDate startsOn,
        LocalDate endsOn,
        boolean monthsOnly,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean cancelled,
        @Nullable String subject,
        @Nullable String address,
        @Nullable String mapUrl,
        @Nullable String website,
        String description,
        @Nullable String cancelledReason,
        @Nullable EventId within,
        @Nullable String withinName,
        int sequence,
        Instant changedAt) {

    /**
     * Whether it is going on, has been, or is to come: by the minute where the times are known, else by the day in its
     * own zone. Of a month nobody can say that it is on, so it is to come until the month is over.
     */
    public When when(Instant now) {
        LocalDate today =
                now.atZone(timeZone == null ? ZoneOffset.UTC : timeZone).toLocalDate();
        if (monthsOnly) {
            return YearMonth.from(today).isAfter(lastMonth()) ? When.PAST : When.UPCOMING;
        }
        if (startsAt == null ? today.isBefore(startsOn) : now.isBefore(startsAt)) {
            return When.UPCOMING;
        }
        return (endsAt == null ? today.isAfter(endsOn) : now.isAfter(endsAt)) ? When.PAST : When.NOW;
    }

    /** The event whose timetable and registration are this one's too: itself, where it is not held within another. */
    public EventId week() {
        return within == null ? id : within;
    }

    /** In which its days begin; UTC where none is recorded. */
    public ZoneId zoneOrUtc() {
        return timeZone == null ? ZoneOffset.UTC : timeZone;
    }

    public YearMonth firstMonth() {
        return YearMonth.from(startsOn);
    }

    public YearMonth lastMonth() {
        return YearMonth.from(endsOn);
    }
}
