package org.rostrum.agendas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something to begin an agenda from.
 *
 * @param id as addresses name it
 * @param items how many
 * @param from where it comes from, in words
 * @param at when it was saved, or when the meeting began whose agenda it was; null for the usual one
 */
public record AgendaTemplate(
        String id,
        String name,
        Kind kind,
        int items,
        String from,
        @Nullable Instant at) {

    /** Whose it is. */
    public enum Kind {
        /** The portal's own, with the formalities that every record must show. */
        USUAL,
        /** What one of the group's last meetings had. */
        LAST,
        /** Saved by the group's officers under a name. */
        GROUP;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
