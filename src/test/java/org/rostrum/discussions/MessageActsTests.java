package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.json.JsonMapper;

/** What may be done with a message, by whom, and that what was taken back can be read nowhere. */
@RostrumTest
class MessageActsTests {

    private static final String SECRET = "xylophone";

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    MessageActsTests(Body body, MockMvcTester mvc, JdbcClient jdbc, JsonMapper json) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.json = json;
    }

    private MvcTestResult asks(Cast person, HttpMethod method, Gathering meeting, String rest, @Nullable Object said) {
        var request = mvc.method(method)
                .uri("/api/v1/rooms/" + meeting.room() + rest)
                .header("Authorization", "Bearer " + person.token());
        if (said != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(said));
        }
        return request.exchange();
    }

    private MvcTestResult puts(Cast person, Gathering meeting, long message, String act, @Nullable Object said) {
        return asks(person, HttpMethod.PUT, meeting, "/messages/" + message + act, said);
    }

    private MvcTestResult undoes(Cast person, Gathering meeting, long message, String act) {
        return asks(person, HttpMethod.DELETE, meeting, "/messages/" + message + act, null);
    }

    private MvcTestResult edits(Cast person, Gathering meeting, long message, String text, int version) {
        return puts(person, meeting, message, "", Map.of("text", text, "version", version));
    }

    private MvcTestResult hides(Cast person, Gathering meeting, long message, String reason) {
        return puts(person, meeting, message, "/hiding", Map.of("reason", reason));
    }

    private long says(Cast person, Gathering meeting, String text) {
        return says(person, meeting, text, UUID.randomUUID().toString(), null);
    }

    private long says(Cast person, Gathering meeting, String text, String key, @Nullable Long quotes) {
        MvcTestResult posted = mvc.post()
                .uri("/api/v1/rooms/{room}/messages", meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(
                        quotes == null ? Map.of("text", text) : Map.of("text", text, "quotes", quotes)))
                .exchange();
        assertThat(posted).hasStatus(201);
        return ((Number) JsonPath.read(content(posted), "$.seq")).longValue();
    }

    private static String content(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private String log(Gathering meeting) {
        return content(asks(Cast.DEVI, HttpMethod.GET, meeting, "/events", null));
    }

    private List<String> types(Gathering meeting) {
        return JsonPath.read(log(meeting), "$.items[*].type");
    }

    private String page(Gathering meeting) {
        return content(mvc.get()
                .uri("/meetings/" + meeting.id() + "/room")
                .with(Body.signedIn(Cast.DEVI))
                .exchange());
    }

    private List<String> audited(Gathering meeting) {
        return jdbc.sql("select action from audit_entry where subject_id = ? and action like 'message.%' order by id")
                .param(meeting.id().toString())
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void whatDanaEditsReadsAnewAndWhatStoodThereStaysReadable() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "The timer");
        assertThat(edits(Cast.DANA, meeting, message, "The *timer* backs off", 1))
                .hasStatusOk()
                .bodyJson()
                .satisfies(now -> {
                    assertThat(now).extractingPath("$.version").isEqualTo(2);
                    assertThat(now).extractingPath("$.html").asString().contains("<em>timer</em>");
                    assertThat(now).extractingPath("$.changedSeq").isEqualTo(2);
                    assertThat(now)
                            .extractingPath("$.minutes")
                            .isEqualTo("Dana Sample (Examplecom): The *timer* backs off");
                });
        assertThat(asks(Cast.DEVI, HttpMethod.GET, meeting, "/messages/" + message + "/versions", null))
                .bodyJson()
                .extractingPath("$.items[*].text")
                .isEqualTo(List.of("The timer"));
        assertThat(JsonPath.<Map<String, Object>>read(log(meeting), "$.items[1].data"))
                .containsEntry("message", 1)
                .containsEntry("version", 2)
                .containsEntry("text", "The *timer* backs off");
        assertThat(page(meeting)).contains("<em>timer</em> backs off", "data-version=\"2\"", "data-changed=\"2\"");
    }

    @Test
    void anEditFromAnOldVersionIsToldWhatStandsThereAndARetryIsNot() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "One");
        assertThat(edits(Cast.DANA, meeting, message, "Two", 1)).hasStatusOk();
        assertThat(edits(Cast.DANA, meeting, message, "Two\n", 1))
                .as("the same again, its answer was lost")
                .hasStatusOk();
        assertThat(edits(Cast.DANA, meeting, message, "Three", 1))
                .hasStatus(409)
                .bodyJson()
                .satisfies(problem -> {
                    assertThat(problem).extractingPath("$.text").isEqualTo("Two");
                    assertThat(problem).extractingPath("$.version").isEqualTo(2);
                    assertThat(problem).hasPath("$.errors.text");
                });
        assertThat(types(meeting)).containsExactly("message.posted", "message.edited");
    }

    @Test
    void aPostThatIsTriedAgainAfterItsEditIsStillTheSamePost() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "One", "key", null);
        edits(Cast.DANA, meeting, message, "Two", 1);
        assertThat(says(Cast.DANA, meeting, "One", "key", null)).isEqualTo(message);
    }

    @Test
    void badTextIsRefusedAndClosedDiscussionsStayAsTheyAre() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "One");
        assertThat(edits(Cast.DANA, meeting, message, " ", 1))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.text");
        assertThat(puts(Cast.DANA, meeting, message, "", Map.of("text", "Two")))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.version");
        jdbc.sql("update thread set closed_at = now(), closed_by = ? where room_id = ?")
                .params(Cast.CARLA.id(), meeting.room())
                .update();
        assertThat(edits(Cast.DANA, meeting, message, "Two", 1)).hasStatus(409);
        assertThat(undoes(Cast.DANA, meeting, message, ""))
                .as("takes it back all the same")
                .hasStatusOk();
    }

    @Test
    void onlyTheAuthorEditsAndDeletesOnlyTheChairHidesAndOnlyOfficersPin() {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        long message = says(Cast.DANA, meeting, "Mine");
        for (Cast other : List.of(Cast.CARLA, Cast.SEKRA, Cast.DEVI, Cast.ADA, Cast.GUS)) {
            assertThat(edits(other, meeting, message, "Yours", 1))
                    .as("%s", other)
                    .hasStatus(403);
            assertThat(undoes(other, meeting, message, "")).as("%s", other).hasStatus(403);
        }
        for (Cast other : List.of(Cast.SEKRA, Cast.DEVI, Cast.DANA, Cast.ADA, Cast.GUS)) {
            assertThat(hides(other, meeting, message, "No")).as("%s", other).hasStatus(403);
            assertThat(undoes(other, meeting, message, "/hiding"))
                    .as("%s", other)
                    .hasStatus(403);
        }
        for (Cast other : List.of(Cast.DEVI, Cast.DANA, Cast.ADA, Cast.GUS)) {
            assertThat(puts(other, meeting, message, "/pin", null))
                    .as("%s", other)
                    .hasStatus(403);
            assertThat(undoes(other, meeting, message, "/pin")).as("%s", other).hasStatus(403);
        }
        for (Cast other : List.of(Cast.DEVI, Cast.ADA, Cast.GUS)) {
            assertThat(puts(other, meeting, message, "/record", null))
                    .as("%s", other)
                    .hasStatus(403);
        }
        assertThat(types(meeting)).containsExactly("message.posted");
    }

    @Test
    void outsidersAndOtherRoomsLearnNothing() {
        Gathering meeting = body.meetingNow();
        Gathering elsewhere = body.meetingNow();
        body.invites(Cast.GUS, elsewhere);
        long message = says(Cast.DANA, meeting, "Ours");
        for (String act : List.of("", "/hiding", "/pin", "/record")) {
            assertThat(undoes(Cast.CARLA, elsewhere, message, act)).hasStatus(404);
            assertThat(mvc.delete()
                            .uri("/api/v1/rooms/" + meeting.room() + "/messages/" + message + act)
                            .with(Body.signedIn(Cast.NORA))
                            .with(SecurityMockMvcRequestPostProcessors.csrf()))
                    .hasStatus(403);
        }
        assertThat(asks(Cast.GUS, HttpMethod.GET, meeting, "/messages/" + message, null))
                .as("a guest of another meeting")
                .hasStatus(404);
        assertThat(asks(Cast.DANA, HttpMethod.GET, meeting, "/messages/7", null))
                .hasStatus(404);
        assertThat(asks(Cast.DANA, HttpMethod.GET, meeting, "/messages/none", null))
                .hasStatus(404);
    }

    @Test
    void whatItsAuthorDeletedCanBeReadNowhere() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "The *" + SECRET + "* leaks");
        edits(Cast.DANA, meeting, message, "No, the **" + SECRET + "** does", 1);
        long quoting = says(Cast.DEVI, meeting, "Really?", UUID.randomUUID().toString(), message);
        says(Cast.DEVI, meeting, "Another matter");
        assertThat(log(meeting)).contains(SECRET);

        assertThat(undoes(Cast.DANA, meeting, message, ""))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.withheld")
                .isNotNull();
        assertThat(undoes(Cast.DANA, meeting, message, "")).as("once more").hasStatusOk();
        long later = says(Cast.IPSI, meeting, "What was it?", UUID.randomUUID().toString(), message);

        nowhere(meeting, message, quoting, later);
        assertThat(page(meeting)).contains("Deleted by its author", "A message that is no longer shown");
        assertThat(types(meeting))
                .containsExactly(
                        "message.posted",
                        "message.edited",
                        "message.posted",
                        "message.posted",
                        "message.deleted",
                        "message.posted");
        assertThat(JsonPath.<Map<String, Object>>read(log(meeting), "$.items[0].data"))
                .containsEntry("text", "")
                .containsEntry("withheld", true);
        assertThat(edits(Cast.DANA, meeting, message, "Back", 2)).hasStatus(409);
        assertThat(hides(Cast.CARLA, meeting, message, "Gone")).hasStatus(409);
        assertThat(puts(Cast.CARLA, meeting, message, "/pin", null)).hasStatus(409);
        assertThat(puts(Cast.DANA, meeting, message, "/record", null)).hasStatus(409);
    }

    private void nowhere(Gathering meeting, long... messages) {
        assertThat(log(meeting)).doesNotContain(SECRET);
        assertThat(content(asks(Cast.DEVI, HttpMethod.GET, meeting, "/events?after=0&limit=2", null)))
                .doesNotContain(SECRET);
        assertThat(page(meeting)).doesNotContain(SECRET);
        for (long message : messages) {
            assertThat(content(asks(Cast.CARLA, HttpMethod.GET, meeting, "/messages/" + message, null)))
                    .doesNotContain(SECRET);
            assertThat(content(asks(Cast.CARLA, HttpMethod.GET, meeting, "/messages/" + message + "/versions", null)))
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void whatTheChairHidesIsReadAgainOnlyWhenTheChairShowsIt() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "A " + SECRET);
        long quoting = says(Cast.DEVI, meeting, "Indeed", UUID.randomUUID().toString(), message);
        String before = log(meeting);
        assertThat(hides(Cast.CARLA, meeting, message, " "))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.reason");
        assertThat(hides(Cast.CARLA, meeting, message, "x".repeat(501))).hasStatus(422);
        assertThat(hides(Cast.CARLA, meeting, message, "Names a  person")).hasStatusOk();
        assertThat(hides(Cast.CARLA, meeting, message, "Another reason")).hasStatusOk();

        nowhere(meeting, message, quoting);
        assertThat(page(meeting)).contains("Hidden by the chair: Names a person");
        assertThat(edits(Cast.DANA, meeting, message, "Back", 1)).hasStatus(409);
        assertThat(undoes(Cast.DANA, meeting, message, "")).hasStatus(409);

        assertThat(undoes(Cast.CARLA, meeting, message, "/hiding")).hasStatusOk();
        assertThat(undoes(Cast.CARLA, meeting, message, "/hiding")).hasStatusOk();
        assertThat(JsonPath.<List<Object>>read(log(meeting), "$.items[:2]"))
                .as("read as it was written")
                .isEqualTo(JsonPath.read(before, "$.items[:2]"));
        assertThat(page(meeting)).contains("A " + SECRET);
        assertThat(types(meeting))
                .containsExactly("message.posted", "message.posted", "message.hidden", "message.shown");
        assertThat(audited(meeting)).containsExactly("message.hidden", "message.shown");

        hides(Cast.CARLA, meeting, message, "After all");
        nowhere(meeting, message, quoting);
        assertThat(jdbc.sql(
                                "select coalesce(before::text, '') || coalesce(after::text, '') from audit_entry where subject_id = ?")
                        .param(meeting.id().toString())
                        .query(String.class)
                        .list())
                .noneMatch(entry -> entry.contains(SECRET));
    }

    @Test
    void aMessageWhoseQuoteIsShownAgainStaysWithheldItself() {
        Gathering meeting = body.meetingNow();
        long quoted = says(Cast.DANA, meeting, "First");
        long quoting = says(Cast.DEVI, meeting, "A " + SECRET, UUID.randomUUID().toString(), quoted);
        hides(Cast.CARLA, meeting, quoted, "Not ours");
        undoes(Cast.DEVI, meeting, quoting, "");
        undoes(Cast.CARLA, meeting, quoted, "/hiding");
        nowhere(meeting, quoting);
        assertThat(JsonPath.<String>read(log(meeting), "$.items[1].data.quotes.text"))
                .isEqualTo("First");
    }

    @Test
    void whatIsPinnedStandsAtTheHeadUntilItIsTakenDownOrAway() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "Look here");
        assertThat(puts(Cast.SEKRA, meeting, message, "/pin", null))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.pinned")
                .isEqualTo(true);
        puts(Cast.CARLA, meeting, message, "/pin", null);
        undoes(Cast.CARLA, meeting, message, "/pin");
        puts(Cast.CARLA, meeting, message, "/pin", null);
        assertThat(types(meeting))
                .containsExactly("message.posted", "message.pinned", "message.unpinned", "message.pinned");
        assertThat(audited(meeting)).containsExactly("message.pinned", "message.unpinned", "message.pinned");

        hides(Cast.CARLA, meeting, message, "No");
        undoes(Cast.CARLA, meeting, message, "/hiding");
        assertThat(asks(Cast.DEVI, HttpMethod.GET, meeting, "/messages/" + message, null))
                .bodyJson()
                .extractingPath("$.pinned")
                .isEqualTo(false);
    }

    @Test
    void noMoreThanTenArePinned() {
        Gathering meeting = body.meetingNow();
        for (int n = 0; n < MessageMarks.MOST_PINNED; n++) {
            assertThat(puts(Cast.CARLA, meeting, says(Cast.DANA, meeting, "Number " + n), "/pin", null))
                    .hasStatusOk();
        }
        assertThat(puts(Cast.CARLA, meeting, says(Cast.DANA, meeting, "One more"), "/pin", null))
                .hasStatus(409);
    }

    @Test
    void theAuthorAndWhoWritesTheMinutesSayWhatIsForTheRecord() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "We object");
        assertThat(puts(Cast.DANA, meeting, message, "/record", null)).hasStatusOk();
        assertThat(puts(Cast.DANA, meeting, message, "/record", null)).hasStatusOk();
        assertThat(undoes(Cast.SEKRA, meeting, message, "/record"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.recorded")
                .isEqualTo(false);
        assertThat(types(meeting)).containsExactly("message.posted", "message.recorded", "message.unrecorded");
        assertThat(audited(meeting)).as("one's own needs no office").containsExactly("message.unrecorded");
    }
}
