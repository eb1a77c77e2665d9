package org.rostrum.agendas.outputs;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.ItemKind;

/**
 * All that an agenda's file says, in words and in order, whatever the format. Its texts hold nothing that a format cannot
 * write.
 *
 * @param title what the document is called: "Agenda of …"
 * @param facts when, where, which version; each a label and what it says
 * @param edition in short, for the top of every page: "Version 3"
 * @param document the number it was filed under; null for what was not, or not yet
 * @param notice what a reader must know of this edition, on every page; null where nothing
 * @param note what the chair said about this version; empty where nothing
 * @param zone by name, which the times of the items are in
 * @param fileName without an extension
 */
record AgendaSheet(
        String body,
        String group,
        String meeting,
        String title,
        List<Fact> facts,
        String edition,
        @Nullable String document,
        @Nullable String notice,
        String note,
        String zone,
        String fileName,
        List<Item> items) {

    /** As HTML's {@code dir} says it; null for what needs no saying. */
    public @Nullable String direction(String text) {
        return WordXml.readsFromTheRight(text) ? "rtl" : null;
    }

    /** What is said once about the whole agenda. */
    record Fact(String label, String text) {}

    /**
     * An item.
     *
     * @param number empty for a break
     * @param minutes planned; null where nobody has said
     * @param starts in the meeting's zone; null where no time is planned
     * @param startsInWords the same for people; empty where no time is planned
     * @param notesAsWritten with their markup
     */
    record Item(
            String number,
            int depth,
            ItemKind kind,
            String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable LocalDateTime starts,
            String startsInWords,
            String notesAsWritten,
            List<NoteBlock> notes,
            List<Handled> contributions) {

        /** "10:40 · 60 min · Carla Chair"; empty where nothing is known. */
        public String inBrief() {
            StringBuilder brief = new StringBuilder(startsInWords);
            if (minutes != null) {
                brief.append(brief.isEmpty() ? "" : " · ").append(minutes).append(" min");
            }
            if (presenter != null) {
                brief.append(brief.isEmpty() ? "" : " · ").append(presenter);
            }
            if (kind == ItemKind.INTERNAL) {
                brief.append(brief.isEmpty() ? "" : " · ").append("for the officers only");
            }
            return brief.toString();
        }
    }

    /** Contributions in their order: one question to the room where they have a name together, else one each. */
    record Handled(@Nullable String together, List<Document> documents) {}

    /**
     * A contribution.
     *
     * @param number with its latest revision
     */
    record Document(
            String number, String type, String title, String source, String purpose, String state, boolean late) {

        /** "Allocated, late". */
        public String standing() {
            return late ? state + ", late" : state;
        }
    }
}
