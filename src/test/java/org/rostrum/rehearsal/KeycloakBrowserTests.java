package org.rostrum.rehearsal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.rehearsal.KeycloakAdmin.Account;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.PortalProcess;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in and out at the Keycloak of docker-compose.yml, and everything that may happen to an account there. */
@BrowserTest(on = Rehearsal.class)
class KeycloakBrowserTests {

    private final KeycloakAdmin admin;
    private final KeycloakProcess keycloak;
    private final PortalProcess portal;
    private final JdbcClient jdbc;

    KeycloakBrowserTests(Rehearsal rehearsal) {
        this.admin = rehearsal.admin();
        this.keycloak = rehearsal.keycloak();
        this.portal = rehearsal.portal();
        this.jdbc = rehearsal.jdbc();
    }

    /** A person of the portal, a delegate of Examplecom, and their account at Keycloak. */
    private Account member(String name) {
        UUID id = UUID.randomUUID();
        String email = "m" + id.toString().substring(0, 8) + "@examplecom.example";
        jdbc.sql("insert into person (id, name, email, sample) values (?, ?, ?, true)")
                .params(id, name, email)
                .update();
        jdbc.sql("""
                        insert into delegation (person_id, organization_id, since)
                        select ?, id, now() - interval '1 year' from organization where name = 'Examplecom'""").params(id).update();
        return admin.creates(name, email, true);
    }

    private Page signIn(Visitors visitors, Account account) {
        Page page = visitors.stranger();
        page.navigate("/sign-in");
        authenticate(page, account);
        page.waitForURL(portal.address() + "/**");
        return page;
    }

    private static void authenticate(Page page, Account account) {
        page.locator("#username").fill(account.email());
        page.locator("#password").fill(account.password());
        page.locator("#kc-login").click();
    }

    private static void signOut(Page page) {
        page.locator(".menu summary").click();
        page.locator("form[action='/logout'] button").click();
    }

    @Test
    void whoIsKnownByAVerifiedAddressComesIn(Visitors visitors) {
        Account account = member("Vera Verified");
        Page page = signIn(visitors, account);
        assertThat(page.locator(".menu-name")).hasText("Vera Verified");
        visitors.screenshot(page, "keycloak-signed-in");
    }

    /** The only way to the staff desk of an empty portal. */
    @Test
    void whomTheOperatorNamedIsTheFirstOfTheStaff(Visitors visitors) {
        Page page = signIn(visitors, admin.creates("Fay First", Rehearsal.FIRST_STAFF, true));
        page.navigate("/staff/imports");
        visitors.sees(page, "Imports");
    }

    @Test
    void whatTheComposeFileAsksIsAnsweredHealthy(Rehearsal rehearsal) throws Exception {
        for (String name : List.of("portal", "keycloak")) {
            String check = rehearsal.compose().service(name).healthCheck().getLast();
            String here = check.replace("/127.0.0.1/8080", portal.address().replaceFirst(".*:", "/127.0.0.1/"))
                    .replace("/127.0.0.1/9000", "/127.0.0.1/" + keycloak.managementPort());
            assertThat(here).isNotEqualTo(check);
            assertThat(new ProcessBuilder("bash", "-c", here)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor())
                    .as(here)
                    .isZero();
        }
    }

    /** With the settings of the compose file, out of the packaged jar. */
    @Test
    void whatWaitsIsMailed(Rehearsal rehearsal) throws Exception {
        UUID mail = UUID.randomUUID();
        jdbc.sql("""
                        insert into mail (id, news_id, person_id, recipient, subject, text, path, queued_at, next_try_at,
                                          try_until)
                        select ?, ?, id, email, 'The timetable changed', 'Moved: Größe & Maß', '/schedule', now(), now(),
                               now() + interval '1 day' from person where id = ?""").params(mail, UUID.randomUUID(), Cast.EDDA.id()).update();
        MimeMessage received = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> Arrays.stream(rehearsal.mail().getReceivedMessages())
                                .filter(each -> id(each).contains(mail.toString()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(received.getContent().toString()).contains("Moved: Größe & Maß", portal.address() + "/schedule");
        assertThat(received.getFrom()[0].toString()).contains("portal@rostrum.example");
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keycloakUnderstoodTheRealmAsItIsMeant() {
        assertThat(admin.realm().get("bruteForceProtected").booleanValue()).isTrue();
        assertThat(admin.realm().get("ssoSessionIdleTimeout").intValue()).isEqualTo(1_209_600);
        assertThat(admin.client().get("redirectUris").get(0).stringValue())
                .isEqualTo(portal.address() + "/login/oauth2/code/rostrum");
        assertThat(admin.client()
                        .get("attributes")
                        .get("pkce.code.challenge.method")
                        .stringValue())
                .isEqualTo("S256");
        assertThat(admin.client()
                        .get("attributes")
                        .get("backchannel.logout.url")
                        .stringValue())
                .isEqualTo(portal.address() + "/logout/connect/back-channel/rostrum");
        assertThat(admin.client().get("directAccessGrantsEnabled").booleanValue())
                .isFalse();
    }

    /** An organisation that anybody could write into the own account would be a way into every organisation. */
    @Test
    void nobodyChangesTheirOwnOrganisation() {
        assertThat(admin.mayEditOwn("organization")).isFalse();
        assertThat(admin.mayEditOwn("firstName")).isTrue();
    }

    @Test
    void whoSignsOutAtThePortalIsOutAtKeycloak(Visitors visitors) {
        Account account = member("Olga Outgoing");
        Page page = signIn(visitors, account);
        assertThat(admin.sessionsOf(account)).isEqualTo(1);
        signOut(page);
        assertThat(page).hasURL(portal.address() + "/signed-out");
        await().untilAsserted(() -> assertThat(admin.sessionsOf(account)).isZero());
        page.navigate("/sign-in");
        assertThat(page.locator("#password")).isVisible();
    }

    @Test
    void whoSignsOutAtKeycloakIsOutAtThePortalAtOnce(Visitors visitors) {
        Account account = member("Sonia Socket");
        Page page = signIn(visitors, account);
        opensSocket(page);
        Page elsewhere = page.context().newPage();
        elsewhere.navigate(keycloak.address() + "/realms/rostrum/protocol/openid-connect/logout");
        elsewhere.locator("#kc-logout").click();
        assertSocketCloses(page);
        assertSignedOut(page);
    }

    @Test
    void whoIsSignedOutByAnAdministratorIsOutInEveryBrowser(Visitors visitors) {
        Account account = member("Tomas Twofold");
        Page desk = signIn(visitors, account);
        Page phone = signIn(visitors.onPhones(), account);
        opensSocket(desk);
        opensSocket(phone);
        admin.signsOutEverywhere(account);
        assertSocketCloses(desk);
        assertSocketCloses(phone);
        assertSignedOut(desk);
        assertSignedOut(phone);
    }

    @Test
    void anAccountThatIsDisabledIsOutAtTheNextRecheck(Visitors visitors) {
        Account account = member("Dora Disabled");
        Page page = signIn(visitors, account);
        opensSocket(page);
        admin.enables(account, false);
        assertSocketCloses(page);
        assertSignedOut(page);

        authenticate(page, account);
        assertThat(page.locator("body")).containsText("disabled");
    }

    @Test
    void whileKeycloakIsAwayThoseSignedInWorkOnAndOthersAreToldWhy(Visitors visitors) {
        Account account = member("Wanda Working");
        Page page = signIn(visitors, account);
        keycloak.kill();
        try {
            await().during(Rehearsal.RECHECK.multipliedBy(2))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        page.navigate("/groups");
                        assertThat(page.locator(".menu-name").innerText()).isEqualTo("Wanda Working");
                    });
            visitors.tolerate("status of 503");
            Page stranger = visitors.stranger();
            stranger.navigate("/sign-in");
            visitors.sees(stranger, "The sign-in service does not answer");
            visitors.axe(stranger);
            visitors.screenshot(stranger, "keycloak-away");
        } finally {
            keycloak.start();
        }
        assertThat(signIn(visitors, account).locator(".menu-name")).hasText("Wanda Working");
    }

    @Test
    void aNewKeyAtKeycloakIsTakenWithTheNextSignIn(Visitors visitors) {
        Account account = member("Kira Key");
        signOut(signIn(visitors, account));
        admin.rotatesKeys();
        assertThat(signIn(visitors, account).locator(".menu-name")).hasText("Kira Key");
    }

    @Test
    void anAddressInAVerifiedDomainMakesADelegate(Visitors visitors) {
        String domain = "d" + UUID.randomUUID().toString().substring(0, 8) + ".example";
        jdbc.sql("""
                        insert into organization_domain (domain, organization_id, verified_at)
                        select ?, id, now() from organization where name = 'Lorem Devices'""").param(domain).update();
        Account account = admin.creates("Nell Newcomer", "nell@" + domain, true);
        Page page = signIn(visitors, account);
        assertThat(page.locator(".menu-name")).hasText("Nell Newcomer");
        assertThat(organizationsOf(account)).containsExactly("Lorem Devices");
    }

    @Test
    void claimsCarryTheOrganisationAndTheRolesInGroups(Visitors visitors) {
        Account account = admin.creates(
                "Clara Claims",
                "clara" + UUID.randomUUID().toString().substring(0, 8) + "@claims.example",
                true,
                Map.of("organization", List.of("Fictel Networks")));
        admin.joins(account, "DMSO", "editor");
        signIn(visitors, account);
        assertThat(organizationsOf(account)).containsExactly("Fictel Networks");
        assertThat(jdbc.sql("""
                        select g.code || ' ' || o.role from current_office o join working_group g on g.id = o.group_id
                          join person p on p.id = o.person_id where p.email = ?""")
                        .param(account.email())
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("DMSO EDITOR");
    }

    private List<String> organizationsOf(Account account) {
        return jdbc.sql("""
                        select o.name from current_delegation d join organization o on o.id = d.organization_id
                          join person p on p.id = d.person_id where p.email = ?""")
                .param(account.email())
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** As the room's page does. */
    private static void opensSocket(Page page) {
        page.evaluate("""
                () => new Promise((opened, failed) => {
                  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/api/v1/live', 'rostrum.v1');
                  window.rehearsalClosed = false;
                  socket.onclose = () => { window.rehearsalClosed = true; failed(new Error('closed')); };
                  socket.onopen = () => opened();
                })""");
    }

    private static void assertSocketCloses(Page page) {
        page.waitForFunction("() => window.rehearsalClosed");
    }

    private static void assertSignedOut(Page page) {
        page.navigate("/");
        assertThat(page.locator(".menu-name")).hasCount(0);
        page.navigate("/sign-in");
        assertThat(page.locator("#password")).isVisible();
    }
}
