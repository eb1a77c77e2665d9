package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** What delegates type by habit acts on the queue and the attendance, and is not posted. */
@RostrumTest
class TypedActsTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    TypedActsTests(Body body, MockMvcTester mvc, JdbcClient jdbc, JsonMapper json) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Typed(String text) {}

    private MvcTestResult types(Cast person, Gathering meeting, String text, String key) {
        return mvc.post()
                .uri("/api/v1/rooms/{room}/messages", meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .content(json.writeValueAsString(new Typed(text)))
                .exchange();
    }

    private MvcTestResult types(Cast person, Gathering meeting, String text) {
        return types(person, meeting, text, NewId.next().toString());
    }

    private static void did(MvcTestResult answer, String words) {
        assertThat(answer).hasStatusOk();
        assertThat(answer).bodyJson().extractingPath("$.did").asString().contains(words);
    }

    private List<String> log(Gathering meeting) {
        return jdbc.sql("select type from room_event where room_id = ? order by seq")
                .param(meeting.room())
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void theQueueIsJoinedAndLeftByWhatIsTyped() {
        Gathering meeting = body.meetingNow();
        did(
                types(Cast.DANA, meeting, "q+ to ask about the timer"),
                "number 1 in the speaker queue: new topic, ask about");
        did(types(Cast.DEVI, meeting, " Q+ point of order\n"), "number 1 in the speaker queue: point of order.");
        did(types(Cast.DANA, meeting, "q+"), "number 2");
        did(types(Cast.DANA, meeting, "q-"), "not in the speaker queue");
        assertThat(log(meeting)).containsExactly("queue.joined", "queue.joined", "queue.left");
    }

    @Test
    void whatIsSentAgainActsOnce() {
        Gathering meeting = body.meetingNow();
        types(Cast.DANA, meeting, "q+ timer", "key");
        types(Cast.DANA, meeting, "q-");
        did(types(Cast.DANA, meeting, "q+ timer", "key"), "called since");
        assertThat(log(meeting)).containsExactly("queue.joined", "queue.left");
        assertThat(types(Cast.DANA, meeting, "said", "key"))
                .as("the key stands for the wish")
                .hasStatus(422);
        types(Cast.DANA, meeting, "said", "other");
        assertThat(types(Cast.DANA, meeting, "q+", "other")).hasStatus(422);
    }

    @Test
    void whatOnlyLooksLikeOneIsAMessage() {
        Gathering meeting = body.meetingNow();
        List<String> said =
                List.of("q+1 from us", "q+ first line\nsecond line", "q- not", "present+ all", "C++", "qq+", "q");
        said.forEach(
                text -> assertThat(types(Cast.DANA, meeting, text)).as(text).hasStatus(201));
        assertThat(log(meeting)).hasSize(said.size()).containsOnly("message.posted");
    }

    @Test
    void outsidersAndGuestsDoNothingByTyping() {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        assertThat(types(Cast.GUS, meeting, "q+")).hasStatus(403);
        assertThat(types(Cast.GUS, meeting, "present+")).hasStatus(403);
        assertThat(types(Cast.DANA, meeting, "q+", "k".repeat(201))).hasStatus(422);
        assertThat(log(meeting)).isEmpty();
    }

    @Test
    void theFormActsTooAndSaysWhatWasDone() {
        Gathering meeting = body.meetingNow();
        UUID thread = jdbc.sql("select id from thread where room_id = ?")
                .param(meeting.room())
                .query(UUID.class)
                .single();
        assertThat(mvc.post()
                        .uri("/meetings/{id}/room/messages", meeting.id())
                        .with(Body.signedIn(Cast.DANA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param("thread", thread.toString())
                        .param("text", "q+ reply")
                        .param("intent", "one"))
                .hasStatus3xxRedirection()
                .flash()
                .containsEntry("did", "You are number 1 in the speaker queue: reply.");
    }

    @Test
    void presentTakesBackReadingAlongAndCountsWhoIsThereByABrowser() {
        Gathering meeting = body.meetingNow();
        did(types(Cast.DANA, meeting, "present+"), "not counted as present remotely");
        jdbc.sql("""
                        insert into room_presence (room_id, node, people, attending, until)
                        values (?, ?, '{}', array[?], now() + interval '1 minute')""").params(meeting.room(), NewId.next(), Cast.DANA.id()).update();
        jdbc.sql("insert into reading_along (meeting_id, person_id, since) values (?, ?, now())")
                .params(meeting.id(), Cast.DANA.id())
                .update();
        did(types(Cast.DANA, meeting, "Present+"), "You are counted as present since");
        did(types(Cast.DEVI, meeting, "present+"), "not counted as present remotely");
        assertThat(jdbc.sql("select person_id from attendance where meeting_id = ?")
                        .param(meeting.id())
                        .query(UUID.class)
                        .list())
                .containsExactly(Cast.DANA.id());
        assertThat(log(meeting)).isEmpty();
        did(types(Cast.DANA, body.meetingNextMonth(), "present+"), "once you are here when the meeting begins");
    }
}
