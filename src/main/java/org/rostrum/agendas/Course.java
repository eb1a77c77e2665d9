package org.rostrum.agendas;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course a meeting takes: what is to be treated, one after another, in the hours there are. What is not done when the
 * room rises goes on when it sits again.
 *
 * @param starts of each, in order, none before the one above it; null for what the hours do not reach
 * @param over what the hours do not hold
 * @param unfinished the index of what is begun and not done when the hours end; -1 where there is none
 */
record Course(List<@Nullable Instant> starts, Duration over, int unfinished) {

    /** @param lengths zero for what takes no time of its own, such as a heading */
    static Course of(List<Duration> lengths, MeetingHours hours, Instant from) {
        List<@Nullable Instant> starts = new ArrayList<>(lengths.size());
        Duration over = Duration.ZERO;
        int unfinished = -1;
        List<MeetingHours.Span> spans = hours.spans();
        int sitting = 0;
        while (sitting < spans.size() && !spans.get(sitting).to().isAfter(from)) {
            sitting++;
        }
        Instant at = sitting == spans.size() || spans.get(sitting).from().isBefore(from)
                ? from
                : spans.get(sitting).from();
        for (int i = 0; i < lengths.size(); i++) {
            Duration left = lengths.get(i);
            if (sitting == spans.size()) {
                starts.add(null);
                over = over.plus(left);
                continue;
            }
            if (at.equals(spans.get(sitting).to()) && sitting + 1 < spans.size()) {
                at = spans.get(++sitting).from();
            }
            starts.add(left.isPositive() && at.equals(spans.get(sitting).to()) ? null : at);
            while (left.isPositive() && sitting < spans.size()) {
                Duration room = Duration.between(at, spans.get(sitting).to());
                if (room.compareTo(left) >= 0) {
                    at = at.plus(left);
                    left = Duration.ZERO;
                } else {
                    left = left.minus(room);
                    sitting++;
                    at = sitting < spans.size() ? spans.get(sitting).from() : at.plus(room);
                }
            }
            if (left.isPositive()) {
                unfinished = starts.getLast() == null ? unfinished : i;
                over = over.plus(left);
            }
        }
        return new Course(
                over.isPositive() ? withoutHeadingsAtTheEnd(starts, lengths, hours) : starts, over, unfinished);
    }

    /** A heading that the hours just reach, without anything below it, is not reached. */
    private static List<@Nullable Instant> withoutHeadingsAtTheEnd(
            List<@Nullable Instant> starts, List<Duration> lengths, MeetingHours hours) {
        List<@Nullable Instant> reached = new ArrayList<>(starts);
        for (int i = reached.size() - 1; i >= 0; i--) {
            if (lengths.get(i).isZero()
                    && !hours.spans().isEmpty()
                    && hours.end().equals(reached.get(i))) {
                reached.set(i, null);
            }
        }
        return reached;
    }
}
