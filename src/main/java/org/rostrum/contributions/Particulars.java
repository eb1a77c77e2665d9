package org.rostrum.contributions;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a type of contribution asks for beside title and source. What has not been said yet is an empty text, or null
 * where it is none: a number is reserved with little, and the first file asks for the rest.
 */
public sealed interface Particulars {

    ContributionType type();

    /** What the first file still waits for: words by the name of their field. */
    SequencedMap<String, String> missing();

    /** Those of a type of which nothing was said; null where the type asks for nothing. */
    static @Nullable Particulars empty(ContributionType type) {
        return switch (type) {
            case CR -> new ChangeRequest("", null, "", "", "");
            case PCR -> new ProposedText("", "");
            case LS -> new LiaisonStatement(null, "", "", "", "", null, "", null);
            case WID -> new WorkItem("", "", null, "");
            case INP, AGD, MINS, REP, DISC -> null;
        };
    }

    /**
     * A change to a published specification, which the contribution names.
     *
     * @param clauses of the specification that it touches
     * @param changes what it changes, in short
     * @param consequences of leaving the specification as it is
     */
    record ChangeRequest(
            String clauses, @Nullable ChangeCategory category, String reason, String changes, String consequences)
            implements Particulars {

        public ChangeRequest {
            clauses = line("clauses", "list of clauses", clauses, 1_000);
            reason = paragraphs("reason", "reason for the change", reason);
            changes = paragraphs("changes", "summary of the change", changes);
            consequences = paragraphs("consequences", "text about the consequences", consequences);
        }

        @Override
        public ContributionType type() {
            return ContributionType.CR;
        }

        @Override
        public SequencedMap<String, String> missing() {
            Missing missing = new Missing();
            missing.text("clauses", clauses, "Say which clauses it changes.");
            missing.value("category", category, "Choose what sort of change it is.");
            missing.text("reason", reason, "Say why the change is needed.");
            missing.text("consequences", consequences, "Say what happens if it is not approved.");
            return missing.said();
        }
    }

    /**
     * Text for a specification that is still being written.
     *
     * @param draft the specification it is for
     */
    record ProposedText(String draft, String clauses) implements Particulars {

        public ProposedText {
            draft = line("draft", "draft specification", draft, 200);
            clauses = line("draftClauses", "list of clauses", clauses, 1_000);
        }

        @Override
        public ContributionType type() {
            return ContributionType.PCR;
        }

        @Override
        public SequencedMap<String, String> missing() {
            Missing missing = new Missing();
            missing.text("draft", draft, "Say which draft specification the text is for.");
            return missing.said();
        }
    }

    /**
     * A letter between standards bodies.
     *
     * @param from the body that writes it
     * @param to the bodies it is written to
     * @param replyTo what it answers: a number of ours, or how the other side calls its own; empty for neither
     * @param answers the same, where it is one of ours
     * @param action what the receiver is asked to do
     * @param due until when
     */
    record LiaisonStatement(
            @Nullable LiaisonDirection direction,
            String from,
            String to,
            String copies,
            String replyTo,
            @Nullable ContributionId answers,
            String action,
            @Nullable LocalDate due)
            implements Particulars {

        public LiaisonStatement {
            from = line("from", "sender", from, 200);
            to = line("to", "list of receivers", to, 500);
            copies = line("copies", "list of copies", copies, 500);
            replyTo = line("replyTo", "reference", replyTo, 200);
            action = paragraphs("action", "action requested", action);
        }

        @Override
        public ContributionType type() {
            return ContributionType.LS;
        }

        @Override
        public SequencedMap<String, String> missing() {
            Missing missing = new Missing();
            missing.value("direction", direction, "Choose whether it came in or is to go out.");
            missing.text("from", from, "Say which body writes it.");
            missing.text("to", to, "Say to whom it is written.");
            return missing.said();
        }

        LiaisonStatement answering(ContributionId id, String number) {
            return new LiaisonStatement(direction, from, to, copies, number, id, action, due);
        }
    }

    /**
     * New work that organisations support.
     *
     * @param enabler what the work is about to change or make
     * @param target the day it is to be done
     * @param rapporteur who leads it
     */
    record WorkItem(
            String objective, String enabler, @Nullable LocalDate target, String rapporteur) implements Particulars {

        public WorkItem {
            objective = paragraphs("objective", "objective", objective);
            enabler = line("enabler", "enabler", enabler, 200);
            rapporteur = line("rapporteur", "rapporteur", rapporteur, 200);
        }

        @Override
        public ContributionType type() {
            return ContributionType.WID;
        }

        @Override
        public SequencedMap<String, String> missing() {
            Missing missing = new Missing();
            missing.text("objective", objective, "Say what the work is to achieve.");
            return missing.said();
        }
    }

    /** Where forms and API keep the field. */
    static String field(String name) {
        return "particulars." + name;
    }

    private static String line(String field, String word, String typed, int longest) {
        return Title.line(field(field), word, typed, longest);
    }

    private static String paragraphs(String field, String word, String typed) {
        return Title.paragraphs(field(field), word, typed, 5_000);
    }

    /** Collects what was not said. */
    final class Missing {

        private final SequencedMap<String, String> said = new LinkedHashMap<>();

        private Missing() {}

        private void text(String field, String value, String words) {
            if (value.isEmpty()) {
                said.put(field(field), words);
            }
        }

        private void value(String field, @Nullable Object value, String words) {
            if (value == null) {
                said.put(field(field), words);
            }
        }

        private SequencedMap<String, String> said() {
            return said;
        }
    }
}
