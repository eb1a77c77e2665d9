package org.rostrum.agendas.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.Allocated;
import org.rostrum.agendas.AllocationBoard;
import org.rostrum.agendas.AllocationItem;
import org.rostrum.agendas.Allocations;
import org.rostrum.contributions.AgendaBlock;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.Place;
import org.rostrum.contributions.PlacedRow;
import org.rostrum.contributions.Spot;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Allocation for programs: the same reads and writes as the board. */
@RestController
@RequestMapping("/api/v1/meetings/{id}/agenda/allocations")
@Tag(name = "Agenda: allocation of contributions")
class AllocationsApi {

    private final Meetings meetings;
    private final Allocations allocations;

    AllocationsApi(Meetings meetings, Allocations allocations) {
        this.meetings = meetings;
        this.allocations = allocations;
    }

    /** @param proposal the item that the author proposes; null where they propose none */
    record Row(
            ContributionId id,
            String number,
            String type,
            String title,
            ContributionState state,
            boolean late,
            @Nullable UUID proposal,
            @Nullable AgendaBlock block) {

        static Row of(PlacedRow row) {
            return new Row(
                    row.id(),
                    row.number().number(),
                    row.type().code(),
                    row.title(),
                    row.state(),
                    row.late(),
                    row.proposed(),
                    row.block());
        }
    }

    /**
     * @param number as in the draft
     * @param published as members read it; null where they do not
     * @param leaves the next publication takes it away, and sends its contributions back
     */
    record Item(
            AgendaItemId id,
            String number,
            @Nullable String published,
            String title,
            boolean leaves,
            List<Row> contributions) {

        static Item of(AllocationBoard.Shelf shelf) {
            AllocationItem item = shelf.item();
            return new Item(
                    item.id(),
                    item.number(),
                    item.published(),
                    item.title(),
                    item.leaves(),
                    shelf.segments().stream()
                            .flatMap(segment -> segment.rows().stream())
                            .map(Row::of)
                            .toList());
        }
    }

    /**
     * @param unallocated how many are submitted and have no place
     * @param waiting these, and reserved numbers whose document is still to come
     */
    record Board(int unallocated, List<Row> waiting, List<Item> items) {}

    /** @param change to undo it by, for ten minutes; null where nothing changed or where it was an undo */
    record Outcome(@Nullable UUID change, String said, List<Moved> contributions) {

        /** @param place null for what is unallocated now */
        record Moved(UUID id, String number, @Nullable Place place) {}

        static Outcome of(Allocated done) {
            return new Outcome(
                    done.change(),
                    done.said(),
                    done.done().moved().stream()
                            .map(moved -> new Moved(moved.contribution(), moved.number(), moved.after()))
                            .toList());
        }
    }

    /**
     * @param item null, with no block, to take them off the agenda
     * @param before the contribution of that item which they come before; null for the end
     * @param last whether those that are on the item already go to its end too
     * @param block the group that they join, instead of an item
     */
    record AllocationRequest(
            @Nullable List<@Nullable ContributionId> contributions,
            @Nullable AgendaItemId item,
            @Nullable ContributionId before,
            @Nullable Boolean last,
            @Nullable UUID block) {}

    /** @param contributions null for all that are unallocated and whose proposed item is on the agenda */
    record ProposalsRequest(@Nullable List<@Nullable ContributionId> contributions) {}

    record BlockRequest(@Nullable String name, @Nullable List<@Nullable ContributionId> contributions) {}

    record UndoRequest(@Nullable UUID change) {}

    @Operation(summary = "What is allocated to which item, in its order, and what is not")
    @GetMapping
    Board board(@PathVariable MeetingId id, Viewer viewer) {
        AllocationBoard board = allocations.board(meetings.require(id, viewer), viewer);
        return new Board(
                board.unallocated(),
                board.waiting().stream().map(Row::of).toList(),
                board.shelves().stream()
                        .filter(shelf -> shelf.item().open())
                        .map(Item::of)
                        .toList());
    }

    @Operation(summary = "Place contributions on an item or in a group, reorder them, or take them off the agenda")
    @PostMapping
    Outcome allocate(
            @PathVariable MeetingId id,
            @RequestBody AllocationRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        List<ContributionId> which = some(request.contributions());
        if (request.block() != null) {
            return Outcome.of(allocations.join(id, viewer, request.block(), which, key));
        }
        if (request.item() == null) {
            return Outcome.of(allocations.release(id, viewer, which, key));
        }
        return Outcome.of(allocations.allocate(
                id,
                viewer,
                which,
                request.item(),
                new Spot(request.before(), Boolean.TRUE.equals(request.last())),
                key));
    }

    @Operation(summary = "Place contributions where their authors propose")
    @PostMapping("/proposals")
    Outcome accept(
            @PathVariable MeetingId id,
            @RequestBody ProposalsRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        return Outcome.of(
                request.contributions() == null
                        ? allocations.acceptAll(id, viewer, key)
                        : allocations.accept(id, viewer, some(request.contributions()), key));
    }

    @Operation(summary = "Handle contributions of one item together")
    @PostMapping("/blocks")
    Outcome together(
            @PathVariable MeetingId id,
            @RequestBody BlockRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        return Outcome.of(allocations.together(
                id, viewer, some(request.contributions()), Objects.requireNonNullElse(request.name(), ""), key));
    }

    @Operation(summary = "Rename a group that is handled together")
    @PutMapping("/blocks/{block}")
    Outcome rename(
            @PathVariable MeetingId id, @PathVariable UUID block, @RequestBody BlockRequest request, Viewer viewer) {
        return Outcome.of(allocations.rename(id, viewer, block, Objects.requireNonNullElse(request.name(), "")));
    }

    @Operation(summary = "End a group; its contributions stay on the item, in their order")
    @DeleteMapping("/blocks/{block}")
    Outcome dissolve(@PathVariable MeetingId id, @PathVariable UUID block, Viewer viewer) {
        return Outcome.of(allocations.dissolve(id, viewer, block));
    }

    @Operation(summary = "Undo a change of your own, within ten minutes and unless somebody changed the same since")
    @PostMapping("/undo")
    Outcome undo(@PathVariable MeetingId id, @RequestBody UndoRequest request, Viewer viewer) {
        if (request.change() == null) {
            throw Refusal.invalid("change", "Say which change to undo.");
        }
        return Outcome.of(allocations.undo(id, viewer, request.change()));
    }

    private static List<ContributionId> some(@Nullable List<@Nullable ContributionId> which) {
        if (which == null || which.isEmpty() || which.stream().anyMatch(Objects::isNull)) {
            throw Refusal.invalid("contributions", "Say at least one contribution, by its identifier.");
        }
        return which.stream().map(Objects::requireNonNull).distinct().toList();
    }
}
