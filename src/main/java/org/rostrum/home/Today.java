package org.rostrum.home;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.rostrum.access.Viewer;
import org.rostrum.cockpit.Cockpit;
import org.rostrum.cockpit.Overview;
import org.rostrum.cockpit.Waiting;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.Signatures;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.minutes.ActionView;
import org.rostrum.minutes.Actions;
import org.rostrum.shared.When;
import org.rostrum.timetables.MyAgenda;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What somebody who is let in should know today. A read view over the tables of contributions and agendas. */
@Service
class Today {

    private static final int MEETINGS = 20;
    private static final int SESSIONS = 5;
    private static final int WAITING = 4;
    private static final int ACTIONS = 5;
    private static final int SIGNATURES = 5;
    private static final Duration SOON = Duration.ofDays(14);

    private static final String OWN = """
            select c.id, c.number, c.title, c.state, c.late, m.name as meeting
              from contribution c
              join meeting m on m.id = c.meeting_id
             where c.author_id = :person
             order by c.reserved_at desc
             limit 8
            """;

    private final JdbcClient jdbc;
    private final Meetings meetings;
    private final MyAgenda agenda;
    private final Cockpit cockpit;
    private final Actions actions;
    private final Signatures signatures;
    private final Clock clock;

    Today(
            JdbcClient jdbc,
            Meetings meetings,
            MyAgenda agenda,
            Cockpit cockpit,
            Actions actions,
            Signatures signatures,
            Clock clock) {
        this.jdbc = jdbc;
        this.meetings = meetings;
        this.agenda = agenda;
        this.cockpit = cockpit;
        this.actions = actions;
        this.signatures = signatures;
        this.clock = clock;
    }

    /**
     * @param deadlines meetings whose contributions are still to come, the nearest first
     * @param waiting the first few lines of the cockpit
     * @param lines how many it has in all
     * @param actions given to them, the earliest due first
     * @param signatures that their organisation is asked for, the oldest first
     * @param sessions of their own agenda, those of the next days
     */
    record View(
            List<MeetingView> now,
            List<MeetingView> upcoming,
            List<MeetingView> deadlines,
            List<Waiting> waiting,
            int lines,
            List<ActionView> actions,
            List<Signatures.Waiting> signatures,
            List<OwnContribution> own,
            List<SessionView> sessions) {}

    View of(Viewer viewer) {
        List<MeetingView> on = meetings.list(viewer, When.NOW, null, MEETINGS).items();
        List<MeetingView> coming =
                meetings.list(viewer, When.UPCOMING, null, MEETINGS).items();
        List<MeetingView> all = Stream.concat(on.stream(), coming.stream()).toList();
        Instant now = clock.instant();
        List<MeetingView> deadlines = all.stream()
                .filter(meeting -> !meeting.deadlinePassed(now))
                .sorted(Comparator.comparing(MeetingView::contributionDeadline))
                .limit(5)
                .toList();
        Overview waiting = cockpit.of(viewer);
        return new View(
                on,
                coming.stream().limit(5).toList(),
                deadlines,
                waiting.first(WAITING),
                waiting.lines(),
                actions.mine(viewer).stream().limit(ACTIONS).toList(),
                signatures.waiting(viewer, SIGNATURES),
                own(viewer),
                sessions(viewer, now));
    }

    private List<SessionView> sessions(Viewer viewer, Instant now) {
        return agenda.of(viewer, now, now.plus(SOON)).stream()
                .map(MyAgenda.Entry::session)
                .filter(session -> !session.cancelled() && session.kind() != SessionKind.BREAK)
                .limit(SESSIONS)
                .toList();
    }

    private List<OwnContribution> own(Viewer viewer) {
        return jdbc.sql(OWN)
                .param("person", viewer.requirePerson().value())
                .query((row, n) -> new OwnContribution(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("title"),
                        ContributionState.valueOf(row.getString("state")),
                        row.getBoolean("late"),
                        row.getString("meeting")))
                .list();
    }
}
