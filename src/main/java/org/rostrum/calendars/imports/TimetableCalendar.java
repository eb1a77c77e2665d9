package org.rostrum.calendars.imports;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.calendars.imports.CalendarLines.Block;
import org.rostrum.calendars.imports.CalendarLines.Content;
import org.rostrum.events.EventView;
import org.rostrum.groups.GroupId;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionKind;

/** The entries of a calendar, as sessions. */
final class TimetableCalendar {

    private static final Pattern LOCAL = Pattern.compile("\\d{8}T\\d{6}");
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final Pattern DURATION = Pattern.compile(
            "\\+?P(?:(\\d{1,4})W)?(?:(\\d{1,5})D)?(?:T(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:(\\d{1,7})S)?)?");

    /** Of our own feeds, which come back edited. */
    private static final Pattern OWN = Pattern.compile("(session|event|meeting)-([0-9a-f-]{36})@.*");

    private static final int LONGEST_NOTE = 2_000;

    private final Surroundings around;
    private final FileZones zones;
    private final boolean calledOff;

    private TimetableCalendar(Block calendar, Surroundings around) {
        this.around = around;
        this.zones = new FileZones(calendar.blocks().stream()
                .filter(block -> block.name().equals("VTIMEZONE"))
                .toList());
        this.calledOff =
                calendar.text("METHOD").filter("CANCEL"::equalsIgnoreCase).isPresent();
    }

    static List<Wanted> read(String text, Surroundings around) {
        Block calendar = CalendarLines.read(text);
        var reading = new TimetableCalendar(calendar, around);
        List<Wanted> entries = new ArrayList<>();
        Map<SessionId, Integer> seen = new HashMap<>();
        for (Block block : calendar.blocks()) {
            if (!block.name().equals("VEVENT")) {
                continue;
            }
            Wanted entry = reading.entry(block, entries.size() + 1);
            Integer before = entry.id == null ? null : seen.putIfAbsent(entry.id, entry.row);
            if (before != null && entry.leftOut == null) {
                entry.wrong("UID", "Entry " + before + " has the same UID. Each session needs one of its own.");
            }
            entries.add(entry);
        }
        return entries;
    }

    private Wanted entry(Block entry, int number) {
        var wanted = new Wanted(number);
        wanted.cancelled = calledOff
                || entry.text("STATUS").filter("CANCELLED"::equalsIgnoreCase).isPresent();
        boolean own = identify(entry, wanted);
        String title =
                entry.text("SUMMARY").map(CalendarLines::unescaped).orElse("").strip();
        wanted.title =
                (own && wanted.cancelled ? title.replaceFirst("^Cancelled: ", "") : title).replaceAll("\\s+", " ");
        wanted.about = wanted.title;
        if (wanted.title.isEmpty()) {
            wanted.wrong("SUMMARY", "It has no title.");
        }
        for (String repeating : List.of("RRULE", "RDATE", "RECURRENCE-ID", "EXRULE")) {
            if (entry.line(repeating).isPresent()) {
                wanted.wrong(
                        repeating,
                        "It repeats. A timetable names each session once: have your program write the single "
                                + "appointments, or enter them in a table.");
            }
        }
        times(entry, wanted);
        room(entry, wanted);
        categories(entry, wanted);
        if (!own) {
            note(entry, wanted);
        }
        return wanted;
    }

    /** @return whether it is an entry of our own feeds, whose description says more than the note */
    private boolean identify(Block entry, Wanted wanted) {
        Optional<String> uid = entry.text("UID").map(String::strip);
        if (uid.isEmpty()) {
            wanted.notices.add("It has no UID: imported again, it is found by its day, start, groups and title.");
            return false;
        }
        Matcher own = OWN.matcher(uid.get());
        if (own.matches()) {
            try {
                UUID id = UUID.fromString(own.group(2));
                if (own.group(1).equals("session")) {
                    wanted.id = new SessionId(id);
                } else {
                    wanted.leftOut = "It tells of the event or a group's meeting, not of a session.";
                }
                return true;
            } catch (IllegalArgumentException e) {
                return derived(uid.get(), wanted);
            }
        }
        return derived(uid.get(), wanted);
    }

    /** The same foreign UID is the same session of this event each time it comes. */
    private boolean derived(String uid, Wanted wanted) {
        wanted.id = new SessionId(UUID.nameUUIDFromBytes(
                ("timetable/" + around.week().id() + "/" + uid).getBytes(StandardCharsets.UTF_8)));
        return false;
    }

    private void times(Block entry, Wanted wanted) {
        Content start = entry.line("DTSTART").orElse(null);
        if (start == null) {
            wanted.wrong("DTSTART", "It has no start.");
            return;
        }
        if (wholeDay(start)) {
            if (wanted.leftOut == null) {
                wanted.leftOut = "It lasts whole days. A session has a start and an end on the clock.";
            }
            return;
        }
        wanted.startsAt = instant(start, wanted);
        Content end = entry.line("DTEND").orElse(null);
        Optional<String> length = entry.text("DURATION");
        if (end != null) {
            wanted.endsAt = instant(end, wanted);
        } else if (length.isPresent()) {
            Duration duration = duration(length.get().strip());
            if (duration == null) {
                wanted.wrong("DURATION", "“" + length.get() + "” is no length of time.");
            } else if (wanted.startsAt != null) {
                wanted.endsAt = wanted.startsAt.plus(duration);
            }
        } else {
            wanted.wrong("DTEND", "It has no end.");
        }
        if (wanted.startsAt != null && wanted.endsAt != null && !wanted.endsAt.isAfter(wanted.startsAt)) {
            wanted.wrong("DTEND", "It does not end after its start.");
        }
    }

    private static boolean wholeDay(Content time) {
        return "DATE".equalsIgnoreCase(time.parameters().get("VALUE"))
                || time.value().strip().matches("\\d{8}");
    }

    private @Nullable Instant instant(Content time, Wanted wanted) {
        String said = time.value().strip();
        boolean utc = said.endsWith("Z");
        String local = utc ? said.substring(0, said.length() - 1) : said;
        try {
            if (!LOCAL.matcher(local).matches()) {
                throw new DateTimeException(said);
            }
            LocalDateTime at = LocalDateTime.parse(local, LOCAL_TIME);
            if (at.getYear() < 1900 || at.getYear() >= 2200) {
                throw new DateTimeException(said);
            }
            if (utc) {
                return at.toInstant(java.time.ZoneOffset.UTC);
            }
            return instant(at, time, wanted);
        } catch (DateTimeException e) {
            wanted.wrong(time.name(), "“" + said + "” is no time.");
            return null;
        }
    }

    private @Nullable Instant instant(LocalDateTime at, Content time, Wanted wanted) {
        String zone = time.parameters().get("TZID");
        ZoneRules rules;
        if (zone == null) {
            rules = around.zone().getRules();
            notice(
                    wanted,
                    "Its times are in no zone; they are taken as times in "
                            + around.zone().getId() + ".");
        } else {
            Optional<ZoneRules> known = zones.rules(zone);
            if (known.isEmpty()) {
                wanted.wrong(
                        time.name(),
                        "Nobody knows the time zone “" + zone + "”, and the file does not say how its clocks go.");
                return null;
            }
            rules = known.get();
        }
        int offsets = rules.getValidOffsets(at).size();
        if (offsets == 0) {
            notice(wanted, "Its time is skipped when the clocks are put forward; it is taken as the hour after.");
        } else if (offsets > 1) {
            notice(wanted, "Its time is there twice when the clocks are put back; the first is taken.");
        }
        return FileZones.instant(at, rules);
    }

    private static void notice(Wanted wanted, String notice) {
        if (!wanted.notices.contains(notice)) {
            wanted.notices.add(notice);
        }
    }

    static @Nullable Duration duration(String said) {
        Matcher parts = DURATION.matcher(said);
        if (!parts.matches() || said.endsWith("P") || said.endsWith("T")) {
            return null;
        }
        return Duration.ofDays(7L * number(parts.group(1)) + number(parts.group(2)))
                .plusHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The whole of what is said, or its beginning: our own feeds say the address after the room. */
    private void room(Block entry, Wanted wanted) {
        Optional<String> place =
                entry.text("LOCATION").map(CalendarLines::unescaped).map(String::strip);
        if (place.isEmpty()) {
            return;
        }
        UUID room = around.room(place.get());
        for (int comma = place.get().indexOf(',');
                room == null && comma > 0;
                comma = place.get().indexOf(',', comma + 1)) {
            room = around.room(place.get().substring(0, comma));
        }
        if (room != null) {
            wanted.roomSaid = true;
            wanted.room = room;
        } else if (!around.rooms().isEmpty()
                && !place.get().equals(around.week().place())) {
            wanted.notices.add("“" + shortened(place.get()) + "” is no room of this event, so it gets none.");
        }
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 79) + "…" : text;
    }

    private void categories(Block entry, Wanted wanted) {
        List<GroupId> groups = new ArrayList<>();
        boolean said = false;
        for (Content line : entry.lines()) {
            if (!line.name().equals("CATEGORIES")) {
                continue;
            }
            said = true;
            for (String category : CalendarLines.list(line.value())) {
                Optional<Surroundings.Group> group = around.group(category);
                Optional<EventView> part = around.part(category);
                Optional<SessionKind> kind = kind(category);
                if (group.isPresent()) {
                    groups.add(group.get().id());
                } else if (part.isPresent()) {
                    wanted.part = part.get().id();
                } else if (kind.isPresent()) {
                    wanted.kind = kind.get();
                }
            }
        }
        wanted.whoseIsSaid = said;
        wanted.groups = groups.stream().distinct().toList();
    }

    private static Optional<SessionKind> kind(String category) {
        return Set.of(SessionKind.values()).stream()
                .filter(kind -> Surroundings.plain(kind.label()).equals(Surroundings.plain(category)))
                .findFirst();
    }

    private void note(Block entry, Wanted wanted) {
        Optional<String> description =
                entry.text("DESCRIPTION").map(CalendarLines::unescaped).map(String::strip);
        if (description.isEmpty()) {
            return;
        }
        String text = description.get();
        if (text.codePointCount(0, text.length()) > LONGEST_NOTE) {
            wanted.notices.add("Its description is longer than 2,000 characters; the rest is left out.");
            text = text.substring(0, text.offsetByCodePoints(0, LONGEST_NOTE - 1)) + "…";
        }
        wanted.note = text;
    }
}
