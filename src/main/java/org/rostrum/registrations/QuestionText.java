package org.rostrum.registrations;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** A question as the staff typed it, tidied. */
public record QuestionText(
        String label, String hint, QuestionKind kind, List<String> options, boolean required, boolean inPersonOnly) {

    private static final int LONGEST_LABEL = 300;
    private static final int LONGEST_HINT = 500;
    private static final int LONGEST_OPTION = 200;
    private static final int MOST_OPTIONS = 50;

    /** @param options one a line; they mean something for a choice only */
    public static QuestionText of(
            @Nullable String label,
            @Nullable String hint,
            @Nullable QuestionKind kind,
            @Nullable String options,
            boolean required,
            boolean inPersonOnly) {
        if (kind == null) {
            throw Refusal.invalid("kind", "Choose how it is answered.");
        }
        return new QuestionText(
                Typed.line("label", "question", label, LONGEST_LABEL),
                Typed.optionalLine("hint", "hint", hint, LONGEST_HINT),
                kind,
                kind == QuestionKind.CHOICE ? options(options) : List.of(),
                required,
                inPersonOnly);
    }

    private static List<String> options(@Nullable String typed) {
        List<String> options = Arrays.stream(
                        Typed.paragraphs("options", "list of answers", typed, LONGEST_OPTION * MOST_OPTIONS)
                                .split("\n", -1))
                .map(line -> Typed.optionalLine("options", "answer", line, LONGEST_OPTION))
                .filter(line -> !line.isEmpty())
                .distinct()
                .collect(Collectors.toList());
        if (options.size() < 2) {
            throw Refusal.invalid("options", "Write at least two answers to choose from, one a line.");
        }
        if (options.size() > MOST_OPTIONS) {
            throw Refusal.invalid("options", MOST_OPTIONS + " answers are the most there can be.");
        }
        return List.copyOf(options);
    }
}
