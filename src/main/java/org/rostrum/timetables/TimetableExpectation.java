package org.rostrum.timetables;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When an event's timetable is to be published, which its page says while there is none. */
@Service
public class TimetableExpectation {

    private final Events events;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;

    TimetableExpectation(Events events, JdbcClient jdbc, ApplicationEventPublisher publisher) {
        this.events = events;
        this.jdbc = jdbc;
        this.publisher = publisher;
    }

    /** @param text the day as it was typed; empty for none */
    @Transactional
    public void expect(EventId id, @Nullable String text, @Nullable PersonId actor) {
        EventView event = events.require(id);
        LocalDate day = Typed.day("expectedOn", text);
        if (event.within() != null) {
            throw Refusal.conflict("The timetable of this week is that of the event that this one is held within.");
        }
        if (day != null && day.isAfter(event.endsOn())) {
            throw Refusal.invalid("expectedOn", "By then the event is over. Choose a day before it ends.");
        }
        jdbc.sql("insert into timetable (event_id) values (?) on conflict do nothing")
                .param(id.value())
                .update();
        LocalDate before = jdbc.sql("select expected_on from timetable where event_id = ? for update")
                .param(id.value())
                .query((row, n) -> new Expected(row.getObject("expected_on", LocalDate.class)))
                .single()
                .on();
        if (day == null ? before == null : day.equals(before)) {
            return;
        }
        jdbc.sql("update timetable set expected_on = :day where event_id = :event")
                .param("day", day, java.sql.Types.DATE)
                .param("event", id.value())
                .update();
        publisher.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(),
                "timetable.expected",
                "event",
                id.toString(),
                fact(before),
                fact(day)));
    }

    private record Expected(@Nullable LocalDate on) {}

    private static Map<String, @Nullable LocalDate> fact(@Nullable LocalDate day) {
        return Collections.singletonMap("expectedOn", day);
    }
}
