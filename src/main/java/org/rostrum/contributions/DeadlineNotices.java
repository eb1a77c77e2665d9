package org.rostrum.contributions;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.News;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the authors of numbers that had no file when the deadline came near, once for each number. What is written down
 * in the transaction that tells them is why: of several nodes one is first, and a node that dies has told nobody.
 */
@Service
class DeadlineNotices {

    /** Who reserves later than that knows what they are in for. */
    private static final String DUE = """
            insert into deadline_notice (contribution_id, told_at)
            select c.id, :now
              from meeting m
              join contribution c on c.meeting_id = m.id
             where m.status = 'SCHEDULED' and m.contribution_deadline > :now and m.contribution_deadline <= :soon
               and c.state = 'RESERVED' and c.type = any(:types)
               and c.reserved_at <= m.contribution_deadline - :before * interval '1 second'
            on conflict do nothing
            returning contribution_id""";

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Times times;
    private final Clock clock;
    private final DeadlineNoticeSettings settings;
    private final ApplicationEventPublisher events;

    DeadlineNotices(
            JdbcClient jdbc,
            Numbers numbers,
            Times times,
            Clock clock,
            DeadlineNoticeSettings settings,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.times = times;
        this.clock = clock;
        this.settings = settings;
        this.events = events;
    }

    private record Whose(MeetingId meeting, UUID author) {}

    private record Due(
            Whose whose,
            ContributionId id,
            ContributionNumber number,
            String title,
            String meeting,
            Instant deadline,
            ZoneId zone,
            LatePolicy policy) {}

    @Transactional
    public void tell() {
        Instant now = clock.instant();
        Map<Whose, List<Due>> due = jdbc
                .sql("with told as (" + DUE + """
                        )
                        select c.id, c.number, c.year, c.serial, c.title, c.author_id, m.id as meeting_id, m.name,
                               m.contribution_deadline, m.time_zone, m.late_policy
                          from told
                          join contribution c on c.id = told.contribution_id
                          join meeting m on m.id = c.meeting_id
                         order by c.year, c.serial""")
                .param("now", Timestamp.from(now))
                .param("soon", Timestamp.from(now.plus(settings.before())))
                .param("before", settings.before().toSeconds())
                .param(
                        "types",
                        Arrays.stream(ContributionType.values())
                                .filter(type -> !type.exemptFromDeadline())
                                .map(ContributionType::code)
                                .toArray(String[]::new))
                .query((row, n) -> new Due(
                        new Whose(
                                new MeetingId(row.getObject("meeting_id", UUID.class)),
                                row.getObject("author_id", UUID.class)),
                        new ContributionId(row.getObject("id", UUID.class)),
                        numbers.of(row),
                        row.getString("title"),
                        row.getString("name"),
                        row.getTimestamp("contribution_deadline").toInstant(),
                        ZoneId.of(row.getString("time_zone")),
                        LatePolicy.valueOf(row.getString("late_policy"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Due::whose, LinkedHashMap::new, Collectors.toList()));
        due.values().forEach(theirs -> events.publishEvent(news(theirs)));
    }

    private News news(List<Due> theirs) {
        Due first = theirs.getFirst();
        String later = switch (first.policy()) {
            case ACCEPT -> "What comes later is marked late and handled last.";
            case PASS -> "What comes later needs the chair's late pass.";
            case REFUSE -> "Nothing is taken later.";
        };
        return new News(
                List.of(first.whose().author()),
                "contributions.due",
                (theirs.size() == 1 ? first.number() + " has" : theirs.size() + " numbers of yours have")
                        + " no file yet: " + first.meeting(),
                "Contributions are due " + times.at(first.deadline(), first.zone()) + ". " + later
                        + " No file has come yet for:\n\n"
                        + theirs.stream()
                                .map(one -> one.number() + " " + one.title())
                                .collect(Collectors.joining("\n"))
                        + "\n\nUpload the file, or withdraw what is not coming.",
                theirs.size() == 1
                        ? "/contributions/" + first.id()
                        : "/meetings/" + first.whose().meeting() + "/contributions?mine=true&state=reserved");
    }
}
