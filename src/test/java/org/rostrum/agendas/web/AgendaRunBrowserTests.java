package org.rostrum.agendas.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

/** A chair moves the room from item to item, and everybody's pages follow. */
@BrowserTest
class AgendaRunBrowserTests {

    private static void publishes(Page anybody, Gathering meeting, String... titles) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (String title : titles) {
            items.add(Map.of("title", title.strip(), "depth", title.startsWith(" ") ? 1 : 0, "minutes", 20));
        }
        String agenda = "/api/v1/meetings/" + meeting.id() + "/agenda";
        RequestOptions asCarla = RequestOptions.create().setHeader("Authorization", "Bearer " + Cast.CARLA.token());
        assertThat(anybody.request()
                        .put(agenda + "/draft", asCarla.setData(Map.of("revision", 0, "items", items)))
                        .status())
                .isEqualTo(200);
        assertThat(anybody.request()
                        .post(agenda + "/publications", asCarla.setData(Map.of("revision", 1)))
                        .status())
                .isEqualTo(201);
    }

    private static Locator now(Page page) {
        return page.locator(".floor-item");
    }

    @Test
    void theChairMovesTheRoomByKeysAndEverybodysPagesFollow(Visitors visitors, Body body) {
        visitors.tolerate("status of 409");
        Gathering meeting = body.meetingNow();
        String room = "/meetings/" + meeting.id() + "/room";
        Page screen = visitors.signIn(Cast.SEKRA);
        publishes(screen, meeting, "Opening", "Change requests", " Bootstrap retries", " Firmware", "Close");
        screen.navigate("/meetings/" + meeting.id() + "/screen");
        assertThat(screen.locator(".screen-item")).hasText("We go on soon");
        Page dana = visitors.onPhones().inTheDark().signIn(Cast.DANA);
        dana.navigate("/meetings/" + meeting.id() + "/agenda");
        Page carla = visitors.signIn(Cast.CARLA);
        carla.navigate(room);
        assertThat(carla.locator(".floor-now"))
                .hasText("Nothing is being discussed. Open an item, and everybody sees it.");

        carla.locator("h1 a").focus();
        carla.keyboard().press("g");
        assertThat(now(carla)).hasText("1 Opening");
        carla.keyboard().press("o");
        carla.keyboard().type("2.1");
        carla.keyboard().press("Tab");
        carla.keyboard().press("Enter");
        assertThat(now(carla)).hasText("2.1 Bootstrap retries");
        assertThat(now(carla)).hasAttribute("href", Pattern.compile("/meetings/" + meeting.id() + "/agenda#item-.+"));
        assertThat(now(dana)).hasText("2.1 Bootstrap retries");
        assertThat(dana.locator(".sheet-item.is-now > .sheet-row .sheet-title")).hasText("Bootstrap retries");
        assertThat(dana.locator(".sheet-item.is-done > .sheet-row .sheet-title").first())
                .hasText("Opening");
        assertThat(screen.locator(".screen-item")).hasText("2.1 Bootstrap retries");
        assertThat(screen.locator(".screen-next li").first()).containsText("2.2 Firmware about ");
        visitors.axe(screen);
        visitors.axe(dana);
        visitors.axe(carla);
        visitors.fitsItsWidth(dana);
        visitors.screenshot(screen, "screen");
        visitors.screenshot(dana, "floor-phone-dark");
        visitors.screenshot(carla, "floor-room");

        // By a slip once too often, and back.
        carla.locator("h1 a").focus();
        carla.keyboard().press("g");
        assertThat(now(carla)).hasText("2.2 Firmware");
        carla.keyboard().press("u");
        assertThat(now(carla)).hasText("2.1 Bootstrap retries");
        assertThat(now(dana)).hasText("2.1 Bootstrap retries");
    }
}
