package org.rostrum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.floor.EntryKind.Wish;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@RostrumTest
class SpeakerQueueTests {

    private final Body body;
    private final SpeakerQueue queue;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private Gathering meeting;

    SpeakerQueueTests(Body body, SpeakerQueue queue, Viewers viewers, JdbcClient jdbc, MockMvcTester mvc) {
        this.body = body;
        this.queue = queue;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.mvc = mvc;
        this.meeting = body.meetingNow();
    }

    @BeforeEach
    void aMeetingGoesOn() {
        meeting = body.meetingNow();
    }

    private Viewer as(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private RoomId room() {
        return new RoomId(meeting.room());
    }

    private QueueView joins(Cast person, EntryKind kind, String topic) {
        return queue.join(as(person), room(), kind, topic, null);
    }

    private QueueView joins(Cast person) {
        return joins(person, EntryKind.NEW_TOPIC, "");
    }

    /** What the chair sees on the page: a join that changes nothing answers with it. */
    private QueueView seen() {
        return queue.close(as(Cast.CARLA), room(), closed());
    }

    private boolean closed() {
        return jdbc.sql("select coalesce((select closed from speaker_queue where room_id = ?), false)")
                .param(meeting.room())
                .query(Boolean.class)
                .single();
    }

    private QueueView next(@Nullable EntryId expected) {
        return queue.call(as(Cast.CARLA), room(), expected, null);
    }

    private EntryId entry(Cast person) {
        return Stream.concat(Stream.ofNullable(seen().speaking()), seen().waiting().stream())
                .filter(entry -> entry.person().value().equals(person.id()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<String> names(QueueView view) {
        return view.waiting().stream()
                .map(entry -> entry.name().split(" ", -1)[0].toUpperCase(Locale.ROOT))
                .toList();
    }

    private static String speaker(QueueView view) {
        QueueEntry speaking = view.speaking();
        return speaking == null ? "" : speaking.name().split(" ", -1)[0].toUpperCase(Locale.ROOT);
    }

    private List<String> log() {
        return jdbc.sql("select type from room_event where room_id = ? order by seq")
                .param(meeting.room())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static void refused(Refusal.Reason reason, Runnable act) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(act::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void pointsOfOrderSpeakBeforeQuestionsBeforeRepliesBeforeNewTopicsEachInTheOrderTheyCame() {
        joins(Cast.DANA, EntryKind.NEW_TOPIC, "timers");
        joins(Cast.DEVI, EntryKind.REPLY, "");
        joins(Cast.IPSI, EntryKind.NEW_TOPIC, "");
        joins(Cast.EDDA, EntryKind.QUESTION, "");
        joins(Cast.SEKRA, EntryKind.REPLY, "");
        QueueView view = joins(Cast.VICTOR, EntryKind.POINT_OF_ORDER, "");
        assertThat(names(view)).containsExactly("VICTOR", "EDDA", "DEVI", "SEKRA", "DANA", "IPSI");
        assertThat(view.waiting().get(4).topic()).isEqualTo("timers");
    }

    @Test
    void whoWaitsAlreadyKeepsThePlaceAndMayBeInTheQueueForSomethingElseToo() {
        joins(Cast.DANA);
        joins(Cast.DEVI);
        assertThat(names(joins(Cast.DANA))).containsExactly("DANA", "DEVI");
        assertThat(log()).containsExactly("queue.joined", "queue.joined");
        QueueView view = joins(Cast.DANA, EntryKind.NEW_TOPIC, "  the   timer ");
        assertThat(names(view)).containsExactly("DANA", "DEVI");
        assertThat(view.waiting().getFirst().topic()).isEqualTo("the timer");
        assertThat(names(joins(Cast.DANA, EntryKind.POINT_OF_ORDER, ""))).containsExactly("DANA", "DANA", "DEVI");
    }

    @Test
    void theSameWishSentAgainAfterItsSpeakerWasHeardAsksForNothing() {
        queue.join(as(Cast.DANA), room(), EntryKind.NEW_TOPIC, "", "once");
        QueueView called = next(null);
        queue.done(as(Cast.DANA), room(), Objects.requireNonNull(called.last()));
        assertThat(queue.join(as(Cast.DANA), room(), EntryKind.NEW_TOPIC, "", "once")
                        .waiting())
                .isEmpty();
    }

    @Test
    void whoDefersGoesBehindThoseOfTheSameKindAndNobodyOvertakes() {
        joins(Cast.DANA, EntryKind.REPLY, "");
        joins(Cast.DEVI, EntryKind.REPLY, "");
        joins(Cast.IPSI);
        EntryId dana = entry(Cast.DANA);
        assertThat(names(queue.defer(as(Cast.DANA), room(), dana))).containsExactly("DEVI", "DANA", "IPSI");
        assertThat(names(queue.defer(as(Cast.DANA), room(), dana)))
                .as("behind the last there is nobody to let go first")
                .containsExactly("DEVI", "DANA", "IPSI");
        assertThat(log()).endsWith("queue.joined", "queue.deferred");
        refused(Refusal.Reason.FORBIDDEN, () -> queue.defer(as(Cast.CARLA), room(), dana));
    }

    @Test
    void nextGivesTheFloorToTheFirstAndTakesItFromWhoeverHadIt() {
        joins(Cast.DANA);
        joins(Cast.DEVI);
        QueueView first = next(null);
        assertThat(speaker(first)).isEqualTo("DANA");
        QueueView second = next(first.last());
        assertThat(speaker(second)).isEqualTo("DEVI");
        assertThat(second.waiting()).isEmpty();
        QueueView over = next(second.last());
        assertThat(over.speaking()).isNull();
        refused(Refusal.Reason.CONFLICT, () -> next(over.last()));
        assertThat(log())
                .containsExactly(
                        "queue.joined", "queue.joined", "queue.called", "queue.done", "queue.called", "queue.done");
    }

    @Test
    void aDoubleNextWithTheSameExpectedEntryAdvancesOnce() throws InterruptedException {
        Stream.of(Cast.DANA, Cast.DEVI, Cast.IPSI, Cast.EDDA).forEach(this::joins);
        EntryId dana = Objects.requireNonNull(next(null).last());
        assertThat(AtOnce.refused(
                        () -> next(dana),
                        () -> next(dana),
                        () -> queue.call(as(Cast.VICTOR), room(), dana, null),
                        () -> queue.done(as(Cast.DANA), room(), dana)))
                .isEmpty();
        assertThat(speaker(seen())).isEqualTo("DEVI");
        assertThat(log()).filteredOn("queue.done"::equals).hasSize(1);
        assertThat(log()).filteredOn("queue.called"::equals).hasSize(2);
    }

    @Test
    void aNextWhoseAnswerWasLostCallsNobodyElseLater() {
        joins(Cast.DANA);
        joins(Cast.DEVI);
        EntryId dana = Objects.requireNonNull(next(null).last());
        queue.done(as(Cast.DANA), room(), dana);
        QueueView again = next(null);
        assertThat(again.speaking()).isNull();
        assertThat(names(again)).containsExactly("DEVI");
        assertThat(speaker(next(dana)))
                .as("the speaker was faster to say done than the chair to say next")
                .isEqualTo("DEVI");
    }

    @Test
    void manyWhoJoinAtOnceEachGetAPlaceOfTheirOwn() throws InterruptedException {
        Cast[] crowd = {Cast.DANA, Cast.DEVI, Cast.IPSI, Cast.EDDA, Cast.SEKRA, Cast.VICTOR};
        assertThat(AtOnce.refused(
                        Stream.concat(Arrays.stream(crowd), Arrays.stream(crowd).sorted())
                                .map(person -> (Runnable) () -> joins(person))
                                .toArray(Runnable[]::new)))
                .isEmpty();
        assertThat(seen().waiting()).hasSize(crowd.length);
        assertThat(seen().waiting().stream().map(QueueEntry::place)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void theChairMayCallOneWhoIsNotFirst() {
        joins(Cast.DANA);
        joins(Cast.DEVI);
        EntryId devi = entry(Cast.DEVI);
        assertThat(speaker(queue.call(as(Cast.CARLA), room(), null, devi))).isEqualTo("DEVI");
        EntryId dana = entry(Cast.DANA);
        queue.leave(as(Cast.DANA), room(), dana);
        refused(Refusal.Reason.CONFLICT, () -> queue.call(as(Cast.CARLA), room(), devi, dana));
        assertThat(speaker(seen())).as("nothing was changed").isEqualTo("DEVI");
    }

    @Test
    void aClosedQueueStillTakesPointsOfOrder() {
        joins(Cast.DANA);
        queue.close(as(Cast.CARLA), room(), true);
        refused(Refusal.Reason.FORBIDDEN, () -> joins(Cast.DEVI));
        assertThat(names(joins(Cast.IPSI, EntryKind.POINT_OF_ORDER, ""))).containsExactly("IPSI", "DANA");
        queue.close(as(Cast.CARLA), room(), false);
        assertThat(names(joins(Cast.DEVI))).containsExactly("IPSI", "DANA", "DEVI");
        assertThat(log()).contains("queue.closed", "queue.reopened");
    }

    @Test
    void eachLeavesForThemselvesAndTheChairForOthersOnRecord() {
        joins(Cast.DANA);
        joins(Cast.DEVI);
        EntryId dana = entry(Cast.DANA);
        EntryId devi = entry(Cast.DEVI);
        refused(Refusal.Reason.FORBIDDEN, () -> queue.leave(as(Cast.DEVI), room(), dana));
        refused(Refusal.Reason.FORBIDDEN, () -> queue.leave(as(Cast.SEKRA), room(), dana));
        queue.leave(as(Cast.DANA), room(), dana);
        queue.leave(as(Cast.DANA), room(), dana);
        queue.leave(as(Cast.CARLA), room(), devi);
        assertThat(seen().waiting()).isEmpty();
        assertThat(log()).containsExactly("queue.joined", "queue.joined", "queue.left", "queue.left");
        assertThat(jdbc.sql("select action from audit_entry where subject_id = ? and person_id = ?")
                        .params(meeting.id().toString(), Cast.CARLA.id())
                        .query(String.class)
                        .list())
                .containsExactly("queue.removed");
    }

    @Test
    void onlyTheChairGivesTheFloorOrClosesTheQueue() {
        joins(Cast.DANA);
        for (Cast other : List.of(Cast.DANA, Cast.SEKRA, Cast.ADA)) {
            refused(Refusal.Reason.FORBIDDEN, () -> queue.call(as(other), room(), null, null));
            refused(Refusal.Reason.FORBIDDEN, () -> queue.close(as(other), room(), true));
        }
        EntryId dana = Objects.requireNonNull(next(null).last());
        refused(Refusal.Reason.FORBIDDEN, () -> queue.done(as(Cast.DEVI), room(), dana));
    }

    @Test
    void outsidersFindNoQueueAndGuestsMayNotJoin() {
        body.invites(Cast.GUS, meeting);
        refused(Refusal.Reason.FORBIDDEN, () -> joins(Cast.GUS));
        Gathering closed = body.meeting(Body.CITY, Instant.now(), Instant.now().plusSeconds(3600), "ACCEPT");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(
                        () -> queue.join(as(Cast.DANA), new RoomId(closed.room()), EntryKind.POINT_OF_ORDER, "", null));
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/queue", closed.room())
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(404);
        assertThat(mvc.post()
                        .uri("/api/v1/rooms/{room}/queue", meeting.room())
                        .header("Authorization", "Bearer " + Cast.GUS.token())
                        .contentType("application/json")
                        .content("{}"))
                .hasStatus(403);
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/queue", meeting.room())
                        .header("Authorization", "Bearer " + Cast.GUS.token()))
                .as("a guest reads along")
                .hasStatusOk();
    }

    @Test
    void theRoomWorksTheQueueByFormsAndKeepsWhatWasRefused() throws Exception {
        String tooLong = "x".repeat(201);
        var refused = mvc.post()
                .uri("/meetings/{id}/room/queue", meeting.id())
                .with(Body.signedIn(Cast.DANA))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("kind", "REPLY")
                .param("topic", tooLong)
                .exchange();
        assertThat(refused).hasStatus3xxRedirection();
        assertThat(refused)
                .flash()
                .containsEntry("queueTopic", tooLong)
                .extractingByKey("queueRefusal", InstanceOfAssertFactories.STRING)
                .contains("200 are the most");

        assertThat(mvc.post()
                        .uri("/meetings/{id}/room/queue", meeting.id())
                        .with(Body.signedIn(Cast.DANA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param("kind", "REPLY")
                        .param("topic", "<b>retries</b>"))
                .hasStatus3xxRedirection();
        String leaving = "/queue/" + entry(Cast.DANA) + "/leaving";
        assertThat(room(Cast.DANA))
                .contains("You are next.", "&lt;b&gt;retries", leaving)
                .doesNotContain("/calls");
        assertThat(room(Cast.DEVI)).contains("retries").doesNotContain("You are next", leaving, "/calls");
        assertThat(room(Cast.CARLA)).contains("/calls", leaving, "Take off");
        assertThat(mvc.post()
                        .uri("/meetings/{id}/room/queue/calls", meeting.id())
                        .with(Body.signedIn(Cast.CARLA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param("expected", ""))
                .hasStatus3xxRedirection();
        assertThat(room(Cast.DANA))
                .contains("You have the floor.", "Dana Sample (Examplecom) has the floor: &lt;b&gt;");
    }

    private String room(Cast person) throws Exception {
        return mvc.get()
                .uri("/meetings/{id}/room", meeting.id())
                .with(Body.signedIn(person))
                .exchange()
                .getResponse()
                .getContentAsString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''                               | NEW_TOPIC      | ''",
                "to ask about the timer           | NEW_TOPIC      | ask about the timer",
                "timers                           | NEW_TOPIC      | timers",
                "Point of Order                   | POINT_OF_ORDER | ''",
                "to raise a point of order: quorum | POINT_OF_ORDER | quorum",
                "clarifying question about  9.2   | QUESTION       | 9.2",
                "question, which annex?           | QUESTION       | which annex?",
                "questionable retries             | NEW_TOPIC      | questionable retries",
                "reply                            | REPLY          | ''",
                "to reply on retries              | REPLY          | retries",
                "new topic - next meeting         | NEW_TOPIC      | next meeting",
            })
    void theKindIsSaidByTheWordsItBeginsWith(String typed, EntryKind kind, String topic) {
        assertThat(Wish.of(typed)).isEqualTo(new Wish(kind, topic));
    }
}
