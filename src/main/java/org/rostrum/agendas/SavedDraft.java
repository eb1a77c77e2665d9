package org.rostrum.agendas;

import java.util.List;

/**
 * The draft after somebody saved their text of it.
 *
 * @param merged whether it says more than that text, because others had saved since it was begun
 * @param mergedFrom what they had changed, from top to bottom
 * @param rows the item that each row of the text has become
 */
public record SavedDraft(Draft draft, boolean merged, List<Theirs> mergedFrom, List<AgendaItemId> rows) {

    /** An item that somebody else changed, moved, added or removed, by whom it was last. */
    public record Theirs(AgendaItemId item, String by) {}
}
