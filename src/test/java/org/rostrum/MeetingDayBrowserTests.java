package org.rostrum;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.PortalProcess;
import org.rostrum.testing.browser.Visitors;

/**
 * The portal's main job in one sitting, from the empty agenda to a discussion that outlives its server: nobody is signed out
 * by a restart, and no word is lost or said twice.
 */
@BrowserTest
class MeetingDayBrowserTests {

    private static final String TITLE = "Bootstrap retry timer for queue mode";
    private static final double PATIENTLY = 60_000;

    @Test
    void carlaPublishesDanaSubmitsAndThreeDiscussThroughARestart(Visitors visitors, PortalProcess portal, Body body) {
        visitors.tolerate("WebSocket connection|ERR_CONNECTION|status of 50|Failed to load resource|Failed to fetch");
        Gathering meeting = body.meetingNow();
        String home = "/meetings/" + meeting.id();
        Page carla = visitors.signIn(Cast.CARLA);
        Page dana = visitors.inZone("America/New_York").signIn(Cast.DANA);
        Page devi = visitors.onPhones().inTheDark().signIn(Cast.DEVI);

        dana.navigate(home + "/agenda");
        publishesTheAgenda(carla, home);
        assertThat(dana.locator("main")).containsText("Change requests");
        assertThat(dana.locator("main")).containsText("Version 1");

        String number = reservesAndSubmits(dana, home);
        assertThat(number).matches("OMA-DMSO-\\d{4}-\\d{4}");

        dana.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Discussion in the room"))
                .click();
        dana.waitForURL(Pattern.compile(home + "/room\\?thread="));
        String thread = dana.url();
        List.of(carla, devi).forEach(page -> page.navigate(thread));

        says(carla, "Which clause does **this** change?");
        says(dana, "Clause 6.2, table 14.");
        says(devi, "We can live with it if the default stays.");
        Stream.of(carla, dana, devi).forEach(page -> hears(page, 3));

        portal.kill();
        says(dana, "Written while the server was away.");
        says(devi, "So was this.");
        dana.locator("[data-composer] textarea").fill("Typing on");
        // It says nothing for the first seconds.
        assertThat(dana.locator("[data-connection]")).isHidden();
        assertThat(dana.locator("[data-connection]")).containsText("Reconnecting");
        portal.start();
        Stream.of(carla, dana, devi).forEach(page -> hears(page, 5));
        assertThat(dana.locator("[data-composer] textarea")).hasValue("Typing on");
        says(carla, "Good: agreed as it stands, then.");
        Stream.of(carla, dana, devi).forEach(page -> hears(page, 6));

        List<String> order = texts(carla);
        assertThat(order).doesNotHaveDuplicates().contains("Written while the server was away.", "So was this.");
        assertThat(texts(dana)).isEqualTo(order);
        assertThat(texts(devi)).isEqualTo(order);
        Stream.of(carla, dana, devi).forEach(Page::reload);
        Stream.of(carla, dana, devi).forEach(page -> assertThat(texts(page)).isEqualTo(order));

        Stream.of(carla, dana, devi).forEach(visitors::axe);
        visitors.fitsItsWidth(devi);
        visitors.screenshot(carla, "meeting-day-carla");
        visitors.screenshot(dana, "meeting-day-dana");
        visitors.screenshot(devi, "meeting-day-devi-phone-dark");
    }

    private static void publishesTheAgenda(Page carla, String home) {
        carla.navigate(home + "/agenda/draft");
        button(carla, "Start from the usual agenda").click();
        carla.locator("[data-rows] > li").last().locator(".outline-title").waitFor();
        int items = carla.locator("[data-rows] > li").count();
        carla.locator(".outline-title").nth(items - 1).focus();
        carla.keyboard().press("Enter");
        carla.keyboard().type("Change requests");
        carla.keyboard().press("Enter");
        carla.keyboard().press("Alt+ArrowRight");
        carla.keyboard().type("Bootstrap");
        button(carla, "Save and review").click();
        carla.getByLabel("Note to the members").fill("First version");
        button(carla, "Publish version 1").click();
        assertThat(carla.locator("main")).containsText("Version 1");
    }

    private static String reservesAndSubmits(Page dana, String home) {
        dana.navigate(home + "/contributions/new");
        dana.getByLabel("Type", new Page.GetByLabelOptions().setExact(true)).selectOption("CR");
        dana.getByLabel("For", new Page.GetByLabelOptions().setExact(true))
                .selectOption(new SelectOption().setLabel("Agreement"));
        dana.getByLabel("Title", new Page.GetByLabelOptions().setExact(true)).fill(TITLE);
        Locator items = dana.getByLabel("Agenda item", new Page.GetByLabelOptions().setExact(true));
        items.selectOption(items.locator("option", new Locator.LocatorOptions().setHasText("Bootstrap"))
                .getAttribute("value"));
        dana.getByLabel("Search the registry").fill("LightweightM2M");
        Locator documents = dana.getByLabel("Document", new Page.GetByLabelOptions().setExact(true));
        Locator specification =
                documents.locator("option", new Locator.LocatorOptions().setHasText("OMA-TS-LightweightM2M_Core-V1_2"));
        assertThat(specification.first()).isAttached();
        documents.selectOption(specification.first().getAttribute("value"));
        dana.getByLabel("Clauses affected").fill("6.2");
        dana.getByLabel("Category").selectOption("BUG_FIX");
        dana.getByLabel("Reason for the change").fill("Clients come back all at once.");
        dana.getByLabel("Consequences if not approved").fill("Head ends go down after power cuts.");
        button(dana, "Reserve a number").click();

        assertThat(dana.locator("main")).containsText("Reserved");
        assertThat(dana.locator("main")).containsText("OMA-TS-LightweightM2M_Core-V1_2");
        dana.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload(
                        "anything.md",
                        "text/markdown",
                        "# Bootstrap retry timer\n\nReplace the second sentence of 6.2.\n"
                                .getBytes(StandardCharsets.UTF_8)));
        button(dana, "Upload and submit").click();
        assertThat(dana.locator("main")).containsText("Submitted");
        return dana.locator(".contribution-number").first().innerText().strip();
    }

    private static Locator button(Page page, String name) {
        return page.locator("main")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void says(Page page, String text) {
        page.locator("[data-composer] textarea").fill(text);
        page.locator("[data-composer] textarea").press("Control+Enter");
        assertThat(page.locator("[data-composer] textarea")).hasValue("");
    }

    /** Waits until a page shows so many messages that the log has. */
    private static void hears(Page page, int messages) {
        assertThat(page.locator(".message[data-seq]"))
                .hasCount(messages, new LocatorAssertions.HasCountOptions().setTimeout(PATIENTLY));
        assertThat(page.locator(".message"))
                .hasCount(messages, new LocatorAssertions.HasCountOptions().setTimeout(PATIENTLY));
    }

    private static List<String> texts(Page page) {
        Locator messages = page.locator(".message[data-seq] .message-body");
        messages.first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        return IntStream.range(0, messages.count())
                .mapToObj(n -> messages.nth(n).textContent().strip())
                .toList();
    }
}
