package org.rostrum.contributions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.Particulars.ChangeRequest;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.contributions.Particulars.ProposedText;
import org.rostrum.contributions.Particulars.WorkItem;

/**
 * What its author says of a contribution, and may say otherwise while nothing is decided.
 *
 * @param source as the author named it; the organisations that sign it come after
 * @param particulars null where its type asks for nothing
 */
public record Wording(
        Purpose purpose,
        String title,
        String summary,
        String source,
        @Nullable SpecificationId specification,
        @Nullable Particulars particulars) {

    /** What was looked at: another text has another mark. */
    public String mark() {
        try {
            byte[] text = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One value that is another one now. */
    public record Change(@Nullable String from, @Nullable String to) {}

    /** Every value as text, by the name of its field. */
    public SequencedMap<String, @Nullable String> values() {
        SequencedMap<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put("for", purpose.label());
        values.put("source", source);
        values.put("abstract", summary);
        values.put("specification", said(specification));
        switch (particulars) {
            case null -> {}
            case ChangeRequest change -> {
                values.put("clauses", change.clauses());
                values.put("category", said(change.category()));
                values.put("reason", change.reason());
                values.put("changes", change.changes());
                values.put("consequences", change.consequences());
            }
            case ProposedText text -> {
                values.put("draft", text.draft());
                values.put("draftClauses", text.clauses());
            }
            case LiaisonStatement letter -> {
                values.put("direction", said(letter.direction()));
                values.put("from", letter.from());
                values.put("to", letter.to());
                values.put("copies", letter.copies());
                values.put("replyTo", letter.replyTo());
                values.put("action", letter.action());
                values.put("due", said(letter.due()));
            }
            case WorkItem work -> {
                values.put("objective", work.objective());
                values.put("enabler", work.enabler());
                values.put("target", said(work.target()));
                values.put("rapporteur", work.rapporteur());
            }
        }
        return values;
    }

    private static @Nullable String said(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** What is another one in the other, which is of the same type. */
    Map<String, Change> changes(Wording to) {
        Map<String, @Nullable String> after = to.values();
        Map<String, Change> changes = new LinkedHashMap<>();
        values().forEach((field, value) -> {
            if (!Objects.equals(value, after.get(field))) {
                changes.put(field, new Change(value, after.get(field)));
            }
        });
        return changes;
    }

    /** What the first file still waits for: words by the name of their field. */
    SequencedMap<String, String> missing() {
        SequencedMap<String, String> missing = new LinkedHashMap<>();
        if (particulars instanceof ChangeRequest && specification == null) {
            missing.put("specification", "Choose the specification that it changes.");
        }
        if (particulars != null) {
            missing.putAll(particulars.missing());
        }
        return missing;
    }
}
