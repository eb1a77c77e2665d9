package org.rostrum.agendas;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.ItemTime.State;

/** Works out when items are treated, from the minutes planned for them and the hours of their meeting. */
final class TimePlan {

    private TimePlan() {}

    /**
     * An item that takes time of the meeting.
     *
     * @param id null for one that was never saved
     * @param number empty for a break
     */
    record Slot(@Nullable AgendaItemId id, String number, int depth, Duration length) {}

    static Timing of(List<Slot> slots, MeetingHours hours) {
        Course plan = plan(slots, hours);
        Map<AgendaItemId, ItemTime> items = new LinkedHashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            Instant start = plan.starts().get(i);
            AgendaItemId id = slots.get(i).id();
            if (id != null) {
                State state = start == null ? State.BEYOND : State.TO_COME;
                items.put(id, new ItemTime(state, start, null, null, null));
            }
        }
        return new Timing(
                items, overflow(slots, plan, hours), null, hours.source().sentence());
    }

    private static Course plan(List<Slot> slots, MeetingHours hours) {
        return Course.of(slots.stream().map(Slot::length).toList(), hours, Instant.MIN);
    }

    /** "45 min more than the sessions have: 8 is not finished, 9 to 11 are not reached." */
    private static @Nullable Overflow overflow(List<Slot> slots, Course plan, MeetingHours hours) {
        if (!plan.over().isPositive()) {
            return null;
        }
        int minutes = minutes(plan.over());
        String whose = hours.source() == MeetingHours.Source.SESSIONS ? "the sessions have" : "the meeting has";
        String lost = lost(slots, plan, ", ");
        return new Overflow(minutes, minutes + " min more than " + whose + (lost.isEmpty() ? "." : ": " + lost + "."));
    }

    private static int minutes(Duration duration) {
        return (int) duration.plusSeconds(59).toMinutes();
    }

    /** "8 is not finished, 9 to 11 are not reached"; empty where only breaks are concerned. */
    static String lost(List<Slot> slots, Course course, String and) {
        List<String> lost = new ArrayList<>();
        if (course.unfinished() >= 0 && !slots.get(course.unfinished()).number().isEmpty()) {
            lost.add(slots.get(course.unfinished()).number() + " is not finished");
        }
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (course.starts().get(i) == null && !slots.get(i).number().isEmpty()) {
                numbers.add(slots.get(i).number());
            }
        }
        if (numbers.size() == 1) {
            lost.add(numbers.getFirst() + " is not reached");
        } else if (!numbers.isEmpty()) {
            lost.add(numbers.getFirst() + (numbers.size() == 2 ? " and " : " to ") + numbers.getLast()
                    + " are not reached");
        }
        return String.join(and, lost);
    }
}
