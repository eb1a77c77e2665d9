package org.rostrum.testing.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;

@BrowserTest
class SignInBrowserTests {

    @Test
    void whoSignsInComesInAndWhoSignsOutIsOutAtBoth(Visitors visitors, PortalProcess portal) {
        Page page = visitors.signIn(Cast.DANA);
        assertThat(page.locator("body")).containsText(Cast.DANA.fullName());
        visitors.screenshot(page, "signed-in");

        signOut(page);
        assertThat(page).hasURL(portal.address() + "/signed-out");
        visitors.axe(page);
        visitors.screenshot(page, "signed-out");

        page.navigate("/sign-in");
        assertThat(page.locator("button[data-account=dana]")).isVisible();
    }

    @Test
    void theLoginPageIsWholeOnAPhoneInTheDarkAndForEverybody(Visitors visitors) {
        for (Visitors each : new Visitors[] {visitors, visitors.onPhones(), visitors.inTheDark()}) {
            Page page = each.stranger();
            page.navigate("/sign-in");
            each.axe(page);
            each.fitsItsWidth(page);
        }
        Page page = visitors.onPhones().inTheDark().stranger();
        page.navigate("/sign-in");
        visitors.screenshot(page, "login-phone-dark");
        Page wide = visitors.stranger();
        wide.navigate("/sign-in");
        visitors.screenshot(wide, "login");
    }

    @Test
    void aTypedPasswordWorksAndAWrongOneIsSaidToBeWrong(Visitors visitors, PortalProcess portal) {
        Page page = visitors.stranger();
        page.navigate("/sign-in");
        page.getByLabel("Account").fill("devi");
        page.getByLabel("Password").fill("wrong");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no such account");

        page.getByLabel("Account").fill("devi");
        page.getByLabel("Password").fill("devi");
        page.getByLabel("Password").press("Enter");
        page.waitForURL(portal.address() + "/**");
        assertThat(page.locator("body")).containsText(Cast.DEVI.fullName());
    }

    @Test
    void whoBelongsToNoMemberIsToldWhatToDoAndSeesPublicPagesOnly(Visitors visitors) {
        visitors.tolerate("status of 403");
        Page page = visitors.signIn(Cast.NORA);
        page.navigate("/meetings/00000000-0000-7000-8000-000000000000");
        assertThat(page.locator("main")).containsText("member");
        visitors.axe(page);
        visitors.screenshot(page, "no-membership");
        assertThat(page.navigate("/schedule").status()).isEqualTo(200);
    }

    @Test
    void nobodyIsSentElsewhereBySigningInOrOut(Visitors visitors, PortalProcess portal) {
        Page page = visitors.stranger();
        page.navigate("/sign-in?next=https://elsewhere.example/&continue=//elsewhere.example&redirect_uri=//x.example");
        visitors.chooseAccount(page, Cast.IPSI);
        page.waitForURL(portal.address() + "/**");

        String provider = providerOf(visitors);
        page.navigate(provider + "/connect/logout?post_logout_redirect_uri=https://elsewhere.example/");
        assertThat(page).hasURL(Pattern.compile("^" + provider + "/"));

        Page stranger = visitors.stranger();
        visitors.tolerate("status of 400");
        stranger.navigate(provider + "/oauth2/authorize?response_type=code&client_id=rostrum&scope=openid&state=s"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
                + "&redirect_uri=https://elsewhere.example/");
        assertThat(stranger).hasURL(Pattern.compile("^" + provider + "/"));
    }

    private static String providerOf(Visitors visitors) {
        Page page = visitors.stranger();
        page.navigate("/sign-in");
        return page.url().replaceAll("(https?://[^/]+).*", "$1");
    }

    private static void signOut(Page page) {
        page.locator(".menu summary").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
    }
}
