package org.rostrum.events;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body.Gathering;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts events on the schedule, as incomplete as the record sometimes is. */
record Almanac(JdbcClient jdbc) {

    EventId records(EventKind kind, String name, LocalDate from, LocalDate to) {
        return records(kind, name, from, to, "Europe/Warsaw", "DAY");
    }

    EventId records(
            EventKind kind, String name, LocalDate from, LocalDate to, @Nullable String zone, String precision) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into event (id, kind, name, time_zone, starts_on, ends_on, date_precision)
                        values (:id, :kind, :name, :zone, :from, :to, :precision)""")
                .param("id", id)
                .param("kind", kind.name())
                .param("name", name)
                .param("zone", zone)
                .param("from", from)
                .param("to", to)
                .param("precision", precision)
                .update();
        return new EventId(id);
    }

    void cancels(EventId event) {
        jdbc.sql("update event set status = 'CANCELLED' where id = ?")
                .param(event.value())
                .update();
    }

    void holds(EventId event, Gathering meeting, String name) {
        jdbc.sql("update meeting set event_id = ?, name = ? where id = ?")
                .params(event.value(), name, meeting.id())
                .update();
    }

    void calls(Gathering meeting, String name) {
        jdbc.sql("update meeting set name = ? where id = ?")
                .params(name, meeting.id())
                .update();
    }
}
