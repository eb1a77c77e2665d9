package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Where a meeting's hours are from, and what pages and programs are told of times and of what is discussed. */
@RostrumTest
class AgendaTimesTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final AgendaTimes times;
    private final Agendas agendas;
    private final Meetings meetings;
    private final AgendaDrafts drafts;
    private final AgendaGestures officer;

    AgendaTimesTests(
            MockMvcTester mvc,
            Body body,
            JdbcClient jdbc,
            AgendaTimes times,
            Agendas agendas,
            Meetings meetings,
            AgendaDrafts drafts,
            AgendaPublications publications,
            Viewers viewers) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.times = times;
        this.agendas = agendas;
        this.meetings = meetings;
        this.drafts = drafts;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private MeetingView view(Gathering meeting) {
        return meetings.require(new MeetingId(meeting.id()), officer.as(Cast.CARLA));
    }

    private void publishes(Gathering meeting, int minutes, String... titles) {
        Draft draft = officer.drafts(Cast.CARLA, meeting, titles);
        List<OutlineRow> rows = draft.rows().stream()
                .map(row -> new OutlineRow(
                        row.id(), row.depth(), row.kind(), row.title(), row.presenter(), minutes, row.notes()))
                .toList();
        drafts.save(new MeetingId(meeting.id()), officer.as(Cast.CARLA), draft.revision(), Outline.of(rows));
        officer.publishes(Cast.CARLA, meeting, "");
    }

    private Timing timing(Gathering meeting) {
        MeetingView view = view(meeting);
        return times.of(view, agendas.latest(view, officer.as(Cast.CARLA)).orElseThrow());
    }

    private List<Instant> starts(Gathering meeting) {
        return timing(meeting).items().values().stream()
                .map(ItemTime::plannedStart)
                .toList();
    }

    // --- Hours
    // ---------------------------------------------------------------------------------------------------------

    @Test
    void aPlanFollowsTheGroupsOwnAndJointSessionsThatAreHeld() {
        Week week = Week.nextMonth(jdbc);
        LocalDate day = week.first();
        Gathering meeting = body.meeting(
                Body.DMSO, week.at(day.atTime(9, 0)), week.at(day.plusDays(1).atTime(17, 0)), "ACCEPT");
        week.holds(meeting);
        UUID part = week.within("A test event");
        week.session("Own", day.atTime(10, 0), day.atTime(11, 0), null, Body.DMSO);
        week.session("Of others", day.atTime(11, 0), day.atTime(12, 0), null, Body.CITY);
        week.session("Joint", day.atTime(14, 0), day.atTime(15, 0), null, Body.CITY, Body.DMSO);
        UUID cancelled = week.session("Cancelled", day.atTime(15, 0), day.atTime(16, 0), null, Body.DMSO);
        jdbc.sql("update session set cancelled = true where id = ?")
                .param(cancelled)
                .update();
        UUID dinner = week.session("Dinner", day.atTime(19, 0), day.atTime(22, 0), null, Body.DMSO);
        jdbc.sql("update session set kind = 'SOCIAL' where id = ?")
                .param(dinner)
                .update();
        UUID next = week.session(
                "Next day", day.plusDays(1).atTime(9, 0), day.plusDays(1).atTime(10, 0), null, Body.DMSO);
        jdbc.sql("update session set part_id = ? where id = ?")
                .params(part, next)
                .update();
        week.session(
                "After the meeting",
                day.plusDays(2).atTime(9, 0),
                day.plusDays(2).atTime(10, 0),
                null,
                Body.DMSO);

        publishes(meeting, 40, "One", "Two", "Three", "Four", "Five", "Six");

        assertThat(starts(meeting))
                .containsExactly(
                        week.at(day.atTime(10, 0)),
                        week.at(day.atTime(10, 40)),
                        week.at(day.atTime(14, 20)),
                        week.at(day.plusDays(1).atTime(9, 0)),
                        week.at(day.plusDays(1).atTime(9, 40)),
                        null);
        assertThat(timing(meeting).overflow())
                .isEqualTo(
                        new Overflow(60, "60 min more than the sessions have: 5 is not finished, 6 is not reached."));
        assertThat(timing(meeting).basis()).contains("sessions on the timetable");
    }

    @Test
    void withoutSessionsAPlanFollowsTheMeetingsOwnHoursOnEachDay() {
        Week week = Week.nextMonth(jdbc);
        LocalDate day = week.first();
        Gathering meeting = body.meeting(
                Body.DMSO, week.at(day.atTime(9, 0)), week.at(day.plusDays(1).atTime(17, 0)), "ACCEPT");

        publishes(meeting, 300, "One", "Two", "Three");

        assertThat(starts(meeting))
                .containsExactly(
                        week.at(day.atTime(9, 0)),
                        week.at(day.atTime(14, 0)),
                        week.at(day.plusDays(1).atTime(11, 0)));
        assertThat(timing(meeting).basis()).contains("the same on each day");
    }

    @Test
    void anOlderVersionShowsItsPlanAndNothingOfWhatTheRoomDid() {
        Gathering meeting = body.meetingNow();
        publishes(meeting, 10, "One", "Two");
        opens(meeting, "One");
        publishes(meeting, 10, "One", "Three");
        MeetingView view = view(meeting);

        Timing older = times.of(view, agendas.version(view, 1, officer.as(Cast.CARLA)));

        assertThat(older.now()).isNull();
        assertThat(older.items().values()).extracting(ItemTime::startedAt).containsOnlyNulls();
        assertThat(timing(meeting).now()).isNotNull();
    }

    @Test
    void anAgendaOfAnyLengthTakesAsManyStatements() {
        Gathering little = body.meetingNow();
        publishes(little, 10, "One");
        Gathering much = body.meetingNow();
        publishes(
                much,
                1,
                java.util.stream.IntStream.range(0, 400)
                        .mapToObj(n -> "Item " + n)
                        .toArray(String[]::new));
        // The first request of a token is noted.
        asked(Cast.DANA, little, "/agenda/times");
        int few = Statements.during(() -> asked(Cast.DANA, little, "/agenda/times"));

        assertThat(Statements.during(() -> asked(Cast.DANA, much, "/agenda/times")))
                .isEqualTo(few);
    }

    // --- What programs and pages are told
    // ------------------------------------------------------------------------------

    private MvcTestResult asked(Cast person, Gathering meeting, String what) {
        return mvc.get()
                .uri("/api/v1/meetings/" + meeting.id() + what)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private MvcTestResult page(Cast person, String address) {
        return mvc.get().uri(address).with(Body.signedIn(person)).exchange();
    }

    private MvcTestResult sends(Cast person, Gathering meeting, String move, String name, String value) {
        return mvc.post()
                .uri("/meetings/" + meeting.id() + "/agenda/now" + move)
                .param(name, value)
                .param("from", "room")
                .with(Body.signedIn(person))
                .with(csrf())
                .exchange();
    }

    private void opens(Gathering meeting, String title) {
        UUID item = agendas.latest(view(meeting), officer.as(Cast.CARLA)).orElseThrow().items().stream()
                .filter(each -> each.title().equals(title))
                .findFirst()
                .orElseThrow()
                .id()
                .value();
        assertThat(sends(Cast.CARLA, meeting, "", "item", item.toString()))
                .hasStatus(302)
                .hasRedirectedUrl("/meetings/" + meeting.id() + "/room");
    }

    @Test
    void programsReadWhatIsDiscussedAndWhenTheRestComes() {
        Gathering meeting = body.meetingNow();
        publishes(meeting, 10, "One", "Two");
        assertThat(asked(Cast.DANA, meeting, "/agenda/now"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.now")
                .isNull();
        opens(meeting, "One");

        assertThat(asked(Cast.DANA, meeting, "/agenda/now"))
                .bodyJson()
                .extractingPath("$.now.number")
                .isEqualTo("1");
        assertThat(asked(Cast.DANA, meeting, "/agenda/now"))
                .bodyJson()
                .extractingPath("$.next.number")
                .isEqualTo("2");
        assertThat(asked(Cast.DANA, meeting, "/agenda/times"))
                .bodyJson()
                .extractingPath("$.items[*].state")
                .asArray()
                .containsExactly("NOW", "TO_COME");
        assertThat(asked(Cast.DANA, meeting, "/agenda/times"))
                .bodyJson()
                .extractingPath("$.items[1].forecast")
                .isNotNull();
    }

    @Test
    void withoutAScriptTheChairMovesTheRoomByFormsAndIsToldWhenItMovedMeanwhile() {
        Gathering meeting = body.meetingNow();
        publishes(meeting, 10, "One", "Two");
        opens(meeting, "One");
        assertThat(page(Cast.CARLA, "/meetings/" + meeting.id() + "/room"))
                .bodyText()
                .contains("Next: <bdi>2 Two</bdi>", "/agenda/now/closing");
        assertThat(page(Cast.DANA, "/meetings/" + meeting.id() + "/room"))
                .bodyText()
                .contains(">One</span>")
                .doesNotContain("/agenda/now/closing");

        MvcTestResult stale = sends(Cast.CARLA, meeting, "/next", "expected", "");
        assertThat(stale).hasStatus(302);
        assertThat(Objects.requireNonNull(stale.getMvcResult().getFlashMap().get("floorRefusal")))
                .asString()
                .contains("it is on 1 One since");
        assertThat(Objects.requireNonNull(sends(Cast.CARLA, meeting, "", "item", "rubbish")
                        .getMvcResult()
                        .getFlashMap()
                        .get("floorRefusal")))
                .asString()
                .contains("The room has moved");
    }

    @Test
    void theScreenShowsWhatIsDiscussedAndWhatComesByTheMeetingsClock() {
        Gathering meeting = body.meetingNow();
        publishes(meeting, 10, "One", "Two", "Three");
        opens(meeting, "Two");

        assertThat(page(Cast.DANA, "/meetings/" + meeting.id() + "/screen"))
                .hasStatusOk()
                .bodyText()
                .contains(">Two</span>", "0 of 10 min", ">Three</span>", "about ", "(Warsaw)")
                .doesNotContain("<nav");
        Instant now = Instant.now();
        Gathering closed = body.meeting(Body.CITY, now, now.plusSeconds(3_600), "ACCEPT");
        assertThat(page(Cast.DANA, "/meetings/" + closed.id() + "/screen")).hasStatus(404);
    }

    @Test
    void anOpenPageTakesOverStatesAndTimesOnly() {
        Gathering meeting = body.meetingNow();
        publishes(meeting, 10, "One", "Two", "Three");
        opens(meeting, "Two");

        assertThat(page(Cast.DANA, "/meetings/" + meeting.id() + "/agenda/now?items=true"))
                .hasStatusOk()
                .bodyText()
                .contains("is-now", "Now discussing", "Passed over", "at about ")
                .doesNotContain("sheet-title", "<select");
        assertThat(page(Cast.CARLA, "/meetings/" + meeting.id() + "/agenda/now"))
                .bodyText()
                .contains("<select")
                .doesNotContain("is-now");
    }
}
