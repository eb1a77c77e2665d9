package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.outputs.AgendaDocuments;
import org.rostrum.agendas.outputs.AgendaFilings;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Purpose;
import org.rostrum.contributions.Submissions;
import org.rostrum.documents.Documents;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** A published agenda becomes a numbered document of its meeting: once, in order, whatever happens meanwhile. */
@RostrumTest
class AgendaFilingTests {

    private final Body body;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private final TransactionTemplate transaction;
    private final AgendaFilings filings;
    private final AgendaDocuments filed;
    private final Meetings meetings;
    private final Contributions contributions;
    private final Submissions submissions;
    private final Dispositions dispositions;
    private final Documents documents;
    private final AgendaGestures officer;

    AgendaFilingTests(
            Body body,
            JdbcClient jdbc,
            MockMvcTester mvc,
            TransactionTemplate transaction,
            AgendaFilings filings,
            AgendaDocuments filed,
            Meetings meetings,
            Contributions contributions,
            Submissions submissions,
            Dispositions dispositions,
            Documents documents,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications) {
        this.body = body;
        this.jdbc = jdbc;
        this.mvc = mvc;
        this.transaction = transaction;
        this.filings = filings;
        this.filed = filed;
        this.meetings = meetings;
        this.contributions = contributions;
        this.submissions = submissions;
        this.dispositions = dispositions;
        this.documents = documents;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    @Test
    void aMeetingWithMarksInItsNameThatNoTitleMayHaveHasItsAgendaFiled() {
        Gathering meeting = body.meetingNow();
        jdbc.sql("update meeting set name = ? where id = ?")
                .params("Firmware \u202Egnihton\u202C and more", meeting.id())
                .update();
        publishes(meeting, "Opening");
        files(meeting);
        assertThat(contributionsOf(meeting))
                .extracting(ContributionRow::title)
                .containsExactly("Agenda of Firmware gnihton and more");
    }

    private Gathering published(String... lines) {
        Gathering meeting = body.meetingNow();
        publishes(meeting, lines);
        return meeting;
    }

    private void publishes(Gathering meeting, String... lines) {
        officer.drafts(Cast.CARLA, meeting, lines);
        officer.publishes(Cast.CARLA, meeting, "");
    }

    private void files(Gathering meeting) {
        filings.fileWhatWaits(new MeetingId(meeting.id()));
    }

    private List<ContributionRow> contributionsOf(Gathering meeting) {
        return contributions.in(
                meetings.require(new MeetingId(meeting.id()), officer.as(Cast.DANA)),
                ContributionFilter.ALL,
                officer.as(Cast.DANA));
    }

    private AgendaDocuments.Document document(Gathering meeting, int version) {
        return filed.of(new MeetingId(meeting.id()), version).orElseThrow();
    }

    private List<@Nullable String> events(Gathering meeting) {
        return jdbc.sql("select type from room_event where room_id = ? order by seq")
                .param(meeting.room())
                .query(String.class)
                .list();
    }

    @Test
    void theFirstPublicationTakesTheNextNumber() {
        Gathering meeting = published("Opening", "Close");
        files(meeting);

        assertThat(contributionsOf(meeting)).singleElement().satisfies(agenda -> {
            assertThat(agenda.type()).isEqualTo(ContributionType.AGD);
            assertThat(agenda.purpose()).isEqualTo(Purpose.APPROVAL);
            assertThat(agenda.title()).isEqualTo("Agenda of A test meeting");
            assertThat(agenda.source()).isEqualTo("DMSO chair");
            assertThat(agenda.author().value()).isEqualTo(Cast.CARLA.id());
            assertThat(agenda.state()).isEqualTo(ContributionState.SUBMITTED);
            assertThat(agenda.late()).as("the deadline is a week gone").isFalse();
            assertThat(agenda.revision()).isZero();
            assertThat(document(meeting, 1).name())
                    .isEqualTo(agenda.number().number() + "-AGD_Agenda_of_A_test_meeting");
        });
        assertThat(events(meeting))
                .containsExactly("agenda.published", "contribution.reserved", "contribution.submitted");
    }

    @Test
    void itsFileIsTheWordDocumentThatMembersRead() throws IOException {
        Gathering meeting = body.meetingNow();
        officer.draftsRows(
                Cast.CARLA,
                meeting,
                new OutlineRow(null, 0, ItemKind.NORMAL, "Opening", null, null, null),
                new OutlineRow(null, 0, ItemKind.INTERNAL, "Whisper", null, null, null));
        officer.publishes(Cast.CARLA, meeting, "");
        files(meeting);

        ContributionView agenda =
                contributions.require(contributionsOf(meeting).getFirst().id(), officer.as(Cast.DANA));
        assertThat(agenda.revisions().getFirst().fileName()).endsWith("-AGD_Agenda_of_A_test_meeting.docx");
        try (XWPFDocument word = new XWPFDocument(documents
                        .content(agenda.revisions().getFirst().document())
                        .getInputStream());
                var text = new org.apache.poi.xwpf.extractor.XWPFWordExtractor(word)) {
            assertThat(text.getText())
                    .contains("Opening", document(meeting, 1).number(), "Version 1")
                    .doesNotContain("Whisper");
        }
    }

    @Test
    void laterVersionsAreItsRevisionsInOrder() {
        Gathering meeting = published("Opening");
        publishes(meeting, "Opening", "Close");
        publishes(meeting, "Opening", "Middle", "Close");
        files(meeting);

        assertThat(contributionsOf(meeting)).singleElement().satisfies(agenda -> {
            assertThat(agenda.revision()).isEqualTo(2);
            for (int version = 1; version <= 3; version++) {
                assertThat(document(meeting, version).contribution()).isEqualTo(agenda.id());
                assertThat(document(meeting, version).revision()).isEqualTo(version - 1);
            }
        });
        assertThat(document(meeting, 2).number()).endsWith("R01-AGD");
    }

    @Test
    void nodesSideBySideFileItOnce() throws InterruptedException {
        Gathering meeting = published("Opening");
        publishes(meeting, "Opening", "Close");

        assertThat(AtOnce.refused(
                        () -> files(meeting), () -> files(meeting), () -> files(meeting), () -> files(meeting)))
                .isEmpty();
        files(meeting);

        assertThat(contributionsOf(meeting))
                .singleElement()
                .satisfies(agenda -> assertThat(agenda.revision()).isEqualTo(1));
        assertThat(events(meeting)).filteredOn("contribution.submitted"::equals).hasSize(2);
    }

    @Test
    void aNodeThatDiesBeforeItsCommitHasDoneNothingAndTheNextFilesIt() {
        Gathering meeting = published("Opening");

        transaction.executeWithoutResult(dying -> {
            files(meeting);
            assertThat(contributionsOf(meeting)).hasSize(1);
            dying.setRollbackOnly();
        });
        assertThat(contributionsOf(meeting)).isEmpty();

        files(meeting);
        files(meeting);
        assertThat(contributionsOf(meeting))
                .singleElement()
                .satisfies(agenda -> assertThat(agenda.revision()).isZero());
    }

    @Test
    void whatCannotBeFiledIsTriedAgainLaterAndTakesNoNumber() {
        Gathering meeting = published("Opening");
        UUID inTheWay = takesTheNextNumber(body.meetingNow());
        int last = lastNumber();

        files(meeting);

        assertThat(contributionsOf(meeting)).isEmpty();
        assertThat(lastNumber()).isEqualTo(last);
        assertThat(jdbc.sql("select tries from agenda_filing where meeting_id = ? and next_try_at > now()")
                        .param(meeting.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        jdbc.sql("delete from contribution where id = ?").param(inTheWay).update();
        jdbc.sql("update agenda_filing set next_try_at = now() where meeting_id = ?")
                .param(meeting.id())
                .update();
        files(meeting);
        assertThat(contributionsOf(meeting)).hasSize(1);
    }

    /** Past the series, which then gives a number that is taken. */
    private UUID takesTheNextNumber(Gathering other) {
        return jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state, author_id,
                                                  source, reserved_at)
                        select gen_random_uuid(), m.id, m.group_id, at.year,
                               coalesce((select last from number_series s where s.group_id = m.group_id and s.year = at.year), 0) + 1,
                               'INP', 'Discussion', 'In the way', 'RESERVED', :author, 'Examplecom', now()
                          from meeting m
                         cross join lateral (select extract(year from m.starts_at at time zone m.time_zone)::int as year) at
                         where m.id = :meeting
                        returning id""")
                .param("author", Cast.DANA.id())
                .param("meeting", other.id())
                .query(UUID.class)
                .single();
    }

    private int lastNumber() {
        return jdbc.sql("select coalesce(sum(last), 0) from number_series where group_id = ?")
                .param(Body.DMSO)
                .query(Integer.class)
                .single();
    }

    @Test
    void aCancelledMeetingsAgendaWaitsUntilItIsHeldAfterAll() {
        Gathering meeting = published("Opening");
        jdbc.sql("update meeting set status = 'CANCELLED' where id = ?")
                .param(meeting.id())
                .update();
        files(meeting);
        assertThat(filed.of(new MeetingId(meeting.id()), 1)).isEmpty();

        jdbc.sql("update meeting set status = 'SCHEDULED' where id = ?")
                .param(meeting.id())
                .update();
        files(meeting);
        assertThat(filed.of(new MeetingId(meeting.id()), 1)).isPresent();
    }

    @Test
    void whereThereCanBeNoFurtherRevisionTheNextVersionTakesANewNumber() {
        Gathering meeting = published("Opening");
        files(meeting);
        ContributionId first = document(meeting, 1).contribution();
        for (int revision = 1; revision <= 99; revision++) {
            submissions.upload(
                    first,
                    "agenda.md",
                    new ByteArrayResource(("Revision " + revision).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    null,
                    officer.as(Cast.CARLA));
        }
        publishes(meeting, "Opening", "Close");
        publishes(meeting, "Opening", "Middle", "Close");
        files(meeting);

        assertThat(document(meeting, 2).contribution()).isNotEqualTo(first);
        assertThat(document(meeting, 2).revision()).isZero();
        assertThat(document(meeting, 3).contribution())
                .isEqualTo(document(meeting, 2).contribution());
        assertThat(document(meeting, 3).revision()).isEqualTo(1);
    }

    @Test
    void aWithdrawnDocumentIsFollowedByOneOfAnotherNumber() {
        Gathering meeting = published("Opening");
        files(meeting);
        dispositions.withdraw(document(meeting, 1).contribution(), officer.as(Cast.CARLA));
        publishes(meeting, "Opening", "Close");
        files(meeting);

        assertThat(contributionsOf(meeting))
                .extracting(ContributionRow::state)
                .containsExactly(ContributionState.WITHDRAWN, ContributionState.SUBMITTED);
    }

    @Test
    void theAgendasPageAndItsFilesNameTheDocument() {
        Gathering meeting = published("Opening");
        files(meeting);
        AgendaDocuments.Document document = document(meeting, 1);

        for (String version : List.of("", "/versions/1")) {
            assertThat(mvc.get()
                            .uri("/meetings/" + meeting.id() + "/agenda" + version)
                            .with(Body.signedIn(Cast.DANA)))
                    .hasStatusOk()
                    .bodyText()
                    .contains(document.number(), "/contributions/" + document.contribution())
                    .contains("/agenda/versions/1.pdf", "/agenda/versions/1.docx");
        }
        assertThat(mvc.get().uri("/meetings/" + meeting.id() + "/agenda.txt").with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains(document.number());
        assertThat(mvc.get()
                        .uri("/api/v1/meetings/" + meeting.id() + "/agenda")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .bodyJson()
                .extractingPath("$.document.number")
                .isEqualTo(document.number());
    }

    @Test
    void theDatabaseItselfFilesNoVersionTwice() {
        Gathering meeting = published("Opening");
        publishes(meeting, "Opening", "Close");
        files(meeting);

        assertThatThrownBy(() -> jdbc.sql("""
                                update agenda_filing set revision = 0 where meeting_id = ? and version = 2""").param(meeting.id()).update())
                .hasMessageContaining("agenda_filing_contribution_id_revision_key");
    }
}
