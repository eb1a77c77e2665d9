package org.rostrum.notifications;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people are told, as they read it: in the portal, in their mail, and at the staff desk where it did not leave. */
@BrowserTest
class NoticesBrowserTests {

    private static void whole(Visitors visitors, Page page, String path, String name) {
        assertThat(page.navigate(path).status()).as(path).isEqualTo(200);
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, name);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)).click();
    }

    @Test
    void aNoticeIsCountedOpenedAndReadAndMailSaysTheSame(Visitors visitors) {
        Page page = visitors.signIn(Cast.DANA);
        assertThat(page.locator(".menu summary")).containsText("unread notice");
        whole(visitors, page, "/me/notices", "notices-light");
        page.locator(".menu summary").click();
        visitors.screenshot(page, "notices-menu");
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Moved: DMSO interim meeting, Sampleton"))
                .click();
        assertThat(page.locator("h1")).containsText("DMSO interim meeting, Sampleton");
        page.navigate("/me/notices");
        assertThat(page.locator(".notices li")
                        .filter(new Locator.FilterOptions().setHasText("Moved: DMSO interim meeting, Sampleton")))
                .not()
                .containsText("Unread");

        whole(visitors, page, "/local/mail?to=dana", "local-mail");
        assertThat(page.locator("main")).containsText("It is now held in Hall Ipsum.");
        assertThat(page.locator("main")).containsText("/me/notices");
    }

    @Test
    void onAPhoneInTheDarkAllAreReadAtOnceAndTheDeskTriesMailAgain(Visitors visitors, JdbcClient jdbc) {
        Visitors dark = visitors.onPhones().inTheDark();
        Page page = dark.signIn(Cast.CARLA);
        whole(dark, page, "/me/notices", "notices-phone-dark");
        press(page, "Mark all as read");
        assertThat(page.locator(".menu summary")).not().containsText("unread");
        press(page, "Stop the mail");
        assertThat(page.locator("#mail")).containsText("You are told here only.");
        press(page, "Send me mail about this too");
        assertThat(page.locator("#mail")).containsText(Cast.CARLA.email());
        dark.axe(page);

        jdbc.sql("""
                        insert into mail (id, news_id, person_id, recipient, subject, text, path, queued_at, next_try_at,
                                          try_until, tries, last_error, given_up_at)
                        values (?, ?, ?, 'edda-with-a-rather-long-address@mail.of.lorem-devices.example',
                                'The timetable of Exampleville changed', '', '/', now(), now(), now(), 1,
                                '550 5.1.1 <edda-with-a-rather-long-address@mail.of.lorem-devices.example>: Recipient address rejected',
                                now())""")
                .params(UUID.randomUUID(), UUID.randomUUID(), Cast.EDDA.id())
                .update();
        Page office = dark.signIn(Cast.ADA);
        whole(dark, office, "/staff", "desk-mail-phone-dark");
        press(office, "Try again to reach Edda Redline");
        assertThat(office.getByRole(AriaRole.STATUS).first()).containsText("is tried again now");
        assertThat(office.locator("main")).not().containsText("Recipient address rejected");
    }
}
