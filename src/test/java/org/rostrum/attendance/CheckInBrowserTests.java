package org.rostrum.attendance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Week;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The door of an event on a phone at night, what its chair reads of it, and what somebody far away is told. */
@BrowserTest
class CheckInBrowserTests {

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void adaChecksInAtTheDoorAndCarlaReadsWhoWasInTheSession(Visitors visitors, Body body, JdbcClient jdbc) {
        Week week = Week.now(jdbc);
        Gathering meeting = body.meetingNow();
        week.holds(meeting);
        Instant now = Instant.now();
        UUID session = week.session(
                "Device management, first session",
                now.minus(10, ChronoUnit.MINUTES),
                now.plus(80, ChronoUnit.MINUTES),
                week.room("Hall A", 40),
                Body.DMSO);
        Enrolment enrolment = Enrolment.of(week, jdbc);
        String dana = enrolment.takes(Cast.DANA.id());
        enrolment.takes(Cast.IPSI.id());
        String devi = enrolment.registers(Cast.DEVI.id());
        enrolment.chooses(devi, week.id(), "IN_PERSON", "WAITING");
        for (Cast each : new Cast[] {Cast.DANA, Cast.IPSI}) {
            jdbc.sql("""
                            insert into participation (meeting_id, person_id, organization_id, mode, registered_at)
                            values (?, ?, (select organization_id from current_delegation where person_id = ?), 'IN_PERSON', now())""").params(meeting.id(), each.id(), each.id()).update();
        }

        // By the code that the phone's own camera opens.
        Visitors phones = visitors.onPhones().inTheDark();
        Page ada = phones.signIn(Cast.ADA);
        ada.navigate("/check-in/" + dana);
        visitors.sees(ada, Cast.DANA.fullName());
        visitors.axe(ada);
        visitors.fitsItsWidth(ada);
        visitors.screenshot(ada, "check-in-badge-phone-dark");
        button(ada, "Check in").click();
        assertThat(ada.locator(".door-badge")).containsText("Checked in since");
        button(ada, "Undo").click();
        assertThat(ada.locator("h1")).hasText("Check-in");
        assertThat(ada.locator("[data-desk-counts]")).containsText(Pattern.compile("Here now\\s*0"));

        // By search, while typing.
        ada.getByLabel("Name or organisation").fill("sampl");
        assertThat(ada.locator("[data-desk-row]")).hasCount(1);
        assertThat(ada).hasURL(Pattern.compile("q=sampl"));
        button(ada, "Check in " + Cast.DANA.fullName()).click();
        assertThat(ada.locator("[data-desk-just-now]")).containsText(Cast.DANA.fullName() + " is checked in");
        assertThat(ada.locator("[data-desk-counts]")).containsText(Pattern.compile("Here now\\s*1"));
        visitors.axe(ada);
        visitors.fitsItsWidth(ada);
        visitors.screenshot(ada, "check-in-desk-phone-dark");

        // Who waits for a place is let in on purpose only.
        ada.getByLabel("Code of a badge").fill(devi);
        ada.getByLabel("Code of a badge").press("Enter");
        assertThat(ada.locator(".notice-warn")).containsText("on the waiting list");
        visitors.screenshot(ada, "check-in-waiting-phone-dark");

        // Another desk sees it without being reloaded or jumping.
        Page desk = visitors.signIn(Cast.ADA);
        desk.navigate("/staff/events/" + week.id() + "/check-in");
        assertThat(desk.locator("#person-" + Cast.IPSI.id())).containsText("Check in");
        visitors.axe(desk);
        visitors.screenshot(desk, "check-in-desk");
        ada.navigate("/staff/events/" + week.id() + "/check-in");
        button(ada, "Check in " + Cast.IPSI.fullName()).click();
        assertThat(desk.locator("#person-" + Cast.IPSI.id()))
                .containsText("Here", new LocatorAssertions.ContainsTextOptions().setTimeout(25_000));

        // Edda follows from elsewhere and is told that she counts.
        Page edda = visitors.inZone("America/New_York").signIn(Cast.EDDA);
        edda.navigate("/meetings/" + meeting.id() + "/room");
        assertThat(edda.locator("[data-attendance-mine]")).containsText("You are counted as present remotely since");
        visitors.axe(edda);
        visitors.screenshot(edda, "attendance-in-the-room");

        Page carla = visitors.signIn(Cast.CARLA);
        carla.navigate("/meetings/" + meeting.id() + "/attendance?session=" + session);
        assertThat(carla.locator("main")).containsText("Who was in Device management, first session");
        assertThat(carla.locator("tr", new Page.LocatorOptions().setHasText(Cast.DANA.fullName())))
                .containsText("in the house, by the door");
        assertThat(carla.locator("tr", new Page.LocatorOptions().setHasText(Cast.EDDA.fullName())))
                .containsText("in the meeting's room");
        assertThat(carla.locator("tr", new Page.LocatorOptions().setHasText(Cast.EDDA.fullName())))
                .containsText("There now");
        visitors.axe(carla);
        visitors.screenshot(carla, "attendance-session");
        Page small = visitors.onPhones().signIn(Cast.CARLA);
        small.navigate("/meetings/" + meeting.id() + "/attendance");
        visitors.axe(small);
        visitors.fitsItsWidth(small);
        visitors.screenshot(small, "attendance-meeting-phone");

        desk.navigate("/staff/events/" + week.id() + "/attendance");
        assertThat(desk.locator("main")).containsText("3 came");
        visitors.axe(desk);
        visitors.screenshot(desk, "attendance-event");

        // Without a script the same forms do it.
        Page plain = visitors.withoutScripts().signIn(Cast.ADA);
        plain.navigate("/staff/events/" + week.id() + "/check-in");
        plain.getByLabel("Name or organisation").fill("sampl");
        button(plain, "Search").click();
        button(plain, Cast.DANA.fullName() + " Left").click();
        assertThat(plain.locator("[data-desk-just-now]")).containsText(Cast.DANA.fullName() + " left");
    }
}
