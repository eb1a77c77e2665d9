package org.rostrum.agendas;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a room has come with its agenda.
 *
 * @param now what it is on; null where on nothing
 * @param next what follows that: the first item after it that was not treated yet; null where there is none
 * @param slip the last move, while it may be taken back; null where there is none
 * @param items what the room can be on, in the order of the agenda
 */
public record AgendaProgress(
        @Nullable NowDiscussing now,
        @Nullable Item next,
        @Nullable Slip slip,
        List<Item> items) {

    /** What is still to come, the next first. */
    public List<Item> ahead() {
        return next == null
                ? List.of()
                : items.subList(items.indexOf(next), items.size()).stream()
                        .filter(item -> !item.treated())
                        .toList();
    }

    /** @param treated whether the room has been on it */
    public record Item(
            AgendaItemId id,
            String number,
            ItemKind kind,
            int depth,
            String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            boolean treated) {

        public String label() {
            return NowDiscussing.label(number, title);
        }
    }

    /** What a slip did. */
    public enum Move {
        /** It opened the item, and left another for it where there was one. */
        OPENED,
        CLOSED
    }

    /**
     * @param backTo what the room is on again once it is taken back; null where on nothing
     * @param until when it may no longer be taken back
     */
    public record Slip(StayId stay, Move move, @Nullable String backTo, Instant until) {}
}
