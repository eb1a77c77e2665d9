package org.rostrum.discussions;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.rooms.Author;

/**
 * A message as a room shows it.
 *
 * @param html safe to put into a page as it is; null where the text is one plain paragraph
 */
public record MessageView(
        UUID id,
        ThreadId thread,
        long seq,
        Author by,
        String text,
        @Nullable String html,
        Instant at) {}
