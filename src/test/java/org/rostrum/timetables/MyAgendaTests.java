package org.rostrum.timetables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import com.jayway.jsonpath.JsonPath;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.rostrum.timetables.MyAgenda.Entry;
import org.rostrum.timetables.MyAgenda.Why;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;

/** What somebody marked or is part of. */
@RostrumTest
@Transactional
class MyAgendaTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final MyAgenda agenda;
    private final Viewers viewers;
    private final Newcomers newcomers;

    MyAgendaTests(
            MockMvcTester mvc, Body body, JdbcClient jdbc, MyAgenda agenda, Viewers viewers, Newcomers newcomers) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.viewers = viewers;
        this.newcomers = newcomers;
    }

    private Week week;
    private UUID dmso;
    private UUID city;
    private UUID lunch;

    private LocalDateTime on(int day, int hour) {
        return week.first().plusDays(day).atTime(hour, 0);
    }

    @BeforeEach
    void aWeekNextMonth() {
        week = Week.nextMonth(jdbc);
        dmso = week.session("DMSO looks at timers", on(0, 9), on(0, 11), null, Body.DMSO);
        city = week.session("CITY among themselves", on(0, 10), on(0, 12), null, Body.CITY);
        jdbc.sql("update session set visibility = 'GROUP' where id = ?")
                .param(city)
                .update();
        lunch = week.session("Lunch for all", on(0, 13), on(0, 14), null);
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private Map<UUID, Set<Why>> agendaOf(Cast person) {
        Instant from = week.at(on(-1, 0));
        return agenda.of(viewer(person), from, from.plus(20, ChronoUnit.DAYS)).stream()
                .filter(entry -> entry.session().event().value().equals(week.id()))
                .collect(java.util.stream.Collectors.toMap(
                        entry -> entry.session().id().value(), Entry::why));
    }

    @Test
    void whoHoldsAnOfficeInAGroupHasItsSessionsOnTheAgenda() {
        assertThat(agendaOf(Cast.CARLA)).isEqualTo(Map.of(dmso, Set.of(Why.OFFICE)));
        assertThat(agendaOf(Cast.VICTOR)).isEqualTo(Map.of(dmso, Set.of(Why.OFFICE), city, Set.of(Why.OFFICE)));
    }

    @Test
    void whoTakesPartInAMeetingHasTheSessionsOfItsGroupInThatEvent() {
        Gathering meeting = body.meetingNextMonth();
        week.holds(meeting);
        Week other = Week.nextMonth(jdbc);
        other.session("DMSO elsewhere", on(0, 9), on(0, 11), null, Body.DMSO);
        assertThat(agendaOf(Cast.DANA)).isEmpty();
        jdbc.sql("insert into participation values (?, ?, null, 'REMOTE', now())")
                .params(meeting.id(), Cast.DANA.id())
                .update();
        assertThat(agendaOf(Cast.DANA)).isEqualTo(Map.of(dmso, Set.of(Why.MEETING)));
        Instant from = week.at(on(-1, 0));
        assertThat(agenda.of(viewer(Cast.DANA), from, from.plus(20, ChronoUnit.DAYS)))
                .extracting(entry -> entry.session().title())
                .doesNotContain("DMSO elsewhere");
        body.invites(Cast.GUS, meeting);
        assertThat(agendaOf(Cast.GUS)).isEqualTo(Map.of(dmso, Set.of(Why.MEETING)));
    }

    @Test
    void whoRegisteredHasWhatIsForAllAndOfThePartsOnlyTheirs() {
        UUID test = week.within("A test event");
        UUID other = week.within("Another test event");
        UUID setUp = week.session("Setting up", on(1, 9), on(1, 10), null);
        UUID elsewhere = week.session("Setting up elsewhere", on(1, 9), on(1, 10), null);
        jdbc.sql("update session set part_id = ? where id = ?")
                .params(test, setUp)
                .update();
        jdbc.sql("update session set part_id = ? where id = ?")
                .params(other, elsewhere)
                .update();
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until)
                        values (?, now() - interval '1 day', now() + interval '1 day', now() + interval '1 day')""").param(week.id()).update();
        jdbc.sql("insert into registration_part (event_id, part_id) values (?, ?)")
                .params(week.id(), test)
                .update();
        UUID registration = NewId.next();
        jdbc.sql("""
                        insert into registration (id, event_id, person_id, code, listed, registered_at, changed_at)
                        values (?, ?, ?, ?, true, now(), now())""")
                .params(registration, week.id(), Cast.DANA.id(), code(registration))
                .update();
        jdbc.sql("""
                        insert into registration_choice
                        values (?, ?, ?, 'IN_PERSON', 'WAITING', now(), null)""").params(registration, week.id(), test).update();
        assertThat(agendaOf(Cast.DANA)).as("who waits for a place has none").isEmpty();
        jdbc.sql("update registration_choice set place = 'CONFIRMED', confirmed_at = now() where registration_id = ?")
                .param(registration)
                .update();
        assertThat(agendaOf(Cast.DANA)).isEqualTo(Map.of(lunch, Set.of(Why.REGISTERED), setUp, Set.of(Why.REGISTERED)));
        jdbc.sql("update registration set withdrawn_at = now() where id = ?")
                .param(registration)
                .update();
        assertThat(agendaOf(Cast.DANA)).isEmpty();
    }

    private static String code(UUID id) {
        return id.toString().replaceAll("[^2-9a-f]", "").substring(0, 10).toUpperCase(java.util.Locale.ROOT);
    }

    @Test
    void aClosedGroupsSessionIsMarkedBySomebodyInItOnlyAndGoneWithTheRightToSeeIt() {
        SessionId closed = new SessionId(city);
        assertThatThrownBy(() -> agenda.mark(closed, viewer(Cast.DANA))).isInstanceOf(NotFound.class);
        agenda.mark(closed, viewer(Cast.DEVI));
        assertThat(agendaOf(Cast.DEVI)).isEqualTo(Map.of(city, Set.of(Why.MARKED, Why.OFFICE)));
        jdbc.sql("update office set until = current_date - 1 where person_id = ?")
                .param(Cast.DEVI.id())
                .update();
        assertThat(agendaOf(Cast.DEVI)).isEmpty();
    }

    @Test
    void marksAreMadeAndTakenOffOnThePageAndLeadBackToWhereOneWas() {
        MvcTestResult marked = mvc.post()
                .uri("/sessions/" + dmso + "/mark")
                .param("from", "/events/" + week.id() + "/timetable?mine=1")
                .with(Body.signedIn(Cast.DANA))
                .with(csrf())
                .exchange();
        assertThat(marked).hasStatus(303).hasHeader("Location", "/events/" + week.id() + "/timetable?mine=1#s-" + dmso);
        assertThat(page(Cast.DANA))
                .contains(
                        "DMSO looks at timers",
                        "You marked it",
                        "09:00–11:00 C",
                        "/sessions/" + dmso + "/mark/removal");
        assertThat(mvc.post()
                        .uri("/sessions/" + dmso + "/mark/removal")
                        .param("from", "https://elsewhere.example/")
                        .with(Body.signedIn(Cast.DANA))
                        .with(csrf()))
                .hasHeader("Location", "/#s-" + dmso);
        assertThat(page(Cast.DANA)).doesNotContain("DMSO looks at timers");
        assertThat(mvc.post()
                        .uri("/sessions/" + city + "/mark")
                        .with(Body.signedIn(Cast.DANA))
                        .with(csrf()))
                .hasStatus(404);
    }

    @Test
    void whoIsPartOfNothingReadsWhatWillBeHere() {
        assertThat(mvc.get().uri("/my-agenda").with(newcomers.delegate().signedIn()))
                .hasStatusOk()
                .bodyText()
                .contains("Nothing is on your agenda yet");
    }

    private String page(Cast reader) {
        return page(Body.signedIn(reader));
    }

    private String page(RequestPostProcessor reader) {
        MvcTestResult result = mvc.get().uri("/my-agenda").with(reader).exchange();
        assertThat(result).hasStatusOk();
        return assertThat(result).bodyText().actual();
    }

    @Test
    void todayShowsWhereOneGoesNext() {
        Week now = Week.now(jdbc);
        Instant soon = Instant.now().plus(1, ChronoUnit.HOURS);
        UUID next =
                now.session("Next for victor", soon, soon.plus(1, ChronoUnit.HOURS), now.room("Attic", 3), Body.DMSO);
        assertThat(mvc.get().uri("/").with(Body.signedIn(Cast.VICTOR)))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Your next sessions",
                        "Next for victor",
                        "Attic",
                        "/events/" + now.id() + "/timetable#s-" + next);
        assertThat(mvc.get().uri("/").with(Body.signedIn(Cast.IPSI))).bodyText().doesNotContain("Next for victor");
    }

    @Test
    void onesOwnAtTheSameTimeIsPointedOut() {
        Newcomers.Group one = newcomers.group(Visibility.MEMBERS);
        Newcomers.Group two = newcomers.group(Visibility.MEMBERS);
        Newcomer person = newcomers.delegate();
        newcomers.appointed(one, person, OfficeRole.CHAIR);
        newcomers.appointed(two, person, OfficeRole.SECRETARY);
        week.session("One looks at timers", on(0, 9), on(0, 11), null, one.id().value());
        UUID other = week.session(
                "Two among themselves", on(0, 10), on(0, 12), null, two.id().value());
        assertThat(page(person.signedIn()))
                .contains("At the same time: Two among themselves, 10:00–12:00")
                .contains("At the same time: One looks at timers, 09:00–11:00");
        jdbc.sql("update session set cancelled = true where id = ?")
                .param(other)
                .update();
        assertThat(page(person.signedIn()))
                .contains("<s>Two among themselves</s>")
                .doesNotContain("At the same time");
    }

    @Test
    void aMeetingHeldInOnePieceIsThereAndOneWithSessionsIsThereAsThese() {
        Gathering alone = body.meetingNextMonth();
        Gathering inSessions = body.meetingNextMonth();
        week.holds(inSessions);
        for (Gathering meeting : List.of(alone, inSessions)) {
            jdbc.sql("insert into participation values (?, ?, null, 'REMOTE', now())")
                    .params(meeting.id(), Cast.DANA.id())
                    .update();
        }
        assertThat(page(Cast.DANA))
                .contains("/meetings/" + alone.id() + "\"", "DMSO looks at timers")
                .doesNotContain("id=\"s-" + inSessions.id());
    }

    @Test
    void programsReadAndMarkWithinTheirScope() {
        assertThat(mvc.put()
                        .uri("/api/v1/sessions/" + lunch + "/mark")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(204);
        String json = api("/api/v1/my-agenda");
        List<String> titles = JsonPath.read(json, "$.items[*].session.title");
        assertThat(titles).contains("Lunch for all");
        assertThat(mvc.delete()
                        .uri("/api/v1/sessions/" + lunch + "/mark")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(204);
        assertThat(api("/api/v1/my-agenda")).doesNotContain("Lunch for all");
        assertThat(mvc.get()
                        .uri("/api/v1/my-agenda?from=2026-01-01T00:00:00Z&to=2029-01-01T00:00:00Z")
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .accept(MediaType.APPLICATION_JSON))
                .hasStatus(422);
        jdbc.sql("update access_token set scopes = array['read'] where person_id = ?")
                .param(Cast.DANA.id())
                .update();
        assertThat(mvc.put()
                        .uri("/api/v1/sessions/" + lunch + "/mark")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(403);
    }

    private String api(String path) {
        MvcTestResult answer = mvc.get()
                .uri(path)
                .header("Authorization", "Bearer " + Cast.DANA.token())
                .exchange();
        assertThat(answer).hasStatusOk();
        return assertThat(answer).bodyText().actual();
    }

    @Test
    void aFullAgendaTakesNoMoreStatementsThanAShortOne() {
        int few = Statements.during(() -> page(Cast.VICTOR));
        for (int i = 0; i < 40; i++) {
            Week other = i % 10 == 0 ? Week.nextMonth(jdbc) : week;
            other.session("DMSO again " + i, on(i % 4, 8), on(i % 4, 9), null, Body.DMSO);
        }
        assertThat(Statements.during(() -> page(Cast.VICTOR))).isEqualTo(few).isBetween(1, 7);
    }
}
