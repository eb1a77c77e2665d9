package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two days before the deadline, once, whatever happens in between. */
@RostrumTest
class DeadlineNoticeTests {

    private static final Duration BEFORE = Duration.ofDays(2);

    private final OwnGroup own;
    private final Numbers numbers;
    private final Times times;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DeadlineNoticeTests(
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            Numbers numbers,
            Times times,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.numbers = numbers;
        this.times = times;
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a node does that looks at this moment. */
    private void lookAt(Instant moment) {
        var node = new DeadlineNotices(
                jdbc,
                numbers,
                times,
                Clock.fixed(moment, ZoneOffset.UTC),
                new DeadlineNoticeSettings(BEFORE, Duration.ZERO),
                events);
        transaction.executeWithoutResult(status -> node.tell());
    }

    private List<String> told() {
        return jdbc.sql("select text from notice where person_id = ? and type = 'contributions.due'")
                .param(own.delegate.id().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private Instant deadline(Gathering meeting) {
        return jdbc.sql("select contribution_deadline from meeting where id = ?")
                .param(meeting.id())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private String number(UUID contribution) {
        return jdbc.sql("select number from contribution where id = ?")
                .param(contribution)
                .query(String.class)
                .single();
    }

    @Test
    void tellsAnAuthorOnceOfAllThatHasNoFile() {
        Gathering meeting = own.meetingIn(Duration.ofDays(47));
        Instant deadline = deadline(meeting);
        String first = number(own.reserved(meeting));
        String second = number(own.reserved(meeting));
        UUID uploaded = own.submitted(meeting, false);
        own.contribution(meeting, "RESERVED", "LS", null, false);

        lookAt(deadline.minus(BEFORE).minusSeconds(1));
        assertThat(told()).isEmpty();
        lookAt(deadline.minus(BEFORE).plusSeconds(60));
        lookAt(deadline.minus(BEFORE).plusSeconds(120));
        lookAt(deadline.minusSeconds(1));
        assertThat(told())
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains(first, second, "(Warsaw)", "marked late")
                        .doesNotContain(number(uploaded), "-LS"));
    }

    @Test
    void tellsNobodyAfterTheDeadlineNorWhoReservedWithinTheLastDays() {
        Gathering meeting = own.meetingIn(Duration.ofDays(47));
        Instant deadline = deadline(meeting);
        jdbc.sql("update contribution set reserved_at = ? where id = ?")
                .params(Timestamp.from(deadline.minus(BEFORE).plusSeconds(1)), own.reserved(meeting))
                .update();
        lookAt(deadline.minusSeconds(60));
        own.reserved(meeting);
        lookAt(deadline);
        assertThat(told()).isEmpty();
    }

    @Test
    void severalNodesAtOnceTellOnce() throws Exception {
        Gathering meeting = own.meetingIn(Duration.ofDays(47));
        Instant moment = deadline(meeting).minus(BEFORE).plusSeconds(60);
        own.reserved(meeting);
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(() -> {
                lookAt(moment);
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> node : threads.invokeAll(nodes)) {
                assertThat(node.get()).isTrue();
            }
        }
        assertThat(told()).hasSize(1);
    }

    /** The deadline of a meeting after the clocks change is meant on the clocks of that day. */
    @Test
    void twoDaysAreFortyEightHoursAlsoWhenTheClocksChangeMeanwhile() {
        ZoneId warsaw = ZoneId.of("Europe/Warsaw");
        Instant deadline = LocalDateTime.of(2031, 3, 30, 18, 0).atZone(warsaw).toInstant();
        Gathering meeting = own.meetingIn(Duration.ofDays(47));
        jdbc.sql("""
                        update meeting set starts_at = ?, ends_at = ?, contribution_deadline = ?, time_zone = ?
                         where id = ?""")
                .params(
                        Timestamp.from(deadline.plus(Duration.ofDays(7))),
                        Timestamp.from(deadline.plus(Duration.ofDays(8))),
                        Timestamp.from(deadline),
                        warsaw.getId(),
                        meeting.id())
                .update();
        own.reserved(meeting);
        // Winter time still: 17:00 there, an hour more than two days on the wall.
        Instant due = LocalDateTime.of(2031, 3, 28, 17, 0).atZone(warsaw).toInstant();
        lookAt(due.minusSeconds(1));
        assertThat(told()).isEmpty();
        lookAt(due);
        assertThat(told())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("Sun 30 Mar 2031, 18:00 CEST (Warsaw)"));
    }
}
