package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

@RostrumTest
class PreviewsTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private Gathering meeting;

    PreviewsTests(Body body, MockMvcTester mvc, JdbcClient jdbc, JsonMapper json) {
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

    private MvcTestResult previews(Cast person, String text) {
        return mvc.post()
                .uri("/api/v1/rooms/{room}/previews", meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(Map.of("text", text)))
                .exchange();
    }

    private String html(String text) {
        MvcTestResult answer = previews(Cast.DANA, text);
        assertThat(answer).hasStatusOk();
        try {
            return JsonPath.read(answer.getResponse().getContentAsString(), "$.html");
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itLooksAsItWillAndNothingIsKept() {
        assertThat(html("I **object**.")).contains("<strong>object</strong>");
        assertThat(html("plain")).isEqualTo("<p>plain</p>\n");
        assertThat(jdbc.sql("select count(*) from room_event where room_id = ?")
                        .param(meeting.room())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[press](javascript:alert(1))",
                "![look](javascript:alert(1))",
                "<https://x/\"onmouseover=alert(1)//>",
                "[a]: javascript:alert(1)\n\n[a]",
                "`<script>`",
                "```html\n<script>alert(1)</script>\n```",
                "| <script> |\n| --- |\n| <b onclick=alert(1)> |",
                "<div style=\"position:fixed\">over all</div>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "@<script>alert(1)</script>",
                "OMA-<script>-2026-0001"
            })
    void noScriptGetsThroughWhereverItStands(String text) {
        assertThat(html(text))
                .doesNotContain("<script", "<img", "<div", "<b ")
                .doesNotContainPattern("href=\"(?!https?:|mailto:|/c/|\")")
                .doesNotContainPattern("<[^>]*\\son\\w+=")
                .doesNotContainPattern("<[^>]*\\sstyle=");
    }

    @Test
    void whatWritesOverItsNeighboursDoesNot() {
        assertThat(html("file\u202Egpj.exe\u2066 here")).isEqualTo("<p>filegpj.exe here</p>\n");
        assertThat(html("Z" + "\u0300".repeat(500) + "algo").codePoints().filter(c -> c == 0x300))
                .hasSize(8);
    }

    @Test
    void aThousandQuotesInEachOtherAreRenderedAndNotTooDeep() {
        String html = html(">".repeat(1_000) + " deep");
        assertThat(html).contains("deep");
        assertThat(html.split("<blockquote>", -1).length - 1).isBetween(1, 20);
    }

    @Test
    void whatPostingRefusesIsRefused() {
        assertThat(previews(Cast.DANA, "  ")).hasStatus(422).bodyJson().hasPath("$.errors.text");
        assertThat(previews(Cast.DANA, "x".repeat(20_001)))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.text");
        assertThat(previews(Cast.DANA, "*x* ".repeat(262_144))).hasStatus(413);
        body.invites(Cast.GUS, meeting);
        assertThat(previews(Cast.GUS, "may I?")).hasStatus(403);
        assertThat(mvc.post()
                        .uri("/api/v1/rooms/{room}/previews", meeting.room())
                        .with(Body.signedIn(Cast.NORA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":\"hello\"}"))
                .hasStatus(403);
    }

    @Test
    void withoutAScriptThePageShowsItWithWhatWasTyped() {
        String thread = jdbc.sql("select id::text from thread where room_id = ?")
                .param(meeting.room())
                .query(String.class)
                .single();
        var asked = mvc.post()
                .uri("/meetings/{id}/room/previews", meeting.id())
                .with(Body.signedIn(Cast.DANA))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("thread", thread)
                .param("intent", "kept")
                .param("text", "I **object**.");
        assertThat(asked)
                .hasStatusOk()
                .bodyText()
                .contains("<strong>object</strong>", ">I **object**.</textarea>", "value=\"kept\"");
    }
}
