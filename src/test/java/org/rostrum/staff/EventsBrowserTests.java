package org.rostrum.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

/** The staff announce an event and prepare it; a chair calls the group's meeting in it, moves it and cancels it. */
@BrowserTest
class EventsBrowserTests {

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    @Test
    void anEventIsAnnouncedPreparedAndMetIn(Visitors visitors) {
        visitors.tolerate("status of 422");
        Page ada = visitors.signIn(Cast.ADA);
        ada.navigate("/staff/events");
        visitors.axe(ada);
        visitors.screenshot(ada, "staff-events");
        link(ada, "Announce an event").click();
        field(ada, "Name").fill("Members meeting Sydney 2027");
        field(ada, "First day").fill("2027-04-04");
        field(ada, "Last day").fill("2027-04-07");
        field(ada, "Time zone").fill("Sydney");
        field(ada, "Begins at").fill("02:30");
        field(ada, "Ends at").fill("17:00");
        field(ada, "Place").fill("Sydney, Australia");
        button(ada, "Announce").click();
        assertThat(ada.locator("#timeZone-error")).containsText("There is no time zone \"Sydney\"");
        visitors.axe(ada);
        field(ada, "Time zone").fill("Australia/Sydney");
        button(ada, "Announce").click();
        assertThat(ada.locator("#beginsAt-error")).containsText("is there twice in Australia/Sydney");
        visitors.axe(ada);
        visitors.screenshot(ada, "staff-event-twice");
        ada.getByLabel("The second: 02:30 AEST").check();
        button(ada, "Announce").click();
        visitors.sees(ada, "Members meeting Sydney 2027 Upcoming");
        String desk = ada.url();

        field(ada, "Room").fill("Harbour");
        field(ada, "Seats").fill("120");
        button(ada, "Add the room").click();
        field(ada, "Room").fill("Gallery");
        button(ada, "Add the room").click();
        button(ada, "Move Gallery up").click();
        assertThat(ada.locator("section[aria-labelledby=rooms] li")).containsText(new String[] {"Gallery", "Harbour"});
        button(ada, "Remove Gallery").click();
        assertThat(ada.locator(".notice")).containsText("Gallery is removed.");
        button(ada, "Undo").click();
        assertThat(ada.locator("section[aria-labelledby=rooms] li")).containsText(new String[] {"Harbour", "Gallery"});
        visitors.axe(ada);
        visitors.screenshot(ada, "staff-event-desk");

        Visitors phones = visitors.onPhones().inTheDark();
        Page carla = phones.signIn(Cast.CARLA);
        carla.navigate("/groups/DMSO");
        link(carla, "Call a meeting").click();
        phones.sees(carla, "Call a meeting of DMSO");
        phones.axe(carla);
        phones.fitsItsWidth(carla);
        field(carla, "Name").fill("DMSO in Sydney");
        field(carla, "Held in").selectOption("Members meeting Sydney 2027");
        field(carla, "Begins").fill("2027-04-03T09:00");
        field(carla, "Ends").fill("2027-04-07T17:00");
        button(carla, "Call the meeting").click();
        assertThat(carla.locator("#startsAt-error")).containsText("is held in its days, 4–7 April 2027");
        phones.axe(carla);
        phones.screenshot(carla, "meeting-call-phone-dark");
        field(carla, "Begins").fill("2027-04-05T09:00");
        button(carla, "Call the meeting").click();
        phones.sees(carla, "DMSO in Sydney Upcoming");
        assertThat(carla.locator("main")).containsText("Mon 29 Mar 2027, 18:00 AEDT (Sydney)");

        link(carla, "Cancel the meeting").click();
        field(carla, "Reason").fill("The chair is ill.");
        phones.axe(carla);
        button(carla, "Cancel the meeting").click();
        assertThat(carla.locator("main")).containsText("This meeting was cancelled: The chair is ill.");
        phones.axe(carla);
        phones.fitsItsWidth(carla);
        phones.screenshot(carla, "meeting-cancelled-phone-dark");
        button(carla, "Undo").click();
        phones.sees(carla, "DMSO in Sydney Upcoming");

        Page phone = phones.signIn(Cast.ADA);
        phone.navigate(desk);
        assertThat(phone.locator("section[aria-labelledby=meetings]")).containsText("DMSO in Sydney");
        phones.axe(phone);
        phones.fitsItsWidth(phone);
        phones.screenshot(phone, "staff-event-desk-phone-dark");
        link(phone, "Edit").click();
        phones.sees(phone, "Edit the event");
        phones.axe(phone);
        phones.fitsItsWidth(phone);
        phones.screenshot(phone, "staff-event-edit-phone-dark");
        phone.navigate(desk);
        link(phone, "Cancel the event").click();
        assertThat(phone.locator("main")).containsText("DMSO in Sydney");
        field(phone, "Reason").fill("A strike.");
        button(phone, "Cancel the event").click();
        assertThat(phone.locator(".notice-success")).containsText("The event is cancelled.");
        button(phone, "Undo").click();
        assertThat(phone.locator(".notice-success")).containsText("takes place again");
        phone.navigate("/staff/events?q=sydney");
        assertThat(phone.locator("table")).containsText(Pattern.compile("4–7 April 2027"));
        phones.axe(phone);
        phones.fitsItsWidth(phone);
        phones.screenshot(phone, "staff-events-phone-dark");
    }
}
