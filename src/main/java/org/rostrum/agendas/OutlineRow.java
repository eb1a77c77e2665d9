package org.rostrum.agendas;

import org.jspecify.annotations.Nullable;

/**
 * One row of an outline as somebody wrote it.
 *
 * @param id null for an item that is new
 * @param minutes planned; null where nobody has said
 */
public record OutlineRow(
        @Nullable AgendaItemId id,
        int depth,
        ItemKind kind,
        String title,
        @Nullable String presenter,
        @Nullable Integer minutes,
        @Nullable String notes) {

    OutlineRow as(@Nullable AgendaItemId identity) {
        return new OutlineRow(identity, depth, kind, title, presenter, minutes, notes);
    }

    OutlineRow ofKind(ItemKind other) {
        return new OutlineRow(id, depth, other, title, presenter, minutes, notes);
    }

    OutlineRow atDepth(int other) {
        return new OutlineRow(id, other, kind, title, presenter, minutes, notes);
    }

    /** The same words, wherever it stands and whatever item it is. */
    boolean saysAs(OutlineRow other) {
        return as(null).atDepth(0).equals(other.as(null).atDepth(0));
    }

    /** The same to a reader, whatever item it is. */
    boolean readsAs(OutlineRow other) {
        return as(null).equals(other.as(null));
    }
}
