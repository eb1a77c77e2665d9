package org.rostrum.contributions.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;

/**
 * What a delegate types to reserve a number.
 *
 * @param find what was looked for in the registry, for those whose browser does not look while they type
 */
record ReservationForm(
        @Nullable String type,
        @Nullable String purpose,
        @Nullable String title,
        @Nullable String source,
        @Nullable String summary,
        @Nullable String agendaItem,
        @Nullable String find,
        @Nullable String specification,
        @Nullable String intent,
        @Nullable AskedParticulars particulars) {

    ReservationForm {
        // Spring binds nothing where a form has none of the fields; pages read them all.
        particulars = particulars == null ? AskedParticulars.NONE : particulars;
    }

    static ReservationForm empty(@Nullable String source, @Nullable String agendaItem, @Nullable String specification) {
        return new ReservationForm(
                "",
                "",
                "",
                source,
                "",
                agendaItem,
                "",
                specification,
                NewId.next().toString(),
                AskedParticulars.NONE);
    }

    Asked asked() {
        return new Asked(type, purpose, title, summary, source, agendaItem, specification, particulars);
    }
}
