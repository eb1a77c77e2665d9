package org.rostrum.meetings;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** A group's meeting as it was called: when, where, until when contributions may come. */
@Entity
class Meeting {

    private enum Status {
        SCHEDULED,
        CANCELLED
    }

    @Id
    private UUID id;

    private @Nullable UUID eventId;
    private UUID groupId;
    private UUID roomId;
    private String name;
    private @Nullable String venue;
    private String timeZone;
    private Instant startsAt;
    private Instant endsAt;
    private Instant contributionDeadline;
    private @Nullable LocalDate agendaExpectedOn;

    @Enumerated(EnumType.STRING)
    private LatePolicy latePolicy;

    @Enumerated(EnumType.STRING)
    private Status status;

    private @Nullable String cancelledReason;
    private boolean cancelledWithEvent;

    /** Read by projections, as the next one. */
    @SuppressWarnings("UnusedVariable")
    private int sequence;

    @SuppressWarnings("UnusedVariable")
    private Instant changedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Meeting() {}

    /** Refuses what would be over already. */
    static Meeting call(GroupId group, RoomId room, MeetingPlan plan, Instant at) {
        if (!plan.endsAt().isAfter(at)) {
            throw Refusal.invalid("endsAt", "That is over already. Choose a time to come.");
        }
        Meeting meeting = new Meeting();
        meeting.id = NewId.next();
        meeting.groupId = group.value();
        meeting.roomId = room.value();
        meeting.status = Status.SCHEDULED;
        meeting.changedAt = at;
        meeting.write(plan);
        return meeting;
    }

    /** Refuses what is cancelled, what is over, and to move it into the past. */
    void edit(MeetingPlan plan, Instant at) {
        if (status == Status.CANCELLED) {
            throw Refusal.conflict("The meeting is cancelled. Reinstate it before you change it.");
        }
        requireNotOver(at);
        if (!plan.endsAt().isAfter(at)) {
            throw Refusal.invalid("endsAt", "That is over already. Choose a time to come.");
        }
        List<@Nullable Object> was = whereAndWhen();
        Map<String, @Nullable Object> before = facts();
        write(plan);
        if (!before.equals(facts())) {
            changedAt = at;
        }
        if (!was.equals(whereAndWhen())) {
            sequence++;
        }
    }

    private void write(MeetingPlan plan) {
        name = plan.name();
        eventId = plan.event();
        venue = plan.venue();
        timeZone = plan.timeZone().getId();
        startsAt = plan.startsAt();
        endsAt = plan.endsAt();
        contributionDeadline = plan.deadline();
        agendaExpectedOn = plan.agendaExpectedOn();
        latePolicy = plan.latePolicy();
    }

    /** Refuses what is cancelled already, what is over, and to do so without a reason. */
    void cancel(@Nullable String reason, Instant at) {
        String said = Typed.line("reason", "reason", reason, 1000);
        if (status == Status.CANCELLED) {
            throw Refusal.conflict("The meeting is cancelled already.");
        }
        requireNotOver(at);
        end(said, at);
    }

    /** As its event is: nobody asked for this one's reason. What is cancelled already, or over, stays as it is. */
    boolean goWithItsEvent(String reason, Instant at) {
        if (status == Status.CANCELLED || !endsAt.isAfter(at)) {
            return false;
        }
        end(reason, at);
        cancelledWithEvent = true;
        return true;
    }

    private void end(String reason, Instant at) {
        status = Status.CANCELLED;
        cancelledReason = reason;
        sequence++;
        changedAt = at;
    }

    /** Refuses what is not cancelled, and what would be over. */
    void reinstate(Instant at) {
        if (status != Status.CANCELLED) {
            throw Refusal.conflict("The meeting is not cancelled.");
        }
        requireNotOver(at);
        status = Status.SCHEDULED;
        cancelledReason = null;
        cancelledWithEvent = false;
        sequence++;
        changedAt = at;
    }

    private void requireNotOver(Instant at) {
        if (!endsAt.isAfter(at)) {
            throw Refusal.conflict("The meeting is over. What it was stays on record.");
        }
    }

    MeetingId id() {
        return new MeetingId(id);
    }

    GroupId group() {
        return new GroupId(groupId);
    }

    @Nullable UUID event() {
        return eventId;
    }

    RoomId room() {
        return new RoomId(roomId);
    }

    String name() {
        return name;
    }

    @Nullable String venue() {
        return venue;
    }

    ZoneId timeZone() {
        return ZoneId.of(timeZone);
    }

    Instant startsAt() {
        return startsAt;
    }

    Instant endsAt() {
        return endsAt;
    }

    Instant deadline() {
        return contributionDeadline;
    }

    boolean cancelled() {
        return status == Status.CANCELLED;
    }

    boolean wentWithItsEvent() {
        return cancelledWithEvent;
    }

    int version() {
        return version == null ? 0 : version;
    }

    /** What stands in a calendar and makes people travel. */
    private List<@Nullable Object> whereAndWhen() {
        return Arrays.asList(name, eventId, venue, timeZone, startsAt, endsAt);
    }

    /** For the audit. */
    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("group", groupId);
        facts.put("name", name);
        facts.put("event", eventId);
        facts.put("venue", venue);
        facts.put("timeZone", timeZone);
        facts.put("startsAt", startsAt);
        facts.put("endsAt", endsAt);
        facts.put("contributionDeadline", contributionDeadline);
        facts.put("agendaExpectedOn", agendaExpectedOn);
        facts.put("latePolicy", latePolicy);
        facts.put("cancelled", cancelled());
        facts.put("reason", cancelledReason);
        return facts;
    }
}
