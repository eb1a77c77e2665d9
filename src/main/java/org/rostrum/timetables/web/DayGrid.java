package org.rostrum.timetables.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupRef;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.SessionView.VenueRoomRef;

/**
 * One day of a timetable as a table: a row from each instant at which something begins or ends to the next, a column for
 * each room, or lanes for what is parallel where no rooms are assigned. By instants, so that a day of 23 or 25 hours and
 * a session across midnight are as long as they are.
 */
final class DayGrid {

    private final List<Instant> bounds;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();

    /** A column; those of one room stand side by side. */
    private static final class Lane {
        private final @Nullable VenueRoomRef room;
        private final boolean[] taken;
        /** Who met here before, so that a group finds itself in one column all day. */
        private final Set<String> keys = new HashSet<>();

        Lane(@Nullable VenueRoomRef room, int rows) {
            this.room = room;
            this.taken = new boolean[rows];
        }

        boolean free(int from, int to) {
            for (int row = from; row < to; row++) {
                if (taken[row]) {
                    return false;
                }
            }
            return true;
        }

        void take(int from, int to) {
            for (int row = from; row < to; row++) {
                taken[row] = true;
            }
        }

        boolean in(@Nullable VenueRoomRef other) {
            return room == null ? other == null : other != null && room.id().equals(other.id());
        }
    }

    private record Placed(SessionView session, Lane lane, int width, int from, int to) {}

    /** @param room null for what has none */
    record Column(@Nullable VenueRoomRef room, int width) {}

    /** @param session null for an empty one */
    record Cell(@Nullable SessionView session, int width, int rows) {}

    record Row(Instant from, Instant to, List<Cell> cells) {

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** @param rooms of the venue in their order */
    DayGrid(List<SessionView> sessions, List<VenueRoomRef> rooms) {
        this.bounds = sessions.stream()
                .flatMap(session -> Stream.of(session.startsAt(), session.endsAt()))
                .distinct()
                .sorted()
                .toList();
        List<SessionView> sorted = sessions.stream()
                .sorted(Comparator.comparing(SessionView::startsAt)
                        .thenComparingInt(session -> position(session.room(), rooms))
                        .thenComparing(session -> session.part() != null)
                        .thenComparing(SessionView::groupCodes)
                        .thenComparing(SessionView::title))
                .toList();
        for (VenueRoomRef room : rooms) {
            if (sorted.stream().anyMatch(session -> sits(session, room))) {
                lanes.add(new Lane(room, rowCount()));
            }
        }
        List<SessionView> wide = sorted.stream().filter(wide(sorted)).toList();
        sorted.stream().filter(session -> !wide.contains(session)).forEach(this::place);
        placed.replaceAll(this::widened);
        wide.forEach(this::spread);
    }

    private int rowCount() {
        return Math.max(0, bounds.size() - 1);
    }

    private static int position(@Nullable VenueRoomRef room, List<VenueRoomRef> rooms) {
        return room == null
                ? rooms.size()
                : rooms.stream().map(VenueRoomRef::id).toList().indexOf(room.id());
    }

    private static boolean sits(SessionView session, VenueRoomRef room) {
        return session.room() != null && session.room().id().equals(room.id());
    }

    /** Breaks, what is for all, and whatever has its time to itself go across, unless they are in a certain room. */
    private static Predicate<SessionView> wide(List<SessionView> all) {
        return session -> session.room() == null
                && (session.kind() == SessionKind.BREAK
                        || session.forAll()
                        || all.stream().noneMatch(other -> !other.equals(session) && overlap(session, other)));
    }

    private static boolean overlap(SessionView one, SessionView other) {
        return one.startsAt().isBefore(other.endsAt()) && other.startsAt().isBefore(one.endsAt());
    }

    private void place(SessionView session) {
        int from = bounds.indexOf(session.startsAt());
        int to = bounds.indexOf(session.endsAt());
        Set<String> keys = keys(session);
        List<Lane> free = lanes.stream()
                .filter(lane -> lane.in(session.room()) && lane.free(from, to))
                .toList();
        Lane lane = free.stream()
                .filter(candidate -> candidate.keys.stream().anyMatch(keys::contains))
                .findFirst()
                .or(() -> free.stream().findFirst())
                .orElseGet(() -> another(session.room()));
        lane.keys.addAll(keys);
        lane.take(from, to);
        placed.add(new Placed(session, lane, 1, from, to));
    }

    /** Several groups stand over the columns in which they met before, as far as nobody else is there. */
    private Placed widened(Placed one) {
        if (one.session().room() != null || !one.session().joint()) {
            return one;
        }
        int first = lanes.indexOf(one.lane());
        int last = first;
        while (first > 0 && taken(first - 1, one)) {
            first--;
        }
        while (last < lanes.size() - 1 && taken(last + 1, one)) {
            last++;
        }
        return new Placed(one.session(), lanes.get(first), last - first + 1, one.from(), one.to());
    }

    private boolean taken(int index, Placed by) {
        Lane lane = lanes.get(index);
        if (lane.room != null || !lane.free(by.from(), by.to())) {
            return false;
        }
        lane.take(by.from(), by.to());
        return true;
    }

    private static Set<String> keys(SessionView session) {
        Set<String> keys = new HashSet<>();
        session.groups().stream().map(GroupRef::code).forEach(keys::add);
        if (keys.isEmpty()) {
            keys.add(Objects.requireNonNullElse(session.partName(), session.title()));
        }
        return keys;
    }

    private Lane another(@Nullable VenueRoomRef room) {
        Lane lane = new Lane(room, rowCount());
        int after = -1;
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).in(room)) {
                after = i;
            }
        }
        lanes.add(after < 0 ? lanes.size() : after + 1, lane);
        return lane;
    }

    /** Over the longest run of columns that are free then. */
    private void spread(SessionView session) {
        int from = bounds.indexOf(session.startsAt());
        int to = bounds.indexOf(session.endsAt());
        int best = -1;
        int width = 0;
        for (int i = 0; i < lanes.size(); i++) {
            int run = 0;
            while (i + run < lanes.size() && lanes.get(i + run).free(from, to)) {
                run++;
            }
            if (run > width) {
                best = i;
                width = run;
            }
            i += run;
        }
        Lane first;
        if (best < 0) {
            first = another(null);
            width = 1;
            best = lanes.indexOf(first);
        } else {
            first = lanes.get(best);
        }
        for (int i = best; i < best + width; i++) {
            lanes.get(i).take(from, to);
        }
        placed.add(new Placed(session, first, width, from, to));
    }

    boolean byRoom() {
        return lanes.stream().anyMatch(lane -> lane.room != null);
    }

    int width() {
        return lanes.size();
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Lane lane : lanes) {
            if (!columns.isEmpty() && lane.in(columns.getLast().room())) {
                Column last = columns.removeLast();
                columns.add(new Column(last.room(), last.width() + 1));
            } else {
                columns.add(new Column(lane.room, 1));
            }
        }
        return columns;
    }

    List<Row> rows() {
        // What begins in a cell, and whether something that began above or to the left of it is still there.
        Placed[][] begins = new Placed[rowCount()][lanes.size()];
        boolean[][] covered = new boolean[rowCount()][lanes.size()];
        for (Placed one : placed) {
            int column = lanes.indexOf(one.lane());
            begins[one.from()][column] = one;
            for (int row = one.from(); row < one.to(); row++) {
                for (int lane = column; lane < column + one.width(); lane++) {
                    covered[row][lane] = true;
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < rowCount(); row++) {
            List<Cell> cells = new ArrayList<>();
            int empty = 0;
            for (int lane = 0; lane < lanes.size(); lane++) {
                Placed one = begins[row][lane];
                if (!covered[row][lane]) {
                    empty++;
                    continue;
                }
                empty = flush(cells, empty);
                if (one != null) {
                    cells.add(new Cell(one.session(), one.width(), one.to() - one.from()));
                }
            }
            flush(cells, empty);
            rows.add(new Row(bounds.get(row), bounds.get(row + 1), cells));
        }
        return rows;
    }

    private static int flush(List<Cell> cells, int empty) {
        if (empty > 0) {
            cells.add(new Cell(null, empty, 1));
        }
        return 0;
    }
}
