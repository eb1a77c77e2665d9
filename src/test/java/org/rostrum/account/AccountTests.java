package org.rostrum.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** One's own account: who one is, leaving, and what others did in one's name. */
@RostrumTest
class AccountTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final SessionRepository<?> sessions;

    AccountTests(MockMvcTester mvc, JdbcClient jdbc, SessionRepository<?> sessions) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    private MvcTestResult get(String path, OwnPerson person) {
        return mvc.get().uri(path).with(person.signedIn()).exchange();
    }

    private MvcTestResult post(String path, OwnPerson person) {
        return mvc.post().uri(path).with(person.signedIn()).with(csrf()).exchange();
    }

    private void office(OwnPerson person, String role, String since, String until) {
        jdbc.sql(
                        "insert into office (id, group_id, person_id, role, since, until) values (gen_random_uuid(), ?, ?, ?, now() + ?::interval, now() + ?::interval)")
                .params(Body.DMSO, person.id(), role, since, until)
                .update();
    }

    @Test
    void theProfileSaysWhomOneRepresentsWhatThatGivesAndWhichOfficesOneHoldsHeldAndWillHold() {
        OwnPerson person = OwnPerson.of(Cast.Company.IPSUM, jdbc);
        office(person, "EDITOR", "-10 days", "10 days");
        office(person, "PARTICIPANT", "-20 days", "-10 days");
        office(person, "SECRETARY", "10 days", "20 days");
        assertThat(get("/me", person))
                .hasStatus(200)
                .bodyText()
                .contains(person.name(), "@rostrum.example", "Ipsum Cloud", "Associate", "½")
                .contains("Vote on a formal technical vote", "Eligible for working group chair election", ": no")
                .containsSubsequence(
                        "<h3>Now</h3>", "Editor", "<h3>To come</h3>", "Secretary", "<h3>Before</h3>", "Participant");
    }

    @Test
    void somebodyWhoRepresentsNobodyHasAnAccountAStrangerHasNot() {
        assertThat(get("/me", OwnPerson.known(jdbc))).hasStatus(200).bodyText().contains("nobody now");
        for (String path : List.of("/me", "/me/acting", "/me/tokens")) {
            assertThat(mvc.get().uri(path).with(Body.signedIn(Cast.NORA)))
                    .as(path)
                    .hasStatus(403);
            assertThat(mvc.get().uri(path)).as(path).hasStatus(302);
        }
    }

    @Test
    void whoLeavesSpeaksForNobodyAtOnceAndMayTakeItBackForTenMinutes() {
        OwnPerson person = OwnPerson.of(Cast.Company.LOREM, jdbc);
        assertThat(get("/api/v1/meetings", person)).hasStatus(200);
        assertThat(post("/me/organization/leaving", person)).hasStatus(302).hasRedirectedUrl("/me");
        assertThat(get("/api/v1/meetings", person)).hasStatus(403);
        assertThat(get("/me", person)).hasStatus(200).bodyText().contains("nobody now", "Undo leaving");
        assertThat(post("/me/organization/return", person)).hasStatus(302);
        assertThat(get("/api/v1/meetings", person)).hasStatus(200);
        assertThat(post("/me/organization/return", person)).hasStatus(409);
        assertThat(jdbc.sql("select action from audit_entry where person_id = ? order by id")
                        .param(person.id())
                        .query(String.class)
                        .list())
                .containsExactly("person.left-organization", "person.delegation-change-undone");
    }

    @Test
    void afterTenMinutesAndForOthersThereIsNothingToTakeBack() {
        OwnPerson person = OwnPerson.of(Cast.Company.LOREM, jdbc);
        assertThat(post("/me/organization/leaving", OwnPerson.known(jdbc))).hasStatus(409);
        post("/me/organization/leaving", person);
        assertThat(post("/me/organization/return", OwnPerson.known(jdbc))).hasStatus(409);
        jdbc.sql("update undo set done_at = now() - interval '11 minutes' where subject_id = ?")
                .param(person.id())
                .update();
        assertThat(get("/me", person)).bodyText().doesNotContain("Undo leaving");
        assertThat(post("/me/organization/return", person)).hasStatus(409);
    }

    @Test
    void whoDoesNotWantToBeSeenWritingSaysSoAndFindsItSo() {
        OwnPerson person = OwnPerson.of(Cast.Company.LOREM, jdbc);
        assertThat(get("/me", person)).bodyText().containsPattern("name=\"shown\"[^>]*checked");
        assertThat(post("/me/writing", person)).hasStatus(302).hasRedirectedUrl("/me#writing");
        assertThat(get("/me", person)).bodyText().doesNotContainPattern("name=\"shown\"[^>]*checked");
        assertThat(post("/me/writing?shown=true", person)).hasStatus(302);
        assertThat(get("/me", person)).bodyText().containsPattern("name=\"shown\"[^>]*checked");
        assertThat(mvc.post().uri("/me/writing").with(Body.signedIn(Cast.NORA)).with(csrf()))
                .hasStatus(403);
    }

    @Test
    void theDelegateSeesWhoActsOnTheirBehalfAndAfterwardsWhatWasDone() {
        OwnPerson person = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        OwnPerson staff = OwnPerson.known(jdbc).andStaff(jdbc);
        BrowserSession office = BrowserSession.of(sessions, staff.subject());
        assertThat(get("/me/acting", person)).bodyText().contains("Nobody has acted on your behalf");
        assertThat(mvc.post()
                        .uri("/staff/people/" + person.id() + "/acting")
                        .cookie(office.cookie())
                        .with(csrf())
                        .param("reason", "forgot the deadline")
                        .param("minutes", "15"))
                .hasStatus(302);
        for (String path : List.of("/", "/me", "/me/acting")) {
            assertThat(get(path, person)).as(path).bodyText().contains(staff.name(), "forgot the deadline");
        }
        for (String path : List.of("/me", "/me/tokens", "/me/acting")) {
            assertThat(mvc.get().uri(path).cookie(office.cookie())).as(path).hasStatus(403);
        }
        for (String path : List.of("/me/tokens", "/me/organization/leaving")) {
            assertThat(mvc.post().uri(path).cookie(office.cookie()).with(csrf()))
                    .as(path)
                    .hasStatus(403);
        }
        assertThat(mvc.post().uri("/acting/end").cookie(office.cookie()).with(csrf()))
                .hasStatus(302);
        assertThat(get("/", person)).bodyText().doesNotContain("forgot the deadline");
        assertThat(get("/me/acting", person))
                .bodyText()
                .contains(staff.name(), "forgot the deadline", "Changed nothing");
    }
}
