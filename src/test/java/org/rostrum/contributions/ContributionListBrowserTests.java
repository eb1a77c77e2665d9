package org.rostrum.contributions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

@BrowserTest
class ContributionListBrowserTests {

    private static void fill(Gathering meeting, int year, JdbcClient jdbc) {
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, reserved_at)
                        select uuidv7(), :meeting, :group, :year, n, 'CR', 'Agreement',
                               (array['Retry timer', 'Back-off', 'Rollback', 'Delta images'])[n], 'RESERVED', :author,
                               'Ipsum Cloud', now()
                          from generate_series(1, 4) n""")
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("year", year)
                .param("author", Cast.IPSI.id())
                .update();
    }

    @Test
    void sekraLivesInTheListByKeys(Visitors visitors, Body body, JdbcClient jdbc) {
        Gathering meeting = body.meetingNow();
        fill(meeting, 5201, jdbc);
        String list = "/meetings/" + meeting.id() + "/contributions";
        Page sekra = visitors.signIn(Cast.SEKRA);
        sekra.navigate(list);
        Locator bar = sekra.locator("[data-many]");
        assertThat(bar).isHidden();

        // What one types narrows at once, and stays in the address.
        sekra.keyboard().press("/");
        sekra.keyboard().type("ba");
        assertThat(sekra.locator("[data-list] tbody tr:visible")).hasCount(2);
        assertThat(sekra.locator("[data-shown]")).hasText("2 of 4 contributions");
        assertThat(sekra).hasURL(Pattern.compile(".*\\?q=ba$"));

        // A row opens to its story, and many are ticked.
        sekra.locator("[data-story]:visible").first().focus();
        sekra.keyboard().press("x");
        sekra.keyboard().press("j");
        sekra.keyboard().press("Shift+X");
        sekra.keyboard().press("o");
        assertThat(sekra.locator("[data-summary]")).containsText("No file yet");
        assertThat(bar).containsText("2 ticked");
        visitors.axe(sekra);
        sekra.keyboard().press("a");
        bar.locator("summary")
                .filter(new Locator.FilterOptions().setHasText("Mark"))
                .click();
        bar.locator("[name=word]").fill("Ask the author");
        visitors.screenshot(sekra, "contribution-list");
        sekra.keyboard().press("Enter");
        assertThat(sekra.locator(".notice-success")).containsText("2 contributions marked");
        assertThat(sekra.locator(".list-mark")).hasCount(2);

        // All of it or none: the words say what is wrong, and the same ones stay ticked.
        sekra.navigate(list);
        sekra.locator("[data-list] thead input").check();
        assertThat(bar).containsText("4 ticked");
        bar.locator("summary")
                .filter(new Locator.FilterOptions().setHasText("Decide"))
                .click();
        bar.locator("[name=outcome]").selectOption("NOTED");
        bar.locator("button[formaction$=decisions]").click();
        assertThat(sekra.locator(".notice-error")).containsText("no file yet");
        assertThat(bar).containsText("4 ticked");
        assertThat(bar.locator("[name=outcome]")).hasValue("NOTED");
        bar.locator("summary")
                .filter(new Locator.FilterOptions().setHasText("Withdraw"))
                .click();
        bar.locator("[name=reason]").fill("On request");
        sekra.keyboard().press("Enter");
        assertThat(sekra.locator(".badge-withdrawn")).hasCount(4);
        sekra.locator(".notice-success button").click();
        assertThat(sekra.locator(".badge-reserved")).hasCount(4);

        // Columns.
        sekra.locator("#columns summary").click();
        sekra.locator("#columns [value=author]").check();
        visitors.axe(sekra);
        sekra.locator("#columns .button-primary").click();
        assertThat(sekra.locator("[data-label=Author]").first()).hasText(Cast.IPSI.fullName());

        Page phone = visitors.onPhones().inTheDark().signIn(Cast.CARLA);
        phone.navigate(list);
        phone.locator("[data-list] tbody input").first().check();
        visitors.axe(phone);
        visitors.fitsItsWidth(phone);
        visitors.screenshot(phone, "contribution-list-phone-dark");
        Page plain = visitors.withoutScripts().signIn(Cast.VICTOR);
        plain.navigate(list);
        plain.locator("[data-list] tbody input").first().check();
        plain.locator("summary")
                .filter(new Locator.FilterOptions().setHasText("Mark"))
                .click();
        plain.locator("button[formaction$=marks]").first().click();
        assertThat(plain.locator(".notice-success")).containsText("One contribution marked");
    }
}
