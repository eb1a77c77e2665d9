package org.rostrum.timetables.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventView;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.BodySettings;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as search engines and calendars of others read it from the page (schema.org Event, JSON-LD). What is not on
 * record is left out; sessions are those the public sees, whoever reads the page.
 */
@Component
class StructuredData {

    private final BodySettings body;
    private final JsonMapper json;

    StructuredData(BodySettings body, JsonMapper json) {
        this.body = body;
        this.json = json;
    }

    /** Text for a data block: nothing in it ends the block or begins a comment in it. */
    String of(EventView event, List<EventView> within, List<SessionView> sessions) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("@context", "https://schema.org");
        data.putAll(described(event));
        data.put("organizer", Map.of("@type", "Organization", "name", body.name(), "url", address("/")));
        List<Map<String, Object>> parts = new ArrayList<>();
        within.forEach(part -> parts.add(described(part)));
        sessions.stream()
                .filter(session -> session.visibility() == Visibility.PUBLIC && session.kind() != SessionKind.BREAK)
                .forEach(session -> parts.add(described(session, event)));
        if (!parts.isEmpty()) {
            data.put("subEvent", parts);
        }
        return json.writeValueAsString(data)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private Map<String, Object> described(EventView event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("@type", "Event");
        data.put("name", event.name());
        data.put("url", address("/events/" + event.id()));
        if (event.subject() != null) {
            data.put("description", event.subject());
        }
        if (event.monthsOnly()) {
            data.put("startDate", event.firstMonth().toString());
            data.put("endDate", event.lastMonth().toString());
        } else {
            data.put(
                    "startDate",
                    event.startsAt() == null
                            ? event.startsOn().toString()
                            : withOffset(event.startsAt(), event.zoneOrUtc()));
            data.put(
                    "endDate",
                    event.endsAt() == null ? event.endsOn().toString() : withOffset(event.endsAt(), event.zoneOrUtc()));
        }
        data.put("eventStatus", status(event.cancelled()));
        mode(data, event.format());
        location(data, event.format(), event.place(), event.address(), "/events/" + event.id());
        return data;
    }

    private Map<String, Object> described(SessionView session, EventView event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("@type", "Event");
        data.put("name", session.title());
        data.put("url", address("/events/" + session.event() + "/timetable#s-" + session.id()));
        data.put("startDate", withOffset(session.startsAt(), session.zone()));
        data.put("endDate", withOffset(session.endsAt(), session.zone()));
        data.put("eventStatus", status(session.cancelled()));
        EventFormat format = session.mode() == null ? event.format() : session.mode();
        mode(data, format);
        String place = session.room() == null ? event.place() : session.room().name();
        location(
                data,
                format,
                place,
                event.address() == null ? event.place() : event.address(),
                "/events/" + session.event() + "/timetable");
        return data;
    }

    private static String status(boolean cancelled) {
        return "https://schema.org/" + (cancelled ? "EventCancelled" : "EventScheduled");
    }

    private static void mode(Map<String, Object> data, @Nullable EventFormat format) {
        if (format != null) {
            data.put(
                    "eventAttendanceMode",
                    "https://schema.org/"
                            + switch (format) {
                                case ON_SITE -> "OfflineEventAttendanceMode";
                                case HYBRID -> "MixedEventAttendanceMode";
                                case REMOTE -> "OnlineEventAttendanceMode";
                            });
        }
    }

    private void location(
            Map<String, Object> data,
            @Nullable EventFormat format,
            @Nullable String place,
            @Nullable String address,
            String path) {
        List<Map<String, Object>> locations = new ArrayList<>();
        if (format != EventFormat.REMOTE && place != null) {
            Map<String, Object> venue = new LinkedHashMap<>();
            venue.put("@type", "Place");
            venue.put("name", place);
            venue.put("address", address == null ? place : address);
            locations.add(venue);
        }
        if (format == EventFormat.REMOTE || format == EventFormat.HYBRID) {
            locations.add(Map.of("@type", "VirtualLocation", "url", address(path)));
        }
        if (!locations.isEmpty()) {
            data.put("location", locations.size() == 1 ? locations.getFirst() : locations);
        }
    }

    private static String withOffset(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    private String address(String path) {
        String portal = body.publicUrl();
        return (portal == null
                        ? ServletUriComponentsBuilder.fromCurrentContextPath()
                                .build()
                                .toUriString()
                        : portal)
                + path;
    }
}
