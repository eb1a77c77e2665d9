package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.SampleFiles;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A delegate who changes organisation, or whose organisation is suspended, in the middle of a meeting. */
@RostrumTest
class ChangedOrganisationTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());

    private final MockMvcTester mvc;
    private final Body body;
    private final Newcomers newcomers;
    private final People people;
    private final Organizations organizations;
    private final JdbcClient jdbc;
    private OrganizationId former;
    private OrganizationId later;
    private Newcomer delegate;
    private Newcomer colleague;
    private Gathering meeting;
    private String contribution = "";

    ChangedOrganisationTests(
            MockMvcTester mvc,
            Body body,
            Newcomers newcomers,
            People people,
            Organizations organizations,
            JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.newcomers = newcomers;
        this.people = people;
        this.organizations = organizations;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aDelegateWhoTakesPartAndSubmitted() {
        former = newcomers.member("strategic");
        later = newcomers.member("essential");
        delegate = newcomers.delegate(former);
        colleague = newcomers.delegate(former);
        meeting = body.meetingNow();
        assertThat(mvc.post()
                        .uri("/meetings/" + meeting.id() + "/participation")
                        .param("mode", "REMOTE")
                        .with(delegate.signedIn())
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus3xxRedirection();
        contribution = JsonPath.read(text(reserves(delegate)), "$.id");
        assertThat(uploads(delegate, "first")).hasStatus(201);
    }

    private static String text(MvcTestResult result) {
        return assertThat(result).bodyText().actual();
    }

    private MvcTestResult reserves(Newcomer person) {
        return mvc.post()
                .uri("/api/v1/meetings/{id}/contributions", meeting.id())
                .header("Authorization", "Bearer " + person.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"type\":\"INP\",\"for\":\"Discussion\",\"title\":\"A thought\"}")
                .exchange();
    }

    private MvcTestResult uploads(Newcomer person, String words) {
        return mvc.post()
                .uri("/api/v1/contributions/{id}/revisions", contribution)
                .header("Authorization", "Bearer " + person.token())
                .multipart()
                .file(new MockMultipartFile("file", "thought.docx", null, SampleFiles.docx(words)))
                .exchange();
    }

    private MvcTestResult says(Newcomer person, String words) {
        return mvc.post()
                .uri("/api/v1/rooms/{room}/messages", meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"text\":\"" + words + "\"}")
                .exchange();
    }

    private MvcTestResult reads(Newcomer person, String address) {
        return mvc.get()
                .uri(address)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private String name(OrganizationId organization) {
        return jdbc.sql("select name from organization where id = ?")
                .param(organization.value())
                .query(String.class)
                .single();
    }

    @Test
    void keepsReadingButNoLongerRevisesWhatTheFormerOrganisationSubmitted() {
        people.represent(delegate.id(), later, null, ADA);
        assertThat(reads(delegate, "/api/v1/contributions/" + contribution)).hasStatusOk();
        assertThat(uploads(delegate, "second")).hasStatus(403);
        assertThat(mvc.post()
                        .uri("/api/v1/contributions/{id}/withdrawal", contribution)
                        .header("Authorization", "Bearer " + delegate.token()))
                .hasStatus(403);
        assertThat(uploads(colleague, "third"))
                .as("it stays the organisation's")
                .hasStatus(201);
    }

    @Test
    void speaksForTheNewOneAndTheRecordKeepsTheFormer() {
        assertThat(says(delegate, "before")).hasStatus(201);
        people.represent(delegate.id(), later, null, ADA);
        assertThat(says(delegate, "after")).hasStatus(201);
        assertThat(text(reads(delegate, "/api/v1/rooms/" + meeting.room() + "/events")))
                .containsSubsequence(name(former), "before", name(later), "after");
        assertThat(jdbc.sql("select organization_id from participation where meeting_id = ? and person_id = ?")
                        .params(meeting.id(), delegate.id().value())
                        .query(UUID.class)
                        .single())
                .isEqualTo(former.value());
        assertThat(reserves(delegate)).hasStatus(201).bodyText().contains(name(later));
    }

    @Test
    void readsNothingMoreWhenTheNewOneIsNoMemberInGoodStanding() {
        organizations.change(later, "essential", Standing.SUSPENDED, null, "Fee", ADA);
        people.represent(delegate.id(), later, null, ADA);
        assertThat(reads(delegate, "/api/v1/contributions/" + contribution)).hasStatus(403);
        assertThat(says(delegate, "let me in")).hasStatus(403);
    }

    @Test
    void aSuspendedOrganisationsDelegateNeitherReadsNorWritesNorVotesByAnyDoor() {
        organizations.change(former, "strategic", Standing.SUSPENDED, null, "Fee", ADA);
        assertThat(reads(delegate, "/api/v1/meetings")).hasStatus(403);
        assertThat(reads(delegate, "/api/v1/contributions/" + contribution)).hasStatus(403);
        assertThat(uploads(delegate, "second")).hasStatus(403);
        assertThat(reserves(delegate)).hasStatus(403);
        assertThat(says(delegate, "let me in")).hasStatus(403);
        assertThat(mvc.get().uri("/meetings/" + meeting.id()).with(delegate.signedIn()))
                .hasStatus(403);
        assertThat(mvc.get().uri("/schedule").with(delegate.signedIn())).hasStatusOk();
    }
}
