package org.rostrum.contributions.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ChangeCategory;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.LiaisonDirection;
import org.rostrum.contributions.Particulars;
import org.rostrum.contributions.Particulars.ChangeRequest;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.contributions.Particulars.ProposedText;
import org.rostrum.contributions.Particulars.WorkItem;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/**
 * The particulars of any type as they are typed, sent and given: all of them text, those of other types left out.
 *
 * @param clauses of a change request
 * @param category of a change request: NEW_FUNCTIONALITY, MAJOR_CHANGE, BUG_FIX or CLERICAL
 * @param changes a summary of them
 * @param draft specification that proposed text is for
 * @param draftClauses of it
 * @param direction of a liaison statement: IN or OUT
 * @param replyTo a number of ours, or the other side's reference
 * @param due a day, such as 2027-01-31
 * @param enabler that a work item is about
 * @param target a day, such as 2027-01-31
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AskedParticulars(
        @Nullable String clauses,
        @Nullable String category,
        @Nullable String reason,
        @Nullable String changes,
        @Nullable String consequences,
        @Nullable String draft,
        @Nullable String draftClauses,
        @Nullable String direction,
        @Nullable String from,
        @Nullable String to,
        @Nullable String copies,
        @Nullable String replyTo,
        @Nullable String action,
        @Nullable String due,
        @Nullable String objective,
        @Nullable String enabler,
        @Nullable String target,
        @Nullable String rapporteur) {

    static final AskedParticulars NONE = of(null);

    /** As a form or a program gets them. */
    static AskedParticulars of(@Nullable Particulars particulars) {
        ChangeRequest change = particulars instanceof ChangeRequest it ? it : null;
        ProposedText text = particulars instanceof ProposedText it ? it : null;
        LiaisonStatement letter = particulars instanceof LiaisonStatement it ? it : null;
        WorkItem work = particulars instanceof WorkItem it ? it : null;
        return new AskedParticulars(
                part(change, ChangeRequest::clauses),
                part(change, ChangeRequest::category),
                part(change, ChangeRequest::reason),
                part(change, ChangeRequest::changes),
                part(change, ChangeRequest::consequences),
                part(text, ProposedText::draft),
                part(text, ProposedText::clauses),
                part(letter, LiaisonStatement::direction),
                part(letter, LiaisonStatement::from),
                part(letter, LiaisonStatement::to),
                part(letter, LiaisonStatement::copies),
                part(letter, LiaisonStatement::replyTo),
                part(letter, LiaisonStatement::action),
                part(letter, LiaisonStatement::due),
                part(work, WorkItem::objective),
                part(work, WorkItem::enabler),
                part(work, WorkItem::target),
                part(work, WorkItem::rapporteur));
    }

    private static <T, V> @Nullable String part(@Nullable T whole, Function<T, @Nullable V> part) {
        V value = whole == null ? null : part.apply(whole);
        return value == null ? null : value.toString();
    }

    /**
     * Those of a type; null where it asks for nothing.
     *
     * @throws Refusal for what cannot be read, and for what belongs to another type and would be lost
     */
    @Nullable Particulars read(ContributionType type) {
        requireNothingOf(type);
        return switch (type) {
            case CR ->
                new ChangeRequest(
                        text(clauses),
                        oneOf("category", category, ChangeCategory.class),
                        text(reason),
                        text(changes),
                        text(consequences));
            case PCR -> new ProposedText(text(draft), text(draftClauses));
            case LS ->
                new LiaisonStatement(
                        oneOf("direction", direction, LiaisonDirection.class),
                        text(from),
                        text(to),
                        text(copies),
                        text(replyTo),
                        null,
                        text(action),
                        day("due", due));
            case WID -> new WorkItem(text(objective), text(enabler), day("target", target), text(rapporteur));
            case INP, AGD, MINS, REP, DISC -> null;
        };
    }

    private void requireNothingOf(ContributionType type) {
        SequencedMap<String, String> lost = new LinkedHashMap<>();
        fields().forEach((owner, values) -> {
            if (owner != type) {
                values.forEach((name, value) -> {
                    if (value != null && !value.isBlank()) {
                        lost.put(
                                field(name),
                                "This is asked of type " + owner.code() + ", "
                                        + owner.label().toLowerCase(Locale.ROOT)
                                        + ". Choose that type, or leave this empty.");
                    }
                });
            }
        });
        if (!lost.isEmpty()) {
            throw Refusal.invalid(Objects.requireNonNull(lost.firstEntry()).getValue(), lost);
        }
    }

    private Map<ContributionType, Map<String, @Nullable String>> fields() {
        Map<ContributionType, Map<String, @Nullable String>> fields = new LinkedHashMap<>();
        fields.put(
                ContributionType.CR,
                named(
                        "clauses",
                        clauses,
                        "category",
                        category,
                        "reason",
                        reason,
                        "changes",
                        changes,
                        "consequences",
                        consequences));
        fields.put(ContributionType.PCR, named("draft", draft, "draftClauses", draftClauses));
        fields.put(
                ContributionType.LS,
                named(
                        "direction",
                        direction,
                        "from",
                        from,
                        "to",
                        to,
                        "copies",
                        copies,
                        "replyTo",
                        replyTo,
                        "action",
                        action,
                        "due",
                        due));
        fields.put(
                ContributionType.WID,
                named("objective", objective, "enabler", enabler, "target", target, "rapporteur", rapporteur));
        return fields;
    }

    private static Map<String, @Nullable String> named(@Nullable String... namesAndValues) {
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            named.put(Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return named;
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }

    private static @Nullable LocalDate day(String name, @Nullable String typed) {
        return Typed.day(field(name), typed);
    }

    private static <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable String typed, Class<E> all) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        return Arrays.stream(all.getEnumConstants())
                .filter(value -> value.name().equals(typed.strip()))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        field(name),
                        "Choose one of: "
                                + Arrays.stream(all.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String field(String name) {
        return "particulars." + name;
    }
}
