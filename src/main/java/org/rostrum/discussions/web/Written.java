package org.rostrum.discussions.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.discussions.MessageView;

/**
 * What stands in the form that one writes to the room in.
 *
 * @param intent the key under which it is sent, however often
 * @param quoting what it answers
 * @param recorded whether it is for the record
 * @param typed null where nothing was typed yet
 * @param preview HTML; null where nobody asked for it
 * @param refusal why it was not taken; null where it was not sent
 */
record Written(
        String intent,
        @Nullable MessageView quoting,
        boolean recorded,
        @Nullable String typed,
        @Nullable String preview,
        @Nullable String refusal) {

    static Written nothing(@Nullable MessageView quoting) {
        return new Written(UUID.randomUUID().toString(), quoting, false, null, null, null);
    }

    /** Whether the form stands there as for everybody. */
    boolean isBlank() {
        return quoting == null && !recorded && typed == null && preview == null && refusal == null;
    }
}
