package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.Specifications.Filter;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@RostrumTest
class SpecificationTests {

    private static final SpecificationEntry CORE = new SpecificationEntry(
            "TestM2M",
            "OMA TestM2M",
            "Technical Specification",
            "V1.2",
            "Approved",
            LocalDate.of(2020, 11, 10),
            "OMA-TS-TestM2M_Core-V1_2-20201110-A.pdf");
    private static final SpecificationEntry OLD =
            new SpecificationEntry("TestM2M", "OMA TestM2M", "Unknown", null, null, null, "WAP-999-TestM2M-2001-a.pdf");
    private static final SpecificationEntry SHARED = new SpecificationEntry(
            "TestDM", "OMA TestDM", "Requirement Document", "V1.0", "Candidate", null, "OMA-RD-TestDM-V1_0-C.pdf");

    private final Specifications specifications;
    private final Submissions submissions;
    private final Viewers viewers;
    private final Body body;
    private final MockMvcTester mvc;

    SpecificationTests(
            Specifications specifications, Submissions submissions, Viewers viewers, Body body, MockMvcTester mvc) {
        this.specifications = specifications;
        this.submissions = submissions;
        this.viewers = viewers;
        this.body = body;
        this.mvc = mvc;
    }

    @BeforeEach
    void imported() {
        specifications.importAll(List.of(
                CORE,
                OLD,
                CORE,
                SHARED,
                new SpecificationEntry(
                        "TestFUMO",
                        "OMA TestFUMO",
                        "Requirement Document",
                        "V1.0",
                        "Candidate",
                        null,
                        SHARED.fileName())));
    }

    private SpecificationRow find(String text) {
        return specifications.find(Filter.text(text), 1).rows().getFirst();
    }

    @Test
    void importedAgainNothingChanges() {
        int before = specifications.count();
        assertThat(specifications.importAll(List.of(CORE, OLD, CORE))).isEqualTo(new Specifications.Imported(0, 2, 1));
        assertThat(specifications.count()).isEqualTo(before);
    }

    @Test
    void everyWordIsLookedForAsItStands() {
        assertThat(specifications.find(Filter.text("testm2m v1_2"), 1).rows())
                .extracting(SpecificationRow::fileName)
                .containsExactly(CORE.fileName());
        assertThat(specifications.find(Filter.text("TestM2M"), 1).total()).isEqualTo(2);
        assertThat(specifications.find(Filter.text("TestM%Core"), 1).total()).isZero();
    }

    @Test
    void filtersFindAlsoWhatIsNotRecordedAndWhatIsListedTwice() {
        assertThat(specifications
                        .find(new Filter("TestM2M", null, null, Specifications.NOT_RECORDED), 1)
                        .rows())
                .extracting(SpecificationRow::fileName)
                .containsExactly(OLD.fileName());
        assertThat(specifications
                        .find(new Filter("", "TestFUMO", null, null), 1)
                        .rows())
                .extracting(SpecificationRow::fileName)
                .containsExactly(SHARED.fileName());
    }

    @Test
    void theRegistryIsPublicAndSaysWhatItDoesNotKnow() {
        assertThat(mvc.get().uri("/specifications?q=TestM2M"))
                .hasStatusOk()
                .bodyText()
                .contains(CORE.fileName(), OLD.fileName(), "not recorded");
        assertThat(mvc.get().uri("/specifications?q=nothingatall")).bodyText().contains("No document matches");
        assertThat(mvc.get().uri("/specifications?page=999999&status=x")).hasStatusOk();
        assertThat(mvc.get().uri("/specifications/" + find("TestM2M core").id()))
                .hasStatusOk()
                .bodyText()
                .contains("10 November 2020", "Change requests are open to members");
        assertThat(mvc.get().uri("/specifications/" + UUID.randomUUID())).hasStatus(404);
    }

    @Test
    void changeRequestsAgainstASpecificationAreShownToThoseWhoMayReadThem() {
        SpecificationRow core = find("TestM2M core");
        Viewer devi = viewers.person(new PersonId(Cast.DEVI.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
        java.time.Instant start = java.time.Instant.now().plusSeconds(30 * 86_400L);
        Gathering closed = body.meeting(Body.CITY, start, start.plusSeconds(86_400), "ACCEPT");
        for (Gathering meeting : List.of(body.meetingNextMonth(), closed)) {
            submissions.reserve(
                    new MeetingId(meeting.id()),
                    new Reservation(
                            ContributionType.CR,
                            Purpose.AGREEMENT,
                            meeting.equals(closed) ? "Closed change" : "Open change",
                            "",
                            null,
                            null,
                            core.id()),
                    null,
                    devi);
        }
        String page = "/specifications/" + core.id();
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.DEVI)))
                .bodyText()
                .contains("Open change", "Closed change");
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("Open change")
                .doesNotContain("Closed change");
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.NORA)))
                .bodyText()
                .doesNotContain("Open change");
        assertThat(mvc.get().uri(page)).bodyText().doesNotContain("Open change");
    }

    @Test
    void withoutScriptTheFormLooksForASpecificationAndKeepsWhatIsTyped() {
        Gathering meeting = body.meetingNextMonth();
        String form = "/meetings/" + meeting.id() + "/contributions";
        assertThat(mvc.post()
                        .uri(form)
                        .with(Body.signedIn(Cast.DANA))
                        .with(csrf())
                        .param("title", "Half typed")
                        .param("find", "TestM2M core")
                        .param("look", "true"))
                .hasStatusOk()
                .bodyText()
                .contains("Half typed", CORE.fileName());
        assertThat(mvc.post()
                        .uri(form)
                        .with(Body.signedIn(Cast.DANA))
                        .with(csrf())
                        .param("type", "CR")
                        .param("purpose", "Agreement")
                        .param("title", "Half typed")
                        .param("find", "TestM2M core"))
                .hasStatus(422)
                .bodyText()
                .contains("Choose one of the documents found", "Half typed", CORE.fileName());
    }
}
