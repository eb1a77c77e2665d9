package org.rostrum.agendas.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.Allocated;
import org.rostrum.agendas.Allocations;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Spot;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.Refusal;
import org.springframework.util.MultiValueMap;

/**
 * The board's one form, as a button or the script sends it.
 *
 * @param action "place", "release", "accept", "accept-all", "up", "down", "together", "apart", "join", "undo"; or with what
 *     it is about as in "accept:…", "rename:…", "dissolve:…"
 */
record AllocationForm(String action, MultiValueMap<String, String> typed) {

    Allocated carryOut(Allocations allocations, MeetingId meeting, Viewer viewer) {
        int colon = action.indexOf(':');
        String verb = colon < 0 ? action : action.substring(0, colon);
        String about = colon < 0 ? "" : action.substring(colon + 1);
        String intent = said("intent");
        return switch (verb) {
            case "place" -> allocations.allocate(meeting, viewer, contributions(), item(), spot(), intent);
            case "release" -> allocations.release(meeting, viewer, contributions(), intent);
            case "accept" ->
                allocations.accept(
                        meeting, viewer, about.isEmpty() ? contributions() : List.of(contribution(about)), intent);
            case "accept-all" -> allocations.acceptAll(meeting, viewer, intent);
            case "up" -> allocations.step(meeting, viewer, one(), true, intent);
            case "down" -> allocations.step(meeting, viewer, one(), false, intent);
            case "together" -> allocations.together(meeting, viewer, contributions(), text("name"), intent);
            case "apart" -> allocations.apart(meeting, viewer, contributions(), intent);
            case "join" -> allocations.join(meeting, viewer, id(text("block"), "block"), contributions(), intent);
            case "rename" -> allocations.rename(meeting, viewer, id(about, "block"), text("name-" + about));
            case "dissolve" -> allocations.dissolve(meeting, viewer, id(about, "block"));
            case "undo" -> allocations.undo(meeting, viewer, id(text("change"), "change"));
            default -> throw Refusal.invalid("action", "Choose what to do with the contributions.");
        };
    }

    List<ContributionId> contributions() {
        return typed.getOrDefault("contribution", List.of()).stream()
                .map(AllocationForm::contribution)
                .distinct()
                .toList();
    }

    private ContributionId one() {
        List<ContributionId> all = contributions();
        if (all.size() != 1) {
            throw Refusal.invalid("contributions", "Choose one contribution to move up or down.");
        }
        return all.getFirst();
    }

    private AgendaItemId item() {
        String typedItem = text("item");
        if (typedItem.isBlank()) {
            throw Refusal.invalid("item", "Choose the item to place them on.");
        }
        return new AgendaItemId(id(typedItem, "item"));
    }

    private Spot spot() {
        String before = text("before");
        if (!before.isBlank()) {
            return Spot.before(contribution(before));
        }
        return text("last").isBlank() ? Spot.ANY : Spot.LAST;
    }

    private static ContributionId contribution(String text) {
        return new ContributionId(id(text, "contributions"));
    }

    private static UUID id(String text, String field) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, "This is no identifier of anything here.");
        }
    }

    String text(String name) {
        String value = typed.getFirst(name);
        return value == null ? "" : value.replace("\u0000", "");
    }

    private @Nullable String said(String name) {
        String value = text(name);
        return value.isBlank() ? null : value;
    }
}
