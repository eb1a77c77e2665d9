package org.rostrum.calendars.imports;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.events.EventView;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupKind;

/**
 * What the names in a file may mean: the groups of the body, the rooms of the event, and what is held within it.
 *
 * @param rooms by name, in their order
 */
record Surroundings(EventView week, ZoneId zone, List<EventView> parts, List<Group> groups, Map<String, UUID> rooms) {

    /** What tables call the test event of a week, of which there is one. */
    static final String TEST_EVENT = "TestFest";

    static final String ALL = "All";

    record Group(GroupId id, String code, String name, GroupKind kind) {}

    /** By its code, or by its name or the beginning of it: "DMSO", "NB API", "Smart City". */
    Optional<Group> group(String said) {
        String sought = plain(said);
        if (sought.isEmpty()) {
            return Optional.empty();
        }
        Optional<Group> byCode = groups.stream()
                .filter(group -> plain(group.code()).equals(sought))
                .findFirst();
        if (byCode.isPresent()) {
            return byCode;
        }
        List<Group> byName = groups.stream()
                .filter(group -> plain(group.name()).startsWith(sought) && sought.length() >= 4)
                .toList();
        return byName.size() == 1 ? Optional.of(byName.getFirst()) : Optional.empty();
    }

    /** The groups that a title names before its colon, with strokes between: "DMSO / NB API: results". Else none. */
    List<GroupId> namedIn(String title) {
        int colon = title.indexOf(':');
        if (colon < 0 || title.indexOf('/') < 0 || title.indexOf('/') > colon) {
            return List.of();
        }
        List<GroupId> named = new ArrayList<>();
        for (String name : title.substring(0, colon).split("/", -1)) {
            Optional<Group> group = group(name);
            if (group.isEmpty()) {
                return List.of();
            }
            named.add(group.get().id());
        }
        return named;
    }

    String code(GroupId id) {
        return groups.stream()
                .filter(group -> group.id().equals(id))
                .map(Group::code)
                .findFirst()
                .orElse(id.toString());
    }

    boolean plenary(List<GroupId> of) {
        return groups.stream().anyMatch(group -> group.kind() == GroupKind.PLENARY && of.contains(group.id()));
    }

    /** What is held within the week: by its name, or as its test event where there is one. */
    Optional<EventView> part(String said) {
        String sought = plain(said);
        Optional<EventView> byName =
                parts.stream().filter(part -> plain(part.name()).equals(sought)).findFirst();
        if (byName.isPresent()) {
            return byName;
        }
        return sought.equals(plain(TEST_EVENT)) || sought.equals("testevent") ? onlyTestEvent() : Optional.empty();
    }

    private Optional<EventView> onlyTestEvent() {
        List<EventView> tests = parts.stream()
                .filter(part -> part.kind() == EventKind.TEST_EVENT)
                .toList();
        return tests.size() == 1 ? Optional.of(tests.getFirst()) : Optional.empty();
    }

    /** As tables call it. */
    String partName(EventId id) {
        if (onlyTestEvent().filter(part -> part.id().equals(id)).isPresent()) {
            return TEST_EVENT;
        }
        return parts.stream()
                .filter(part -> part.id().equals(id))
                .map(EventView::name)
                .findFirst()
                .orElse("");
    }

    @Nullable UUID room(String name) {
        return rooms.entrySet().stream()
                .filter(room -> room.getKey().equalsIgnoreCase(name.strip()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    String roomName(@Nullable UUID id) {
        return rooms.entrySet().stream()
                .filter(room -> room.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    String roomNames() {
        return rooms.isEmpty() ? "none yet" : rooms.keySet().stream().collect(Collectors.joining(", "));
    }

    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
