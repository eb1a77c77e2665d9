package org.rostrum.agendas;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something takes, as people write it: "15", "15 min", "0:15", "1 h 30", "1.5 h", "09:00-10:15". */
final class SpokenTime {

    /** One that cannot be anything else, for use in the middle of a line: a bare number could be a part of the title. */
    static final String UNMISTAKABLE = "\\d{1,2}[:.]\\d{2}\\s?[-–—]\\s?\\d{1,2}[:.]\\d{2}"
            + "|\\d{1,4}\\s?(?:minutes?|mins?\\.?|m|[’'′])"
            + "|\\d{1,2}(?:[.,]\\d{1,2})?\\s?(?:hours?|hrs?\\.?|h)(?:\\s?\\d{1,2}\\s?(?:minutes?|mins?\\.?|m)?)?"
            + "|\\d{1,2}:\\d{2}";

    private static final Pattern SPAN =
            Pattern.compile("(\\d{1,2})[:.](\\d{2})\\s?(?:[-–—]|to|until)\\s?(\\d{1,2})[:.](\\d{2})");
    private static final Pattern MINUTES = Pattern.compile("(\\d{1,9})\\s?(?:minutes?|mins?\\.?|m|[’'′])?");
    private static final Pattern HOURS = Pattern.compile(
            "(\\d{1,2})(?:[.,](\\d{1,2}))?\\s?(?:hours?|hrs?\\.?|h)(?:\\s?(\\d{1,2})\\s?(?:minutes?|mins?\\.?|m)?)?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})(?::00)?");
    private static final Pattern NOTHING = Pattern.compile("|0|0:00|[-–—.?]+|n/?a|none|tb[acd]");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private SpokenTime() {}

    private static String tidied(String text) {
        return SPACES.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
    }

    /** Whether it says that nobody has said. */
    static boolean isNothing(String text) {
        return NOTHING.matcher(tidied(text)).matches();
    }

    /** A time of the day or a length in hours and minutes: which of both, only its neighbours tell. */
    static boolean isClock(String text) {
        return CLOCK.matcher(tidied(text)).matches();
    }

    /** Empty where it cannot be read. */
    static OptionalInt minutes(String text) {
        String said = tidied(text);
        Matcher span = SPAN.matcher(said);
        if (span.matches()) {
            int from = number(span, 1) * HOUR + number(span, 2);
            int until = number(span, 3) * HOUR + number(span, 4);
            // A meeting that goes on after midnight.
            return OptionalInt.of(until >= from ? until - from : until + DAY - from);
        }
        Matcher clock = CLOCK.matcher(said);
        if (clock.matches()) {
            return OptionalInt.of(number(clock, 1) * HOUR + number(clock, 2));
        }
        Matcher minutes = MINUTES.matcher(said);
        if (minutes.matches()) {
            return OptionalInt.of(number(minutes, 1));
        }
        Matcher hours = HOURS.matcher(said);
        if (hours.matches()) {
            String fraction = hours.group(2);
            double whole = Double.parseDouble(number(hours, 1) + (fraction == null ? "" : "." + fraction));
            return OptionalInt.of((int) Math.round(whole * HOUR) + (hours.group(3) == null ? 0 : number(hours, 3)));
        }
        return OptionalInt.empty();
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
