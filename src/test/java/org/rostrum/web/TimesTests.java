package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTests {

    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final Instant AFTERNOON = Instant.parse("2026-11-26T13:00:00Z");

    private final Times times = new Times(Clock.fixed(AFTERNOON, WARSAW));

    @Nested
    class InTheEventsZone {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                Europe/Warsaw                  | Thu 26 Nov 2026, 14:00 CET (Warsaw)
                America/New_York               | Thu 26 Nov 2026, 08:00 EST (New York)
                America/Argentina/Buenos_Aires | Thu 26 Nov 2026, 10:00 UTC-3 (Buenos Aires)
                Asia/Kolkata                   | Thu 26 Nov 2026, 18:30 IST (Kolkata)
                Asia/Kathmandu                 | Thu 26 Nov 2026, 18:45 UTC+5:45 (Kathmandu)
                Africa/Lagos                   | Thu 26 Nov 2026, 14:00 WAT (Lagos)
                Australia/Sydney               | Fri 27 Nov 2026, 00:00 AEDT (Sydney)
                Pacific/Kiritimati             | Fri 27 Nov 2026, 03:00 UTC+14 (Kiritimati)
                Pacific/Honolulu               | Thu 26 Nov 2026, 03:00 HST (Honolulu)
                UTC                            | Thu 26 Nov 2026, 13:00 UTC
                Z                              | Thu 26 Nov 2026, 13:00 UTC
                Etc/GMT+5                      | Thu 26 Nov 2026, 08:00 UTC-5
                """)
        void namesAbbreviationAndPlaceOnEveryContinent(String zone, String words) {
            assertThat(times.at(AFTERNOON, ZoneId.of(zone))).isEqualTo(words);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                2026-03-29T00:59:00Z | 01:59 CET
                2026-03-29T01:00:00Z | 03:00 CEST
                2026-10-25T00:30:00Z | 02:30 CEST
                2026-10-25T01:30:00Z | 02:30 CET
                """)
        void followsTheZonesRulesAtThatInstant(Instant at, String words) {
            assertThat(times.at(at, WARSAW)).contains(", " + words + " (Warsaw)");
        }

        @Test
        void isEnglishWhateverTheServerSpeaks() {
            Locale before = Locale.getDefault();
            try {
                Locale.setDefault(Locale.FRANCE);
                assertThat(new Times(Clock.systemUTC()).at(AFTERNOON, WARSAW)).startsWith("Thu 26 Nov 2026");
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Nested
    class InTheReadersZone {

        @Test
        void saysTheReadersTimeAndNamesTheZone() {
            assertThat(times.reader(AFTERNOON, WARSAW, NEW_YORK)).isEqualTo("your time 08:00 EST (New York)");
        }

        @Test
        void marksTheNextDay() {
            assertThat(times.reader(Instant.parse("2026-11-26T16:00:00Z"), WARSAW, TOKYO))
                    .isEqualTo("your time Fri 27 Nov, 01:00 JST (Tokyo), next day");
        }

        @Test
        void marksThePreviousDay() {
            assertThat(times.reader(Instant.parse("2026-11-26T01:00:00Z"), WARSAW, NEW_YORK))
                    .isEqualTo("your time Wed 25 Nov, 20:00 EST (New York), previous day");
        }

        @Test
        void countsTheDaysAcrossTheDateLine() {
            Instant at = Instant.parse("2026-11-26T10:30:00Z");
            assertThat(times.reader(at, ZoneId.of("Pacific/Pago_Pago"), ZoneId.of("Pacific/Kiritimati")))
                    .isEqualTo("your time Fri 27 Nov, 00:30 UTC+14 (Kiritimati), 2 days later");
            assertThat(times.reader(at, ZoneId.of("Pacific/Kiritimati"), ZoneId.of("Pacific/Pago_Pago")))
                    .isEqualTo("your time Wed 25 Nov, 23:30 SST (Pago Pago), 2 days earlier");
        }

        @Test
        void saysNothingWithoutAZoneOrInTheEventsOwn() {
            assertThat(times.reader(AFTERNOON, WARSAW, null)).isEmpty();
            assertThat(times.reader(AFTERNOON, WARSAW, WARSAW)).isEmpty();
            assertThat(times.both(AFTERNOON, WARSAW, null)).isEqualTo("Thu 26 Nov 2026, 14:00 CET (Warsaw)");
        }

        @Test
        void doesNotRepeatTheSameTime() {
            assertThat(times.reader(AFTERNOON, WARSAW, BERLIN)).isEqualTo("same time in Berlin");
        }

        /** The United States change their clocks two weeks before Europe does. */
        @Test
        void knowsThatClocksChangeOnDifferentDays() {
            assertThat(times.reader(Instant.parse("2026-03-02T13:00:00Z"), WARSAW, NEW_YORK))
                    .isEqualTo("your time 08:00 EST (New York)");
            assertThat(times.reader(Instant.parse("2026-03-16T13:00:00Z"), WARSAW, NEW_YORK))
                    .isEqualTo("your time 09:00 EDT (New York)");
        }
    }

    @Nested
    class Ranges {

        private String span(String from, String to, ZoneId zone) {
            return times.span(Instant.parse(from), Instant.parse(to), zone);
        }

        private String reader(String from, String to, ZoneId zone) {
            return times.readerSpan(Instant.parse(from), Instant.parse(to), WARSAW, zone);
        }

        @Test
        void sayTheDayOnce() {
            assertThat(span("2026-11-26T13:00:00Z", "2026-11-26T14:30:00Z", WARSAW))
                    .isEqualTo("Thu 26 Nov 2026, 14:00–15:30 CET (Warsaw)");
        }

        @Test
        void sayBothDaysAcrossMidnight() {
            assertThat(span("2026-11-26T21:00:00Z", "2026-11-27T00:00:00Z", WARSAW))
                    .isEqualTo("Thu 26 Nov, 22:00 – Fri 27 Nov 2026, 01:00 CET (Warsaw)");
        }

        @Test
        void sayBothYearsAcrossNewYear() {
            assertThat(span("2026-12-31T21:00:00Z", "2027-01-01T00:00:00Z", WARSAW))
                    .isEqualTo("Thu 31 Dec 2026, 22:00 – Fri 1 Jan 2027, 01:00 CET (Warsaw)");
        }

        @Test
        void sayBothAbbreviationsWhereTheClockChangesInBetween() {
            assertThat(span("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", WARSAW))
                    .isEqualTo("Sun 25 Oct 2026, 02:30 CEST–02:30 CET (Warsaw)");
            assertThat(span("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", WARSAW))
                    .isEqualTo("Sun 29 Mar 2026, 01:30 CET–03:30 CEST (Warsaw)");
            assertThat(span("2026-10-24T07:00:00Z", "2026-10-25T16:00:00Z", WARSAW))
                    .isEqualTo("Sat 24 Oct, 09:00 CEST – Sun 25 Oct 2026, 17:00 CET (Warsaw)");
        }

        @Test
        void marksWhereTheReadersEndIsAnotherDay() {
            assertThat(reader("2026-11-26T14:00:00Z", "2026-11-26T16:00:00Z", TOKYO))
                    .isEqualTo("your time 23:00 – Fri 27 Nov, 01:00 JST (Tokyo)");
            assertThat(reader("2026-11-26T13:00:00Z", "2026-11-26T14:30:00Z", NEW_YORK))
                    .isEqualTo("your time 08:00–09:30 EST (New York)");
        }

        @Test
        void ofAnHourShowNoDayButMarkThatItIsAnother() {
            assertThat(times.hours(AFTERNOON, AFTERNOON.plusSeconds(5400), WARSAW))
                    .isEqualTo("14:00–15:30");
            assertThat(times.hours(
                            Instant.parse("2026-11-26T21:00:00Z"), Instant.parse("2026-11-27T00:00:00Z"), WARSAW))
                    .isEqualTo("22:00–01:00, next day");
        }
    }

    @Nested
    class Dates {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                2026-04-24 |            | 24 April 2026
                2026-04-24 | 2026-04-24 | 24 April 2026
                2026-04-20 | 2026-04-24 | 20–24 April 2026
                2026-11-30 | 2026-12-04 | 30 November – 4 December 2026
                2026-12-29 | 2027-01-02 | 29 December 2026 – 2 January 2027
                """)
        void sayWhatBothEndsShareOnce(LocalDate from, @Nullable LocalDate to, String words) {
            assertThat(times.dates(from, to)).isEqualTo(words);
        }

        @Test
        void areAMonthWhereTheDayIsNotKnown() {
            assertThat(times.month(YearMonth.of(2020, 4))).isEqualTo("April 2020");
        }
    }

    @Nested
    class Countdown {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                -PT1M   | has passed
                PT1M    | 1 minute left
                PT90M   | 90 minutes left
                PT5H59M | 5 hours left
                P3D     | 3 days left
                P7D     | 7 days left
                P7DT1S  |
                """)
        void startsInTheLastWeek(String left, @Nullable String words) {
            assertThat(times.left(AFTERNOON.plus(Duration.parse(left)))).isEqualTo(words);
        }
    }
}
