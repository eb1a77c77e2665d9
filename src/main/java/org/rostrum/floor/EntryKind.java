package org.rostrum.floor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As what somebody asks for the floor. Who comes as an earlier one of these speaks before all of the later ones. */
public enum EntryKind {
    POINT_OF_ORDER("Point of order", "Point of order", "point of order"),
    QUESTION("Clarifying question", "Question", "(?:clarifying )?question"),
    REPLY("Reply to the current topic", "Reply", "reply"),
    NEW_TOPIC("New topic", "New topic", "new topic");

    private final String label;
    private final String word;
    private final Pattern typed;

    EntryKind(String label, String word, String typed) {
        this.label = label;
        this.word = word;
        this.typed = Pattern.compile(
                "(?:to )?(?:raise |ask |with )?(?:a )?" + typed + "\\b[\\s:,;–-]*(?:about\\b\\s*|on\\b\\s*)?(.*)",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    public String label() {
        return label;
    }

    /** The same where there is little room. */
    public String word() {
        return word;
    }

    /** What somebody typed after "q+". */
    record Wish(EntryKind kind, String topic) {

        private static final Pattern PURPOSE = Pattern.compile("to\\s+(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

        /** By the words it begins with; a new topic where it names no kind. */
        static Wish of(String typed) {
            String words = typed.strip().replaceAll("\\s+", " ");
            for (EntryKind kind : EntryKind.values()) {
                Matcher named = kind.typed.matcher(words);
                if (named.matches()) {
                    return new Wish(kind, named.group(1).strip());
                }
            }
            Matcher purpose = PURPOSE.matcher(words);
            return new Wish(NEW_TOPIC, purpose.matches() ? purpose.group(1) : words);
        }
    }
}
