package org.rostrum.agendas;

import org.jspecify.annotations.Nullable;

/**
 * An item that contributions can be allocated to, or stands between such ones.
 *
 * @param number as in the draft; for one that is only published, as there
 * @param published its number for members; null where they do not read it
 * @param leaves whether the next publication takes it away from contributions: it is not in the draft any more, or is
 *     there as a break or an internal item
 */
public record AllocationItem(
        AgendaItemId id,
        String number,
        @Nullable String published,
        int depth,
        ItemKind kind,
        String title,
        boolean leaves) {

    /** Whether contributions can be put here now. */
    public boolean open() {
        return kind == ItemKind.NORMAL || leaves;
    }

    /** "7.1 Bootstrap". */
    public String inWords() {
        return number.isEmpty() ? title : number + " " + title;
    }
}
