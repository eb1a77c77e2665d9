package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.agendas.ItemTime.State;
import org.rostrum.agendas.MeetingHours.Span;

class TimePlanTests {

    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private static final MeetingHours SESSIONS = MeetingHours.ofSessions(List.of(new Span(at(0), at(90))));

    private static Instant at(int minutes) {
        return NINE.plus(minutes, ChronoUnit.MINUTES);
    }

    private static List<TimePlan.Slot> items(int... minutes) {
        List<TimePlan.Slot> slots = new ArrayList<>();
        for (int i = 0; i < minutes.length; i++) {
            slots.add(new TimePlan.Slot(
                    new AgendaItemId(new UUID(0, i)), String.valueOf(i + 1), 0, Duration.ofMinutes(minutes[i])));
        }
        return slots;
    }

    private static List<ItemTime> times(Timing timing) {
        return List.copyOf(timing.items().values());
    }

    @Test
    void a_plan_that_fits_has_no_overflow() {
        Timing timing = new TimePlan(items(30, 30, 30), SESSIONS).timing();

        assertThat(timing.overflow()).isNull();
        assertThat(times(timing)).extracting(ItemTime::plannedStart).containsExactly(at(0), at(30), at(60));
        assertThat(times(timing)).extracting(ItemTime::state).containsOnly(State.TO_COME);
    }

    @Test
    void overflow_says_by_how_much_and_what_is_not_reached() {
        assertThat(new TimePlan(items(30, 60, 15, 15, 15), SESSIONS).timing().overflow())
                .isEqualTo(new Overflow(45, "45 min more than the sessions have: 3 to 5 are not reached."));
        assertThat(new TimePlan(items(30, 75, 15), SESSIONS).timing().overflow())
                .isEqualTo(
                        new Overflow(30, "30 min more than the sessions have: 2 is not finished, 3 is not reached."));
        assertThat(new TimePlan(items(30, 60, 15, 15), SESSIONS).timing().overflow())
                .isEqualTo(new Overflow(30, "30 min more than the sessions have: 3 and 4 are not reached."));
    }

    @Test
    void a_break_takes_time_and_is_missed_by_nobody() {
        List<TimePlan.Slot> slots = new ArrayList<>(items(80));
        slots.add(new TimePlan.Slot(new AgendaItemId(new UUID(1, 1)), "", 0, Duration.ofMinutes(15)));

        assertThat(new TimePlan(slots, SESSIONS).timing().overflow())
                .isEqualTo(new Overflow(5, "5 min more than the sessions have."));
    }

    @Test
    void rows_that_were_never_saved_take_their_time() {
        List<TimePlan.Slot> slots = new ArrayList<>();
        slots.add(new TimePlan.Slot(null, "1", 0, Duration.ofMinutes(20)));
        slots.addAll(items(30));

        Timing timing = new TimePlan(slots, SESSIONS).timing();

        assertThat(times(timing)).extracting(ItemTime::plannedStart).containsExactly(at(20));
    }

    // --- Once the room has begun
    // ---------------------------------------------------------------------------------------

    private static final String END = "the last session ends at 10:30";

    private static AgendaItemId item(int number) {
        return new AgendaItemId(new UUID(0, number - 1));
    }

    private static Stay stay(int number, int from, @Nullable Integer to) {
        return new Stay(new StayId(UUID.randomUUID()), item(number), at(from), to == null ? null : at(to));
    }

    private static ItemTime time(Timing timing, int number) {
        return Objects.requireNonNull(timing.items().get(item(number)));
    }

    @Test
    void what_is_left_of_the_current_item_moves_all_that_follows() {
        Timing timing = new TimePlan(items(20, 20, 20, 20), SESSIONS)
                .timing(List.of(stay(1, 0, 30), stay(2, 30, null)), item(2), at(35), END);

        assertThat(time(timing, 1)).isEqualTo(new ItemTime(State.HANDLED, at(0), at(0), at(30), null));
        assertThat(time(timing, 2)).isEqualTo(new ItemTime(State.NOW, at(20), at(30), null, null));
        assertThat(time(timing, 3)).isEqualTo(new ItemTime(State.TO_COME, at(40), null, null, at(50)));
        assertThat(time(timing, 4)).isEqualTo(new ItemTime(State.TO_COME, at(60), null, null, at(70)));
        assertThat(timing.now()).isEqualTo(item(2));
        assertThat(timing.overflow()).isNull();
    }

    @Test
    void an_item_that_takes_longer_than_planned_ends_now_as_far_as_anybody_knows() {
        Timing timing =
                new TimePlan(items(20, 20, 20), SESSIONS).timing(List.of(stay(1, 0, null)), item(1), at(45), END);

        assertThat(time(timing, 2).forecast()).isEqualTo(at(45));
        assertThat(time(timing, 3).forecast()).isEqualTo(at(65));
    }

    @Test
    void what_was_spent_on_an_item_before_counts_when_it_is_come_back_to() {
        Timing timing = new TimePlan(items(20, 20, 20), SESSIONS)
                .timing(List.of(stay(1, 0, 15), stay(2, 15, 30), stay(1, 30, null)), item(1), at(30), END);

        assertThat(time(timing, 1)).isEqualTo(new ItemTime(State.NOW, at(0), at(0), null, null));
        assertThat(time(timing, 2).state()).isEqualTo(State.HANDLED);
        assertThat(time(timing, 3).forecast()).isEqualTo(at(35));
    }

    @Test
    void a_pause_that_the_room_spends_on_an_item_is_none_of_its_minutes() {
        MeetingHours withPause = MeetingHours.ofSessions(List.of(new Span(at(0), at(90)), new Span(at(150), at(240))));
        Timing timing = new TimePlan(items(80, 30, 30), withPause)
                .timing(List.of(stay(1, 0, 80), stay(2, 80, null)), item(2), at(160), END);

        assertThat(time(timing, 3).forecast()).isEqualTo(at(170));
    }

    @Test
    void between_items_the_rest_begins_now() {
        Timing timing = new TimePlan(items(20, 20, 20), SESSIONS).timing(List.of(stay(1, 0, 10)), null, at(12), END);

        assertThat(timing.now()).isNull();
        assertThat(time(timing, 2).forecast()).isEqualTo(at(12));
    }

    @Test
    void items_that_the_room_went_past_are_passed_over_and_a_heading_counts_as_its_items() {
        List<TimePlan.Slot> slots = List.of(
                new TimePlan.Slot(item(1), "1", 0, Duration.ofMinutes(10)),
                new TimePlan.Slot(item(2), "2", 0, Duration.ofMinutes(10)),
                new TimePlan.Slot(item(3), "3", 0, Duration.ZERO),
                new TimePlan.Slot(item(4), "3.1", 1, Duration.ofMinutes(10)),
                new TimePlan.Slot(item(5), "3.2", 1, Duration.ofMinutes(10)));

        Timing timing =
                new TimePlan(slots, SESSIONS).timing(List.of(stay(1, 0, 10), stay(4, 10, null)), item(4), at(15), END);

        assertThat(time(timing, 2).state()).isEqualTo(State.PASSED_OVER);
        assertThat(time(timing, 2).forecast()).isNull();
        assertThat(time(timing, 3)).isEqualTo(new ItemTime(State.HANDLED, at(20), at(10), null, null));
        assertThat(time(timing, 5).forecast()).isEqualTo(at(20));
    }

    @Test
    void at_this_pace_says_what_is_lost_and_when_the_room_rises() {
        TimePlan plan = new TimePlan(items(20, 20, 20, 20), SESSIONS);

        Timing late = plan.timing(List.of(stay(1, 0, 50), stay(2, 50, null)), item(2), at(55), END);
        assertThat(late.overflow())
                .isEqualTo(new Overflow(20, "At this pace 4 is not reached; the last session ends at 10:30."));
        assertThat(time(late, 4)).isEqualTo(new ItemTime(State.BEYOND, at(60), null, null, null));

        Timing later = plan.timing(List.of(stay(1, 0, 80), stay(2, 80, null)), item(2), at(85), END);
        assertThat(later.overflow())
                .isEqualTo(new Overflow(
                        50,
                        "At this pace 2 is not finished and 3 and 4 are not reached; the last session ends at 10:30."));
    }

    @Test
    void once_it_is_over_there_is_no_forecast_and_what_was_not_reached_will_not_be() {
        Timing timing = new TimePlan(items(20, 20, 20), SESSIONS).timing(List.of(stay(1, 0, 10)), null, null, END);

        assertThat(timing.overflow()).isNull();
        assertThat(times(timing)).extracting(ItemTime::forecast).containsOnlyNulls();
        assertThat(times(timing))
                .extracting(ItemTime::state)
                .containsExactly(State.HANDLED, State.BEYOND, State.BEYOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_the_room_does_forecasts_never_go_back_and_never_lie_in_the_past(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            int[] minutes = random.ints(1 + random.nextInt(20), 0, 40).toArray();
            List<Stay> stays = new ArrayList<>();
            int minute = 0;
            for (int i = random.nextInt(6); i >= 0; i--) {
                int end = minute + random.nextInt(40);
                stays.add(stay(1 + random.nextInt(minutes.length), minute, i == 0 ? null : (Integer) end));
                minute = end;
            }
            MeetingHours hours = MeetingHours.ofSessions(List.of(
                    new Span(at(0), at(60 + random.nextInt(100))), new Span(at(200), at(260 + random.nextInt(100)))));
            Instant now = at(minute);

            Timing timing = new TimePlan(items(minutes), hours)
                    .timing(stays, stays.getLast().item(), now, END);

            assertThat(timing.items()).hasSize(minutes.length);
            assertThat(times(timing).stream().map(ItemTime::forecast).filter(Objects::nonNull))
                    .isSorted()
                    .allMatch(at -> !at.isBefore(now));
            assertThat(times(timing))
                    .filteredOn(time -> time.state() == State.NOW)
                    .hasSize(1);
            assertThat(times(timing)).allSatisfy(time -> {
                assertThat(time.startedAt() != null)
                        .isEqualTo(time.state() == State.NOW || time.state() == State.HANDLED);
                assertThat(time.forecast() != null).isEqualTo(time.state() == State.TO_COME);
            });
        }
    }
}
