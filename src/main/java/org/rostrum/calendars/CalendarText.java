package org.rostrum.calendars;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Content lines of iCalendar (RFC 5545, 3.1): escaped, folded after 75 octets and never within a character. Written by
 * hand, because through ical4j's model 2,000 entries take a third of a second: src/docs/decisions says more.
 */
final class CalendarText {

    private static final int LONGEST_LINE = 75;
    private static final byte[] BREAK = {'\r', '\n'};
    private static final byte[] CONTINUED = {'\r', '\n', ' '};
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Lines that are written already. */
    CalendarText lines(byte[] written) {
        out.writeBytes(written);
        return this;
    }

    /** @param name with its parameters; value as it is to stand there */
    CalendarText line(String name, String value) {
        byte[] line = (name + ":" + value).getBytes(StandardCharsets.UTF_8);
        int from = 0;
        int room = LONGEST_LINE;
        while (line.length - from > room) {
            int to = from + room;
            while ((line[to] & 0xC0) == 0x80) {
                to--;
            }
            out.write(line, from, to - from);
            out.writeBytes(CONTINUED);
            from = to;
            // The space that continues a line is an octet of it.
            room = LONGEST_LINE - 1;
        }
        out.write(line, from, line.length - from);
        out.writeBytes(BREAK);
        return this;
    }

    CalendarText text(String name, String text) {
        return line(name, escaped(text));
    }

    /** Nothing where there is nothing to say. */
    CalendarText textIfAny(String name, String text) {
        return text.isBlank() ? this : text(name, text);
    }

    CalendarText texts(String name, Collection<String> texts) {
        return texts.isEmpty()
                ? this
                : line(name, texts.stream().map(CalendarText::escaped).collect(Collectors.joining(",")));
    }

    CalendarText utc(String name, Instant at) {
        return line(name, local(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + "Z");
    }

    /**
     * With the zone's name, which the calendar explains; in UTC where that is the zone. Of a local time that is there
     * twice the first is meant (RFC 5545, 3.3.5), so the second is written in UTC too.
     */
    CalendarText time(String name, Instant at, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(at, zone);
        return ZoneText.isUtc(zone) || !time.atZone(zone).toInstant().equals(at)
                ? utc(name, at)
                : line(name + ";TZID=" + zone.getId(), local(time));
    }

    CalendarText day(String name, LocalDate day) {
        return line(name + ";VALUE=DATE", DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }

    static String local(LocalDateTime time) {
        return LOCAL.format(time);
    }

    /** RFC 5545, 3.3.11. Control characters may not stand in a calendar at all. */
    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\', ';', ',' -> escaped.append('\\').append(c);
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append(c);
                default -> {
                    if (!Character.isISOControl(c)) {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
