package org.rostrum.timetables;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Week;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

@BrowserTest
class TimetableEditorBrowserTests {

    private static Locator session(Page page, String title) {
        return page.locator("[data-session]")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".tb-title", new Page.LocatorOptions().setHasText(title))));
    }

    private static Locator time(Page page, String title) {
        return session(page, title).locator(".tb-time");
    }

    /** The page's address of a minute in a column. */
    private static double[] at(Page page, int column, String hour) {
        Locator grid = page.locator(".tb-day.is-shown .tb-grid");
        Locator label = grid.locator(".tb-hour", new Locator.LocatorOptions().setHasText(hour.substring(0, 2) + ":00"));
        label.scrollIntoViewIfNeeded();
        BoundingBox top = label.boundingBox();
        BoundingBox line = grid.locator(".tb-line").nth(column).boundingBox();
        double quarter = grid.locator(".tb-hour").nth(1).boundingBox().y
                - grid.locator(".tb-hour").nth(0).boundingBox().y;
        return new double[] {line.x + 40, top.y + quarter * Integer.parseInt(hour.substring(3)) / 60 + 1};
    }

    private static void drag(Page page, double fromX, double fromY, double toX, double toY) {
        page.mouse().move(fromX, fromY);
        page.mouse().down();
        page.mouse().move((fromX + toX) / 2, (fromY + toY) / 2);
        page.mouse().move(toX, toY);
        page.mouse().up();
    }

    private static void drags(Page page, String title, double toX, double toY) {
        BoundingBox box = session(page, title).boundingBox();
        drag(page, box.x + 30, box.y + 4, toX, toY + 3);
    }

    private static void saves(Page page, String title) {
        page.getByLabel("Title").fill(title);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add to the draft"))
                .click();
        assertThat(session(page, title)).isVisible();
    }

    private static void undoShows(Page page, String words) {
        assertThat(page.locator("[data-state]")).containsText(words);
    }

    @Test
    void adaBuildsOneDayByMouseAndOneByKeyboardSeesAConflictUndoesAndPublishesAndDanaReadsTheDifference(
            Visitors visitors, JdbcClient jdbc) {
        LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(40);
        Week week = Week.of(jdbc, "Members meeting, Editorville", day, day.plusDays(2), "Europe/Warsaw");
        week.room("Hall A", 40);
        week.room("Hall B", 12);
        visitors.tolerate("status of 422");
        Page ada = visitors.signIn(Cast.ADA);
        ada.navigate("/staff/events/" + week.id() + "/timetable");
        assertThat(ada.locator(".tb-day.is-shown .tb-grid")).isVisible();
        visitors.axe(ada);

        // By mouse: drawn, dragged, made longer, taken to another day.
        double[] nine = at(ada, 0, "09:00");
        double[] half = at(ada, 0, "10:30");
        drag(ada, nine[0], nine[1], half[0], half[1]);
        assertThat(ada.getByLabel("Starts")).hasValue(day + "T09:00");
        assertThat(ada.getByLabel("Ends")).hasValue(day + "T10:30");
        visitors.axe(ada);
        visitors.screenshot(ada, "timetable-editor-dialog");
        saves(ada, "Opening");
        double[] ten = at(ada, 1, "10:00");
        drags(ada, "Opening", ten[0], ten[1]);
        assertThat(time(ada, "Opening")).hasText("10:00–11:30");
        undoShows(ada, "Moved “Opening” to");
        undoShows(ada, "Hall B");
        BoundingBox opening = session(ada, "Opening").boundingBox();
        double[] noon = at(ada, 1, "12:00");
        drag(ada, opening.x + 30, opening.y + opening.height - 3, opening.x + 30, noon[1]);
        assertThat(time(ada, "Opening")).hasText("10:00–12:00");
        undoShows(ada, "end at 12:00");

        ada.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Add a session").setExact(true))
                .click();
        ada.getByLabel("Starts").fill(day + "T11:00");
        ada.getByLabel("Ends").fill(day + "T12:30");
        ada.getByLabel("Room", new Page.GetByLabelOptions().setExact(true))
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Hall B, 12 seats"));
        ada.getByLabel("DMSO").check();
        saves(ada, "DMSO session");
        assertThat(ada.locator(".tb-aside")).containsText("Hall B is taken twice");
        assertThat(session(ada, "DMSO session")).containsText("Room taken");
        assertThat(ada.locator("[data-told]")).containsText("Room taken");
        visitors.axe(ada);
        visitors.screenshot(ada, "timetable-editor-conflict");
        ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(session(ada, "DMSO session")).hasCount(0);
        assertThat(ada.locator(".tb-aside")).containsText("No conflicts");
        ada.keyboard().press("Control+Shift+z");
        assertThat(session(ada, "DMSO session")).hasCount(1);

        // To the second day, dropped on its tab.
        Locator tab = ada.locator("[data-tab]").nth(1);
        BoundingBox target = tab.boundingBox();
        drags(ada, "DMSO session", target.x + target.width / 2, target.y + target.height / 2 - 3);
        assertThat(tab).hasAttribute("aria-current", "true");
        assertThat(ada.locator(".tb-aside")).containsText("No conflicts");

        // By keyboard on that day.
        Locator title = session(ada, "DMSO session").locator(".tb-title");
        title.focus();
        for (int i = 0; i < 4; i++) {
            ada.keyboard().press("ArrowUp");
        }
        assertThat(time(ada, "DMSO session")).hasText("10:00–11:30");
        ada.keyboard().press("ArrowLeft");
        ada.keyboard().press("Shift+ArrowDown");
        assertThat(ada.locator("[data-told]")).containsText("Hall A");
        undoShows(ada, "10:00–11:45, Hall A");
        assertThat(session(ada, "DMSO session").locator(".tb-title")).isFocused();
        ada.keyboard().press("n");
        ada.getByLabel("Title").fill("Lunch");
        ada.getByLabel("Starts").fill(day.plusDays(1) + "T12:00");
        ada.getByLabel("Ends").fill(day.plusDays(1) + "T11:00");
        ada.getByLabel("Title").press("Enter");
        assertThat(ada.locator("[data-dialog] .error-summary")).containsText("not after its start");
        ada.getByLabel("Ends").fill(day.plusDays(1) + "T13:00");
        ada.getByLabel("Title").press("Enter");
        assertThat(session(ada, "Lunch").locator(".tb-title")).isFocused();
        ada.keyboard().press("Delete");
        assertThat(session(ada, "Lunch")).hasCount(0);
        ada.keyboard().press("Control+z");
        assertThat(session(ada, "Lunch")).hasCount(1);
        visitors.screenshot(ada, "timetable-editor");

        publishes(ada, visitors, 1);
        ada.navigate("/staff/events/" + week.id() + "/timetable");
        assertThat(time(ada, "Opening")).hasText("10:00–12:00");
        session(ada, "Opening").locator(".tb-title").focus();
        ada.keyboard().press("ArrowDown");
        ada.keyboard().press("ArrowLeft");
        undoShows(ada, "10:15–12:15, Hall A");
        assertThat(session(ada, "Opening")).containsText("Moved");
        publishes(ada, visitors, 2);

        Page dana = visitors.onPhones().inTheDark().signIn(Cast.DANA);
        dana.navigate("/events/" + week.id() + "/timetable/versions/2");
        assertThat(dana.locator("main")).containsText("10:00–12:00 to");
        assertThat(dana.locator("main")).containsText("ew room: Hall A instead of Hall B");
        visitors.axe(dana);
        visitors.fitsItsWidth(dana);
        visitors.screenshot(dana, "timetable-version-phone-dark");

        Page phone = visitors.onPhones().inTheDark().signIn(Cast.ADA);
        phone.navigate("/staff/events/" + week.id() + "/timetable");
        assertThat(session(phone, "Opening")).isVisible();
        visitors.axe(phone);
        visitors.fitsItsWidth(phone);
        visitors.screenshot(phone, "timetable-editor-phone-dark");
    }

    private static void publishes(Page ada, Visitors visitors, int version) {
        ada.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Review and publish"))
                .click();
        assertThat(ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Publish version " + version)))
                .isVisible();
        visitors.axe(ada);
        visitors.screenshot(ada, "timetable-publish-" + version);
        ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Publish version " + version))
                .click();
        assertThat(ada.locator("main")).containsText("Version " + version + " is published");
    }
}
