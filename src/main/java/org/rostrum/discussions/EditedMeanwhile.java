package org.rostrum.discussions;

import org.rostrum.shared.Refusal;

/** The message reads otherwise than whoever edits it saw: their text stays theirs, beside what is there now. */
public class EditedMeanwhile extends Refusal {

    private final int version;
    private final String text;

    EditedMeanwhile(int version, String text) {
        super(
                Reason.CONFLICT,
                "text",
                "You changed this message elsewhere meanwhile. What it says now stands beside what you typed; save again to "
                        + "replace it.");
        this.version = version;
        this.text = text;
    }

    /** What it is now. */
    public int version() {
        return version;
    }

    /** As it reads now. */
    public String text() {
        return text;
    }
}
