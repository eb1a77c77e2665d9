package org.rostrum.agendas;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.springframework.data.domain.Persistable;

/** A stay of the room on an item. */
@Entity
class AgendaStay implements Persistable<UUID> {

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable")
    private UUID meetingId;

    private UUID itemId;
    private Instant startedAt;

    @SuppressWarnings("UnusedVariable")
    private UUID startedBy;

    private @Nullable Instant endedAt;

    @SuppressWarnings("UnusedVariable")
    private @Nullable UUID endedBy;

    @Transient
    private boolean fresh;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected AgendaStay() {}

    static AgendaStay begin(MeetingId meeting, AgendaItemId item, PersonId by, Instant at) {
        AgendaStay stay = new AgendaStay();
        stay.id = NewId.next();
        stay.meetingId = meeting.value();
        stay.itemId = item.value();
        stay.startedAt = at;
        stay.startedBy = by.value();
        stay.fresh = true;
        return stay;
    }

    void end(PersonId by, Instant at) {
        endedAt = at;
        endedBy = by.value();
    }

    /** As if it had never been ended. */
    void goOn() {
        endedAt = null;
        endedBy = null;
    }

    boolean open() {
        return endedAt == null;
    }

    /** When the room last moved on account of it. */
    Instant lastMoved() {
        return endedAt == null ? startedAt : endedAt;
    }

    boolean endedWith(AgendaStay next) {
        return next.startedAt.equals(endedAt);
    }

    StayId stay() {
        return new StayId(id);
    }

    AgendaItemId item() {
        return new AgendaItemId(itemId);
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
