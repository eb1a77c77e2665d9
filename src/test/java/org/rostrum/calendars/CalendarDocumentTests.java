package org.rostrum.calendars;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.component.VEvent;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.calendars.Entry.Days;
import org.rostrum.calendars.Entry.Hours;
import org.rostrum.calendars.Entry.Span;
import org.rostrum.calendars.Entry.Status;
import org.rostrum.groups.Visibility;

/** What is written, read by two other programs. */
class CalendarDocumentTests {

    private static final int DAY = 1_440;
    private static final Instant CHANGED = Instant.parse("2026-01-05T10:00:00Z");

    private static Entry entry(String uid, Span span, String text) {
        return new Entry(
                uid,
                span,
                0,
                CHANGED,
                Status.CONFIRMED,
                text,
                text,
                text,
                "https://rostrum.example/events/1",
                List.of(text, "DMSO"),
                Visibility.PUBLIC,
                true);
    }

    private static String written(Entry... entries) {
        return new String(
                CalendarDocument.write(
                        "A, body; with \\ signs", "What there is", "https://rostrum.example/", List.of(entries)),
                StandardCharsets.UTF_8);
    }

    /** Quiet days, and before and after every change of the clocks. */
    private static List<Instant> moments(ZoneId zone, int firstYear, int lastYear, int... minutesFromChange) {
        List<Instant> moments = new ArrayList<>();
        ZoneRules rules = zone.getRules();
        Instant from =
                LocalDate.of(firstYear, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = LocalDate.of(lastYear, 12, 31).atStartOfDay(ZoneOffset.UTC).toInstant();
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(to)) {
            for (int minutes : minutesFromChange) {
                moments.add(next.getInstant().plusSeconds(60L * minutes));
            }
            moments.add(next.getInstant().plusSeconds(86_400 * 40));
            next = rules.nextTransition(next.getInstant());
        }
        if (moments.isEmpty()) {
            moments.add(from);
            moments.add(to);
        }
        return moments;
    }

    /** Under a name that no reader can know, so that it has nothing to go by but our VTIMEZONE. */
    private static String writtenInUnknownZone(ZoneId zone, List<Instant> moments) {
        List<Entry> entries = new ArrayList<>();
        for (Instant at : moments) {
            entries.add(entry("e" + entries.size(), new Hours(at, at.plusSeconds(5_400), zone), "x"));
        }
        return written(entries.toArray(Entry[]::new)).replace(zone.getId(), "Nowhere-Known");
    }

    /** biweekly itself errs on the day of a change, and where the standard time changed; to the minute is ical4j's part. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Warsaw",
                "Europe/Dublin",
                "America/New_York",
                "America/Santiago",
                "Australia/Sydney",
                "Asia/Kathmandu",
                "Asia/Jerusalem",
                "Africa/Casablanca",
                "Africa/Cairo"
            })
    void biweeklyReadsTheSameInstantsOnTheDaysBeforeAndAfterEveryChangeOfClocks(String zone) {
        ZoneId id = ZoneId.of(zone);
        for (int[] years : new int[][] {{2024, 2028}, {2012, 2027}}) {
            List<Instant> moments = moments(id, years[0], years[1], -2 * DAY, 2 * DAY);
            List<VEvent> read = Read.of(writtenInUnknownZone(id, moments)).events();
            assertThat(read).hasSameSizeAs(moments);
            for (int i = 0; i < moments.size(); i++) {
                assertThat(Read.begins(read.get(i)))
                        .as("%s, %s", zone, moments.get(i))
                        .isEqualTo(moments.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Warsaw",
                "Europe/Dublin",
                "America/New_York",
                "America/Santiago",
                "America/Nuuk",
                "Australia/Sydney",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Asia/Jerusalem",
                "Africa/Casablanca",
                "Africa/Cairo",
                "Pacific/Apia"
            })
    void ical4jReadsTheSameInstantsToTheMinuteBeforeAndAfterEveryChangeOfClocks(String zone) throws Exception {
        ZoneId id = ZoneId.of(zone);
        for (int[] years : new int[][] {{2024, 2028}, {2002, 2027}}) {
            List<Instant> moments = moments(id, years[0], years[1], -1_500, -90, -30, -1, 0, 1, 30, 90, 1_500);
            Map<String, Instant> read = new HashMap<>();
            var calendar = new CalendarBuilder().build(new StringReader(writtenInUnknownZone(id, moments)));
            for (var event : calendar.<net.fortuna.ical4j.model.component.VEvent>getComponents("VEVENT")) {
                read.put(
                        event.getUid().orElseThrow().getValue(),
                        Instant.from(
                                Objects.requireNonNull(event.getDateTimeStart()).getDate()));
            }
            for (int i = 0; i < moments.size(); i++) {
                assertThat(read.get("e" + i)).as("%s, %s", zone, moments.get(i)).isEqualTo(moments.get(i));
            }
        }
    }

    @Test
    void changesThatFollowARuleAreWrittenAsOneSoThatProgramsKnowTheYearsToComeToo() {
        String warsaw = new String(ZoneText.of(ZoneId.of("Europe/Warsaw"), 2026, 2026), StandardCharsets.UTF_8);
        assertThat(warsaw)
                .contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
                .contains("TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200");
    }

    @Test
    void noLineIsLongerThan75OctetsAndNoCharacterIsTornApart() {
        String text =
                "Überprüfung 👩‍🔬 der Prüfergebnisse, größtenteils; mit\\ohne \"Zeichen\" ".repeat(6) + "\nEnde: ok";
        String written =
                written(entry("e", new Hours(CHANGED, CHANGED.plusSeconds(60), ZoneId.of("Europe/Warsaw")), text));
        for (String line : written.split("\r\n", -1)) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
            assertThat(line).doesNotContain("\n", "\uFFFD");
        }
        VEvent read = Read.of(written).events().getFirst();
        assertThat(read.getSummary().getValue()).isEqualTo(text);
        assertThat(read.getDescription().getValue()).isEqualTo(text);
        assertThat(read.getLocation().getValue()).isEqualTo(text);
        assertThat(read.getCategories().getFirst().getValues()).containsExactly(text, "DMSO");
        assertThat(Read.of(written).calendar().getNames().getFirst().getValue()).isEqualTo("A, body; with \\ signs");
    }

    @Test
    void controlCharactersAreLeftOut() {
        assertThat(written(entry("e", new Days(LocalDate.EPOCH, LocalDate.EPOCH), "a\u0007b\rc\u0000")))
                .contains("SUMMARY:abc\r\n");
    }

    @Test
    void wholeDaysEndOnTheDayAfterTheLast() {
        String written = written(entry("e", new Days(LocalDate.of(2026, 4, 20), LocalDate.of(2026, 4, 23)), "A week"));
        assertThat(written).contains("DTSTART;VALUE=DATE:20260420\r\n", "DTEND;VALUE=DATE:20260424\r\n");
        assertThat(written).doesNotContain("VTIMEZONE");
    }

    @Test
    void utcNeedsNoZoneAndSoDoesTheSecondOfTwoEqualTimes() {
        ZoneId warsaw = ZoneId.of("Europe/Warsaw");
        Instant second = LocalDate.of(2026, 10, 25).atTime(LocalTime.of(2, 30)).toInstant(ZoneOffset.ofHours(1));
        String written = written(
                entry("a", new Hours(CHANGED, null, ZoneOffset.UTC), "a"),
                entry("b", new Hours(second, second.plusSeconds(7_200), warsaw), "b"));
        assertThat(written)
                .contains("DTSTART:20260105T100000Z", "DTSTART:20261025T013000Z")
                .contains("DTEND;TZID=Europe/Warsaw:20261025T043000");
    }

    @Test
    void ical4jFindsNothingToComplainOf() throws Exception {
        var calendar = new CalendarBuilder()
                .build(new StringReader(written(
                        entry("a", new Days(LocalDate.of(2026, 4, 20), LocalDate.of(2026, 4, 23)), "A week"),
                        entry("b", new Hours(CHANGED, CHANGED.plusSeconds(60), ZoneId.of("America/Santiago")), "b"),
                        entry("c", new Hours(CHANGED, null, ZoneId.of("Africa/Casablanca")), "c"))));
        assertThat(calendar.validate(true).getEntries()).isEmpty();
    }
}
