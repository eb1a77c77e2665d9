package org.rostrum.sheets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The columns of a list of documents, in their order. */
public enum SheetColumn {
    NUMBER("Number", 28, Use.FINDS, "tdoc", "tdoc number", "doc number", "document number", "document", "contribution"),
    TITLE("Title", 46, Use.STAYS, "document title", "tdoc title"),
    SOURCE("Source", 24, Use.STAYS, "sources", "source company", "company"),
    TYPE("Type", 8, Use.STAYS, "tdoc type", "doc type", "document type"),
    FOR("For", 14, Use.STAYS, "purpose"),
    AGENDA_ITEM("Agenda item", 30, Use.CHANGES, "agenda", "item", "ai", "agenda item number"),
    REVISION_OF("Revision of", 28, Use.STAYS, "is revision of", "revised from"),
    REVISED_TO("Revised to", 28, Use.STAYS, "is revised to", "revised in", "replaced by"),
    DISPOSITION("Disposition", 20, Use.CHANGES, "decision", "result", "outcome", "conclusion", "tdoc status"),
    WORDS("Condition or reason", 36, Use.CHANGES, "condition", "reason", "words", "secretary remarks"),
    MERGED_INTO("Merged into", 28, Use.CHANGES, "merged with", "merged in"),
    POSTPONED_TO("Postponed to", 28, Use.CHANGES, "carried to"),
    POSTPONED_AS("Postponed as", 28, Use.STAYS, "carried as"),
    REPLY("Reply", 28, Use.CHANGES, "replied to in", "reply in", "replied in", "replied by"),
    STATE("State", 18, Use.STAYS),
    LATE("Late", 7, Use.STAYS),
    AUTHOR("Author", 22, Use.STAYS, "contact", "contact person"),
    SUBMITTED("Submitted", 22, Use.STAYS, "uploaded", "upload date");

    /** What a file is taken for in a column. */
    enum Use {
        FINDS,
        CHANGES,
        /** Follows from elsewhere: said for those who read. */
        STAYS
    }

    /** What its authors said, and so a file that says otherwise is wrong; where the others say otherwise, nobody minds. */
    private static final Set<SheetColumn> AUTHORS_OWN = Set.of(TITLE, SOURCE, TYPE, FOR);

    private final String header;
    private final int width;
    private final Use use;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that nobody changes.
    private final List<String> otherNames;

    SheetColumn(String header, int width, Use use, String... otherNames) {
        this.header = header;
        this.width = width;
        this.use = use;
        this.otherNames = List.of(otherNames);
    }

    public String header() {
        return header;
    }

    int width() {
        return width;
    }

    public boolean changes() {
        return use == Use.CHANGES;
    }

    boolean authorsOwn() {
        return AUTHORS_OWN.contains(this);
    }

    /** Whether people write into it, so that its cells may be long. */
    boolean wraps() {
        return this == TITLE || this == WORDS;
    }

    /** By what the heads of such lists say, forgiving in case, blanks, hyphens and signs. */
    static Optional<SheetColumn> named(String head) {
        String sought = key(head);
        return Arrays.stream(values())
                .filter(column -> key(column.header).equals(sought)
                        || column.otherNames.stream().anyMatch(name -> key(name).equals(sought)))
                .findFirst();
    }

    private static String key(String head) {
        return head.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
