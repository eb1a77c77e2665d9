package org.rostrum.calendars;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rostrum.calendars.Entry.Days;
import org.rostrum.calendars.Entry.Hours;

/**
 * A calendar to subscribe to, as text/calendar (RFC 5545, with the names of RFC 7986 and those that older programs look
 * for). Without a METHOD: it is a state to be mirrored, no invitation to be answered.
 */
final class CalendarDocument {

    /** How often programs are asked to look. */
    private static final String REFRESH = "PT1H";

    private CalendarDocument() {}

    static byte[] write(String name, String description, String url, List<Entry> entries) {
        var text = new CalendarText();
        text.line("BEGIN", "VCALENDAR")
                .line("VERSION", "2.0")
                .line("PRODID", "-//Rostrum//Calendar//EN")
                .line("CALSCALE", "GREGORIAN")
                .text("NAME", name)
                .text("X-WR-CALNAME", name)
                .text("DESCRIPTION", description)
                .text("X-WR-CALDESC", description)
                .line("URL", url)
                .line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH)
                .line("X-PUBLISHED-TTL", REFRESH);
        zones(entries).forEach((zone, years) -> text.lines(ZoneText.of(ZoneId.of(zone), years[0], years[1])));
        entries.forEach(entry -> write(entry, text));
        return text.line("END", "VCALENDAR").bytes();
    }

    /** Each zone once, with the years in which it is needed. */
    private static Map<String, int[]> zones(List<Entry> entries) {
        Map<String, int[]> zones = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.span() instanceof Hours hours && !ZoneText.isUtc(hours.zone())) {
                int first = hours.startsAt().atZone(hours.zone()).getYear();
                int last = hours.until().atZone(hours.zone()).getYear();
                zones.merge(hours.zone().getId(), new int[] {first, last}, (a, b) ->
                        new int[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
            }
        }
        return zones;
    }

    private static void write(Entry entry, CalendarText text) {
        text.line("BEGIN", "VEVENT")
                .line("UID", entry.uid())
                .utc("DTSTAMP", entry.changedAt())
                .utc("LAST-MODIFIED", entry.changedAt())
                .line("SEQUENCE", String.valueOf(entry.sequence()));
        switch (entry.span()) {
            case Days(var first, var last) -> text.day("DTSTART", first).day("DTEND", last.plusDays(1));
            case Hours(var startsAt, var endsAt, var zone) -> {
                text.time("DTSTART", startsAt, zone);
                if (endsAt != null) {
                    text.time("DTEND", endsAt, zone);
                }
            }
        }
        text.text("SUMMARY", entry.summary())
                .textIfAny("LOCATION", entry.location())
                .textIfAny("DESCRIPTION", entry.description())
                .line("URL", entry.url())
                .texts("CATEGORIES", entry.categories())
                .line(
                        "CLASS",
                        switch (entry.visibility()) {
                            case PUBLIC -> "PUBLIC";
                            case MEMBERS -> "PRIVATE";
                            case GROUP -> "CONFIDENTIAL";
                        })
                .line("STATUS", entry.status().name())
                .line("TRANSP", entry.busy() ? "OPAQUE" : "TRANSPARENT")
                .line("END", "VEVENT");
    }
}
