package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** The API of decisions, and the forms that are sent from pages and lists. */
@RostrumTest
class DispositionsApiTests {

    private final MockMvcTester mvc;
    private final Submissions submissions;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OwnGroup own;
    private final Viewer delegate;

    private Gathering meeting = new Gathering(new UUID(0, 0), new UUID(0, 0));

    DispositionsApiTests(
            MockMvcTester mvc,
            Submissions submissions,
            JdbcClient jdbc,
            JsonMapper json,
            Newcomers newcomers,
            Viewers viewers,
            Body body) {
        this.mvc = mvc;
        this.submissions = submissions;
        this.jdbc = jdbc;
        this.json = json;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.delegate = own.as(own.delegate);
    }

    @BeforeEach
    void aMeetingThatGoesOn() {
        meeting = own.meetingIn(Duration.ofHours(-1));
    }

    private ContributionView allocated(String title) {
        ContributionId id = submissions
                .reserve(
                        new MeetingId(meeting.id()),
                        new Reservation(ContributionType.INP, Purpose.AGREEMENT, title),
                        null,
                        delegate)
                .id();
        ContributionView submitted =
                submissions.upload(id, "text.pdf", new ByteArrayResource(SampleFiles.pdf(title)), null, delegate);
        OnTheAgenda.of(meeting, jdbc).places(id.value());
        return submitted;
    }

    private MvcTestResult sends(String token, String path, Map<String, ?> body, @Nullable String key) {
        var request = mvc.post()
                .uri("/api/v1" + path)
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body));
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }

    private String here(String what) {
        return "/meetings/" + meeting.id() + "/contributions/" + what;
    }

    private static Map<String, Object> seen(ContributionView one, int revision) {
        return Map.of("id", one.id(), "revision", revision);
    }

    @Test
    void aProgramOpensDecidesReopensAndTakesBack() {
        ContributionView one = allocated("Retry timer");
        ContributionView other = allocated("Back-off");
        String chair = own.chair.token();
        assertThat(sends(chair, here("openings"), Map.of("contributions", List.of(one.id())), null))
                .hasStatusOk();
        MvcTestResult agreed = sends(
                own.secretary.token(),
                here("decisions"),
                Map.of(
                        "contributions",
                        List.of(seen(one, 0), seen(other, 0)),
                        "outcome",
                        "AGREED",
                        "words",
                        "As it is."),
                "agree-both");
        assertThat(agreed).hasStatusOk().bodyJson().extractingPath("$.said").isEqualTo("Agreed: 2 contributions");
        assertThat(sends(chair, "/contributions/" + one.id() + "/reopening", Map.of("reason", "Clause 7."), null))
                .hasStatusOk();
        MvcTestResult merged = sends(
                chair,
                here("decisions"),
                Map.of("contributions", List.of(seen(one, 0)), "outcome", "merged", "mergedInto", other.id()),
                null);
        assertThat(merged).hasStatusOk();
        assertThat(mvc.get()
                        .uri("/api/v1/contributions/{id}", one.id())
                        .header("Authorization", "Bearer " + own.delegate.token()))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.state", state -> assertThat(state).isEqualTo("MERGED"))
                .hasPathSatisfying(
                        "$.story.decided[*].outcome",
                        outcomes -> assertThat(outcomes).asArray().containsExactly("AGREED", "MERGED"))
                .hasPathSatisfying(
                        "$.story.decided[*].setAside",
                        aside -> assertThat(aside).asArray().containsExactly("REOPENED", null))
                .hasPathSatisfying(
                        "$.story.decided[1].mergedInto.title",
                        title -> assertThat(title).isEqualTo("Back-off"))
                .hasPathSatisfying(
                        "$.story.steps[*].verb",
                        verbs -> assertThat(verbs)
                                .asArray()
                                .containsExactly("RESERVE", "SUBMIT", "OPEN", "DECIDE", "REOPEN", "DECIDE"));
        assertThat(merged)
                .bodyJson()
                .extractingPath("$.act")
                .convertTo(String.class)
                .satisfies(act -> {
                    assertThat(sends(own.delegate.token(), "/acts/" + act + "/undo", Map.of(), null))
                            .hasStatus(403);
                    assertThat(sends(chair, "/acts/" + act + "/undo", Map.of(), null))
                            .hasStatusOk();
                    assertThat(sends(chair, "/acts/" + act + "/undo", Map.of(), null))
                            .hasStatus(409);
                });
    }

    @Test
    void aProgramIsToldWhatIsMissing() {
        ContributionView one = allocated("Retry timer");
        String chair = own.chair.token();
        assertThat(sends(chair, here("decisions"), Map.of("outcome", "SHELVED"), null))
                .hasStatus(422)
                .bodyText()
                .contains("Choose what was decided");
        assertThat(sends(chair, here("decisions"), Map.of("outcome", "NOTED"), null))
                .hasStatus(422)
                .bodyText()
                .contains("Choose at least one contribution");
        assertThat(sends(
                        chair,
                        here("decisions"),
                        Map.of("outcome", "NOTED", "contributions", List.of(Map.of("id", one.id()))),
                        null))
                .hasStatus(422)
                .bodyText()
                .contains("which revision");
        assertThat(sends(own.delegate.token(), here("openings"), Map.of("contributions", List.of(one.id())), null))
                .hasStatus(403);
    }

    @Test
    void aProgramObjectsAndSendsADraft() {
        ContributionView one = allocated("Retry timer");
        String path = "/contributions/" + one.id();
        MvcTestResult raised =
                sends(own.delegate.token(), path + "/objections", Map.of("revision", 0, "reason", "Clause 7."), null);
        assertThat(raised)
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$[0].state")
                .isEqualTo("OPEN");
        assertThat(raised)
                .bodyJson()
                .extractingPath("$[0].id")
                .convertTo(String.class)
                .satisfies(objection -> {
                    assertThat(sends(
                                    own.chair.token(),
                                    path + "/objections/finding",
                                    Map.of("objection", objection),
                                    null))
                            .hasStatusOk();
                    assertThat(sends(
                                    own.chair.token(),
                                    path + "/objections/finding/undo",
                                    Map.of("objection", objection),
                                    null))
                            .hasStatusOk();
                    assertThat(sends(
                                    own.delegate.token(),
                                    path + "/objections/withdrawal",
                                    Map.of("objection", objection),
                                    null))
                            .hasStatusOk()
                            .bodyJson()
                            .extractingPath("$[0].state")
                            .isEqualTo("WITHDRAWN");
                });
        MvcTestResult drafted = mvc.post()
                .uri("/api/v1" + path + "/drafts")
                .header("Authorization", "Bearer " + own.secretary.token())
                .multipart()
                .file(new MockMultipartFile("file", "mine.pdf", null, SampleFiles.pdf("better")))
                .param("note", "Clause 7.")
                .exchange();
        assertThat(drafted).hasStatus(201).bodyJson().extractingPath("$.draft").isEqualTo(1);
        assertThat(mvc.get()
                        .uri("/api/v1" + path + "/drafts/0/1/file")
                        .header("Authorization", "Bearer " + own.delegate.token()))
                .hasStatusOk();
        assertThat(sends(own.delegate.token(), path + "/drafts/submission", Map.of("base", 0, "draft", 1), null))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.revision")
                .isEqualTo(1);
    }
}
