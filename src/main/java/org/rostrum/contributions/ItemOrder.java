package org.rostrum.contributions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The contributions of one item in their order while it is being changed. A group that is handled together stays in one
 * piece: whoever moves a member beyond it moves all of it, and nothing comes between its members.
 */
final class ItemOrder {

    private static final Comparator<Contribution> BY_NUMBER =
            Comparator.comparingInt(Contribution::year).thenComparingInt(Contribution::serial);

    /** @param block which it is going to be in */
    record Member(Contribution contribution, @Nullable UUID block) {}

    private final List<Member> members = new ArrayList<>();

    ItemOrder(UUID item, Collection<Contribution> all) {
        all.stream()
                .filter(one -> one.place() != null && one.place().item().equals(item))
                .sorted(Comparator.comparingInt((Contribution one) ->
                                Objects.requireNonNull(one.place()).position())
                        .thenComparing(BY_NUMBER))
                .forEach(one -> members.add(
                        new Member(one, Objects.requireNonNull(one.place()).block())));
        settle();
    }

    /** Where a group came apart, which a change taken back can do, its members follow its first. */
    private void settle() {
        List<Member> before = List.copyOf(members);
        Set<UUID> seen = new HashSet<>();
        members.clear();
        for (Member member : before) {
            if (member.block() == null) {
                members.add(member);
            } else if (seen.add(member.block())) {
                before.stream()
                        .filter(other -> member.block().equals(other.block()))
                        .forEach(members::add);
            }
        }
    }

    List<Member> members() {
        return members;
    }

    /** In the order they have here, those from elsewhere after them by their numbers. */
    private List<Member> ordered(Collection<Contribution> which) {
        List<Member> ordered = new ArrayList<>();
        members.stream().filter(member -> which.contains(member.contribution())).forEach(ordered::add);
        which.stream().filter(one -> at(one) < 0).sorted(BY_NUMBER).forEach(one -> ordered.add(new Member(one, null)));
        return ordered;
    }

    private int at(Contribution one) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).contribution().equals(one)) {
                return i;
            }
        }
        return -1;
    }

    /** At the end; those that are here already stay. */
    void append(Collection<Contribution> which) {
        ordered(which).stream().filter(member -> at(member.contribution()) < 0).forEach(members::add);
    }

    /** @param other null for the end */
    void putBefore(@Nullable Contribution other, Collection<Contribution> which) {
        List<Member> moved = ordered(which);
        int target = other == null ? members.size() : at(other);
        UUID around = other == null || target < 0 ? null : members.get(target).block();
        boolean within = around != null && moved.stream().allMatch(member -> around.equals(member.block()));
        if (!within) {
            moved = whole(moved);
            while (around != null
                    && target > 0
                    && around.equals(members.get(target - 1).block())) {
                target--;
            }
        }
        Set<Member> leaving = new HashSet<>(moved);
        int place = (int) members.subList(0, target).stream()
                .filter(member -> !leaving.contains(member))
                .count();
        members.removeAll(leaving);
        members.addAll(place, moved);
    }

    private List<Member> whole(List<Member> moved) {
        Set<Member> whole = new LinkedHashSet<>();
        for (Member member : moved) {
            if (member.block() == null) {
                whole.add(member);
            } else {
                members.stream()
                        .filter(other -> member.block().equals(other.block()))
                        .forEach(whole::add);
            }
        }
        return new ArrayList<>(whole);
    }

    /** One place up or down: within its group, and at the group's edge with all of it. */
    void step(Contribution one, boolean up) {
        int at = at(one);
        int neighbour = up ? at - 1 : at + 1;
        if (at < 0 || neighbour < 0 || neighbour >= members.size()) {
            return;
        }
        UUID block = members.get(at).block();
        UUID next = members.get(neighbour).block();
        if (block != null && block.equals(next)) {
            Collections.swap(members, at, neighbour);
            return;
        }
        List<Member> moving = block == null ? List.of(members.get(at)) : inBlock(block);
        List<Member> passed = next == null ? List.of(members.get(neighbour)) : inBlock(next);
        members.removeAll(moving);
        int first = members.indexOf(passed.getFirst());
        members.addAll(up ? first : first + passed.size(), moving);
    }

    private List<Member> inBlock(UUID block) {
        return members.stream().filter(member -> block.equals(member.block())).toList();
    }

    /** Gathers these in a group, where the first of them stands; into one that is there already, at its end. */
    void gather(UUID block, Collection<Contribution> which) {
        List<Member> joining = ordered(which).stream()
                .map(member -> new Member(member.contribution(), block))
                .filter(member -> !members.contains(member))
                .toList();
        List<Member> there = inBlock(block);
        int place;
        if (there.isEmpty()) {
            place = joining.stream()
                    .mapToInt(member -> at(member.contribution()))
                    .filter(at -> at >= 0)
                    .min()
                    .orElse(members.size());
            UUID around = place < members.size() ? members.get(place).block() : null;
            while (around != null
                    && place > 0
                    && around.equals(members.get(place - 1).block())) {
                place--;
            }
        } else {
            place = members.indexOf(there.getLast()) + 1;
        }
        int kept = (int) members.subList(0, place).stream()
                .filter(member -> !which.contains(member.contribution()) || there.contains(member))
                .count();
        members.removeIf(member -> which.contains(member.contribution()) && !there.contains(member));
        members.addAll(kept, joining);
    }

    /** Takes these out of their groups, to right behind them. */
    void takeOut(Collection<Contribution> which) {
        for (Contribution one : List.copyOf(which)) {
            int at = at(one);
            UUID block = at < 0 ? null : members.get(at).block();
            if (block == null) {
                continue;
            }
            List<Member> others = inBlock(block).stream()
                    .filter(member -> !which.contains(member.contribution()))
                    .toList();
            Member alone = new Member(one, null);
            if (others.isEmpty()) {
                members.set(at, alone);
            } else {
                members.remove(at);
                int behind = members.indexOf(others.getLast()) + 1;
                while (behind < members.size()
                        && which.contains(members.get(behind).contribution())
                        && members.get(behind).block() == null) {
                    behind++;
                }
                members.add(behind, alone);
            }
        }
    }

    /** The least that brings the positions into this order: what stands rightly keeps its own. */
    void forEachPlace(UUID item, BiConsumer<Contribution, Place> placed) {
        int last = -1;
        for (Member member : members) {
            Place now = member.contribution().place();
            boolean stays = now != null && now.item().equals(item) && now.position() > last;
            last = stays ? Objects.requireNonNull(now).position() : last + 1;
            placed.accept(member.contribution(), new Place(item, last, member.block()));
        }
    }
}
