package org.rostrum.timetables;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.web.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a draft claims the same room, group or chair twice at once, or more seats than a room has. Two statements,
 * however many sessions there are.
 */
@Service
public class Conflicts {

    /** Who chairs the groups of a draft, whenever: who holds the office at a session's time is sorted out below. */
    private static final String CHAIRS = """
            select o.group_id, o.person_id, p.name, o.since, o.until
              from office o join person p on p.id = o.person_id
             where o.role in ('CHAIR', 'VICE_CHAIR') and o.group_id = any(:groups)
            """;

    /** How many are expected in the room, by what participants and registered people have said. */
    private static final String EXPECTED = """
            select d.id,
                   case when cardinality(d.group_ids) > 0 then
                     (select count(distinct x.person_id) from meeting m join participation x on x.meeting_id = m.id
                       where m.event_id in (select id from event where id = :event or within_id = :event)
                         and m.status = 'SCHEDULED' and m.group_id = any(d.group_ids) and x.mode = 'IN_PERSON')
                   else
                     (select count(*) from registration_choice c join registration r on r.id = c.registration_id
                       where c.event_id = :event and c.part_id = coalesce(d.part_id, :event) and c.mode = 'IN_PERSON'
                         and c.place = 'CONFIRMED' and r.withdrawn_at is null)
                   end as expected
              from jsonb_to_recordset(:rows::jsonb) as d (id uuid, group_ids uuid[], part_id uuid)
            """;

    private final JdbcClient jdbc;
    private final Times times;
    private final JsonMapper json;

    Conflicts(JdbcClient jdbc, Times times, JsonMapper json) {
        this.jdbc = jdbc;
        this.times = times;
        this.json = json;
    }

    /** In the order in which their first sessions begin. */
    public List<Conflict> in(TimetableDraft draft) {
        List<DraftRow> held =
                draft.rows().stream().filter(row -> !row.session().cancelled()).toList();
        ZoneId zone = draft.event().zoneOrUtc();
        List<Term> chairs = chairs(held);
        List<Conflict> found = new ArrayList<>();
        Map<SessionId, Integer> expected = expected(draft, held);
        Instant first = draft.event().startsOn().atStartOfDay(zone).toInstant();
        Instant last = draft.event().endsOn().plusDays(1).atStartOfDay(zone).toInstant();
        for (int i = 0; i < held.size(); i++) {
            DraftRow one = held.get(i);
            if (one.session().startsAt().isBefore(first)
                    || one.session().endsAt().isAfter(last)) {
                found.add(new Conflict(
                        Conflict.Kind.OUTSIDE,
                        List.of(one.id()),
                        "%s is on %s, and the event on %s."
                                .formatted(
                                        quoted(one),
                                        times.day(one.session().startsAt(), zone),
                                        times.dates(
                                                draft.event().startsOn(),
                                                draft.event().endsOn()))));
            }
            tooSmall(one, expected).ifPresent(found::add);
            // By when they begin: nothing later overlaps once one begins after this one's end.
            for (int k = i + 1;
                    k < held.size()
                            && held.get(k)
                                    .session()
                                    .startsAt()
                                    .isBefore(one.session().endsAt());
                    k++) {
                between(one, held.get(k), chairs, zone, found);
            }
        }
        return found;
    }

    private void between(DraftRow one, DraftRow other, List<Term> chairs, ZoneId zone, List<Conflict> found) {
        List<SessionId> both = List.of(one.id(), other.id());
        if (one.room() != null
                && other.room() != null
                && one.room().id().equals(other.room().id())) {
            found.add(new Conflict(
                    Conflict.Kind.ROOM, both, one.room().name() + " is taken twice: " + pair(one, other, zone)));
        }
        Map<GroupId, String> groups = codes(one);
        Map<GroupId, String> others = codes(other);
        Set<GroupId> shared = new HashSet<>(groups.keySet());
        shared.retainAll(others.keySet());
        for (GroupId group : shared) {
            found.add(new Conflict(
                    Conflict.Kind.GROUP,
                    both,
                    groups.get(group) + " is in two places at once: " + pair(one, other, zone)));
        }
        Set<UUID> told = new HashSet<>();
        for (Term here : chairs) {
            for (Term there : chairs) {
                if (here.person().equals(there.person())
                        && groups.containsKey(here.group())
                        && others.containsKey(there.group())
                        && !shared.contains(here.group())
                        && !shared.contains(there.group())
                        && here.holdsAt(one.session().startsAt())
                        && there.holdsAt(other.session().startsAt())
                        && told.add(here.person())) {
                    found.add(new Conflict(
                            Conflict.Kind.CHAIR,
                            both,
                            "%s chairs both %s and %s: %s"
                                    .formatted(
                                            here.name(),
                                            groups.get(here.group()),
                                            others.get(there.group()),
                                            pair(one, other, zone))));
                }
            }
        }
    }

    private Optional<Conflict> tooSmall(DraftRow row, Map<SessionId, Integer> expected) {
        SessionView.VenueRoomRef room = row.room();
        Integer coming = expected.get(row.id());
        if (room == null || room.capacity() == null || coming == null || coming <= room.capacity()) {
            return Optional.empty();
        }
        return Optional.of(new Conflict(
                Conflict.Kind.CAPACITY,
                List.of(row.id()),
                "%s has %,d %s, and %,d people are expected in person at %s."
                        .formatted(
                                room.name(),
                                room.capacity(),
                                room.capacity() == 1 ? "seat" : "seats",
                                coming,
                                quoted(row))));
    }

    private String pair(DraftRow one, DraftRow other, ZoneId zone) {
        return "%s, %s, and %s, %s, on %s."
                .formatted(
                        quoted(one),
                        hours(one, zone),
                        quoted(other),
                        hours(other, zone),
                        times.day(other.session().startsAt(), zone));
    }

    private String hours(DraftRow row, ZoneId zone) {
        return times.hours(row.session().startsAt(), row.session().endsAt(), zone);
    }

    private static String quoted(DraftRow row) {
        return "“" + row.session().title() + "”";
    }

    private static Map<GroupId, String> codes(DraftRow row) {
        return row.groups().stream()
                .collect(Collectors.toMap(GroupRef::id, GroupRef::code, (a, b) -> a, LinkedHashMap::new));
    }

    private record Term(
            GroupId group,
            UUID person,
            String name,
            Instant since,
            @Nullable Instant until) {

        boolean holdsAt(Instant at) {
            return !since.isAfter(at) && (until == null || until.isAfter(at));
        }
    }

    private List<Term> chairs(List<DraftRow> held) {
        UUID[] groups = held.stream()
                .flatMap(row -> row.session().groups().stream())
                .map(GroupId::value)
                .distinct()
                .toArray(UUID[]::new);
        return jdbc.sql(CHAIRS)
                .param("groups", groups)
                .query((row, n) -> {
                    Timestamp until = row.getTimestamp("until");
                    return new Term(
                            new GroupId(row.getObject("group_id", UUID.class)),
                            row.getObject("person_id", UUID.class),
                            row.getString("name"),
                            row.getTimestamp("since").toInstant(),
                            until == null ? null : until.toInstant());
                })
                .list();
    }

    private Map<SessionId, Integer> expected(TimetableDraft draft, List<DraftRow> held) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (DraftRow row : held) {
            boolean seated = row.room() != null
                    && row.room().capacity() != null
                    && row.session().kind() != SessionKind.BREAK
                    && row.session().mode() != EventFormat.REMOTE;
            if (seated) {
                Map<String, @Nullable Object> asked = new HashMap<>();
                asked.put("id", row.id().toString());
                asked.put(
                        "group_ids",
                        row.session().groups().stream().map(GroupId::toString).toList());
                asked.put(
                        "part_id",
                        row.session().part() == null
                                ? null
                                : row.session().part().toString());
                rows.add(asked);
            }
        }
        Map<SessionId, Integer> expected = new HashMap<>();
        jdbc.sql(EXPECTED)
                .param("event", draft.event().id().value())
                .param("rows", json.writeValueAsString(rows))
                .query(row -> {
                    expected.put(new SessionId(row.getObject("id", UUID.class)), row.getInt("expected"));
                });
        return expected;
    }
}
