package org.rostrum.contributions.web;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.Purpose;
import org.rostrum.contributions.Reservation;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.documents.UploadId;
import org.rostrum.shared.Refusal;

/** A reservation as it was typed or sent, every part of it still text. */
record Asked(
        @Nullable String type,
        @Nullable String purpose,
        @Nullable String title,
        @Nullable String summary,
        @Nullable String source,
        @Nullable String agendaItem,
        @Nullable String specification,
        @Nullable AskedParticulars particulars) {

    /** @throws Refusal for what cannot be read, naming what would be taken */
    Reservation read() {
        ContributionType known = ContributionType.byCode(text(type))
                .orElseThrow(() ->
                        oneOf("type", "the type of contribution", ContributionType.values(), ContributionType::code));
        return new Reservation(
                known,
                purpose(purpose),
                text(title),
                text(summary),
                source,
                agendaItem(agendaItem),
                specification(specification),
                particulars == null ? null : particulars.read(known));
    }

    static Purpose purpose(@Nullable String typed) {
        return Purpose.byLabel(text(typed))
                .orElseThrow(() -> oneOf("for", "what it is for", Purpose.values(), Purpose::label));
    }

    static @Nullable SpecificationId specification(@Nullable String typed) {
        UUID id = id(typed, "specification", "specification");
        return id == null ? null : new SpecificationId(id);
    }

    static @Nullable UUID agendaItem(@Nullable String typed) {
        return id(typed, "agendaItem", "agenda item");
    }

    static UploadId upload(@Nullable String typed) {
        UUID id = id(typed, "upload", "upload");
        if (id == null) {
            throw Refusal.invalid("upload", "Say which upload it is: the last part of the address it was sent to.");
        }
        return new UploadId(id);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }

    private static @Nullable UUID id(@Nullable String typed, String field, String word) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return UUID.fromString(typed.strip());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, "There is no such " + word + ": an identifier is expected.");
        }
    }

    private static <T> Refusal oneOf(String field, String words, T[] all, Function<T, String> name) {
        return Refusal.invalid(
                field, "Choose " + words + ": " + Arrays.stream(all).map(name).collect(Collectors.joining(", ")) + ".");
    }
}
