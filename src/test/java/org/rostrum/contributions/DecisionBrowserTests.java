package org.rostrum.contributions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.SampleFiles;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A contribution's way from its number to an agreement, as its author and the chair walk it. */
@BrowserTest
class DecisionBrowserTests {

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static Locator labelled(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator button(Page page, String begins) {
        return page.locator("button:visible", new Page.LocatorOptions().setHasText(begins));
    }

    private static void chooses(Page page, String text) {
        labelled(page, "File").setInputFiles(new FilePayload("text.pdf", "application/pdf", SampleFiles.pdf(text)));
    }

    private static void decides(Page page, String outcome) {
        page.getByRole(
                        AriaRole.RADIO,
                        new Page.GetByRoleOptions().setName(outcome).setExact(true))
                .check();
        press(page, "Record the decision");
    }

    private static Locator state(Page page) {
        return page.locator("[data-live-region=title] .badge").first();
    }

    @Test
    void itIsReservedUploadedPlacedOpenedRevisedAgreedUndoneAndAgreed(Visitors visitors, Body body, JdbcClient jdbc) {
        Gathering gathering = body.meetingNow();
        UUID meeting = gathering.id();
        jdbc.sql("insert into agenda_draft_item (item_id, meeting_id, position, depth, title) values (?, ?, 0, 0, ?)")
                .params(OnTheAgenda.of(gathering, jdbc).item(), meeting, "Change requests")
                .update();

        Page dana = visitors.onPhones().inTheDark().signIn(Cast.DANA);
        dana.navigate("/meetings/" + meeting + "/contributions/new");
        labelled(dana, "Type").selectOption("INP");
        labelled(dana, "For").selectOption("Agreement");
        labelled(dana, "Title").fill("Timers that back off");
        press(dana, "Reserve a number");
        chooses(dana, "first");
        press(dana, "Upload and submit");
        assertThat(state(dana)).hasText("Submitted");

        Page carla = visitors.signIn(Cast.CARLA);
        carla.navigate(dana.url());
        labelled(carla, "Place on the agenda").selectOption("Draft: Change requests");
        press(carla, "Place");
        button(carla, "Open ").click();
        assertThat(state(carla)).hasText("Open");
        visitors.axe(carla);
        visitors.screenshot(carla, "decisions-chair");
        decides(carla, "Conditionally agreed");
        assertThat(carla.locator("#words-error")).containsText("Say on which condition it is agreed.");
        visitors.axe(carla);
        labelled(carla, "Condition, reason or remark").fill("With a random part.");
        decides(carla, "Revised");
        assertThat(state(carla)).hasText("Revised");

        // Whoever has the page open hears of it, and sees it when they like to.
        assertThat(dana.locator(".toast")).containsText("to be revised");
        dana.reload();
        chooses(dana, "with a random part");
        button(dana, "Submit ").click();
        assertThat(state(dana)).hasText("Allocated");

        carla.reload();
        decides(carla, "Agreed");
        assertThat(state(carla)).hasText("Agreed");
        assertThat(carla.locator("#story")).containsText("With a random part.");
        carla.locator(".notice-success button").click();
        assertThat(state(carla)).hasText("Allocated");
        assertThat(carla.locator("#story s").first()).hasText("Agreed");
        decides(carla, "Agreed");
        carla.getByText("Every step").click();
        visitors.axe(carla);
        visitors.screenshot(carla, "decisions-agreed");

        dana.reload();
        assertThat(state(dana)).hasText("Agreed");
        assertThat(dana.locator("main")).not().containsText("Record the decision");
        dana.getByText("Every step").click();
        visitors.axe(dana);
        visitors.fitsItsWidth(dana);
        visitors.screenshot(dana, "decisions-delegate-phone-dark");
    }
}
