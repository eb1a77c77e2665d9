package org.rostrum.agendas;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
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
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Place;
import org.rostrum.contributions.Placements;
import org.rostrum.contributions.Replacement;
import org.rostrum.contributions.Replacement.Moved;
import org.rostrum.contributions.Spot;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which contribution is treated under which item, for a meeting's officers and staff. Each change is one transaction
 * under the agenda's lock, so that of two officers who move the same contribution the second moves it from where the
 * first put it; the room hears of it, the audit log keeps it, and whoever made it can undo it for ten minutes.
 */
@Service
public class Allocations {

    /** How long a change can be undone by whoever made it. */
    public static final Duration UNDOABLE = Duration.ofMinutes(10);

    /** The most contributions at once. */
    public static final int LARGEST = 2_000;

    /** How many contributions an event and an audit entry name; of more they say how many. */
    private static final int NAMED = 100;

    private final AgendaRepository agendas;
    private final AllocationItems items;
    private final Placements placements;
    private final Contributions contributions;
    private final Meetings meetings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Allocations(
            AgendaRepository agendas,
            AllocationItems items,
            Placements placements,
            Contributions contributions,
            Meetings meetings,
            RoomLog log,
            JdbcClient jdbc,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.agendas = agendas;
        this.items = items;
        this.placements = placements;
        this.contributions = contributions;
        this.meetings = meetings;
        this.log = log;
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Puts contributions on an item of the draft or of the published agenda.
     *
     * @param intent the client's key: sent again, it answers with what was done the first time; null for none
     */
    @Transactional
    public Allocated allocate(
            MeetingId id,
            Viewer viewer,
            Collection<ContributionId> which,
            AgendaItemId item,
            Spot spot,
            @Nullable String intent) {
        return change(id, viewer, intent, some(which), work -> {
            AllocationItem target = work.requireOpen(item);
            return new Said(
                    placements.place(work.meeting(), item.value(), which, spot, work.by()),
                    done -> done.elsewhere().isEmpty()
                            ? "Order of " + target.inWords() + " changed"
                            : counted(done.elsewhere(), "placed on " + target.inWords()));
        });
    }

    /** Takes contributions off the agenda; they are unallocated again. */
    @Transactional
    public Allocated release(MeetingId id, Viewer viewer, Collection<ContributionId> which, @Nullable String intent) {
        return change(
                id,
                viewer,
                intent,
                some(which),
                work -> new Said(
                        placements.release(work.meeting(), which, work.by()),
                        done -> counted(done.elsewhere(), "back among the unallocated")));
    }

    /** Puts contributions where their authors propose. */
    @Transactional
    public Allocated accept(MeetingId id, Viewer viewer, Collection<ContributionId> which, @Nullable String intent) {
        return accept(id, viewer, intent, some(which));
    }

    /** Puts all that are unallocated where their authors propose, where that is on the agenda. */
    @Transactional
    public Allocated acceptAll(MeetingId id, Viewer viewer, @Nullable String intent) {
        return accept(id, viewer, intent, null);
    }

    private Allocated accept(
            MeetingId id, Viewer viewer, @Nullable String intent, @Nullable Collection<ContributionId> which) {
        return change(
                id,
                viewer,
                intent,
                which,
                work -> new Said(
                        placements.accept(work.meeting(), which, work.open(), work.by()),
                        done -> counted(done.elsewhere(), "placed where the authors propose")));
    }

    /** One place up or down within the item; a group moves as one where it is left. */
    @Transactional
    public Allocated step(MeetingId id, Viewer viewer, ContributionId which, boolean up, @Nullable String intent) {
        return change(
                id,
                viewer,
                intent,
                List.of(which),
                work -> new Said(
                        placements.step(work.meeting(), which, up, work.by()), done -> up ? "Moved up" : "Moved down"));
    }

    /** Makes a group of contributions on one item, which the room handles together. */
    @Transactional
    public Allocated together(
            MeetingId id, Viewer viewer, Collection<ContributionId> which, String name, @Nullable String intent) {
        return change(
                id,
                viewer,
                intent,
                some(which),
                work -> new Said(
                        placements.together(work.meeting(), which, name, work.by()),
                        done -> "Handled together: " + name.strip()));
    }

    @Transactional
    public Allocated join(
            MeetingId id, Viewer viewer, UUID block, Collection<ContributionId> which, @Nullable String intent) {
        return change(
                id,
                viewer,
                intent,
                some(which),
                work -> new Said(
                        placements.join(work.meeting(), block, which, work.by()),
                        done -> counted(done.moved(), "handled together with the others")));
    }

    /** Takes contributions out of their groups; they stay on their items. */
    @Transactional
    public Allocated apart(MeetingId id, Viewer viewer, Collection<ContributionId> which, @Nullable String intent) {
        return change(
                id,
                viewer,
                intent,
                some(which),
                work -> new Said(
                        placements.apart(work.meeting(), which, work.by()),
                        done -> which.size() == 1 ? "Taken out of its group" : "Taken out of their groups"));
    }

    @Transactional
    public Allocated rename(MeetingId id, Viewer viewer, UUID block, String name) {
        return change(
                id,
                viewer,
                null,
                null,
                work -> new Said(
                        placements.rename(work.meeting(), block, name),
                        done -> "The group is called “" + name.strip() + "” now"));
    }

    /** Ends a group; its contributions stay in their order. */
    @Transactional
    public Allocated dissolve(MeetingId id, Viewer viewer, UUID block) {
        return change(
                id,
                viewer,
                null,
                null,
                work -> new Said(placements.dissolve(work.meeting(), block, work.by()), done -> "Group dissolved"));
    }

    /**
     * Takes back what the viewer did less than ten minutes ago. Undoing twice is undoing once.
     *
     * @throws Refusal where it is too late, or somebody has changed since what it did
     */
    @Transactional
    public Allocated undo(MeetingId id, Viewer viewer, UUID change) {
        Work work = begin(id, viewer);
        Done done = done("id = :key and done_by = :by", id, work.by(), change)
                .orElseThrow(() -> new NotFound("change to undo"));
        String said = "Undone: " + done.said();
        if (done.undone()) {
            return new Allocated(null, said, Replacement.NONE, List.of());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (done.at().plus(UNDOABLE).isBefore(now)) {
            throw Refusal.conflict("This was more than ten minutes ago, so it cannot be undone any more.");
        }
        Replacement undone = placements.undo(work.meeting(), done.change(), work.open(), work.by());
        jdbc.sql("update allocation_change set undone_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", change)
                .update();
        tell(work, undone, viewer, "agenda.allocation-undone");
        return new Allocated(null, said, undone, ids(undone));
    }

    /** Everything that can be allocated and where it is. The same few statements, however much there is. */
    public AllocationBoard board(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        return AllocationBoard.of(items.of(meeting.id()), contributions.placed(meeting));
    }

    /** @param seq how far its log has come */
    public record DraftRoom(RoomId room, long seq) {}

    /** Where a board hears that the draft's items are others now; empty before the draft was first edited. */
    public Optional<DraftRoom> draftRoom(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        return jdbc.sql("""
                        select r.id, r.last_seq from agenda a join room r on r.id = a.draft_room_id
                         where a.meeting_id = :meeting""")
                .param("meeting", meeting.id().value())
                .query((row, n) -> new DraftRoom(new RoomId(row.getObject("id", UUID.class)), row.getLong("last_seq")))
                .optional();
    }

    /** What the draft, once published, would send back to the unallocated. */
    public int goingBack(MeetingView meeting) {
        return jdbc.sql("""
                        select count(*) from contribution c
                         where c.meeting_id = :meeting and c.agenda_item_id is not null and c.state <> 'WITHDRAWN'
                           and not exists (select 1 from agenda_draft_item d
                                            where d.meeting_id = c.meeting_id and d.item_id = c.agenda_item_id
                                              and d.kind = 'NORMAL')""")
                .param("meeting", meeting.id().value())
                .query(Integer.class)
                .single();
    }

    /** Submitted, and on no item; agendas are on none. */
    public int unallocated(MeetingView meeting) {
        return jdbc.sql("""
                        select count(*) from contribution
                         where meeting_id = :meeting and state = 'SUBMITTED' and type <> 'AGD'""")
                .param("meeting", meeting.id().value())
                .query(Integer.class)
                .single();
    }

    /** How many contributions each item of draft and published agenda has; an item that has none is not named. */
    public Map<AgendaItemId, Integer> counts(MeetingView meeting) {
        Map<AgendaItemId, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        select agenda_item_id, count(*) as n from contribution
                         where meeting_id = :meeting and agenda_item_id is not null and state <> 'WITHDRAWN'
                         group by agenda_item_id""").param("meeting", meeting.id().value()).query(row -> {
            counts.put(new AgendaItemId(row.getObject("agenda_item_id", UUID.class)), row.getInt("n"));
        });
        return counts;
    }

    /**
     * Sends back to the unallocated what is on no item of business of the version that has just been published. In its
     * transaction, and before the room hears of it: whoever uploads locks a contribution first and the room after it.
     *
     * @return how many
     */
    int releaseRemoved(MeetingView meeting, Viewer viewer, Collection<UUID> business) {
        Replacement done = placements.releaseOutside(meeting, business, viewer.requirePerson());
        if (!done.nothing()) {
            tell(new Work(meeting, viewer.requirePerson(), items.of(meeting.id())), done, viewer, "agenda.allocated");
        }
        return done.elsewhere().size();
    }

    /** @param words what to say of what was done */
    private record Said(Replacement done, Function<Replacement, String> words) {}

    /** What is being changed, under the agenda's lock. */
    private record Work(MeetingView meeting, PersonId by, List<AllocationItem> items) {

        Set<UUID> open() {
            return items.stream()
                    .filter(AllocationItem::open)
                    .map(item -> item.id().value())
                    .collect(Collectors.toSet());
        }

        AllocationItem requireOpen(AgendaItemId id) {
            return items.stream()
                    .filter(item -> item.id().equals(id))
                    .findFirst()
                    .filter(item -> {
                        if (!item.open()) {
                            throw Refusal.invalid(
                                    "item",
                                    item.kind() == ItemKind.BREAK
                                            ? "This is a break; contributions are treated under items."
                                            : "This item is internal to the officers; members could not find their"
                                                    + " contributions there.");
                        }
                        return true;
                    })
                    .orElseThrow(() -> Refusal.invalid("item", "There is no such item on this meeting's agenda."));
        }
    }

    private Work begin(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        agendas.ensure(id.value());
        jdbc.sql("select draft_revision from agenda where meeting_id = :meeting for update")
                .param("meeting", id.value())
                .query(Integer.class)
                .single();
        return new Work(meeting, viewer.requirePerson(), items.of(id));
    }

    private Allocated change(
            MeetingId id,
            Viewer viewer,
            @Nullable String intent,
            @Nullable Collection<ContributionId> which,
            Function<Work, Said> verb) {
        if (intent != null && (intent.isBlank() || intent.length() > AgendaPublications.MAX_INTENT)) {
            throw Refusal.invalid("intent", "This key is empty or longer than 200 characters.");
        }
        if (which != null && which.size() > LARGEST) {
            throw Refusal.invalid("contributions", "At most 2,000 contributions can be moved at once.");
        }
        Work work = begin(id, viewer);
        Optional<Done> before =
                intent == null ? Optional.empty() : done("intent = :key and done_by = :by", id, work.by(), intent);
        if (before.isPresent()) {
            Done done = before.get();
            return new Allocated(done.id(), done.said(), done.change(), ids(done.change()));
        }
        Said said = verb.apply(work);
        Replacement done = said.done();
        if (done.nothing()) {
            return new Allocated(null, "Nothing changed: it was so already.", done, List.of());
        }
        String words = said.words().apply(done);
        UUID change = record(work, done, words, intent);
        tell(work, done, viewer, "agenda.allocated");
        return new Allocated(change, words, done, ids(done));
    }

    private static List<AgendaItemId> ids(Replacement done) {
        return done.items().stream().map(AgendaItemId::new).toList();
    }

    private static Collection<ContributionId> some(Collection<ContributionId> which) {
        if (which.isEmpty()) {
            throw Refusal.invalid("contributions", "Choose at least one contribution.");
        }
        return which;
    }

    private static String counted(List<Moved> moved, String what) {
        return moved.size() == 1
                ? moved.getFirst().number() + " " + what
                : "%,d contributions %s".formatted(moved.size(), what);
    }

    private record Done(UUID id, String said, Replacement change, Instant at, boolean undone) {}

    private Optional<Done> done(String which, MeetingId meeting, PersonId by, Object key) {
        return jdbc.sql(
                        "select id, said, change, done_at, undone_at from allocation_change where meeting_id = :meeting and "
                                + which)
                .param("meeting", meeting.value())
                .param("by", by.value())
                .param("key", key)
                .query((row, n) -> new Done(
                        row.getObject("id", UUID.class),
                        row.getString("said"),
                        json.readValue(row.getString("change"), Replacement.class),
                        row.getTimestamp("done_at").toInstant(),
                        row.getTimestamp("undone_at") != null))
                .optional();
    }

    /** What is a day old can neither be undone nor sent again by a browser that lost the answer. */
    private UUID record(Work work, Replacement done, String words, @Nullable String intent) {
        UUID id = NewId.next();
        Timestamp now = Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
        jdbc.sql("""
                        with old as (
                          delete from allocation_change
                           where meeting_id = :meeting and done_at < :now::timestamptz - interval '1 day')
                        insert into allocation_change (id, meeting_id, said, change, done_by, done_at, intent)
                        values (:id, :meeting, :said, :change::jsonb, :by, :now, :intent)""")
                .param("meeting", work.meeting().id().value())
                .param("now", now)
                .param("id", id)
                .param("said", words)
                .param("change", json.writeValueAsString(done))
                .param("by", work.by().value())
                .param("intent", intent)
                .update();
        return id;
    }

    /** Members hear the numbers of published items only; of others, that there is a place they cannot see yet. */
    private void tell(Work work, Replacement done, Viewer viewer, String act) {
        Map<UUID, AllocationItem> known =
                work.items().stream().collect(Collectors.toMap(item -> item.id().value(), Function.identity()));
        List<Moved> elsewhere = done.elsewhere();
        List<Map<String, @Nullable Object>> named = new ArrayList<>();
        for (Moved moved : elsewhere.subList(0, Math.min(NAMED, elsewhere.size()))) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            AllocationItem item = item(known, moved.after());
            one.put("id", moved.contribution());
            one.put("number", moved.number());
            one.put("item", moved.after() == null ? null : moved.after().item());
            one.put("itemNumber", item == null ? null : item.published());
            named.add(one);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("items", done.items());
        data.put("count", elsewhere.size());
        data.put("contributions", named);
        log.append(work.meeting().room(), "agenda.allocated", Author.of(viewer), data, null);
        events.publishEvent(new PrivilegedAct(
                work.by().value(),
                act,
                "meeting",
                work.meeting().id().toString(),
                facts(done, known, Moved::before, Replacement.Renamed::before),
                facts(done, known, Moved::after, Replacement.Renamed::after)));
    }

    private static @Nullable AllocationItem item(Map<UUID, AllocationItem> known, @Nullable Place place) {
        return place == null ? null : known.get(place.item());
    }

    private static Map<String, Object> facts(
            Replacement done,
            Map<UUID, AllocationItem> known,
            Function<Moved, @Nullable Place> side,
            Function<Replacement.Renamed, @Nullable String> name) {
        Map<String, String> places = new LinkedHashMap<>();
        for (Moved moved : done.moved()) {
            if (places.size() == NAMED) {
                break;
            }
            Place place = side.apply(moved);
            AllocationItem item = item(known, place);
            places.put(
                    moved.number(),
                    place == null
                            ? "unallocated"
                            : (item == null ? "an item that is gone" : item.inWords()) + ", place "
                                    + (place.position() + 1));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("count", done.moved().size());
        facts.put("places", places);
        List<String> groups = done.blocks().stream()
                .map(name)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (!groups.isEmpty()) {
            facts.put("groups", groups);
        }
        return facts;
    }
}
