package org.rostrum.agendas;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

@BrowserTest
class AgendaBrowserTests {

    private static Page editor(Visitors visitors, Cast person, Gathering meeting) {
        Page page = visitors.signIn(person);
        page.navigate("/meetings/" + meeting.id() + "/agenda/draft");
        return page;
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static Locator title(Page page, int row) {
        return page.locator("[data-rows] [name=title]").nth(row);
    }

    private static List<?> outline(Page page) {
        return (List<?>) page.evaluate("""
                () => [...document.querySelectorAll("[data-rows] [data-row]")].map(row =>
                  row.querySelector("[data-number]").textContent + " " + row.querySelector("[name=title]").value)""");
    }

    private static void isSaved(Page page) {
        assertThat(page.locator("[data-state]")).hasText("Saved");
    }

    @Test
    void theChairBuildsAnAgendaWithTheKeyboardAloneAndPublishesIt(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors, Cast.CARLA, meeting);
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-editor-empty");
        carla.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add an item"))
                .first()
                .press("Enter");
        carla.keyboard().type("Opening");
        carla.keyboard().press("Enter");
        carla.keyboard().type("Change requests");
        carla.keyboard().press("Enter");
        carla.keyboard().type("Bootstrap");
        carla.keyboard().press("Alt+ArrowRight");
        carla.keyboard().press("Enter");
        carla.keyboard().type("Observe");
        carla.keyboard().press("Alt+ArrowUp");
        carla.keyboard().press("Enter");
        carla.keyboard().type("Close");
        carla.keyboard().press("Alt+ArrowDown");
        carla.keyboard().press("Alt+ArrowLeft");
        assertThat(outline(carla))
                .asString()
                .isEqualTo("[1 Opening, 2 Change requests, 2.1 Observe, 2.2 Bootstrap, 3 Close]");

        carla.keyboard().press("Control+z");
        assertThat(outline(carla)).last().isEqualTo("2.3 Close");
        carla.keyboard().press("Control+Shift+z");
        assertThat(outline(carla)).last().isEqualTo("3 Close");

        carla.keyboard().press("Control+s");
        isSaved(carla);
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-editor");
        press(carla, "Save and review");
        carla.getByLabel("Note to the members").fill("As announced");
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-review");
        press(carla, "Publish version 1");
        assertThat(carla.locator("main")).containsText("Version 1 is published");

        Page dana = visitors.signIn(Cast.DANA);
        dana.navigate("/meetings/" + meeting.id() + "/agenda");
        assertThat(dana.locator(".sheet").first()).containsText("2.1");
        assertThat(dana.locator("main")).containsText("As announced");
        visitors.axe(dana);
        visitors.screenshot(dana, "agenda");
    }

    @Test
    void aNewVersionAppearsOnThePagesThatAreOpen(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        Page dana = visitors.signIn(Cast.DANA);
        dana.navigate("/meetings/" + meeting.id() + "/agenda");
        assertThat(dana.locator("main")).containsText("No agenda yet");
        Page carla = editor(visitors, Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        press(carla, "Save and review");
        press(carla, "Publish version 1");

        assertThat(dana.locator(".sheet").first()).containsText("IPR call and antitrust reminder");
        assertThat(dana.locator("main")).containsText("Version 1");
        visitors.axe(dana);
    }

    @Test
    void anItemMovesWithThoseBelowItAndKeepsTheFocus(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors, Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        title(carla, 1).focus();
        carla.keyboard().press("Alt+ArrowRight");
        title(carla, 0).focus();
        carla.keyboard().press("Alt+ArrowDown");

        assertThat((List<?>) outline(carla).subList(0, 3))
                .asString()
                .isEqualTo("[1 Introduction of guests, 2 Opening, 2.1 IPR call and antitrust reminder]");
        assertThat(title(carla, 1)).isFocused();
        carla.locator("[data-row]")
                .nth(1)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Move up"))
                .click();
        assertThat(outline(carla)).first().isEqualTo("1 Opening");
        isSaved(carla);
        carla.reload();
        assertThat(outline(carla)).asString().startsWith("[1 Opening, 1.1 IPR call");
    }

    @Test
    void twoOfficersSeeBothTextsAndNothingIsLost(Visitors visitors, Body body) {
        visitors.tolerate("status of 409");
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors, Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        isSaved(carla);
        Page victor = editor(visitors, Cast.VICTOR, meeting);
        title(victor, 5).fill("Actions, as Victor has them");
        isSaved(victor);
        title(carla, 5).fill("Actions, as Carla has them");

        press(carla, "Compare both texts");
        assertThat(carla.locator("main")).containsText("Actions, as Victor has them");
        assertThat(carla.locator("main")).containsText("Differs: title");
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-two-texts");
        carla.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Take theirs"))
                .click();
        assertThat(title(carla, 5)).hasValue("Actions, as Victor has them");
        press(carla, "Bring it back");
        assertThat(title(carla, 5)).hasValue("Actions, as Carla has them");
        press(carla, "Compare both texts");
        press(carla, "Keep mine");
        assertThat(carla.locator("main")).containsText("Saved.");
        victor.reload();
        assertThat(title(victor, 5)).hasValue("Actions, as Carla has them");
    }

    @Test
    void whatCannotBeSavedStaysInTheBrowser(Visitors visitors, Body body) {
        visitors.tolerate("ERR_INTERNET_DISCONNECTED");
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors, Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        isSaved(carla);
        carla.context().setOffline(true);
        title(carla, 0).fill("Opening, typed without a network");
        assertThat(carla.locator("[data-state]")).containsText("kept in this browser");
        carla.context().setOffline(false);
        carla.onDialog(Dialog::accept);
        carla.reload();
        press(carla, "Bring it back");
        assertThat(title(carla, 0)).hasValue("Opening, typed without a network");
        isSaved(carla);
    }

    @Test
    void theEditorWorksWithoutScripts(Visitors visitors, Body body) {
        visitors.tolerate("status of 422");
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors.withoutScripts(), Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        title(carla, 0).fill("Opening, typed");
        carla.locator("#row-1")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("One level in"))
                .click();
        assertThat(carla.locator("#row-1 [data-number]")).hasText("1.1");
        title(carla, 1).fill("");
        press(carla, "Save draft");
        assertThat(carla.getByRole(AriaRole.ALERT)).containsText("Give this item a title");
        visitors.screenshot(carla, "agenda-editor-without-scripts");
        title(carla, 1).fill("IPR call");
        title(carla, 1).press("Enter");
        assertThat(carla.locator("main")).containsText("Saved.");
        assertThat(title(carla, 0)).hasValue("Opening, typed");
    }

    @Test
    void theAgendaFitsAPhoneAndTheDark(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        Visitors phones = visitors.onPhones().inTheDark();
        Page carla = editor(phones, Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        isSaved(carla);
        visitors.fitsItsWidth(carla);
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-editor-phone-dark");
        press(carla, "Save and review");
        visitors.fitsItsWidth(carla);
        visitors.screenshot(carla, "agenda-review-phone-dark");
        press(carla, "Publish version 1");
        visitors.fitsItsWidth(carla);
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-phone-dark");
    }
}
