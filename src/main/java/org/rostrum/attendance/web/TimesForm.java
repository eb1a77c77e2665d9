package org.rostrum.attendance.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WallClock;

/**
 * When somebody was there, as it is typed: on the clocks of the place.
 *
 * @param name of whom to write down; empty in a correction
 * @param person chosen, where several have that name
 * @param session empty for the meeting itself
 * @param left empty while they are there
 * @param arrivedFold which of the two is meant in the night in which the clocks are put back
 * @param entry that is corrected
 * @param version of it that the editor saw
 */
record TimesForm(
        @Nullable String name,
        @Nullable UUID person,
        @Nullable String session,
        @Nullable String mode,
        @Nullable String arrived,
        WallClock.@Nullable Fold arrivedFold,
        @Nullable String left,
        WallClock.@Nullable Fold leftFold,
        @Nullable String entry,
        @Nullable Integer version) {

    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ENGLISH);

    static String typed(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : TYPED.format(at.atZone(zone));
    }

    /** Only in the hour that is there twice does it have to be said which. */
    static WallClock.@Nullable Fold fold(@Nullable Instant at, ZoneId zone) {
        if (at == null) {
            return null;
        }
        var offsets = zone.getRules().getValidOffsets(LocalDateTime.ofInstant(at, zone));
        return offsets.size() < 2
                ? null
                : zone.getRules().getOffset(at).equals(offsets.getFirst())
                        ? WallClock.Fold.FIRST
                        : WallClock.Fold.SECOND;
    }

    Instant arrivedAt(ZoneId zone) {
        return WallClock.instant("arrived", WallClock.dateTime("arrived", arrived), zone, arrivedFold);
    }

    @Nullable Instant leftAt(ZoneId zone) {
        return left == null || left.isBlank()
                ? null
                : WallClock.instant("left", WallClock.dateTime("left", left), zone, leftFold);
    }

    ParticipationMode how() {
        return Stream.of(ParticipationMode.values())
                .filter(one -> one.name().equals(mode))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("mode", "Say whether they were there in person or remotely."));
    }

    /** What a page shows needs minutes only; what was recorded to the second stays so unless it was changed. */
    static Instant unlessChanged(Instant typed, @Nullable Instant before) {
        return before != null && typed.equals(before.truncatedTo(ChronoUnit.MINUTES)) ? before : typed;
    }
}
