package org.rostrum.timetables;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.groups.Visibility;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** Tells two timetables of an event apart, session by session, in words. */
@Component
public class Differences {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private final Times times;

    Differences(Times times) {
        this.times = times;
    }

    /**
     * By when the sessions are held now. A session that is in the older and not in the newer has been left out of what
     * the reader may see, and is not spoken of: what was published never goes.
     */
    public List<Difference> between(List<TimetableEntry> before, List<TimetableEntry> after, ZoneId zone) {
        Map<SessionId, TimetableEntry> earlier =
                before.stream().collect(Collectors.toMap(TimetableEntry::id, Function.identity()));
        List<Difference> differences = new ArrayList<>();
        for (TimetableEntry now : after) {
            Difference difference = of(earlier.get(now.id()), now, zone);
            if (!difference.kinds().isEmpty()) {
                differences.add(difference);
            }
        }
        differences.sort(Comparator.comparing(
                (Difference difference) -> difference.after().startsAt()));
        return differences;
    }

    private Difference of(@Nullable TimetableEntry was, TimetableEntry now, ZoneId zone) {
        Map<Difference.Kind, List<String>> said = new EnumMap<>(Difference.Kind.class);
        if (was == null) {
            add(
                    said,
                    Difference.Kind.NEW,
                    "new" + (now.cancelled() ? ", cancelled already" : "") + ": "
                            + when(now, zone) + " " + times.zone(zone, now.endsAt())
                            + (now.room() == null ? "" : ", " + now.room()));
        } else {
            if (now.cancelled() && !was.cancelled()) {
                add(
                        said,
                        Difference.Kind.CANCELLED,
                        "cancelled, was to be on " + when(was, zone) + " " + times.zone(zone, was.endsAt()));
            }
            if (!now.cancelled() && was.cancelled()) {
                add(
                        said,
                        Difference.Kind.RESTORED,
                        "takes place after all, on " + when(now, zone) + " " + times.zone(zone, now.endsAt()));
            }
            moved(was, now, zone, said);
            if (!Objects.equals(was.room(), now.room())) {
                add(said, Difference.Kind.NEW_ROOM, room(was.room(), now.room()));
            }
            if (!was.title().equals(now.title())) {
                add(said, Difference.Kind.RENAMED, "is now called “" + now.title() + "”, was “" + was.title() + "”");
            }
            other(was, now, said);
        }
        return new Difference(
                was,
                now,
                new LinkedHashSet<>(said.keySet()),
                said.values().stream().flatMap(List::stream).toList());
    }

    private static void add(Map<Difference.Kind, List<String>> said, Difference.Kind kind, String words) {
        said.computeIfAbsent(kind, k -> new ArrayList<>()).add(words);
    }

    private void moved(TimetableEntry was, TimetableEntry now, ZoneId zone, Map<Difference.Kind, List<String>> said) {
        if (!was.startsAt().equals(now.startsAt())) {
            add(
                    said,
                    Difference.Kind.MOVED,
                    "moved from " + when(was, zone) + " to " + when(now, zone) + " " + times.zone(zone, now.endsAt()));
        } else if (!was.endsAt().equals(now.endsAt())) {
            add(
                    said,
                    Difference.Kind.MOVED,
                    "ends at " + times.clock(now.endsAt(), zone) + " instead of "
                            + times.clock(was.endsAt(), zone) + " " + times.zone(zone, now.endsAt()) + ", on "
                            + DAY.format(now.startsAt().atZone(zone)));
        }
    }

    private static String room(@Nullable String was, @Nullable String now) {
        if (now == null) {
            return "no room yet, was to be in " + was;
        }
        return was == null ? "room: " + now : "new room: " + now + " instead of " + was;
    }

    private static void other(TimetableEntry was, TimetableEntry now, Map<Difference.Kind, List<String>> said) {
        if (!Set.copyOf(was.groupIds()).equals(Set.copyOf(now.groupIds()))) {
            add(said, Difference.Kind.OTHER, "now " + of(now) + ", was " + of(was));
        }
        if (!Objects.equals(was.partName(), now.partName())) {
            add(
                    said,
                    Difference.Kind.OTHER,
                    now.partName() == null ? "no longer part of " + was.partName() : "now part of " + now.partName());
        }
        if (was.mode() != now.mode()) {
            add(said, Difference.Kind.OTHER, "now " + mode(now.mode()) + ", was " + mode(was.mode()));
        }
        if (was.membersOnly() != now.membersOnly()) {
            add(
                    said,
                    Difference.Kind.OTHER,
                    now.membersOnly() ? "now for members only" : "now open to everybody there");
        }
        if (was.kind() != now.kind()) {
            add(said, Difference.Kind.OTHER, "now a " + now.kind().label().toLowerCase(Locale.ROOT));
        }
        if (was.visibility() != now.visibility()) {
            add(said, Difference.Kind.OTHER, "now seen by " + seenBy(now.visibility()));
        }
        if (!was.note().equals(now.note())) {
            add(said, Difference.Kind.OTHER, now.note().isEmpty() ? "without its note" : "another note");
        }
    }

    private static String of(TimetableEntry entry) {
        return entry.groups().isEmpty() ? "for all" : "of " + entry.groupCodes();
    }

    private static String mode(@Nullable EventFormat mode) {
        return mode == null ? "as the event" : mode.label().toLowerCase(Locale.ROOT);
    }

    private static String seenBy(Visibility visibility) {
        return switch (visibility) {
            case PUBLIC -> "everybody";
            case MEMBERS -> "members";
            case GROUP -> "its groups alone";
        };
    }

    /** "Tue 21 Apr, 10:30–13:00". */
    private String when(TimetableEntry entry, ZoneId zone) {
        return DAY.format(entry.startsAt().atZone(zone)) + ", " + times.hours(entry.startsAt(), entry.endsAt(), zone);
    }
}
