package org.rostrum.cockpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaPublications;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.OutlineRow;
import org.rostrum.cockpit.Line.Kind;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.FileReminders;
import org.rostrum.contributions.LatePasses;
import org.rostrum.groups.OfficeRole;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.minutes.ActionView;
import org.rostrum.minutes.Actions;
import org.rostrum.minutes.NewAction;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What waits for officers, how each line is settled, and whom it does not concern. */
@RostrumTest
class CockpitTests {

    private final Cockpit cockpit;
    private final Meetings meetings;
    private final AgendaDrafts drafts;
    private final AgendaPublications publications;
    private final FileReminders reminders;
    private final LatePasses passes;
    private final Actions actions;
    private final Newcomers newcomers;
    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private OwnGroup officers;

    @SuppressWarnings("NullAway.Init")
    CockpitTests(
            Cockpit cockpit,
            Meetings meetings,
            AgendaDrafts drafts,
            AgendaPublications publications,
            FileReminders reminders,
            LatePasses passes,
            Actions actions,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.cockpit = cockpit;
        this.meetings = meetings;
        this.drafts = drafts;
        this.publications = publications;
        this.reminders = reminders;
        this.passes = passes;
        this.actions = actions;
        this.newcomers = newcomers;
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
        this.mvc = mvc;
    }

    @BeforeEach
    void aGroupOfItsOwn() {
        officers = new OwnGroup(newcomers, viewers, body, jdbc);
    }

    private List<Line> lines(Newcomer person) {
        return cockpit.of(officers.as(person)).waiting().stream()
                .flatMap(one -> one.lines().stream())
                .toList();
    }

    private List<Kind> kinds(Newcomer person) {
        return lines(person).stream().map(Line::kind).toList();
    }

    private Line line(Kind kind) {
        return lines(officers.chair).stream()
                .filter(line -> line.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private void drafts(Gathering meeting, String... titles) {
        MeetingId id = new MeetingId(meeting.id());
        var viewer = officers.as(officers.secretary);
        int revision = drafts.of(meetings.require(id, viewer), viewer).revision();
        drafts.save(
                id,
                viewer,
                revision,
                Outline.of(List.of(titles).stream()
                        .map(title -> new OutlineRow(null, 0, ItemKind.NORMAL, title, null, null, null))
                        .toList()));
    }

    private void publishes(Gathering meeting) {
        MeetingId id = new MeetingId(meeting.id());
        var viewer = officers.as(officers.chair);
        int revision = drafts.of(meetings.require(id, viewer), viewer).revision();
        publications.publish(id, viewer, revision, "", UUID.randomUUID().toString());
    }

    private void expects(Gathering meeting, Duration fromNow) {
        jdbc.sql("update meeting set agenda_expected_on = (now() + make_interval(secs => ?))::date where id = ?")
                .params((double) fromNow.toSeconds(), meeting.id())
                .update();
    }

    private void deadline(Gathering meeting, Duration fromNow) {
        jdbc.sql("update meeting set contribution_deadline = now() + make_interval(secs => ?) where id = ?")
                .params((double) fromNow.toSeconds(), meeting.id())
                .update();
    }

    /** A meeting that is far off, so that nothing waits there yet. */
    private Gathering quiet() {
        return officers.meetingIn(Duration.ofDays(90));
    }

    private MvcTestResult post(String path, Newcomer person) {
        return mvc.post()
                .uri(path)
                .param("from", "/cockpit")
                .with(person.signedIn())
                .with(csrf())
                .exchange();
    }

    private String page(String path, Newcomer person) {
        MvcTestResult page = mvc.get().uri(path).with(person.signedIn()).exchange();
        assertThat(page).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    @Test
    void whereNothingWaitsItSaysWhatComesNextAndWhen() {
        quiet();
        Overview overview = cockpit.of(officers.as(officers.chair));
        assertThat(overview.waiting()).isEmpty();
        assertThat(overview.coming())
                .extracting(Coming::words)
                .containsExactly("Contributions are due", "The meeting begins");
        assertThat(page("/cockpit", officers.chair)).contains("Nothing waits for you", "Contributions are due");
    }

    @Test
    void anAgendaThatIsExpectedWaitsUntilItIsPublished() {
        Gathering meeting = quiet();
        expects(meeting, Duration.ofDays(20));
        assertThat(line(Kind.AGENDA_MISSING).urgency()).isEqualTo(Urgency.LATER);
        expects(meeting, Duration.ofDays(3));
        assertThat(line(Kind.AGENDA_MISSING).urgency()).isEqualTo(Urgency.SOON);
        assertThat(line(Kind.AGENDA_MISSING).settling().label()).isEqualTo("Write the agenda");
        expects(meeting, Duration.ofDays(-3));
        assertThat(line(Kind.AGENDA_MISSING).urgency()).isEqualTo(Urgency.OVERDUE);
        drafts(meeting, "Opening");
        assertThat(line(Kind.AGENDA_MISSING).settling().path()).endsWith("/agenda/publications/new");
        publishes(meeting);
        assertThat(kinds(officers.chair)).isEmpty();
    }

    @Test
    void aDraftAheadOfWhatIsPublishedWaitsUntilItIsPublishedOrAsItWas() {
        Gathering meeting = quiet();
        drafts(meeting, "Opening");
        publishes(meeting);
        drafts(meeting, "Opening", "Any other business");
        assertThat(kinds(officers.chair)).containsExactly(Kind.AGENDA_AHEAD);
        publishes(meeting);
        assertThat(kinds(officers.chair)).isEmpty();
        drafts(meeting, "Another");
        assertThat(kinds(officers.secretary)).containsExactly(Kind.AGENDA_AHEAD);
        assertThat(lines(officers.secretary).getFirst().settling().path()).endsWith("/agenda/draft");
    }

    @Test
    void contributionsWaitForAPlaceUnlessTheyAreAgendas() {
        Gathering meeting = quiet();
        UUID one = officers.submitted(meeting, false);
        officers.submitted(meeting, true);
        officers.contribution(meeting, "SUBMITTED", "AGD", Instant.now(), false);
        Line line = line(Kind.UNALLOCATED);
        assertThat(line.words()).startsWith("2 contributions");
        assertThat(line.more()).contains("1 came late");
        jdbc.sql("update contribution set state = 'WITHDRAWN', withdrawn_at = now() where id = ?")
                .param(one)
                .update();
        assertThat(line(Kind.UNALLOCATED).words()).startsWith("1 contribution has");
    }

    @Test
    void lateOnesWaitUntilTheOfficerLookedAndAgainWhenMoreCome() {
        Gathering meeting = quiet();
        officers.submitted(meeting, true);
        assertThat(kinds(officers.chair)).containsExactly(Kind.LATE, Kind.UNALLOCATED);
        assertThat(post("/meetings/" + meeting.id() + "/cockpit/looks", officers.chair))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/meetings/" + meeting.id() + "/contributions?late=true");
        assertThat(kinds(officers.chair)).containsExactly(Kind.UNALLOCATED);
        assertThat(kinds(officers.secretary)).contains(Kind.LATE);
        officers.submitted(meeting, true);
        assertThat(line(Kind.LATE).words()).startsWith("1 late contribution");
    }

    @Test
    void theDeadlineIsSaidThreeDaysBeforeAndThenWhatHasNoFile() {
        Gathering meeting = quiet();
        officers.reserved(meeting);
        officers.contribution(meeting, "RESERVED", "LS", null, false);
        deadline(meeting, Duration.ofDays(4));
        assertThat(kinds(officers.chair)).isEmpty();
        deadline(meeting, Duration.ofDays(2));
        Line near = line(Kind.DEADLINE);
        assertThat(near.due()).isNotNull();
        assertThat(near.more()).startsWith("1 reserved number has no file yet");
        assertThat(near.settling().label()).isEqualTo("Remind the authors");
        deadline(meeting, Duration.ofDays(-1));
        assertThat(kinds(officers.chair)).containsExactly(Kind.WITHOUT_FILE);
        jdbc.sql("update meeting set late_policy = 'REFUSE' where id = ?")
                .param(meeting.id())
                .update();
        assertThat(kinds(officers.chair)).isEmpty();
    }

    @Test
    void aReminderReachesEachAuthorOnceADay() {
        Gathering meeting = quiet();
        officers.reserved(meeting);
        officers.reserved(meeting);
        deadline(meeting, Duration.ofDays(-1));
        assertThat(post("/meetings/" + meeting.id() + "/cockpit/reminders", officers.chair))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/cockpit");
        assertThat(jdbc.sql("select title, text from notice where person_id = ?")
                        .param(officers.delegate.id().value())
                        .query((row, n) -> row.getString(1) + row.getString(2))
                        .list())
                .singleElement()
                .asString()
                .contains("2 numbers of yours have no file yet", "-0001 A paper", "-0002 A paper", "marked late");
        assertThat(kinds(officers.chair)).isEmpty();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> reminders.remind(new MeetingId(meeting.id()), officers.as(officers.secretary)))
                .withMessageContaining("Once a day");
        jdbc.sql("update file_reminder set reminded_at = reminded_at - interval '25 hours' where meeting_id = ?")
                .param(meeting.id())
                .update();
        assertThat(kinds(officers.chair)).containsExactly(Kind.WITHOUT_FILE);
    }

    @Test
    void ofTwoOfficersWhoRemindInTheSameMomentOneDoes() throws InterruptedException {
        Gathering meeting = quiet();
        officers.reserved(meeting);
        MeetingId id = new MeetingId(meeting.id());
        assertThat(AtOnce.refused(
                        () -> reminders.remind(id, officers.as(officers.chair)),
                        () -> reminders.remind(id, officers.as(officers.secretary))))
                .singleElement()
                .asString()
                .contains("Once a day");
    }

    @Test
    void requestsForLatePassesWaitForTheChairWhoDecidesRightThere() {
        Gathering meeting = officers.meetingIn(Duration.ofDays(90), "PASS");
        deadline(meeting, Duration.ofDays(-1));
        UUID paper = officers.reserved(meeting);
        UUID other = officers.reserved(meeting);
        passes.request(new ContributionId(paper), "The lab burnt down.", officers.as(officers.delegate));
        passes.request(new ContributionId(other), "Illness.", officers.as(officers.delegate));
        assertThat(kinds(officers.chair)).containsExactly(Kind.LATE_PASS, Kind.LATE_PASS, Kind.WITHOUT_FILE);
        assertThat(kinds(officers.secretary)).containsExactly(Kind.WITHOUT_FILE);
        Line first = line(Kind.LATE_PASS);
        assertThat(first.words()).contains(officers.delegate.name(), "-0001 A paper");
        assertThat(first.more()).contains("The lab burnt down.");
        assertThat(post(first.settling().path(), officers.chair))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/cockpit");
        assertThat(kinds(officers.chair)).containsExactly(Kind.LATE_PASS, Kind.WITHOUT_FILE);
        assertThat(mvc.post()
                        .uri(String.valueOf(line(Kind.LATE_PASS).declining()))
                        .param("from", "/cockpit")
                        .param("answer", "Bring it to the next meeting.")
                        .with(officers.chair.signedIn())
                        .with(csrf()))
                .hasStatus(302);
        assertThat(kinds(officers.chair)).containsExactly(Kind.WITHOUT_FILE);
    }

    @Test
    void proposalsAreAcceptedInOneClickWhereAllHaveOneAndTakenBackInAnother() {
        Gathering meeting = quiet();
        drafts(meeting, "Opening", "Bootstrap");
        publishes(meeting);
        UUID item = jdbc.sql("select item_id from agenda_draft_item where meeting_id = ? and title = 'Bootstrap'")
                .param(meeting.id())
                .query(UUID.class)
                .single();
        officers.submitted(meeting, false);
        officers.submitted(meeting, false);
        propose(meeting, item, 1);
        assertThat(line(Kind.UNALLOCATED).settling().label()).isEqualTo("Give them places");
        propose(meeting, item, 2);
        Settling settling = line(Kind.UNALLOCATED).settling();
        assertThat(settling.label()).isEqualTo("Accept 2 proposals");
        MvcTestResult accepted = post(settling.path(), officers.chair);
        assertThat(accepted).hasStatus(302);
        assertThat(kinds(officers.chair)).isEmpty();
        String undo = String.valueOf(accepted.getMvcResult().getFlashMap().get("undo"));
        assertThat(post(undo, officers.chair)).hasStatus(302);
        assertThat(kinds(officers.chair)).containsExactly(Kind.UNALLOCATED);
    }

    private void propose(Gathering meeting, UUID item, int upTo) {
        jdbc.sql("update contribution set proposed_item_id = ? where meeting_id = ? and serial <= ?")
                .params(item, meeting.id(), upTo)
                .update();
    }

    @Test
    void anAgendaThatPlansMoreThanTheMeetingHasWaitsToBeShortened() {
        Gathering meeting = quiet();
        drafts(meeting, "Opening");
        publishes(meeting);
        jdbc.sql("update agenda_draft_item set minutes = 1440 where meeting_id = ?")
                .param(meeting.id())
                .update();
        assertThat(kinds(officers.chair)).doesNotContain(Kind.AGENDA_OVERFLOW);
        jdbc.sql("update meeting set ends_at = starts_at + interval '23 hours' where id = ?")
                .param(meeting.id())
                .update();
        assertThat(line(Kind.AGENDA_OVERFLOW).words()).contains("60 min more");
    }

    @Test
    void actionsWaitWhenOverdueOrDueBeforeTheMeetingAndAreSettledRightThere() {
        Gathering meeting = officers.meetingIn(Duration.ofDays(90));
        ActionView soon = action(20);
        ActionView after = action(95);
        assertThat(lines(officers.chair)).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(Kind.ACTION);
            assertThat(line.words()).startsWith(soon.number() + ", " + officers.delegate.name());
            assertThat(line.urgency()).isEqualTo(Urgency.LATER);
        });
        assertThat(post(line(Kind.ACTION).settling().path(), officers.chair)).hasStatus(302);
        assertThat(kinds(officers.chair)).isEmpty();
        jdbc.sql("update action set due_on = current_date - 5 where id = ?")
                .param(after.id().value())
                .update();
        assertThat(line(Kind.ACTION).urgency()).isEqualTo(Urgency.OVERDUE);
        for (int i = 0; i < 4; i++) {
            action(20 + i);
        }
        assertThat(lines(officers.chair))
                .hasSize(4)
                .last()
                .satisfies(line -> assertThat(line.words()).isEqualTo("2 more actions are due"));
        jdbc.sql("update meeting set status = 'CANCELLED' where id = ?")
                .param(meeting.id())
                .update();
        assertThat(cockpit.of(officers.as(officers.chair)).waiting())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.meeting()).isNull();
                    assertThat(one.lines()).hasSize(1);
                });
        assertThat(page("/cockpit", officers.chair)).contains("no meeting called", after.number());
    }

    private ActionView action(int days) {
        if (jdbc.sql("select count(*) from office where group_id = ? and person_id = ?")
                        .params(
                                officers.group.id().value(),
                                officers.delegate.id().value())
                        .query(Integer.class)
                        .single()
                == 0) {
            newcomers.appointed(officers.group, officers.delegate, OfficeRole.PARTICIPANT);
        }
        return actions.give(
                officers.group.code(),
                new NewAction(
                        "Write it up", officers.delegate.id(), actions.today().plusDays(days), null),
                null,
                officers.as(officers.chair));
    }

    @Test
    void theMostUrgentMeetingComesFirst() {
        Gathering later = quiet();
        officers.submitted(later, false);
        Gathering overdue = officers.meetingIn(Duration.ofDays(120));
        expects(overdue, Duration.ofDays(-3));
        officers.submitted(overdue, false);
        Overview overview = cockpit.of(officers.as(officers.chair));
        assertThat(overview.waiting()).extracting(Waiting::key).containsExactly(overdue.id(), later.id());
        assertThat(overview.waiting().getFirst().lines())
                .extracting(Line::kind)
                .containsExactly(Kind.AGENDA_MISSING, Kind.UNALLOCATED);
        assertThat(overview.lines()).isEqualTo(3);
        assertThat(overview.first(1))
                .singleElement()
                .satisfies(one -> assertThat(one.lines()).hasSize(1));
    }

    @Test
    void cancelledAndPastMeetingsAskForNothing() {
        Gathering past = officers.meetingIn(Duration.ofDays(-5));
        Gathering cancelled = quiet();
        officers.submitted(past, false);
        officers.submitted(cancelled, false);
        jdbc.sql("update meeting set status = 'CANCELLED' where id = ?")
                .param(cancelled.id())
                .update();
        assertThat(cockpit.of(officers.as(officers.chair))).isEqualTo(Overview.NOTHING);
    }

    @Test
    void whoeverIsNoOfficerHasNoneAndReachesNobodyElses() {
        Gathering meeting = quiet();
        officers.submitted(meeting, true);
        assertThat(cockpit.of(officers.as(officers.delegate))).isEqualTo(Overview.NOTHING);
        assertThat(page("/cockpit", officers.delegate)).contains("This is for the officers of groups");
        assertThat(page("/", officers.delegate)).doesNotContain("href=\"/cockpit\"");
        assertThat(page("/", officers.chair)).contains("href=\"/cockpit\"");
        String at = "/meetings/" + meeting.id() + "/cockpit";
        assertThat(mvc.get().uri(at).with(officers.delegate.signedIn())).hasStatus(403);
        assertThat(mvc.get().uri(at).with(Body.signedIn(Cast.NORA))).hasStatus(403);
        assertThat(post(at + "/looks", officers.delegate)).hasStatus(403);
        assertThat(post(at + "/reminders", officers.delegate)).hasStatus(403);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> cockpit.looked(new MeetingId(meeting.id()), officers.as(officers.delegate)));
        jdbc.sql("update working_group set visibility = 'GROUP' where id = ?")
                .param(officers.group.id().value())
                .update();
        assertThat(mvc.get().uri(at).with(officers.delegate.signedIn())).hasStatus(404);
        Newcomer stranger = newcomers.person();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reminders.remind(new MeetingId(meeting.id()), officers.as(stranger)));
        assertThat(mvc.get().uri("/api/v1/cockpit").with(officers.delegate.signedIn()))
                .bodyJson()
                .isLenientlyEqualTo("{\"waiting\": [], \"coming\": []}");
    }

    @Test
    void programsReadTheSameLines() {
        Gathering meeting = quiet();
        officers.submitted(meeting, false);
        assertThat(mvc.get().uri("/api/v1/cockpit").with(officers.chair.signedIn()))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"waiting": [{"meeting": "%s", "name": "A test meeting", "group": "%s", "lines": [
                          {"kind": "UNALLOCATED", "urgency": "LATER", "action": "Give them places"}]}]}""".formatted(meeting.id(), officers.group.code()));
    }

    @Test
    void theFirstPageShowsTheFirstFewOfTheSameLines() {
        Gathering meeting = quiet();
        officers.submitted(meeting, false);
        assertThat(page("/", officers.chair))
                .containsSubsequence("Waits for you", "Cockpit (1)", "1 contribution has no place on the agenda");
        assertThat(page("/meetings/" + meeting.id() + "/cockpit", officers.secretary))
                .contains("1 contribution has no place on the agenda", "/agenda/allocation");
    }

    @Test
    void twentyMeetingsOf1600ContributionsTakeAsManyStatementsAsOneAndNoPause() {
        quiet();
        page("/cockpit", officers.chair);
        int few = Statements.during(() -> page("/cockpit", officers.chair));
        for (int i = 0; i < 20; i++) {
            Gathering meeting = quiet();
            jdbc.sql("""
                            insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                      author_id, source, reserved_at, submitted_at, late)
                            select gen_random_uuid(), :meeting, :group, :year, n, 'INP', 'Decision', 'A paper',
                                   case when n % 10 = 0 then 'RESERVED' else 'SUBMITTED' end, :author, 'x', now(),
                                   case when n % 10 = 0 then null else now() end, n % 10 = 1
                              from generate_series(1, 1600) n""")
                    .param("meeting", meeting.id())
                    .param("group", officers.group.id().value())
                    .param("year", 2000 + i)
                    .param("author", officers.delegate.id().value())
                    .update();
        }
        assertThat(Statements.during(() -> page("/cockpit", officers.chair))).isEqualTo(few);
        assertThat(lines(officers.chair)).hasSize(40);
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            page("/cockpit", officers.chair);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(500));
    }
}
