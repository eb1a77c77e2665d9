package org.rostrum.cockpit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chair's cockpit, by keyboard. */
@BrowserTest
class CockpitBrowserTests {

    /** A reserved number of a meeting whose deadline has passed, with a request to let its file come, and an action. */
    private static Gathering waiting(Body body, JdbcClient jdbc) {
        Gathering meeting = body.meetingNow();
        jdbc.sql("update meeting set late_policy = 'PASS', name = 'A meeting with much to decide' where id = ?")
                .param(meeting.id())
                .update();
        for (int serial = 1; serial <= 2; serial++) {
            UUID paper = NewId.next();
            jdbc.sql("""
                            insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                      author_id, organization_id, source, reserved_at)
                            values (?, ?, ?, 1991, ?, 'INP', 'Decision', 'A paper that waits', 'RESERVED', ?, ?, 'x',
                                    now())""")
                    .params(paper, meeting.id(), Body.DMSO, serial, Cast.DEVI.id(), Cast.Company.NOWHERE.id())
                    .update();
            jdbc.sql("""
                            insert into late_pass (id, contribution_id, requested_by, reason, requested_at, state)
                            values (?, ?, ?, 'The laboratory was flooded.', now() - interval '2 hours', 'REQUESTED')""").params(NewId.next(), paper, Cast.DEVI.id()).update();
        }
        return meeting;
    }

    private static void settles(Page page, Locator button, String said) {
        button.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".notice-success")).containsText(said);
    }

    @Test
    void theChairSettlesThreeLinesByKeyboard(Visitors visitors, Body body, JdbcClient jdbc) {
        Gathering meeting = waiting(body, jdbc);
        Page page = visitors.signIn(Cast.CARLA);
        page.navigate("/meetings/" + meeting.id() + "/cockpit");
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, "cockpit-meeting-light");
        Locator lines = page.locator(".cockpit-lines > li");
        Locator requests = lines.filter(new Locator.FilterOptions().setHasText("asks for a late pass"));
        settles(page, requests.first().locator("button").first(), "The late pass is given");
        assertThat(requests).hasCount(1);
        page.locator(".cockpit-decline > summary").first().focus();
        page.keyboard().press("Enter");
        page.getByLabel("Why not").fill("Bring it to the next meeting.");
        settles(page, page.locator(".cockpit-decline button"), "Declined");
        assertThat(requests).hasCount(0);
        Locator missing = lines.filter(new Locator.FilterOptions().setHasText("have no file"));
        settles(page, missing.locator("button"), "One author was reminded");
        assertThat(missing).hasCount(0);
        page.navigate("/cockpit");
        visitors.axe(page);
        visitors.screenshot(page, "cockpit-light");
        Visitors phone = visitors.onPhones().inTheDark();
        Page dark = phone.signIn(Cast.CARLA);
        phone.screenshot(dark, "today-phone-dark");
        dark.navigate("/cockpit");
        visitors.axe(dark);
        visitors.fitsItsWidth(dark);
        phone.screenshot(dark, "cockpit-phone-dark");
    }
}
