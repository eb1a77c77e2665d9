package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
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
        Timing timing = TimePlan.of(items(30, 30, 30), SESSIONS);

        assertThat(timing.overflow()).isNull();
        assertThat(times(timing)).extracting(ItemTime::plannedStart).containsExactly(at(0), at(30), at(60));
        assertThat(times(timing)).extracting(ItemTime::state).containsOnly(State.TO_COME);
    }

    @Test
    void overflow_says_by_how_much_and_what_is_not_reached() {
        assertThat(TimePlan.of(items(30, 60, 15, 15, 15), SESSIONS).overflow())
                .isEqualTo(new Overflow(45, "45 min more than the sessions have: 3 to 5 are not reached."));
        assertThat(TimePlan.of(items(30, 75, 15), SESSIONS).overflow())
                .isEqualTo(
                        new Overflow(30, "30 min more than the sessions have: 2 is not finished, 3 is not reached."));
        assertThat(TimePlan.of(items(30, 60, 15, 15), SESSIONS).overflow())
                .isEqualTo(new Overflow(30, "30 min more than the sessions have: 3 and 4 are not reached."));
    }

    @Test
    void a_break_takes_time_and_is_missed_by_nobody() {
        List<TimePlan.Slot> slots = new ArrayList<>(items(80));
        slots.add(new TimePlan.Slot(new AgendaItemId(new UUID(1, 1)), "", 0, Duration.ofMinutes(15)));

        assertThat(TimePlan.of(slots, SESSIONS).overflow())
                .isEqualTo(new Overflow(5, "5 min more than the sessions have."));
    }

    @Test
    void rows_that_were_never_saved_take_their_time() {
        List<TimePlan.Slot> slots = new ArrayList<>();
        slots.add(new TimePlan.Slot(null, "1", 0, Duration.ofMinutes(20)));
        slots.addAll(items(30));

        Timing timing = TimePlan.of(slots, SESSIONS);

        assertThat(times(timing)).extracting(ItemTime::plannedStart).containsExactly(at(20));
    }
}
