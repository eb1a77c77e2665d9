package org.rostrum.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Decision;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.contributions.Outcome;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.SafeCsv;
import org.rostrum.sheets.ListOnRecord.Paper;
import org.rostrum.sheets.SheetImports.Entry;
import org.rostrum.sheets.SheetImports.Preview;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a secretary changes in the list comes into the meeting: looked at first, all of it or nothing, undone. */
@RostrumTest
class SheetImportTests {

    private final SheetImports imports;
    private final Dispositions dispositions;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final Viewer secretary;
    private final Viewer chair;

    private Gathering meeting = new Gathering(new UUID(0, 0), new UUID(0, 0));
    private MeetingId at = new MeetingId(new UUID(0, 0));
    private ListOnRecord list;

    SheetImportTests(
            SheetImports imports,
            Dispositions dispositions,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.imports = imports;
        this.dispositions = dispositions;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.secretary = own.as(own.secretary);
        this.chair = own.as(own.chair);
        this.list = new ListOnRecord(own, own.meetingIn(Duration.ofHours(-1)), jdbc);
    }

    @BeforeEach
    void aMeetingThatGoesOn() {
        meeting = own.meetingIn(Duration.ofHours(-1));
        at = new MeetingId(meeting.id());
        list = new ListOnRecord(own, meeting, jdbc);
        list.agenda("1 Opening", "7.1 Interfaces", "7.10 Bootstrap");
    }

    /** @param lines their cells, the first the columns' names */
    @SafeVarargs
    @SuppressWarnings("varargs") // Nothing is written into them.
    private Preview looksAt(List<String>... lines) {
        byte[] file = SafeCsv.write(List.of(lines)).getBytes(StandardCharsets.UTF_8);
        return imports.preview(at, imports.upload(at, "list.csv", file, false, secretary), secretary);
    }

    private Entry takes(Preview preview) {
        return imports.apply(at, preview.entry().id(), preview.mark(), secretary);
    }

    private String stands(Paper paper) {
        return jdbc.sql("""
                        select c.state || ' on ' || coalesce(i.number, 'none')
                               || coalesce(' ' || d.words, '')
                          from contribution c
                          left join agenda_published_item i on i.item_id = c.agenda_item_id
                          left join disposition d on d.id = c.disposition_id
                         where c.id = ?""").param(paper.id()).query(String.class).single();
    }

    private static String said(Preview preview) {
        return preview.rows().stream()
                .map(row -> row.row() + " "
                        + row.problems().stream()
                                .map(wrong -> wrong.column().header() + ": " + wrong.message())
                                .collect(Collectors.joining("; "))
                        + row.cells().stream()
                                .map(cell -> cell.column().header() + ": " + cell.before() + " -> " + cell.after())
                                .collect(Collectors.joining("; ")))
                .collect(Collectors.joining("\n"));
    }

    private static void refused(Preview preview, String... words) {
        assertThat(said(preview)).contains(words);
        assertThat(preview.mayBeTaken()).isFalse();
    }

    @Test
    void placesAndDecisionsComeFromOneFileAndGoBackTogether() {
        Paper agreed = list.paper("Agreed at once", "CR", 2, 1);
        Paper merged = list.paper("Merged", "CR", 1, 1);
        Paper moved = list.paper("Moved", "INP", 1, 0);
        Paper off = list.paper("Off the agenda", "INP", 1, 0);
        Paper gone = list.paper("Withdrawn on request", "INP", 1, 0);
        Paper same = list.paper("As it was", "INP", 1, 0);
        Preview preview = looksAt(
                List.of("TDoc", "Agenda Item", "Decision", "Condition", "Merged into", "Abstract"),
                List.of(agreed.number() + "R01", "7.10", "conditionally agreed", "Annex B goes", "", "x"),
                List.of(merged.number(), "", "Merged", "", agreed.number(), ""),
                List.of(moved.number(), "Bootstrap", "Noted", "", "", ""),
                List.of(off.number(), "-", "", "", "", ""),
                List.of(gone.number(), "", "Withdrawn", "As Examplecom asked", "", ""),
                List.of(same.number(), "1 Opening", "", "", "", ""));
        assertThat(preview.unread()).containsExactly("Abstract");
        assertThat(said(preview)).isEqualTo("""
                2 Agenda item: 7.1 Interfaces -> 7.10 Bootstrap; Disposition:  -> conditionally agreed; \
                Condition or reason:  -> Annex B goes
                3 Disposition:  -> Merged; Merged into:  -> %s
                4 Agenda item: 1 Opening -> 7.10 Bootstrap; Disposition:  -> Noted
                5 Agenda item: 1 Opening -> unallocated
                6 Disposition:  -> Withdrawn; Condition or reason:  -> As Examplecom asked
                7\s""".formatted(agreed.number()));
        assertThat(stands(agreed)).as("looking changes nothing").isEqualTo("ALLOCATED on 7.1");

        Entry taken = takes(preview);
        assertThat(taken.changed()).isEqualTo(5);
        assertThat(taken.unchanged()).isEqualTo(1);
        assertThat(List.of(stands(agreed), stands(merged), stands(moved), stands(off), stands(gone), stands(same)))
                .containsExactly(
                        "CONDITIONALLY_AGREED on 7.10 Annex B goes",
                        "MERGED on 7.1",
                        "NOTED on 7.10",
                        "SUBMITTED on none",
                        "WITHDRAWN on 1",
                        "ALLOCATED on 1");
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where action = 'contributions.imported' and subject_id = ?")
                        .param(at.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(takes(preview).appliedAt())
                .as("the same mark is the same taking")
                .isEqualTo(taken.appliedAt());

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> imports.undo(at, taken.id(), chair))
                .withMessageContaining("who imported it");
        imports.undo(at, taken.id(), secretary);
        assertThat(List.of(stands(agreed), stands(merged), stands(moved), stands(off), stands(gone)))
                .containsExactly(
                        "ALLOCATED on 7.1", "ALLOCATED on 7.1", "ALLOCATED on 1", "ALLOCATED on 1", "ALLOCATED on 1");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> imports.undo(at, taken.id(), secretary))
                .withMessageContaining("undone already");
    }

    @Test
    void whatIsPostponedGoesToTheNextMeetingOrTheOneThatIsNamed() {
        Paper next = list.paper("To the next", "CR", 1, 1);
        Paper named = list.paper("To another", "CR", 1, 1);
        refused(
                looksAt(List.of("Number", "Disposition"), List.of(next.number(), "Postponed")),
                "No later meeting of " + own.group.code() + " is called yet");
        own.meetingIn(Duration.ofDays(30));
        Gathering later = own.meetingIn(Duration.ofDays(60));
        jdbc.sql("update meeting set name = 'The later one' where id = ?")
                .param(later.id())
                .update();
        refused(
                looksAt(
                        List.of("Number", "Disposition", "Postponed to"),
                        List.of(next.number(), "Postponed", "Some other")),
                "is called “Some other”");
        takes(looksAt(
                List.of("Number", "Disposition", "Postponed to"),
                List.of(next.number(), "Postponed", ""),
                List.of(named.number(), "Postponed", "the later one")));
        assertThat(stands(next)).isEqualTo("POSTPONED on 7.1");
        assertThat(jdbc.sql("select meeting_id from contribution where carried_from_id = ?")
                        .param(named.id())
                        .query(UUID.class)
                        .single())
                .isEqualTo(later.id());
    }

    @Test
    void eachRowSaysWhatIsWrongWithIt() {
        Paper placed = list.paper("Placed", "CR", 2, 1);
        Paper waits = list.paper("No place", "CR", 1, null);
        Paper bare = list.paper("No file", "CR", 0, 1);
        Paper done = list.paper("Noted before", "CR", 1, 1);
        list.decided(done, "NOTED", null);
        Preview preview = looksAt(
                List.of("Number", "Title", "Agenda item", "Disposition", "Condition or reason", "Merged into", "Reply"),
                List.of(placed.number(), "", "7.1", "Agreed", "", "", ""),
                List.of(placed.number(), "", "", "", "", "", ""),
                List.of(waits.number(), "", "", "Agreed", "", "", ""),
                List.of(bare.number(), "Another title", "", "", "", "", ""),
                List.of(done.number(), "", "", "Agreed", "", "", ""),
                List.of("", "Somebody's input by mail", "", "", "", "", ""),
                List.of(list.number(9_999), "", "", "", "", "", ""),
                List.of(placed.number() + "R07", "", "", "", "", "", ""),
                List.of(placed.number() + "R01", "", "8.1", "Accepted", "", "", ""));
        assertThat(said(preview).lines())
                .satisfiesExactly(
                        row -> assertThat(row)
                                .contains("Disposition: " + placed.number()
                                        + "R01 took its place. Decide about that one."),
                        row -> assertThat(row).contains("Number: Row 2 has the same number"),
                        row -> assertThat(row).contains("has no place on the agenda yet"),
                        row -> assertThat(row).contains("Title: On record it is “No file”"),
                        row -> assertThat(row).contains("It is noted already."),
                        row -> assertThat(row).contains("The row has no number"),
                        row -> assertThat(row).contains("No contribution of this meeting has the number"),
                        row -> assertThat(row)
                                .contains("There is no such revision of " + placed.number()
                                        + "; its latest document is " + placed.number() + "R01"),
                        row -> assertThat(row)
                                .contains(
                                        "There is no item “8.1”",
                                        "“Accepted” is none of Revised, Conditionally agreed"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> takes(preview))
                .withMessageContaining("while rows are wrong");
        assertThat(stands(placed)).isEqualTo("ALLOCATED on 7.1");
    }

    @Test
    void aNumberOfAnotherMeetingIsNotOfThisOne() {
        Gathering before = own.meetingIn(Duration.ofDays(-30));
        Paper other = new ListOnRecord(own, before, jdbc).paper("Of then", "CR", 1, null);
        refused(
                looksAt(List.of("Number", "Disposition"), List.of(other.number(), "Noted")),
                "Number: This is a contribution of another meeting: A test meeting.");
    }

    @Test
    void whatBelongsToADecisionIsAskedFor() {
        Paper one = list.paper("One", "CR", 1, 1);
        Paper two = list.paper("Two", "CR", 1, 1);
        Paper bare = list.paper("No file", "CR", 0, 1);
        Paper letter = list.paper("A letter", "LS", 1, 1);
        refused(
                looksAt(
                        List.of("Number", "Disposition", "Condition or reason", "Merged into", "Reply"),
                        List.of(one.number(), "Merged", "", two.number(), ""),
                        List.of(two.number(), "Merged", "", one.number(), ""),
                        List.of(letter.number(), "Replied to", "", "", two.number())),
                "2 Merged into: " + two.number() + " is merged itself in row 3",
                "3 Merged into: " + one.number() + " is merged itself in row 2",
                "4 Reply: The reply is another liaison statement");
        refused(
                looksAt(
                        List.of("Number", "Disposition", "Condition or reason", "Merged into", "Reply"),
                        List.of(one.number(), "Conditionally agreed", "", "", ""),
                        List.of(two.number(), "Merged", "", two.number(), ""),
                        List.of(letter.number(), "Noted", "", one.number(), ""),
                        List.of(bare.number(), "Noted", "", "", "")),
                "2 Condition or reason: Say on which condition",
                "3 Merged into: It cannot be merged into itself",
                "4 Merged into: This belongs to “Merged”",
                "5 Disposition: It has no file yet");
        refused(
                looksAt(List.of("Number", "Disposition", "Reason"), List.of(one.number(), "", "Just words")),
                "Say in “Disposition” what was decided");
        refused(
                looksAt(
                        List.of("Number", "Disposition", "Reason"),
                        List.of(one.number(), "Noted", "turned \u202Earound")),
                "marks that turn the reading direction");
    }

    @Test
    void aNumberThatASpreadsheetShortenedIsNotGuessed() {
        Paper one = list.paper("One", "CR", 1, 0);
        refused(
                looksAt(List.of("Number", "Agenda item"), List.of(one.number(), "7.1")),
                "“7.1” may be “7.1 Interfaces” or “7.10 Bootstrap”");
        takes(looksAt(List.of("Number", "Agenda item"), List.of(one.number(), "7.1 interfaces")));
        assertThat(stands(one)).isEqualTo("ALLOCATED on 7.1");
    }

    @Test
    void aFileThatWasLookedAtBeforeTheMeetingWentOnIsLookedAtAgain() {
        Paper one = list.paper("One", "CR", 1, 1);
        Paper two = list.paper("Two", "CR", 1, 1);
        Preview preview = looksAt(
                List.of("Number", "Disposition"), List.of(one.number(), "Agreed"), List.of(two.number(), "Noted"));
        dispositions.decide(
                at, List.of(new Seen(new ContributionId(two.id()), 0)), Decision.of(Outcome.REJECTED), null, chair);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> takes(preview))
                .withMessageContaining("changed since you looked");
        assertThat(stands(one)).isEqualTo("ALLOCATED on 7.1");
        refused(imports.preview(at, preview.entry().id(), secretary), "It is rejected already");
    }

    @Test
    void ofTwoWhoTakeOneFileAtOnceOneDoes() throws InterruptedException {
        Paper one = list.paper("One", "CR", 1, 1);
        Preview preview = looksAt(List.of("Number", "Disposition"), List.of(one.number(), "Agreed"));
        assertThat(AtOnce.refused(() -> takes(preview), () -> takes(preview), () -> takes(preview)))
                .isEmpty();
        assertThat(jdbc.sql("select count(*) from disposition where contribution_id = ?")
                        .param(one.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMeetingThatHasNotBegunDecidesNothingAndPlacesAllTheSame() {
        jdbc.sql(
                        "update meeting set starts_at = now() + interval '3 days', ends_at = now() + interval '4 days' where id = ?")
                .param(meeting.id())
                .update();
        Paper one = list.paper("One", "CR", 1, 0);
        refused(
                looksAt(List.of("Number", "Disposition"), List.of(one.number(), "Agreed")),
                "This meeting has not begun");
        takes(looksAt(List.of("Number", "Agenda item"), List.of(one.number(), "7.10 Bootstrap")));
        assertThat(stands(one)).isEqualTo("ALLOCATED on 7.10");
    }

    @Test
    void whoeverOnlyContributesTakesNoFile() {
        byte[] file = "Number,Disposition\r\nx,Agreed\r\n".getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> imports.upload(at, "list.csv", file, false, own.as(own.delegate)));
    }
}
