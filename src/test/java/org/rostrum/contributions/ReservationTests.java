package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.documents.DocumentId;
import org.rostrum.documents.SampleFiles;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Complete;
import org.rostrum.testing.RostrumTest;
import org.rostrum.web.Times;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers without gaps, the year they belong to, and what the deadline does. */
@RostrumTest
class ReservationTests {

    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

    private final Submissions submissions;
    private final Viewers viewers;
    private final Times times;
    private final Body body;
    private final JdbcClient jdbc;

    ReservationTests(Submissions submissions, Viewers viewers, Times times, Body body, JdbcClient jdbc) {
        this.submissions = submissions;
        this.viewers = viewers;
        this.times = times;
        this.body = body;
        this.jdbc = jdbc;
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    /** A group of its own, whose numbers nobody else takes. */
    private Gathering meetingOfNewGroup(Instant startsAt, String latePolicy) {
        UUID group = NewId.next();
        String code =
                "T" + Long.toUnsignedString(group.getLeastSignificantBits(), 36).toUpperCase(java.util.Locale.ROOT);
        jdbc.sql("insert into working_group (id, code, name, kind) values (?, ?, ?, 'WORKING_GROUP')")
                .params(group, code, "Group " + code)
                .update();
        return body.meeting(group, startsAt, startsAt.plus(2, ChronoUnit.DAYS), latePolicy);
    }

    private ContributionView reserve(Cast person, Gathering meeting, String title, @Nullable String intent) {
        return submissions.reserve(
                new MeetingId(meeting.id()),
                new Reservation(ContributionType.INP, Purpose.DISCUSSION, title),
                intent,
                viewer(person));
    }

    private static <T> List<T> allAtOnce(List<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
        }
        return results;
    }

    @Test
    void twoHundredAtOnceGetTwoHundredNumbersWithoutAGap() throws Exception {
        Gathering meeting = meetingOfNewGroup(Instant.now().plus(30, ChronoUnit.DAYS), "ACCEPT");
        List<Cast> people = List.of(Cast.DANA, Cast.DEVI, Cast.IPSI, Cast.CARLA, Cast.EDDA);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int n = i;
            work.add(() -> reserve(people.get(n % 5), meeting, "Number " + n, null)
                    .row()
                    .number()
                    .serial());
            if (i % 10 == 0) {
                // Refused ones in between take no number with them.
                work.add(() -> {
                    assertThatExceptionOfType(Refusal.class)
                            .isThrownBy(() -> reserve(Cast.DANA, meeting, "x".repeat(251), null));
                    return 0;
                });
            }
        }
        List<Integer> serials = allAtOnce(work);
        assertThat(serials.stream().filter(serial -> serial > 0).sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
        assertThat(jdbc.sql("select count(*) from room_event where room_id = ? and type = 'contribution.reserved'")
                        .param(meeting.room())
                        .query(Integer.class)
                        .single())
                .isEqualTo(200);
    }

    @Test
    void theSameKeyAtTheSameTimeTakesOneNumber() throws Exception {
        Gathering meeting = meetingOfNewGroup(Instant.now().plus(30, ChronoUnit.DAYS), "ACCEPT");
        Viewer dana = viewer(Cast.DANA);
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            work.add(() -> submissions
                    .reserve(
                            new MeetingId(meeting.id()),
                            new Reservation(ContributionType.INP, Purpose.DISCUSSION, "Once"),
                            "one-key",
                            dana)
                    .row()
                    .number()
                    .number());
        }
        assertThat(allAtOnce(work))
                .hasSize(20)
                .containsOnly(reserve(Cast.DANA, meeting, "Once", "one-key")
                        .row()
                        .number()
                        .number());
        assertThat(reserve(Cast.DANA, meeting, "Next", null).row().number().serial())
                .isEqualTo(2);
    }

    @Test
    void twoUploadsAtTheSameTimeBecomeTwoRevisions() throws Exception {
        Gathering meeting = meetingOfNewGroup(Instant.now().plus(30, ChronoUnit.DAYS), "ACCEPT");
        ContributionId id = reserve(Cast.DANA, meeting, "Twice", null).id();
        Viewer dana = viewer(Cast.DANA);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] file = SampleFiles.pdf("file " + i);
            work.add(() -> submissions
                    .upload(id, "a.pdf", new ByteArrayResource(file), null, dana)
                    .revisions()
                    .size());
        }
        // Each answer tells how things stand after it, which may be after another one too.
        assertThat(allAtOnce(work)).contains(8).allMatch(revisions -> revisions >= 1 && revisions <= 8);
        assertThat(jdbc.sql("select number from revision where contribution_id = ? order by number")
                        .param(id.value())
                        .query(Integer.class)
                        .list())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void theYearIsThatOfTheMeetingsStartInItsOwnZone() {
        Gathering newYear = meetingOfNewGroup(Instant.parse("2031-12-31T23:30:00Z"), "ACCEPT");
        assertThat(reserve(Cast.DANA, newYear, "In Warsaw it is 2032", null)
                        .row()
                        .number()
                        .year())
                .isEqualTo(2032);
    }

    @Test
    void aMeetingThatTakesNothingLateRefusesWithItsDeadlineInItsZone() {
        Gathering meeting = meetingOfNewGroup(Instant.now().plus(1, ChronoUnit.DAYS), "REFUSE");
        Viewer dana = viewer(Cast.DANA);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> reserve(Cast.DANA, meeting, "Late", null))
                .withMessageContaining("The deadline for contributions has passed: it was")
                .withMessageContaining("(Warsaw)");
        ContributionView liaison = submissions.reserve(
                new MeetingId(meeting.id()),
                Complete.reservation(ContributionType.LS, Purpose.ACTION, "Meter profiles", jdbc),
                null,
                dana);
        assertThat(liaison.row().number().serial()).isEqualTo(1);
        assertThat(submissions
                        .upload(liaison.id(), "ls.pdf", new ByteArrayResource(SampleFiles.pdf("x")), null, dana)
                        .row()
                        .late())
                .isFalse();
    }

    @Test
    void whatWasReservedInTimeAndUploadedLateIsMarkedLateForGood() {
        Gathering meeting = meetingOfNewGroup(Instant.now().plus(30, ChronoUnit.DAYS), "ACCEPT");
        Viewer dana = viewer(Cast.DANA);
        ContributionId id = reserve(Cast.DANA, meeting, "Slow", null).id();
        moveDeadline(meeting, Instant.now().minusSeconds(60));
        assertThat(upload(id, "one", dana).row().late()).isTrue();
        moveDeadline(meeting, Instant.now().plusSeconds(3600));
        assertThat(upload(id, "two", dana).row().late()).isTrue();

        ContributionId inTime = reserve(Cast.DANA, meeting, "In time", null).id();
        assertThat(upload(inTime, "one", dana).row().late()).isFalse();
        moveDeadline(meeting, Instant.now().minusSeconds(60));
        assertThat(upload(inTime, "two", dana).row().late())
                .as("revisions are exempt")
                .isFalse();
    }

    private ContributionView upload(ContributionId id, String text, Viewer viewer) {
        return submissions.upload(id, "a.pdf", new ByteArrayResource(SampleFiles.pdf(text)), null, viewer);
    }

    private void moveDeadline(Gathering meeting, Instant to) {
        jdbc.sql("update meeting set contribution_deadline = ? where id = ?")
                .params(java.sql.Timestamp.from(to), meeting.id())
                .update();
    }

    private static MeetingView meeting(Instant deadline, LatePolicy policy, boolean cancelled) {
        return new MeetingView(
                new MeetingId(NewId.next()),
                "A meeting",
                new GroupRef(new GroupId(Body.DMSO), "DMSO", "Device Management"),
                Visibility.MEMBERS,
                new RoomId(NewId.next()),
                null,
                null,
                null,
                null,
                WARSAW,
                deadline.plus(7, ChronoUnit.DAYS),
                deadline.plus(9, ChronoUnit.DAYS),
                deadline,
                null,
                policy,
                cancelled,
                0);
    }

    private boolean late(ContributionType type, Instant deadline, LatePolicy policy, Instant uploadedAt) {
        MeetingView meeting = meeting(deadline, policy, false);
        Deadline until = Deadline.of(meeting, times);
        Contribution contribution = Contribution.reserve(
                meeting,
                until,
                new Reservation(type, Purpose.AGREEMENT, "x"),
                dana(),
                null,
                deadline.minusSeconds(9999));
        contribution.upload(
                new Revision(new DocumentId(NewId.next()), dana().person(), uploadedAt, null), until, uploadedAt);
        return contribution.late();
    }

    private static Contribution.ReservedBy dana() {
        return new Contribution.ReservedBy(new PersonId(Cast.DANA.id()), null, "Examplecom");
    }

    @Test
    void theDeadlineItselfIsInTimeAndTheNextInstantIsLate() {
        Instant deadline = Instant.parse("2026-11-10T17:00:00Z");
        assertThat(late(ContributionType.CR, deadline, LatePolicy.ACCEPT, deadline))
                .isFalse();
        assertThat(late(ContributionType.CR, deadline, LatePolicy.ACCEPT, deadline.plusNanos(1000)))
                .isTrue();
        for (ContributionType exempt :
                List.of(ContributionType.LS, ContributionType.AGD, ContributionType.REP, ContributionType.MINS)) {
            assertThat(late(exempt, deadline, LatePolicy.REFUSE, deadline.plusSeconds(1)))
                    .isFalse();
        }
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> late(ContributionType.WID, deadline, LatePolicy.REFUSE, deadline.plusSeconds(1)))
                .withMessageContaining("Tue 10 Nov 2026, 18:00 CET (Warsaw)");
    }

    @Test
    void inTheHourThatAnAutumnNightRepeatsTheSecondOneCounts() {
        // 02:30 comes twice in Warsaw that night; the deadline is the second, in winter time.
        Instant deadline = Instant.parse("2026-10-25T01:30:00Z");
        assertThat(late(ContributionType.CR, deadline, LatePolicy.ACCEPT, Instant.parse("2026-10-25T00:45:00Z")))
                .as("02:45 in summer time")
                .isFalse();
        assertThat(late(ContributionType.CR, deadline, LatePolicy.ACCEPT, Instant.parse("2026-10-25T01:15:00Z")))
                .as("02:15 in winter time")
                .isFalse();
        assertThat(late(ContributionType.CR, deadline, LatePolicy.ACCEPT, Instant.parse("2026-10-25T01:31:00Z")))
                .isTrue();
        assertThat(Deadline.of(meeting(deadline, LatePolicy.REFUSE, false), times)
                        .inWords())
                .isEqualTo("Sun 25 Oct 2026, 02:30 CET (Warsaw)");
    }

    @Test
    void aCancelledMeetingTakesNothing() {
        MeetingView meeting = meeting(Instant.now().plusSeconds(9999), LatePolicy.ACCEPT, true);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Contribution.reserve(
                        meeting,
                        Deadline.of(meeting, times),
                        new Reservation(ContributionType.CR, Purpose.AGREEMENT, "x"),
                        dana(),
                        null,
                        Instant.now()))
                .withMessageContaining("cancelled");
    }

    @Test
    void afterR99ANewNumberIsNeeded() {
        Instant now = Instant.now();
        MeetingView meeting = meeting(now.plusSeconds(9999), LatePolicy.ACCEPT, false);
        Deadline deadline = Deadline.of(meeting, times);
        Contribution contribution = Contribution.reserve(
                meeting, deadline, new Reservation(ContributionType.CR, Purpose.AGREEMENT, "x"), dana(), null, now);
        for (int i = 0; i < 100; i++) {
            assertThat(contribution.upload(
                            new Revision(new DocumentId(NewId.next()), dana().person(), now, null), deadline, now))
                    .isEqualTo(i);
        }
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> contribution.requireOpenForUpload(deadline, now))
                .withMessageContaining("R99");
    }
}
