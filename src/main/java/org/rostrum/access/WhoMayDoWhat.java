package org.rostrum.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The table itself. It is read when the first permission is asked for: a word it does not know, a row for no {@link Act}
 * or an act without a row ends the portal's start. The README shows the same table; a test compares the two.
 */
final class WhoMayDoWhat {

    static final String TABLE = """
            | what | public | guest | delegate | editor | secretary | chair | test staff | staff |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | read meeting documents | public groups | invited meetings | yes | yes | yes | yes | yes | yes |
            | follow the discussion, see who takes part | – | invited meetings | yes | yes | yes | yes | yes | yes |
            | say that one takes part | – | self | self | self | self | self | self | self |
            | reserve a number, submit | – | – | yes | yes | yes | yes | – | yes |
            | upload and revise a contribution | – | – | own | own | own | own | – | own |
            | withdraw a contribution | – | – | own | own | on request | on request | – | on request |
            | post in a discussion, join the queue | – | – | yes | yes | yes | yes | – | yes |
            | object for the organisation | – | – | by level | by level | by level | by level | – | – |
            | vote for the organisation | – | – | by level | by level | by level | by level | – | – |
            | run the floor: now discussing, queue, polls | – | – | – | – | – | yes | – | – |
            | record a disposition | – | – | – | – | yes | yes | – | yes |
            | edit the agenda | – | – | – | – | yes | yes | – | yes |
            | publish the agenda | – | – | – | – | – | yes | – | yes |
            | comment on the minutes | – | – | yes | yes | yes | yes | – | yes |
            | write the minutes | – | – | – | – | yes | yes | – | – |
            | approve the minutes | – | – | – | – | – | yes | – | – |
            | publish the minutes | – | – | – | – | – | – | – | yes |
            | record the attendance of others | – | – | – | – | yes | yes | – | yes |
            | appoint to the group's roles and end them | – | – | – | – | – | yes | – | yes |
            | invite a guest | – | – | yes | yes | yes | yes | – | yes |
            | call a meeting, move it, cancel it | – | – | – | – | – | yes | – | yes |
            """;

    private static final Map<Act, Map<Role, Grant>> GRANTS = read();

    private WhoMayDoWhat() {}

    static Grant grant(Act act, Role role) {
        return Objects.requireNonNull(Objects.requireNonNull(GRANTS.get(act)).get(role));
    }

    private static Map<Act, Map<Role, Grant>> read() {
        Map<String, Act> acts = new HashMap<>();
        Arrays.stream(Act.values()).forEach(act -> acts.put(act.label(), act));
        List<String> lines = TABLE.lines().toList();
        List<Role> columns =
                cells(lines.getFirst()).stream().skip(1).map(WhoMayDoWhat::role).toList();
        Map<Act, Map<Role, Grant>> grants = new EnumMap<>(Act.class);
        for (String line : lines.subList(2, lines.size())) {
            List<String> cells = cells(line);
            Act act = acts.remove(cells.getFirst());
            if (act == null || cells.size() != columns.size() + 1) {
                throw new IllegalStateException("No act has the row: " + line);
            }
            Map<Role, Grant> row = new EnumMap<>(Role.class);
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), Grant.labelled(cells.get(i + 1)));
            }
            grants.put(act, row);
        }
        if (!acts.isEmpty()) {
            throw new IllegalStateException("No row for " + acts.keySet());
        }
        return grants;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>(Arrays.asList(line.split("\\|", -1)));
        return cells.subList(1, cells.size() - 1).stream().map(String::strip).toList();
    }

    private static Role role(String label) {
        return Arrays.stream(Role.values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No role is called " + label));
    }
}
