package org.rostrum.rehearsal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.rehearsal.KeycloakAdmin.Account;
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
}
