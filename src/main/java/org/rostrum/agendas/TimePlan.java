package org.rostrum.agendas;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.ItemTime.State;

/** Works out when items are treated: from the minutes planned for them, the hours of their meeting, and what the room did. */
record TimePlan(List<Slot> slots, MeetingHours hours) {

    /**
     * An item that takes time of the meeting.
     *
     * @param id null for one that was never saved
     * @param number empty for a break
     */
    record Slot(@Nullable AgendaItemId id, String number, int depth, Duration length) {}

    /** The room's stays on an item. */
    private record Treated(Instant startedAt, @Nullable Instant endedAt) {

        Treated and(Treated other) {
            return new Treated(
                    startedAt.isBefore(other.startedAt) ? startedAt : other.startedAt,
                    endedAt == null || other.endedAt == null
                            ? null
                            : endedAt.isAfter(other.endedAt) ? endedAt : other.endedAt);
        }
    }

    /** Before the room has come to anything. */
    Timing timing() {
        Course plan = plan();
        Map<AgendaItemId, ItemTime> items = new LinkedHashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            Instant start = plan.starts().get(i);
            put(items, i, new ItemTime(start == null ? State.BEYOND : State.TO_COME, start, null, null, null));
        }
        return new Timing(items, overflow(plan), null, hours.source().sentence());
    }

    /**
     * Once the room has begun.
     *
     * @param on what it is on; null where on nothing
     * @param now null once the meeting is over: then what was not reached will not be
     * @param end how the end of the meeting's hours is said: "the session ends at 17:00 CET (Warsaw)"
     */
    Timing timing(List<Stay> stays, @Nullable AgendaItemId on, @Nullable Instant now, String end) {
        Map<AgendaItemId, Treated> treated = treated(stays);
        int last = IntStream.range(0, slots.size())
                .filter(i -> treated.containsKey(slots.get(i).id()))
                .max()
                .orElse(-1);
        int current = IntStream.range(0, slots.size())
                .filter(i -> on != null && on.equals(slots.get(i).id()))
                .findFirst()
                .orElse(-1);
        List<Integer> ahead = new ArrayList<>();
        if (current >= 0) {
            ahead.add(current);
        }
        IntStream.range(last + 1, slots.size()).forEach(ahead::add);
        Course course = now == null
                ? null
                : Course.of(
                        ahead.stream()
                                .map(i -> i == current
                                        ? remaining(current, stays, now)
                                        : slots.get(i).length())
                                .toList(),
                        hours,
                        now);
        Map<Integer, @Nullable Instant> forecasts = new HashMap<>();
        if (course != null) {
            for (int i = 0; i < ahead.size(); i++) {
                forecasts.put(ahead.get(i), course.starts().get(i));
            }
        }
        List<@Nullable Instant> planned = plan().starts();
        Map<AgendaItemId, ItemTime> items = new LinkedHashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            Treated was = i > last ? null : treatedWithin(i, treated);
            Instant forecast = was == null ? forecasts.get(i) : null;
            put(
                    items,
                    i,
                    new ItemTime(
                            i == current
                                    ? State.NOW
                                    : was != null
                                            ? State.HANDLED
                                            : i < last
                                                    ? State.PASSED_OVER
                                                    : forecast == null ? State.BEYOND : State.TO_COME,
                            planned.get(i),
                            was == null ? null : was.startedAt(),
                            was == null ? null : was.endedAt(),
                            forecast));
        }
        return new Timing(
                items,
                course == null
                        ? null
                        : overflow(course, ahead.stream().map(slots::get).toList(), end),
                current < 0 ? null : on,
                hours.source().sentence());
    }

    private void put(Map<AgendaItemId, ItemTime> items, int at, ItemTime time) {
        AgendaItemId id = slots.get(at).id();
        if (id != null) {
            items.put(id, time);
        }
    }

    private static Map<AgendaItemId, Treated> treated(List<Stay> stays) {
        Map<AgendaItemId, Treated> treated = new HashMap<>();
        stays.forEach(stay -> treated.merge(stay.item(), new Treated(stay.startedAt(), stay.endedAt()), Treated::and));
        return treated;
    }

    /** An item that the room did not come to itself was treated when those below it were. */
    private @Nullable Treated treatedWithin(int at, Map<AgendaItemId, Treated> treated) {
        Treated own = treated.get(slots.get(at).id());
        if (own != null) {
            return own;
        }
        return IntStream.range(at + 1, slots.size())
                .takeWhile(i -> slots.get(i).depth() > slots.get(at).depth())
                .mapToObj(i -> treated.get(slots.get(i).id()))
                .filter(Objects::nonNull)
                .reduce(Treated::and)
                .orElse(null);
    }

    /** What is left of the minutes planned for an item. A pause between sessions that the room spends on it does not count. */
    private Duration remaining(int at, List<Stay> stays, Instant now) {
        Duration left = slots.get(at).length().minus(spent(slots.get(at).id(), stays, now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration spent(@Nullable AgendaItemId item, List<Stay> stays, Instant now) {
        return stays.stream()
                .filter(stay -> stay.item().equals(item))
                .map(stay -> hours.within(stay.startedAt(), stay.endedAt() == null ? now : stay.endedAt()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Course plan() {
        return Course.of(slots.stream().map(Slot::length).toList(), hours, Instant.MIN);
    }

    /** "45 min more than the sessions have: 8 is not finished, 9 to 11 are not reached." */
    private @Nullable Overflow overflow(Course plan) {
        if (!plan.over().isPositive()) {
            return null;
        }
        int minutes = minutes(plan.over());
        String lost = String.join(", ", lost(slots, plan));
        return new Overflow(
                minutes,
                minutes + " min more than " + (ofSessions() ? "the sessions have" : "the meeting has")
                        + (lost.isEmpty() ? "." : ": " + lost + "."));
    }

    /** "At this pace 8 is not finished and 9 to 11 are not reached; the session ends at 17:00." */
    private @Nullable Overflow overflow(Course course, List<Slot> ahead, String end) {
        if (!course.over().isPositive()) {
            return null;
        }
        int minutes = minutes(course.over());
        List<String> lost = lost(ahead, course);
        return new Overflow(
                minutes,
                "At this pace "
                        + (lost.isEmpty() ? minutes + " min are missing" : String.join(" and ", lost)) + "; " + end
                        + ".");
    }

    boolean ofSessions() {
        return hours.source() == MeetingHours.Source.SESSIONS;
    }

    private static int minutes(Duration duration) {
        return (int) duration.plusSeconds(59).toMinutes();
    }

    /** "8 is not finished", "9 to 11 are not reached"; empty where only breaks are concerned. */
    private static List<String> lost(List<Slot> slots, Course course) {
        List<String> lost = new ArrayList<>();
        if (course.unfinished() >= 0 && !slots.get(course.unfinished()).number().isEmpty()) {
            lost.add(slots.get(course.unfinished()).number() + " is not finished");
        }
        List<String> numbers = IntStream.range(0, slots.size())
                .filter(i -> course.starts().get(i) == null)
                .mapToObj(i -> slots.get(i).number())
                .filter(number -> !number.isEmpty())
                .toList();
        if (numbers.size() == 1) {
            lost.add(numbers.getFirst() + " is not reached");
        } else if (!numbers.isEmpty()) {
            lost.add(numbers.getFirst() + (numbers.size() == 2 ? " and " : " to ") + numbers.getLast()
                    + " are not reached");
        }
        return lost;
    }
}
