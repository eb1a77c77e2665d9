package org.rostrum.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

/** One's own account, acting on somebody's behalf and the audit log, as people see them. */
@BrowserTest
class AccountBrowserTests {

    private static Page whole(Visitors visitors, Page page, String path, String name) {
        assertThat(page.navigate(path).status()).as(path).isEqualTo(200);
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, name);
        return page;
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)).click();
    }

    private static void walks(Visitors visitors, Page page, String look) {
        for (String path : new String[] {"/me", "/me/sessions", "/me/tokens", "/me/acting", "/me/data"}) {
            whole(visitors, page, path, "account-" + look + path.replace('/', '-'));
        }
    }

    @Test
    void everyPageOfAnAccountIsWholeInTheLightAndOnAPhoneInTheDark(Visitors visitors) {
        walks(visitors, visitors.signIn(Cast.CARLA), "light");
        Visitors dark = visitors.onPhones().inTheDark();
        walks(dark, dark.signIn(Cast.IPSI), "dark");
    }

    @Test
    void aTokenIsMadeShownAndRevoked(Visitors visitors) {
        Page page = visitors.onPhones().signIn(Cast.EDDA);
        visitors.tolerate("status of 422");
        page.navigate("/me/tokens");
        press(page, "Create the token");
        visitors.axe(page);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Give the token a name");
        visitors.screenshot(page, "tokens-refused");
        String name = "script " + UUID.randomUUID();
        page.getByLabel("Name").fill(name);
        page.getByLabel("Contribute").check();
        press(page, "Create the token");
        assertThat(page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)))
                .hasValue(Pattern.compile("rostrum_[A-Za-z0-9_-]{43}"));
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, "tokens-created");
        page.getByText("Revoke " + name, new Page.GetByTextOptions().setExact(false))
                .first()
                .click();
        press(page, "Revoke “" + name + "”");
        assertThat(page.getByText("Revoked").first()).isVisible();
        visitors.screenshot(page, "tokens-revoked");
    }

    @Test
    void bothSeeThatSomebodyActsOnBehalf(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        Page office = visitors.signIn(Cast.ADA);
        Page delegate = visitors.onPhones().inTheDark().signIn(Cast.DEVI);
        whole(visitors, office, "/staff/people/" + Cast.DEVI.id() + "/acting", "acting-form");
        office.getByLabel("Reason").fill("asked by telephone to say that she takes part");
        press(office, "Act on their behalf");
        assertThat(office.getByText("You act on behalf of")).isVisible();
        whole(visitors, office, "/", "acting-today");
        whole(visitors, office, "/meetings/" + meeting.id(), "acting-meeting");
        press(office, "Remotely");
        whole(visitors, office, "/meetings/" + meeting.id() + "/room", "acting-room");
        visitors.tolerate("status of 403");
        office.navigate("/me");
        visitors.screenshot(office, "acting-refused");
        whole(visitors, delegate, "/", "acted-for-today");
        whole(visitors, delegate, "/me", "acted-for-me");
        press(office, "Stop acting on their behalf");
        whole(visitors, delegate, "/me/acting", "acted-for-list");
        assertThat(delegate.getByText("to say that they take part").first()).isVisible();
    }

    @Test
    void whatTheBannerLooksLikeOnAPhone(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        Visitors dark = visitors.onPhones().inTheDark();
        Page office = dark.signIn(Cast.ADA);
        office.navigate("/staff/people/" + Cast.IPSI.id() + "/acting");
        office.getByLabel("Reason").fill("forgot the deadline and has no computer at hand until tomorrow");
        press(office, "Act on their behalf");
        whole(dark, office, "/", "acting-phone-today");
        whole(dark, office, "/meetings/" + meeting.id() + "/room", "acting-phone-room");
        press(office, "Stop acting on their behalf");
    }

    @Test
    void theLogIsReadWithoutScriptsInTheLightAndOnAPhone(Visitors visitors) {
        Page office = visitors.withoutScripts().signIn(Cast.ADA);
        assertThat(office.navigate("/staff/audit").status()).isEqualTo(200);
        visitors.screenshot(office, "audit-light");
        whole(visitors, visitors.signIn(Cast.ADA), "/staff/audit?text=read", "audit-search");
        Visitors dark = visitors.onPhones().inTheDark();
        whole(dark, dark.signIn(Cast.ADA), "/staff/audit", "audit-dark");
        whole(dark, dark.signIn(Cast.ADA), "/staff/audit?who=nobody-here", "audit-empty");
    }

    @Test
    void myDataIsAFile(Visitors visitors) throws Exception {
        Page page = visitors.signIn(Cast.CARLA);
        page.navigate("/me/data");
        var file = page.waitForDownload(() -> press(page, "Download my data"));
        assertThat(file.suggestedFilename()).isEqualTo("my-data.json");
        assertThat(Files.readString(file.path())).contains("Carla Placeholder", "What you said");
    }
}
