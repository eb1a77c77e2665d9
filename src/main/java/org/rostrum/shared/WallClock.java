package org.rostrum.shared;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times as people type them, which are meant on the clocks of a place. When clocks are put forward an hour does not
 * exist, when they are put back one exists twice: the first is refused, the second asked about.
 */
public final class WallClock {

    /** Which of the two is meant where a time exists twice. */
    public enum Fold {
        /** Before the clocks are put back; summer time. */
        FIRST,
        SECOND
    }

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final DateTimeFormatter SAID = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private WallClock() {}

    /**
     * The instant at which the clocks of a place show a time.
     *
     * @param field that the time was typed into
     * @param fold null where nobody was asked yet
     * @throws Refusal where the time does not exist there, or exists twice and fold is null
     */
    public static Instant instant(String field, LocalDateTime local, ZoneId zone, @Nullable Fold fold) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toInstant(offsets.getFirst());
        }
        if (offsets.isEmpty()) {
            ZoneOffsetTransition change = zone.getRules().getTransition(local);
            throw Refusal.invalid(
                    field,
                    "There is no %s in %s: the clocks are put forward from %s to %s. Choose another time."
                            .formatted(
                                    SAID.format(local),
                                    zone.getId(),
                                    CLOCK.format(change.getDateTimeBefore()),
                                    CLOCK.format(change.getDateTimeAfter())));
        }
        if (fold == null) {
            throw new TwiceOnTheClock(
                    field,
                    "%s is there twice in %s, because the clocks are put back. Say whether you mean the first or the second."
                            .formatted(SAID.format(local), zone.getId()));
        }
        return local.toInstant(fold == Fold.FIRST ? offsets.getFirst() : offsets.getLast());
    }

    /** Whether the clocks of a place show a time twice. */
    public static boolean twice(LocalDateTime local, ZoneId zone) {
        return zone.getRules().getValidOffsets(local).size() > 1;
    }

    /** Which of the two an instant is; null where its time is there once. */
    public static @Nullable Fold fold(Instant at, ZoneId zone) {
        List<ZoneOffset> offsets =
                zone.getRules().getValidOffsets(at.atZone(zone).toLocalDateTime());
        if (offsets.size() < 2) {
            return null;
        }
        return zone.getRules().getOffset(at).equals(offsets.getFirst()) ? Fold.FIRST : Fold.SECOND;
    }

    /** Which was chosen; null where nobody was asked. */
    public static @Nullable Fold fold(@Nullable String chosen) {
        for (Fold fold : Fold.values()) {
            if (fold.name().equals(chosen)) {
                return fold;
            }
        }
        return null;
    }

    /** A time that is there twice; the form then asks which. */
    public static final class TwiceOnTheClock extends Refusal {

        private TwiceOnTheClock(String field, String message) {
            super(Reason.INVALID, field, message);
        }
    }

    /** As datetime-local fields send it. */
    public static LocalDateTime dateTime(String field, @Nullable String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text == null ? "" : text.strip());
            if (time.getYear() >= 1900 && time.getYear() < 2200) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw noTime(field);
        }
        throw noTime(field);
    }

    private static Refusal noTime(String field) {
        return Refusal.invalid(field, "This is no time. Write it as 2027-01-31T14:30, or choose it from the calendar.");
    }

    /** An IANA zone, as "Europe/Warsaw"; a mere offset or an abbreviation is refused, because it knows no summer time. */
    public static ZoneId zone(String field, @Nullable String text) {
        String id = text == null ? "" : text.strip();
        try {
            if (ZONES.contains(id) && (id.contains("/") || id.equals("UTC"))) {
                return ZoneId.of(id);
            }
        } catch (DateTimeException e) {
            throw noZone(field, id);
        }
        throw noZone(field, id);
    }

    private static Refusal noZone(String field, String id) {
        return Refusal.invalid(
                field,
                id.isEmpty()
                        ? "Choose the time zone of the place."
                        : "There is no time zone \"" + id
                                + "\". Write it by continent and city, as Europe/Warsaw: that one knows when the clocks change.");
    }
}
