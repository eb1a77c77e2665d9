package org.rostrum.meetings;

import org.jspecify.annotations.Nullable;

/**
 * What is typed of a meeting, as it was typed: fields that nobody filled in are null or empty. Times are meant on the
 * clocks of its zone.
 *
 * @param event the id of the event it is held in; empty for one on its own
 * @param timeZone empty for the event's
 * @param startsFold which is meant, where that time exists twice there
 * @param deadline empty for seven days before the first day, at 18:00
 * @param latePolicy null for a new meeting's group's
 */
public record MeetingText(
        @Nullable String name,
        @Nullable String event,
        @Nullable String venue,
        @Nullable String timeZone,
        @Nullable String startsAt,
        @Nullable String startsFold,
        @Nullable String endsAt,
        @Nullable String endsFold,
        @Nullable String deadline,
        @Nullable String deadlineFold,
        @Nullable String agendaExpectedOn,
        @Nullable String latePolicy) {

    MeetingText withLatePolicy(LatePolicy policy) {
        return new MeetingText(
                name,
                event,
                venue,
                timeZone,
                startsAt,
                startsFold,
                endsAt,
                endsFold,
                deadline,
                deadlineFold,
                agendaExpectedOn,
                policy.name());
    }
}
