package org.rostrum.events;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** A members meeting, test event or workshop as the staff run it. */
@Entity
class Event {

    private enum Status {
        SCHEDULED,
        CANCELLED
    }

    private enum DatePrecision {
        DAY,
        MONTH
    }

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private EventKind kind;

    private String name;
    private @Nullable String host;
    private @Nullable String place;
    private @Nullable String address;
    private @Nullable String mapUrl;
    private @Nullable String website;

    @Enumerated(EnumType.STRING)
    private @Nullable EventFormat format;

    private @Nullable String timeZone;
    private LocalDate startsOn;
    private LocalDate endsOn;

    @Enumerated(EnumType.STRING)
    private DatePrecision datePrecision;

    private @Nullable Instant startsAt;
    private @Nullable Instant endsAt;

    @Enumerated(EnumType.STRING)
    private Status status;

    private @Nullable String cancelledReason;
    private @Nullable String subject;
    private String description;
    private @Nullable UUID withinId;

    /** Read by projections, as the next one. */
    @SuppressWarnings("UnusedVariable")
    private int sequence;

    @SuppressWarnings("UnusedVariable")
    private Instant changedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Event() {}

    /** Puts it on the schedule. */
    static Event announce(EventPlan plan, Instant at) {
        Event event = new Event();
        event.id = NewId.next();
        event.status = Status.SCHEDULED;
        event.changedAt = at;
        event.write(plan);
        return event;
    }

    /**
     * Changes what is said of it.
     *
     * @return whether it is now called otherwise, elsewhere or at another time, which calendars must take over
     */
    boolean edit(EventPlan plan, Instant at) {
        List<@Nullable Object> was = whereAndWhen();
        Map<String, @Nullable Object> before = facts();
        write(plan);
        if (!before.equals(facts())) {
            changedAt = at;
        }
        boolean moved = !was.equals(whereAndWhen());
        if (moved) {
            sequence++;
        }
        return moved;
    }

    private void write(EventPlan plan) {
        kind = plan.kind();
        name = plan.name();
        host = plan.host();
        place = plan.place();
        address = plan.address();
        mapUrl = plan.mapUrl();
        website = plan.website();
        format = plan.format();
        timeZone = plan.timeZone() == null ? null : plan.timeZone().getId();
        startsOn = plan.startsOn();
        endsOn = plan.endsOn();
        datePrecision = plan.monthsOnly() ? DatePrecision.MONTH : DatePrecision.DAY;
        startsAt = plan.startsAt();
        endsAt = plan.endsAt();
        subject = plan.subject();
        description = plan.description();
        withinId = plan.within() == null ? null : plan.within().value();
    }

    /** Refuses what is cancelled already, and to do so without a reason. */
    void cancel(@Nullable String reason, Instant at) {
        String said = Typed.line("reason", "reason", reason, 1000);
        if (status == Status.CANCELLED) {
            throw Refusal.conflict("The event is cancelled already.");
        }
        status = Status.CANCELLED;
        cancelledReason = said;
        sequence++;
        changedAt = at;
    }

    /** Refuses what is not cancelled. */
    void reinstate(Instant at) {
        if (status != Status.CANCELLED) {
            throw Refusal.conflict("The event is not cancelled.");
        }
        status = Status.SCHEDULED;
        cancelledReason = null;
        sequence++;
        changedAt = at;
    }

    EventId id() {
        return new EventId(id);
    }

    String name() {
        return name;
    }

    boolean cancelled() {
        return status == Status.CANCELLED;
    }

    @Nullable EventId within() {
        return withinId == null ? null : new EventId(withinId);
    }

    @Nullable ZoneId timeZone() {
        return timeZone == null ? null : ZoneId.of(timeZone);
    }

    /** In which its days begin; UTC where none is recorded. */
    ZoneId zoneOrUtc() {
        return timeZone == null ? ZoneOffset.UTC : ZoneId.of(timeZone);
    }

    LocalDate startsOn() {
        return startsOn;
    }

    LocalDate endsOn() {
        return endsOn;
    }

    int version() {
        return version == null ? 0 : version;
    }

    /** What stands in a calendar and makes people travel. */
    private List<@Nullable Object> whereAndWhen() {
        return Arrays.asList(name, place, address, format, timeZone, startsOn, endsOn, datePrecision, startsAt, endsAt);
    }

    /** For the audit. */
    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("kind", kind);
        facts.put("name", name);
        facts.put("host", host);
        facts.put("place", place);
        facts.put("address", address);
        facts.put("mapUrl", mapUrl);
        facts.put("website", website);
        facts.put("format", format);
        facts.put("timeZone", timeZone);
        facts.put("firstDay", startsOn);
        facts.put("lastDay", endsOn);
        facts.put("monthsOnly", datePrecision == DatePrecision.MONTH);
        facts.put("startsAt", startsAt);
        facts.put("endsAt", endsAt);
        facts.put("subject", subject);
        facts.put("description", description);
        facts.put("within", withinId);
        facts.put("cancelled", cancelled());
        facts.put("reason", cancelledReason);
        return facts;
    }
}
