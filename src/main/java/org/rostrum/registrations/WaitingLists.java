package org.rostrum.registrations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.shared.News;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has a place and who waits for one. Everything that takes or frees a place holds the lock of the event's parts, so
 * that places are given in one order; whoever waits moves up in the same transaction that frees a place.
 */
@Component
class WaitingLists {

    private static final String MOVED = """
            with free as (
              select p.part_id, m.mode,
                     case m.mode when 'IN_PERSON' then p.in_person_capacity else p.remote_capacity end
                       - (select count(*) from registration_choice c
                           where c.event_id = p.event_id and c.part_id = p.part_id and c.mode = m.mode
                             and c.place = 'CONFIRMED') as places
                from registration_part p cross join (values ('IN_PERSON'), ('REMOTE')) m (mode)
               where p.event_id = :event),
            waiting as (
              select c.registration_id, c.part_id, c.mode,
                     row_number() over (partition by c.part_id, c.mode order by c.asked_at, c.registration_id) as position
                from registration_choice c
               where c.event_id = :event and c.place = 'WAITING')
            update registration_choice c
               set place = 'CONFIRMED', confirmed_at = clock_timestamp()
              from waiting w
              join free f on f.part_id = w.part_id and f.mode = w.mode
              join registration r on r.id = w.registration_id
              join event e on e.id = w.part_id
             where c.registration_id = w.registration_id and c.part_id = w.part_id
               and (f.places is null or w.position <= f.places)
            returning c.registration_id, r.person_id, e.name, c.mode
            """;

    /** A meeting belongs to the part in which it is held, where one registers for that; else to the week. */
    private static final String HAVE_THEIR_PLACE = """
            select w.registration_id, w.meeting_id, r.person_id, r.organization_id, c.mode
              from registration_wish w
              join registration r on r.id = w.registration_id
              join meeting m on m.id = w.meeting_id
              join lateral (
                select x.mode, x.place from registration_choice x
                 where x.registration_id = r.id and x.part_id in (m.event_id, r.event_id)
                 order by x.part_id = m.event_id desc limit 1) c on c.place = 'CONFIRMED'
             where r.event_id = :event
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    WaitingLists(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Until the end of the transaction nobody else takes or frees a place of this event. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(EventId event) {
        jdbc.sql("select 1 from registration_part where event_id = :event order by part_id for update")
                .param("event", event.value())
                .query((row, n) -> 1)
                .list();
    }

    private record Moved(UUID registration, UUID person, String part, ParticipationMode mode) {}

    /** Gives what is free to those who have waited longest, and tells them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moveUp(EventView event) {
        List<Moved> moved = jdbc.sql(MOVED)
                .param("event", event.id().value())
                .query((row, n) -> new Moved(
                        row.getObject("registration_id", UUID.class),
                        row.getObject("person_id", UUID.class),
                        row.getString("name"),
                        ParticipationMode.valueOf(row.getString("mode"))))
                .list();
        grantWishes(event.id());
        Map<UUID, StringBuilder> told = new LinkedHashMap<>();
        for (Moved one : moved) {
            told.computeIfAbsent(one.person(), person -> new StringBuilder())
                    .append(one.part())
                    .append(": ")
                    .append(one.mode() == ParticipationMode.IN_PERSON ? "in person" : "remotely")
                    .append('\n');
        }
        told.forEach((person, places) -> events.publishEvent(new News(
                List.of(person),
                "registration.place",
                "You have a place at " + event.name(),
                "A place became free, and you were next on the waiting list:\n\n" + places
                        + "\nIf you cannot come, please withdraw, so that the next one can.",
                "/events/" + event.id() + "/registration")));
    }

    /** Who has a place attends the meetings that they chose. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void grantWishes(EventId event) {
        jdbc.sql("insert into participation (meeting_id, person_id, organization_id, mode, registered_at) "
                        + "select meeting_id, person_id, organization_id, mode, now() from (" + HAVE_THEIR_PLACE
                        + ") w "
                        + "on conflict (meeting_id, person_id) "
                        + "do update set mode = excluded.mode, organization_id = excluded.organization_id")
                .param("event", event.value())
                .update();
        jdbc.sql("delete from registration_wish w using (" + HAVE_THEIR_PLACE + ") granted "
                        + "where w.registration_id = granted.registration_id and w.meeting_id = granted.meeting_id")
                .param("event", event.value())
                .update();
    }
}
