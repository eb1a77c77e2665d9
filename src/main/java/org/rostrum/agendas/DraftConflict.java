package org.rostrum.agendas;

/**
 * An item that two people changed at once, in a way that only they can settle.
 *
 * @param title as whoever saves now has it; as the others have it where they removed it
 */
public record DraftConflict(AgendaItemId item, String title, What what) {

    /** What of it both changed. */
    public enum What {
        TITLE("two titles"),
        PRESENTER("two presenters"),
        MINUTES("two planned times"),
        NOTES("two texts of the notes"),
        KIND("two kinds of item"),
        /** Both moved it, to different places. */
        PLACE("moved to two places"),
        /** One removed what the other changed, moved or put something under. */
        REMOVED("removed by one, changed by the other"),
        /** Both together make no outline: too deep, or something under a break. */
        SHAPE("what both did does not fit together");

        private final String words;

        What(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    String inWords() {
        return "“" + title + "” (" + what.words() + ")";
    }
}
