package org.rostrum.discussions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a room after a number of its log, to be read instead of all that was said.
 *
 * @param after what came up to this number is known
 * @param since when that was; null where nothing is known yet
 * @param last the highest number of the log that this covers
 * @param events what happened beside the talk, in order: the latest, where it is more than a page holds
 * @param threads where others talked, the one with the most first
 */
public record Missed(
        long after, @Nullable Instant since, long last, List<String> events, boolean more, List<Talk> threads) {

    /**
     * What others said in one thread.
     *
     * @param first the number of the first message
     * @param people how many talked
     * @param speakers the names of those who said most, at most four
     */
    public record Talk(ThreadView thread, int messages, long first, int people, List<String> speakers) {}

    public int messages() {
        return threads.stream().mapToInt(Talk::messages).sum();
    }
}
