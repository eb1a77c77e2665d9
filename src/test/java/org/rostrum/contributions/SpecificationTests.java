package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
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
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Complete;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final ChangesTakenUp taken;
    private final Dispositions dispositions;
    private final Newcomers newcomers;
    private final Body body;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;

    SpecificationTests(
            Specifications specifications,
            Submissions submissions,
            Viewers viewers,
            ChangesTakenUp taken,
            Dispositions dispositions,
            Newcomers newcomers,
            Body body,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.taken = taken;
        this.dispositions = dispositions;
        this.newcomers = newcomers;
        this.jdbc = jdbc;
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

    // --- Versions, changes, taking up --------------------------------------------------------------------------------

    /** A document of one test's own at two versions, against the older of which its own group writes. */
    private List<SpecificationRow> twoVersions() {
        String name = "Own" + UUID.randomUUID().toString().substring(24);
        specifications.importAll(List.of(
                version(name, "V1.9", "OMA-TS-" + name + "-V1_9-20200101-A.pdf"),
                version(name, "V1.10", "OMA-TS-" + name + "-V1_10-20210101-C.pdf")));
        return specifications.documents(name).getFirst().versions();
    }

    private static SpecificationEntry version(String name, String version, String file) {
        return new SpecificationEntry(name, "OMA " + name, "Technical Specification", version, "Approved", null, file);
    }

    private UUID written(Gathering meeting, SpecificationRow against, OwnGroup own, int n) {
        UUID id = own.reserved(meeting);
        jdbc.sql("update contribution set type = 'CR', specification_id = ?, title = ? where id = ?")
                .params(against.id().value(), "Change " + n, id)
                .update();
        return id;
    }

    @Test
    void versionsOfADocumentStandTogetherInTheOrderOfTheirNumbers() {
        List<SpecificationRow> versions = twoVersions();
        assertThat(versions).extracting(SpecificationRow::version).containsExactly("V1.10", "V1.9");
        assertThat(specifications.versions(versions.getLast().id())).isEqualTo(versions);
        assertThat(mvc.get()
                        .uri("/specifications/enablers/" + versions.getFirst().enabler()))
                .hasStatusOk()
                .bodyText()
                .contains("V1.10", "V1.9");
        assertThat(mvc.get().uri("/specifications/enablers/NoSuchEnabler")).hasStatus(404);
        assertThat(mvc.get()
                        .uri("/api/v1/specifications?enabler="
                                + versions.getFirst().enabler()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.total")
                .isEqualTo(2);
    }

    @Test
    void anAgreedChangeWaitsUntilAVersionHasIt() {
        List<SpecificationRow> versions = twoVersions();
        SpecificationRow changed = versions.getLast();
        OwnGroup own = new OwnGroup(newcomers, viewers, body, jdbc);
        Gathering meeting = own.meetingIn(Duration.ofHours(-1));
        Viewer delegate = own.as(own.delegate);
        Viewer secretary = own.as(own.secretary);
        ContributionId id = submissions
                .reserve(
                        new MeetingId(meeting.id()),
                        new Reservation(
                                ContributionType.CR,
                                Purpose.AGREEMENT,
                                "A change",
                                "",
                                null,
                                null,
                                changed.id(),
                                Complete.particulars(ContributionType.CR)),
                        null,
                        delegate)
                .id();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> taken.record(id, versions.getFirst().id(), secretary))
                .withMessageContaining("Only an agreed change request");
        submissions.upload(id, "a.pdf", new ByteArrayResource(SampleFiles.pdf("x")), null, delegate);
        OnTheAgenda.of(meeting, jdbc).places(id.value());
        dispositions.decide(
                new MeetingId(meeting.id()),
                List.of(new Dispositions.Seen(id, 0)),
                Decision.of(Outcome.AGREED),
                null,
                secretary);
        assertThat(specifications
                        .changes(List.of(changed.id()), delegate)
                        .getOrDefault(changed.id(), Specifications.Changes.NONE)
                        .waiting())
                .isEqualTo(1);
        String page = "/specifications/" + changed.id();
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("1 agreed change request not yet in a version", "A change");
        assertThat(mvc.get().uri(page + "?state=NOTED").with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("None of them is in this state")
                .doesNotContain("A change");
        assertThat(mvc.post()
                        .uri("/contributions/" + id + "/version")
                        .with(Body.signedIn(Cast.DANA))
                        .with(csrf())
                        .param("version", versions.getFirst().id().toString()))
                .hasStatus(403);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> taken.record(id, changed.id(), secretary))
                .withMessageContaining("another version");
        taken.record(id, versions.getFirst().id(), secretary);
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("A change")
                .doesNotContain("not yet in a version");
        taken.record(id, null, secretary);
        assertThat(mvc.get().uri("/contributions/" + id).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("in no version of its specification yet");
    }

    @Test
    void manyChangesCostThePageNoMoreStatements() {
        List<SpecificationRow> versions = twoVersions();
        SpecificationId id = versions.getLast().id();
        OwnGroup own = new OwnGroup(newcomers, viewers, body, jdbc);
        Gathering meeting = own.meetingIn(Duration.ofDays(20));
        written(meeting, versions.getLast(), own, 0);
        Viewer delegate = own.as(own.delegate);
        int few = Statements.during(() -> specifications.contributionsAgainst(id, null, 1, delegate));
        for (int n = 1; n <= Specifications.PAGE; n++) {
            written(meeting, versions.getLast(), own, n);
        }
        int many = Statements.during(() -> assertThat(specifications
                        .contributionsAgainst(id, null, 1, delegate)
                        .rows())
                .hasSize(Specifications.PAGE));
        assertThat(many).isEqualTo(few);
        assertThat(specifications.contributionsAgainst(id, null, 2, delegate).rows())
                .hasSize(1);
        assertThat(specifications
                        .contributionsAgainst(id, ContributionState.RESERVED, 1, delegate)
                        .total())
                .isEqualTo(Specifications.PAGE + 1);
    }
}
