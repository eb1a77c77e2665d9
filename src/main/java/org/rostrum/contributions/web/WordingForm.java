package org.rostrum.contributions.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.Wording;

/**
 * What an author types to edit a contribution.
 *
 * @param find what was looked for in the registry, for those whose browser does not look while they type
 * @param mark of the wording that was looked at
 */
record WordingForm(
        @Nullable String title,
        @Nullable String purpose,
        @Nullable String source,
        @Nullable String summary,
        @Nullable String find,
        @Nullable String specification,
        @Nullable AskedParticulars particulars,
        @Nullable String mark) {

    WordingForm {
        // Spring binds nothing where a type has none of the fields; pages read them all.
        particulars = particulars == null ? AskedParticulars.NONE : particulars;
    }

    static WordingForm of(Wording wording) {
        return new WordingForm(
                wording.title(),
                wording.purpose().label(),
                wording.source(),
                wording.summary(),
                "",
                wording.specification() == null ? "" : wording.specification().toString(),
                AskedParticulars.of(wording.particulars()),
                wording.mark());
    }

    Wording read(ContributionType type) {
        return read(type, title, purpose, source, summary, specification, particulars);
    }

    static Wording read(
            ContributionType type,
            @Nullable String title,
            @Nullable String purpose,
            @Nullable String source,
            @Nullable String summary,
            @Nullable String specification,
            @Nullable AskedParticulars particulars) {
        return new Wording(
                Asked.purpose(purpose),
                text(title),
                text(summary),
                text(source),
                Asked.specification(specification),
                particulars == null ? null : particulars.read(type));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
