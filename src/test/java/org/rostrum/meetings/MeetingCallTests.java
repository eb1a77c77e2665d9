package org.rostrum.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.events.EventPlanning;
import org.rostrum.events.EventText;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.News;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.Newcomers.Group;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Chairs and staff call meetings. Who may is in the table, which WalkTests walks. */
@RostrumTest
@RecordApplicationEvents
class MeetingCallTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Newcomers newcomers;
    private final MeetingCalls calls;
    private final EventPlanning planning;
    private final Viewers viewers;

    /** Of the test that runs, which no constructor can have. */
    @Autowired
    @SuppressWarnings("NullAway.Init")
    private ApplicationEvents published;

    MeetingCallTests(
            MockMvcTester mvc,
            JdbcClient jdbc,
            Newcomers newcomers,
            MeetingCalls calls,
            EventPlanning planning,
            Viewers viewers) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.newcomers = newcomers;
        this.calls = calls;
        this.planning = planning;
        this.viewers = viewers;
    }

    private MvcTestResult post(String address, Cast person, Map<String, String> fields) {
        var request =
                mvc.post().uri(address).with(Body.signedIn(person)).with(SecurityMockMvcRequestPostProcessors.csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    private String page(String address, Cast person) {
        MvcTestResult page = mvc.get().uri(address).with(Body.signedIn(person)).exchange();
        assertThat(page).as(address).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    private static Map<String, String> fields(String... others) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "name", "A called meeting",
                "timeZone", "Europe/Lisbon",
                "startsAt", "2027-04-12T09:00",
                "endsAt", "2027-04-14T17:00",
                "latePolicy", "ACCEPT"));
        for (int i = 0; i < others.length; i += 2) {
            fields.put(others[i], others[i + 1]);
        }
        return fields;
    }

    private static UUID called(MvcTestResult answer) {
        assertThat(answer).hasStatus3xxRedirection();
        String address = Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
        return UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
    }

    private record Kept(
            Instant startsAt, Instant endsAt, Instant deadline, String zone, int sequence, String status, UUID room) {}

    private Kept kept(UUID meeting) {
        return jdbc.sql("select * from meeting where id = ?")
                .param(meeting)
                .query((row, n) -> new Kept(
                        row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant(),
                        row.getTimestamp("contribution_deadline").toInstant(),
                        row.getString("time_zone"),
                        row.getInt("sequence"),
                        row.getString("status"),
                        row.getObject("room_id", UUID.class)))
                .single();
    }

    private List<News> news(String type, UUID meeting) {
        return published.stream(News.class)
                .filter(news -> news.type().equals(type) && news.path().equals("/meetings/" + meeting))
                .toList();
    }

    private void takesPart(UUID meeting, UUID person) {
        jdbc.sql(
                        "insert into participation (meeting_id, person_id, mode, registered_at) values (?, ?, 'REMOTE', now())")
                .params(meeting, person)
                .update();
    }

    private void invited(UUID meeting, UUID person) {
        jdbc.sql("insert into invitation (meeting_id, person_id, invited_by, invited_at) values (?, ?, ?, now())")
                .params(meeting, person, Cast.CARLA.id())
                .update();
    }

    private Week lisbon() {
        return Week.of(
                jdbc, "A week " + NewId.next(), LocalDate.of(2027, 4, 12), LocalDate.of(2027, 4, 16), "Europe/Lisbon");
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), java.util.EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    // --- Calling -----------------------------------------------------------------------------------------------------

    @Test
    void aChairCallsAMeetingAndItsRoomAndItsThreadAreThere() {
        assertThat(page("/groups/DMSO", Cast.CARLA)).contains("/groups/DMSO/meetings/new");
        assertThat(page("/groups/DMSO", Cast.DANA)).doesNotContain("/groups/DMSO/meetings/new");
        assertThat(page("/groups/DMSO/meetings/new", Cast.CARLA)).contains("Call a meeting of DMSO");
        UUID meeting = called(post("/groups/DMSO/meetings", Cast.CARLA, fields("venue", "Room 1")));
        Kept kept = kept(meeting);
        assertThat(kept.startsAt()).isEqualTo("2027-04-12T08:00:00Z");
        assertThat(kept.endsAt()).isEqualTo("2027-04-14T16:00:00Z");
        assertThat(kept.deadline()).isEqualTo("2027-04-05T17:00:00Z");
        assertThat(kept.sequence()).isZero();
        assertThat(page("/meetings/" + meeting, Cast.DANA))
                .contains("A called meeting", "Room 1")
                .doesNotContain("/edit");
        assertThat(page("/meetings/" + meeting + "/room", Cast.DANA)).contains("A called meeting");
        assertThat(mvc.post()
                        .uri("/api/v1/rooms/" + kept.room() + "/messages")
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .header("Idempotency-Key", NewId.next().toString())
                        .contentType("application/json")
                        .content("{\"text\": \"I come.\"}"))
                .hasStatus2xxSuccessful();
        assertThat(news("meeting.called", meeting))
                .singleElement()
                .satisfies(news -> assertThat(news.people())
                        .contains(Cast.VICTOR.id(), Cast.SEKRA.id(), Cast.EDDA.id())
                        .doesNotContain(Cast.CARLA.id(), Cast.DANA.id()));
        assertThat(jdbc.sql("select count(*) from audit_entry where subject_id = ? and action = 'meeting.called'")
                        .param(meeting.toString())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void inAnEventItTakesTheZoneAndTheDaysOfTheEvent() {
        Week week = lisbon();
        Group group = newcomers.group(Visibility.MEMBERS);
        String address = "/groups/" + group.code() + "/meetings";
        assertThat(page(address + "/new?event=" + week.id(), Cast.ADA))
                .contains(
                        "value=\"2027-04-12T09:00\"",
                        "value=\"2027-04-16T17:00\"",
                        "value=\"Europe/Lisbon\"",
                        "12–16 April 2027");
        assertThat(page("/staff/events/" + week.id(), Cast.ADA)).contains(address + "/new?event=" + week.id());
        Map<String, String> outside =
                fields("event", week.id().toString(), "timeZone", "", "startsAt", "2027-04-11T23:30");
        assertThat(post(address, Cast.ADA, outside))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "id=\"startsAt-error\"",
                        "is held in its days, 12–16 April 2027, on the clocks of Europe/Lisbon");
        // The same instant is the first day's morning in Lisbon, whatever the clocks of the meeting say.
        UUID meeting = called(post(
                address,
                Cast.ADA,
                fields("event", week.id().toString(), "timeZone", "America/New_York", "startsAt", "2027-04-11T19:30")));
        assertThat(kept(meeting).startsAt()).isEqualTo("2027-04-11T23:30:00Z");
        assertThat(post(address, Cast.ADA, fields("event", week.id().toString())))
                .hasStatus(409)
                .bodyText()
                .contains("id=\"event-error\"", "has called its meeting in this event already");
        assertThat(post(address, Cast.ADA, fields("event", NewId.next().toString())))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"event-error\"");
        assertThat(post(address, Cast.ADA, fields("event", week.id().toString(), "endsAt", "2027-04-17T00:30")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"endsAt-error\"");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceBesideItsField() {
        assertThat(post(
                        "/groups/DMSO/meetings",
                        Cast.CARLA,
                        fields(
                                "name",
                                "",
                                "timeZone",
                                "Nowhere/Else",
                                "startsAt",
                                "soon",
                                "agendaExpectedOn",
                                "2027-13-01",
                                "latePolicy",
                                "")))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "name-error", "timeZone-error", "startsAt-error", "agendaExpectedOn-error", "latePolicy-error")
                .contains("value=\"soon\"");
        assertThat(post("/groups/DMSO/meetings", Cast.CARLA, fields("endsAt", "2027-04-12T09:00")))
                .hasStatus(422)
                .bodyText()
                .contains("It would end before it begins");
        assertThat(post("/groups/DMSO/meetings", Cast.CARLA, fields("deadline", "2027-04-14T17:01")))
                .hasStatus(422)
                .bodyText()
                .contains("deadline-error");
        assertThat(post(
                        "/groups/DMSO/meetings",
                        Cast.CARLA,
                        fields("startsAt", "2020-04-12T09:00", "endsAt", "2020-04-12T10:00")))
                .hasStatus(422)
                .bodyText()
                .contains("That is over already");
        Group group = newcomers.group(Visibility.MEMBERS);
        jdbc.sql("update working_group set closed_at = now() where id = ?")
                .param(group.id().value())
                .update();
        assertThat(post("/groups/" + group.code() + "/meetings", Cast.ADA, fields()))
                .hasStatus(409)
                .bodyText()
                .contains("is closed");
    }

    /** The deadline is at 18:00 of the place, also where the clocks change between it and the meeting. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw,     2027-03-29, 02:30, 2027-03-28, 2027-03-22T17:00:00Z",
        "America/New_York,  2027-03-15, 02:30, 2027-03-14, 2027-03-08T23:00:00Z",
        "America/Santiago,  2027-09-06, 00:30, 2027-09-05, 2027-08-30T22:00:00Z",
        "Africa/Cairo,      2027-05-01, 00:30, 2027-04-30, 2027-04-24T16:00:00Z",
        "Africa/Casablanca, 2027-03-15, 02:30, 2027-03-14, 2027-03-08T18:00:00Z",
        "Australia/Sydney,  2027-10-04, 02:30, 2027-10-03, 2027-09-27T08:00:00Z",
    })
    void clocksThatChangeMoveNoDeadlineAndNoHourIsInvented(
            String zone, LocalDate first, String gap, LocalDate gapDay, Instant deadline) {
        assertThat(post(
                        "/groups/DMSO/meetings",
                        Cast.CARLA,
                        fields("timeZone", zone, "startsAt", gapDay + "T" + gap, "endsAt", first + "T17:00")))
                .hasStatus(422)
                .bodyText()
                .contains("startsAt-error", "the clocks are put forward");
        UUID meeting = called(post(
                "/groups/DMSO/meetings",
                Cast.CARLA,
                fields("timeZone", zone, "startsAt", first + "T09:00", "endsAt", first + "T17:00")));
        assertThat(kept(meeting).deadline()).isEqualTo(deadline);
    }

    @Test
    void aTimeThatIsThereTwiceIsAskedAboutAndKept() {
        Map<String, String> twice =
                fields("timeZone", "Europe/Warsaw", "startsAt", "2027-10-31T02:30", "endsAt", "2027-10-31T17:00");
        assertThat(post("/groups/DMSO/meetings", Cast.CARLA, twice))
                .hasStatus(422)
                .bodyText()
                .contains("startsAt-error", "The first: 02:30 CEST", "The second: 02:30 CET");
        twice.put("startsFold", "SECOND");
        UUID meeting = called(post("/groups/DMSO/meetings", Cast.CARLA, twice));
        assertThat(kept(meeting).startsAt()).isEqualTo("2027-10-31T01:30:00Z");
        assertThat(page("/meetings/" + meeting + "/edit", Cast.CARLA)).containsPattern("value=\"SECOND\"[^>]*checked");
    }

    // --- Moving ------------------------------------------------------------------------------------------------------

    @Test
    void whoeverItConcernsIsToldOfAMoveAndCalendarsFollow() {
        UUID meeting = called(post("/groups/DMSO/meetings", Cast.CARLA, fields()));
        takesPart(meeting, Cast.DANA.id());
        Map<String, String> asItWas = fields("deadline", "2027-04-05T18:00", "version", "0");
        assertThat(post("/meetings/" + meeting + "/edit", Cast.CARLA, asItWas)).hasStatus3xxRedirection();
        assertThat(kept(meeting).sequence()).isZero();
        assertThat(news("meeting.moved", meeting)).isEmpty();

        Map<String, String> moved =
                fields("deadline", "2027-04-05T18:00", "startsAt", "2027-04-13T09:00", "version", "0");
        assertThat(post("/meetings/" + meeting + "/edit", Cast.CARLA, moved)).hasStatus3xxRedirection();
        assertThat(kept(meeting).sequence()).isOne();
        assertThat(news("meeting.moved", meeting)).singleElement().satisfies(news -> {
            assertThat(news.people())
                    .contains(Cast.DANA.id(), Cast.SEKRA.id())
                    .doesNotContain(Cast.CARLA.id(), Cast.DEVI.id());
            assertThat(news.text()).contains("now held Tue 13 Apr", "It was Mon 12 Apr", "(Lisbon)");
        });

        Map<String, String> later =
                fields("deadline", "2027-04-06T18:00", "startsAt", "2027-04-13T09:00", "version", "1");
        assertThat(post("/meetings/" + meeting + "/edit", Cast.CARLA, later)).hasStatus3xxRedirection();
        assertThat(kept(meeting).sequence()).isOne();
        assertThat(news("meeting.moved", meeting))
                .hasSize(2)
                .last()
                .satisfies(news -> assertThat(news.title()).startsWith("Another deadline"));

        assertThat(post("/meetings/" + meeting + "/edit", Cast.VICTOR, fields("name", "Victor's name", "version", "1")))
                .hasStatus(409)
                .bodyText()
                .contains(
                        "Somebody else changed this",
                        "Name now",
                        "A called meeting",
                        "value=\"Victor&#39;s name\"",
                        "2027-04-13T09:00");
    }

    @Test
    void whatIsOverStaysAsItWas() {
        UUID meeting = called(post("/groups/DMSO/meetings", Cast.CARLA, fields()));
        jdbc.sql("""
                        update meeting set starts_at = now() - interval '3 days', ends_at = now() - interval '1 day',
                               contribution_deadline = now() - interval '9 days' where id = ?""").param(meeting).update();
        assertThat(post("/meetings/" + meeting + "/edit", Cast.CARLA, fields())).hasStatus(409);
        assertThat(post("/meetings/" + meeting + "/cancellation", Cast.CARLA, Map.of("reason", "Late")))
                .hasStatus(409);
        assertThat(page("/meetings/" + meeting, Cast.CARLA)).doesNotContain("/cancellation", "/edit");
    }

    // --- Cancelling --------------------------------------------------------------------------------------------------

    @Test
    void aMeetingIsCancelledWithAReasonAndReinstated() {
        UUID meeting = called(post("/groups/DMSO/meetings", Cast.CARLA, fields()));
        takesPart(meeting, Cast.IPSI.id());
        assertThat(page("/meetings/" + meeting + "/cancellation", Cast.CARLA)).contains("people are told");
        assertThat(post("/meetings/" + meeting + "/cancellation", Cast.CARLA, Map.of("reason", "")))
                .hasStatus(422)
                .bodyText()
                .contains("reason-error");
        assertThat(post("/meetings/" + meeting + "/cancellation", Cast.CARLA, Map.of("reason", "The host withdrew.")))
                .hasStatus3xxRedirection();
        assertThat(kept(meeting).status()).isEqualTo("CANCELLED");
        assertThat(kept(meeting).sequence()).isOne();
        assertThat(news("meeting.cancelled", meeting)).singleElement().satisfies(news -> {
            assertThat(news.people()).contains(Cast.IPSI.id(), Cast.VICTOR.id());
            assertThat(news.text()).contains("The host withdrew.");
        });
        assertThat(page("/meetings/" + meeting, Cast.DANA))
                .contains("This meeting was cancelled: The host withdrew.")
                .doesNotContain("/reinstatement");
        assertThat(post("/meetings/" + meeting + "/edit", Cast.CARLA, fields())).hasStatus(409);
        assertThat(post("/meetings/" + meeting + "/reinstatement", Cast.CARLA, Map.of()))
                .hasStatus3xxRedirection();
        assertThat(kept(meeting).status()).isEqualTo("SCHEDULED");
        assertThat(kept(meeting).sequence()).isEqualTo(2);
        assertThat(news("meeting.reinstated", meeting)).hasSize(1);
    }

    @Test
    void meetingsGoAndComeBackWithTheirEvent() {
        Week week = lisbon();
        Group one = newcomers.group(Visibility.MEMBERS);
        Group two = newcomers.group(Visibility.MEMBERS);
        String event = week.id().toString();
        UUID first = called(post("/groups/" + one.code() + "/meetings", Cast.ADA, fields("event", event)));
        UUID second = called(post("/groups/" + two.code() + "/meetings", Cast.ADA, fields("event", event)));
        takesPart(first, Cast.DANA.id());
        Newcomer chair = newcomers.delegate();
        newcomers.appointed(one, chair, OfficeRole.CHAIR);
        Newcomer guest = newcomers.person();
        invited(first, guest.id().value());
        UUID[] told = {Cast.DANA.id(), chair.id().value(), guest.id().value()};
        post("/meetings/" + second + "/cancellation", Cast.ADA, Map.of("reason", "Of its own"));
        assertThat(page("/staff/events/" + event + "/cancellation", Cast.ADA))
                .contains("3 people are told", "A called meeting");
        assertThat(post("/staff/events/" + event + "/cancellation", Cast.ADA, Map.of("reason", "A storm")))
                .hasStatus3xxRedirection();
        assertThat(kept(first).status()).isEqualTo("CANCELLED");
        assertThat(kept(first).sequence()).isOne();
        assertThat(published.stream(News.class).filter(news -> news.path().equals("/events/" + event)))
                .singleElement()
                .satisfies(news -> {
                    assertThat(news.type()).isEqualTo("event.cancelled");
                    assertThat(news.people()).containsExactlyInAnyOrder(told);
                });
        assertThat(news("meeting.cancelled", first)).isEmpty();
        MvcTestResult refused = post("/meetings/" + first + "/reinstatement", Cast.ADA, Map.of());
        assertThat(String.valueOf(refused.getMvcResult().getFlashMap().get("problem")))
                .contains("is cancelled");
        assertThat(post("/groups/" + one.code() + "/meetings", Cast.ADA, fields("event", event)))
                .hasStatus(422)
                .bodyText()
                .contains("event-error");
        assertThat(post("/staff/events/" + event + "/reinstatement", Cast.ADA, Map.of()))
                .hasStatus3xxRedirection();
        assertThat(kept(first).status()).isEqualTo("SCHEDULED");
        assertThat(kept(second).status()).isEqualTo("CANCELLED");
        assertThat(published.stream(News.class)
                        .filter(news -> news.type().equals("event.reinstated")
                                && news.path().equals("/events/" + event)))
                .singleElement()
                .satisfies(news -> assertThat(news.people()).containsExactlyInAnyOrder(told));
    }

    /** Where a closed group meets is none of their business any more. */
    @Test
    void whoMayNoLongerReadAMeetingIsNoLongerToldOfIt() {
        Group closed = newcomers.group(Visibility.GROUP);
        Newcomer stays = newcomers.delegate();
        Newcomer leftTheGroup = newcomers.delegate();
        Newcomer leftTheirMember = newcomers.delegate();
        newcomers.appointed(closed, stays, OfficeRole.PARTICIPANT);
        newcomers.appointed(closed, leftTheirMember, OfficeRole.PARTICIPANT);
        UUID meeting = called(post("/groups/" + closed.code() + "/meetings", Cast.ADA, fields()));
        for (Newcomer each : List.of(stays, leftTheGroup, leftTheirMember)) {
            takesPart(meeting, each.id().value());
        }
        jdbc.sql("update delegation set until = now() where person_id = ?")
                .param(leftTheirMember.id().value())
                .update();
        post("/meetings/" + meeting + "/cancellation", Cast.ADA, Map.of("reason", "The host withdrew."));
        assertThat(news("meeting.cancelled", meeting))
                .singleElement()
                .satisfies(news ->
                        assertThat(news.people()).containsExactly(stays.id().value()));
    }

    @Test
    void aSecondMeetingTakesThePlaceOfACancelledOneForGood() {
        Week week = lisbon();
        Group group = newcomers.group(Visibility.MEMBERS);
        String address = "/groups/" + group.code() + "/meetings";
        UUID first = called(post(address, Cast.ADA, fields("event", week.id().toString())));
        post("/meetings/" + first + "/cancellation", Cast.ADA, Map.of("reason", "Wrong days"));
        called(post(address, Cast.ADA, fields("event", week.id().toString())));
        MvcTestResult refused = post("/meetings/" + first + "/reinstatement", Cast.ADA, Map.of());
        assertThat(String.valueOf(refused.getMvcResult().getFlashMap().get("problem")))
                .contains("has called its meeting in this event already");
    }

    @Test
    void ofTwoChairsWhoCallAtOnceOneIsToldOfTheOther() throws InterruptedException {
        Week week = lisbon();
        Group group = newcomers.group(Visibility.MEMBERS);
        Newcomer chair = newcomers.delegate();
        newcomers.appointed(group, chair, OfficeRole.CHAIR);
        MeetingText text = new MeetingText(
                "At once",
                week.id().toString(),
                "",
                "",
                "2027-04-12T09:00",
                "",
                "2027-04-13T17:00",
                "",
                "",
                "",
                "",
                "ACCEPT");
        Viewer ada = viewer(Cast.ADA);
        Viewer chairing =
                viewers.person(chair.id(), java.util.EnumSet.allOf(Scope.class)).orElseThrow();
        assertThat(AtOnce.refused(
                        () -> calls.call(group.code(), text, ada), () -> calls.call(group.code(), text, chairing)))
                .singleElement()
                .asString()
                .contains("has called its meeting in this event already");
        assertThat(jdbc.sql("select count(*) from meeting where event_id = ?")
                        .param(week.id())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void daysAreNotTakenAwayWhileAMeetingIsPutIntoThem() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            Week week = lisbon();
            Group group = newcomers.group(Visibility.MEMBERS);
            Viewer ada = viewer(Cast.ADA);
            MeetingText until14th = new MeetingText(
                    "Until Wednesday",
                    week.id().toString(),
                    "",
                    "",
                    "2027-04-12T09:00",
                    "",
                    "2027-04-14T17:00",
                    "",
                    "",
                    "",
                    "",
                    "ACCEPT");
            EventText until13th = new EventText(
                    "MEMBERS_MEETING",
                    "Shorter",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "Europe/Lisbon",
                    "2027-04-12",
                    "2027-04-13",
                    false,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "");
            assertThat(AtOnce.refused(
                            () -> calls.call(group.code(), until14th, ada),
                            () -> planning.edit(new EventId(week.id()), until13th, null, ada.person())))
                    .hasSize(1);
            assertThat(jdbc.sql("""
                                    select count(*) from meeting m join event e on e.id = m.event_id
                                     where e.id = ? and (m.ends_at at time zone e.time_zone)::date > e.ends_on""").param(week.id()).query(Integer.class).single())
                    .isZero();
        }
    }

    // --- For programs ------------------------------------------------------------------------------------------------

    private MvcTestResult api(HttpMethod method, String address, String json) {
        return mvc.method(method)
                .uri("/api/v1" + address)
                .header("Authorization", "Bearer " + Cast.CARLA.token())
                .contentType("application/json")
                .content(json)
                .exchange();
    }

    @Test
    void programsCallAndMoveMeetingsByTheSameRules() throws Exception {
        String call = """
                {"name": "By a program", "timeZone": "Europe/Lisbon", "startsAt": "2027-04-12T09:00",
                 "endsAt": "%s", "latePolicy": "REFUSE"%s}""";
        MvcTestResult refused = api(HttpMethod.POST, "/groups/DMSO/meetings", call.formatted("2027-04-12T08:00", ""));
        assertThat(refused).hasStatus(422).hasContentType("application/problem+json");
        assertThat(refused)
                .bodyJson()
                .extractingPath("$.errors.endsAt")
                .asString()
                .contains("end before it begins");
        MvcTestResult called = api(HttpMethod.POST, "/groups/DMSO/meetings", call.formatted("2027-04-12T17:00", ""));
        assertThat(called).hasStatus(201);
        assertThat(called).bodyJson().extractingPath("$.startsAt").isEqualTo("2027-04-12T08:00:00Z");
        String id = JsonPath.read(called.getResponse().getContentAsString(), "$.id");
        String moved = call.formatted("2027-04-13T17:00", ", \"version\": 0");
        assertThat(api(HttpMethod.PUT, "/meetings/" + id, call.formatted("2027-04-13T17:00", "")))
                .hasStatus(422);
        assertThat(api(HttpMethod.PUT, "/meetings/" + id, moved)).hasStatusOk();
        assertThat(api(HttpMethod.PUT, "/meetings/" + id, moved)).hasStatus(409);
        assertThat(api(HttpMethod.POST, "/meetings/" + id + "/cancellation", "{\"reason\": \"No need\"}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.cancelledReason")
                .isEqualTo("No need");
        assertThat(api(HttpMethod.POST, "/meetings/" + id + "/reinstatement", ""))
                .hasStatusOk();
        assertThat(mvc.get().uri("/api/v1/meetings/" + id).header("Authorization", "Bearer " + Cast.DANA.token()))
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(3);
    }
}
