package org.rostrum.agendas;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.rostrum.shared.Refusal;

/** What is wrong with a pasted text, by its lines. */
final class PasteProblems {

    /** A text that is of another shape altogether would otherwise be answered with a thousand sentences. */
    private static final int TOLD = 20;

    private final TreeMap<Integer, String> byLine = new TreeMap<>();

    void add(int line, String message) {
        byLine.merge(line, message, (one, other) -> one.equals(other) ? one : one + " " + other);
    }

    /** @throws Refusal naming each line as {@code lines[12]}, if anything is wrong */
    void refuse() {
        if (byLine.isEmpty()) {
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        byLine.entrySet().stream()
                .limit(TOLD)
                .forEach(problem -> fields.put("lines[" + problem.getKey() + "]", problem.getValue()));
        Map.Entry<Integer, String> first = byLine.firstEntry();
        throw Refusal.invalid(
                byLine.size() == 1
                        ? "Line " + first.getKey() + ": " + first.getValue()
                        : "%,d lines of this text need your attention%s. Nothing was added."
                                .formatted(
                                        byLine.size(),
                                        byLine.size() > TOLD ? "; the first %d are named".formatted(TOLD) : ""),
                fields);
    }
}
