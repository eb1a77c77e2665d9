package org.rostrum.agendas;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

@BrowserTest
class AgendaVersionsBrowserTests {

    private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");

    /** As a program of the chair's would. */
    private static void publishes(Page page, Gathering meeting, int revision, String note, String items) {
        String agenda = "/api/v1/meetings/" + meeting.id() + "/agenda";
        APIRequestContext program = page.context().request();
        RequestOptions chair = RequestOptions.create()
                .setHeader("Authorization", "Bearer " + Cast.CARLA.token())
                .setHeader("Content-Type", "application/json");
        APIResponse saved = program.put(
                agenda + "/draft", chair.setData("{\"revision\":%d,\"items\":[%s]}".formatted(revision, items)));
        assertThat(saved.text()).containsPattern(REVISION);
        APIResponse published = program.post(
                agenda + "/publications",
                chair.setData("{\"revision\":%d,\"note\":\"%s\"}".formatted(revision + 1, note)));
        assertThat(published.status()).isEqualTo(201);
    }

    private static String id(String agenda, String title) {
        Matcher item = Pattern.compile("\"id\":\"([^\"]+)\",\"number\":\"[^\"]*\",\"title\":\"" + title)
                .matcher(agenda);
        assertThat(item.find()).as(title).isTrue();
        return item.group(1);
    }

    private static String item(String id, int depth, String title, int minutes) {
        return "{\"id\":\"%s\",\"depth\":%d,\"title\":\"%s\",\"minutes\":%d}".formatted(id, depth, title, minutes);
    }

    private static String item(int depth, String title) {
        return "{\"depth\":%d,\"title\":\"%s\",\"minutes\":10}".formatted(depth, title);
    }

    @Test
    void whoReadsAVersionHearsOfTheNextAndReadsWhatChanged(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        String agenda = "/meetings/" + meeting.id() + "/agenda";
        Page dana = visitors.signIn(Cast.DANA);
        publishes(
                dana,
                meeting,
                0,
                "",
                String.join(
                        ",",
                        item(0, "Opening"),
                        item(0, "Report of the smart city group"),
                        item(0, "Change requests"),
                        item(1, "Bootstrap"),
                        item(1, "Observe"),
                        item(0, "Close")));
        String first = dana.context().request().get("/api/v1" + agenda).text();
        dana.navigate(agenda);
        String opening = id(first, "Opening");
        String requests = id(first, "Change requests");
        String bootstrap = id(first, "Bootstrap");
        String report = id(first, "Report");
        Page pinned = dana.context().newPage();
        pinned.navigate(agenda + "/versions/1");
        assertThat(pinned.locator("main")).containsText("In force");

        publishes(
                dana,
                meeting,
                1,
                "After the call",
                String.join(
                        ",",
                        item(opening, 0, "Opening", 10),
                        item(requests, 0, "Change requests", 45),
                        item(0, "Lunch at the host"),
                        item(report, 0, "Report of the test event committee", 10),
                        item(bootstrap, 1, "Bootstrap", 10)));
        Locator notice = pinned.locator(".toast");
        assertThat(notice).containsText("Agenda version 2 published: 1 new, 2 removed, 2 moved");
        assertThat(pinned.locator("main h2").first()).containsText("Version 1 Version 2 is in force now");
        assertThat(dana.locator("main h2").first()).containsText("Version 2");
        // Once it has become a document, of which this page says its number: that takes nobody's notice away.
        assertThat(dana.locator(".agenda-files .contribution-number")).containsText("R01");
        assertThat(dana.locator(".toast")).containsText("Agenda version 2 published");
        visitors.axe(pinned);
        notice.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("What changed"))
                .click();

        assertThat(pinned.locator("main h2").first()).hasText("From version 1 to version 2");
        assertThat(pinned.locator(".diff ins").filter(new Locator.FilterOptions().setHasText("test event committee")))
                .hasCount(1);
        assertThat(pinned.locator(".diff-row.is-removed")).hasCount(2);
        visitors.axe(pinned);
        visitors.screenshot(pinned, "agenda-changes");
        pinned.getByLabel("Only what changed").check();
        assertThat(pinned.locator(".diff-row.is-unchanged").first()).isHidden();

        Page phone = visitors.onPhones().inTheDark().signIn(Cast.SEKRA);
        phone.navigate(agenda + "/versions/1/changes/2");
        assertThat(phone.locator(".diff-row.is-new")).hasCount(1);
        visitors.fitsItsWidth(phone);
        visitors.axe(phone);
        visitors.screenshot(phone, "agenda-changes-phone-dark");
    }
}
