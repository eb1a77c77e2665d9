package org.rostrum.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.BrokenRule;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rooms of an event's venue, in the order in which the timetable shows them. Nothing to do with the rooms that
 * discussions are held in. Changed under the event's lock.
 */
@Service
public class VenueRooms {

    private static final int NAMED = 5;

    private final EventRepository events;
    private final VenueRoomRepository rooms;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;

    VenueRooms(
            EventRepository events, VenueRoomRepository rooms, JdbcClient jdbc, ApplicationEventPublisher publisher) {
        this.events = events;
        this.rooms = rooms;
        this.jdbc = jdbc;
        this.publisher = publisher;
    }

    /**
     * @param capacity seats; null where nobody has counted
     * @param sessions how many, drafted or published, are in it
     */
    public record Listed(
            VenueRoomId id, String name, @Nullable Integer capacity, String note, int sessions) {}

    public List<Listed> of(EventId event) {
        return jdbc.sql("""
                        select r.id, r.name, r.capacity, r.note,
                               (select count(*) from (
                                  select s.id from session s where s.venue_room_id = r.id and not s.cancelled
                                   union
                                  select d.id from timetable_draft_session d
                                   where d.venue_room_id = r.id and not d.cancelled) t) as sessions
                          from venue_room r where r.event_id = :event order by r.position, r.id""")
                .param("event", event.value())
                .query((row, n) -> new Listed(
                        new VenueRoomId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getObject("capacity", Integer.class),
                        row.getString("note"),
                        row.getInt("sessions")))
                .list();
    }

    public Listed require(EventId event, VenueRoomId room) {
        return of(event).stream()
                .filter(listed -> listed.id().equals(room))
                .findFirst()
                .orElseThrow(() -> new NotFound("room"));
    }

    @Transactional
    public VenueRoomId add(EventId id, VenueRoomText text, @Nullable PersonId actor) {
        Event event = locked(id);
        if (event.within() != null) {
            throw Refusal.conflict("The rooms of this week are those of the event that this one is held within.");
        }
        VenueRoom room = VenueRoom.of(id, text, order(id).size());
        keep(room);
        audit(actor, "venue-room.added", room, null, room.facts());
        return room.id();
    }

    @Transactional
    public void edit(EventId event, VenueRoomId id, VenueRoomText text, @Nullable PersonId actor) {
        locked(event);
        VenueRoom room = room(event, id);
        Map<String, @Nullable Object> before = room.facts();
        boolean renamed = room.edit(text);
        if (before.equals(room.facts())) {
            return;
        }
        keep(room);
        audit(actor, "venue-room.edited", room, before, room.facts());
        if (renamed) {
            publisher.publishEvent(new VenueRoomRenamed(event, id));
        }
    }

    /** One place up or down; at the end of the list nothing happens. */
    @Transactional
    public void move(EventId event, VenueRoomId id, boolean up, @Nullable PersonId actor) {
        locked(event);
        List<VenueRoom> order = new ArrayList<>(order(event));
        VenueRoom room = room(event, id);
        int from = order.indexOf(room);
        int to = from + (up ? -1 : 1);
        if (to < 0 || to >= order.size()) {
            return;
        }
        List<String> before = order.stream().map(VenueRoom::name).toList();
        order.set(from, order.get(to));
        order.set(to, room);
        number(order);
        audit(
                actor,
                "venue-room.moved",
                room,
                Map.of("order", before),
                Map.of("order", order.stream().map(VenueRoom::name).toList()));
    }

    /** Refused while a session is in it, drafted or ever published: it says by which. */
    @Transactional
    public void remove(EventId event, VenueRoomId id, @Nullable PersonId actor) {
        locked(event);
        VenueRoom room = room(event, id);
        List<String> sessions = jdbc.sql("""
                        select title from (
                          select title, starts_at from session where venue_room_id = :room
                           union
                          select title, starts_at from timetable_draft_session where venue_room_id = :room) s
                         order by starts_at, title""")
                .param("room", id.value())
                .query((row, n) -> row.getString("title"))
                .list();
        if (!sessions.isEmpty()) {
            throw inUse(room, sessions);
        }
        rooms.delete(room);
        try {
            rooms.flush();
        } catch (DataIntegrityViolationException e) {
            // A session came in while this one asked.
            throw inUse(room, List.of());
        }
        number(order(event));
        audit(actor, "venue-room.removed", room, room.facts(), null);
    }

    private static Refusal inUse(VenueRoom room, List<String> sessions) {
        String named = sessions.isEmpty()
                ? ""
                : ": " + String.join(", ", sessions.subList(0, Math.min(NAMED, sessions.size())))
                        + (sessions.size() > NAMED ? " and " + (sessions.size() - NAMED) + " more" : "");
        return Refusal.conflict(
                "Sessions of the timetable are in " + room.name() + named + ". Move them to another room first.");
    }

    private void number(List<VenueRoom> order) {
        for (int i = 0; i < order.size(); i++) {
            order.get(i).standAt(i);
        }
        rooms.flush();
    }

    private List<VenueRoom> order(EventId event) {
        return rooms.findByEventIdOrderByPositionAscIdAsc(event.value());
    }

    private Event locked(EventId id) {
        return events.locked(id.value()).orElseThrow(() -> new NotFound("event"));
    }

    private VenueRoom room(EventId event, VenueRoomId id) {
        return rooms.findByIdAndEventId(id.value(), event.value()).orElseThrow(() -> new NotFound("room"));
    }

    private void keep(VenueRoom room) {
        try {
            rooms.saveAndFlush(room);
        } catch (DataIntegrityViolationException e) {
            if (BrokenRule.of(e).equals("venue_room_name")) {
                throw Refusal.of(Refusal.Reason.CONFLICT, "name", "There is a room of this name already.");
            }
            throw e;
        }
    }

    private void audit(
            @Nullable PersonId actor,
            String action,
            VenueRoom room,
            @Nullable Map<String, ? extends @Nullable Object> before,
            @Nullable Map<String, ? extends @Nullable Object> after) {
        publisher.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(),
                action,
                "event",
                room.event().toString(),
                before,
                after));
    }
}
