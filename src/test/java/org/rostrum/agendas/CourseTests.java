package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.agendas.MeetingHours.Span;

class CourseTests {

    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private static Instant at(int minutes) {
        return NINE.plus(minutes, ChronoUnit.MINUTES);
    }

    private static List<Duration> minutes(long... minutes) {
        return java.util.Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
    }

    private static MeetingHours sessions(Span... spans) {
        return MeetingHours.ofSessions(List.of(spans));
    }

    @Test
    void items_follow_one_another_and_go_on_after_the_break() {
        Course course = Course.of(
                minutes(60, 45, 30, 15), sessions(new Span(at(0), at(90)), new Span(at(120), at(240))), Instant.MIN);

        assertThat(course.starts()).containsExactly(at(0), at(60), at(135), at(165));
        assertThat(course.over()).isZero();
        assertThat(course.unfinished()).isEqualTo(-1);
    }

    @Test
    void what_follows_an_item_that_fills_a_session_begins_with_the_next_one() {
        Course course = Course.of(
                minutes(90, 0, 30), sessions(new Span(at(0), at(90)), new Span(at(120), at(240))), Instant.MIN);

        assertThat(course.starts()).containsExactly(at(0), at(120), at(120));
    }

    @Test
    void an_item_without_minutes_is_reached_at_the_very_end_and_one_with_minutes_is_not() {
        MeetingHours hours = sessions(new Span(at(0), at(90)));

        assertThat(Course.of(minutes(90, 0), hours, Instant.MIN).starts()).containsExactly(at(0), at(90));
        Course over = Course.of(minutes(90, 0, 10), hours, Instant.MIN);
        assertThat(over.starts()).containsExactly(at(0), null, null);
        assertThat(over.over()).isEqualTo(Duration.ofMinutes(10));
        assertThat(over.unfinished()).isEqualTo(-1);
    }

    @Test
    void what_the_hours_end_in_is_not_finished_and_what_follows_is_not_reached() {
        Course course = Course.of(minutes(60, 60, 0, 15), sessions(new Span(at(0), at(90))), Instant.MIN);

        assertThat(course.starts()).containsExactly(at(0), at(60), null, null);
        assertThat(course.unfinished()).isEqualTo(1);
        assertThat(course.over()).isEqualTo(Duration.ofMinutes(45));
    }

    @Test
    void from_the_middle_of_a_break_it_goes_on_with_the_next_session() {
        MeetingHours hours = sessions(new Span(at(0), at(90)), new Span(at(120), at(240)));

        assertThat(Course.of(minutes(10, 10), hours, at(100)).starts()).containsExactly(at(120), at(130));
        assertThat(Course.of(minutes(10, 10), hours, at(130)).starts()).containsExactly(at(130), at(140));
        assertThat(Course.of(minutes(10, 0), hours, at(300)).starts()).containsExactly(null, null);
    }

    @Test
    void sessions_that_overlap_are_sat_through_once() {
        assertThat(sessions(new Span(at(60), at(120)), new Span(at(0), at(90)), new Span(at(120), at(130)))
                        .spans())
                .containsExactly(new Span(at(0), at(130)));
    }

    /** Both changes of the clocks in zones that change on different days, in other directions, by half an hour, and not. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw,     2026-03-29T00:30",
        "Europe/Warsaw,     2026-10-25T00:30",
        "America/New_York,  2026-03-08T00:30",
        "America/New_York,  2026-11-01T00:30",
        "Australia/Lord_Howe, 2026-04-05T00:30",
        "Australia/Lord_Howe, 2026-10-04T00:30",
        "Asia/Kathmandu,    2026-03-29T00:30"
    })
    void the_clocks_of_a_place_do_not_change_how_long_an_item_takes(String zone, LocalDateTime local) {
        Instant start = local.minusHours(2).atZone(ZoneId.of(zone)).toInstant();
        MeetingHours hours = sessions(new Span(start, start.plus(8, ChronoUnit.HOURS)));

        List<@Nullable Instant> starts =
                Course.of(minutes(60, 60, 60, 60, 60), hours, Instant.MIN).starts();

        for (int i = 0; i < starts.size(); i++) {
            assertThat(starts.get(i)).isEqualTo(start.plus(i, ChronoUnit.HOURS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw,    2026-03-27, 2026-03-30, 23",
        "Europe/Warsaw,    2026-10-23, 2026-10-26, 25",
        "America/New_York, 2026-03-06, 2026-03-09, 23",
        "Pacific/Auckland, 2026-04-03, 2026-04-06, 25"
    })
    void days_begin_at_the_same_time_of_day_whatever_the_clocks_did_at_night(
            String zone, String first, String last, int hoursOfTheLongNight) {
        ZoneId place = ZoneId.of(zone);
        MeetingHours hours = MeetingHours.ofMeeting(
                LocalDateTime.parse(first + "T09:00").atZone(place).toInstant(),
                LocalDateTime.parse(last + "T17:00").atZone(place).toInstant(),
                place);

        assertThat(hours.spans()).hasSize(4).allSatisfy(span -> {
            assertThat(span.from().atZone(place).toLocalTime()).hasToString("09:00");
            assertThat(span.length()).isEqualTo(Duration.ofHours(8));
        });
        List<Duration> nights = new ArrayList<>();
        for (int i = 1; i < hours.spans().size(); i++) {
            nights.add(Duration.between(
                    hours.spans().get(i - 1).from(), hours.spans().get(i).from()));
        }
        assertThat(nights).contains(Duration.ofHours(hoursOfTheLongNight));
    }

    @Test
    void a_meeting_through_the_night_is_one_span() {
        ZoneId place = ZoneId.of("Asia/Kathmandu");
        Instant from = LocalDateTime.parse("2026-11-23T22:00").atZone(place).toInstant();

        assertThat(MeetingHours.ofMeeting(from, from.plus(4, ChronoUnit.HOURS), place)
                        .spans())
                .containsExactly(new Span(from, from.plus(4, ChronoUnit.HOURS)));
        assertThat(MeetingHours.ofMeeting(from, from.plus(48, ChronoUnit.HOURS), place)
                        .spans())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void starts_never_go_back_lie_within_the_hours_and_no_minute_is_lost(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Span> spans = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                Instant from = at(random.nextInt(3_000));
                spans.add(new Span(from, from.plus(1 + random.nextInt(300), ChronoUnit.MINUTES)));
            }
            MeetingHours hours = MeetingHours.ofSessions(spans);
            List<Duration> lengths = Stream.generate(() -> Duration.ofMinutes(Math.max(0, random.nextInt(90) - 20)))
                    .limit(1 + random.nextInt(30))
                    .toList();
            Instant from = at(random.nextInt(3_300) - 100);

            Course course = Course.of(lengths, hours, from);

            List<Instant> starts =
                    course.starts().stream().filter(Objects::nonNull).toList();
            assertThat(starts)
                    .isSorted()
                    .allSatisfy(start -> assertThat(hours.spans())
                            .anyMatch(span -> !start.isBefore(span.from()) && !start.isAfter(span.to())));
            assertThat(course.starts().subList(0, starts.size())).doesNotContainNull();
            Duration all = lengths.stream().reduce(Duration.ZERO, Duration::plus);
            Duration room = hours.within(from, at(10_000));
            assertThat(course.over()).isEqualTo(all.compareTo(room) > 0 ? all.minus(room) : Duration.ZERO);
            for (int i = 1; i < starts.size(); i++) {
                assertThat(hours.within(starts.get(i - 1), starts.get(i))).isEqualTo(lengths.get(i - 1));
            }
        }
    }
}
