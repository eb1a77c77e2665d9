package org.rostrum.registrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** Who comes: by name where they agreed, else counted; the staff see and export everything. */
@RostrumTest
@RecordApplicationEvents
@Transactional
class ParticipantsTests {

    private final Registrations registrations;
    private final Viewers viewers;
    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private OpenRegistration open;

    ParticipantsTests(Registrations registrations, Viewers viewers, MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.registrations = registrations;
        this.viewers = viewers;
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    /** carla is listed in person, dana of the same member is not, devi is remotely; gus is a guest who is not listed. */
    @BeforeEach
    void theyRegistered() {
        open = OpenRegistration.nextMonth(jdbc, 1, null);
        Gathering meeting = body.meetingNextMonth();
        open.week().holds(meeting);
        body.invites(Cast.GUS, meeting);
        registers(Cast.CARLA, ParticipationMode.IN_PERSON, true);
        registers(Cast.DANA, ParticipationMode.IN_PERSON, false);
        registers(Cast.DEVI, ParticipationMode.REMOTE, true);
        registers(Cast.GUS, ParticipationMode.REMOTE, false);
    }

    private void registers(Cast person, ParticipationMode mode, boolean listed) {
        registrations.register(
                open.id(),
                new RegistrationRequest(Map.of(open.id(), mode), Map.of(), Set.of(), listed),
                null,
                viewer(person));
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private MvcTestResult get(String path, @Nullable Cast reader) {
        var request = mvc.get().uri(path);
        return (reader == null ? request : request.with(Body.signedIn(reader))).exchange();
    }

    private String list(String query, Cast reader) throws Exception {
        MvcTestResult page = get("/events/" + open.id() + "/participants" + query, reader);
        assertThat(page).hasStatusOk();
        String text = page.getResponse().getContentAsString();
        return text.substring(text.indexOf("<main"), text.indexOf("</main>"));
    }

    @Test
    void theListIsByOrganisationWithTheNamesOfThoseWhoAgreedAndTheNumberOfTheOthers() throws Exception {
        assertThat(list("", Cast.IPSI))
                .containsSubsequence(
                        "Examplecom",
                        "Carla Placeholder",
                        "and 1 who is not listed",
                        "Nowhere Metering",
                        "Devi Nonesuch",
                        "Guests",
                        "1 who is not listed")
                .contains(">1</span> in person", ">2</span> remotely", ">1</span> on the waiting list")
                .doesNotContain("Dana Sample", "Gus Guestling", "Export as CSV", "@");
    }

    @Test
    void noFilterNoSearchAndNoProgramFindsWhoIsNotListed() throws Exception {
        for (String query : new String[] {
            "?q=Dana", "?q=dana%20sample", "?q=Gus", "?q=" + Cast.DANA.email(), "?mode=in-person&q=Sample"
        }) {
            assertThat(list(query, Cast.IPSI))
                    .as(query)
                    .contains("Nobody matches")
                    .doesNotContain("not listed");
        }
        assertThat(list("?q=placeholder", Cast.IPSI))
                .contains("Carla Placeholder")
                .doesNotContain("who is not listed");
        assertThat(list("?q=examplecom", Cast.IPSI)).contains("Carla Placeholder", "and 1 who is not listed");
        assertThat(list("?mode=remote", Cast.IPSI)).contains("Devi Nonesuch").doesNotContain("Carla");
        MvcTestResult json = mvc.get()
                .uri("/api/v1/events/" + open.id() + "/participants")
                .header("Authorization", "Bearer " + Cast.IPSI.token())
                .exchange();
        assertThat(json).hasStatusOk().bodyText().contains("Carla Placeholder").doesNotContain("Dana", "Gus ");
    }

    @Test
    void whoIsNotAdmittedSeesNoParticipants() {
        assertThat(get("/events/" + open.id() + "/participants", null)).hasStatus(302);
        assertThat(get("/events/" + open.id() + "/participants", Cast.NORA)).hasStatus(403);
        assertThat(get("/staff/events/" + open.id() + "/participants.csv", Cast.CARLA))
                .hasStatus(403);
        assertThat(get("/staff/events/" + open.id() + "/registrations?q=dana", Cast.CARLA))
                .hasStatus(403);
    }

    @Test
    void theStaffSeeEverybodyWithTheirPlace() throws Exception {
        assertThat(list("", Cast.ADA))
                .contains("Dana Sample", "Gus Guestling", "Waiting list", "Not listed", "Guest")
                .doesNotContain("who is not listed");
        assertThat(list("?q=" + Cast.DANA.email(), Cast.ADA)).contains("Dana Sample");
    }

    @Test
    void theExportHoldsTheAnswersRunsNoFormulaAndIsOnRecord(ApplicationEvents events) throws Exception {
        QuestionId food = open.question("=Dietary needs", QuestionKind.LINE, false, false);
        registrations.register(
                open.id(),
                new RegistrationRequest(
                        Map.of(open.id(), ParticipationMode.REMOTE), Map.of(food, "=HYPERLINK(\"x\")"), Set.of(), true),
                null,
                viewer(Cast.EDDA));
        MvcTestResult csv = get("/staff/events/" + open.id() + "/participants.csv", Cast.ADA);
        assertThat(csv).hasStatusOk();
        assertThat(csv.getResponse().getHeader("Content-Disposition")).contains("attachment");
        assertThat(csv.getResponse().getContentAsString())
                .contains("'=Dietary needs", "\"'=HYPERLINK(\"\"x\"\")\"", "Dana Sample", "waiting", Cast.GUS.email())
                .doesNotContain(",=", ",\"=");
        assertThat(events.stream(PrivilegedAct.class))
                .anyMatch(act -> act.action().equals("registration.exported"));
    }

    @Test
    void theStaffFindWhoMayComeAndRegisterThem() throws Exception {
        String path = "/staff/events/" + open.id() + "/registrations";
        assertThat(get(path + "?q=ipsi", Cast.ADA)).bodyText().contains("Ipsi Dolor", ">Register<");
        assertThat(get(path + "?q=nora", Cast.ADA)).bodyText().contains("Nobody matches");
        assertThat(get(path + "/" + Cast.IPSI.id(), Cast.ADA))
                .hasStatusOk()
                .bodyText()
                .contains("Register Ipsi Dolor");
        assertThat(mvc.post()
                        .uri(path + "/" + Cast.IPSI.id())
                        .param("part-" + open.id(), "REMOTE")
                        .with(Body.signedIn(Cast.ADA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasRedirectedUrl("/events/" + open.id() + "/participants");
        assertThat(list("?q=ipsum", Cast.DANA)).contains("1 who is not listed");
        assertThat(mvc.post()
                        .uri(path + "/" + Cast.CARLA.id() + "/withdrawal")
                        .with(Body.signedIn(Cast.ADA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus3xxRedirection();
        assertThat(list("", Cast.ADA)).doesNotContain("Carla Placeholder", "badge-warn");
    }
}
