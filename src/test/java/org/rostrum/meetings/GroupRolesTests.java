package org.rostrum.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.groups.OfficeId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.Newcomers.Group;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A chair manages the own group's roles. */
@RostrumTest
class GroupRolesTests {

    private final MockMvcTester mvc;
    private final Newcomers newcomers;
    private final Body body;
    private final JdbcClient jdbc;
    private Group group;
    private Newcomer chair;
    private OfficeId office;

    GroupRolesTests(MockMvcTester mvc, Newcomers newcomers, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.newcomers = newcomers;
        this.body = body;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aGroupWithAChair() {
        group = newcomers.group(Visibility.GROUP);
        chair = newcomers.delegate();
        office = newcomers.appointed(group, chair, OfficeRole.CHAIR);
    }

    private String roles() {
        return "/groups/" + group.code() + "/roles";
    }

    private MvcTestResult get(String address, Newcomer reader) {
        return mvc.get().uri(address).with(reader.signedIn()).exchange();
    }

    private String page(String address, Newcomer reader) {
        MvcTestResult page = get(address, reader);
        assertThat(page).as(address).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    private MvcTestResult post(String address, Newcomer by, Map<String, String> fields) {
        var request = mvc.post().uri(address).with(by.signedIn()).with(SecurityMockMvcRequestPostProcessors.csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    private String slip(Newcomer reader) {
        return page(roles(), reader).replaceAll("(?s).*name=\"slip\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void aChairFindsSomebodyByNameOrOrganisationAndAppointsThem() {
        Newcomer found = newcomers.delegate();
        String organization =
                jdbc.sql("""
                        select o.name from organization o join current_delegation d on d.organization_id = o.id
                         where d.person_id = ?""").param(found.id().value()).query(String.class).single();
        assertThat(page(roles() + "?q=" + found.name().substring(9), chair))
                .contains("value=\"" + found.id() + "\"", organization)
                .doesNotContain("<option value=\"CHAIR\"");
        assertThat(page(roles() + "?q=" + organization, chair)).contains("value=\"" + found.id() + "\"");
        assertThat(page(roles() + "?q=newcomers.example", chair))
                .as("addresses are not everybody's to know")
                .contains("Nobody found");
        assertThat(post(roles(), chair, Map.of("person", found.id().toString(), "role", "SECRETARY")))
                .hasStatus3xxRedirection();
        assertThat(page(roles(), chair)).contains(found.name(), "Secretary", "Undo");
        assertThat(get("/groups/" + group.code(), chair)).bodyText().contains("Manage roles", found.name());
        assertThat(get("/groups/" + group.code(), found)).bodyText().doesNotContain("Manage roles");
    }

    @Test
    void whatWasTypedComesBackWithTheReason() {
        Newcomer editor = newcomers.delegate();
        newcomers.appointed(group, editor, OfficeRole.EDITOR);
        Map<String, String> again =
                Map.of("q", editor.name(), "person", editor.id().toString(), "role", "EDITOR", "lastDay", "2199-01-01");
        assertThat(post(roles(), chair, again))
                .hasStatus(409)
                .bodyText()
                .contains("holds this office already", "value=\"2199-01-01\"", "checked");
        assertThat(post(roles(), chair, Map.of("q", editor.name(), "role", "EDITOR")))
                .hasStatus(422)
                .bodyText()
                .contains("choose one of those found");
        assertThat(post(roles(), chair, Map.of("person", editor.id().toString(), "role", "KING")))
                .hasStatus(422);
        assertThat(post(roles(), chair, Map.of("person", editor.id().toString(), "role", "CHAIR")))
                .as("a chair is elected")
                .hasStatus(403);
        assertThat(post(roles(), chair, Map.of("person", editor.id().toString(), "role", "EDITOR", "from", "soon")))
                .hasStatus(422)
                .bodyText()
                .contains("This is no day");
    }

    @Test
    void whoIsNoChairHereManagesNothingHere() {
        Newcomer secretary = newcomers.delegate();
        newcomers.appointed(group, secretary, OfficeRole.SECRETARY);
        assertThat(get(roles(), secretary)).hasStatus(403);
        assertThat(post(roles() + "/endings", secretary, Map.of("office", office.toString())))
                .hasStatus(403);
        Newcomer elsewhere = newcomers.delegate();
        Group other = newcomers.group(Visibility.MEMBERS);
        newcomers.appointed(other, elsewhere, OfficeRole.CHAIR);
        assertThat(get(roles(), elsewhere)).hasStatus(404);
        assertThat(post("/groups/" + other.code() + "/roles/endings", elsewhere, Map.of("office", office.toString())))
                .as("an office of another group than the address says")
                .hasStatus(404);
        Newcomer vice = newcomers.delegate();
        newcomers.appointed(group, vice, OfficeRole.VICE_CHAIR);
        assertThat(post(roles() + "/endings", vice, Map.of("office", office.toString())))
                .hasStatus3xxRedirection();
        String slip = slip(vice);
        assertThat(post("/groups/" + other.code() + "/roles/undo", elsewhere, Map.of("slip", slip)))
                .hasStatus(404);
        assertThat(get(roles(), chair)).hasStatus(404);
    }

    @Test
    void theLastChairIsRefusedAndToldToAppointASuccessor() {
        assertThat(post(roles() + "/endings", chair, Map.of("office", office.toString())))
                .hasStatus(409)
                .bodyText()
                .contains("Appoint a successor first");
        Newcomer vice = newcomers.delegate();
        assertThat(post(roles(), chair, Map.of("person", vice.id().toString(), "role", "VICE_CHAIR")))
                .hasStatus3xxRedirection();
        assertThat(post(roles() + "/endings", chair, Map.of("office", office.toString())))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/groups/" + group.code());
        assertThat(get(roles(), chair)).hasStatus(404);
        assertThat(post(roles() + "/undo", vice, Map.of("slip", slip(vice)))).hasStatus3xxRedirection();
        assertThat(get(roles(), chair)).hasStatusOk();
    }

    @Test
    void aRoleThatStartsTomorrowGivesNothingTodayAndIsAnnounced() {
        Newcomer vice = newcomers.delegate();
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        assertThat(post(
                        roles(),
                        chair,
                        Map.of("person", vice.id().toString(), "role", "VICE_CHAIR", "from", tomorrow.toString())))
                .hasStatus3xxRedirection();
        assertThat(page(roles(), chair)).contains("To come", vice.name());
        assertThat(page("/groups/" + group.code(), chair)).contains("To come", vice.name());
        assertThat(get(roles(), vice)).hasStatus(404);
    }

    @Test
    void aPastMeetingShowsWhoHeldOfficeThen() {
        Instant then = Instant.now().minus(40, ChronoUnit.DAYS);
        jdbc.sql("update office set since = now() - interval '60 days' where id = ?")
                .param(office.value())
                .update();
        UUID meeting = body.meeting(group.id().value(), then, then.plus(1, ChronoUnit.HOURS), "ACCEPT")
                .id();
        Newcomer successor = newcomers.delegate();
        newcomers.appointed(group, successor, OfficeRole.CHAIR);
        assertThat(page("/meetings/" + meeting + "/people", successor))
                .contains("In office then", chair.name())
                .doesNotContain(successor.name() + "</span><span class=\"person-org\"");
    }

    @Test
    void staffElectAChairFromTheSamePage() {
        Newcomer successor = newcomers.delegate(newcomers.member("strategic"));
        assertThat(mvc.get().uri(roles() + "?q=" + successor.name()).with(Body.signedIn(Cast.ADA)))
                .hasStatusOk()
                .bodyText()
                .contains("<option value=\"CHAIR\"");
        assertThat(mvc.post()
                        .uri(roles())
                        .param("person", successor.id().toString())
                        .param("role", "CHAIR")
                        .with(Body.signedIn(Cast.ADA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus3xxRedirection();
        assertThat(get(roles(), successor)).hasStatusOk();
        assertThat(get(roles(), chair)).hasStatus(404);
    }

    @Test
    void aGroupOfManyNeedsNoMoreStatementsThanOneOfFew() {
        OrganizationId member = newcomers.member("strategic");
        page(roles() + "?q=newcomer", chair);
        int few = Statements.during(() -> page(roles() + "?q=newcomer", chair));
        for (int n = 0; n < 25; n++) {
            newcomers.appointed(group, newcomers.delegate(member), OfficeRole.PARTICIPANT);
        }
        assertThat(Statements.during(() -> page(roles() + "?q=newcomer", chair)))
                .isEqualTo(few);
    }
}
