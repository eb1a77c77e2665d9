package org.rostrum.imports;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The staff's way through an import, as they see it. */
@BrowserTest
class ImportsBrowserTests {

    private static Page looksAt(Visitors visitors, String kind, String csv) {
        Page page = visitors.signIn(Cast.ADA);
        page.navigate("/staff/imports");
        page.getByLabel(kind, new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("CSV file")
                .setInputFiles(new FilePayload("autumn.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Look at the rows"))
                .click();
        visitors.sees(page, "autumn.csv");
        return page;
    }

    private static void looks(Visitors visitors, Page page, String name) {
        visitors.axe(page);
        visitors.fitsItsWidth(page);
        visitors.screenshot(page, name);
    }

    @Test
    void aFileIsLookedAtTakenAndTakenBack(Visitors visitors, JdbcClient jdbc) {
        String tag = UUID.randomUUID().toString().substring(0, 8);
        jdbc.sql("insert into person (id, name, email) values (uuidv7(), 'Udo', ?)")
                .param("udo-" + tag + "@import.example")
                .update();
        Page page = looksAt(visitors, "People", """
                name,email,organisation
                Udo Umlaut %1$s,udo-%1$s@import.example,Examplecom
                Vito %1$s,vito-%1$s@import.example,Fictel Networks
                Wera %1$s,wera-%1$s@import.example,
                """.formatted(tag));
        assertThat(page.locator("tbody tr")).containsText("Udo Umlaut " + tag);
        looks(visitors, page, "import-preview");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Import 2 new and 1 changed"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The file is imported.");
        looks(visitors, page, "import-taken");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo this import"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("undone");
        page.navigate("/staff/imports");
        looks(visitors, page, "imports");
    }

    @Test
    void theRowsThatAreWrongAreReadableOnAPhoneInTheDark(Visitors visitors) {
        Visitors dark = visitors.onPhones().inTheDark();
        Page page = looksAt(dark, "Organisations", """
                name;level;standing;since;domains
                Umbra Instruments;Golden;active;2026-01-31;umbra.example
                Umbra Instruments;Essential;retired;31.01.2026;
                Penumbra with a name that is rather long for a column of a phone;Essential;suspended;;no domain
                """);
        assertThat(page.locator("tbody tr")).hasCount(3);
        looks(dark, page, "import-wrong-phone-dark");
        page.navigate("/staff/imports");
        looks(dark, page, "imports-phone-dark");
    }
}
