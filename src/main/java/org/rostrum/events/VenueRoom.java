package org.rostrum.events;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Problems;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** A room of an event's venue, with chairs in it. */
@Entity
class VenueRoom {

    private static final int MOST_SEATS = 100_000;

    @Id
    private UUID id;

    private UUID eventId;
    private String name;
    private @Nullable Integer capacity;
    private String note;

    /** Read by projections. */
    @SuppressWarnings("UnusedVariable")
    private int position;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected VenueRoom() {}

    static VenueRoom of(EventId event, VenueRoomText text, int position) {
        VenueRoom room = new VenueRoom();
        room.id = NewId.next();
        room.eventId = event.value();
        room.position = position;
        room.edit(text);
        return room;
    }

    /** @return whether it is called otherwise now */
    boolean edit(VenueRoomText text) {
        Problems problems = new Problems();
        String newName = problems.read(() -> Typed.line("name", "name", text.name(), 100));
        Integer newCapacity = problems.read(() -> seats(text.capacity()));
        String newNote = problems.read(() -> Typed.optionalLine("note", "note", text.note(), 500));
        problems.refuse();
        boolean renamed = !Objects.equals(name, newName);
        name = Objects.requireNonNull(newName);
        capacity = newCapacity;
        note = Objects.requireNonNull(newNote);
        return renamed;
    }

    private static @Nullable Integer seats(@Nullable String text) {
        String typed = text == null ? "" : text.strip();
        if (typed.isEmpty()) {
            return null;
        }
        if (!typed.matches("[0-9]{1,6}")) {
            throw noSeats();
        }
        int seats = Integer.parseInt(typed);
        if (seats < 1 || seats > MOST_SEATS) {
            throw noSeats();
        }
        return seats;
    }

    private static Refusal noSeats() {
        return Refusal.invalid("capacity", "Say how many seats it has as a whole number from 1 on, or leave it empty.");
    }

    void standAt(int newPosition) {
        position = newPosition;
    }

    VenueRoomId id() {
        return new VenueRoomId(id);
    }

    EventId event() {
        return new EventId(eventId);
    }

    String name() {
        return name;
    }

    /** For the audit. */
    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("event", eventId);
        facts.put("name", name);
        facts.put("capacity", capacity);
        facts.put("note", note);
        return facts;
    }
}
