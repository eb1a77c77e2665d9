package org.rostrum.calendars.imports;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.calendars.imports.PlannedRow.Change;
import org.rostrum.calendars.imports.PlannedRow.Outcome;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.rostrum.timetables.DraftRow;
import org.rostrum.timetables.DraftSession;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionKind;
import org.rostrum.web.Times;

/** Finds for each row of a file the session that it means, and what becomes of it. */
final class Plan {

    private static final Duration LONGEST = Duration.ofHours(24);

    private final Surroundings around;
    private final List<DraftRow> draft;
    private final @Nullable Visibility visibility;
    private final Times times;
    private final Map<Wanted, DraftRow> found = new HashMap<>();
    private final Set<SessionId> taken = new HashSet<>();

    private Plan(Surroundings around, List<DraftRow> draft, @Nullable Visibility visibility, Times times) {
        this.around = around;
        this.draft = draft;
        this.visibility = visibility;
        this.times = times;
    }

    /**
     * @param whole whether the file is the whole timetable
     * @param visibility of new sessions; null for the usual
     */
    static List<PlannedRow> of(
            List<Wanted> wanted,
            Surroundings around,
            List<DraftRow> draft,
            boolean whole,
            @Nullable Visibility visibility,
            Times times) {
        return new Plan(around, draft, visibility, times).rows(wanted, whole);
    }

    private List<PlannedRow> rows(List<Wanted> wanted, boolean whole) {
        refuseTheSameTwice(wanted);
        byId(wanted);
        byWords(wanted, this::exactly);
        if (whole || mostOfIt()) {
            byWords(wanted, this::onThatDay);
            byWords(wanted, this::atThatTime);
        }
        List<PlannedRow> rows = new ArrayList<>();
        wanted.forEach(row -> rows.add(planned(row)));
        if (whole) {
            draft.stream()
                    .filter(row -> !taken.contains(row.id()) && !row.session().cancelled())
                    .forEach(row -> rows.add(gone(row)));
        }
        return rows;
    }

    // ---- which session is meant -------------------------------------------------------------------------------------

    private void byId(List<Wanted> wanted) {
        Map<SessionId, DraftRow> known = new HashMap<>();
        draft.forEach(row -> known.put(row.id(), row));
        for (Wanted row : wanted) {
            SessionId id = row.id;
            if (id == null || row.leftOut != null) {
                continue;
            }
            if (!known.containsKey(id)) {
                // Of another event's calendar: here it is another session, the same each time it comes.
                id = new SessionId(UUID.nameUUIDFromBytes(
                        ("timetable/" + around.week().id() + "/" + id).getBytes(StandardCharsets.UTF_8)));
            }
            DraftRow match = known.get(id);
            if (match != null && taken.add(id)) {
                found.put(row, match);
            }
        }
    }

    /** By words only where they mean one row and one session each; cancelled sessions only where no other is meant. */
    private void byWords(List<Wanted> wanted, BiFunction<Said, Boolean, Object> words) {
        for (boolean cancelled : new boolean[] {false, true}) {
            Map<Object, List<Wanted>> rows = new LinkedHashMap<>();
            for (Wanted row : wanted) {
                if (!found.containsKey(row) && row.leftOut == null && row.startsAt != null && row.whoseIsSaid) {
                    rows.computeIfAbsent(words.apply(said(row), row.id != null), key -> new ArrayList<>())
                            .add(row);
                }
            }
            Map<Object, List<DraftRow>> sessions = new HashMap<>();
            for (DraftRow row : draft) {
                if (!taken.contains(row.id()) && row.session().cancelled() == cancelled) {
                    sessions.computeIfAbsent(words.apply(said(row), false), key -> new ArrayList<>())
                            .add(row);
                }
            }
            rows.forEach((key, meaning) -> {
                List<DraftRow> meant = sessions.getOrDefault(key, List.of());
                if (meaning.size() == 1 && meant.size() == 1) {
                    found.put(meaning.getFirst(), meant.getFirst());
                    taken.add(meant.getFirst().id());
                }
            });
        }
    }

    private record Said(
            Instant startsAt, Set<GroupId> groups, @Nullable EventId part, String title) {}

    private static Said said(Wanted row) {
        return new Said(
                Objects.requireNonNull(row.startsAt), Set.copyOf(row.groups), row.part, Surroundings.plain(row.title));
    }

    private static Said said(DraftRow row) {
        DraftSession session = row.session();
        return new Said(
                session.startsAt(),
                Set.copyOf(session.groups()),
                session.groups().isEmpty() ? session.part() : null,
                Surroundings.plain(session.title()));
    }

    private Object exactly(Said said, boolean byId) {
        return said;
    }

    /**
     * Whether the file repeats most of the timetable, as an export does that was changed. Of one that does not, a row
     * that is nearly a session may as well be a further one.
     */
    private boolean mostOfIt() {
        long held = draft.stream().filter(row -> !row.session().cancelled()).count();
        return held > 0 && taken.size() * 2L >= held;
    }

    /** It moved: calendars have a UID to tell that by. */
    private Object onThatDay(Said said, boolean byId) {
        return byId
                ? new Object()
                : List.of(day(said.startsAt()), said.groups(), String.valueOf(said.part()), said.title());
    }

    /** It has another title. */
    private Object atThatTime(Said said, boolean byId) {
        return byId ? new Object() : List.of(said.startsAt(), said.groups(), String.valueOf(said.part()));
    }

    private void refuseTheSameTwice(List<Wanted> wanted) {
        Map<Said, Integer> seen = new HashMap<>();
        for (Wanted row : wanted) {
            if (row.startsAt != null && row.leftOut == null && row.id == null) {
                Integer before = seen.putIfAbsent(said(row), row.row);
                if (before != null) {
                    row.wrong("session", "Row " + before + " is the same session. Take one of them out.");
                }
            }
        }
    }

    private LocalDate day(Instant at) {
        return at.atZone(around.zone()).toLocalDate();
    }

    // ---- what becomes of it -----------------------------------------------------------------------------------------

    private PlannedRow planned(Wanted row) {
        DraftRow match = found.get(row);
        if (row.leftOut != null) {
            return row(row, Outcome.LEFT_OUT, List.of(), List.of(row.leftOut), null);
        }
        if (row.cancelled && match == null && row.problems.isEmpty()) {
            return row(
                    row,
                    Outcome.LEFT_OUT,
                    List.of(),
                    List.of("It is cancelled, and was never on this timetable."),
                    null);
        }
        DraftSession was = match == null ? null : match.session();
        DraftSession session = row.startsAt == null || row.endsAt == null ? null : session(row, was);
        if (session != null) {
            check(session, was, row);
        }
        if (session == null || !row.problems.isEmpty()) {
            return row(row, Outcome.WRONG, List.of(), row.notices, null);
        }
        List<Change> changes = changes(was, session);
        Outcome outcome = was == null ? Outcome.NEW : changes.isEmpty() ? Outcome.SAME : Outcome.CHANGED;
        return row(row, outcome, changes, row.notices, session);
    }

    private static PlannedRow row(
            Wanted row, Outcome outcome, List<Change> changes, List<String> notices, @Nullable DraftSession session) {
        return new PlannedRow(
                row.row, row.about, outcome, changes, Map.copyOf(row.problems), List.copyOf(notices), session);
    }

    private PlannedRow gone(DraftRow row) {
        DraftSession was = row.session();
        return new PlannedRow(
                0,
                was.title(),
                Outcome.GONE,
                List.of(new Change("when", when(was), row.published() ? "cancelled" : "removed")),
                Map.of(),
                List.of(),
                null);
    }

    private DraftSession session(Wanted row, @Nullable DraftSession was) {
        List<GroupId> groups = row.whoseIsSaid || was == null ? row.groups : was.groups();
        EventId part = row.part != null || was == null || (row.whoseIsSaid && groups.isEmpty()) ? row.part : was.part();
        SessionKind kind = row.kind != null
                ? row.kind
                : was != null ? was.kind() : TimetableTable.guessed(row.title, groups, part, around);
        return new DraftSession(
                was != null ? was.id() : row.id == null ? null : ownId(row.id),
                part,
                kind,
                row.title,
                row.note != null ? row.note : was != null ? was.note() : "",
                row.roomSaid || was == null ? row.room : was.venueRoom(),
                Objects.requireNonNull(row.startsAt),
                Objects.requireNonNull(row.endsAt),
                row.modeSaid || was == null ? row.mode : was.mode(),
                row.membersOnly != null ? row.membersOnly : was != null && was.membersOnly(),
                was != null ? was.visibility() : groups.isEmpty() && visibility == Visibility.GROUP ? null : visibility,
                row.cancelled,
                groups);
    }

    private SessionId ownId(SessionId said) {
        return new SessionId(UUID.nameUUIDFromBytes(
                ("timetable/" + around.week().id() + "/" + said).getBytes(StandardCharsets.UTF_8)));
    }

    /** What the draft itself would refuse, said of the row; times that stay are not asked about again. */
    private void check(DraftSession session, @Nullable DraftSession was, Wanted row) {
        try {
            Typed.line("session", "title", session.title(), 300);
        } catch (Refusal refusal) {
            row.wrong("session", String.valueOf(refusal.getMessage()));
        }
        try {
            Typed.paragraphs("note", "note", session.note(), 2_000);
        } catch (Refusal refusal) {
            row.wrong("note", String.valueOf(refusal.getMessage()));
        }
        if (session.length().compareTo(LONGEST) > 0) {
            row.wrong("end", "It lasts longer than 24 hours. Make a row for each day.");
        }
        boolean sameTimes = was != null
                && was.startsAt().equals(session.startsAt())
                && was.endsAt().equals(session.endsAt());
        LocalDate first =
                days(EventView::startsOn).min(Comparator.naturalOrder()).orElseThrow();
        LocalDate last = days(EventView::endsOn).max(Comparator.naturalOrder()).orElseThrow();
        if (!sameTimes
                && (day(session.startsAt()).isBefore(first)
                        || day(session.endsAt().minusNanos(1)).isAfter(last))) {
            row.wrong("date", "It is outside the event, which is on " + times.dates(first, last) + ".");
        }
    }

    private Stream<LocalDate> days(Function<EventView, LocalDate> of) {
        return Stream.concat(Stream.of(around.week()), around.parts().stream()).map(of);
    }

    private List<Change> changes(@Nullable DraftSession was, DraftSession now) {
        List<Change> changes = new ArrayList<>();
        change(changes, "title", was, now, DraftSession::title);
        change(changes, "when", was, now, this::when);
        change(changes, "whose", was, now, this::whose);
        change(changes, "kind", was, now, session -> session.kind().label());
        change(changes, "room", was, now, session -> around.roomName(session.venueRoom()));
        change(changes, "held", was, now, Plan::held);
        change(changes, "who may come", was, now, session -> session.membersOnly() ? "members only" : "everybody");
        change(changes, "note", was, now, DraftSession::note);
        change(changes, "state", was, now, session -> session.cancelled() ? "cancelled" : "held");
        if (was == null) {
            changes.removeIf(change -> change.after().isEmpty()
                    || change.field().equals("title")
                    || change.after().equals("everybody")
                    || change.after().equals("held"));
        }
        return changes;
    }

    private static void change(
            List<Change> changes,
            String field,
            @Nullable DraftSession was,
            DraftSession now,
            Function<DraftSession, String> words) {
        String before = was == null ? "" : words.apply(was);
        String after = words.apply(now);
        if (was == null || !before.equals(after)) {
            changes.add(new Change(field, before, after));
        }
    }

    private String when(DraftSession session) {
        return times.day(session.startsAt(), around.zone()) + ", "
                + times.hours(session.startsAt(), session.endsAt(), around.zone());
    }

    private String whose(DraftSession session) {
        List<String> whose = new ArrayList<>();
        EventId part = session.part();
        if (part != null) {
            whose.add(around.partName(part));
        }
        session.groups().forEach(group -> whose.add(around.code(group)));
        return whose.isEmpty() ? Surroundings.ALL : String.join(", ", whose);
    }

    private static String held(DraftSession session) {
        EventFormat mode = session.mode();
        return mode == null ? "" : mode.label();
    }
}
