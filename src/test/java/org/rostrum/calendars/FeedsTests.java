package org.rostrum.calendars;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.component.VEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** The public calendars, as a program that subscribes to them sees them. */
@RostrumTest
@Transactional
class FeedsTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;
    private final SessionsOnRecord record;

    FeedsTests(MockMvcTester mvc, JdbcClient jdbc, Body body) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
        this.record = new SessionsOnRecord(jdbc);
    }

    private MvcTestResult asked(String path) {
        return mvc.get().uri(path).exchange();
    }

    private Read read(String path) {
        MvcTestResult answer = asked(path);
        assertThat(answer).hasStatusOk().hasContentType("text/calendar;charset=UTF-8");
        return Read.of(answer.getResponse().getContentAsByteArray());
    }

    private static String ofEvent(UUID event) {
        return "/calendar/events/" + event + ".ics";
    }

    @Test
    void aProgramThatPollsSeesAMovedSessionMoveAndACancelledOneCancelled() {
        UUID week = record.event("A week");
        UUID moved = record.session(week, "Conformance", "PUBLIC", Body.DMSO);
        UUID cancelled = record.session(week, "Welcome", "PUBLIC");
        Map<String, VEvent> before = Read.held(read(ofEvent(week)).events());
        Instant later = Instant.parse("2027-04-21T12:00:00Z");
        record.moves(moved, later);
        record.cancels(cancelled);

        Read now = read(ofEvent(week));
        Map<String, VEvent> after = Read.held(now.events());
        assertThat(after.keySet()).isEqualTo(before.keySet()).hasSize(3);
        String uid = now.named("Conformance").getUid().getValue();
        assertThat(uid).startsWith("session-" + moved + "@");
        assertThat(Read.begins(Objects.requireNonNull(after.get(uid)))).isEqualTo(later);
        assertThat(Objects.requireNonNull(after.get(uid)).getSequence().getValue())
                .isGreaterThan(
                        Objects.requireNonNull(before.get(uid)).getSequence().getValue());
        VEvent gone = now.named("Cancelled: Welcome");
        assertThat(gone.getStatus().isCancelled()).isTrue();
        assertThat(gone.getSequence().getValue()).isEqualTo(1);
        assertThat(Objects.requireNonNull(after.get(uid)).getStatus().isConfirmed())
                .isTrue();
    }

    @Test
    void anEntrySaysWhereWhatAndWhoseAndLeadsToItsPage() {
        UUID week = record.event("A week in Kraków");
        UUID id = record.session(week, "Conformance", "PUBLIC", Body.DMSO, Body.CITY);
        UUID room = NewId.next();
        jdbc.sql("insert into venue_room (id, event_id, name, position) values (?, ?, 'Hall 2', 0)")
                .params(room, week)
                .update();
        jdbc.sql("update event set address = ? where id = ?")
                .params("Rynek 1\n31-042 Kraków", week)
                .update();
        jdbc.sql(
                        "update session set venue_room_id = ?, mode = 'HYBRID', members_only = true, note = 'Bring results' where id = ?")
                .params(room, id)
                .update();
        VEvent session = read(ofEvent(week)).named("Conformance");
        assertThat(session.getLocation().getValue()).isEqualTo("Hall 2, Kraków, Poland, Rynek 1, 31-042 Kraków");
        assertThat(session.getDescription().getValue()).isEqualTo("""
                        A week in Kraków
                        Joint session: Device Management and Smart Objects Working Group, Smart City Working Group
                        Members only, on site and remote.
                        Bring results""");
        assertThat(session.getCategories().getFirst().getValues()).containsExactly("Session", "DMSO", "CITY");
        assertThat(session.getUrl().getValue()).endsWith("/events/" + week + "/timetable#session-" + id);
        assertThat(session.getClassification().getValue()).isEqualTo("PUBLIC");
        VEvent event = read(ofEvent(week)).named("A week in Kraków");
        assertThat(event.getDateStart().getValue().hasTime()).isFalse();
        assertThat(event.getProperty(biweekly.property.Transparency.class).isTransparent())
                .isTrue();
    }

    @Test
    void whatIsForMembersOrAClosedGroupIsInNoPublicCalendar() {
        UUID week = record.event("A week");
        record.session(week, "Open", "PUBLIC", Body.DMSO);
        record.session(week, "For members", "MEMBERS", Body.DMSO);
        record.session(week, "For the group", "GROUP", Body.CITY);
        Gathering closed = body.meeting(
                Body.CITY, Instant.parse("2027-04-20T08:00:00Z"), Instant.parse("2027-04-20T10:00:00Z"), "ACCEPT");
        Gathering alone = body.meeting(
                Body.DMSO, Instant.parse("2027-05-20T08:00:00Z"), Instant.parse("2027-05-20T10:00:00Z"), "ACCEPT");
        jdbc.sql("update meeting set event_id = ?, name = 'Closed' where id = ?")
                .params(week, closed.id())
                .update();
        jdbc.sql("update meeting set name = 'Alone, for members' where id = ?")
                .param(alone.id())
                .update();
        // Also not for somebody who is signed in: a calendar that others share must not depend on who asked first.
        for (String path : new String[] {ofEvent(week), "/calendar/groups/DMSO.ics", "/calendar/groups/CITY.ics"}) {
            var answer = mvc.get().uri(path).with(Body.signedIn(Cast.ADA)).exchange();
            assertThat(answer)
                    .bodyText()
                    .doesNotContain(
                            "For members",
                            "For the group",
                            "Closed",
                            "Alone",
                            closed.id().toString());
        }
        assertThat(read(ofEvent(week)).summaries()).containsExactly("A week", "Open");
        assertThat(read("/calendar/groups/DMSO.ics").summaries()).contains("Open");
    }

    @Test
    void aGroupsMeetingStandsInTheCalendarUntilItsSessionsDo() {
        UUID week = record.event("A week");
        Gathering meeting = body.meeting(
                Body.DMSO, Instant.parse("2027-04-20T08:00:00Z"), Instant.parse("2027-04-22T10:00:00Z"), "ACCEPT");
        jdbc.sql("update meeting set event_id = ?, name = 'DMSO in that week', venue = 'Secret room' where id = ?")
                .params(week, meeting.id())
                .update();
        assertThat(read(ofEvent(week)).summaries()).containsExactly("A week", "DMSO in that week");
        assertThat(asked(ofEvent(week))).bodyText().doesNotContain("Secret room", "/meetings/");
        record.session(week, "DMSO session", "PUBLIC", Body.DMSO);
        assertThat(read(ofEvent(week)).summaries()).containsExactly("A week", "DMSO session");
        assertThat(read("/calendar/groups/DMSO.ics").summaries())
                .contains("DMSO session")
                .doesNotContain("DMSO in that week");
    }

    @Test
    void aPartOfAWeekHasACalendarOfItsOwn() {
        UUID week = record.event("A week");
        UUID part = record.event("A test event");
        jdbc.sql("update event set within_id = ?, kind = 'TEST_EVENT' where id = ?")
                .params(week, part)
                .update();
        UUID testing = record.session(week, "Testing", "PUBLIC");
        jdbc.sql("update session set part_id = ? where id = ?")
                .params(part, testing)
                .update();
        record.session(week, "Welcome", "PUBLIC");
        assertThat(read(ofEvent(part)).summaries()).containsExactly("A test event", "Testing");
        assertThat(read(ofEvent(week)).summaries())
                .containsExactlyInAnyOrder("A week", "A test event", "Testing", "Welcome");
    }

    @Test
    void whereOnlyMonthsAreKnownTheEntrySaysSo() {
        UUID event = NewId.next();
        jdbc.sql("""
                        insert into event (id, kind, name, starts_on, ends_on, date_precision)
                        values (?, 'TEST_EVENT', 'A spring test', ?, ?, 'MONTH')""")
                .params(event, LocalDate.of(2027, 3, 1), LocalDate.of(2027, 4, 30))
                .update();
        VEvent entry = read("/calendar/schedule.ics").named("A spring test (days not set yet)");
        assertThat(entry.getStatus().isTentative()).isTrue();
        assertThat(entry.getDescription().getValue())
                .contains("Only the month is known so far: March 2027 to April 2027.");
    }

    @Test
    void whatHasNotChangedIsAnswered304AndWhateverChangesOneOfItsWordsIsNot() {
        UUID week = record.event("A week");
        UUID id = record.session(week, "Conformance", "PUBLIC", Body.DMSO);
        UUID room = NewId.next();
        jdbc.sql("insert into venue_room (id, event_id, name, position) values (?, ?, 'Hall 2', 0)")
                .params(room, week)
                .update();
        jdbc.sql("update session set venue_room_id = ? where id = ?")
                .params(room, id)
                .update();
        String tag = tag(ofEvent(week));
        assertThat(tag).matches("\"[A-Za-z0-9_-]{27}\"");
        assertThat(tag(ofEvent(week))).isEqualTo(tag);
        var unchanged = mvc.get()
                .uri(ofEvent(week))
                .header("If-None-Match", "W/" + tag)
                .header("If-Modified-Since", "Thu, 01 Jan 2015 00:00:00 GMT")
                .exchange();
        assertThat(unchanged).hasStatus(304).body().isEmpty();
        assertThat(unchanged).headers().hasValue("ETag", tag).hasValue("Cache-Control", "max-age=300, public");

        jdbc.sql("update venue_room set name = 'Hall 3' where id = ?")
                .param(room)
                .update();
        assertThat(mvc.get().uri(ofEvent(week)).header("If-None-Match", tag))
                .hasStatusOk()
                .bodyText()
                .contains("LOCATION:Hall 3");
        String renamed = tag(ofEvent(week));
        jdbc.sql("update event set address = 'Rynek 1' where id = ?")
                .param(week)
                .update();
        assertThat(tag(ofEvent(week))).isNotEqualTo(renamed);
    }

    private String tag(String path) {
        return String.valueOf(asked(path).getResponse().getHeader("ETag"));
    }

    @Test
    void headAnswersAsGetAndNoSessionBegins() {
        UUID week = record.event("A week");
        var head = mvc.head().uri(ofEvent(week)).exchange();
        assertThat(head).hasStatusOk().hasContentType("text/calendar;charset=UTF-8");
        assertThat(head).headers().hasValue("ETag", tag(ofEvent(week))).containsHeader("Last-Modified");
        for (var answer : new MvcTestResult[] {head, asked(ofEvent(week)), asked("/calendar/schedule.ics")}) {
            assertThat(answer.getRequest().getSession(false)).isNull();
            assertThat(answer).headers().doesNotContainHeader("Set-Cookie");
        }
    }

    @Test
    void whatThereIsNotIsNotFound() {
        assertThat(asked("/calendar/events/00000000-0000-7000-8000-000000000000.ics"))
                .hasStatus(404);
        assertThat(asked("/calendar/events/spring.ics")).hasStatus(404);
        assertThat(asked("/calendar/groups/NONE.ics")).hasStatus(404);
    }

    @Test
    void aWholeCalendarTakesAsManyStatementsForMuchAsForLittleAndA304TwoOfThem() {
        UUID little = record.event("Little");
        UUID much = record.event("Much");
        record.session(little, "One", "PUBLIC", Body.DMSO);
        for (int i = 0; i < 40; i++) {
            record.session(
                    much,
                    "Many " + i,
                    Instant.parse("2027-04-20T08:00:00Z").plus(i, ChronoUnit.HOURS),
                    "PUBLIC",
                    Body.DMSO);
        }
        int few = Statements.during(() -> asked(ofEvent(little)));
        assertThat(Statements.during(() -> asked(ofEvent(much)))).isEqualTo(few).isLessThanOrEqualTo(7);
        String tag = tag(ofEvent(much));
        assertThat(Statements.during(() -> mvc.get()
                        .uri(ofEvent(much))
                        .header("If-None-Match", tag)
                        .exchange()))
                .isLessThanOrEqualTo(2);
    }
}
