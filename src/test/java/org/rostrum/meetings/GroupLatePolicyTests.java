package org.rostrum.meetings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a group does with what comes late, its next meetings begin with; each may differ. */
@RostrumTest
class GroupLatePolicyTests {

    private final OwnGroup own;
    private final GroupLatePolicies policies;
    private final MeetingCalls calls;
    private final Meetings meetings;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;

    GroupLatePolicyTests(
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            GroupLatePolicies policies,
            MeetingCalls calls,
            Meetings meetings,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.policies = policies;
        this.calls = calls;
        this.meetings = meetings;
        this.jdbc = jdbc;
        this.mvc = mvc;
    }

    private LatePolicy called(@Nullable String latePolicy) {
        MeetingId id = calls.call(
                own.group.code(),
                new MeetingText(
                        "Called",
                        "",
                        "",
                        "Europe/Warsaw",
                        "2031-05-05T09:00",
                        "",
                        "2031-05-06T17:00",
                        "",
                        "",
                        "",
                        "",
                        latePolicy),
                own.as(own.chair));
        return meetings.require(id, own.as(own.chair)).latePolicy();
    }

    private MvcTestResult posted(Newcomer person, String policy) {
        return mvc.post()
                .uri("/groups/{group}/late-policy", own.group.code())
                .with(person.signedIn())
                .with(csrf())
                .param("latePolicy", policy)
                .exchange();
    }

    @Test
    void newMeetingsBeginWithItAndThoseThatAreCalledStayAsTheyAre() {
        var before = own.meetingIn(Duration.ofDays(30));
        assertThat(called(null)).isEqualTo(LatePolicy.ACCEPT);
        assertThat(posted(own.chair, "PASS")).hasStatus(302);
        assertThat(called(null)).isEqualTo(LatePolicy.PASS);
        assertThat(called("REFUSE")).isEqualTo(LatePolicy.REFUSE);
        assertThat(meetings.require(new MeetingId(before.id()), own.as(own.chair))
                        .latePolicy())
                .isEqualTo(LatePolicy.ACCEPT);
        assertThat(mvc.get()
                        .uri("/groups/{group}/meetings/new", own.group.code())
                        .with(own.chair.signedIn()))
                .bodyText()
                .containsPattern("value=\"PASS\"[^>]*checked");
        assertThat(jdbc.sql("""
                        select count(*) from audit_entry
                         where action = 'group.late-policy-changed' and subject_id = ?""")
                        .param(own.group.id().toString())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void theChairMaySayAndNobodyElseOfTheGroup() {
        assertThat(posted(own.delegate, "REFUSE")).hasStatus(403);
        assertThat(posted(own.secretary, "REFUSE")).hasStatus(403);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> policies.set(own.group.code(), "REFUSE", own.as(own.secretary)));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> policies.set(own.group.code(), "PERHAPS", own.as(own.chair)));
        assertThat(mvc.get().uri("/groups/{group}", own.group.code()).with(own.delegate.signedIn()))
                .bodyText()
                .contains("Taken, marked late and handled last. A meeting may say otherwise.");
    }

    @Test
    void programsReadAndChangeIt() {
        assertThat(mvc.put()
                        .uri("/api/v1/groups/{group}/late-policy", own.group.code())
                        .with(own.chair.signedIn())
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"latePolicy\": \"REFUSE\"}"))
                .hasStatusOk();
        assertThat(mvc.get().uri("/api/v1/groups/{group}/late-policy", own.group.code()))
                .bodyJson()
                .extractingPath("$.latePolicy")
                .isEqualTo("REFUSE");
    }
}
