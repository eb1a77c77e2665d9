package org.rostrum.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one does at the staff desk and on a group's page of roles, in a browser, without a script too. */
@BrowserTest
class StaffDeskBrowserTests {

    private String request = "";

    @BeforeEach
    void theSampleBody(JdbcClient jdbc) {
        request = jdbc.sql("select id::text from join_request where decided_at is null order by requested_at limit 1")
                .query(String.class)
                .single();
    }

    @Test
    void aRequestIsWholeInTheLightAndOnAPhoneInTheDark(Visitors visitors) {
        Visitors dark = visitors.onPhones().inTheDark();
        for (Visitors look : List.of(visitors, dark)) {
            Page ada = look.signIn(Cast.ADA);
            Assertions.assertThat(ada.navigate("/staff/requests/" + request + "?q=edda")
                            .status())
                    .isEqualTo(200);
            look.axe(ada);
            look.fitsItsWidth(ada);
        }
    }

    @Test
    void aChairAppointsAndUndoesWithoutAScript(Visitors visitors) {
        Page carla = visitors.withoutScripts().signIn(Cast.CARLA);
        carla.navigate("/groups/DMSO");
        carla.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Manage roles"))
                .click();
        carla.getByLabel("Name or organisation").fill("Nonesuch");
        carla.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Find"))
                .click();
        carla.getByLabel("Role").selectOption("EDITOR");
        carla.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Appoint"))
                .click();
        assertThat(carla.locator(".notice")).containsText("Appointed.");
        assertThat(carla.locator("main")).containsText("Devi Nonesuch");
        carla.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(carla.locator(".notice")).containsText("Undone.");
        assertThat(carla.locator("section[aria-labelledby=now]")).not().containsText("Devi Nonesuch");
    }

    @Test
    void aWrongSuspensionIsToldBesideItsFieldAndAMistakenOneTakenBack(Visitors visitors) {
        visitors.tolerate("status of 422");
        Page ada = visitors.signIn(Cast.ADA);
        ada.navigate("/staff/organizations/" + Cast.Company.NOWHERE.id() + "/membership");
        ada.getByLabel("Suspended").check();
        ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(ada.locator("#reason-error")).containsText("Say why");
        visitors.axe(ada);
        ada.getByLabel("Reason").fill("A mistake");
        ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(ada.locator(".page-title .badge")).hasText("Suspended");
        ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(ada.locator(".page-title .badge")).hasText("Active");
    }
}
