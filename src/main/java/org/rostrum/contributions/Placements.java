package org.rostrum.contributions;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.Replacement.Moved;
import org.rostrum.contributions.Replacement.Renamed;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Contributions on the items of an agenda: where, in which order, handled together with what. Called within the
 * transaction of who decides about an agenda, who holds its lock and has asked for the right to; however many are moved,
 * it takes the same few statements.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Placements {

    private static final int LONGEST_NAME = 200;

    private final ContributionRepository repository;
    private final Steps steps;
    private final JdbcClient jdbc;
    private final Clock clock;

    Placements(ContributionRepository repository, Steps steps, JdbcClient jdbc, Clock clock) {
        this.repository = repository;
        this.steps = steps;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Puts contributions on an item. Those that come from another one leave the group they were handled in there. */
    public Replacement place(MeetingView meeting, UUID item, Collection<ContributionId> which, Spot spot, PersonId by) {
        Work work = work(meeting, which, Set.of(item), by);
        ItemOrder order = work.order(item);
        if (spot.before() == null && !spot.last()) {
            order.append(work.named());
        } else {
            order.putBefore(spot.before() == null ? null : work.find(spot.before()), work.named());
        }
        work.write(item, order);
        return work.done();
    }

    /** Takes contributions off the agenda. */
    public Replacement release(MeetingView meeting, Collection<ContributionId> which, PersonId by) {
        Work work = work(meeting, which, Set.of(), by);
        work.named().forEach(Contribution::release);
        return work.done();
    }

    /** Takes off the agenda whatever is on other items than these. */
    public Replacement releaseOutside(MeetingView meeting, Collection<UUID> items, PersonId by) {
        Work work = new Work(
                meeting,
                repository.lockedOutside(meeting.id().value(), items.isEmpty() ? Set.of(NewId.next()) : items),
                by);
        work.all.values().forEach(Contribution::release);
        return work.done();
    }

    /**
     * Puts contributions where their authors propose, in the order of their numbers.
     *
     * @param which null for all that are submitted and have no place
     * @param open the items that take contributions; a proposal for another one stays one
     */
    public Replacement accept(
            MeetingView meeting, @Nullable Collection<ContributionId> which, Set<UUID> open, PersonId by) {
        Set<UUID> items = new LinkedHashSet<>();
        List<ContributionId> accepted = new ArrayList<>();
        List<Contribution> candidates =
                which == null ? repository.lockedProposed(meeting.id().value(), open) : named(meeting, which);
        for (Contribution one : candidates) {
            UUID proposed = one.proposedItem();
            if (proposed != null && open.contains(proposed)) {
                items.add(proposed);
                accepted.add(one.id());
            } else if (which != null) {
                throw Refusal.invalid(
                        "contributions",
                        proposed == null
                                ? "The author of “" + one.title() + "” proposed no place."
                                : "The place that the author of “" + one.title()
                                        + "” proposed is not on the agenda any more.");
            }
        }
        Work work = work(meeting, accepted, items, by);
        for (UUID item : items) {
            ItemOrder order = work.order(item);
            order.append(work.named().stream()
                    .filter(one -> item.equals(one.proposedItem()))
                    .toList());
            work.write(item, order);
        }
        return work.done();
    }

    private List<Contribution> named(MeetingView meeting, Collection<ContributionId> which) {
        return List.copyOf(work(meeting, which, Set.of(), null).named());
    }

    /** One place up or down within its item. */
    public Replacement step(MeetingView meeting, ContributionId which, boolean up, PersonId by) {
        UUID item = onItem(work(meeting, List.of(which), Set.of(), by).named());
        Work work = work(meeting, List.of(which), Set.of(item), by);
        ItemOrder order = work.order(item);
        order.step(work.find(which), up);
        work.write(item, order);
        return work.done();
    }

    /** Makes a group that the room handles together, of contributions on one item. */
    public Replacement together(MeetingView meeting, Collection<ContributionId> which, String name, PersonId by) {
        if (new LinkedHashSet<>(which).size() < 2) {
            throw Refusal.invalid("contributions", "Choose at least two contributions to handle together.");
        }
        UUID item = onItem(work(meeting, which, Set.of(), by).named());
        String tidied = free(item, name, null);
        UUID block = NewId.next();
        jdbc.sql("insert into agenda_block (id, meeting_id, item_id, name) values (:id, :meeting, :item, :name)")
                .param("id", block)
                .param("meeting", meeting.id().value())
                .param("item", item)
                .param("name", tidied)
                .update();
        Work work = work(meeting, which, Set.of(item), by);
        work.blocks.add(new Renamed(block, item, null, tidied));
        ItemOrder order = work.order(item);
        order.gather(block, work.named());
        work.write(item, order);
        return work.done();
    }

    /** Adds to a group; what is not on its item yet comes there. */
    public Replacement join(MeetingView meeting, UUID block, Collection<ContributionId> which, PersonId by) {
        UUID item = requireBlock(meeting, block).item();
        Work work = work(meeting, which, Set.of(item), by);
        ItemOrder order = work.order(item);
        order.gather(block, work.named());
        work.write(item, order);
        return work.done();
    }

    /** Takes out of their groups; they stay on their items. */
    public Replacement apart(MeetingView meeting, Collection<ContributionId> which, PersonId by) {
        Set<UUID> items = new LinkedHashSet<>();
        work(meeting, which, Set.of(), by).named().forEach(one -> {
            Place place = one.place();
            if (place != null && place.block() != null) {
                items.add(place.item());
            }
        });
        Work work = work(meeting, which, items, by);
        for (UUID item : items) {
            ItemOrder order = work.order(item);
            order.takeOut(work.named());
            work.write(item, order);
        }
        return work.done();
    }

    /** Ends a group; its contributions stay in their order. Where there is none, somebody has done so already. */
    public Replacement dissolve(MeetingView meeting, UUID block, PersonId by) {
        Optional<Block> known = block(meeting, block);
        if (known.isEmpty()) {
            return Replacement.NONE;
        }
        Work work = work(meeting, Set.of(), Set.of(known.get().item()), by);
        for (Contribution one : work.all.values()) {
            Place place = one.place();
            if (place != null && block.equals(place.block())) {
                one.shift(place.position(), null);
            }
        }
        return work.done();
    }

    public Replacement rename(MeetingView meeting, UUID block, String name) {
        Block known = requireBlock(meeting, block);
        String tidied = free(known.item(), name, block);
        if (tidied.equals(known.name())) {
            return Replacement.NONE;
        }
        named(block, tidied);
        return new Replacement(List.of(), List.of(new Renamed(block, known.item(), known.name(), tidied)));
    }

    /**
     * Takes a change back.
     *
     * @param open the items that take contributions now
     * @throws Refusal where what it did was changed since
     */
    public Replacement undo(MeetingView meeting, Replacement change, Set<UUID> open, PersonId by) {
        List<ContributionId> which = change.moved().stream()
                .map(moved -> new ContributionId(moved.contribution()))
                .toList();
        Set<UUID> items = change.items();
        Work work = work(meeting, which, items, by);
        for (Moved moved : change.moved()) {
            Contribution one = work.find(new ContributionId(moved.contribution()));
            Place before = moved.before();
            boolean goesBack = before == null
                    || !moved.elsewhere()
                    || (open.contains(before.item()) && one.state() != ContributionState.WITHDRAWN);
            if (!goesBack || !Objects.equals(one.place(), moved.after())) {
                throw changedSince();
            }
        }
        Set<UUID> known = restoreBlocks(meeting, change);
        for (Moved moved : change.moved()) {
            Contribution one = work.find(new ContributionId(moved.contribution()));
            Place before = moved.before();
            if (before == null) {
                one.release();
            } else if (before.block() != null && !known.contains(before.block())) {
                throw changedSince();
            } else {
                work.put(one, before);
            }
        }
        // Others may have come between the members of a group, or onto the place that is free again.
        items.forEach(item -> work.write(item, work.order(item)));
        return work.done();
    }

    private Set<UUID> restoreBlocks(MeetingView meeting, Replacement change) {
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql("select id, name from agenda_block where meeting_id = :meeting")
                .param("meeting", meeting.id().value())
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        for (Renamed block : change.blocks()) {
            if (!Objects.equals(names.get(block.block()), block.after())) {
                throw changedSince();
            }
            if (block.before() == null) {
                continue;
            }
            if (!names.containsKey(block.block())) {
                requireFree(block.item(), block.before(), null);
                jdbc.sql(
                                "insert into agenda_block (id, meeting_id, item_id, name) values (:id, :meeting, :item, :name)")
                        .param("id", block.block())
                        .param("meeting", meeting.id().value())
                        .param("item", block.item())
                        .param("name", block.before())
                        .update();
            } else {
                requireFree(block.item(), block.before(), block.block());
                named(block.block(), block.before());
            }
            names.put(block.block(), block.before());
        }
        return names.keySet();
    }

    private static Refusal changedSince() {
        return Refusal.conflict("This was changed since, so it cannot be undone any more.");
    }

    private void named(UUID block, String name) {
        jdbc.sql("update agenda_block set name = :name where id = :id")
                .param("name", name)
                .param("id", block)
                .update();
    }

    private String free(UUID item, String typed, @Nullable UUID own) {
        String name = Title.line("name", "name", typed, LONGEST_NAME);
        if (name.isEmpty()) {
            throw Refusal.invalid("name", "Give the group a name, such as “Editorial corrections”.");
        }
        requireFree(item, name, own);
        return name;
    }

    private void requireFree(UUID item, String name, @Nullable UUID own) {
        boolean taken = jdbc.sql("""
                        select exists (select 1 from agenda_block
                                        where item_id = :item and name = :name and id is distinct from :own::uuid)""")
                .param("item", item)
                .param("name", name)
                .param("own", own)
                .query(Boolean.class)
                .single();
        if (taken) {
            throw Refusal.invalid("name", "Another group of this item is called “" + name + "” already.");
        }
    }

    private record Block(UUID item, String name) {}

    private Block requireBlock(MeetingView meeting, UUID block) {
        return block(meeting, block).orElseThrow(() -> new NotFound("group of contributions"));
    }

    private Optional<Block> block(MeetingView meeting, UUID block) {
        return jdbc.sql("select item_id as item, name from agenda_block where id = :id and meeting_id = :meeting")
                .param("id", block)
                .param("meeting", meeting.id().value())
                .query(Block.class)
                .optional();
    }

    /** The one item that all of these are on. */
    private static UUID onItem(Collection<Contribution> which) {
        Set<UUID> items = new LinkedHashSet<>();
        for (Contribution one : which) {
            Place place = one.place();
            if (place == null) {
                throw Refusal.invalid("contributions", "“" + one.title() + "” is on no item of the agenda.");
            }
            items.add(place.item());
        }
        if (items.size() != 1) {
            throw Refusal.invalid("contributions", "Only contributions of one item can be handled together.");
        }
        return items.iterator().next();
    }

    private Work work(MeetingView meeting, Collection<ContributionId> which, Set<UUID> items, @Nullable PersonId by) {
        Set<UUID> ids = new LinkedHashSet<>();
        which.forEach(id -> ids.add(id.value()));
        Work work = new Work(meeting, repository.lockedWith(meeting.id().value(), ids, items), by);
        for (UUID id : ids) {
            Contribution one = work.all.get(id);
            if (one == null) {
                throw new NotFound("contribution");
            }
            work.named.add(one);
        }
        return work;
    }

    /** What is being changed, and what it was before. */
    private final class Work {

        private final MeetingView meeting;
        private final @Nullable PersonId by;
        private final Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        private final Map<UUID, Contribution> all = new LinkedHashMap<>();
        private final Map<UUID, Place> before = new HashMap<>();
        private final Map<UUID, Steps.Standing> stood = new HashMap<>();
        private final Set<Contribution> named = new LinkedHashSet<>();
        private final List<Renamed> blocks = new ArrayList<>();

        Work(MeetingView meeting, List<Contribution> locked, @Nullable PersonId by) {
            this.meeting = meeting;
            this.by = by;
            for (Contribution one : locked) {
                all.put(one.id().value(), one);
                stood.put(one.id().value(), Steps.Standing.of(one));
                Place place = one.place();
                if (place != null) {
                    before.put(one.id().value(), place);
                }
            }
        }

        Set<Contribution> named() {
            return named;
        }

        Contribution find(ContributionId id) {
            Contribution one = all.get(id.value());
            if (one == null) {
                throw new NotFound("contribution");
            }
            return one;
        }

        ItemOrder order(UUID item) {
            return new ItemOrder(item, all.values());
        }

        void write(UUID item, ItemOrder order) {
            order.forEachPlace(item, this::put);
        }

        void put(Contribution one, Place place) {
            Place now = one.place();
            if (now != null && now.item().equals(place.item())) {
                one.shift(place.position(), place.block());
            } else {
                one.allocate(place, Objects.requireNonNull(by), this.now);
            }
        }

        /** Groups that nobody is left in are gone. */
        Replacement done() {
            repository.flush();
            jdbc.sql("""
                            delete from agenda_block b
                             where b.meeting_id = :meeting
                               and not exists (select 1 from contribution c where c.block_id = b.id)
                            returning id, item_id, name""").param("meeting", meeting.id().value()).query(row -> {
                UUID block = row.getObject("id", UUID.class);
                if (!blocks.removeIf(known -> known.block().equals(block))) {
                    blocks.add(new Renamed(block, row.getObject("item_id", UUID.class), row.getString("name"), null));
                }
            });
            List<Moved> moved = new ArrayList<>();
            List<Steps.Step> taken = new ArrayList<>();
            all.forEach((id, one) -> {
                Place was = before.get(id);
                Place is = one.place();
                if (!Objects.equals(was, is)) {
                    moved.add(new Moved(id, one.number(), was, is));
                    if (moved.getLast().elsewhere()) {
                        taken.add(Steps.Step.taken(
                                is == null ? Steps.Verb.RELEASE : Steps.Verb.ALLOCATE,
                                one,
                                Objects.requireNonNull(stood.get(id)),
                                meeting.id(),
                                null,
                                null,
                                Objects.requireNonNull(by),
                                now));
                    }
                }
            });
            steps.write(taken);
            return new Replacement(List.copyOf(moved), List.copyOf(blocks));
        }
    }
}
