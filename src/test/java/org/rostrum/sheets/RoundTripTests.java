package org.rostrum.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.rostrum.sheets.SheetImports.Preview;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is exported and taken back as it was changes nothing. */
@RostrumTest
class RoundTripTests {

    private static final int DOCUMENTS = 1_601;

    private final ContributionSheets sheets;
    private final SheetImports imports;
    private final Meetings meetings;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final Viewer secretary;

    RoundTripTests(
            ContributionSheets sheets,
            SheetImports imports,
            Meetings meetings,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.sheets = sheets;
        this.imports = imports;
        this.meetings = meetings;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.secretary = own.as(own.secretary);
    }

    private MeetingId meeting(int documents) {
        Gathering meeting = own.meetingIn(Duration.ofHours(-1));
        new ListOnRecord(own, meeting, jdbc).many(documents);
        return new MeetingId(meeting.id());
    }

    private byte[] exported(SheetFormat format, MeetingId at) {
        return sheets.write(format, meetings.require(at, secretary), ContributionFilter.ALL, secretary);
    }

    private Preview looksAt(MeetingId at, byte[] file) {
        return imports.preview(at, imports.upload(at, "list", file, false, secretary), secretary);
    }

    @ParameterizedTest
    @EnumSource
    void sixteenHundredDocumentsComeBackUnchanged(SheetFormat format) {
        MeetingId at = meeting(DOCUMENTS);
        Preview preview = looksAt(at, exported(format, at));
        assertThat(preview.rows())
                .hasSize(DOCUMENTS)
                .allSatisfy(row -> assertThat(row.problems()).isEmpty())
                .allSatisfy(row -> assertThat(row.cells()).isEmpty());
        assertThat(preview.mayBeTaken()).isFalse();
        assertThat(preview.unread()).isEmpty();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> imports.apply(at, preview.entry().id(), preview.mark(), secretary))
                .withMessageContaining("nothing to import");
    }

    @Test
    void manyCostAsManyStatementsAsFew() {
        MeetingId few = meeting(20);
        MeetingId many = meeting(400);
        looksAt(few, exported(SheetFormat.XLSX, few));
        int ofFew = Statements.during(() -> looksAt(few, exported(SheetFormat.XLSX, few)));
        assertThat(Statements.during(() -> looksAt(many, exported(SheetFormat.XLSX, many))))
                .isEqualTo(ofFew);
    }
}
