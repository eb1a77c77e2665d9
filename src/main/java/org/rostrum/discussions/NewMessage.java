package org.rostrum.discussions;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say, as they typed it.
 *
 * @param thread null for the meeting's own
 * @param text Markdown
 * @param quotes the number of the message in the same room that this one answers
 * @param forTheRecord whether it is to stand in the minutes
 */
public record NewMessage(
        @Nullable ThreadId thread, String text, @Nullable Long quotes, boolean forTheRecord) {

    public static NewMessage of(@Nullable ThreadId thread, String text) {
        return new NewMessage(thread, text, null, false);
    }
}
