package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** People and contributions that messages name: who is told, and who reads what of them. */
@RostrumTest
class MentionsTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private Gathering meeting;

    MentionsTests(Body body, MockMvcTester mvc, JdbcClient jdbc, JsonMapper json) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.json = json;
        this.meeting = body.meetingNow();
    }

    @BeforeEach
    void meet() {
        meeting = body.meetingNow();
    }

    private MvcTestResult asks(Cast person, HttpMethod method, String path, Map<String, ?> said, String key) {
        var request = mvc.method(method)
                .uri("/api/v1" + path)
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", key);
        if (!said.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(said));
        }
        return request.exchange();
    }

    private MvcTestResult gets(Cast person, String path) {
        return asks(person, HttpMethod.GET, path, Map.of(), "none");
    }

    private String room(String rest) {
        return "/rooms/" + meeting.room() + rest;
    }

    private long says(Cast person, String text) {
        return says(person, text, UUID.randomUUID().toString());
    }

    private long says(Cast person, String text, String key) {
        MvcTestResult posted = asks(person, HttpMethod.POST, room("/messages"), Map.of("text", text), key);
        assertThat(posted).hasStatus(201);
        return JsonPath.<Number>read(content(posted), "$.seq").longValue();
    }

    private void edits(Cast person, long message, String text, int version) {
        assertThat(asks(
                        person,
                        HttpMethod.PUT,
                        room("/messages/" + message),
                        Map.of("text", text, "version", version),
                        "none"))
                .hasStatusOk();
    }

    private static String content(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private String html(long message) {
        return JsonPath.read(content(gets(Cast.VICTOR, room("/messages/" + message))), "$.html");
    }

    private String page(Cast person) {
        return content(mvc.get()
                .uri("/meetings/" + meeting.id() + "/room")
                .with(Body.signedIn(person))
                .exchange());
    }

    /** Addresses of what somebody was told in this meeting. */
    private List<String> told(UUID person) {
        return jdbc.sql(
                        "select path from notice where person_id = ? and type = 'message.mention' and path like ? order by id")
                .params(person, "/meetings/" + meeting.id() + "/%")
                .query((row, n) -> row.getString("path"))
                .list();
    }

    private List<String> told(Cast person) {
        return told(person.id());
    }

    @Test
    void whoIsNamedIsToldOnceWhateverBecomesOfTheMessageAndItsWordsAreNotInTheNotice() {
        long message = says(Cast.DANA, "@Devi Nonesuch, the *xylophone*? @dana sample asks", "key");
        says(Cast.DANA, "@Devi Nonesuch, the *xylophone*? @dana sample asks", "key");
        assertThat(html(message))
                .contains(
                        "<span class=\"mention\" data-name=\"Devi Nonesuch\" data-organization=\"Nowhere Metering\">");
        assertThat(told(Cast.DEVI)).containsExactly("/meetings/" + meeting.id() + "/room?message=1#m1");
        assertThat(told(Cast.DANA)).as("herself").isEmpty();

        edits(Cast.DANA, message, "@Ada Office then", 1);
        edits(Cast.DANA, message, "@Ada Office and @Devi Nonesuch after all", 2);
        assertThat(told(Cast.ADA)).hasSize(1);
        assertThat(told(Cast.DEVI)).hasSize(1);
        assertThat(jdbc.sql("select count(*) from notice where type = 'message.mention' and text like '%xylophone%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoMayNotFollowTheRoomIsNeitherMarkedNorToldNorOffered() {
        Instant now = Instant.now();
        meeting = body.meeting(Body.CITY, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "ACCEPT");
        long message = says(Cast.VICTOR, "@Dana Sample, @Nora Nobody, @Gus Guestling and @Devi Nonesuch");
        assertThat(html(message))
                .contains(">&#64;Devi Nonesuch<")
                .doesNotContain("\"Dana Sample\"", "\"Nora Nobody\"", "\"Gus Guestling\"");
        assertThat(told(Cast.DANA)).isEmpty();
        assertThat(told(Cast.NORA)).isEmpty();
        assertThat(told(Cast.GUS)).isEmpty();
        assertThat(told(Cast.DEVI)).hasSize(1);
        assertThat(offered(Cast.VICTOR, "dana")).isEmpty();
        assertThat(gets(Cast.DANA, room("/nameable?q=devi"))).hasStatus(404);

        body.invites(Cast.GUS, meeting);
        assertThat(offered(Cast.VICTOR, "guestl")).containsExactly("Gus Guestling");
        says(Cast.VICTOR, "welcome @Gus Guestling!");
        assertThat(told(Cast.GUS)).hasSize(1);
        assertThat(gets(Cast.GUS, room("/nameable?q=devi"))).as("reads only").hasStatus(403);
        assertThat(mvc.get().uri("/api/v1" + room("/nameable?q=devi")).with(Body.signedIn(Cast.NORA)))
                .hasStatus(403);
        assertThat(mvc.get().uri("/api/v1" + room("/citations")).with(Body.signedIn(Cast.NORA)))
                .hasStatus(403);
    }

    private List<String> offered(Cast person, String typed) {
        MvcTestResult found = gets(person, room("/nameable?q=" + typed));
        assertThat(found).hasStatusOk();
        return JsonPath.read(content(found), "$.items[*].mention");
    }

    @Test
    void aNameThatTwoShareIsOneOfTheirsWithItsOrganisationOnly() {
        OwnPerson one = OwnPerson.of(Cast.Company.LOREM, jdbc);
        OwnPerson other = OwnPerson.of(Cast.Company.IPSUM, jdbc);
        jdbc.sql("update person set name = ? where id = ?")
                .params(one.name(), other.id())
                .update();
        assertThat(offered(Cast.DANA, one.name().substring(5)))
                .as("by the second name")
                .containsExactly(one.name() + " (Ipsum Cloud)", one.name() + " (Lorem Devices)");
        assertThat(offered(Cast.DANA, "n")).as("one letter").isEmpty();
        assertThat(offered(Cast.DANA, "%25%25")).as("no wildcard").isEmpty();

        long message = says(Cast.DANA, "@" + one.name() + ", you know");
        assertThat(told(one.id())).isEmpty();
        edits(Cast.DANA, message, "@" + one.name() + " (Lorem Devices), you know", 1);
        assertThat(told(one.id())).hasSize(1);
        assertThat(told(other.id())).isEmpty();
        assertThat(html(message)).contains("(Lorem Devices)</span>, you know");
    }

    @Test
    void nobodyIsNamedInCodeInLinksOrWithinWords() {
        says(
                Cast.DANA,
                "`@Devi Nonesuch` and\n\n    @Devi Nonesuch\n\n[@Devi Nonesuch](https://example.org) x@Devi Nonesuch, @Devi Nonesuche");
        assertThat(told(Cast.DEVI)).isEmpty();
    }

    private String reserves(Cast person, Gathering in, String title) {
        MvcTestResult reserved = asks(
                person,
                HttpMethod.POST,
                "/meetings/" + in.id() + "/contributions",
                Map.of("type", "INP", "for", "Discussion", "title", title),
                UUID.randomUUID().toString());
        assertThat(reserved).hasStatus(201);
        return JsonPath.read(content(reserved), "$.number");
    }

    @Test
    void aNumberHasTitleAndStateForWhoMayReadItAndIsAPlainNumberForAllOthersAndInTheLog() {
        Instant now = Instant.now();
        Gathering closed =
                body.meeting(Body.CITY, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "ACCEPT");
        String open = reserves(Cast.DEVI, meeting, "Retry timer");
        String secret = reserves(Cast.DEVI, closed, "The <xylophone>");
        String none = secret.replaceFirst("\\d+$", "9999");
        says(Cast.DEVI, "See " + open + ", " + secret + " and " + none + ", `" + open + "`; not " + open + "R07.");

        String log = content(gets(Cast.CARLA, room("/events?since=1")));
        assertThat(log)
                .contains("data-cites=\\\"" + open, "data-cites=\\\"" + secret, "data-cites=\\\"" + none)
                .doesNotContain("Retry timer</", "xylophone", "/c/");

        String link = "<span data-cites=\"%s\"><a class=\"contribution\" href=\"/c/%s\">";
        assertThat(page(Cast.DEVI))
                .contains(link.formatted(open, open), link.formatted(secret, secret))
                .contains(
                        "<span class=\"contribution-title\">The &lt;xylophone&gt;</span></a> <span class=\"badge badge-reserved\">Reserved</span>")
                .contains("<code>" + open + "</code>")
                .doesNotContain("/c/" + none, "/c/" + open + "R07");
        assertThat(page(Cast.DANA))
                .contains(link.formatted(open, open), "<span data-cites=\"" + secret + "\">" + secret + "</span>")
                .doesNotContain("xylophone");
        assertThat(page(Cast.DANA)).contains("<span data-cites=\"" + none + "\">" + none + "</span>");
        assertThat(page(Cast.DEVI)).as("after who may not").contains("The &lt;xylophone&gt;");

        String asked = room("/citations?number=" + open.toLowerCase(java.util.Locale.ROOT) + "&number=" + secret
                + "&number=" + none);
        assertThat(JsonPath.<List<String>>read(content(gets(Cast.DANA, asked)), "$.items[*].number"))
                .containsExactly(open.toLowerCase(java.util.Locale.ROOT));
        assertThat(JsonPath.<List<String>>read(content(gets(Cast.DEVI, asked)), "$.items[*].html"))
                .hasSize(2);
        assertThat(gets(Cast.DANA, room("/citations?number=" + "A-2026-1,".repeat(101))))
                .hasStatus(422);
        MvcTestResult preview =
                asks(Cast.DANA, HttpMethod.POST, room("/previews"), Map.of("text", open + " " + secret), "none");
        assertThat(JsonPath.<String>read(content(preview), "$.html"))
                .contains("Retry timer")
                .doesNotContain("xylophone");
    }

    @Test
    void manyNumbersCostAsManyStatementsAsOne() {
        String first = reserves(Cast.DEVI, meeting, "One");
        says(Cast.DEVI, first);
        int few = Statements.during(() -> page(Cast.DANA));
        for (String title : List.of("Two", "Three", "Four")) {
            says(Cast.DEVI, reserves(Cast.DEVI, meeting, title) + " and " + first + ", @Dana Sample");
        }
        assertThat(Statements.during(() -> page(Cast.DANA))).isEqualTo(few);
        assertThat(page(Cast.DANA)).contains("<span class=\"mention is-me\" data-name=\"Dana Sample\"");
    }

    @Test
    void whoeverIsNamedStandsOutWithoutAScriptInThePreviewToo() {
        assertThat(mvc.post()
                        .uri("/meetings/{id}/room/previews", meeting.id())
                        .with(Body.signedIn(Cast.DANA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param(
                                "thread",
                                jdbc.sql("select id::text from thread where room_id = ?")
                                        .param(meeting.room())
                                        .query(String.class)
                                        .single())
                        .param("intent", "kept")
                        .param("text", "@Dana Sample"))
                .hasStatusOk()
                .bodyText()
                .contains("<span class=\"mention is-me\"");
        assertThat(told(Cast.DANA)).isEmpty();
    }
}
