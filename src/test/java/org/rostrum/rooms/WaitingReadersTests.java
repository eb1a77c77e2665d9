package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Client.Answer;
import org.rostrum.testing.Live;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Following a room without a socket: who asks again and again, and waits for each answer. */
@ServedRostrumTest
class WaitingReadersTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());
    private static final int PER_PERSON = 20;

    private final Body body;
    private final Newcomers newcomers;
    private final Organizations organizations;
    private final People people;
    private final RoomSettings settings;
    private final DataSource pool;
    private final int port;

    WaitingReadersTests(
            Body body,
            Newcomers newcomers,
            Organizations organizations,
            People people,
            RoomSettings settings,
            DataSource pool,
            @LocalServerPort int port) {
        this.body = body;
        this.newcomers = newcomers;
        this.organizations = organizations;
        this.people = people;
        this.settings = settings;
        this.pool = pool;
        this.port = port;
    }

    private Client client(Newcomer person) {
        return new Client(port, person);
    }

    private static String events(Gathering meeting, String query) {
        return "/api/v1/rooms/" + meeting.room() + "/events?" + query;
    }

    /** Asks, and comes back when the room is known to know that they are there. */
    private CompletableFuture<Answer> waits(
            Live observer, long people, Newcomer person, Gathering meeting, long after) {
        CompletableFuture<Answer> answer = asks(person, meeting, after);
        observer.awaitsPeople(people);
        return answer;
    }

    private CompletableFuture<Answer> asks(Newcomer person, Gathering meeting, long after) {
        return CompletableFuture.supplyAsync(
                () -> client(person).get(events(meeting, "after=" + after + "&wait=25")),
                task -> Thread.ofVirtual().start(task));
    }

    private static List<Long> seqs(Answer answer) {
        return StreamSupport.stream(answer.json().get("items").spliterator(), false)
                .map(event -> event.get("seq").longValue())
                .toList();
    }

    @Test
    void whoWaitsIsAnsweredAtOnceWhenSomethingHappensWithTheSameEventsAsTheSockets() {
        Gathering meeting = body.meetingNow();
        Newcomer reader = newcomers.delegate();
        Newcomer speaker = newcomers.delegate();
        client(speaker).says(meeting, "before");
        try (Live observer = client(speaker).live().joins(meeting, 0)) {
            var answer = waits(observer, 2, reader, meeting, 1);
            assertThat(answer).isNotDone();
            client(speaker).says(meeting, "now");
            Instant said = Instant.now();
            assertThat(seqs(answer.join())).containsExactly(2L);
            assertThat(Duration.between(said, Instant.now())).isLessThan(Duration.ofSeconds(2));

            observer.awaits(2);
            JsonNode item = answer.join().json().get("items").get(0);
            assertThat(item).isEqualTo(observer.events().getLast());
            assertThat(answer.join().json().get("last").longValue()).isEqualTo(2);
            assertThat(answer.join().json().get("presence").get("people").longValue())
                    .isEqualTo(2);
        }
        // What is there already is not waited for.
        assertThat(seqs(asks(reader, meeting, 0).join())).containsExactly(1L, 2L);
    }

    @Test
    void whenTimeIsUpTheAnswerIsEmptyAndTheReaderIsStillThere() {
        Gathering meeting = body.meetingNow();
        Newcomer reader = newcomers.delegate();
        try (Live observer = client(newcomers.delegate()).live().joins(meeting, 0)) {
            Instant asked = Instant.now();
            Answer answer = client(reader).get(events(meeting, "wait=1"));
            assertThat(Duration.between(asked, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(seqs(answer)).isEmpty();
            observer.awaitsPeople(2);
            assertThat(client(reader).get(events(meeting, "wait=0")).status()).isEqualTo(200);
            assertThat(client(reader).get(events(meeting, "")).json().has("presence"))
                    .as("who only reads the log is not in the room")
                    .isFalse();
        }
    }

    @Test
    void numbersThatCannotBeAreRefusedInWords() {
        Gathering meeting = body.meetingNow();
        client(newcomers.delegate()).says(meeting, "one");
        for (String query : List.of(
                "after=-1&wait=25",
                "after=2&wait=25",
                "after=" + Long.MAX_VALUE + "&wait=25",
                "wait=-1",
                "wait=26",
                "limit=0&wait=1")) {
            Answer answer = client(newcomers.delegate()).get(events(meeting, query));
            assertThat(answer.status()).as(query).isEqualTo(422);
            assertThat(answer.json().get("detail").stringValue()).as(query).isNotEmpty();
        }
        assertThat(client(newcomers.delegate())
                        .get(events(meeting, "after=9&wait=25"))
                        .json()
                        .get("detail")
                        .stringValue())
                .contains("ends at 1");
        assertThat(client(newcomers.delegate())
                        .get(events(meeting, "wait=soon"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anOutsiderDoesNotWait() {
        Gathering meeting = body.meetingNow();
        client(newcomers.delegate()).says(meeting, "one");
        Newcomer guestElsewhere = newcomers.person();
        assertThat(client(guestElsewhere).get(events(meeting, "wait=25")).status())
                .isEqualTo(403);
        var closed = newcomers.group(Visibility.GROUP);
        Instant now = Instant.now();
        Gathering among = body.meeting(
                closed.id().value(), now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS), "ACCEPT");
        assertThat(client(newcomers.delegate()).get(events(among, "wait=25")).status())
                .isEqualTo(404);
    }

    @Test
    void whoLosesTheirMembershipWhileTheyWaitIsRefusedAtOnceAndReadsNothingMore() {
        Gathering meeting = body.meetingNow();
        var member = newcomers.member("essential");
        Newcomer reader = newcomers.delegate(member);
        Newcomer leaver = newcomers.delegate();
        Newcomer speaker = newcomers.delegate();
        try (Live observer = client(speaker).live().joins(meeting, 0)) {
            var suspended = waits(observer, 2, reader, meeting, 0);
            var deactivated = waits(observer, 3, leaver, meeting, 0);
            organizations.change(member, "essential", Standing.SUSPENDED, null, "Fee", ADA);
            Instant done = Instant.now();
            assertThat(suspended.join().status()).isEqualTo(403);
            assertThat(Duration.between(done, Instant.now())).isLessThan(Duration.ofSeconds(2));
            people.deactivate(leaver.id(), ADA);
            assertThat(deactivated.join().status()).isEqualTo(401);
            // Neither is shown as being there.
            observer.awaitsPeople(1);
            client(speaker).says(meeting, "among ourselves");
            assertThat(client(reader).get(events(meeting, "wait=25")).status()).isEqualTo(403);
        }
    }

    @Test
    void manyWaitWithoutAConnectionToTheDatabaseAndOnePersonOnlySoManyTimes() {
        assertThat(settings.socketsPerPerson()).isEqualTo(PER_PERSON);
        Gathering meeting = body.meetingNow();
        Newcomer reader = newcomers.delegate();
        Newcomer other = newcomers.delegate();
        try (Live observer = client(newcomers.delegate()).live().joins(meeting, 0)) {
            var asked = IntStream.range(0, PER_PERSON + 5)
                    .mapToObj(i -> asks(reader, meeting, 0))
                    .toList();
            await().until(() -> asked.stream().filter(CompletableFuture::isDone).count() == 5);
            assertThat(asked)
                    .filteredOn(CompletableFuture::isDone)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(429));
            var waiting = asked.stream().filter(answer -> !answer.isDone()).toList();
            var others = waits(observer, 3, other, meeting, 0);
            await().until(() ->
                    pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections() == 0);
            client(other).says(meeting, "all at once");
            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(seqs(answer.join())).containsExactly(1L));
            assertThat(seqs(others.join())).containsExactly(1L);
            assertThat(client(reader).get(events(meeting, "after=1&wait=1")).status())
                    .isEqualTo(200);
        }
    }
}
