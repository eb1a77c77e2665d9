package org.rostrum.discussions;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.rooms.Author;

/**
 * A message as a room shows it now, the same for every reader.
 *
 * @param text empty where the message is withheld
 * @param html safe to put into a page as it is; null where the text is one plain paragraph, or withheld
 * @param changedSeq the number of the last change of this message in the room's log; 0 before the first
 * @param version 1 until it is edited
 * @param withheld why its text is not shown; null where it is
 * @param recorded whether it stands for the record: it goes into the minutes
 */
public record MessageView(
        UUID id,
        ThreadId thread,
        long seq,
        Author by,
        String text,
        @Nullable String html,
        Instant at,
        long changedSeq,
        int version,
        @Nullable Instant editedAt,
        @Nullable Withheld withheld,
        boolean pinned,
        boolean recorded,
        @Nullable Quoted quoted,
        List<Reactions> reactions) {

    MessageView withHtml(String other) {
        return new MessageView(
                id,
                thread,
                seq,
                by,
                text,
                other,
                at,
                changedSeq,
                version,
                editedAt,
                withheld,
                pinned,
                recorded,
                quoted,
                reactions);
    }

    /** As the minutes would have it: who said what. */
    @JsonProperty
    public String minutes() {
        String who = by.organization() == null ? by.name() : by.name() + " (" + by.organization() + ")";
        return withheld == null ? who + ": " + text : "";
    }

    /**
     * A trace of what is not shown any more.
     *
     * @param reason of who hid it; null where its author deleted it
     */
    public record Withheld(@Nullable String reason) {

        public String words() {
            return reason == null ? "Deleted by its author" : "Hidden by the chair: " + reason;
        }
    }

    /**
     * The message that this one answers, in the same room.
     *
     * @param text its beginning as it reads now; empty where it is withheld
     */
    public record Quoted(long seq, String author, String text) {}

    /** How many reacted so. */
    public record Reactions(Reaction reaction, int count) {}
}
