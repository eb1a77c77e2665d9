package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.AgendaBlock;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.PlacedRow;

/**
 * What there is to allocate, and what is allocated to which item.
 *
 * @param waiting on no item: those that are submitted, and numbers whose document is still to come; by number
 */
public record AllocationBoard(List<Shelf> shelves, List<PlacedRow> waiting) {

    /** An item with its contributions. */
    public record Shelf(AllocationItem item, List<Segment> segments) {

        public int count() {
            return segments.stream().mapToInt(segment -> segment.rows().size()).sum();
        }
    }

    /** What is handled together, or what stands between such groups; then block is null. */
    public record Segment(@Nullable AgendaBlock block, List<PlacedRow> rows) {}

    static AllocationBoard of(List<AllocationItem> items, List<PlacedRow> rows) {
        Map<UUID, List<PlacedRow>> byItem = new HashMap<>();
        List<PlacedRow> waiting = new ArrayList<>();
        for (PlacedRow row : rows) {
            if (row.item() != null) {
                byItem.computeIfAbsent(row.item(), item -> new ArrayList<>()).add(row);
            } else if (row.waits()) {
                waiting.add(row);
            }
        }
        return new AllocationBoard(
                items.stream()
                        .map(item -> new Shelf(
                                item, segments(byItem.getOrDefault(item.id().value(), List.of()))))
                        .toList(),
                waiting);
    }

    private static List<Segment> segments(List<PlacedRow> rows) {
        List<Segment> segments = new ArrayList<>();
        for (PlacedRow row : rows) {
            if (segments.isEmpty() || !Objects.equals(segments.getLast().block(), row.block())) {
                segments.add(new Segment(row.block(), new ArrayList<>()));
            }
            segments.getLast().rows().add(row);
        }
        return segments;
    }

    /** Submitted, and on no item. */
    public int unallocated() {
        return (int) waiting.stream()
                .filter(row -> row.state() == ContributionState.SUBMITTED)
                .count();
    }

    /** Whose document is still to come. */
    public int withoutFile() {
        return waiting.size() - unallocated();
    }
}
