package org.rostrum.calendars;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One's own calendar address, and a timetable's file, as people see them. */
@BrowserTest
class CalendarsBrowserTests {

    private static void looks(Visitors visitors, Page page, String name) {
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, name);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)).click();
    }

    private static void walks(Visitors visitors, String look, UUID event) {
        Page own = visitors.signIn(Cast.CARLA);
        own.navigate("/me/calendars");
        String name = "phone " + look + " " + UUID.randomUUID().toString().substring(0, 6);
        own.getByLabel("Name").fill(name);
        press(own, "Make the address");
        assertThat(own.getByLabel("Address", new Page.GetByLabelOptions().setExact(true))
                        .first())
                .hasValue(Pattern.compile("http://localhost:\\d+/calendar/people/[A-Za-z0-9_-]{43}\\.ics"));
        assertThat(own.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Open in my calendar"))
                        .first())
                .hasAttribute("href", Pattern.compile("webcal://.*"));
        looks(visitors, own, "calendars-" + look);
        own.getByText("End " + name).first().click();
        press(own, "End “" + name + "”");
        assertThat(own.getByText("Ended").first()).isVisible();

        Page office = visitors.signIn(Cast.ADA);
        office.navigate("/staff/events/" + event + "/imports");
        looks(visitors, office, "timetable-imports-" + look);
        office.getByLabel("Table (CSV) or calendar (.ics)")
                .setInputFiles(new FilePayload(
                        "week.csv", "text/csv", """
                date,start,end,group,session,note
                2027-04-20,10:00,12:00,DMSO,A session with a title that is rather long for the column of a phone %s,"members only, F2F and remote"
                2027-04-21,09:00,08:00,CITY,It ends before it begins,
                2027-05-21,09:00,10:00,NOBODY,Too late and of no group,
                """.formatted(look).getBytes(StandardCharsets.UTF_8)));
        press(office, "Look at the rows");
        assertThat(office.locator("tbody tr")).hasCount(2);
        looks(visitors, office, "timetable-import-" + look);
    }

    @Test
    void anAddressIsMadeAndEndedAndAFileLookedAtInTheLightAndOnAPhoneInTheDark(Visitors visitors, JdbcClient jdbc) {
        UUID event = UUID.randomUUID();
        jdbc.sql("""
                        insert into event (id, kind, name, time_zone, starts_on, ends_on)
                        values (?, 'MEMBERS_MEETING', 'A week', 'Europe/Warsaw', '2027-04-19', '2027-04-22')""").param(event).update();
        walks(visitors, "light", event);
        walks(visitors.onPhones().inTheDark(), "dark", event);
    }
}
