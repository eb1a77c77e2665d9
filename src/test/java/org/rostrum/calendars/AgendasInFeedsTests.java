package org.rostrum.calendars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import biweekly.component.VEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What calendars tell of agendas, and to whom. */
@RostrumTest
@Transactional
class AgendasInFeedsTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;
    private final SessionsOnRecord record;
    private final JsonMapper json = JsonMapper.shared();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);

    AgendasInFeedsTests(MockMvcTester mvc, JdbcClient jdbc, Body body) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
        this.record = new SessionsOnRecord(jdbc);
    }

    private record Group(UUID id, String code) {}

    private Group group(String visibility) {
        UUID id = NewId.next();
        String code = "A" + id.toString().substring(28).toUpperCase(java.util.Locale.ROOT);
        jdbc.sql("insert into working_group (id, code, name, kind, visibility) values (?, ?, ?, 'WORKING_GROUP', ?)")
                .params(id, code, "Group " + code, visibility)
                .update();
        office(id, Cast.CARLA.id(), "CHAIR");
        return new Group(id, code);
    }

    private void office(UUID group, UUID person, String role) {
        jdbc.sql("insert into office (id, group_id, person_id, role, since) values (?, ?, ?, ?, date '2020-01-01')")
                .params(NewId.next(), group, person, role)
                .update();
    }

    private MvcTestResult sends(String address, Map<String, ?> content) {
        return mvc.post()
                .uri(address)
                .header("Authorization", "Bearer " + Cast.CARLA.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(content))
                .exchange();
    }

    private void publishes(Gathering meeting, int revision, String... titles) {
        String agenda = "/api/v1/meetings/" + meeting.id() + "/agenda";
        assertThat(mvc.put()
                        .uri(agenda + "/draft")
                        .header("Authorization", "Bearer " + Cast.CARLA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(Map.of(
                                "revision",
                                revision,
                                "items",
                                java.util.Arrays.stream(titles)
                                        .map(title -> Map.of("title", title, "minutes", 60))
                                        .toList()))))
                .hasStatusOk();
        assertThat(sends(agenda + "/publications", Map.of("revision", revision + 1)))
                .hasStatus(201);
    }

    private void goesOn(Gathering meeting) {
        var now = jdbc.sql("select id from agenda_stay where meeting_id = ? and ended_at is null")
                .param(meeting.id())
                .query(UUID.class)
                .optional();
        assertThat(sends(
                        "/api/v1/meetings/" + meeting.id() + "/agenda/now/next",
                        now.<Map<String, ?>>map(stay -> Map.of("expected", stay))
                                .orElse(Map.of())))
                .hasStatusOk();
    }

    private Read read(String address) {
        MvcTestResult answer = mvc.get().uri(address).exchange();
        assertThat(answer).hasStatusOk();
        return Read.of(answer.getResponse().getContentAsByteArray());
    }

    private String tag(String address) {
        return Objects.requireNonNull(
                mvc.get().uri(address).exchange().getResponse().getHeader("ETag"));
    }

    private String calendarOf(OwnPerson person) {
        MvcTestResult answer = mvc.post()
                .uri("/me/calendars")
                .param("name", "Phone")
                .param("intent", NewId.next().toString())
                .with(person.signedIn())
                .with(csrf())
                .exchange();
        Matcher address = Pattern.compile("/calendar/people/[A-Za-z0-9_-]{43}\\.ics")
                .matcher(assertThat(answer).bodyText().actual());
        assertThat(address.find()).isTrue();
        return address.group();
    }

    private static String told(VEvent event) {
        return event.getDescription().getValue();
    }

    private static String ofGroup(Group group) {
        return "/calendar/groups/" + group.code() + ".ics";
    }

    @Test
    void aPublicGroupsCalendarTellsThePlanAndThenHowItLooks() {
        Group open = group("PUBLIC");
        Gathering meeting =
                body.meeting(open.id(), now.minus(10, ChronoUnit.MINUTES), now.plus(5, ChronoUnit.HOURS), "ACCEPT");
        String before = tag(ofGroup(open));

        publishes(meeting, 0, "Opening", "Liaisons", "Close");
        VEvent planned = read(ofGroup(open)).named("A test meeting");
        String tagOfThePlan = tag(ofGroup(open));
        assertThat(told(planned))
                .contains("version 1", "\n1 Opening, ", "\n2 Liaisons, ")
                .doesNotContain("about");
        assertThat(tagOfThePlan).isNotEqualTo(before);

        goesOn(meeting);
        VEvent running = read(ofGroup(open)).named("A test meeting");
        assertThat(told(running)).contains("\n1 Opening, since ", "\n2 Liaisons, at about ", "\n3 Close, at about ");
        assertThat(tag(ofGroup(open))).isNotEqualTo(tagOfThePlan);
        assertThat(running.getSequence().getValue())
                .isEqualTo(planned.getSequence().getValue());
        assertThat(running.getUid().getValue()).isEqualTo(planned.getUid().getValue());
    }

    @Test
    void agendasOfOtherGroupsAreInNoPublicCalendar() {
        UUID week = record.event("A week");
        for (String visibility : new String[] {"MEMBERS", "GROUP"}) {
            Group group = group(visibility);
            Gathering meeting =
                    body.meeting(group.id(), now.plus(1, ChronoUnit.DAYS), now.plus(2, ChronoUnit.DAYS), "ACCEPT");
            jdbc.sql("update meeting set event_id = ? where id = ?")
                    .params(week, meeting.id())
                    .update();
            record.session(week, "A session", now.plus(1, ChronoUnit.DAYS), "PUBLIC", group.id());
            publishes(meeting, 0, "Whispered " + visibility);

            assertThat(read(ofGroup(group)).text()).doesNotContain("Whispered");
        }
        assertThat(read("/calendar/events/" + week + ".ics").text())
                .contains("A session")
                .doesNotContain("Whispered");
    }

    @Test
    void somebodysOwnCalendarTellsWhatTheyMayReadAndNoMore() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String address = calendarOf(person);
        UUID week = record.event("A week");
        Group closed = group("GROUP");
        Gathering meeting =
                body.meeting(closed.id(), now.plus(1, ChronoUnit.DAYS), now.plus(2, ChronoUnit.DAYS), "ACCEPT");
        jdbc.sql("update meeting set event_id = ? where id = ?")
                .params(week, meeting.id())
                .update();
        UUID first = record.session(week, "First", now.plus(1, ChronoUnit.DAYS), "PUBLIC", closed.id());
        UUID second = record.session(week, "Second", now.plus(28, ChronoUnit.HOURS), "PUBLIC", closed.id());
        publishes(meeting, 0, "Whispered one", "Whispered two", "Whispered three");
        for (UUID session : new UUID[] {first, second}) {
            jdbc.sql("insert into session_mark values (?, ?, now())")
                    .params(person.id(), session)
                    .update();
        }
        assertThat(read(address).text()).contains("First").doesNotContain("Whispered");

        office(closed.id(), person.id(), "PARTICIPANT");
        Read calendar = read(address);
        assertThat(told(calendar.named("First")))
                .contains("1 Whispered one", "2 Whispered two")
                .doesNotContain("three");
        assertThat(told(calendar.named("Second"))).contains("3 Whispered three").doesNotContain("one");
    }

    @Test
    void whatIsForTheOfficersOnlyIsInNoCalendar() {
        Group open = group("PUBLIC");
        Gathering meeting =
                body.meeting(open.id(), now.plus(1, ChronoUnit.DAYS), now.plus(2, ChronoUnit.DAYS), "ACCEPT");
        String agenda = "/api/v1/meetings/" + meeting.id() + "/agenda";
        assertThat(mvc.put()
                        .uri(agenda + "/draft")
                        .header("Authorization", "Bearer " + Cast.CARLA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                                {"revision": 0, "items": [{"title": "Opening", "minutes": 5},
                                  {"title": "Before it begins", "kind": "INTERNAL", "minutes": 5}]}"""))
                .hasStatusOk();
        assertThat(sends(agenda + "/publications", Map.of("revision", 1))).hasStatus(201);

        assertThat(read(ofGroup(open)).text()).contains("1 Opening").doesNotContain("Before it begins");
    }
}
