package org.rostrum.home;

import java.util.Locale;
import java.util.UUID;

/** What became of one of my contributions. */
public record OwnContribution(UUID id, String number, String title, String state, boolean late, String meeting) {

    /** "NOT_HANDLED" is "Not handled". */
    public String stateWord() {
        String words = state.toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
