package org.rostrum.agendas;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaProgress.Item;
import org.rostrum.agendas.AgendaProgress.Move;
import org.rostrum.agendas.AgendaProgress.Slip;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The run of an agenda in the room: what is discussed now, moved on by the chair and seen by everybody. Each move says
 * what the chair was looking at, so that a double click, or two officers at once, move the room once.
 */
@Service
public class AgendaRun {

    /** How long a slip may be taken back. */
    static final Duration SLIP = Duration.ofMinutes(5);

    /** A room may sit on after its meeting's hours. A chair who forgot to close the last item does not discuss for ever. */
    static final Duration OVERTIME = Duration.ofHours(12);

    private static final String ITEMS = """
            select i.item_id, i.number, i.kind, i.depth, i.title, i.presenter, i.minutes
              from agenda a
              join agenda_published_item i on i.meeting_id = a.meeting_id and i.version = a.version
             where a.meeting_id = :meeting and i.kind <> 'INTERNAL'
             order by i.position""";

    private static final String STAYS = """
            select meeting_id, id, item_id, started_at, ended_at from agenda_stay
             where meeting_id in (:meetings) order by meeting_id, started_at, id""";

    private static final String NOW = """
            select s.id as stay, s.item_id, i.number, i.kind, i.title, i.presenter, i.minutes, s.started_at
              from agenda_stay s
              join meeting m on m.id = s.meeting_id and m.ends_at > :since
              join agenda a on a.meeting_id = s.meeting_id
              join agenda_published_item i on i.meeting_id = s.meeting_id and i.version = a.version
                                          and i.item_id = s.item_id
             where s.meeting_id = :meeting and s.ended_at is null""";

    private final AgendaRepository agendas;
    private final AgendaStayRepository stays;
    private final Meetings meetings;
    private final RoomLog log;
    private final Times times;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AgendaRun(
            AgendaRepository agendas,
            AgendaStayRepository stays,
            Meetings meetings,
            RoomLog log,
            Times times,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.agendas = agendas;
        this.stays = stays;
        this.meetings = meetings;
        this.log = log;
        this.times = times;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    // --- Read --------------------------------------------------------------------------------------------------------

    /** What a meeting's room is on, under its number in the agenda in force; one statement. */
    public Optional<NowDiscussing> now(MeetingId meeting) {
        return jdbc.sql(NOW)
                .param("meeting", meeting.value())
                .param("since", Timestamp.from(clock.instant().minus(OVERTIME)))
                .query((row, n) -> new NowDiscussing(
                        new StayId(row.getObject("stay", UUID.class)),
                        new AgendaItemId(row.getObject("item_id", UUID.class)),
                        Objects.requireNonNullElse(row.getString("number"), ""),
                        ItemKind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        row.getString("presenter"),
                        row.getObject("minutes", Integer.class),
                        row.getTimestamp("started_at").toInstant()))
                .optional();
    }

    /** How far the room has come; without items before the agenda is published. */
    public AgendaProgress progress(MeetingView meeting) {
        List<Stay> stays = stays(meeting.id());
        List<Item> items = items(meeting.id(), stays);
        boolean past = meeting.endsAt().plus(OVERTIME).isBefore(clock.instant());
        NowDiscussing now = past || stays.isEmpty() ? null : now(stays.getLast(), items);
        return new AgendaProgress(now, next(items, now), slip(stays, items), items);
    }

    private List<Item> items(MeetingId meeting, List<Stay> stays) {
        Set<AgendaItemId> treated = stays.stream().map(Stay::item).collect(Collectors.toSet());
        return jdbc.sql(ITEMS)
                .param("meeting", meeting.value())
                .query((row, n) -> item(row, treated))
                .list();
    }

    private static Item item(ResultSet row, Set<AgendaItemId> treated) throws SQLException {
        AgendaItemId id = new AgendaItemId(row.getObject("item_id", UUID.class));
        return new Item(
                id,
                Objects.requireNonNullElse(row.getString("number"), ""),
                ItemKind.valueOf(row.getString("kind")),
                row.getInt("depth"),
                row.getString("title"),
                row.getString("presenter"),
                row.getObject("minutes", Integer.class),
                treated.contains(id));
    }

    private static @Nullable NowDiscussing now(Stay last, List<Item> items) {
        return last.endedAt() != null
                ? null
                : items.stream()
                        .filter(item -> item.id().equals(last.item()))
                        .findFirst()
                        .map(item -> new NowDiscussing(
                                last.id(),
                                item.id(),
                                item.number(),
                                item.kind(),
                                item.title(),
                                item.presenter(),
                                item.minutes(),
                                last.startedAt()))
                        .orElse(null);
    }

    /** After what is discussed, or after the last that was: what was passed over on purpose is not come back to by itself. */
    private static @Nullable Item next(List<Item> items, @Nullable NowDiscussing now) {
        int from = -1;
        for (int i = 0; i < items.size(); i++) {
            if (now == null ? items.get(i).treated() : items.get(i).id().equals(now.item())) {
                from = i;
            }
        }
        return items.stream()
                .skip(from + 1L)
                .filter(item -> !item.treated())
                .findFirst()
                .orElse(null);
    }

    private @Nullable Slip slip(List<Stay> all, List<Item> items) {
        if (all.isEmpty()) {
            return null;
        }
        Stay last = all.getLast();
        Stay before = all.size() > 1 ? all.get(all.size() - 2) : null;
        Instant until = last.moved().plus(SLIP);
        if (!until.isAfter(clock.instant())) {
            return null;
        }
        Stay back = last.endedAt() != null
                ? last
                : before != null && last.startedAt().equals(before.endedAt()) ? before : null;
        Map<AgendaItemId, Item> byId = items.stream().collect(Collectors.toMap(Item::id, Function.identity()));
        if (back != null && !byId.containsKey(back.item())) {
            return null;
        }
        return new Slip(
                last.id(),
                last.endedAt() == null ? Move.OPENED : Move.CLOSED,
                back == null
                        ? null
                        : Objects.requireNonNull(byId.get(back.item())).label(),
                until);
    }

    List<Stay> stays(MeetingId meeting) {
        return stays(List.of(meeting.value())).getOrDefault(meeting.value(), List.of());
    }

    Map<UUID, List<Stay>> stays(List<UUID> meetings) {
        Map<UUID, List<Stay>> stays = new HashMap<>();
        jdbc.sql(STAYS).param("meetings", meetings).query(row -> {
            Timestamp ended = row.getTimestamp("ended_at");
            stays.computeIfAbsent(row.getObject("meeting_id", UUID.class), meeting -> new ArrayList<>())
                    .add(new Stay(
                            new StayId(row.getObject("id", UUID.class)),
                            new AgendaItemId(row.getObject("item_id", UUID.class)),
                            row.getTimestamp("started_at").toInstant(),
                            ended == null ? null : ended.toInstant()));
        });
        return stays;
    }

    // --- Moves -------------------------------------------------------------------------------------------------------

    /**
     * The room comes to an item, and leaves the one it is on.
     *
     * @param expected the stay that the chair was looking at; null where the room was on nothing
     * @throws Refusal where the room has moved since, for what is not an item of the agenda in force, and outside the
     *     meeting's days
     */
    @Transactional
    public AgendaProgress open(MeetingId id, Viewer viewer, AgendaItemId item, @Nullable StayId expected) {
        Floor floor = floor(id, viewer);
        floor.requireOn(expected);
        if (floor.items().stream().noneMatch(each -> each.id().equals(item))) {
            throw Refusal.invalid("item", "This is no item of the agenda that members read. Choose one of its items.");
        }
        AgendaStay now = floor.now();
        if (now != null && now.item().equals(item)) {
            return progress(floor.meeting());
        }
        return come(floor, item);
    }

    /** The room goes on to the next item. */
    @Transactional
    public AgendaProgress next(MeetingId id, Viewer viewer, @Nullable StayId expected) {
        Floor floor = floor(id, viewer);
        floor.requireOn(expected);
        Item next = progress(floor.meeting()).next();
        if (next == null) {
            throw Refusal.conflict("No item follows this one. Close it, or choose another.");
        }
        return come(floor, next.id());
    }

    private AgendaProgress come(Floor floor, AgendaItemId item) {
        MeetingView meeting = floor.meeting();
        Instant first = meeting.startsAt()
                .atZone(meeting.timeZone())
                .toLocalDate()
                .atStartOfDay(meeting.timeZone())
                .toInstant();
        if (floor.at().isBefore(first)) {
            throw Refusal.conflict("The meeting begins " + times.at(meeting.startsAt(), meeting.timeZone())
                    + ". Its items are opened from that day on.");
        }
        if (floor.at().isAfter(meeting.endsAt().plus(OVERTIME))) {
            throw Refusal.conflict("The meeting ended " + times.at(meeting.endsAt(), meeting.timeZone())
                    + ". What it was stays on record.");
        }
        AgendaStay left = floor.now();
        if (left != null) {
            left.end(floor.viewer().requirePerson(), floor.at());
            // Hibernate writes what is new first, and two open stays are none.
            stays.flush();
        }
        AgendaStay stay =
                stays.save(AgendaStay.begin(meeting.id(), item, floor.viewer().requirePerson(), floor.at()));
        return moved(floor, "agenda.item-opened", stay, left, false);
    }

    /** The room leaves the item it is on, for none. */
    @Transactional
    public AgendaProgress close(MeetingId id, Viewer viewer, @Nullable StayId expected) {
        Floor floor = floor(id, viewer);
        floor.requireOn(expected);
        AgendaStay now = floor.now();
        if (now == null) {
            throw Refusal.conflict("Nothing is being discussed, so there is nothing to close.");
        }
        now.end(viewer.requirePerson(), floor.at());
        return moved(floor, "agenda.item-closed", null, now, false);
    }

    /**
     * Takes the last move back, as if it had not been made: the item it opened was not treated, the one it left or closed
     * goes on.
     *
     * @param stay that the move opened or closed
     */
    @Transactional
    public AgendaProgress takeBack(MeetingId id, Viewer viewer, StayId stay, Move move) {
        Floor floor = floor(id, viewer);
        AgendaStay last = floor.stays().isEmpty() ? null : floor.stays().getLast();
        if (last == null || !last.stay().equals(stay) || last.open() != (move == Move.OPENED)) {
            throw floor.moved();
        }
        if (!last.lastMoved().plus(SLIP).isAfter(floor.at())) {
            throw Refusal.conflict(
                    "More than five minutes have passed: this is on record now. Open an item again instead.");
        }
        if (move == Move.CLOSED) {
            last.goOn();
            return moved(floor, "agenda.item-opened", last, null, true);
        }
        stays.delete(last);
        stays.flush();
        AgendaStay before =
                floor.stays().size() > 1 ? floor.stays().get(floor.stays().size() - 2) : null;
        if (before == null || !before.endedWith(last)) {
            return moved(floor, "agenda.item-closed", null, last, true);
        }
        before.goOn();
        return moved(floor, "agenda.item-opened", before, last, true);
    }

    private AgendaProgress moved(
            Floor floor, String type, @Nullable AgendaStay on, @Nullable AgendaStay left, boolean takenBack) {
        stays.flush();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        AgendaStay about = Objects.requireNonNull(on == null ? left : on);
        data.put("stay", about.stay());
        data.put("item", about.item());
        data.put("number", floor.number(about));
        data.put("title", floor.title(about));
        if (on != null) {
            data.put("since", on.lastMoved());
            data.put(
                    "left",
                    left == null
                            ? null
                            : Map.of("item", left.item(), "number", floor.number(left), "title", floor.title(left)));
        }
        data.put("takenBack", takenBack);
        log.append(floor.meeting().room(), type, Author.of(floor.viewer()), data, null);
        events.publishEvent(new PrivilegedAct(
                floor.viewer().requirePerson().value(),
                type,
                "meeting",
                floor.meeting().id().toString(),
                left == null ? null : Map.of("discussing", floor.label(left)),
                on == null ? null : Map.of("discussing", floor.label(on))));
        return progress(floor.meeting());
    }

    /** The room as it is under its agenda's lock, for the one who may move it. */
    private Floor floor(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.RUN_FLOOR, meeting.permissions());
        if (meeting.cancelled()) {
            throw Refusal.conflict("The meeting is cancelled: nothing is discussed in it.");
        }
        agendas.ensure(id.value());
        agendas.getByMeetingId(id.value());
        List<AgendaStay> all = stays.findByMeetingIdOrderByStartedAtAscIdAsc(id.value());
        List<Item> items = items(id, List.of());
        // Nodes' clocks differ by a little; the order of the stays does not.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!all.isEmpty() && !all.getLast().lastMoved().isBefore(at)) {
            at = all.getLast().lastMoved().plusMillis(1);
        }
        return new Floor(meeting, viewer, all, items, at, times);
    }

    private record Floor(
            MeetingView meeting, Viewer viewer, List<AgendaStay> stays, List<Item> items, Instant at, Times times) {

        @Nullable AgendaStay now() {
            return stays.isEmpty() || !stays.getLast().open() ? null : stays.getLast();
        }

        void requireOn(@Nullable StayId expected) {
            AgendaStay now = now();
            // What is on no agenda any more is shown to nobody, so nobody can have looked at it.
            if (now != null && item(now).isEmpty()) {
                now = null;
            }
            if (!Objects.equals(expected, now == null ? null : now.stay())) {
                throw moved();
            }
        }

        Refusal moved() {
            AgendaStay now = now();
            return Refusal.conflict(
                    now == null
                            ? "Nothing is being discussed any more: somebody closed the item since you looked. Nothing was"
                                    + " changed by you."
                            : "The room has moved since you looked: it is on " + label(now) + " since "
                                    + times.clock(now.lastMoved(), meeting.timeZone())
                                    + ". Nothing was changed by you.");
        }

        private Optional<Item> item(AgendaStay stay) {
            return items.stream().filter(item -> item.id().equals(stay.item())).findFirst();
        }

        String number(AgendaStay stay) {
            return item(stay).map(Item::number).orElse("");
        }

        String title(AgendaStay stay) {
            return item(stay).map(Item::title).orElse("");
        }

        String label(AgendaStay stay) {
            return NowDiscussing.label(number(stay), title(stay));
        }
    }
}
