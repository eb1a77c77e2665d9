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

/** The staff desk in a browser: every page accessible and whole, and what one does there done without a script. */
@BrowserTest
class StaffDeskBrowserTests {

    private String request = "";

    @BeforeEach
    void theSampleBody(JdbcClient jdbc) {
        request = jdbc.sql("select id::text from join_request where decided_at is null order by requested_at limit 1")
                .query(String.class)
                .single();
    }

    private record Shown(String name, String path) {}

    private List<Shown> pages() {
        String member = "/staff/organizations/" + Cast.Company.EXAMPLECOM.id();
        String person = "/staff/people/" + Cast.CARLA.id();
        return List.of(
                new Shown("desk", "/staff"),
                new Shown("requests", "/staff/requests"),
                new Shown("request", "/staff/requests/" + request + "?q=edda"),
                new Shown("people", "/staff/people"),
                new Shown("person", person),
                new Shown("person-new", "/staff/people/new"),
                new Shown("person-name", person + "/name"),
                new Shown("person-organization", person + "/organization"),
                new Shown("organizations", "/staff/organizations"),
                new Shown("organization", member),
                new Shown("organization-new", "/staff/organizations/new"),
                new Shown("organization-name", member + "/name"),
                new Shown("organization-membership", member + "/membership"),
                new Shown("levels", "/staff/levels"),
                new Shown("level", "/staff/levels/associate"),
                new Shown("level-new", "/staff/levels/new"),
                new Shown("groups", "/staff/groups"),
                new Shown("group", "/staff/groups/DMSO"),
                new Shown("group-edit", "/staff/groups/DMSO/edit"),
                new Shown("group-new", "/staff/groups/new"),
                new Shown("roles", "/groups/DMSO/roles?q=dana"),
                new Shown("group-public", "/groups/DMSO"));
    }

    private void allAreWhole(Visitors visitors, Page page, String look) {
        for (Shown shown : pages()) {
            Assertions.assertThat(page.navigate(shown.path()).status())
                    .as(shown.path())
                    .isEqualTo(200);
            visitors.screenshot(page, "staff-" + shown.name() + "-" + look);
            visitors.axe(page);
            visitors.fitsItsWidth(page);
        }
    }

    @Test
    void everyPageIsAccessibleAndWholeInTheLight(Visitors visitors) {
        allAreWhole(visitors, visitors.signIn(Cast.ADA), "light");
    }

    @Test
    void everyPageIsAccessibleAndWholeOnAPhoneInTheDark(Visitors visitors) {
        Visitors dark = visitors.onPhones().inTheDark();
        allAreWhole(dark, dark.signIn(Cast.ADA), "dark");
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
        visitors.screenshot(ada, "staff-organization-refused-light");
        ada.getByLabel("Reason").fill("A mistake");
        ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(ada.locator(".page-title .badge")).hasText("Suspended");
        visitors.screenshot(ada, "staff-organization-suspended-light");
        ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(ada.locator(".page-title .badge")).hasText("Active");
    }
}
