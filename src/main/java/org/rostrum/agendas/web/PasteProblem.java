package org.rostrum.agendas.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rostrum.shared.Refusal;

/** What is wrong with a pasted outline, as the page says it. */
final class PasteProblem {

    private static final Pattern LINE = Pattern.compile("lines\\[(\\d+)]");

    private PasteProblem() {}

    /** The whole of it first, then line by line where that says more. */
    static List<String> of(Refusal refusal) {
        List<String> sentences = new ArrayList<>();
        sentences.add(String.valueOf(refusal.getMessage()));
        refusal.fields().forEach((field, message) -> {
            Matcher line = LINE.matcher(field);
            String sentence = line.matches() ? "Line " + line.group(1) + ": " + message : message;
            if (!sentences.contains(sentence)) {
                sentences.add(sentence);
            }
        });
        return sentences;
    }
}
