package org.rostrum.contributions.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rostrum.contributions.Submissions;
import org.springframework.util.MultiValueMap;

/**
 * What a delegate types to reserve several numbers: what they have in common, and a line for each.
 *
 * @param lines as many as the page has, empty ones included
 */
record SeveralForm(String type, String purpose, String source, List<Line> lines, String intent) {

    /** @param type empty for that of all; so is the purpose */
    record Line(String title, String type, String purpose) {

        boolean empty() {
            return title.isEmpty();
        }
    }

    static SeveralForm of(MultiValueMap<String, String> sent) {
        List<Line> lines = new ArrayList<>();
        for (int n = 0; n < Submissions.MOST_AT_ONCE; n++) {
            lines.add(new Line(text(sent, "title" + n), text(sent, "type" + n), text(sent, "purpose" + n)));
        }
        return new SeveralForm(
                text(sent, "type"), text(sent, "purpose"), text(sent, "source"), lines, text(sent, "intent"));
    }

    private static String text(MultiValueMap<String, String> sent, String field) {
        String typed = sent.getFirst(field);
        return typed == null ? "" : typed;
    }

    /** A line of nothing but blanks is one that somebody meant: it is asked for, and refused. */
    List<Asked> asked() {
        return filled().stream()
                .map(lines::get)
                .map(line -> new Asked(
                        line.type().isEmpty() ? type : line.type(),
                        line.purpose().isEmpty() ? purpose : line.purpose(),
                        line.title(),
                        "",
                        source,
                        null,
                        null,
                        null))
                .toList();
    }

    private List<Integer> filled() {
        List<Integer> filled = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            if (!lines.get(n).empty()) {
                filled.add(n);
            }
        }
        return filled;
    }

    /** Problems by the form's own fields. What several lines have in common is said once, where it was chosen. */
    Map<String, String> own(Map<String, String> problems) {
        List<Integer> filled = filled();
        Map<String, String> own = new LinkedHashMap<>();
        problems.forEach((place, message) -> own.put(own(place, filled), message));
        return own;
    }

    private String own(String place, List<Integer> filled) {
        int end = place.indexOf("].");
        if (end < 0) {
            return "title0";
        }
        int line = filled.get(Integer.parseInt(place, "contributions[".length(), end, 10));
        String field = Fields.ofForm(place.substring(end + 2));
        return switch (field) {
            case "type" -> lines.get(line).type().isEmpty() ? "type" : "type" + line;
            case "purpose" -> lines.get(line).purpose().isEmpty() ? "purpose" : "purpose" + line;
            case "title" -> "title" + line;
            default -> "source";
        };
    }
}
