package org.rostrum.events;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.BrokenRule;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Problems;
import org.rostrum.shared.Refusal;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Announcing, changing and cancelling events. Who may is asked before; each verb takes who does it, null being the portal
 * itself.
 */
@Service
public class EventPlanning {

    /**
     * Who registered, takes part or is invited, leads or writes in a group that meets in it, or marked a session of it:
     * all who have it in their calendars.
     */
    private static final String CONCERNED = """
            select r.person_id from registration r
             where r.withdrawn_at is null
               and (r.event_id = :event or exists (
                     select from registration_choice c where c.registration_id = r.id and c.part_id = :event))
            union
            select x.person_id from participation x join meeting m on m.id = x.meeting_id
             where m.event_id = :event and m.status = 'SCHEDULED'
            union
            select i.person_id from invitation i join meeting m on m.id = i.meeting_id
             where m.event_id = :event and m.status = 'SCHEDULED'
            union
            select o.person_id from current_office o join meeting m on m.group_id = o.group_id
             where m.event_id = :event and m.status = 'SCHEDULED'
            union
            select k.person_id from session_mark k join session s on s.id = k.session_id
             where s.event_id = :event or s.part_id = :event
            """;

    private final EventRepository events;
    private final Contents contents;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;
    private final Times times;
    private final Clock clock;

    EventPlanning(
            EventRepository events,
            Contents contents,
            JdbcClient jdbc,
            ApplicationEventPublisher publisher,
            Times times,
            Clock clock) {
        this.events = events;
        this.contents = contents;
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.times = times;
        this.clock = clock;
    }

    @Transactional
    public EventId announce(EventText text, @Nullable PersonId actor) {
        EventPlan plan = EventPlan.of(text, true);
        Problems problems = new Problems();
        requirePlace(null, plan, problems);
        problems.refuse();
        Event event = Event.announce(plan, now());
        keep(event);
        audit(actor, "event.announced", event, null);
        return event.id();
    }

    /**
     * Sessions and meetings keep their instants, whatever becomes of the event's zone: nothing that stands in people's
     * calendars moves unseen. Refused where one of them would fall outside the days.
     *
     * @param version that the editor saw; null where nobody saw one
     * @throws ChangedMeanwhile where it is another one now
     */
    @Transactional
    public void edit(EventId id, EventText text, @Nullable Integer version, @Nullable PersonId actor) {
        Event event = locked(id);
        if (version != null && version != event.version()) {
            throw new ChangedMeanwhile();
        }
        EventPlan plan = EventPlan.of(text, event.timeZone() != null);
        Problems problems = new Problems();
        if (!Objects.equals(event.within(), plan.within())) {
            requireFree(event, plan, problems);
        }
        requirePlace(id, plan, problems);
        boolean sameDays = plan.startsOn().equals(event.startsOn())
                && plan.endsOn().equals(event.endsOn())
                && plan.zoneOrUtc().equals(event.zoneOrUtc());
        if (!sameDays) {
            contents.refuseOutside(id, plan.zoneOrUtc(), plan.startsOn(), plan.endsOn(), problems);
        }
        problems.refuse();
        Map<String, @Nullable Object> before = event.facts();
        String was = said(event);
        boolean moved = event.edit(plan, now());
        if (before.equals(event.facts())) {
            return;
        }
        keep(event);
        audit(actor, "event.edited", event, before);
        if (moved && !was.equals(said(event)) && !event.cancelled()) {
            tell(
                    event,
                    actor,
                    "event.moved",
                    "Changed: " + event.name(),
                    "It is now " + said(event) + ".\nIt was " + was + ".");
        }
    }

    /** Whoever leaves a week or joins one leaves nothing behind. */
    private void requireFree(Event event, EventPlan plan, Problems problems) {
        String own = plan.within() == null ? null : contents.own(event.id());
        String tied = event.within() == null ? null : contents.tied(event.id());
        if (own != null) {
            problems.add("within", "This cannot be held within another event: " + own + ".");
        } else if (tied != null) {
            problems.add("within", "This cannot leave the week it is a part of: " + tied + ".");
        }
    }

    /**
     * What is held within an event is held in its days.
     *
     * @param id null for one that is announced only now
     */
    private void requirePlace(@Nullable EventId id, EventPlan plan, Problems problems) {
        EventId within = plan.within();
        if (within == null) {
            return;
        }
        Event week = within.equals(id) ? null : events.locked(within.value()).orElse(null);
        if (week == null) {
            problems.add("within", "There is no such event. Choose one of the list.");
        } else if (week.within() != null) {
            problems.add("within", nested());
        } else if (plan.startsOn().isBefore(week.startsOn()) || plan.endsOn().isAfter(week.endsOn())) {
            problems.add(
                    plan.startsOn().isBefore(week.startsOn()) ? "firstDay" : "lastDay",
                    "What is held within " + week.name() + " is held in its days, "
                            + times.dates(week.startsOn(), week.endsOn()) + ".");
        }
    }

    private static String nested() {
        return "That one is itself held within another, or holds others: choose the event of the whole week.";
    }

    /** Meetings called in it are cancelled with it; what was written stays readable. */
    @Transactional
    public void cancel(EventId id, @Nullable String reason, @Nullable PersonId actor) {
        Event event = locked(id);
        Map<String, @Nullable Object> before = event.facts();
        event.cancel(reason, now());
        keep(event);
        audit(actor, "event.cancelled", event, before);
        String why = String.valueOf(event.facts().get("reason"));
        tell(
                event,
                actor,
                "event.cancelled",
                "Cancelled: " + event.name(),
                "It was to be " + said(event) + ".\nReason: " + why);
        publisher.publishEvent(new EventCancelled(id, event.name(), why, actor));
    }

    @Transactional
    public void reinstate(EventId id, @Nullable PersonId actor) {
        Event event = locked(id);
        Problems problems = new Problems();
        contents.refuseOutside(id, event.zoneOrUtc(), event.startsOn(), event.endsOn(), problems);
        problems.refuse();
        Map<String, @Nullable Object> before = event.facts();
        event.reinstate(now());
        keep(event);
        audit(actor, "event.reinstated", event, before);
        publisher.publishEvent(new EventReinstated(id, event.name(), actor));
        tell(event, actor, "event.reinstated", "Takes place after all: " + event.name(), "It is " + said(event) + ".");
    }

    /** When and where, in one line. */
    private String said(Event event) {
        Map<String, @Nullable Object> facts = event.facts();
        String when;
        if (facts.get("startsAt") instanceof Instant from) {
            when = facts.get("endsAt") instanceof Instant to
                    ? times.span(from, to, event.zoneOrUtc())
                    : times.at(from, event.zoneOrUtc());
        } else {
            when = times.dates(event.startsOn(), event.endsOn());
        }
        Object place = facts.get("place");
        Object address = facts.get("address");
        return when
                + (place == null ? "" : ", " + place)
                + (address == null ? "" : ", " + String.valueOf(address).replace("\n", ", "));
    }

    private void tell(Event event, @Nullable PersonId actor, String type, String title, String text) {
        List<UUID> people = jdbc
                .sql(CONCERNED)
                .param("event", event.id().value())
                .query((row, n) -> row.getObject("person_id", UUID.class))
                .list()
                .stream()
                .filter(person -> actor == null || !person.equals(actor.value()))
                .toList();
        if (!people.isEmpty()) {
            publisher.publishEvent(new News(people, type, shortened(title), text, "/events/" + event.id()));
        }
    }

    /** How many would be told of its cancellation. */
    public int concerned(EventId event) {
        return jdbc.sql("select count(*) from (" + CONCERNED + ") c")
                .param("event", event.value())
                .query(Integer.class)
                .single();
    }

    private static String shortened(String title) {
        return title.length() > 300 ? title.substring(0, 299) + "…" : title;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Event locked(EventId id) {
        return events.locked(id.value()).orElseThrow(() -> new NotFound("event"));
    }

    private void keep(Event event) {
        try {
            events.saveAndFlush(event);
        } catch (DataIntegrityViolationException e) {
            throw switch (BrokenRule.of(e)) {
                case "event_one_level" -> Refusal.invalid("within", nested());
                case "event_within_id_fkey" ->
                    Refusal.invalid("within", "There is no such event. Choose one of the list.");
                default -> e;
            };
        }
    }

    private void audit(
            @Nullable PersonId actor, String action, Event event, @Nullable Map<String, @Nullable Object> before) {
        publisher.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(),
                action,
                "event",
                event.id().toString(),
                before,
                event.facts()));
    }
}
