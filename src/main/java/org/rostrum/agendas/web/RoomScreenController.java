package org.rostrum.agendas.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaProgress;
import org.rostrum.agendas.AgendaRun;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.ItemTime;
import org.rostrum.agendas.NowDiscussing;
import org.rostrum.agendas.Timing;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.Contributions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomLog;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The screen in a meeting's room: what is discussed, what comes, and what time it is there. */
@Controller
class RoomScreenController {

    private static final int UPCOMING = 3;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaRun run;
    private final AgendaTimes times;
    private final Contributions contributions;
    private final RoomLog log;
    private final Clock clock;

    RoomScreenController(
            Meetings meetings,
            Agendas agendas,
            AgendaRun run,
            AgendaTimes times,
            Contributions contributions,
            RoomLog log,
            Clock clock) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.run = run;
        this.times = times;
        this.contributions = contributions;
        this.log = log;
        this.clock = clock;
    }

    /** @param words when it comes; empty where nobody can tell */
    public record Coming(String number, String title, String words) {}

    /**
     * @param pace "12 of 20 min"; empty where nobody said how long it takes
     * @param coming what follows
     * @param overflow what the meeting's time does not hold, in words; null where it holds everything
     */
    public record Screen(
            Instant at,
            @Nullable NowDiscussing now,
            String pace,
            List<ContributionRow> documents,
            List<Coming> coming,
            @Nullable String overflow) {}

    @GetMapping("/meetings/{id}/screen")
    String screen(@PathVariable MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.FOLLOW, meeting.permissions());
        model.addAttribute("meeting", meeting);
        model.addAttribute("seq", log.lastSeq(meeting.room()));
        model.addAttribute("screen", screen(meeting, viewer));
        return "agenda/screen";
    }

    private Screen screen(MeetingView meeting, Viewer viewer) {
        Instant at = clock.instant();
        AgendaProgress progress = run.progress(meeting);
        NowDiscussing now = progress.now();
        Timing timing = agendas.latest(meeting, viewer)
                .map(agenda -> times.of(meeting, agenda))
                .orElse(null);
        return new Screen(
                at,
                now,
                now == null ? "" : FloorBar.pace(now, Duration.between(now.since(), at)),
                now == null
                        ? List.of()
                        : contributions
                                .byAgendaItem(meeting.id())
                                .getOrDefault(now.item().value(), List.of()),
                timing == null ? List.of() : coming(progress, timing, meeting.timeZone(), at),
                timing == null || timing.overflow() == null
                        ? null
                        : timing.overflow().text());
    }

    private static List<Coming> coming(AgendaProgress progress, Timing timing, ZoneId zone, Instant now) {
        return progress.ahead().stream()
                .limit(UPCOMING)
                .map(item -> new Coming(
                        item.number(), item.title(), words(timing.items().get(item.id()), zone, now)))
                .toList();
    }

    private static String words(@Nullable ItemTime time, ZoneId zone, Instant now) {
        if (time == null) {
            return "";
        }
        Instant about = time.about(now);
        Instant at = about == null ? time.plannedStart() : about;
        if (time.state() == ItemTime.State.BEYOND) {
            return "not reached";
        }
        if (at == null) {
            return "";
        }
        ZonedDateTime there = at.atZone(zone);
        boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (about == null ? "" : "about ") + (today ? CLOCK : DAY).format(there);
    }
}
