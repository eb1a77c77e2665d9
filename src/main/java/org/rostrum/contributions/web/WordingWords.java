package org.rostrum.contributions.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ChangeCategory;
import org.rostrum.contributions.LiaisonDirection;
import org.rostrum.contributions.Particulars;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.contributions.Specifications;
import org.rostrum.contributions.Wording;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** What the fields of a contribution are called, and their values as people read them. */
@Component
class WordingWords {

    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("title", "Title");
        LABELS.put("for", "For");
        LABELS.put("source", "Source");
        LABELS.put("abstract", "Abstract");
        LABELS.put("specification", "Specification");
        LABELS.put("clauses", "Clauses affected");
        LABELS.put("category", "Category");
        LABELS.put("reason", "Reason for the change");
        LABELS.put("changes", "Summary of the change");
        LABELS.put("consequences", "Consequences if not approved");
        LABELS.put("draft", "Draft specification");
        LABELS.put("draftClauses", "Clauses");
        LABELS.put("direction", "Direction");
        LABELS.put("from", "From");
        LABELS.put("to", "To");
        LABELS.put("copies", "Copies");
        LABELS.put("replyTo", "Reply to");
        LABELS.put("action", "Action requested");
        LABELS.put("due", "Due");
        LABELS.put("objective", "Objective");
        LABELS.put("enabler", "Affected enabler");
        LABELS.put("target", "Target date");
        LABELS.put("rapporteur", "Rapporteur");
    }

    private final Specifications specifications;
    private final Times times;

    WordingWords(Specifications specifications, Times times) {
        this.specifications = specifications;
        this.times = times;
    }

    /** @param href what the value is a link to; null for none */
    public record Fact(String label, String value, @Nullable String href) {}

    /** What was said of the particulars; what was not is left out. */
    List<Fact> facts(Wording wording) {
        List<Fact> facts = new ArrayList<>();
        wording.values().forEach((field, value) -> {
            if (value != null && !value.isEmpty() && ofParticulars(field)) {
                facts.add(new Fact(label(field), words(field, value, wording), href(field, wording.particulars())));
            }
        });
        return facts;
    }

    /** What is another one now than in what somebody typed, as it is now. */
    List<Fact> differences(Wording now, Wording typed) {
        List<Fact> facts = new ArrayList<>();
        Map<String, @Nullable String> other = typed.values();
        now.values().forEach((field, value) -> {
            String said = value == null ? "" : value;
            if (!said.equals(Objects.requireNonNullElse(other.get(field), ""))) {
                facts.add(new Fact(label(field) + " now", said.isEmpty() ? "nothing" : words(field, said, now), null));
            }
        });
        return facts;
    }

    private static boolean ofParticulars(String field) {
        return switch (field) {
            case "title", "for", "source", "abstract", "specification" -> false;
            default -> true;
        };
    }

    private static String label(String field) {
        return LABELS.getOrDefault(field, field);
    }

    private String words(String field, String value, Wording wording) {
        return switch (field) {
            case "category" -> ChangeCategory.valueOf(value).label();
            case "direction" -> LiaisonDirection.valueOf(value).label();
            case "due", "target" -> times.dates(LocalDate.parse(value), null);
            case "specification" ->
                wording.specification() == null
                        ? value
                        : specifications
                                .find(wording.specification())
                                .map(found -> found.fileName())
                                .orElse(value);
            default -> value;
        };
    }

    private static @Nullable String href(String field, @Nullable Particulars particulars) {
        return field.equals("replyTo") && particulars instanceof LiaisonStatement letter && letter.answers() != null
                ? "/contributions/" + letter.answers()
                : null;
    }
}
