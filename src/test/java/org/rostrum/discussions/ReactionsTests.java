package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@RostrumTest
class ReactionsTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private Gathering meeting;

    ReactionsTests(Body body, MockMvcTester mvc, JdbcClient jdbc) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.meeting = body.meetingNow();
    }

    @BeforeEach
    void danaHasSpoken() {
        meeting = body.meetingNow();
        assertThat(mvc.post()
                        .uri("/api/v1/rooms/{room}/messages", meeting.room())
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":\"The timer should back off.\"}"))
                .hasStatus(201);
    }

    private MvcTestResult reacts(Cast person, HttpMethod method, String seq, String reaction) {
        return mvc.method(method)
                .uri("/api/v1/rooms/{room}/messages/{seq}/reactions/{reaction}", meeting.room(), seq, reaction)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private static void stands(MvcTestResult answer, boolean on, int count) {
        assertThat(answer).hasStatusOk();
        assertThat(JsonPath.<Boolean>read(text(answer), "$.on")).isEqualTo(on);
        assertThat(JsonPath.<Integer>read(text(answer), "$.count")).isEqualTo(count);
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> reactedInTheLog() {
        return jdbc.sql("""
                        select event::jsonb #>> '{by,name}' || ' ' || (event::jsonb #>> '{data,reaction}') || ' '
                                 || (event::jsonb #>> '{data,on}') || ' ' || (event::jsonb #>> '{data,count}') as words
                          from room_event where room_id = ? and type = 'message.reacted' order by seq""")
                .param(meeting.room())
                .query((row, n) -> row.getString("words"))
                .list();
    }

    @Test
    void eachReactionCountsOncePerPersonAndTheRoomHearsOfChangesOnly() {
        stands(reacts(Cast.DEVI, HttpMethod.PUT, "1", "like"), true, 1);
        stands(reacts(Cast.CARLA, HttpMethod.PUT, "1", "like"), true, 2);
        stands(reacts(Cast.CARLA, HttpMethod.PUT, "1", "like"), true, 2);
        stands(reacts(Cast.CARLA, HttpMethod.PUT, "1", "done"), true, 1);
        stands(reacts(Cast.DEVI, HttpMethod.DELETE, "1", "like"), false, 1);
        stands(reacts(Cast.DEVI, HttpMethod.DELETE, "1", "like"), false, 1);

        assertThat(reactedInTheLog())
                .containsExactly(
                        Cast.DEVI.fullName() + " like true 1",
                        Cast.CARLA.fullName() + " like true 2",
                        Cast.CARLA.fullName() + " done true 1",
                        Cast.DEVI.fullName() + " like false 1");
        assertThat(jdbc.sql("select changed_seq from message where room_id = ? and seq = 1")
                        .param(meeting.room())
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
        MvcTestResult who = mvc.get()
                .uri("/api/v1/rooms/{room}/messages/1/reactions", meeting.room())
                .header("Authorization", "Bearer " + Cast.DANA.token())
                .exchange();
        assertThat(JsonPath.<List<String>>read(text(who), "$.items[*].reaction"))
                .containsExactly("like", "done");
        assertThat(JsonPath.<List<String>>read(text(who), "$.items[*].people[*].name"))
                .containsExactly(Cast.CARLA.fullName(), Cast.CARLA.fullName());
    }

    @Test
    void whoMayNotWriteMayNotReactEitherAndTakesBackWhatTheyReactedBefore() {
        stands(reacts(Cast.DEVI, HttpMethod.PUT, "1", "like"), true, 1);
        assertThat(mvc.put()
                        .uri("/api/v1/rooms/{room}/moderation", meeting.room())
                        .header("Authorization", "Bearer " + Cast.CARLA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"readOnly\":true}"))
                .hasStatusOk();
        MvcTestResult refused = reacts(Cast.DEVI, HttpMethod.PUT, "1", "done");
        assertThat(refused).hasStatus(403);
        assertThat(text(refused)).contains("This room is read only until the chair opens it again.");
        assertThat(text(presses(Cast.DEVI, "done")))
                .contains("This room is read only until the chair opens it again.", "The timer should back off.");
        stands(reacts(Cast.DEVI, HttpMethod.DELETE, "1", "like"), false, 0);
        stands(reacts(Cast.CARLA, HttpMethod.PUT, "1", "done"), true, 1);
    }

    @Test
    void whoIsMutedReadsByWhomAndWhyInsteadOfReacting() {
        assertThat(mvc.put()
                        .uri("/api/v1/rooms/{room}/mutes/{person}", meeting.room(), Cast.DEVI.id())
                        .header("Authorization", "Bearer " + Cast.CARLA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"until\":\"" + Instant.now().plusSeconds(600) + "\",\"reason\":\"Cool down\"}"))
                .hasStatus2xxSuccessful();
        for (MvcTestResult refused :
                List.of(reacts(Cast.DEVI, HttpMethod.PUT, "1", "like"), presses(Cast.DEVI, "like"))) {
            assertThat(refused).hasStatus(403);
            assertThat(text(refused)).contains("You are muted in this room", Cast.CARLA.fullName() + ": Cool down");
        }
        assertThat(reactedInTheLog()).isEmpty();
        stands(reacts(Cast.IPSI, HttpMethod.PUT, "1", "like"), true, 1);
    }

    @Test
    void whatIsNoReactionOrNoMessageIsRefused() {
        assertThat(reacts(Cast.DEVI, HttpMethod.PUT, "1", "<script>"))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.reaction");
        assertThat(reacts(Cast.DEVI, HttpMethod.PUT, "2", "like")).hasStatus(404);
        assertThat(reacts(Cast.DEVI, HttpMethod.PUT, "-1", "like")).hasStatus(404);
        assertThat(reacts(Cast.DEVI, HttpMethod.PUT, "one", "like")).hasStatus(404);
        assertThat(reactedInTheLog()).isEmpty();
    }

    @Test
    void whoReadsOnlyMayNotAndOutsidersLearnNothing() {
        body.invites(Cast.GUS, meeting);
        assertThat(reacts(Cast.GUS, HttpMethod.PUT, "1", "like")).hasStatus(403);
        assertThat(reacts(Cast.GUS, HttpMethod.DELETE, "1", "like")).hasStatus(403);
        Gathering elsewhere =
                body.meeting(Body.CITY, Instant.now(), Instant.now().plusSeconds(3600), "ACCEPT");
        assertThat(mvc.put()
                        .uri("/api/v1/rooms/{room}/messages/1/reactions/like", elsewhere.room())
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(404);
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/messages/1/reactions", elsewhere.room())
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(404);
        assertThat(mvc.put()
                        .uri("/api/v1/rooms/{room}/messages/1/reactions/like", meeting.room())
                        .with(Body.signedIn(Cast.NORA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus(403);
        assertThat(reactedInTheLog()).isEmpty();
    }

    @Test
    void nobodyReactsToWhatIsNoLongerShownButWhoDidMayTakeItBack() {
        stands(reacts(Cast.DEVI, HttpMethod.PUT, "1", "unclear"), true, 1);
        jdbc.sql("update message set deleted_at = now(), deleted_by = ? where room_id = ? and seq = 1")
                .params(Cast.DANA.id(), meeting.room())
                .update();
        assertThat(reacts(Cast.CARLA, HttpMethod.PUT, "1", "like")).hasStatus(409);
        stands(reacts(Cast.DEVI, HttpMethod.DELETE, "1", "unclear"), false, 0);
    }

    @Test
    void aFloodOfReactionsIsToldToWait() {
        MvcTestResult last = null;
        for (int i = 0; i < 25; i++) {
            last = reacts(Cast.DEVI, i % 2 == 0 ? HttpMethod.PUT : HttpMethod.DELETE, "1", "smile");
        }
        assertThat(last).hasStatus(429).containsHeader("Retry-After");
    }

    @Test
    void withoutAScriptAReactionIsAButtonOfTheRoomsPage() {
        String page = text(room(Cast.DEVI));
        assertThat(page).doesNotContain("formaction=\"/meetings/" + meeting.id() + "/room/messages/1/reactions\"");
        stands(reacts(Cast.CARLA, HttpMethod.PUT, "1", "thanks"), true, 1);
        assertThat(text(room(Cast.DEVI)))
                .contains("formaction=\"/meetings/" + meeting.id() + "/room/messages/1/reactions\"");
        assertThat(presses(Cast.DEVI, "thanks"))
                .hasStatus3xxRedirection()
                .redirectedUrl()
                .endsWith("#m1");
        assertThat(reactedInTheLog()).last().isEqualTo(Cast.DEVI.fullName() + " thanks true 2");
        body.invites(Cast.GUS, meeting);
        assertThat(text(room(Cast.GUS))).contains("Thanks").doesNotContain("formaction");
    }

    private MvcTestResult presses(Cast person, String reaction) {
        return mvc.post()
                .uri("/meetings/{id}/room/messages/1/reactions", meeting.id())
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("reaction", reaction)
                .exchange();
    }

    private MvcTestResult room(Cast person) {
        return mvc.get()
                .uri("/meetings/{id}/room", meeting.id())
                .with(Body.signedIn(person))
                .exchange();
    }
}
