package org.rostrum.minutes.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.minutes.NewAction;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;

/** An action as it was typed or sent, every part of it still text. */
record ActionForm(
        @Nullable String text,
        @Nullable String assignee,
        @Nullable String dueOn,
        @Nullable String item,
        @Nullable String intent) {

    NewAction read() {
        UUID person = id("assignee", assignee, "Choose who does it.");
        return new NewAction(
                text == null ? "" : text,
                person == null ? null : new PersonId(person),
                day(),
                id("item", item, "The published agenda has no such item. Choose one that it has."));
    }

    private @Nullable LocalDate day() {
        if (dueOn == null || dueOn.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(dueOn.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("dueOn", "Write the day as year, month and day: 2027-01-31.");
        }
    }

    private static @Nullable UUID id(String field, @Nullable String typed, String otherwise) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return UUID.fromString(typed.strip());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, otherwise);
        }
    }
}
