package org.rostrum.calendars.imports;

import static org.rostrum.shared.CsvColumn.optional;
import static org.rostrum.shared.CsvColumn.required;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.groups.GroupId;
import org.rostrum.shared.CsvColumn;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.CsvSheet.Line;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.SafeCsv;
import org.rostrum.shared.WallClock;
import org.rostrum.timetables.SessionKind;

/** A timetable as a table, read and written. */
final class TimetableTable {

    static final List<CsvColumn> COLUMNS = List.of(
            required("date", "on which it begins", "2026-04-21"),
            required("start", "on the event's clocks", "10:30"),
            required("end", "of the same day, unless end_date says another", "13:00"),
            required(
                    "group",
                    "a group by code or name; All for everybody; TestFest, or its name, for what is held within the event",
                    "DMSO"),
            required("session", "the title", "DMSO Working Group session"),
            optional(
                    "note",
                    "may begin with: joint with GROUP, members only, F2F and remote, on site, remote",
                    "members only, F2F and remote"),
            optional("end_date", "where it ends on another day", ""),
            optional("room", "one of the event's rooms, by name", "Hall 1"),
            optional("kind", "session, plenary, break or social event; empty for what the title says", "session"));

    /** With an offset where the clock shows the time twice: "02:30+01:00". */
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}:\\d{2}(?::\\d{2})?)\\s*([+-]\\d{2}:\\d{2})?");

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK_WITH_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Pattern BREAK = Pattern.compile("(?i)\\b(break|lunch|coffee)\\b");
    private static final Pattern SOCIAL = Pattern.compile("(?i)\\b(dinner|reception|social|networking|excursion)\\b");

    private TimetableTable() {}

    // ---- reading ----------------------------------------------------------------------------------------------------

    static List<Wanted> read(String text, Surroundings around) {
        List<Wanted> rows = new ArrayList<>();
        for (Line line : CsvSheet.read(text, COLUMNS, "a timetable").lines()) {
            rows.add(read(line, around));
        }
        return rows;
    }

    private static Wanted read(Line line, Surroundings around) {
        var wanted = new Wanted(line.number());
        wanted.title = line.get("session");
        wanted.about = line.get("session");
        if (wanted.title.isEmpty()) {
            wanted.wrong("session", "Say the title.");
        }
        times(line, wanted, around);
        whose(line, wanted, around);
        if (line.values().containsKey("room")) {
            String room = line.get("room");
            wanted.roomSaid = true;
            wanted.room = room.isEmpty() ? null : around.room(room);
            if (!room.isEmpty() && wanted.room == null) {
                wanted.wrong("room", "This event has no room “" + room + "”. Its rooms: " + around.roomNames() + ".");
            }
        }
        String kind = line.get("kind");
        if (!kind.isEmpty()) {
            wanted.kind = kind(kind).orElse(null);
            if (wanted.kind == null) {
                wanted.wrong("kind", "“" + kind + "” is none of: session, plenary, break, social event.");
            }
        }
        return wanted;
    }

    private static Optional<SessionKind> kind(String said) {
        for (SessionKind kind : SessionKind.values()) {
            if (Surroundings.plain(kind.label()).equals(Surroundings.plain(said))
                    || kind.name().equalsIgnoreCase(said)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What a title says of its kind, for rows that say nothing themselves. */
    static SessionKind guessed(String title, List<GroupId> groups, @Nullable EventId part, Surroundings around) {
        if (around.plenary(groups)) {
            return SessionKind.PLENARY;
        }
        if (groups.isEmpty() && part == null) {
            return BREAK.matcher(title).find()
                    ? SessionKind.BREAK
                    : SOCIAL.matcher(title).find() ? SessionKind.SOCIAL : SessionKind.SESSION;
        }
        return SessionKind.SESSION;
    }

    private static void times(Line line, Wanted wanted, Surroundings around) {
        LocalDate first = day(line, "date", wanted);
        LocalDate last = line.get("end_date").isEmpty() ? first : day(line, "end_date", wanted);
        if (line.get("date").isEmpty()) {
            wanted.wrong("date", "Say the day, as 2026-04-21.");
        }
        wanted.startsAt = first == null ? null : instant(line, "start", first, wanted, around.zone());
        wanted.endsAt = last == null ? null : instant(line, "end", last, wanted, around.zone());
        if (wanted.startsAt != null && wanted.endsAt != null && !wanted.endsAt.isAfter(wanted.startsAt)) {
            wanted.wrong(
                    "end",
                    "It ends at " + line.get("end") + ", which is not after its start at " + line.get("start")
                            + ". Give its last day in end_date if it goes on past midnight.");
        }
    }

    private static @Nullable LocalDate day(Line line, String column, Wanted wanted) {
        String said = line.get(column);
        try {
            return said.isEmpty() ? null : LocalDate.parse(said);
        } catch (DateTimeException e) {
            wanted.wrong(column, "“" + said + "” is no day. Write it as 2026-04-21.");
            return null;
        }
    }

    private static @Nullable Instant instant(Line line, String column, LocalDate day, Wanted wanted, ZoneId zone) {
        String said = line.get(column);
        Matcher parts = TIME.matcher(said);
        try {
            if (parts.matches()) {
                String clock = parts.group(1);
                LocalDateTime local = day.atTime(LocalTime.parse(clock.indexOf(':') == 1 ? "0" + clock : clock));
                String offset = parts.group(2);
                if (offset == null) {
                    return WallClock.instant(column, local, zone, null);
                }
                ZoneOffset meant = ZoneOffset.of(offset);
                if (zone.getRules().isValidOffset(local, meant)) {
                    return local.toInstant(meant);
                }
                wanted.wrong(column, "The clocks of " + zone.getId() + " are not at " + offset + " then.");
                return null;
            }
        } catch (WallClock.TwiceOnTheClock twice) {
            List<ZoneOffset> offsets =
                    zone.getRules().getValidOffsets(day.atTime(LocalTime.parse(clock(parts.group(1)))));
            wanted.wrong(
                    column,
                    said + " is there twice on that day in " + zone.getId() + ". Write " + said + offsets.getFirst()
                            + " for the first or " + said + offsets.getLast() + " for the second.");
            return null;
        } catch (Refusal refusal) {
            wanted.wrong(column, String.valueOf(refusal.getMessage()));
            return null;
        } catch (DateTimeException e) {
            wanted.wrong(column, "“" + said + "” is no time. Write it as 09:30.");
            return null;
        }
        wanted.wrong(
                column, said.isEmpty() ? "Say the time, as 09:30." : "“" + said + "” is no time. Write it as 09:30.");
        return null;
    }

    private static String clock(String said) {
        return said.indexOf(':') == 1 ? "0" + said : said;
    }

    private static void whose(Line line, Wanted wanted, Surroundings around) {
        List<GroupId> groups = new ArrayList<>();
        String said = line.get("group");
        Optional<EventView> part = around.part(said);
        Optional<Surroundings.Group> group = around.group(said);
        if (group.isPresent()) {
            groups.add(group.get().id());
        } else if (part.isPresent()) {
            wanted.part = part.get().id();
        } else if (said.isEmpty()) {
            wanted.wrong("group", "Say whose it is: a group's code, or All.");
        } else if (Surroundings.plain(said).equals(Surroundings.plain(Surroundings.TEST_EVENT))) {
            wanted.wrong(
                    "group",
                    "There is not exactly one test event within this event. Enter on the test event's page that it is "
                            + "held within this one, or write its name here.");
        } else if (!said.equalsIgnoreCase(Surroundings.ALL)) {
            wanted.wrong(
                    "group", "There is no group “" + said + "”. Write its code, or All where it is for everybody.");
        }
        if (!line.values().containsKey("note")) {
            wanted.groups = groups;
            return;
        }
        SessionNote note = SessionNote.read(line.get("note"), around);
        note.with().stream().filter(other -> !groups.contains(other)).forEach(groups::add);
        if (note.joint() && note.with().isEmpty()) {
            List<GroupId> named = around.namedIn(wanted.title);
            if (named.isEmpty() || !named.containsAll(groups)) {
                wanted.wrong(
                        "note",
                        "It says that the session is joint, but not with whom. Write “joint with” and the groups' codes.");
            } else {
                groups.clear();
                groups.addAll(named);
            }
        }
        wanted.groups = groups;
        wanted.note = note.text();
        wanted.membersOnly = note.membersOnly();
        wanted.modeSaid = true;
        wanted.mode = note.mode();
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    /** A session as a row of the table. */
    record Row(
            Instant startsAt,
            Instant endsAt,
            List<GroupId> groups,
            @Nullable EventId part,
            String title,
            String note,
            boolean membersOnly,
            @Nullable EventFormat mode,
            @Nullable UUID room,
            SessionKind kind) {}

    /** @param whole with the columns that only an editor needs; the others come where a row needs them */
    static String write(Collection<Row> rows, Surroundings around, boolean whole) {
        boolean pastMidnight = whole
                || rows.stream().anyMatch(row -> !day(row.startsAt(), around).equals(day(row.endsAt(), around)));
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("date", "start", "end", "group", "session", "note"));
        if (pastMidnight) {
            header.add("end_date");
        }
        if (whole) {
            header.addAll(List.of("room", "kind"));
        }
        lines.add(header);
        List<Row> sorted = rows.stream()
                .sorted(Comparator.comparing(Row::startsAt)
                        .thenComparing(Row::endsAt)
                        .thenComparing(row -> whose(row, around))
                        .thenComparing(Row::title))
                .toList();
        for (Row row : sorted) {
            LocalDate first = day(row.startsAt(), around);
            LocalDate last = day(row.endsAt(), around);
            List<String> line = new ArrayList<>(List.of(
                    first.toString(),
                    time(row.startsAt(), around.zone()),
                    time(row.endsAt(), around.zone()),
                    whose(row, around),
                    row.title(),
                    SessionNote.write(row.groups(), row.title(), row.membersOnly(), row.mode(), row.note(), around)));
            if (pastMidnight) {
                line.add(first.equals(last) ? "" : last.toString());
            }
            if (whole) {
                line.add(around.roomName(row.room()));
                line.add(row.kind().label().toLowerCase(Locale.ROOT));
            }
            lines.add(line);
        }
        return SafeCsv.write(lines);
    }

    private static String whose(Row row, Surroundings around) {
        if (!row.groups().isEmpty()) {
            return around.code(row.groups().getFirst());
        }
        return row.part() == null ? Surroundings.ALL : around.partName(row.part());
    }

    private static LocalDate day(Instant at, Surroundings around) {
        return at.atZone(around.zone()).toLocalDate();
    }

    private static String time(Instant at, ZoneId zone) {
        ZonedDateTime time = at.atZone(zone);
        String clock = (time.getSecond() == 0 ? CLOCK : CLOCK_WITH_SECONDS).format(time);
        boolean twice = zone.getRules().getValidOffsets(time.toLocalDateTime()).size() > 1;
        return twice ? clock + time.getOffset() : clock;
    }
}
