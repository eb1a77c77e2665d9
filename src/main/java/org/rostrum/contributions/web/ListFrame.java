package org.rostrum.contributions.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.contributions.ContributionFilter.Sort;
import org.rostrum.contributions.ContributionFilter.Whose;
import org.rostrum.contributions.ContributionLists.Counts;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ListColumn;
import org.rostrum.contributions.Purpose;
import org.rostrum.contributions.StateGroup;
import org.springframework.ui.Model;

/** What stands around the rows of a list: its headings, what it is filtered by, and the links that change that. */
final class ListFrame {

    /**
     * A column's heading.
     *
     * @param href the same table in this column's order; the other way round where it is in it already; null where the
     *     list cannot go by it
     * @param order as aria-sort says it; null where the table goes by another column
     */
    record Heading(
            ListColumn column,
            @Nullable String href,
            @Nullable String order) {}

    /** What the list is filtered by, and the address without it. */
    record Chip(String words, String href) {}

    /** How many of a state there are, and the address of those. */
    record Share(String label, int count, String href, boolean current) {}

    private final ListAddress address;
    private final ContributionFilter filter;
    private final Viewer viewer;

    ListFrame(ListAddress address, ContributionFilter filter, Viewer viewer) {
        this.address = address;
        this.filter = filter;
        this.viewer = viewer;
    }

    /** What all lists have. */
    void fill(Model model, Map<String, String> items, Map<UUID, String> meetings) {
        model.addAttribute("filter", filter);
        model.addAttribute("here", address.whole());
        model.addAttribute("bare", address.bare());
        model.addAttribute("chips", chips(items, meetings));
        model.addAttribute("states", ContributionState.values());
        model.addAttribute("stateGroups", StateGroup.values());
        model.addAttribute("types", ContributionType.values());
        model.addAttribute("purposes", Purpose.values());
        model.addAttribute("whose", whose());
    }

    /** Whose contributions one may ask for, by what the address says. */
    private Map<String, String> whose() {
        Map<String, String> whose = new LinkedHashMap<>();
        if (viewer.person() != null) {
            whose.put("all", "Everybody’s");
            whose.put("mine", "Mine");
            if (viewer.organizationName() != null) {
                whose.put("ours", viewer.organizationName() + "’s");
            }
        }
        return whose;
    }

    List<Heading> headings(List<ListColumn> columns, boolean sorts) {
        return columns.stream()
                .map(column -> heading(column, sorts ? column.sort() : null))
                .toList();
    }

    private Heading heading(ListColumn column, @Nullable Sort sort) {
        if (sort == null) {
            return new Heading(column, null, null);
        }
        boolean current = sort == filter.sort();
        return new Heading(
                column,
                address.sorted(sort.name().toLowerCase(Locale.ROOT), current && !filter.descending()),
                !current ? null : filter.descending() ? "descending" : "ascending");
    }

    /** The states that there are, those asked for together first. */
    List<Share> shares(Counts counts) {
        List<Share> shares = new ArrayList<>();
        shares.add(new Share(
                "All",
                counts.all(),
                address.without("state"),
                filter.allStates().isEmpty()));
        for (StateGroup group : StateGroup.values()) {
            // One state by itself stands below under its own name.
            if (group.states().size() > 1) {
                share(
                        shares,
                        group.label(),
                        counts.of(group),
                        group.code(),
                        filter.stateGroups().contains(group));
            }
        }
        counts.states()
                .forEach((state, count) -> share(
                        shares,
                        state.label(),
                        count,
                        state.name().toLowerCase(Locale.ROOT),
                        filter.states().contains(state)));
        return shares;
    }

    private void share(List<Share> shares, String label, int count, String code, boolean current) {
        if (count > 0) {
            shares.add(new Share(
                    label, count, current ? address.without("state", code) : address.with("state", code), current));
        }
    }

    private List<Chip> chips(Map<String, String> items, Map<UUID, String> meetings) {
        List<Chip> chips = new ArrayList<>();
        if (!filter.text().isEmpty()) {
            chips.add(new Chip("“" + filter.text() + "”", address.without("q")));
        }
        filter.stateGroups()
                .forEach(group -> chips.add(new Chip(group.label(), address.without("state", group.code()))));
        filter.states().forEach(state -> chips.add(new Chip(state.label(), address.without("state", state.name()))));
        filter.types().forEach(type -> chips.add(new Chip(type.label(), address.without("type", type.code()))));
        filter.purposes()
                .forEach(purpose ->
                        chips.add(new Chip("For " + purpose.label(), address.without("for", purpose.name()))));
        if (filter.item() != null) {
            chips.add(new Chip(
                    "Item " + items.getOrDefault(filter.item().toString(), "that is not on the agenda any more"),
                    address.without("item")));
        }
        if (filter.unplaced()) {
            chips.add(new Chip("On no item", address.without("item")));
        }
        if (!filter.source().isEmpty()) {
            chips.add(new Chip("Source: " + filter.source(), address.without("source")));
        }
        if (filter.whose() != Whose.ALL) {
            String words = filter.mine() ? "Mine" : viewer.organizationName() + "’s";
            chips.add(new Chip(words, address.with("whose", "all")));
        }
        if (filter.late()) {
            chips.add(new Chip("Late", address.without("late")));
        }
        if (filter.mark() != null) {
            chips.add(new Chip("Marked “" + filter.mark() + "”", address.without("mark")));
        }
        if (filter.meeting() != null) {
            chips.add(new Chip(meetings.getOrDefault(filter.meeting(), "One meeting"), address.without("meeting")));
        }
        if (filter.year() != null) {
            chips.add(new Chip(String.valueOf(filter.year()), address.without("year")));
        }
        return chips;
    }
}
