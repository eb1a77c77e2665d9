package org.rostrum.meetings;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.MeetingReaders;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventCancelled;
import org.rostrum.events.EventReinstated;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.meetings.MeetingPlan.Week;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.BrokenRule;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Calling a group's meeting, moving and cancelling it, for its chairs and the staff. Whoever it concerns is told. */
@Service
public class MeetingCalls {

    /**
     * Those who take part, those who were invited, and those who hold an office in the group. Not who said once that they
     * take part, and may no longer read it.
     */
    private static final String CONCERNED = """
            with concerned as (
              select person_id from participation where meeting_id = :meeting
              union
              select person_id from invitation where meeting_id = :meeting
              union
              select person_id from current_office where group_id = :group)
            select p.id from concerned c
              join person p on p.id = c.person_id
              join meeting m on m.id = :meeting
              join working_group g on g.id = m.group_id
             where\s""" + MeetingReaders.CONDITION;

    /** Held until the end: the days of an event stay while a meeting is put into them. */
    private static final String WEEK = """
            select id, name, time_zone, starts_on, ends_on, status from event where id = :id for share
            """;

    private final MeetingRepository repository;
    private final Meetings meetings;
    private final Groups groups;
    private final GroupLatePolicies latePolicies;
    private final RoomLog rooms;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;
    private final Times times;
    private final Clock clock;

    MeetingCalls(
            MeetingRepository repository,
            Meetings meetings,
            Groups groups,
            GroupLatePolicies latePolicies,
            RoomLog rooms,
            JdbcClient jdbc,
            ApplicationEventPublisher publisher,
            Times times,
            Clock clock) {
        this.repository = repository;
        this.meetings = meetings;
        this.groups = groups;
        this.latePolicies = latePolicies;
        this.rooms = rooms;
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.times = times;
        this.clock = clock;
    }

    @Transactional
    public MeetingId call(String groupCode, MeetingText text, Viewer viewer) {
        GroupView group = groups.require(groupCode);
        viewer.require(Act.CALL_MEETING, Place.of(group));
        PersonId actor = viewer.requirePerson();
        requireOpen(group);
        Week week = week(text.event());
        MeetingPlan plan = MeetingPlan.of(
                text.latePolicy() == null
                        ? text.withLatePolicy(latePolicies.of(group.group().id()))
                        : text,
                week);
        requireInside(plan, week);
        Meeting meeting = Meeting.call(group.group().id(), rooms.open(), plan, now());
        keep(meeting);
        publisher.publishEvent(new MeetingCalled(meeting.id(), meeting.room()));
        audit(actor, "meeting.called", meeting, null);
        tell(
                meeting,
                actor,
                "meeting.called",
                "Called: " + meeting.name(),
                "It is held " + said(meeting) + ".\nContributions are due " + due(meeting) + ".");
        return meeting.id();
    }

    private static void requireOpen(GroupView group) {
        if (group.closedAt() != null) {
            throw Refusal.conflict(group.group().code() + " is closed; it calls no meetings any more.");
        }
    }

    /**
     * @param version that the editor saw; null where nobody saw one
     * @throws ChangedMeanwhile where it is another one now
     */
    @Transactional
    public void edit(MeetingId id, MeetingText text, @Nullable Integer version, Viewer viewer) {
        PersonId actor = calling(id, viewer);
        Week week = week(text.event());
        Meeting meeting = locked(id);
        if (version != null && version != meeting.version()) {
            throw new ChangedMeanwhile();
        }
        Map<String, @Nullable Object> before = meeting.facts();
        String was = said(meeting);
        String wasDue = due(meeting);
        MeetingPlan plan = MeetingPlan.of(text, week);
        requireInside(plan, week);
        meeting.edit(plan, now());
        if (before.equals(meeting.facts())) {
            return;
        }
        keep(meeting);
        audit(actor, "meeting.edited", meeting, before);
        boolean moved = !was.equals(said(meeting));
        boolean otherDeadline = !wasDue.equals(due(meeting));
        if (moved) {
            tell(
                    meeting,
                    actor,
                    "meeting.moved",
                    "Moved: " + meeting.name(),
                    "It is now held " + said(meeting) + ".\nIt was " + was + "."
                            + (otherDeadline ? "\nContributions are due " + due(meeting) + "." : ""));
        } else if (otherDeadline) {
            tell(
                    meeting,
                    actor,
                    "meeting.moved",
                    "Another deadline: " + meeting.name(),
                    "Contributions are now due " + due(meeting) + ".\nIt was " + wasDue + ".");
        }
    }

    @Transactional
    public void cancel(MeetingId id, @Nullable String reason, Viewer viewer) {
        PersonId actor = calling(id, viewer);
        Meeting meeting = locked(id);
        Map<String, @Nullable Object> before = meeting.facts();
        meeting.cancel(reason, now());
        keep(meeting);
        audit(actor, "meeting.cancelled", meeting, before);
        tell(
                meeting,
                actor,
                "meeting.cancelled",
                "Cancelled: " + meeting.name(),
                "It was to be held " + said(meeting) + ".\nReason: "
                        + meeting.facts().get("reason"));
    }

    @Transactional
    public void reinstate(MeetingId id, Viewer viewer) {
        PersonId actor = calling(id, viewer);
        UUID event = jdbc.sql("select event_id from meeting where id = ?")
                .param(id.value())
                .query((row, n) -> new Held(row.getObject("event_id", UUID.class)))
                .single()
                .in();
        Week week = event == null ? null : week(event.toString());
        Meeting meeting = locked(id);
        if (week != null && week.cancelled()) {
            throw Refusal.conflict(week.name() + " is cancelled, so no meeting can be held in it.");
        }
        if (week != null && !week.holds(meeting.startsAt(), meeting.endsAt())) {
            throw Refusal.conflict("The days of " + week.name() + " are others now, "
                    + times.dates(week.first(), week.last()) + ". Call another meeting in them.");
        }
        Map<String, @Nullable Object> before = meeting.facts();
        meeting.reinstate(now());
        keep(meeting);
        audit(actor, "meeting.reinstated", meeting, before);
        tell(
                meeting,
                actor,
                "meeting.reinstated",
                "Held after all: " + meeting.name(),
                "It is held " + said(meeting) + ".");
    }

    private record Held(@Nullable UUID in) {}

    // --- With its event ----------------------------------------------------------------------------------------------

    /** Those who take part are told of the event, once. */
    @EventListener
    void on(EventCancelled cancelled) {
        for (Meeting meeting : repository.lockedIn(cancelled.event().value())) {
            Map<String, @Nullable Object> before = meeting.facts();
            if (meeting.goWithItsEvent(cancelled.reason(), now())) {
                keep(meeting);
                audit(cancelled.by(), "meeting.cancelled", meeting, before);
            }
        }
    }

    /** What was cancelled for a reason of its own stays cancelled, and what the group called instead stays called. */
    @EventListener
    void on(EventReinstated reinstated) {
        List<Meeting> all = repository.lockedIn(reinstated.event().value());
        for (Meeting meeting : all) {
            boolean another = all.stream()
                    .anyMatch(other -> !other.cancelled() && other.group().equals(meeting.group()));
            if (meeting.cancelled()
                    && meeting.wentWithItsEvent()
                    && !another
                    && meeting.endsAt().isAfter(now())) {
                Map<String, @Nullable Object> before = meeting.facts();
                meeting.reinstate(now());
                keep(meeting);
                audit(reinstated.by(), "meeting.reinstated", meeting, before);
            }
        }
    }

    // --- Rules -------------------------------------------------------------------------------------------------------

    private PersonId calling(MeetingId id, Viewer viewer) {
        viewer.require(Act.CALL_MEETING, meetings.require(id, viewer).permissions());
        return viewer.requirePerson();
    }

    private @Nullable Week week(@Nullable String event) {
        if (event == null || event.isBlank()) {
            return null;
        }
        UUID id;
        try {
            id = UUID.fromString(event);
        } catch (IllegalArgumentException e) {
            return null;
        }
        return jdbc.sql(WEEK)
                .param("id", id)
                .query((row, n) -> {
                    String zone = row.getString("time_zone");
                    return new Week(
                            id,
                            row.getString("name"),
                            zone == null ? null : ZoneId.of(zone),
                            row.getObject("starts_on", LocalDate.class),
                            row.getObject("ends_on", LocalDate.class),
                            row.getString("status").equals("CANCELLED"));
                })
                .optional()
                .orElse(null);
    }

    private void requireInside(MeetingPlan plan, @Nullable Week week) {
        if (week == null) {
            return;
        }
        if (week.cancelled()) {
            throw Refusal.invalid(
                    "event", week.name() + " is cancelled. Choose another, or hold the meeting on its own.");
        }
        if (!week.holds(plan.startsAt(), plan.endsAt())) {
            ZoneId there = week.zone() == null ? plan.timeZone() : week.zone();
            boolean early = plan.startsAt().atZone(there).toLocalDate().isBefore(week.first());
            throw Refusal.invalid(
                    early ? "startsAt" : "endsAt",
                    "A meeting in " + week.name() + " is held in its days, " + times.dates(week.first(), week.last())
                            + ", on the clocks of " + there.getId() + ".");
        }
    }

    private String said(Meeting meeting) {
        String place = meeting.event() == null
                ? null
                : jdbc.sql("select concat_ws(', ', name, place) as place from event where id = ?")
                        .param(meeting.event())
                        .query(String.class)
                        .single();
        return times.span(meeting.startsAt(), meeting.endsAt(), meeting.timeZone())
                + (meeting.venue() == null ? "" : ", " + meeting.venue())
                + (place == null ? "" : ", " + place);
    }

    private String due(Meeting meeting) {
        return times.at(meeting.deadline(), meeting.timeZone());
    }

    private void tell(Meeting meeting, PersonId actor, String type, String title, String text) {
        List<UUID> people = jdbc
                .sql(CONCERNED)
                .param("meeting", meeting.id().value())
                .param("group", meeting.group().value())
                .query((row, n) -> row.getObject("id", UUID.class))
                .list()
                .stream()
                .filter(person -> !person.equals(actor.value()))
                .toList();
        if (!people.isEmpty()) {
            String line = title.length() > 300 ? title.substring(0, 299) + "…" : title;
            publisher.publishEvent(new News(people, type, line, text, "/meetings/" + meeting.id()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Meeting locked(MeetingId id) {
        return repository.locked(id.value()).orElseThrow(() -> new NotFound("meeting"));
    }

    private void keep(Meeting meeting) {
        try {
            repository.saveAndFlush(meeting);
        } catch (DataIntegrityViolationException e) {
            if (BrokenRule.of(e).equals("meeting_once_in_an_event")) {
                throw Refusal.of(
                        Refusal.Reason.CONFLICT,
                        "event",
                        "The group has called its meeting in this event already. It meets there in as many sessions as it"
                                + " needs; another meeting is held on its own.");
            }
            throw e;
        }
    }

    private void audit(
            @Nullable PersonId actor, String action, Meeting meeting, @Nullable Map<String, @Nullable Object> before) {
        publisher.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(),
                action,
                "meeting",
                meeting.id().toString(),
                before,
                meeting.facts()));
    }

    // --- For the form ------------------------------------------------------------------------------------------------

    /**
     * An event that a group may call its meeting in.
     *
     * @param zone null where none is recorded
     */
    public record Host(UUID id, String name, @Nullable ZoneId zone, LocalDate first, LocalDate last) {}

    /** Those that are not over and not cancelled, the next first; with the one that a meeting is in already. */
    public List<Host> hosts(@Nullable UUID chosen) {
        LocalDate yesterday =
                clock.instant().atZone(ZoneId.of("UTC")).toLocalDate().minusDays(1);
        return jdbc.sql("""
                        select id, name, time_zone, starts_on, ends_on from event
                         where ends_on >= :since and status = 'SCHEDULED' and date_precision = 'DAY' or id = :chosen
                         order by starts_on, name, id limit 200""")
                .param("since", yesterday)
                .param("chosen", chosen, java.sql.Types.OTHER)
                .query((row, n) -> {
                    String zone = row.getString("time_zone");
                    return new Host(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            zone == null ? null : ZoneId.of(zone),
                            row.getObject("starts_on", LocalDate.class),
                            row.getObject("ends_on", LocalDate.class));
                })
                .list();
    }

    /**
     * What the form that changes a meeting needs beyond {@link MeetingView}.
     *
     * @param concerned how many would be told
     */
    public record Kept(int version, @Nullable String reason, int concerned) {}

    public Kept kept(MeetingView meeting) {
        return jdbc.sql("select version, cancelled_reason, (select count(*) from (" + CONCERNED
                        + ") c) as concerned from meeting where id = :meeting")
                .param("meeting", meeting.id().value())
                .param("group", meeting.group().id().value())
                .query((row, n) ->
                        new Kept(row.getInt("version"), row.getString("cancelled_reason"), row.getInt("concerned")))
                .single();
    }
}
