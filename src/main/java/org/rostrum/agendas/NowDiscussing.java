package org.rostrum.agendas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a room is on.
 *
 * @param number as the agenda in force has it; empty for a break
 * @param minutes planned; null where nobody has said
 */
public record NowDiscussing(
        StayId stay,
        AgendaItemId item,
        String number,
        ItemKind kind,
        String title,
        @Nullable String presenter,
        @Nullable Integer minutes,
        Instant since) {

    /** "7.2 Bootstrap retries"; the title alone for a break. */
    public String label() {
        return label(number, title);
    }

    static String label(String number, String title) {
        return number.isEmpty() ? title : number + " " + title;
    }
}
