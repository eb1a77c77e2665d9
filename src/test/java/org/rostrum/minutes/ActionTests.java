package org.rostrum.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.groups.Groups;
import org.rostrum.groups.OfficeRole;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Tasks given to somebody, which stay open for the group until they are settled. */
@RostrumTest
class ActionTests {

    private final Actions actions;
    private final Groups groups;
    private final Meetings meetings;
    private final Newcomers newcomers;
    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private OwnGroup group;

    @SuppressWarnings("NullAway.Init")
    ActionTests(
            Actions actions,
            Groups groups,
            Meetings meetings,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.actions = actions;
        this.groups = groups;
        this.meetings = meetings;
        this.newcomers = newcomers;
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
        this.mvc = mvc;
    }

    @BeforeEach
    void aGroupWhoseDelegateTakesPart() {
        group = new OwnGroup(newcomers, viewers, body, jdbc);
        newcomers.appointed(group.group, group.delegate, OfficeRole.PARTICIPANT);
    }

    private NewAction asked(String text) {
        return new NewAction(text, group.delegate.id(), actions.today().plusDays(7), null);
    }

    private ActionView gives(Newcomer person, String text) {
        return actions.give(group.group.code(), asked(text), null, group.as(person));
    }

    private List<ActionView> listed(ActionFilter filter, Newcomer reader) {
        return actions.of(groups.require(group.group.code()), filter, group.as(reader));
    }

    private List<ActionView> at(Gathering meeting) {
        var viewer = group.as(group.delegate);
        return actions.at(meetings.require(new MeetingId(meeting.id()), viewer), viewer);
    }

    private List<@Nullable String> told(Newcomer person) {
        return jdbc.sql("select title || ': ' || text from notice where person_id = ? order by told_at, id")
                .param(person.id().value())
                .query(String.class)
                .list();
    }

    private void overdue(ActionView action) {
        jdbc.sql("update action set due_on = current_date - 10 where id = ?")
                .param(action.id().value())
                .update();
    }

    private static void refused(@Nullable String field, String because, ThrowingCallable what) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(what)
                .withMessageContaining(because)
                .satisfies(refusal -> assertThat(refusal.fields())
                        .isEqualTo(
                                field == null
                                        ? java.util.Map.of()
                                        : java.util.Map.of(field, String.valueOf(refusal.getMessage()))));
    }

    @Test
    void fortyGivenAtOnceHaveNumbersWithoutAGapAndRefusedOnesTakeNone() throws InterruptedException {
        List<String> refused = AtOnce.refused(IntStream.range(0, 40)
                .mapToObj(n -> (Runnable)
                        () -> gives(n % 2 == 0 ? group.chair : group.secretary, n % 10 == 9 ? "" : "Action " + n))
                .toArray(Runnable[]::new));
        assertThat(refused).hasSize(4).allMatch("Say what is to be done."::equals);
        int year = actions.today().getYear();
        assertThat(listed(ActionFilter.OPEN, group.chair).stream()
                        .map(ActionView::number)
                        .sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 36)
                        .mapToObj(n -> "A-%04d-%04d".formatted(year, n))
                        .toList());
    }

    @Test
    void theSameIntentGivesOneActionOnly() {
        String key = UUID.randomUUID().toString();
        ActionView first = actions.give(group.group.code(), asked("Once"), key, group.as(group.chair));
        assertThat(actions.give(group.group.code(), asked("Once"), key, group.as(group.chair))
                        .id())
                .isEqualTo(first.id());
        assertThat(gives(group.chair, "Next").number()).endsWith("-0002");
    }

    @Test
    void anOpenActionIsOpenAtEachLaterMeetingUntilItIsSettled() {
        Gathering first = group.meetingIn(Duration.ofDays(-1));
        Gathering next = group.meetingIn(Duration.ofDays(30));
        ActionView given =
                actions.give(new MeetingId(first.id()), asked("Write to the liaison"), null, group.as(group.secretary));
        assertThat(at(first)).extracting(ActionView::id).containsExactly(given.id());
        assertThat(at(next)).extracting(ActionView::id).containsExactly(given.id());
        assertThat(at(next).getFirst().meetingName()).isEqualTo("A test meeting");
        actions.complete(given.id(), "Sent on Tuesday", group.as(group.delegate));
        assertThat(at(next)).isEmpty();
        assertThat(at(first)).singleElement().satisfies(done -> {
            assertThat(done.state()).isEqualTo(ActionState.DONE);
            assertThat(done.note()).isEqualTo("Sent on Tuesday");
            assertThat(done.settledBy()).isEqualTo(group.delegate.name());
        });
        assertThat(jdbc.sql("select event from room_event where room_id = ? and type = 'action.given'")
                        .param(first.room())
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .contains(given.number(), group.delegate.name());
    }

    @Test
    void itIsDoneDroppedAndReopenedAndEachStepStaysOnRecord() {
        ActionView action = gives(group.chair, "Try it");
        actions.complete(action.id(), " ", group.as(group.delegate));
        refused(null, "done already", () -> actions.complete(action.id(), null, group.as(group.chair)));
        actions.reopen(action.id(), "It fails on Mondays", group.as(group.delegate));
        refused("note", "Say why", () -> actions.drop(action.id(), "", group.as(group.chair)));
        actions.drop(action.id(), "Nobody needs it", group.as(group.chair));
        refused(null, "was dropped", () -> actions.complete(action.id(), null, group.as(group.delegate)));
        refused(null, "You may not", () -> actions.reopen(action.id(), null, group.as(group.delegate)));
        ActionView again = actions.reopen(action.id(), null, group.as(group.secretary));
        assertThat(again.open()).isTrue();
        assertThat(again.note()).isNull();
        assertThat(actions.stories(List.of(again)).get(again.id()))
                .extracting(Actions.Step::words)
                .containsExactly("Given", "Done", "Reopened", "Dropped", "Reopened");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update action_step set note = 'x' where action_id = ?")
                        .param(action.id().value())
                        .update());
    }

    @Test
    void whomItConcernsIsToldAndNobodyOfWhatTheyDidThemselves() {
        ActionView action = gives(group.secretary, "Try it");
        assertThat(told(group.delegate))
                .singleElement()
                .asString()
                .contains("An action for you", action.number(), "Try it", group.secretary.name());
        actions.complete(action.id(), "Works", group.as(group.delegate));
        assertThat(told(group.secretary)).singleElement().asString().contains("is done", "Works");
        assertThat(told(group.delegate)).hasSize(1);
    }

    @Test
    void onlyOfficersGiveAndDropAndBesidesThemOnlyWhoeverItWasGivenToSettles() {
        Newcomer other = newcomers.delegate();
        refused(null, "You may not", () -> gives(group.delegate, "No"));
        refused(null, "You may not", () -> gives(other, "No"));
        ActionView action = gives(group.chair, "Try it");
        refused(null, "Whoever it was given to", () -> actions.complete(action.id(), null, group.as(other)));
        refused(null, "You may not", () -> actions.drop(action.id(), "No", group.as(group.delegate)));
        refused(null, "You may not", () -> actions.reopen(action.id(), null, group.as(other)));
        Newcomer stranger = newcomers.person();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> actions.complete(action.id(), null, group.as(stranger)));
        jdbc.sql("update working_group set visibility = 'GROUP' where id = ?")
                .param(group.group.id().value())
                .update();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> listed(ActionFilter.OPEN, other));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> actions.complete(action.id(), null, group.as(other)));
        assertThat(actions.mine(group.as(group.delegate)))
                .extracting(ActionView::id)
                .containsExactly(action.id());
        assertThat(actions.complete(action.id(), null, group.as(newcomers.staff()))
                        .state())
                .isEqualTo(ActionState.DONE);
    }

    @Test
    void itNeedsATextSomebodyOfTheGroupAndADayToCome() {
        LocalDate today = actions.today();
        var chair = group.as(group.chair);
        String code = group.group.code();
        refused(
                "text",
                "Say what",
                () -> actions.give(code, new NewAction("\n", group.delegate.id(), today, null), null, chair));
        refused("assignee", "Choose who", () -> actions.give(code, new NewAction("x", null, today, null), null, chair));
        refused(
                "assignee",
                "takes part",
                () -> actions.give(code, new NewAction("x", newcomers.delegate().id(), today, null), null, chair));
        refused(
                "dueOn",
                "by which day",
                () -> actions.give(code, new NewAction("x", group.delegate.id(), null, null), null, chair));
        refused(
                "dueOn",
                "has passed",
                () -> actions.give(
                        code, new NewAction("x", group.delegate.id(), today.minusDays(1), null), null, chair));
        refused(
                "item",
                "no such item",
                () -> actions.give(
                        code, new NewAction("x", group.delegate.id(), today, UUID.randomUUID()), null, chair));
        refused(
                "text",
                "up to 2,000",
                () -> actions.give(
                        code, new NewAction("x".repeat(2001), group.delegate.id(), today, null), null, chair));
    }

    @Test
    void theListIsFilteredAndWhatIsOverdueComesFirst() {
        ActionView later = gives(group.chair, "Later");
        ActionView late = gives(group.chair, "Late");
        overdue(late);
        ActionView done = gives(group.chair, "Done");
        actions.complete(done.id(), null, group.as(group.chair));
        assertThat(listed(ActionFilter.OPEN, group.chair))
                .extracting(ActionView::id)
                .containsExactly(late.id(), later.id());
        assertThat(listed(new ActionFilter(null, false, true), group.chair))
                .extracting(ActionView::overdue)
                .containsExactly(true);
        assertThat(listed(new ActionFilter(null, false, false), group.chair)).hasSize(3);
        assertThat(listed(new ActionFilter(ActionState.OPEN, true, false), group.chair))
                .isEmpty();
        String page = "/groups/" + group.group.code() + "/actions";
        assertThat(mvc.get().uri(page + "?overdue=true").with(group.delegate.signedIn()))
                .hasStatusOk()
                .bodyText()
                .contains("Overdue", late.number())
                .doesNotContain(later.number(), "Give an action");
    }

    @Test
    void thePageGivesSettlesAndTakesBackAndKeepsWhatWasTyped() {
        Gathering meeting = group.meetingIn(Duration.ofDays(3));
        String page = "/meetings/" + meeting.id() + "/actions";
        assertThat(mvc.post()
                        .uri(page)
                        .param("text", "Draft the <liaison>")
                        .param("dueOn", "soon")
                        .with(group.chair.signedIn())
                        .with(csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("Write the day as year, month and day", "Draft the &lt;liaison&gt;");
        assertThat(mvc.post()
                        .uri(page)
                        .param("text", "Draft the <liaison>")
                        .param("assignee", group.delegate.id().toString())
                        .param("dueOn", actions.today().plusDays(1).toString())
                        .with(group.chair.signedIn())
                        .with(csrf()))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo(page);
        ActionView given = at(meeting).getFirst();
        assertThat(mvc.get().uri("/").with(group.delegate.signedIn()))
                .bodyText()
                .contains("Your actions", given.number(), "Draft the &lt;liaison&gt;");
        assertThat(mvc.post()
                        .uri("/actions/" + given.id() + "/completion")
                        .param("from", page)
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatus(302)
                .flash()
                .containsEntry("undo", "/actions/" + given.id() + "/reopening");
        assertThat(mvc.get().uri(page).with(group.delegate.signedIn()))
                .bodyText()
                .contains("Done", "Reopen", given.number())
                .doesNotContain("Give an action");
        assertThat(mvc.get().uri(page).with(newcomers.person().signedIn())).hasStatus(403);
    }

    @Test
    void programsGiveAndSettle() {
        String at = "/api/v1/groups/" + group.group.code() + "/actions";
        String request = """
                {"text": "Try it", "assignee": "%s", "dueOn": "%s"}""".formatted(group.delegate.id(), actions.today());
        assertThat(mvc.post()
                        .uri(at)
                        .contentType("application/json")
                        .content(request)
                        .with(group.secretary.signedIn())
                        .with(csrf()))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"OPEN\", \"overdue\": false}");
        assertThat(mvc.post()
                        .uri(at)
                        .contentType("application/json")
                        .content(request)
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatus(403);
        ActionView given = listed(ActionFilter.OPEN, group.chair).getFirst();
        assertThat(mvc.post()
                        .uri("/api/v1/actions/" + given.id() + "/completion")
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"DONE\"}");
        assertThat(mvc.get().uri("/api/v1/actions").with(group.delegate.signedIn()))
                .bodyJson()
                .isLenientlyEqualTo("[]");
        assertThat(mvc.get().uri(at + "?state=done").with(group.delegate.signedIn()))
                .bodyJson()
                .isLenientlyEqualTo("[{\"number\": \"%s\"}]".formatted(given.number()));
    }

    @Test
    void theListTakesAsManyStatementsForManyAsForOne() {
        String page = "/groups/" + group.group.code() + "/actions";
        gives(group.chair, "One");
        Runnable read = () ->
                assertThat(mvc.get().uri(page).with(group.chair.signedIn())).hasStatusOk();
        read.run();
        int few = Statements.during(read);
        for (int i = 0; i < 30; i++) {
            gives(group.chair, "Action " + i);
        }
        assertThat(Statements.during(read)).isEqualTo(few);
    }
}
