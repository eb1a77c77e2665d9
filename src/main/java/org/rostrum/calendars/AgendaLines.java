package org.rostrum.calendars;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaOutlook;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.ItemTime;
import org.rostrum.calendars.Entries.Meeting;
import org.rostrum.timetables.SessionView;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/**
 * The agendas of meetings as the entries of a calendar tell them: when each item comes, and during the meeting how it
 * looks now. Only of meetings that the reader of the calendar may open, and not of those that are over.
 */
@Component
class AgendaLines {

    /** Real times of the last day may still be wanted in the evening. */
    static final Duration AFTER = Duration.ofDays(1);

    /** A calendar program shows little, and asks for all of it every hour. */
    private static final int MOST = 60;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final AgendaTimes agendas;
    private final Times times;
    private final Clock clock;

    AgendaLines(AgendaTimes agendas, Times times, Clock clock) {
        this.agendas = agendas;
        this.times = times;
        this.clock = clock;
    }

    /**
     * What an entry tells of agendas.
     *
     * @param changedAt when any of it changed last; null where it tells nothing
     */
    record Told(List<String> lines, @Nullable Instant changedAt) {

        static final Told NOTHING = new Told(List.of(), null);

        Instant after(Instant other) {
            return changedAt == null || changedAt.isBefore(other) ? other : changedAt;
        }
    }

    /** The agendas of some meetings, for one reader. */
    class Book {

        private final Map<Meeting, AgendaOutlook> outlooks = new HashMap<>();

        private Book(List<Meeting> meetings) {
            Instant now = clock.instant();
            List<Meeting> told = meetings.stream()
                    .filter(meeting -> meeting.readable()
                            && !meeting.cancelled()
                            && meeting.endsAt().plus(AFTER).isAfter(now))
                    .distinct()
                    .toList();
            Map<UUID, AgendaOutlook> found = agendas.outlooks(told.stream()
                    .map(meeting -> new AgendaOutlook.Held(
                            meeting.id(),
                            meeting.event(),
                            meeting.group().id(),
                            meeting.zone(),
                            meeting.startsAt(),
                            meeting.endsAt()))
                    .toList());
            told.forEach(meeting -> {
                AgendaOutlook outlook = found.get(meeting.id());
                if (outlook != null) {
                    outlooks.put(meeting, outlook);
                }
            });
        }

        Told of(Meeting meeting) {
            return told(List.of(meeting), line -> true);
        }

        /** What is treated in a session, of each group that meets in it. */
        Told of(SessionView session) {
            return told(
                    outlooks.keySet().stream()
                            .filter(meeting -> meeting.isHeldIn(session))
                            .sorted(Comparator.comparing(
                                    meeting -> meeting.group().code()))
                            .toList(),
                    line -> {
                        Instant begins = begins(line.time());
                        return begins != null
                                && !begins.isBefore(session.startsAt())
                                && begins.isBefore(session.endsAt());
                    });
        }

        private Told told(List<Meeting> meetings, Predicate<AgendaOutlook.Line> belongs) {
            List<String> lines = new ArrayList<>();
            Instant changed = null;
            for (Meeting meeting : meetings) {
                AgendaOutlook outlook = outlooks.get(meeting);
                List<AgendaOutlook.Line> items = outlook == null
                        ? List.of()
                        : outlook.lines().stream().filter(belongs).toList();
                if (outlook == null || items.isEmpty()) {
                    continue;
                }
                lines.add("Agenda of " + meeting.group().code() + ", version " + outlook.version() + ", times in "
                        + times.zone(meeting.zone(), meeting.startsAt()) + ":");
                items.stream().limit(MOST).forEach(line -> lines.add(words(line, meeting)));
                if (items.size() > MOST) {
                    lines.add("and " + (items.size() - MOST) + " more");
                }
                if (outlook.overflow() != null) {
                    lines.add(outlook.overflow().text());
                }
                changed = changed == null || outlook.changedAt().isAfter(changed) ? outlook.changedAt() : changed;
            }
            return changed == null ? Told.NOTHING : new Told(lines, changed);
        }
    }

    Book book(List<Meeting> meetings) {
        return new Book(meetings);
    }

    private static @Nullable Instant begins(ItemTime time) {
        return time.startedAt() != null
                ? time.startedAt()
                : time.forecast() != null ? time.forecast() : time.plannedStart();
    }

    /** "7.2 Observe, at about 15:40", "1 Opening, 09:00–09:10", "9 New work, not reached". */
    private String words(AgendaOutlook.Line line, Meeting meeting) {
        ItemTime time = line.time();
        Instant started = time.startedAt();
        Instant about = time.about(clock.instant());
        Instant planned = time.plannedStart();
        String when = switch (time.state()) {
            case NOW, HANDLED ->
                started == null
                        ? ""
                        : time.endedAt() == null
                                ? "since " + at(started, meeting)
                                : at(started, meeting) + "–"
                                        + CLOCK.format(time.endedAt().atZone(meeting.zone()));
            case PASSED_OVER -> "passed over";
            case BEYOND -> "not reached";
            case TO_COME ->
                about != null ? "at about " + at(about, meeting) : planned == null ? "" : at(planned, meeting);
        };
        return line.label() + (when.isEmpty() ? "" : ", " + when);
    }

    private static String at(Instant at, Meeting meeting) {
        ZoneId zone = meeting.zone();
        boolean oneDay = meeting.startsAt()
                .atZone(zone)
                .toLocalDate()
                .equals(meeting.endsAt().atZone(zone).toLocalDate());
        return (oneDay ? CLOCK : DAY).format(at.atZone(zone));
    }
}
