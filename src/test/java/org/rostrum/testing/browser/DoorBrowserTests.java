package org.rostrum.testing.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.TestProvider.Account;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages at the door, as they look and as browsers take them: a breach of a policy would be an error in the console. */
@BrowserTest(on = DoorStage.class)
class DoorBrowserTests {

    private static final String CLOSED = "/contributions/00000000-0000-7000-8000-000000000000";

    @BeforeEach
    void providersBehave(DoorStage stage) {
        stage.north().behaves();
        stage.south().behaves();
        stage.north().present(Account.of(Cast.DANA));
    }

    private static Account stranger() {
        return Account.stranger()
                .with("email", UUID.randomUUID().toString().substring(0, 8) + "@stranger.example")
                .with("email_verified", true);
    }

    private static void looked(Visitors visitors, Page page, String name) {
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, name);
    }

    private static Page choosesNorth(Page page) {
        page.navigate("/sign-in");
        page.getByText("North Identity").click();
        page.waitForURL("**/");
        return page;
    }

    @Test
    void whoHasAChoiceChoosesByKeyboardAndComesToThePageTheyAskedFor(Visitors visitors) {
        visitors.tolerate("status of 404");
        for (Visitors each : new Visitors[] {visitors, visitors.onPhones().inTheDark()}) {
            Page page = each.stranger();
            page.navigate(CLOSED);
            each.sees(page, "Sign in");
            looked(each, page, each == visitors ? "door-choice" : "door-choice-phone-dark");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("North Identity"))
                    .focus();
            page.keyboard().press("Enter");
            page.waitForURL("**" + CLOSED);
        }
    }

    @Test
    void aProviderThatIsAwayIsAPageWithTheWayOn(Visitors visitors, DoorStage stage) {
        visitors.tolerate("status of 503");
        Page page = visitors.stranger();
        page.navigate("/sign-in");
        // Nobody else comes in there: what the portal had learnt of its addresses it would keep.
        stage.south().hasTrouble(503);
        page.getByText("The members' own sign-in").click();
        visitors.sees(page, "The sign-in service does not answer");
        looked(visitors, page, "door-away");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Try again"))
                .click();
        visitors.sees(page, "Sign in");
        Page phone = visitors.onPhones().inTheDark().stranger();
        phone.navigate("/oauth2/authorization/south");
        looked(visitors, phone, "door-away-phone-dark");
    }

    @Test
    void anAnswerThatCannotBeUsedIsAPageWithTheWayOn(Visitors visitors) {
        visitors.tolerate("status of 401");
        Page page = visitors.stranger();
        page.navigate("/login/oauth2/code/north?code=x&state=forged");
        visitors.sees(page, "Signing in did not work");
        looked(visitors, page, "door-unusable");
        page.navigate("/login/oauth2/code/north?error=access_denied&state=forged");
        visitors.sees(page, "Signing in did not work");
    }

    @Test
    void whoSignsOutFollowsToTheProviderAndComesBack(Visitors visitors, PortalProcess portal) {
        Page page = choosesNorth(visitors.stranger());
        page.locator(".menu summary").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page).hasURL(portal.address() + "/signed-out");
        looked(visitors, page, "door-signed-out");
    }

    @Test
    void whoSignsOutWhileTheProviderIsAwayReadsThatItMayStillKnowThem(Visitors visitors, DoorStage stage) {
        Page page = choosesNorth(visitors.stranger());
        stage.north().goesAway();
        page.locator(".menu summary").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page.locator("main")).containsText("you may still be signed in there");
        looked(visitors, page, "door-signed-out-away");
    }

    @Test
    void theProvidersFrameSignsOut(Visitors visitors, DoorStage stage, PortalProcess portal, JdbcClient jdbc) {
        stage.north().present(Account.of(Cast.EDDA));
        Page page = choosesNorth(visitors.stranger());
        String sid = jdbc.sql("select sid from sign_in where subject = 'edda'")
                .query(String.class)
                .single();
        Page provider = page.context().newPage();
        provider.navigate(stage.north().issuer() + "/signed-out-everywhere?" + portal.address()
                + "/logout/connect/front-channel/north?iss=" + stage.north().issuer() + "&sid=" + sid);
        assertThat(provider.frameLocator("iframe").locator("body")).containsText("Signed out.");
        page.reload();
        assertThat(page.locator("header.bar")).containsText("Sign in");
    }

    @Test
    void whoBelongsToNoMemberAsksForAccessAndReadsTheAnswer(Visitors visitors, DoorStage stage, JdbcClient jdbc) {
        visitors.tolerate("status of 403");
        visitors.tolerate("status of 422");
        Account stranger = stranger();
        stage.north().present(stranger);
        Page page = choosesNorth(visitors.stranger());
        page.navigate(CLOSED);
        looked(visitors, page, "door-ask");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask for access"))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Say whom you represent");
        looked(visitors, page, "door-ask-problem");
        page.getByLabel("Message to the staff").fill("I follow device management for Lorem Devices.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask for access"))
                .click();
        assertThat(page.locator("main")).containsText("You have asked for access");
        looked(visitors, page, "door-asked");

        jdbc.sql("""
                        update join_request set decision = 'REFUSED', reason = 'Lorem Devices does not know you.',
                               decided_at = now(), decided_by = ? where subject = ?""").params(Cast.ADA.id(), stranger.subject()).update();
        Page phone = choosesNorth(visitors.onPhones().inTheDark().stranger());
        phone.navigate(CLOSED);
        assertThat(phone.locator("main")).containsText("Lorem Devices does not know you.");
        looked(visitors, phone, "door-refused-phone-dark");
    }
}
