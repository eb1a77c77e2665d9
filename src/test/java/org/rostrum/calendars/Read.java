package org.rostrum.calendars;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A calendar as another program reads it: biweekly, which knows nothing of what wrote it. */
record Read(String text, ICalendar calendar) {

    static Read of(byte[] bytes) {
        return of(new String(bytes, StandardCharsets.UTF_8));
    }

    static Read of(String text) {
        return new Read(text, Biweekly.parse(text).first());
    }

    List<VEvent> events() {
        return calendar.getEvents();
    }

    List<String> summaries() {
        return events().stream().map(event -> event.getSummary().getValue()).toList();
    }

    VEvent named(String summary) {
        return events().stream()
                .filter(event -> event.getSummary().getValue().equals(summary))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + summary + " in " + summaries()));
    }

    static Instant begins(VEvent event) {
        return event.getDateStart().getValue().toInstant();
    }

    static Instant ends(VEvent event) {
        return event.getDateEnd().getValue().toInstant();
    }

    /** What a program that subscribes holds after it took over a state: each entry once, by its UID. */
    static Map<String, VEvent> held(List<VEvent> events) {
        return events.stream().collect(Collectors.toMap(event -> event.getUid().getValue(), Function.identity()));
    }
}
