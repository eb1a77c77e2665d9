package org.rostrum.contributions;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.News;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Officers remind the authors of numbers that have no file: each author once, and a meeting's authors once a day. */
@Service
public class FileReminders {

    private static final Duration PAUSE = Duration.ofHours(24);

    private final Meetings meetings;
    private final JdbcClient jdbc;
    private final Times times;
    private final Numbers numbers;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    FileReminders(
            Meetings meetings,
            JdbcClient jdbc,
            Times times,
            Numbers numbers,
            Clock clock,
            ApplicationEventPublisher events) {
        this.meetings = meetings;
        this.jdbc = jdbc;
        this.times = times;
        this.numbers = numbers;
        this.clock = clock;
        this.events = events;
    }

    /** Whether it is too soon to remind again. */
    public static boolean tooSoon(@Nullable Instant reminded, Instant now) {
        return reminded != null && now.isBefore(reminded.plus(PAUSE));
    }

    private record Missing(UUID author, ContributionNumber number, String title) {}

    /** @return how many authors were reminded */
    @Transactional
    public int remind(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        Instant now = clock.instant();
        if (meeting.deadlinePassed(now) && meeting.latePolicy() == LatePolicy.REFUSE) {
            throw Refusal.conflict("The deadline has passed and this meeting takes nothing late: "
                    + "a reminder would ask for what is refused.");
        }
        Map<UUID, List<Missing>> missing = missing(meeting);
        if (missing.isEmpty()) {
            throw Refusal.conflict("Every number that was reserved has its file by now.");
        }
        // Of two officers who click in the same moment the second waits here, and then finds the first one's time.
        int first = jdbc.sql("""
                        insert into file_reminder (meeting_id, reminded_by, reminded_at) values (:meeting, :person, :now)
                        on conflict (meeting_id) do update
                           set reminded_by = excluded.reminded_by, reminded_at = excluded.reminded_at
                         where file_reminder.reminded_at <= :before""")
                .param("meeting", id.value())
                .param("person", viewer.requirePerson().value())
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(PAUSE)))
                .update();
        if (first == 0) {
            throw Refusal.conflict("The authors were reminded within the last day already. Once a day is enough.");
        }
        missing.forEach((author, theirs) -> events.publishEvent(news(meeting, author, theirs, now)));
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                "contributions.reminded",
                "meeting",
                id.toString(),
                null,
                Map.of("authors", missing.size())));
        return missing.size();
    }

    private Map<UUID, List<Missing>> missing(MeetingView meeting) {
        Map<UUID, List<Missing>> missing = new LinkedHashMap<>();
        jdbc.sql("""
                        select author_id, number, year, serial, type, title from contribution
                         where meeting_id = :meeting and state = 'RESERVED' order by year, serial""")
                .param("meeting", meeting.id().value())
                .query((row, n) -> ContributionType.of(row.getString("type")).exemptFromDeadline()
                        ? List.<Missing>of()
                        : List.of(new Missing(
                                row.getObject("author_id", UUID.class), numbers.of(row), row.getString("title"))))
                .list()
                .forEach(rows -> rows.forEach(row -> missing.computeIfAbsent(row.author(), author -> new ArrayList<>())
                        .add(row)));
        return missing;
    }

    private News news(MeetingView meeting, UUID author, List<Missing> theirs, Instant now) {
        String deadline = times.at(meeting.contributionDeadline(), meeting.timeZone());
        String what = !meeting.deadlinePassed(now)
                ? "Contributions are due " + deadline + "."
                : meeting.latePolicy() == LatePolicy.PASS
                        ? "The deadline was " + deadline
                                + "; a file now needs the chair's late pass, which you ask for "
                                + "on the contribution's page."
                        : "The deadline was " + deadline + "; what comes now is marked late.";
        StringBuilder text = new StringBuilder(what).append(" These numbers of yours have no file yet:\n");
        theirs.forEach(number ->
                text.append('\n').append(number.number().number()).append(' ').append(number.title()));
        text.append("\n\nUpload the file, or withdraw what is not coming.");
        return new News(
                List.of(author),
                "contributions.reminded",
                (theirs.size() == 1 ? "A number of yours has" : theirs.size() + " numbers of yours have")
                        + " no file yet: " + meeting.name(),
                text.toString(),
                "/meetings/" + meeting.id() + "/contributions?mine=true&state=reserved");
    }
}
