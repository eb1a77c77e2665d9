package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.groups.OfficeId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Offices;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Client.Answer;
import org.rostrum.testing.Live;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.Newcomers.Group;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.JsonNode;

/** The officers who edit a draft hear of each other, and nobody else hears of them. */
@ServedRostrumTest
class DraftRoomTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Body body;
    private final Newcomers newcomers;
    private final Offices offices;
    private final JdbcClient jdbc;
    private final SessionRepository<?> sessions;
    private final int port;

    DraftRoomTests(
            Body body,
            Newcomers newcomers,
            Offices offices,
            JdbcClient jdbc,
            SessionRepository<?> sessions,
            @LocalServerPort int port) {
        this.body = body;
        this.newcomers = newcomers;
        this.offices = offices;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.port = port;
    }

    private Client client(Cast person) {
        return new Client(port, person);
    }

    private static String draft(Gathering meeting) {
        return "/api/v1/meetings/" + meeting.id() + "/agenda/draft";
    }

    /** The room of a meeting's draft, as the gestures of a live client want it. */
    private static Gathering room(Gathering meeting, Client officer) {
        Answer answer = officer.get(draft(meeting));
        assertThat(answer.status()).isEqualTo(200);
        return new Gathering(
                meeting.id(), UUID.fromString(answer.json().get("room").stringValue()));
    }

    private static JsonNode saves(Client officer, Gathering meeting, String json) {
        Answer answer = officer.put(draft(meeting), json);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void whatOneOfficerSavesTheOthersHearOfAndTheMeetingsRoomDoesNot() {
        Gathering meeting = body.meetingNow();
        Gathering room = room(meeting, client(Cast.VICTOR));
        assertThat(room.room()).isNotEqualTo(meeting.room());
        try (Live victor = client(Cast.VICTOR).live().joins(room, 0);
                Live dana = client(Cast.DANA).live().joins(meeting, 0)) {
            JsonNode saved = saves(client(Cast.CARLA), meeting, """
                    {"revision": 0, "items": [{"key": "a", "title": "Opening"}, {"key": "b", "title": "Close"}]}""");
            JsonNode opening = saved.get("items").get(0);
            assertThat(saved.get("seq").longValue()).isEqualTo(1);
            victor.awaits(1);
            JsonNode first = victor.events().getFirst();
            assertThat(first.get("type").stringValue()).isEqualTo("draft.saved");
            assertThat(first.at("/by/name").stringValue()).isEqualTo(Cast.CARLA.fullName());
            assertThat(first.at("/data/revision").intValue()).isEqualTo(1);
            assertThat(first.at("/data/items").size()).isEqualTo(2);

            saves(client(Cast.CARLA), meeting, """
                    {"revision": 1, "items": [{"id": "%s", "title": "Opening, reworded"}, {"id": "%s", "title": "Close"}]}""".formatted(
                            opening.get("id").stringValue(),
                            saved.get("items").get(1).get("id").stringValue()));
            victor.awaits(2);
            assertThat(victor.events().getLast().at("/data/items").valueStream().map(JsonNode::stringValue))
                    .containsExactly(opening.get("id").stringValue());

            client(Cast.DANA).says(meeting, "Good morning");
            dana.awaits(1);
            assertThat(dana.events())
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.get("type").stringValue()).isEqualTo("message.posted"));
        }
    }

    @Test
    void whatSaysNothingNewIsNotTold() {
        Gathering meeting = body.meetingNow();
        String same = "{\"revision\": 0, \"items\": [{\"title\": \"Opening\"}]}";
        assertThat(saves(client(Cast.CARLA), meeting, same).get("seq").longValue())
                .isEqualTo(1);
        assertThat(saves(client(Cast.CARLA), meeting, same).get("seq").longValue())
                .isEqualTo(1);
    }

    @Test
    void outsidersDelegatesAndGuestsAreTurnedAwayAndOfficersAndStaffAreLetIn() {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        Gathering room = room(meeting, client(Cast.CARLA));

        for (Cast outsider : List.of(Cast.DANA, Cast.EDDA, Cast.DEVI, Cast.TESSA, Cast.GUS)) {
            try (Live live = client(outsider).live().watches(room, 0)) {
                assertThat(live.awaitsError().get("status").intValue())
                        .as("%s", outsider)
                        .isEqualTo(404);
            }
            assertThat(client(outsider)
                            .get("/api/v1/rooms/" + room.room() + "/events")
                            .status())
                    .as("%s", outsider)
                    .isEqualTo(404);
        }
        for (Cast editor : List.of(Cast.CARLA, Cast.VICTOR, Cast.SEKRA, Cast.ADA)) {
            try (Live live = client(editor).live().joins(room, 0)) {
                assertThat(live.errors()).as("%s", editor).isEmpty();
            }
        }
    }

    @Test
    void noMessageIsPostedIntoADraftsRoom() {
        Gathering meeting = body.meetingNow();
        Gathering room = room(meeting, client(Cast.CARLA));

        assertThat(client(Cast.CARLA).says(room, "Psst").status()).isEqualTo(404);
    }

    @Test
    void anOfficeThatEndsTakesTheDraftsRoomAtOnceAndLeavesTheMeetings() {
        Group group = newcomers.group(Visibility.MEMBERS);
        Newcomer secretary = newcomers.delegate();
        OfficeId office = newcomers.appointed(group, secretary, OfficeRole.SECRETARY);
        Instant now = Instant.now();
        Gathering meeting = body.meeting(
                group.id().value(), now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS), "ACCEPT");
        Gathering room = room(meeting, new Client(port, secretary));
        try (Live live = new Client(port, secretary).live().joins(room, 0).joins(meeting, 0)) {
            offices.end(group.id(), office, null, new PersonId(Cast.ADA.id()));
            assertThat(live.awaitsError().get("room").stringValue())
                    .isEqualTo(room.room().toString());
            saves(client(Cast.ADA), meeting, "{\"revision\": 0, \"items\": [{\"title\": \"Opening\"}]}");
            client(Cast.ADA).says(meeting, "Good morning");
            live.awaits(1);
            assertThat(live.events())
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.get("type").stringValue()).isEqualTo("message.posted"));
            assertThat(live.errors()).hasSize(1);
        }
    }

    /** A browser of theirs that has a room open. */
    private Live browses(Cast person, Gathering room) {
        return client(person)
                .live(Client.handshake()
                        .header(
                                "Cookie",
                                BrowserSession.of(sessions, person.account()).cookieHeader())
                        .header("Origin", "http://localhost:" + port)
                        .subprotocols("rostrum.v1"))
                .joins(room, 0);
    }

    @Test
    void whoeverEditsTheDraftIsCountedThereAndDoesNotAttendTheMeeting() {
        Gathering meeting = body.meetingNow();
        Gathering room = room(meeting, client(Cast.CARLA));
        try (Live carla = browses(Cast.CARLA, room)) {
            carla.awaitsPeople(1);
            try (Live sekra = browses(Cast.SEKRA, room);
                    Live victor = browses(Cast.VICTOR, meeting)) {
                carla.awaitsPeople(2);
                victor.awaitsPeople(1);
                // That Victor is on record, who came last, shows that the others were looked at.
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(jdbc.sql("select person_id from attendance where meeting_id = ?")
                                                .param(meeting.id())
                                                .query(UUID.class)
                                                .list())
                                        .containsExactly(Cast.VICTOR.id()));
                assertThat(sekra.isOpen()).isTrue();
                JsonNode others =
                        client(Cast.CARLA).get(draft(meeting) + "/editors").json();
                assertThat(others.get("items")
                                .valueStream()
                                .map(each -> each.get("name").stringValue()))
                        .containsExactly(Cast.SEKRA.fullName());
                assertThat(client(Cast.VICTOR)
                                .get(draft(meeting) + "/editors")
                                .json()
                                .get("items"))
                        .hasSize(2);
                assertThat(client(Cast.DANA).get(draft(meeting) + "/editors").status())
                        .isEqualTo(403);
            }
        }
    }
}
