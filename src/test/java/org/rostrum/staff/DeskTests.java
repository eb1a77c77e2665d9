package org.rostrum.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Offices;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.UndoId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.Newcomers.Group;
import org.rostrum.testing.RostrumTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The staff desk's first page: what waits, and taking back a slip. */
@RostrumTest
class DeskTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());

    private final MockMvcTester mvc;
    private final Newcomers newcomers;
    private final Organizations organizations;
    private final Offices offices;

    DeskTests(MockMvcTester mvc, Newcomers newcomers, Organizations organizations, Offices offices) {
        this.mvc = mvc;
        this.newcomers = newcomers;
        this.organizations = organizations;
        this.offices = offices;
    }

    private MvcTestResult desk(Cast person) {
        return mvc.get().uri("/staff").with(Body.signedIn(person)).exchange();
    }

    private MvcTestResult undoes(UndoId slip, Cast person) {
        return mvc.post()
                .uri("/staff/undo")
                .param("slip", slip.toString())
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    @Test
    void theStaffSeeWhatWaitsAndFindItInTheNavigation() {
        Group unled = newcomers.group(Visibility.MEMBERS);
        OrganizationId alone = newcomers.member("essential");
        organizations.change(alone, "essential", Standing.SUSPENDED, null, "Fee of " + alone, ADA);
        assertThat(desk(Cast.ADA))
                .hasStatusOk()
                .bodyText()
                .contains(unled.code(), "Nobody leads it", "Fee of " + alone, "href=\"/staff/people\"");
        assertThat(mvc.get().uri("/groups").with(Body.signedIn(Cast.ADA)))
                .bodyText()
                .contains("href=\"/staff\"");
        assertThat(mvc.get().uri("/groups").with(Body.signedIn(Cast.CARLA)))
                .bodyText()
                .doesNotContain("href=\"/staff\"");
    }

    @Test
    void whatBeginsOrEndsWithinThirtyDaysIsAnnounced() {
        Group group = newcomers.group(Visibility.MEMBERS);
        Newcomer chair = newcomers.delegate();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        offices.appoint(group.id(), chair.id(), OfficeRole.CHAIR, today.plusDays(2), today.plusDays(20), ADA);
        assertThat(desk(Cast.ADA)).bodyText().contains(chair.name(), "becomes chair of", "stops being chair of");
    }

    @Test
    void aSlipIsTakenBackByStaffAndByNobodyElse() {
        OrganizationId member = newcomers.member("essential");
        Newcomer delegate = newcomers.delegate(member);
        UndoId slip = organizations.change(member, "essential", Standing.SUSPENDED, null, "A slip", ADA);
        assertThat(undoes(slip, Cast.CARLA)).hasStatus(403);
        assertThat(mvc.get().uri("/meetings/" + member).with(delegate.signedIn()))
                .hasStatus(403);
        assertThat(undoes(slip, Cast.ADA)).hasStatus3xxRedirection().hasRedirectedUrl("/staff/organizations/" + member);
        assertThat(mvc.get().uri("/meetings/" + member).with(delegate.signedIn()))
                .hasStatus(404);
        assertThat(undoes(slip, Cast.ADA)).hasStatus(409);
    }
}
