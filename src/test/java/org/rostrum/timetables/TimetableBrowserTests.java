package org.rostrum.timetables;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Krakow;
import org.rostrum.testing.Week;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A timetable read by people far apart, and gone through by one of them. */
@BrowserTest
class TimetableBrowserTests {

    private static String timeOf(Page page, UUID session) {
        return page.locator("#s-" + session + " .time").innerText().replaceAll("\\s+", " ");
    }

    /** The form at the foot of every page; the only way to say one's zone without a script. */
    private static void chooseZone(Page page, String zone) {
        page.selectOption("#reader-zone", zone);
        page.locator(".foot button[type=submit]").first().click();
    }

    @Test
    void twoReadersInDifferentZonesReadTheSameSessionCorrectly(Visitors visitors, JdbcClient jdbc) {
        // The clocks of New York have changed then, those of Warsaw have not, Seoul's never do.
        Week week = Week.of(
                jdbc,
                "Members meeting far away",
                LocalDate.of(2027, 3, 15),
                LocalDate.of(2027, 3, 19),
                "Europe/Warsaw");
        UUID session = week.session(
                "A session for everybody",
                LocalDate.of(2027, 3, 15).atTime(22, 30),
                LocalDate.of(2027, 3, 16).atTime(0, 30),
                null,
                Body.DMSO);
        String path = "/events/" + week.id() + "/timetable";
        String event = "22:30–00:30 CET (Warsaw), next day";
        String seoul = "your time Tue 16 Mar, 06:30–08:30 KST (Seoul), next day";
        String newYork = "your time 17:30–19:30 EDT (New York)";
        for (List<String> reader : List.of(List.of("Asia/Seoul", seoul), List.of("America/New_York", newYork))) {
            Page page = visitors.inZone(reader.get(0)).stranger();
            page.navigate(path);
            org.assertj.core.api.Assertions.assertThat(timeOf(page, session))
                    .as("first visit, said by the script")
                    .isEqualTo(event + " " + reader.get(1));
            page.navigate(path + "?again=1");
            org.assertj.core.api.Assertions.assertThat(timeOf(page, session))
                    .as("said by the server")
                    .isEqualTo(event + " " + reader.get(1));
            Page plain = visitors.inZone(reader.get(0)).withoutScripts().stranger();
            plain.navigate(path);
            org.assertj.core.api.Assertions.assertThat(timeOf(plain, session))
                    .as("nobody knows yet where they are")
                    .isEqualTo(event);
            chooseZone(plain, reader.get(0));
            plain.navigate(path);
            org.assertj.core.api.Assertions.assertThat(timeOf(plain, session))
                    .as("without a script")
                    .isEqualTo(event + " " + reader.get(1));
        }
    }

    @Test
    void aDelegateFindsTheirWayThroughAWeekOnEveryDevice(Visitors visitors, JdbcClient jdbc) {
        Krakow krakow = Krakow.heldBy(jdbc);
        Week now = Week.now(jdbc);
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        UUID on = now.session(
                "On at the moment",
                minute.minusSeconds(1800),
                minute.plusSeconds(5400),
                now.room("Great hall", 170),
                Body.DMSO);
        UUID next =
                now.session("On next", minute.plusSeconds(5400), minute.plusSeconds(9000), now.room("Small room", 12));
        UUID off = now.session(
                "Called off", minute.minusSeconds(1800), minute.plusSeconds(5400), now.room("Corner", null));
        jdbc.sql("update session set cancelled = true where id = ?").param(off).update();

        Page page = visitors.inZone("Asia/Seoul").signIn(Cast.DANA);
        page.navigate("/events/" + now.id() + "/timetable");
        page.getByText("Jump to now").click();
        assertThat(page.locator("#s-" + on)).isInViewport();
        Locator star = page.locator("[data-star='" + on + "']");
        star.click();
        assertThat(star).hasAttribute("aria-pressed", "true");
        assertThat(star).isEnabled();
        assertThat(star).isFocused();
        visitors.screenshot(page, "timetable-now");
        visitors.axe(page);

        // On another device, and without a script.
        Page phone = visitors.onPhones().inTheDark().withoutScripts().signIn(Cast.DANA);
        phone.navigate("/events/" + now.id() + "/timetable");
        phone.locator("[data-star='" + next + "']").click();
        phone.waitForURL("**/timetable#s-" + next);
        phone.navigate("/my-agenda");
        assertThat(phone.locator("main")).containsText("On at the moment");
        assertThat(phone.locator("main")).containsText("You marked it");
        visitors.screenshot(phone, "my-agenda-phone");
        visitors.fitsItsWidth(phone);
        phone.locator("[data-star='" + next + "']").click();
        phone.locator("#s-" + next).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(phone.locator("main")).containsText("On at the moment");

        page.navigate("/events/" + krakow.week().id() + "/timetable");
        visitors.screenshot(page, "timetable-krakow");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".bar").first()).isHidden();
        assertThat(page.locator(".star").first()).isHidden();
        visitors.screenshot(page, "timetable-print");

        phone.navigate("/events/" + krakow.week().id() + "/timetable");
        visitors.fitsItsWidth(phone);
        visitors.screenshot(phone, "timetable-phone");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        page.navigate("/events/" + krakow.week().id());
        visitors.screenshot(page, "event");
        page.navigate("/schedule?view=month&month=2026-04");
        visitors.screenshot(page, "month");
        page.navigate("/schedule?view=archive");
        visitors.screenshot(page, "archive");
        page.navigate("/schedule");
        visitors.screenshot(page, "schedule");
        phone.navigate("/schedule?view=month&month=2026-04");
        visitors.screenshot(phone, "month-phone");
    }
}
