package org.rostrum.agendas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;

/**
 * A version of an agenda as it is made. It is written once, set by set and not item by item, and read by projections: no
 * entity, because nothing about it ever changes.
 */
record AgendaPublication(
        MeetingId meeting,
        int version,
        String note,
        PersonId by,
        Instant at,
        int draftRevision,
        Outline outline,
        @Nullable String intent) {

    /** Every item, in order. */
    UUID[] all() {
        return where(row -> true).toArray(UUID[]::new);
    }

    String[] numbers() {
        return outline.numbers().toArray(String[]::new);
    }

    /** Those that members read. */
    List<UUID> items() {
        return where(row -> row.kind() != ItemKind.INTERNAL);
    }

    /** Those that contributions are allocated to. */
    List<UUID> business() {
        return where(row -> row.kind() == ItemKind.NORMAL);
    }

    private List<UUID> where(Predicate<OutlineRow> wanted) {
        List<UUID> found = new ArrayList<>();
        for (OutlineRow row : outline.rows()) {
            if (wanted.test(row)) {
                found.add(Objects.requireNonNull(row.id()).value());
            }
        }
        return found;
    }
}
