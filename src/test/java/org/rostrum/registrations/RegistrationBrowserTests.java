package org.rostrum.registrations;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Week;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.PortalProcess;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registration from its setup to the badge, as the staff, a delegate with a phone and a guest live through it. */
@BrowserTest
class RegistrationBrowserTests {

    private static void presses(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void looked(Visitors visitors, Page page, String name) {
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, name);
    }

    private static Locator part(Page page, String name) {
        return page.getByRole(
                AriaRole.GROUP, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void adaSetsItUpDanaRegistersOnAPhoneInTheDarkChangesAndWithdraws(
            Visitors visitors, PortalProcess portal, JdbcClient jdbc, Body body) throws IOException {
        visitors.tolerate("status of 422");
        Week week = Week.nextMonth(jdbc);
        week.within("Sample TestFest, Placeholder City");
        Gathering meeting = body.meetingNextMonth();
        week.holds(meeting);
        String event = "/events/" + week.id();

        Page ada = visitors.signIn(Cast.ADA);
        ada.navigate("/staff" + event + "/registration");
        ada.locator("#opensAt").fill("2026-01-10T09:00");
        ada.locator("#part-" + week.id() + "-inPersonCapacity").fill("1");
        ada.locator("#closesAt").fill("2026-01-01T09:00");
        presses(ada, "Save");
        assertThat(ada.locator("#closesAt-error")).containsText("must close after it opens");
        looked(visitors, ada, "registration-setup-problem");
        ada.locator("#closesAt").fill(week.first().minusDays(1) + "T18:00");
        presses(ada, "Save");
        assertThat(ada.locator(".notice-success")).containsText("Saved.");
        ada.getByText("Add a question").click();
        ada.getByLabel("Question", new Page.GetByLabelOptions().setExact(true)).fill("Dietary needs");
        ada.getByLabel("Only of those who come in person").check();
        presses(ada, "Add the question");
        assertThat(ada.locator("main")).containsText("One line, in person only");
        looked(visitors, ada, "registration-setup");

        Visitors dark = visitors.onPhones().inTheDark();
        Page dana = dark.signIn(Cast.DANA);
        dana.navigate(event + "/registration");
        assertThat(dana.getByLabel("Dietary needs")).isHidden();
        part(dana, "Sample TestFest, Placeholder City").getByLabel("Remotely").check();
        dana.locator("#part-" + week.id()).getByLabel("In person").check();
        dana.getByLabel("Dietary needs").fill("vegetarian");
        dana.getByLabel("A test meeting").check();
        dana.getByLabel("Other participants may read my name").check();
        looked(dark, dana, "registration-form-phone-dark");
        presses(dana, "Register");
        assertThat(dana.locator("#registered")).hasText("You are registered");
        looked(dark, dana, "registration-confirmed-phone-dark");
        Locator picture = dana.locator("img.qr");
        String code = dana.locator(".checkin-letters").textContent().replace("-", "");
        picture.scrollIntoViewIfNeeded();
        Assertions.assertThat(Scanned.png(picture.screenshot())).isEqualTo(portal.address() + "/check-in/" + code);
        dana.getByText("Badge to print").click();
        dark.sees(dana, Cast.DANA.fullName());
        looked(dark, dana, "registration-badge-phone-dark");

        Page devi = visitors.withoutScripts().signIn(Cast.DEVI);
        devi.navigate(event + "/registration");
        devi.locator("#part-" + week.id()).getByLabel("In person").check();
        presses(devi, "Register");
        assertThat(devi.locator("main")).containsText("Waiting list, place 1");
        visitors.screenshot(devi, "registration-waiting");

        dana.navigate(event + "/registration");
        dana.getByText("Change your answers").click();
        dana.locator("#part-" + week.id()).getByLabel("Remotely").check();
        assertThat(dana.getByLabel("Dietary needs")).isHidden();
        presses(dana, "Save");
        assertThat(dana.locator("#registered")).hasText("You are registered");
        devi.reload();
        assertThat(devi.locator("#registered")).hasText("You are registered");
        dana.navigate("/meetings/" + meeting.id() + "/people");
        assertThat(dana.locator("main")).containsText("Dana Sample");

        ada.navigate(event + "/participants");
        looked(visitors, ada, "registration-participants");
        Download csv = ada.waitForDownload(() -> ada.getByText("Export as CSV").click());
        Assertions.assertThat(Files.readString(csv.path())).contains("Dana Sample", "Devi Nonesuch", code);
        dana.navigate(event + "/participants");
        assertThat(dana.locator("main")).containsText("1 who is not listed");
        looked(dark, dana, "registration-participants-phone-dark");

        dana.navigate(event + "/registration");
        presses(dana, "Withdraw");
        assertThat(dana.locator(".notice-success")).containsText("You are not registered any more");
    }

    @Test
    void aMemberInvitesAGuestWhoComesInAndRegisters(Visitors visitors, JdbcClient jdbc, Body body) {
        visitors.tolerate("status of 422");
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        Gathering meeting = body.meetingNextMonth();
        open.week().holds(meeting);
        String event = "/events/" + open.id();

        Page carla = visitors.signIn(Cast.CARLA);
        carla.navigate(event + "/guests");
        carla.getByLabel("Name").fill("Dana Sample");
        carla.getByLabel("E-mail address").fill(Cast.DANA.email());
        carla.getByLabel("Organisation", new Page.GetByLabelOptions().setExact(true))
                .fill("Testable Widgets");
        carla.getByLabel("Why they come").fill("Presents the probe");
        carla.getByLabel("A test meeting").check();
        presses(carla, "Invite");
        assertThat(carla.locator("#email-error")).containsText("is a delegate of Examplecom and needs no invitation");
        looked(visitors, carla, "registration-guests-problem");
        carla.getByLabel("Name").fill(Cast.GUS.fullName());
        carla.getByLabel("E-mail address").fill(Cast.GUS.email());
        presses(carla, "Invite");
        assertThat(carla.locator("main aside")).containsText(Cast.GUS.fullName());
        looked(visitors, carla, "registration-guests");

        Page gus = visitors.onPhones().signIn(Cast.GUS);
        gus.navigate(event + "/registration");
        gus.locator("#part-" + open.id()).getByLabel("Remotely").check();
        gus.getByLabel("A test meeting").check();
        gus.getByLabel("Other participants may read my name").check();
        presses(gus, "Register");
        assertThat(gus.locator("#registered")).hasText("You are registered");
        Page dana = visitors.onPhones().inTheDark().signIn(Cast.DANA);
        dana.navigate(event + "/participants");
        assertThat(dana.locator("main")).containsText(Cast.GUS.fullName());
        dana.navigate(event + "/guests");
        looked(visitors.onPhones().inTheDark(), dana, "registration-guests-phone-dark");

        carla.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take back"))
                .click();
        assertThat(carla.locator(".notice-success")).containsText("taken back");
        gus.reload();
        assertThat(gus.locator("main")).not().containsText("You are registered");
    }
}
