package org.rostrum.agendas;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

@BrowserTest
class AgendaReadingBrowserTests {

    @Test
    void readersFindTheirWayByNumberByWordsAndByWhatConcernsThem(Visitors visitors, Body body, JdbcClient jdbc) {
        Gathering meeting = body.meetingNow();
        PlenaryDay day = PlenaryDay.published(jdbc, meeting);
        Page dana = visitors.inZone("America/New_York").signIn(Cast.DANA);
        dana.navigate("/meetings/" + meeting.id() + "/agenda");
        Locator items = dana.locator(".sheet-item:visible");
        assertThat(items).hasCount(12);
        visitors.axe(dana);
        visitors.screenshot(dana, "agenda-read");

        dana.keyboard().press("/");
        dana.keyboard().type("3.1");
        assertThat(dana.locator("[data-found]")).hasText("2 of 12 items");
        dana.keyboard().press("Enter");
        assertThat(number(dana, "3.1")).isFocused();
        dana.keyboard().press("j");
        assertThat(number(dana, "3.1.1")).isFocused();
        dana.getByLabel("Find by number or words").fill("lossy");
        assertThat(items).hasCount(2);
        dana.getByLabel("Find by number or words").fill(day.number(6).substring(9));
        assertThat(dana.locator("[data-found]")).hasText("1 of 12 items");
        dana.getByLabel("Find by number or words").press("Escape");
        dana.keyboard().press("Tab");
        assertThat(items).hasCount(12);
        concerns(dana).click();
        assertThat(dana.locator("[data-found]")).hasText("2 of 12 items");
        visitors.screenshot(dana, "agenda-read-concerns");
        concerns(dana).click();
        dana.keyboard().press("c");
        assertThat(items).hasCount(5);

        dana.navigate("/meetings/" + meeting.id() + "/agenda#item-" + day.item("3.1.1"));
        assertThat(number(dana, "3.1.1")).isInViewport();

        Page phone = visitors.onPhones().inTheDark().signIn(Cast.CARLA);
        phone.navigate("/meetings/" + meeting.id() + "/agenda");
        assertThat(phone.locator(".sheet-item:visible")).hasCount(13);
        visitors.fitsItsWidth(phone);
        visitors.axe(phone);
        visitors.screenshot(phone, "agenda-read-phone-dark");
    }

    private static Locator number(Page page, String number) {
        return page.locator(".sheet a.agenda-number")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + number + "$")));
    }

    private static Locator concerns(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("What concerns me"));
    }
}
