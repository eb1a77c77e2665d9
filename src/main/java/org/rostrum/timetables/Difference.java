package org.rostrum.timetables;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one session from one timetable to the next.
 *
 * @param before null where it is new
 * @param after as it is said now
 * @param said each change in words, without the title: "moved from Tue 21 Apr, 10:30–13:00 to ..."
 */
public record Difference(@Nullable TimetableEntry before, TimetableEntry after, Set<Kind> kinds, List<String> said) {

    /** In the order in which a reader wants to know. */
    public enum Kind {
        NEW("New"),
        CANCELLED("Cancelled"),
        RESTORED("Takes place after all"),
        MOVED("Moved"),
        NEW_ROOM("New room"),
        RENAMED("Renamed"),
        OTHER("Changed");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public SessionId session() {
        return after.id();
    }

    /** The kind that matters most. */
    public Kind kind() {
        return kinds.iterator().next();
    }

    /** "moved from ... to ...; new room: Hall B instead of Hall A". */
    public String words() {
        return String.join("; ", said);
    }

    /** It was not to be held before, and is not now. */
    boolean cancelledThroughout() {
        return after.cancelled() && (before == null || before.cancelled());
    }
}
