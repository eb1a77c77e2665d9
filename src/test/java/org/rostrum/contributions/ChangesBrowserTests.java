package org.rostrum.contributions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.RealFiles;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

/** Two revisions beside each other, as a delegate reads them. */
@BrowserTest
class ChangesBrowserTests {

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static String[] clauses(String timer, String last) {
        return new String[] {
            "Scope", timer, "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", last,
        };
    }

    @Test
    void areReadSideBySideAndInOneColumnOnAPhoneWithoutScripts(Visitors visitors, Body body) {
        Page dana = visitors.withoutScripts().signIn(Cast.DANA);
        dana.navigate("/meetings/" + body.meetingNextMonth().id() + "/contributions/new");
        field(dana, "Type").selectOption("INP");
        field(dana, "For").selectOption("Discussion");
        field(dana, "Title").fill("A retry timer " + UUID.randomUUID());
        press(dana, "Reserve a number");
        field(dana, "File")
                .setInputFiles(new FilePayload(
                        "a.docx",
                        "application/octet-stream",
                        RealFiles.docx(clauses("The timer is ten seconds.", "A clause that goes."))));
        press(dana, "Upload and submit");
        field(dana, "File")
                .setInputFiles(new FilePayload(
                        "b.docx",
                        "application/octet-stream",
                        RealFiles.docx(clauses("The timer is twenty seconds.", "Something else entirely"))));
        dana.locator("#upload button[type=submit]").click();
        dana.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Compare with the original"))
                .click();

        Locator changes = dana.locator(".text-changes");
        Awaitility.await("both texts are read after the upload")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    dana.reload();
                    return changes.isVisible();
                });
        assertThat(dana.getByText("1 paragraph changed, 1 put in, 1 taken out")).isVisible();
        Locator changed = changes.locator(".is-changed");
        assertThat(changed.locator(".was del")).hasText("ten");
        assertThat(changed.locator(".was ins")).isHidden();
        assertThat(changed.locator(".is ins")).hasText("twenty");
        assertThat(changes.getByText("Four").first()).isHidden();
        dana.getByText("Show 4 unchanged paragraphs").click();
        assertThat(changes.getByText("Four").first()).isVisible();
        visitors.screenshot(dana, "changes");

        Page phone = visitors.onPhones().inTheDark().signIn(Cast.DANA);
        phone.navigate(dana.url());
        Locator inline = phone.locator(".text-changes .is-changed");
        assertThat(inline.locator(".was")).containsText("The timer is");
        assertThat(inline.locator(".was ins")).isVisible();
        assertThat(inline.locator(".is")).isHidden();
        visitors.axe(phone);
        visitors.fitsItsWidth(phone);
        visitors.screenshot(phone, "changes-phone-dark");
    }
}
