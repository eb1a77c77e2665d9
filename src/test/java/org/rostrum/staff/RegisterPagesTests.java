package org.rostrum.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewers;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.shared.NewId;
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

/** The registers of the staff desk: organisations, people, levels and groups. */
@RostrumTest
class RegisterPagesTests {

    private final MockMvcTester mvc;
    private final Newcomers newcomers;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    RegisterPagesTests(MockMvcTester mvc, Newcomers newcomers, Viewers viewers, JdbcClient jdbc) {
        this.mvc = mvc;
        this.newcomers = newcomers;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    private MvcTestResult get(String address) {
        return mvc.get().uri("/staff" + address).with(Body.signedIn(Cast.ADA)).exchange();
    }

    private String page(String address) {
        MvcTestResult page = get(address);
        assertThat(page).as(address).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    private MvcTestResult post(String address, Map<String, String> fields) {
        var request = mvc.post()
                .uri("/staff" + address)
                .with(Body.signedIn(Cast.ADA))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    private static String random() {
        return NewId.next().toString().substring(24);
    }

    private boolean member(Newcomer person) {
        return viewers.person(person.id(), EnumSet.allOf(Scope.class))
                .orElseThrow()
                .member();
    }

    private String nameOf(OrganizationId member) {
        return jdbc.sql("select name from organization where id = ?")
                .param(member.value())
                .query(String.class)
                .single();
    }

    // --- Organisations -----------------------------------------------------------------------------------------------

    @Test
    void anOrganisationIsAddedFoundAndShown() {
        String name = "Örtliche Messung " + random();
        MvcTestResult added = post("/organizations", Map.of("name", name, "level", "associate", "since", "2019-02-03"));
        assertThat(added).hasStatus3xxRedirection();
        String address = String.valueOf(added.getResponse().getRedirectedUrl()).substring("/staff".length());
        assertThat(page(address)).contains(name, "Associate", "3 February 2019", "Nobody represents it");
        assertThat(page("/organizations?level=associate&standing=active&q=" + name.substring(2)))
                .contains(name)
                .contains("value=\"associate\" selected");
        assertThat(page("/organizations?level=strategic&q=" + name.substring(2)))
                .doesNotContain(name);
        assertThat(page("/organizations?page=-3&q=" + name.substring(2).toUpperCase(Locale.ROOT)))
                .contains(name);
        assertThat(page("/organizations?page=2147483647&q=" + name)).contains(name);
        assertThat(page("/organizations?level=nonsense&standing=nonsense&q=%25_" + random()))
                .contains("No organisation matches");
    }

    @Test
    void whatWasTypedComesBackWithTheMessageBesideItsField() {
        String name = nameOf(newcomers.member("essential"));
        assertThat(post("/organizations", Map.of("name", name, "level", "essential", "since", "soon")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"since-error\"", "value=\"" + name + "\"");
        assertThat(post("/organizations", Map.of("name", name.toUpperCase(Locale.ROOT), "level", "essential")))
                .hasStatus(409)
                .bodyText()
                .contains("id=\"name-error\"", "There is an organisation of this name already");
        assertThat(post("/organizations", Map.of("name", "Somebody")))
                .hasStatus(422)
                .bodyText()
                .contains("level-error");
    }

    @Test
    void aSuspensionIsEnteredTakesEffectAndIsUndoneFromThePage() {
        OrganizationId member = newcomers.member("essential");
        Newcomer delegate = newcomers.delegate(member);
        String address = "/organizations/" + member + "/membership";
        assertThat(page(address)).contains("value=\"ACTIVE\"");
        assertThat(post(address, Map.of("level", "essential", "standing", "SUSPENDED")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"reason-error\"");
        assertThat(post(address, Map.of("level", "essential", "standing", "SUSPENDED", "reason", "Fee")))
                .hasStatus3xxRedirection();
        assertThat(member(delegate)).isFalse();
        String page = page("/organizations/" + member);
        assertThat(page).contains("Undo", "(Fee)", delegate.name());
        String slip = page.replaceAll("(?s).*name=\"slip\" value=\"([^\"]+)\".*", "$1");
        assertThat(post("/undo", Map.of("slip", slip))).hasStatus3xxRedirection();
        assertThat(member(delegate)).isTrue();
        assertThat(page("/organizations/" + member)).doesNotContain("name=\"slip\"");
    }

    @Test
    void whatIsPlannedIsShownAndReplaced() {
        OrganizationId member = newcomers.member("essential");
        String later = LocalDate.now(ZoneOffset.UTC).plusDays(12).toString();
        assertThat(post(
                        "/organizations/" + member + "/membership",
                        Map.of("level", "strategic", "standing", "ACTIVE", "from", later)))
                .hasStatus3xxRedirection();
        assertThat(page("/organizations/" + member)).contains("Planned");
        assertThat(page("/organizations/" + member + "/membership")).contains("Planned is: Strategic");
        assertThat(page("")).contains(nameOf(member));
    }

    @Test
    void twoWhoRenameAtOnceAreToldAndSeeBothTexts() {
        OrganizationId member = newcomers.member("essential");
        String address = "/organizations/" + member + "/name";
        String first = "First " + random();
        assertThat(post(address, Map.of("name", first, "version", "0"))).hasStatus3xxRedirection();
        assertThat(post(address, Map.of("name", "Second", "version", "0")))
                .hasStatus(409)
                .bodyText()
                .contains(first, "value=\"Second\"", "name=\"version\" value=\"1\"");
    }

    @Test
    void domainsAreAddedVerifiedAndRemoved() {
        OrganizationId member = newcomers.member("essential");
        String domain = "d" + random() + ".example";
        String address = "/organizations/" + member + "/domains";
        assertThat(post(address, Map.of("domain", "nonsense")))
                .hasStatus(422)
                .bodyText()
                .contains("domain-error");
        assertThat(post(address, Map.of("domain", domain))).hasStatus3xxRedirection();
        assertThat(page("/organizations/" + member)).contains(domain, "Verify");
        assertThat(post(address + "/verification", Map.of("domain", domain))).hasStatus3xxRedirection();
        assertThat(page("/organizations/" + member)).contains("Verified");
        assertThat(post(address + "/verification", Map.of("domain", "other.example")))
                .hasStatus(404);
        assertThat(post(address + "/removal", Map.of("domain", domain))).hasStatus3xxRedirection();
        assertThat(page("/organizations/" + member)).doesNotContain(domain);
    }

    // --- People ------------------------------------------------------------------------------------------------------

    @Test
    void aPersonIsAddedFoundByNameAddressAndOrganisationAndShown() {
        OrganizationId member = newcomers.member("strategic");
        String name = "Ämilie <b>Beispiel</b> " + random();
        String email = "e" + random() + "@people.example";
        MvcTestResult added = post("/people", Map.of("name", name, "email", email, "organization", member.toString()));
        assertThat(added).hasStatus3xxRedirection();
        String address = String.valueOf(added.getResponse().getRedirectedUrl()).substring("/staff".length());
        assertThat(page(address)).contains("Ämilie &lt;b&gt;Beispiel", email, nameOf(member), "Never signed in");
        for (String sought : new String[] {name.substring(name.length() - 8), email, nameOf(member)}) {
            assertThat(page("/people?q=" + sought)).as(sought).contains(email);
        }
        assertThat(page("/people?which=unattached&q=" + email)).doesNotContain(address);
        assertThat(page("/people?which=delegates&q=" + email)).contains(address);
        assertThat(post("/people", Map.of("name", "Somebody", "email", email)))
                .hasStatus(409)
                .bodyText()
                .contains("id=\"email-error\"", "value=\"Somebody\"");
    }

    @Test
    void aPersonWithAnOrganisationThatDoesNotExistIsNotAddedEither() {
        String email = "e" + random() + "@people.example";
        assertThat(post(
                        "/people",
                        Map.of(
                                "name",
                                "X",
                                "email",
                                email,
                                "organization",
                                NewId.next().toString())))
                .hasStatus(422);
        assertThat(page("/people?q=" + email)).contains("Nobody matches");
    }

    @Test
    void whoChangesOrganisationOrLeavesIsShownWithTheirHistory() {
        OrganizationId first = newcomers.member("strategic");
        OrganizationId second = newcomers.member("strategic");
        Newcomer delegate = newcomers.delegate(first);
        String address = "/people/" + delegate.id();
        assertThat(post(address + "/organization", Map.of("organization", second.toString())))
                .hasStatus3xxRedirection();
        assertThat(page(address)).contains(nameOf(second), "Undo");
        assertThat(post(address + "/organization", Map.of("organization", second.toString())))
                .hasStatus(409);
        assertThat(post(address + "/organization", Map.of()))
                .hasStatus(422)
                .bodyText()
                .contains("organization-error");
        assertThat(post(address + "/leaving", Map.of())).hasStatus3xxRedirection();
        assertThat(page(address)).contains("represents nobody", nameOf(second));
        assertThat(page("/organizations/" + second)).contains("Former delegates", delegate.name());
    }

    @Test
    void flagsAndDeactivation() {
        Newcomer person = newcomers.delegate();
        String address = "/people/" + person.id();
        assertThat(post(address + "/staff", Map.of("staff", "true"))).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/staff").with(person.signedIn())).hasStatusOk();
        assertThat(post(address + "/staff", Map.of())).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/staff").with(person.signedIn())).hasStatus(403);
        assertThat(post(address + "/deactivation", Map.of())).hasStatus3xxRedirection();
        assertThat(page(address)).contains("Deactivated", "Reactivate");
        assertThat(mvc.get().uri("/meetings/" + person.id()).with(person.signedIn()))
                .hasStatus(403);
        assertThat(post(address + "/reactivation", Map.of())).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/meetings/" + person.id()).with(person.signedIn()))
                .hasStatus(404);
    }

    @Test
    void correctingShowsBothTextsToTheSecondEditor() {
        Newcomer person = newcomers.person();
        String address = "/people/" + person.id() + "/name";
        assertThat(page(address)).contains(person.name());
        String email = "e" + random() + "@people.example";
        assertThat(post(address, Map.of("name", "First Editor", "email", email, "version", "0")))
                .hasStatus3xxRedirection();
        assertThat(post(address, Map.of("name", "Second Editor", "email", email, "version", "0")))
                .hasStatus(409)
                .bodyText()
                .contains("First Editor", "value=\"Second Editor\"");
    }

    // --- Levels ------------------------------------------------------------------------------------------------------

    @Test
    void aLevelIsAddedWithHalfAVoteAndItsRights() {
        String name = "Supporter " + random();
        assertThat(post(
                        "/levels",
                        Map.of("name", name, "voteWeight", "½", "extent-PORTAL", "YES", "note-PORTAL", "read only")))
                .hasStatus3xxRedirection();
        assertThat(page("/levels")).contains(name, "½", "read only");
        String code = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        assertThat(page("/levels/" + code)).contains("value=\"0.5\"", "value=\"read only\"");
        assertThat(post("/levels/" + code, Map.of("name", name, "voteWeight", "much", "note-PORTAL", "kept")))
                .hasStatus(422)
                .bodyText()
                .contains("voteWeight-error", "value=\"kept\"", "value=\"much\"");
        Newcomer delegate = newcomers.delegate(newcomers.member(code));
        assertThat(member(delegate)).isTrue();
        assertThat(post("/levels/" + code, Map.of("name", name, "voteWeight", "0.5", "version", "0")))
                .hasStatus3xxRedirection();
        assertThat(member(delegate)).isFalse();
        assertThat(post("/levels/" + code, Map.of("name", "Other " + name, "voteWeight", "1", "version", "0")))
                .hasStatus(409)
                .bodyText()
                .contains("Now: <strong>" + name, "value=\"Other " + name + "\"");
        assertThat(get("/levels/none")).hasStatus(404);
    }

    // --- Groups ------------------------------------------------------------------------------------------------------

    @Test
    void aGroupIsSetUpMovedNarrowedAndClosed() {
        String code = "T" + random().toUpperCase(Locale.ROOT);
        assertThat(post(
                        "/groups",
                        Map.of("code", code, "name", "Testers " + code, "kind", "COMMITTEE", "visibility", "MEMBERS")))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/staff/groups/" + code);
        Group above = newcomers.group(Visibility.MEMBERS);
        assertThat(post(
                        "/groups/" + code + "/edit",
                        Map.of(
                                "name", "Testers " + code,
                                "kind", "COMMITTEE",
                                "visibility", "GROUP",
                                "parent", above.id().toString(),
                                "version", "0")))
                .hasStatus3xxRedirection();
        assertThat(page("/groups/" + code)).contains("Those who take part in the group", above.code());
        assertThat(page("/groups")).contains(code, above.code());
        assertThat(post(
                        "/groups/" + code + "/edit",
                        Map.of("name", "Other", "kind", "COMMITTEE", "visibility", "GROUP", "version", "0")))
                .hasStatus(409)
                .bodyText()
                .contains("Name now", "value=\"Other\"");
        assertThat(post("/groups/" + above.code() + "/closing", Map.of())).hasStatus3xxRedirection();
        assertThat(page("/groups/" + above.code())).doesNotContain("This group is closed");
        assertThat(post("/groups/" + code + "/closing", Map.of())).hasStatus3xxRedirection();
        assertThat(page("/groups/" + code)).contains("This group is closed", "Reopen the group");
        assertThat(post("/groups/" + code + "/reopening", Map.of())).hasStatus3xxRedirection();
        assertThat(post(
                        "/groups",
                        Map.of("code", "lower case", "name", "X", "kind", "COMMITTEE", "visibility", "GROUP")))
                .hasStatus(422)
                .bodyText()
                .contains("code-error");
        assertThat(post("/groups", Map.of("code", "X", "name", "X")))
                .hasStatus(422)
                .bodyText()
                .contains("kind");
    }

    @Test
    void aGroupsPageTellsWhoIsWasAndWillBeInOffice() {
        Group group = newcomers.group(Visibility.MEMBERS);
        Newcomer chair = newcomers.delegate();
        newcomers.appointed(group, chair, OfficeRole.CHAIR);
        Newcomer successor = newcomers.delegate();
        newcomers.appointed(group, successor, OfficeRole.CHAIR);
        assertThat(page("/groups/" + group.code()))
                .containsSubsequence("In office now", successor.name(), "Former", chair.name());
        assertThat(page("/people/" + chair.id())).contains(group.code(), "Former");
    }

    // --- How much it costs -------------------------------------------------------------------------------------------

    @Test
    void fullRegistersNeedNoMoreStatementsThanEmptyOnes() {
        OrganizationId member = newcomers.member("strategic");
        Newcomer first = newcomers.delegate(member);
        Group group = newcomers.group(Visibility.MEMBERS);
        String[] addresses = {
            "/organizations",
            "/organizations?q=member",
            "/organizations/" + member,
            "/people",
            "/people?q=newcomer",
            "/people/" + first.id(),
            "/levels",
            "/groups",
            "/groups/" + group.code(),
            ""
        };
        int[] before = new int[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            String address = addresses[i];
            page(address);
            before[i] = Statements.during(() -> page(address));
        }
        for (int n = 0; n < 25; n++) {
            Newcomer delegate = newcomers.delegate(member);
            newcomers.appointed(group, delegate, OfficeRole.PARTICIPANT);
            newcomers.delegate();
        }
        newcomers.appointed(group, first, OfficeRole.EDITOR);
        for (int i = 0; i < addresses.length; i++) {
            String address = addresses[i];
            assertThat(Statements.during(() -> page(address))).as(address).isEqualTo(before[i]);
        }
    }
}
