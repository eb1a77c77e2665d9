package org.rostrum.contributions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ContributionFilter.Sort;

/** What a list of contributions can show of each. */
public enum ListColumn {
    NUMBER("Number", Sort.NUMBER),
    TITLE("Title", Sort.TITLE),
    MEETING("Meeting", null),
    SOURCE("Source", Sort.SOURCE),
    TYPE("Type", Sort.TYPE),
    FOR("For", Sort.FOR),
    STATE("State", Sort.STATE),
    AGENDA("Agenda item", Sort.AGENDA),
    REVISION("Revision", Sort.REVISION),
    LATE("Late", Sort.LATE),
    AUTHOR("Author", Sort.AUTHOR),
    SUBMITTED("Submitted", Sort.SUBMITTED),
    SPECIFICATION("Specification", null),
    CLAUSES("Clauses", null),
    MACROS("Macros", null);

    /** Until somebody chooses. */
    public static final List<ListColumn> USUAL = List.of(NUMBER, TITLE, SOURCE, TYPE, FOR, STATE, AGENDA, REVISION);

    private final String label;
    private final @Nullable Sort sort;

    ListColumn(String label, @Nullable Sort sort) {
        this.label = label;
        this.sort = sort;
    }

    public String label() {
        return label;
    }

    /** Null where a list cannot go by it. */
    public @Nullable Sort sort() {
        return sort;
    }

    /** As forms and cookies write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ListColumn> byCode(String code) {
        return Arrays.stream(values())
                .filter(known -> known.name().equalsIgnoreCase(code))
                .findFirst();
    }
}
