package org.rostrum.calendars;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.rostrum.access.Viewer;
import org.rostrum.calendars.Entries.Venue;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.shared.BodySettings;
import org.rostrum.timetables.Timetables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The public calendars: the same for whoever asks, because a calendar program never signs in. Each can be asked by one
 * small statement whether anything in it has changed, which is what programs do all day.
 */
@Service
public class Feeds {

    /** Raised when the same data is written in another way, so that programs take it over. */
    private static final String WRITING = "2";

    private static final String PUBLIC_SESSION = "s.visibility = 'PUBLIC'";

    /** As an event's page shows them: of groups that do not keep to themselves, and not where their sessions stand. */
    private static final String PUBLIC_MEETING = """
            (g.visibility = 'PUBLIC' or g.visibility = 'MEMBERS' and m.event_id is not null)
              and not exists (select from session s join session_group sg on sg.session_id = s.id
                               where sg.group_id = m.group_id and (s.event_id = m.event_id or s.part_id = m.event_id)
                                 and\s""" + PUBLIC_SESSION + ")";

    /** Of all calendars together, as they were last written: whatever changes in one gives it another version. */
    private static final long KEPT_BYTES = 32L * 1024 * 1024;

    private final Cache<String, byte[]> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((String version, byte[] written) -> written.length)
            .build();

    private final JdbcClient jdbc;
    private final Events events;
    private final Groups groups;
    private final CalendarMeetings meetings;
    private final AgendaLines agendas;
    private final Entries entries;
    private final CalendarAddresses addresses;
    private final BodySettings body;

    Feeds(
            JdbcClient jdbc,
            Events events,
            Groups groups,
            CalendarMeetings meetings,
            AgendaLines agendas,
            Entries entries,
            CalendarAddresses addresses,
            BodySettings body) {
        this.jdbc = jdbc;
        this.events = events;
        this.groups = groups;
        this.meetings = meetings;
        this.agendas = agendas;
        this.entries = entries;
        this.addresses = addresses;
        this.body = body;
    }

    /** All events. */
    public Feed schedule() {
        return feed(
                "schedule.ics",
                fingerprint(EVENTS.formatted("true"), Map.of()),
                body.name() + " schedule",
                "Members meetings, test events and workshops of " + body.name(),
                "/schedule",
                () -> this.events.all().stream().map(entries::event).toList());
    }

    /** An event with what is held within it, and its sessions; for groups without one there, when they meet. */
    public Feed event(EventId id) {
        EventView event = events.require(id);
        Map<String, Object> parameters = Map.of("id", id.value());
        String own = "e.id = :id or e.within_id = :id";
        String sessions = "(s.event_id = :id or s.part_id = :id) and " + PUBLIC_SESSION;
        String whose = "m.event_id in (select id from event where id = :id or within_id = :id)";
        String held = whose + " and " + PUBLIC_MEETING;
        return feed(
                fileName(event.name()),
                fingerprint(
                        EVENTS.formatted(own + " or e.id in (select within_id from event where id = :id)")
                                + SESSIONS.formatted(sessions)
                                + MEETINGS.formatted(held)
                                + AGENDAS.formatted(whose),
                        parameters),
                event.name(),
                event.kind().label() + " of " + body.name(),
                "/events/" + id,
                () -> {
                    List<Entry> all = new ArrayList<>();
                    all.add(entries.event(event));
                    events.within(id).forEach(part -> all.add(entries.event(part)));
                    AgendaLines.Book agendas = book(whose, parameters);
                    meetings.where(held, parameters, Viewer.PUBLIC)
                            .forEach(meeting -> all.add(entries.meeting(meeting, agendas.of(meeting))));
                    all.addAll(sessions(sessions, parameters, agendas));
                    return all;
                });
    }

    /** A group's sessions, and its meetings that have none on a timetable. */
    public Feed group(String code) {
        GroupView group = groups.require(code);
        Map<String, Object> parameters = Map.of("id", group.group().id().value());
        String sessions = "s.id in (select session_id from session_group where group_id = :id) and " + PUBLIC_SESSION;
        String whose = "m.group_id = :id";
        String held = whose + " and " + PUBLIC_MEETING;
        return feed(
                fileName(group.group().code()),
                fingerprint(
                        EVENTS.formatted("e.id in (select s.event_id from session s where " + sessions
                                        + ") or e.id in (select m.event_id from meeting m where m.group_id = :id)")
                                + SESSIONS.formatted(sessions)
                                + MEETINGS.formatted(held)
                                + AGENDAS.formatted(whose),
                        parameters),
                group.group().name(),
                "Meetings and sessions of " + group.group().name(),
                "/groups/" + group.group().code(),
                () -> {
                    List<Entry> all = new ArrayList<>();
                    AgendaLines.Book agendas = book(whose, parameters);
                    meetings.where(held, parameters, Viewer.PUBLIC)
                            .forEach(meeting -> all.add(entries.meeting(meeting, agendas.of(meeting))));
                    all.addAll(sessions(sessions, parameters, agendas));
                    return all;
                });
    }

    /** Agendas of the meetings that everybody may open, and no others. */
    private AgendaLines.Book book(String condition, Map<String, ?> parameters) {
        return agendas.book(meetings.where(condition + " and g.visibility = 'PUBLIC'", parameters, Viewer.PUBLIC));
    }

    private List<Entry> sessions(String condition, Map<String, ?> parameters, AgendaLines.Book agendas) {
        Map<UUID, Venue> venues = new HashMap<>();
        jdbc.sql("select id, place, address from event e where id in (select event_id from session s where " + condition
                        + ")")
                .params(parameters)
                .query(row -> {
                    venues.put(
                            row.getObject("id", UUID.class),
                            new Venue(row.getString("place"), row.getString("address")));
                });
        return jdbc
                .sql(Timetables.SESSIONS + "where " + condition + " order by s.starts_at, s.id")
                .params(parameters)
                .query((row, n) -> Timetables.session(row))
                .list()
                .stream()
                .filter(session -> session.visibleTo(Viewer.PUBLIC))
                .map(session -> entries.session(
                        session,
                        venues.getOrDefault(session.event().value(), new Venue(null, null)),
                        agendas.of(session)))
                .toList();
    }

    // --- Whether anything changed ------------------------------------------------------------------------------------

    /**
     * Whole rows, not only when they were changed: what is shown of a session is also its room's name and its group's.
     * The rows' hashes are added up, so that their order costs nothing.
     */
    private static final String FINGERPRINT = """
            select count(*) as rows, coalesce(sum(hashtextextended(content, 0)::numeric), 0) as hashes,
                   max(changed_at) as changed_at
              from ($rows) shown
            """;

    private static final String EVENTS = "select e::text as content, e.changed_at from event e where %s";

    private static final String SESSIONS = """

            union all select s::text, s.changed_at from session s where %1$s
            union all select concat_ws(' ', sg, g.code, g.name), null from session s
              join session_group sg on sg.session_id = s.id join working_group g on g.id = sg.group_id where %1$s
            union all select distinct concat_ws(' ', r.id, r.name), null::timestamptz from session s
              join venue_room r on r.id = s.venue_room_id where %1$s
            """;

    private static final String MEETINGS = """

            union all select concat_ws(' ', m, g.code, g.name, g.visibility), m.changed_at from meeting m
              join working_group g on g.id = m.group_id where %s
            """;

    /**
     * What is told of the agendas that everybody may read: a version, a move of the room, when the group sits. A forecast
     * grows old by itself, so while an item is discussed each five minutes have another version.
     */
    private static final String AGENDAS = """

            union all select told.content, told.changed_at from meeting m
              join working_group g on g.id = m.group_id and g.visibility = 'PUBLIC'
             cross join lateral (
               select concat_ws(' ', a.meeting_id, a.version) as content, p.published_at as changed_at from agenda a
                 join agenda_publication p on p.meeting_id = a.meeting_id and p.version = a.version
                where a.meeting_id = m.id
               union all select s::text, coalesce(s.ended_at, s.started_at) from agenda_stay s where s.meeting_id = m.id
               union all select concat_ws(' ', s.id, s.starts_at, s.ends_at, s.cancelled, s.kind), null
                 from session_group sg join session s on s.id = sg.session_id
                where sg.group_id = m.group_id and m.event_id in (s.event_id, s.part_id)
               union all select concat_ws(' ', m.id, step.at), step.at
                 from (select to_timestamp(floor(extract(epoch from now()) / 300) * 300) as at) step
                where exists (select from agenda_stay s where s.meeting_id = m.id)) told
             where %s and m.ends_at > now() - interval '1 day'
            """;

    private record Fingerprint(String version, Instant changedAt) {}

    private Fingerprint fingerprint(String rows, Map<String, ?> parameters) {
        return jdbc.sql(FINGERPRINT.replace("$rows", rows))
                .params(parameters)
                .query((row, n) -> fingerprint(row))
                .single();
    }

    private static Fingerprint fingerprint(ResultSet row) throws SQLException {
        Timestamp changedAt = row.getTimestamp("changed_at");
        return new Fingerprint(
                row.getLong("rows") + " " + row.getString("hashes"),
                changedAt == null ? Instant.EPOCH : changedAt.toInstant());
    }

    private Feed feed(
            String fileName,
            Fingerprint fingerprint,
            String name,
            String description,
            String page,
            Supplier<List<Entry>> content) {
        String base = addresses.base();
        String version = digest(String.join("\n", WRITING, base, page, name, description, fingerprint.version())
                .getBytes(StandardCharsets.UTF_8));
        return new Feed(
                fileName,
                version,
                fingerprint.changedAt(),
                () -> kept.get(
                        version, unwritten -> CalendarDocument.write(name, description, base + page, content.get())));
    }

    static String digest(byte[] content) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 27);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fileName(String name) {
        String simple = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return (simple.isEmpty() ? "calendar" : simple) + ".ics";
    }
}
