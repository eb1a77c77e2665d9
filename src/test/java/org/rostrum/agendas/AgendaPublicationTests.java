package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RostrumTest
@RecordApplicationEvents
class AgendaPublicationTests {

    private final Body body;
    private final JdbcClient jdbc;
    private final AgendaPublications publications;
    private final AgendaDrafts drafts;
    private final AgendaGestures officer;

    AgendaPublicationTests(
            Body body, JdbcClient jdbc, AgendaPublications publications, AgendaDrafts drafts, Viewers viewers) {
        this.body = body;
        this.jdbc = jdbc;
        this.publications = publications;
        this.drafts = drafts;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private List<String> roomEvents(Gathering meeting) {
        return jdbc.sql("select event from room_event where room_id = ? order by seq")
                .param(meeting.room())
                .query((row, n) -> row.getString("event"))
                .list();
    }

    private int versions(Gathering meeting) {
        return jdbc.sql("select count(*) from agenda_publication where meeting_id = ?")
                .param(meeting.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void theChairPublishesTheDraftAsVersionOneAndTellsTheRoomTheOthersAndTheAudit(ApplicationEvents events) {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "  Bootstrap", "Close");

        PublishedAgenda agenda = officer.publishes(Cast.CARLA, meeting, "First version");

        assertThat(agenda.version()).isEqualTo(1);
        assertThat(agenda.publishedBy()).isEqualTo(Cast.CARLA.fullName());
        assertThat(agenda.items())
                .extracting(AgendaEntry::number, AgendaEntry::title)
                .containsExactly(
                        tuple("1", "Opening"),
                        tuple("2", "Change requests"),
                        tuple("2.1", "Bootstrap"),
                        tuple("3", "Close"));
        assertThat(roomEvents(meeting))
                .singleElement()
                .asString()
                .contains(
                        "\"type\":\"agenda.published\"",
                        "\"data\":{\"version\":1,\"note\":\"First version\",\"changed\":null}");
        assertThat(events.stream(AgendaPublished.class))
                .filteredOn(told -> told.meeting().value().equals(meeting.id()))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.version()).isEqualTo(1);
                    assertThat(told.room().value()).isEqualTo(meeting.room());
                    assertThat(told.items())
                            .isEqualTo(agenda.items().stream()
                                    .map(item -> item.id().value())
                                    .toList());
                });
        assertThat(jdbc.sql("""
                        select count(*) from audit_entry
                         where action = 'agenda.published' and subject_id = ? and person_id = ?""")
                        .params(meeting.id().toString(), Cast.CARLA.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anItemKeepsItsIdentityOverVersions() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Close");
        PublishedAgenda first = officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.VICTOR, meeting, "New first item", "Close", "Opening");
        PublishedAgenda second = officer.publishes(Cast.VICTOR, meeting, "");

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.items().get(2).id()).isEqualTo(first.items().get(0).id());
        assertThat(second.items().get(1).id()).isEqualTo(first.items().get(1).id());
    }

    @Test
    void staffPublishAndASecretaryDoesNot() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.SEKRA, meeting, "Opening");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> officer.publishes(Cast.SEKRA, meeting, ""))
                .withMessage("You may not publish the agenda here. Who may: chair, staff.")
                .matches(e -> e.reason() == Refusal.Reason.FORBIDDEN);
        assertThat(versions(meeting)).isZero();
        assertThat(officer.publishes(Cast.ADA, meeting, "").version()).isEqualTo(1);
    }

    @Test
    void anEmptyDraftIsNotPublished() {
        Gathering meeting = body.meetingNow();

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> officer.publishes(Cast.CARLA, meeting, ""))
                .withMessage("The draft is empty: there is nothing to publish yet.");
        assertThat(roomEvents(meeting)).isEmpty();
    }

    @Test
    void anUnchangedDraftIsNotPublishedAgain() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "A second thought");
        officer.drafts(Cast.CARLA, meeting, "Opening");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> officer.publishes(Cast.CARLA, meeting, "again"))
                .withMessageContaining("says the same as version 1");
        assertThat(versions(meeting)).isEqualTo(1);
    }

    @Test
    void whatTheChairDidNotLookAtIsNotPublished() {
        Gathering meeting = body.meetingNow();
        Draft looked = officer.drafts(Cast.CARLA, meeting, "Opening");
        officer.drafts(Cast.VICTOR, meeting, "Opening", "Slipped in");

        assertThatExceptionOfType(StaleDraft.class)
                .isThrownBy(() -> publications.publish(
                        new MeetingId(meeting.id()), officer.as(Cast.CARLA), looked.revision(), "", "look"));
        assertThat(versions(meeting)).isZero();
    }

    @Test
    void twentyClicksAtOncePublishOnce() throws Exception {
        Gathering meeting = body.meetingNow();
        Draft draft = officer.drafts(Cast.CARLA, meeting, "Opening");
        CountDownLatch start = new CountDownLatch(1);
        Callable<Integer> click = () -> {
            start.await();
            return publications
                    .publish(
                            new MeetingId(meeting.id()),
                            officer.as(Cast.CARLA),
                            draft.revision(),
                            "once",
                            "the same click")
                    .version();
        };
        try (ExecutorService clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    IntStream.range(0, 20).mapToObj(n -> clicks.submit(click)).toList();
            start.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
        assertThat(versions(meeting)).isEqualTo(1);
        assertThat(roomEvents(meeting)).hasSize(1);
    }

    @Test
    void aKeyThatWasUsedForAnotherPublicationIsRefused() {
        Gathering meeting = body.meetingNow();
        Draft draft = officer.drafts(Cast.CARLA, meeting, "Opening");
        MeetingId id = new MeetingId(meeting.id());
        publications.publish(id, officer.as(Cast.CARLA), draft.revision(), "one", "key");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> publications.publish(id, officer.as(Cast.CARLA), draft.revision(), "another", "key"))
                .withMessageContaining("used for another publication");
    }

    @Test
    void aNoteThatIsTooLongIsRefusedBesideItsField() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> officer.publishes(Cast.CARLA, meeting, "x".repeat(2_001)))
                .satisfies(e -> assertThat(e.fields()).containsOnlyKeys("note"));
    }

    @Test
    void theDatabaseRefusesToChangeWhatWasPublished() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        officer.publishes(Cast.CARLA, meeting, "");

        for (String change : List.of(
                "update agenda_published_item set title = 'Rewritten' where meeting_id = ?",
                "delete from agenda_published_item where meeting_id = ?",
                "update agenda_publication set note = 'Rewritten' where meeting_id = ?",
                "delete from agenda_publication where meeting_id = ?")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(change)
                    .isThrownBy(() -> jdbc.sql(change).param(meeting.id()).update())
                    .withMessageContaining("append-only");
        }
    }

    @Test
    void nothingIsPublishedWhenItCannotBeTold() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        MeetingId id = new MeetingId(meeting.id());
        // The number the log would take next is taken, so the event cannot be written, and nothing else may be.
        jdbc.sql("insert into room_event (room_id, seq, type, at, event) values (?, 1, 'a.b', now(), '{}')")
                .param(meeting.room())
                .update();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> publications.publish(id, officer.as(Cast.CARLA), 1, "", "told"));
        assertThat(versions(meeting)).isZero();
        assertThat(drafts.read(id).published()).isZero();
    }

    @Test
    void fourHundredItemsArePublished() {
        Gathering meeting = body.meetingNow();
        String[] lines = IntStream.range(0, 400)
                .mapToObj(n -> "  ".repeat(n % 4) + "Item " + n)
                .toArray(String[]::new);
        officer.drafts(Cast.CARLA, meeting, lines);

        PublishedAgenda agenda = officer.publishes(Cast.CARLA, meeting, "All of them");

        assertThat(agenda.items()).hasSize(400);
        assertThat(agenda.items().getLast().number()).isEqualTo("100.1.1.1");
    }
}
