package org.rostrum.agendas.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Rights;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaProgress;
import org.rostrum.agendas.AgendaRun;
import org.rostrum.agendas.NowDiscussing;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.RoomPart;
import org.rostrum.web.KeptPiece;
import org.rostrum.web.KeptPieces;
import org.rostrum.web.Markup;
import org.springframework.stereotype.Component;

/** What is discussed now, as pages of a meeting show it while it is held; for the chair with all it takes to move on. */
@Component("floorBar")
class FloorBar implements RoomPart {

    private static final Duration AFTER = Duration.ofHours(12);

    private final AgendaRun run;
    private final KeptPieces kept;
    private final Clock clock;

    FloorBar(AgendaRun run, KeptPieces kept, Clock clock) {
        this.run = run;
        this.kept = kept;
        this.clock = clock;
    }

    /**
     * @param pace "12 of 20 min"; empty where nothing is discussed or nobody said how long it takes
     * @param overrun whether it takes longer than planned
     * @param progress null for whoever may not move the room
     */
    public record Bar(
            @Nullable NowDiscussing now,
            String pace,
            boolean overrun,
            @Nullable AgendaProgress progress,
            boolean officer) {}

    private record Shown(
            MeetingView meeting,
            Bar floor,
            String from,
            String seq,
            Rights viewer,
            @Nullable Object floorRefusal,
            @Nullable ZoneId readerZone) {}

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public Markup of(Room room, Viewer viewer) {
        Bar bar = of(room.meeting(), viewer);
        if (bar == null) {
            return new Markup(0);
        }
        Shown shown = new Shown(
                room.meeting(),
                bar,
                "room",
                KeptPiece.place("seq"),
                Rights.of(viewer, room.meeting().permissions()),
                room.told().get("floorRefusal"),
                room.readerZone());
        return kept.of("agenda/now", "shown", shown)
                .filled(place -> new Markup(100).text(place.equals("seq") ? room.seq() : room.csrf()));
    }

    /** Null on other days than the meeting's, and before it has an agenda. */
    public @Nullable Bar of(MeetingView meeting, Viewer viewer) {
        if (!onItsDays(meeting)) {
            return null;
        }
        boolean runs = viewer.may(Act.RUN_FLOOR, meeting.permissions());
        AgendaProgress progress = runs ? run.progress(meeting) : null;
        NowDiscussing now = progress == null ? run.now(meeting.id()).orElse(null) : progress.now();
        Duration spent = now == null ? Duration.ZERO : Duration.between(now.since(), clock.instant());
        return new Bar(
                now,
                pace(now, spent),
                now != null && now.minutes() != null && spent.toMinutes() > now.minutes(),
                progress,
                viewer.may(Act.EDIT_AGENDA, meeting.permissions()));
    }

    /** For a meeting's header: one statement on the days of the meeting, none on others. */
    public Optional<NowDiscussing> now(MeetingView meeting) {
        return onItsDays(meeting) ? run.now(meeting.id()) : Optional.empty();
    }

    static String pace(@Nullable NowDiscussing now, Duration spent) {
        Integer planned = now == null ? null : now.minutes();
        if (planned == null) {
            return "";
        }
        long minutes = Math.max(0, spent.toMinutes());
        return minutes > planned
                ? minutes + " min, " + (minutes - planned) + " over the " + planned + " planned"
                : minutes + " of " + planned + " min";
    }

    boolean onItsDays(MeetingView meeting) {
        ZoneId zone = meeting.timeZone();
        Instant now = clock.instant();
        Instant first =
                meeting.startsAt().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        return meeting.agendaVersion() > 0
                && !meeting.cancelled()
                && !now.isBefore(first)
                && now.isBefore(meeting.endsAt().plus(AFTER));
    }
}
