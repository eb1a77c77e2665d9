package org.rostrum.events;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Problems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is planned in an event: sessions, drafted and published, meetings of groups and events within it. A read view, as
 * the capabilities that plan those stand above this one: it only asks whether they fit.
 */
@Component
class Contents {

    private static final int NAMED = 5;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

    /** A session until midnight ends on the day it began. */
    private static final String PLANNED = """
            select * from (
              select 'session' as what, s.title as name, (s.starts_at at time zone :zone)::date as first,
                     ((s.ends_at - interval '1 microsecond') at time zone :zone)::date as last
                from session s where (s.event_id = :event or s.part_id = :event) and not s.cancelled
              union
              select 'session', s.title, (s.starts_at at time zone :zone)::date,
                     ((s.ends_at - interval '1 microsecond') at time zone :zone)::date
                from timetable_draft_session s where (s.event_id = :event or s.part_id = :event) and not s.cancelled
              union
              select 'meeting', m.name, (m.starts_at at time zone :zone)::date,
                     ((m.ends_at - interval '1 microsecond') at time zone :zone)::date
                from meeting m where m.event_id = :event and m.status = 'SCHEDULED'
              union
              select 'event', e.name, e.starts_on, e.ends_on
                from event e where e.within_id = :event and e.status = 'SCHEDULED') planned
             where first < :first or last > :last
             order by first, last, name
            """;

    private final JdbcClient jdbc;

    Contents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Planned(String what, String name, LocalDate first, LocalDate last) {

        String said() {
            return (what.equals("session") ? "" : "the " + what + " ") + "\"" + name + "\" ("
                    + (first.equals(last) ? DAY.format(first) : DAY.format(first) + " to " + DAY.format(last)) + ")";
        }
    }

    /** Names what would fall outside the days that an event is to have, on the clocks it is to have. */
    void refuseOutside(EventId event, ZoneId zone, LocalDate firstDay, LocalDate lastDay, Problems problems) {
        List<Planned> outside = jdbc.sql(PLANNED)
                .param("event", event.value())
                .param("zone", zone.getId())
                .param("first", firstDay)
                .param("last", lastDay)
                .query((row, n) -> new Planned(
                        row.getString("what"),
                        row.getString("name"),
                        row.getObject("first", LocalDate.class),
                        row.getObject("last", LocalDate.class)))
                .list();
        tell(
                outside.stream()
                        .filter(planned -> planned.first().isBefore(firstDay))
                        .toList(),
                "firstDay",
                "before the first day",
                problems);
        tell(
                outside.stream()
                        .filter(planned -> planned.last().isAfter(lastDay))
                        .toList(),
                "lastDay",
                "after the last day",
                problems);
    }

    private static void tell(List<Planned> outside, String field, String where, Problems problems) {
        if (outside.isEmpty()) {
            return;
        }
        String named = outside.stream().limit(NAMED).map(Planned::said).collect(Collectors.joining(", "));
        String more = outside.size() > NAMED ? " and " + (outside.size() - NAMED) + " more" : "";
        problems.add(
                field,
                "This would leave " + named + more + " " + where + ". Move or cancel "
                        + (outside.size() == 1 ? "it" : "them") + " first.");
    }

    /** What makes an event a week of its own, in words; null where it may become a part of another. */
    @Nullable String own(EventId event) {
        record Own(boolean within, boolean sessions, boolean rooms, boolean registration) {}
        Own own = jdbc.sql("""
                        select exists (select from event where within_id = :event) as within,
                               exists (select from session where event_id = :event)
                                 or exists (select from timetable_draft_session where event_id = :event) as sessions,
                               exists (select from venue_room where event_id = :event) as rooms,
                               exists (select from registration_setup where event_id = :event) as registration""")
                .param("event", event.value())
                .query((row, n) -> new Own(
                        row.getBoolean("within"),
                        row.getBoolean("sessions"),
                        row.getBoolean("rooms"),
                        row.getBoolean("registration")))
                .single();
        return own.within()
                ? "events are held within it"
                : own.sessions()
                        ? "it has a timetable of its own"
                        : own.rooms()
                                ? "it has rooms of its own"
                                : own.registration() ? "it has a registration of its own" : null;
    }

    /** What ties an event to the week it is a part of, in words; null where it may leave it. */
    @Nullable String tied(EventId part) {
        record Tied(boolean sessions, boolean registration) {}
        Tied tied = jdbc.sql("""
                        select exists (select from session where part_id = :event)
                                 or exists (select from timetable_draft_session where part_id = :event) as sessions,
                               exists (select from registration_part where part_id = :event and event_id <> :event)
                                 as registration""")
                .param("event", part.value())
                .query((row, n) -> new Tied(row.getBoolean("sessions"), row.getBoolean("registration")))
                .single();
        return tied.sessions()
                ? "sessions of that week belong to it"
                : tied.registration() ? "the registration of that week asks about it" : null;
    }
}
