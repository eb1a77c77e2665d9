package org.rostrum.cockpit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for an officer.
 *
 * @param more what else is worth knowing, in a sentence
 * @param since when it began to wait
 * @param due when it should be settled
 * @param declining where the opposite is sent, with an answer; null where there is none
 */
public record Line(
        Kind kind,
        Urgency urgency,
        String words,
        @Nullable String more,
        @Nullable Instant since,
        @Nullable Instant due,
        Settling settling,
        @Nullable String declining) {

    /** In the order in which equally urgent ones are shown. */
    public enum Kind {
        /** Somebody cannot go on before it is decided. */
        LATE_PASS("person-check"),
        AGENDA_MISSING("list-ol"),
        AGENDA_AHEAD("list-ol"),
        AGENDA_OVERFLOW("hourglass-split"),
        MINUTES("journal-text"),
        ACTION("list-check"),
        DEADLINE("hourglass-split"),
        WITHOUT_FILE("file-earmark"),
        LATE("clock-history"),
        UNALLOCATED("inbox");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }

        public String icon() {
            return icon;
        }
    }

    Line(Kind kind, Urgency urgency, String words, @Nullable String more, @Nullable Instant since, Settling settling) {
        this(kind, urgency, words, more, since, null, settling, null);
    }

    Line(
            Kind kind,
            Urgency urgency,
            String words,
            @Nullable String more,
            @Nullable Instant since,
            @Nullable Instant due,
            Settling settling) {
        this(kind, urgency, words, more, since, due, settling, null);
    }

    public boolean overdue() {
        return urgency == Urgency.OVERDUE;
    }
}
