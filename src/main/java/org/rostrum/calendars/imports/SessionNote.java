package org.rostrum.calendars.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.groups.GroupId;

/**
 * What tables say of a session in their last column: "joint with DMSO", "members only, F2F and remote". It begins with
 * such words, and whatever follows is a note in the usual sense.
 *
 * @param joint whether it says so at all
 * @param with the groups that it names besides the row's own
 */
record SessionNote(
        boolean joint,
        List<GroupId> with,
        boolean membersOnly,
        @Nullable EventFormat mode,
        String text) {

    private static final String MEMBERS_ONLY = "members only";
    private static final String JOINT = "joint";
    private static final String JOINT_WITH = "joint with ";
    private static final String BOTH = "F2F and remote";

    private static final Map<String, EventFormat> MODES = Map.of(
            "f2f and remote", EventFormat.HYBRID,
            "on site and remote", EventFormat.HYBRID,
            "hybrid", EventFormat.HYBRID,
            "f2f", EventFormat.ON_SITE,
            "on site", EventFormat.ON_SITE,
            "remote", EventFormat.REMOTE);

    static SessionNote read(String written, Surroundings around) {
        boolean joint = false;
        List<GroupId> with = new ArrayList<>();
        boolean membersOnly = false;
        EventFormat mode = null;
        String rest = written.strip();
        while (!rest.isEmpty()) {
            int comma = rest.indexOf(',');
            String word = (comma < 0 ? rest : rest.substring(0, comma)).strip();
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.equals(MEMBERS_ONLY)) {
                membersOnly = true;
            } else if (MODES.containsKey(lower)) {
                mode = MODES.get(lower);
            } else if (lower.equals(JOINT)) {
                joint = true;
            } else if (lower.startsWith(JOINT_WITH)
                    || (!with.isEmpty() && !groups(word, around).isEmpty())) {
                List<GroupId> named =
                        groups(lower.startsWith(JOINT_WITH) ? word.substring(JOINT_WITH.length()) : word, around);
                if (named.isEmpty()) {
                    break;
                }
                joint = true;
                with.addAll(named);
            } else {
                break;
            }
            rest = comma < 0 ? "" : rest.substring(comma + 1).strip();
        }
        return new SessionNote(joint, with, membersOnly, mode, rest);
    }

    /** All that it names, or none where one of the names is none. */
    private static List<GroupId> groups(String said, Surroundings around) {
        List<GroupId> named = new ArrayList<>();
        for (String name : said.split("\\s+and\\s+|\\s*/\\s*|\\s*&\\s*", -1)) {
            Optional<Surroundings.Group> group = around.group(name);
            if (group.isEmpty()) {
                return List.of();
            }
            named.add(group.get().id());
        }
        return named;
    }

    /** The same words again. Groups that the title names need no second naming. */
    static String write(
            List<GroupId> groups,
            String title,
            boolean membersOnly,
            @Nullable EventFormat mode,
            String text,
            Surroundings around) {
        List<String> words = new ArrayList<>();
        if (groups.size() > 1) {
            words.add(around.namedIn(title).equals(groups) ? JOINT : JOINT_WITH + listed(groups, around));
        }
        if (membersOnly) {
            words.add(MEMBERS_ONLY);
        }
        if (mode != null) {
            words.add(
                    switch (mode) {
                        case HYBRID -> BOTH;
                        case ON_SITE -> "on site";
                        case REMOTE -> "remote";
                    });
        }
        if (!text.isBlank()) {
            words.add(text);
        }
        return String.join(", ", words);
    }

    private static String listed(List<GroupId> groups, Surroundings around) {
        return groups.stream().skip(1).map(around::code).collect(Collectors.joining(" and "));
    }
}
