package org.rostrum.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.web.CurrentViewer;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.ServedRostrumTest;
import org.rostrum.testing.Week;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Who joins a meeting's room by a browser is there, for as long as they stay. */
@ServedRostrumTest
class SelfCheckInTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Body body;
    private final JdbcClient jdbc;
    private final SessionRepository<?> sessions;
    private final SelfCheckIns checkIns;
    private final RoomAttendance attendance;
    private final Clock clock;
    private final int port;

    SelfCheckInTests(
            Body body,
            JdbcClient jdbc,
            SessionRepository<?> sessions,
            SelfCheckIns checkIns,
            RoomAttendance attendance,
            Clock clock,
            @LocalServerPort int port) {
        this.body = body;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.checkIns = checkIns;
        this.attendance = attendance;
        this.clock = clock;
        this.port = port;
    }

    /** A browser of theirs that has the meeting's room open. */
    private Live joins(String subject, Gathering meeting) {
        return new Client(port, Cast.DANA)
                .live(Client.handshake()
                        .header("Cookie", BrowserSession.of(sessions, subject).cookieHeader())
                        .header("Origin", "http://localhost:" + port)
                        .subprotocols("rostrum.v1"))
                .joins(meeting, 0);
    }

    private Live joins(Cast person, Gathering meeting) {
        return joins(person.account(), meeting);
    }

    private record Stay(
            UUID id,
            UUID person,
            String mode,
            String source,
            Instant arrivedAt,
            @Nullable Instant leftAt) {}

    private List<Stay> stays(Gathering meeting) {
        return jdbc.sql("select * from attendance where meeting_id = ? order by arrived_at, id")
                .param(meeting.id())
                .query((row, n) -> {
                    Timestamp left = row.getTimestamp("left_at");
                    return new Stay(
                            row.getObject("id", UUID.class),
                            row.getObject("person_id", UUID.class),
                            row.getString("mode"),
                            row.getString("source"),
                            row.getTimestamp("arrived_at").toInstant(),
                            left == null ? null : left.toInstant());
                })
                .list();
    }

    private Stay awaitsOne(Gathering meeting, boolean there) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stays(meeting))
                        .singleElement()
                        .satisfies(stay -> assertThat(stay.leftAt() == null).isEqualTo(there)));
        return stays(meeting).getFirst();
    }

    @Test
    void whoJoinsIsThereUntilTheirLastTabClosesAndWhoComesBackSoonWasThereAllTheTime() {
        Gathering meeting = body.meetingNow();
        Stay first;
        try (Live tab = joins(Cast.DANA, meeting)) {
            first = awaitsOne(meeting, true);
            assertThat(tab.isOpen()).isTrue();
            assertThat(first.person()).isEqualTo(Cast.DANA.id());
            assertThat(first.mode()).isEqualTo("REMOTE");
            assertThat(first.source()).isEqualTo("SELF");
            assertThat(jdbc.sql("select organization_id from attendance where id = ?")
                            .param(first.id())
                            .query(UUID.class)
                            .single())
                    .isEqualTo(Cast.Company.EXAMPLECOM.id());
            try (Live other = joins(Cast.DANA, meeting)) {
                assertThat(other.isOpen()).isTrue();
            }
            // Another's coming shows that the closed tab was heard of.
            try (Live carla = joins(Cast.CARLA, meeting)) {
                carla.awaitsPeople(2);
                await().atMost(PATIENCE).until(() -> stays(meeting).size() == 2);
                assertThat(stays(meeting).getFirst().leftAt()).isNull();
            }
        }
        await().atMost(PATIENCE).until(() -> stays(meeting).stream().allMatch(stay -> stay.leftAt() != null));

        try (Live back = joins(Cast.DANA, meeting)) {
            await().atMost(PATIENCE).until(() -> stays(meeting).getFirst().leftAt() == null);
            assertThat(stays(meeting)).hasSize(2);
            assertThat(stays(meeting).getFirst().arrivedAt()).isEqualTo(first.arrivedAt());
            assertThat(back.isOpen()).isTrue();
        }
    }

    @Test
    void whoStaysAwayForLongerIsThereTwice() {
        Gathering meeting = body.meetingNow();
        try (Live tab = joins(Cast.DANA, meeting)) {
            awaitsOne(meeting, true);
            assertThat(tab.isOpen()).isTrue();
        }
        Stay before = awaitsOne(meeting, false);
        jdbc.sql("update attendance set arrived_at = arrived_at - interval '1 hour', left_at = ? where id = ?")
                .params(
                        Timestamp.from(
                                clock.instant().minus(SelfCheckIns.RETURN).minusSeconds(1)),
                        before.id())
                .update();
        try (Live back = joins(Cast.DANA, meeting)) {
            await().atMost(PATIENCE).until(() -> stays(meeting).size() == 2);
            assertThat(stays(meeting).getFirst().leftAt()).isNotNull();
            assertThat(stays(meeting).getLast().leftAt()).isNull();
            assertThat(back.isOpen()).isTrue();
        }
    }

    @Test
    void guestsAreCountedTooButNoProgramsAndNobodyWhoOnlyReadsAlong() {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        jdbc.sql("insert into reading_along (meeting_id, person_id, since) values (?, ?, now())")
                .params(meeting.id(), Cast.EDDA.id())
                .update();
        try (Live program = new Client(port, Cast.VICTOR).live().joins(meeting, 0);
                Live reader = joins(Cast.EDDA, meeting);
                Live guest = joins(Cast.GUS, meeting)) {
            guest.awaitsPeople(3);
            assertThat(awaitsOne(meeting, true).person()).isEqualTo(Cast.GUS.id());
            checkIns.bringUpToDate(new RoomId(meeting.room()));
            assertThat(stays(meeting)).hasSize(1);
            assertThat(program.isOpen() && reader.isOpen()).isTrue();
        }
    }

    @Test
    void whoIsInTheHouseIsNotRemoteToo() {
        Week week = Week.now(jdbc);
        Gathering meeting = body.meetingNow();
        week.holds(meeting);
        jdbc.sql("""
                        insert into attendance (id, event_id, person_id, mode, arrived_at, source, recorded_by, recorded_at)
                        values (?, ?, ?, 'IN_PERSON', now() - interval '1 hour', 'DESK', ?, now())""")
                .params(NewId.next(), week.id(), Cast.DANA.id(), Cast.ADA.id())
                .update();
        try (Live dana = joins(Cast.DANA, meeting);
                Live carla = joins(Cast.CARLA, meeting)) {
            carla.awaitsPeople(2);
            assertThat(awaitsOne(meeting, true).person()).isEqualTo(Cast.CARLA.id());
            // She leaves the house and follows the rest from the train.
            jdbc.sql("update attendance set left_at = now() where event_id = ?")
                    .param(week.id())
                    .update();
            attendance.lookAround();
            assertThat(stays(meeting)).extracting(Stay::person).containsExactly(Cast.CARLA.id(), Cast.DANA.id());
            assertThat(dana.isOpen()).isTrue();
        }
    }

    @Test
    void oneIsThereOnlyWhileTheMeetingGoesOn() {
        Instant now = clock.instant();
        Gathering meeting =
                body.meeting(Body.DMSO, now.plus(1, ChronoUnit.HOURS), now.plus(2, ChronoUnit.HOURS), "ACCEPT");
        try (Live early = joins(Cast.DANA, meeting)) {
            await().atMost(PATIENCE)
                    .until(() -> jdbc.sql("select count(*) from room_presence where room_id = ? and ? = any(attending)")
                                    .params(meeting.room(), Cast.DANA.id())
                                    .query(Integer.class)
                                    .single()
                            == 1);
            checkIns.bringUpToDate(new RoomId(meeting.room()));
            assertThat(stays(meeting)).isEmpty();

            begins(meeting, now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS));
            attendance.lookAround();
            assertThat(stays(meeting)).singleElement().extracting(Stay::leftAt).isNull();

            // It ended a while ago, and nobody looked since.
            Instant end = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            begins(meeting, now.minus(1, ChronoUnit.HOURS), end);
            await().atMost(PATIENCE).until(() -> clock.instant().isAfter(end));
            attendance.lookAround();
            assertThat(stays(meeting))
                    .singleElement()
                    .satisfies(stay -> assertThat(stay.leftAt()).isEqualTo(end));
            assertThat(early.isOpen()).isTrue();
        }
    }

    private void begins(Gathering meeting, Instant from, Instant to) {
        jdbc.sql("update meeting set contribution_deadline = ?, starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(from), Timestamp.from(from), Timestamp.from(to), meeting.id())
                .update();
    }

    @Test
    void whoseNodeDiedWasThereUntilItsWordRanOut() {
        Gathering meeting = body.meetingNow();
        UUID node = NewId.next();
        jdbc.sql("""
                        insert into room_presence (room_id, node, people, attending, until)
                        values (?, ?, '{}', array[?::uuid], now() + interval '3 seconds')""").params(meeting.room(), node, Cast.DANA.id()).update();
        attendance.lookAround();
        assertThat(stays(meeting)).singleElement().extracting(Stay::leftAt).isNull();
        Instant until = jdbc.sql("select until from room_presence where node = ?")
                .param(node)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
        assertThat(awaitsOne(meeting, false).leftAt()).isEqualTo(until);
    }

    @Test
    void theDelegateInWhoseNameStaffLookAroundIsNotThere() {
        Gathering meeting = body.meetingNow();
        OwnPerson staff = OwnPerson.known(jdbc).andStaff(jdbc);
        OwnPerson delegate = OwnPerson.of(Cast.Company.LOREM, jdbc);
        BrowserSession session = BrowserSession.of(sessions, staff.subject());
        UUID acting = NewId.next();
        jdbc.sql("""
                        insert into acting (id, staff_id, person_id, reason, started_at, until, session_primary_id)
                        select ?, ?, ?, 'asked by telephone', now(), now() + interval '30 minutes', primary_id
                          from spring_session where session_id = ?""").params(acting, staff.id(), delegate.id(), session.id()).update();
        putInto(sessions, session.id(), acting);
        try (Live acted = new Client(port, Cast.DANA)
                        .live(Client.handshake()
                                .header("Cookie", session.cookieHeader())
                                .header("Origin", "http://localhost:" + port)
                                .subprotocols("rostrum.v1"))
                        .joins(meeting, 0);
                Live carla = joins(Cast.CARLA, meeting)) {
            carla.awaitsPeople(2);
            assertThat(awaitsOne(meeting, true).person()).isEqualTo(Cast.CARLA.id());
            assertThat(acted.isOpen()).isTrue();
        }
    }

    private static <S extends Session> void putInto(SessionRepository<S> sessions, String id, UUID acting) {
        S session = Objects.requireNonNull(sessions.findById(id));
        session.setAttribute(CurrentViewer.ACTING, acting);
        sessions.save(session);
    }
}
