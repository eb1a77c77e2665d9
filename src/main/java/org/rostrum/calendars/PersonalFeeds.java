package org.rostrum.calendars;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.calendars.CalendarLinks.Link;
import org.rostrum.calendars.Entries.Meeting;
import org.rostrum.calendars.Entries.Venue;
import org.rostrum.shared.BodySettings;
import org.rostrum.timetables.MyAgenda;
import org.rostrum.timetables.SessionView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Somebody's own calendar: what they marked or are part of, the meetings they take part in, and the deadlines of both.
 * Asked for anew each time as that person: what they may no longer read is gone from it with the next look.
 */
@Service
public class PersonalFeeds {

    private static final Duration BACK = Duration.ofDays(180);
    private static final Duration AHEAD = Duration.ofDays(730);

    /** Of groups in which they hold a role, or that they said they take part in, or are invited to. */
    private static final String MEETINGS = """
            (m.group_id = any(:groups::uuid[]) or m.id = any(:invitations::uuid[])
              or m.id in (select meeting_id from participation where person_id = :person))
              and m.starts_at < :to and m.ends_at > :from and\s""" + ReadableMeetings.CONDITION;

    private static final String OF_SESSIONS = """
            m.event_id = any(:events::uuid[]) and m.starts_at < :to and m.ends_at > :from and\s""" + ReadableMeetings.CONDITION;

    /** Of the events that these meetings and sessions are in, where they have not registered. */
    private static final String REGISTRATIONS = """
            select e.id, e.name, e.time_zone, r.closes_at, r.version, r.opens_at
              from registration_setup r
              join event e on e.id = r.event_id
             where (e.id = any(:events::uuid[])
                 or e.id in (select within_id from event where id = any(:events::uuid[])))
               and e.status = 'SCHEDULED' and r.closes_at > :now
               and not exists (select from registration x where x.event_id = e.id and x.person_id = :person
                                  and x.withdrawn_at is null)
             order by r.closes_at, e.id
            """;

    private final CalendarLinks links;
    private final Viewers viewers;
    private final MyAgenda agenda;
    private final JdbcClient jdbc;
    private final CalendarMeetings meetings;
    private final AgendaLines agendas;
    private final Entries entries;
    private final CalendarAddresses addresses;
    private final BodySettings body;
    private final Clock clock;

    PersonalFeeds(
            CalendarLinks links,
            Viewers viewers,
            MyAgenda agenda,
            JdbcClient jdbc,
            CalendarMeetings meetings,
            AgendaLines agendas,
            Entries entries,
            CalendarAddresses addresses,
            BodySettings body,
            Clock clock) {
        this.links = links;
        this.viewers = viewers;
        this.agenda = agenda;
        this.jdbc = jdbc;
        this.meetings = meetings;
        this.agendas = agendas;
        this.entries = entries;
        this.addresses = addresses;
        this.body = body;
        this.clock = clock;
    }

    /** Empty where the address is none, or none any more. */
    public Optional<Feed> at(String secret) {
        return links.find(secret)
                .map(Link::person)
                .flatMap(person -> viewers.person(person, EnumSet.of(Scope.READ)))
                .map(this::feed);
    }

    private Feed feed(Viewer viewer) {
        // Whole days, so that the same data is the same calendar for a day at least.
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        List<Entry> all = entries(viewer, today.minus(BACK), today.plus(AHEAD));
        byte[] written = CalendarDocument.write(
                viewer.name() + ", " + body.name(),
                "What " + viewer.name() + " marked or is part of",
                addresses.of("/my-agenda"),
                all);
        return new Feed(
                "my-calendar.ics",
                Feeds.digest(written),
                all.stream()
                        .map(Entry::changedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH),
                () -> written);
    }

    private List<Entry> entries(Viewer viewer, Instant from, Instant to) {
        Map<String, Object> parameters = parameters(viewer, from, to);
        List<SessionView> sessions = agenda.of(viewer, from, to).stream()
                .map(MyAgenda.Entry::session)
                .toList();
        List<Meeting> held = meetings.where(MEETINGS, parameters, viewer);
        Map<UUID, Venue> venues = venues(sessions);
        AgendaLines.Book agendas = this.agendas.book(withThoseOf(sessions, held, parameters, viewer));
        List<Entry> all = new ArrayList<>();
        sessions.forEach(session -> all.add(entries.session(
                session, venues.getOrDefault(session.event().value(), new Venue(null, null)), agendas.of(session))));
        for (Meeting meeting : held) {
            if (sessions.stream().noneMatch(meeting::isHeldIn)) {
                all.add(entries.meeting(meeting, agendas.of(meeting)));
            }
            all.add(entries.contributionDeadline(meeting));
        }
        Set<UUID> events = new java.util.TreeSet<>(venues.keySet());
        held.forEach(meeting -> {
            if (meeting.event() != null) {
                events.add(meeting.event());
            }
        });
        all.addAll(registrations(viewer, events));
        return all;
    }

    /** Whoever marked a session of a group they do not take part in may read its agenda, where they may read its meeting. */
    private List<Meeting> withThoseOf(
            List<SessionView> sessions, List<Meeting> held, Map<String, Object> parameters, Viewer viewer) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put(
                "events",
                texts(sessions.stream()
                        .flatMap(session -> Stream.of(session.event(), session.part()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()));
        List<Meeting> meetings = new ArrayList<>(held);
        meetings.addAll(this.meetings.where(OF_SESSIONS, all, viewer));
        return meetings;
    }

    private Map<UUID, Venue> venues(List<SessionView> sessions) {
        Map<UUID, Venue> venues = new HashMap<>();
        jdbc.sql("select id, place, address from event where id = any(:events::uuid[])")
                .param(
                        "events",
                        texts(sessions.stream()
                                .map(session -> session.event().value())
                                .distinct()
                                .toList()))
                .query(row -> {
                    venues.put(
                            row.getObject("id", UUID.class),
                            new Venue(row.getString("place"), row.getString("address")));
                });
        return venues;
    }

    private List<Entry> registrations(Viewer viewer, Set<UUID> events) {
        return jdbc.sql(REGISTRATIONS)
                .param("events", texts(events))
                .param("person", viewer.requirePerson().value())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> {
                    String zone = row.getString("time_zone");
                    return entries.registrationCloses(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getTimestamp("closes_at").toInstant(),
                            zone == null ? ZoneOffset.UTC : ZoneId.of(zone),
                            row.getInt("version"),
                            // The setup does not say when it was changed; the same version is the same entry.
                            row.getTimestamp("opens_at").toInstant());
                })
                .list();
    }

    private static Map<String, Object> parameters(Viewer viewer, Instant from, Instant to) {
        Map<String, Object> parameters = new HashMap<>(ReadableMeetings.parameters(viewer));
        parameters.put("person", viewer.requirePerson().value());
        parameters.put("groups", texts(viewer.member() ? viewer.offices().keySet() : Set.of()));
        parameters.put("invitations", texts(viewer.invitations()));
        parameters.put("from", Timestamp.from(from));
        parameters.put("to", Timestamp.from(to));
        return parameters;
    }

    private static String[] texts(java.util.Collection<?> ids) {
        return ids.stream().map(String::valueOf).toArray(String[]::new);
    }
}
