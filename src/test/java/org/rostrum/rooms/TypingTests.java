package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.ShownWriting;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is writing in a room: told to those who watch it, rarely, and of nobody who may not write. */
@ServedRostrumTest
class TypingTests {

    private final Body body;
    private final JdbcClient jdbc;
    private final ShownWriting shown;
    private final int port;
    private Gathering meeting;

    TypingTests(Body body, JdbcClient jdbc, ShownWriting shown, @LocalServerPort int port) {
        this.body = body;
        this.jdbc = jdbc;
        this.shown = shown;
        this.port = port;
        this.meeting = body.meetingNow();
    }

    @BeforeEach
    void aMeeting() {
        meeting = body.meetingNow();
    }

    private Live joins(Cast person) {
        return new Client(port, person).live().joins(meeting, 0);
    }

    private String thread() {
        return jdbc.sql("select id from thread where room_id = ?")
                .param(meeting.room())
                .query(UUID.class)
                .single()
                .toString();
    }

    @Test
    void whoWritesIsNamedToThoseWhoWatchAndToWhoComesLaterUntilTheyStop() {
        try (Live dana = joins(Cast.DANA);
                Live carla = joins(Cast.CARLA)) {
            dana.types(meeting, thread());
            carla.awaitsWriting(Cast.DANA.fullName());
            assertThat(carla.writing().getLast().get(0).get("thread").stringValue())
                    .isEqualTo(thread());
            try (Live devi = joins(Cast.DEVI)) {
                devi.awaitsWriting(Cast.DANA.fullName());
            }
            dana.types(meeting, null);
            carla.awaitsWriting("");
            assertThat(new Client(port, Cast.CARLA).log(meeting)).isEmpty();
            assertThat(dana.errors()).isEmpty();
        }
    }

    @Test
    void ofManyThreeAreNamedAndTheRoomIsToldOnceASecondAtMost() {
        List<Live> all = new ArrayList<>();
        for (Cast person : List.of(Cast.CARLA, Cast.VICTOR, Cast.SEKRA, Cast.EDDA, Cast.DANA)) {
            all.add(joins(person));
        }
        Instant begun = Instant.now();
        for (int round = 0; round < 20; round++) {
            all.forEach(one -> one.types(meeting, null));
            all.forEach(one -> one.types(meeting, thread()));
        }
        await().untilAsserted(() -> assertThat(all.getFirst().writing()).last().satisfies(writing -> {
            assertThat(writing).hasSize(1);
            assertThat(writing.get(0).get("people")).hasSize(3);
            assertThat(writing.get(0).get("more").intValue()).isEqualTo(2);
        }));
        assertThat(all.getFirst().writing())
                .hasSizeLessThanOrEqualTo(
                        (int) Duration.between(begun, Instant.now()).toSeconds() + 2);
        all.forEach(Live::close);
    }

    @Test
    void whoMayNotWriteIsNotShownAndWhoDoesNotWatchIsTold() {
        body.invites(Cast.GUS, meeting);
        jdbc.sql("insert into room_mute (room_id, person_id, until, reason, by, at) values (?, ?, ?, ?, ?, now())")
                .params(
                        meeting.room(),
                        Cast.DEVI.id(),
                        Timestamp.from(Instant.now().plusSeconds(600)),
                        "Cool down",
                        Cast.CARLA.id())
                .update();
        Gathering elsewhere = body.meetingNow();
        try (Live gus = joins(Cast.GUS);
                Live devi = joins(Cast.DEVI);
                Live dana = joins(Cast.DANA);
                Live carla = joins(Cast.CARLA)) {
            gus.types(meeting, thread());
            devi.types(meeting, thread());
            dana.types(meeting, UUID.randomUUID().toString());
            dana.types(elsewhere, thread());
            assertThat(dana.awaitsError().get("status").intValue()).isEqualTo(404);
            // Answered in order, so all of it has been looked at.
            gus.joins(meeting, 0);
            devi.joins(meeting, 0);
            carla.types(meeting, thread());
            dana.awaitsWriting(Cast.CARLA.fullName());
            assertThat(dana.writing()).hasSize(1);

            jdbc.sql("insert into room_moderation (room_id, read_only, by, at) values (?, true, ?, now())")
                    .params(meeting.room(), Cast.CARLA.id())
                    .update();
            dana.types(meeting, thread());
            dana.joins(meeting, 0);
            carla.types(meeting, null);
            carla.awaitsWriting("");
            assertThat(carla.writing()).hasSize(2);
        }
    }

    @Test
    void whoDoesNotWantToBeSeenWritingIsNotShown() {
        PersonId edda = new PersonId(Cast.EDDA.id());
        shown.choose(edda, false);
        try (Live unseen = joins(Cast.EDDA);
                Live carla = joins(Cast.CARLA);
                Live dana = joins(Cast.DANA)) {
            unseen.types(meeting, thread());
            unseen.joins(meeting, 0);
            carla.types(meeting, thread());
            dana.awaitsWriting(Cast.CARLA.fullName());
            assertThat(dana.writing()).hasSize(1);
            shown.choose(edda, true);
            unseen.types(meeting, thread());
            dana.awaitsWriting(Cast.CARLA.fullName() + ", " + Cast.EDDA.fullName());
        } finally {
            shown.choose(edda, true);
        }
    }
}
