package org.rostrum.discussions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.discussions.RoomRules.Mute;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the chair lets people write in a room: everybody, with a wait between two messages, or the officers alone; and
 * who may not for a while. The chair writes whatever they set, the secretary also in a room that is read only.
 */
@Service
public class Moderation {

    public static final int SHORTEST_WAIT = 5;
    public static final int LONGEST_WAIT = 3600;

    /** Longer than a meeting's week is no moderation of a room any more. */
    public static final Duration LONGEST_MUTE = Duration.ofDays(7);

    private static final int LONGEST_REASON = 500;

    private static final String MODERATED = "room.moderated";

    /** Two primary keys of tables that are nearly empty: whoever writes asks this. */
    private static final String RULES = """
            select coalesce(r.read_only, false) as read_only, r.slow_seconds, r.at, b.name as by,
                   u.until, u.reason, c.name as muted_by
              from unnest(:people) with ordinality as asked (person, n)
              left join room_moderation r on r.room_id = :room
              left join person b on b.id = r.by
              left join room_mute u on u.room_id = :room and u.person_id = asked.person and u.until > now()
              left join person c on c.id = u.by
             order by asked.n""";

    private final Meetings meetings;
    private final Viewers viewers;
    private final RoomLog log;
    private final Times times;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Moderation(
            Meetings meetings,
            Viewers viewers,
            RoomLog log,
            Times times,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.meetings = meetings;
        this.viewers = viewers;
        this.log = log;
        this.times = times;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    // --- On which terms somebody writes -----------------------------------------------------------------------------

    /** The rules of a meeting's room, and whether the asker is muted in it; one statement. */
    public RoomRules of(MeetingView meeting, Viewer viewer) {
        return of(meeting.room(), List.of(viewer)).getFirst();
    }

    private List<RoomRules> of(RoomId room, List<Viewer> viewers) {
        return jdbc.sql(RULES)
                .param("room", room.value())
                .param(
                        "people",
                        viewers.stream()
                                .map(viewer -> viewer.person() == null
                                        ? null
                                        : viewer.person().value())
                                .toArray(UUID[]::new))
                .query((row, n) -> rules(row))
                .list();
    }

    private static RoomRules rules(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("at");
        Timestamp until = row.getTimestamp("until");
        return new RoomRules(
                row.getBoolean("read_only"),
                row.getObject("slow_seconds", Integer.class),
                row.getString("by"),
                at == null ? null : at.toInstant(),
                until == null ? null : new Mute(until.toInstant(), row.getString("reason"), row.getString("muted_by")));
    }

    /**
     * On which terms somebody writes.
     *
     * @param refusal why not; null where they may
     * @param slow how long they wait between two messages; null for no wait
     */
    record Terms(@Nullable String refusal, @Nullable Duration slow) {

        /** @throws Refusal where they may not write at all */
        void require() {
            if (refusal != null) {
                throw Refusal.forbidden(refusal);
            }
        }
    }

    /** The same for each of several, in their order; one statement. */
    List<Terms> terms(MeetingView meeting, List<Viewer> viewers) {
        List<RoomRules> rules = of(meeting.room(), viewers);
        return IntStream.range(0, viewers.size())
                .mapToObj(i -> terms(meeting, viewers.get(i), rules.get(i)))
                .toList();
    }

    Terms terms(MeetingView meeting, Viewer viewer) {
        return terms(meeting, viewer, of(meeting, viewer));
    }

    private Terms terms(MeetingView meeting, Viewer viewer, RoomRules rules) {
        boolean chair = viewer.may(Act.RUN_FLOOR, meeting.permissions());
        Mute mute = rules.mute();
        String refusal = null;
        if (mute != null) {
            refusal = "You are muted in this room until " + times.at(mute.until(), meeting.timeZone()) + ", by "
                    + mute.by() + ": " + mute.reason();
        } else if (rules.readOnly() && !chair && !viewer.may(Act.WRITE_MINUTES, meeting.permissions())) {
            refusal = "This room is read only until the chair opens it again. "
                    + rules.by() + " closed it"
                    + (rules.at() == null ? "" : " " + times.at(rules.at(), meeting.timeZone())) + ".";
        }
        Integer wait = rules.slowSeconds();
        return new Terms(refusal, wait == null || chair ? null : Duration.ofSeconds(wait));
    }

    /**
     * Takes somebody's turn to write in a room in slow mode, with the message that the caller's transaction writes. A turn
     * that is yet to come was taken before the clock went back: nobody waits for it.
     *
     * @throws SlowDown where the last one was not long enough ago; the transaction goes on, with the others' messages
     */
    void takeTurn(RoomId room, PersonId person, Duration slow) {
        int taken = jdbc.sql("""
                        insert into room_turn as known (room_id, person_id, at) values (:room, :person, clock_timestamp())
                        on conflict (room_id, person_id) do update set at = excluded.at
                         where known.at <= excluded.at - make_interval(secs => :slow) or known.at > excluded.at""")
                .param("room", room.value())
                .param("person", person.value())
                .param("slow", slow.toSeconds())
                .update();
        if (taken == 0) {
            Double seconds = jdbc.sql("""
                            select extract(epoch from at + make_interval(secs => :slow) - clock_timestamp())::float8
                              from room_turn where room_id = :room and person_id = :person""")
                    .param("room", room.value())
                    .param("person", person.value())
                    .param("slow", slow.toSeconds())
                    .query(Double.class)
                    .single();
            throw SlowDown.slowMode(slow, Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))));
        }
    }

    // --- The chair's rules ------------------------------------------------------------------------------------------

    /**
     * Sets the rules of a room; the same again change nothing.
     *
     * @param slowSeconds null for no wait
     */
    @Transactional
    public RoomRules set(Viewer viewer, RoomId room, boolean readOnly, @Nullable Integer slowSeconds) {
        MeetingView meeting = requireChair(viewer, room);
        if (slowSeconds != null && (slowSeconds < SHORTEST_WAIT || slowSeconds > LONGEST_WAIT)) {
            throw Refusal.invalid("slowSeconds", "The wait between two messages is 5 to 3,600 seconds.");
        }
        log.lock(room);
        RoomRules before = of(meeting, viewer);
        if (before.readOnly() == readOnly && Objects.equals(before.slowSeconds(), slowSeconds)) {
            return before;
        }
        jdbc.sql("""
                        insert into room_moderation (room_id, read_only, slow_seconds, by, at)
                        values (:room, :readOnly, :slow, :by, now())
                        on conflict (room_id) do update
                        set read_only = excluded.read_only, slow_seconds = excluded.slow_seconds, by = excluded.by,
                            at = excluded.at""")
                .param("room", room.value())
                .param("readOnly", readOnly)
                .param("slow", slowSeconds)
                .param("by", viewer.requirePerson().value())
                .update();
        if (slowSeconds == null) {
            jdbc.sql("delete from room_turn where room_id = :room")
                    .param("room", room.value())
                    .update();
        }
        log.append(room, MODERATED, Author.of(viewer), said(readOnly, slowSeconds), null);
        publish(viewer, meeting, MODERATED, said(before.readOnly(), before.slowSeconds()), said(readOnly, slowSeconds));
        return of(meeting, viewer);
    }

    private static Map<String, @Nullable Object> said(boolean readOnly, @Nullable Integer slowSeconds) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("readOnly", readOnly);
        said.put("slowSeconds", slowSeconds);
        return said;
    }

    /** Somebody who is muted in a room, for its chair. */
    public record Muted(PersonId person, String name, Instant until, String reason, String by) {}

    /** Who is muted in a meeting's room now, for whoever runs it. */
    public List<Muted> muted(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.RUN_FLOOR, meeting.permissions());
        return jdbc.sql("""
                        select u.person_id, p.name, u.until, u.reason, b.name as by
                          from room_mute u join person p on p.id = u.person_id join person b on b.id = u.by
                         where u.room_id = :room and u.until > now() order by p.name, u.person_id""")
                .param("room", meeting.room().value())
                .query((row, n) -> new Muted(
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getString("name"),
                        row.getTimestamp("until").toInstant(),
                        row.getString("reason"),
                        row.getString("by")))
                .list();
    }

    /** Somebody who wrote in a room. */
    public record Writer(
            PersonId person, String name, @Nullable String organization) {}

    /** Who wrote in a room lately, for whoever runs it: whom else would one mute? */
    public List<Writer> writers(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.RUN_FLOOR, meeting.permissions());
        return jdbc.sql("""
                        select distinct on (author_name, author_id) author_id, author_name, author_organization
                          from (select author_id, author_name, author_organization, seq from message
                                 where room_id = :room order by seq desc limit 1000) latest
                         order by author_name, author_id, seq desc""")
                .param("room", meeting.room().value())
                .query((row, n) -> new Writer(
                        new PersonId(row.getObject("author_id", UUID.class)),
                        row.getString("author_name"),
                        row.getString("author_organization")))
                .list();
    }

    /** Somebody may not write in a room until then; who is muted already, until then instead. */
    @Transactional
    public void mute(Viewer viewer, RoomId room, PersonId person, Instant until, String reason) {
        MeetingView meeting = requireChair(viewer, room);
        Instant now = clock.instant();
        Instant end = until.truncatedTo(ChronoUnit.SECONDS);
        String why = Typed.line("reason", "reason", reason, LONGEST_REASON);
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_MUTE))) {
            throw Refusal.invalid("until", "Mute somebody for a while: until later, and at most for seven days.");
        }
        requireMutable(meeting, person);
        log.lock(room);
        Map<String, Object> before = muteOf(room, person);
        Map<String, Object> after = muted(person, end, why);
        if (after.equals(before)) {
            return;
        }
        jdbc.sql("""
                        insert into room_mute (room_id, person_id, until, reason, by, at)
                        values (:room, :person, :until, :reason, :by, now())
                        on conflict (room_id, person_id) do update
                        set until = excluded.until, reason = excluded.reason, by = excluded.by, at = excluded.at""")
                .param("room", room.value())
                .param("person", person.value())
                .param("until", Timestamp.from(end))
                .param("reason", why)
                .param("by", viewer.requirePerson().value())
                .update();
        publish(viewer, meeting, "room.muted", before.isEmpty() ? null : before, after);
    }

    private void requireMutable(MeetingView meeting, PersonId person) {
        Place place = meeting.permissions();
        Viewer muted = viewers.person(person, EnumSet.allOf(Scope.class))
                .filter(somebody -> somebody.may(Act.DISCUSS, place))
                .orElseThrow(() -> Refusal.invalid("person", "Choose somebody who may write in this room."));
        if (muted.may(Act.RUN_FLOOR, place) || muted.may(Act.WRITE_MINUTES, place)) {
            throw Refusal.invalid("person", muted.name() + " is an officer of the group, and cannot be muted.");
        }
    }

    /** Somebody may write again before their time is over. */
    @Transactional
    public void unmute(Viewer viewer, RoomId room, PersonId person) {
        MeetingView meeting = requireChair(viewer, room);
        log.lock(room);
        Map<String, Object> before = muteOf(room, person);
        if (before.isEmpty()) {
            return;
        }
        jdbc.sql("delete from room_mute where room_id = :room and person_id = :person")
                .param("room", room.value())
                .param("person", person.value())
                .update();
        publish(viewer, meeting, "room.unmuted", before, null);
    }

    private Map<String, Object> muteOf(RoomId room, PersonId person) {
        return jdbc.sql("""
                        select until, reason from room_mute
                         where room_id = :room and person_id = :person and until > now()""")
                .param("room", room.value())
                .param("person", person.value())
                .query((row, n) -> muted(person, row.getTimestamp("until").toInstant(), row.getString("reason")))
                .optional()
                .orElse(Map.of());
    }

    private static Map<String, Object> muted(PersonId person, Instant until, String reason) {
        return Map.of("person", person, "until", until, "reason", reason);
    }

    private MeetingView requireChair(Viewer viewer, RoomId room) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.RUN_FLOOR, meeting.permissions());
        return meeting;
    }

    private void publish(
            Viewer viewer, MeetingView meeting, String action, @Nullable Object before, @Nullable Object after) {
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(), action, "meeting", meeting.id().toString(), before, after));
    }
}
