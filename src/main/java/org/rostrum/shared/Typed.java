package org.rostrum.shared;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What somebody typed into a field, tidied, or refused in words that stand beside the field. */
public final class Typed {

    private Typed() {}

    /** One line of text that must be there. */
    public static String line(String field, String label, @Nullable String text, int longest) {
        String line = optionalLine(field, label, text, longest);
        if (line.isEmpty()) {
            throw Refusal.invalid(field, "Say the " + label + ".");
        }
        return line;
    }

    /** One line of text; empty where nothing was typed. */
    public static String optionalLine(String field, String label, @Nullable String text, int longest) {
        String line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return within(field, label, line, longest);
    }

    /** Several lines; empty where nothing was typed. */
    public static String paragraphs(String field, String label, @Nullable String text, int longest) {
        String lines = text == null
                ? ""
                : text.replace("\r\n", "\n").replace('\r', '\n').strip();
        return within(field, label, lines, longest);
    }

    /** A day as a date field sends it; null where none was chosen. */
    public static @Nullable LocalDate day(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() >= 1900 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw noDay(field);
        }
        throw noDay(field);
    }

    private static Refusal noDay(String field) {
        return Refusal.invalid(field, "This is no day. Write it as 2027-01-31, or choose it from the calendar.");
    }

    private static String within(String field, String label, String text, int longest) {
        if (text.codePoints().anyMatch(Typed::hides)) {
            throw Refusal.invalid(
                    field,
                    "The " + label + " holds control characters or marks that turn the reading direction. "
                            + "Type it anew instead of pasting it.");
        }
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw Refusal.invalid(
                    field,
                    "The " + label + " has " + length + " characters; " + longest + " are the most there can be.");
        }
        return text;
    }

    /** What would hide or reorder the text around it. */
    private static boolean hides(int c) {
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return turnsDirection
                || (Character.isISOControl(c) && c != '\n' && c != '\t')
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SURROGATE;
    }
}
