package org.rostrum.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.rostrum.timetables.SessionId;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who was where, by which rule; written down, corrected, counted, and told to nobody else. */
@RostrumTest
class AttendanceTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;
    private final Attendances attendances;
    private final Meetings meetings;
    private final Viewers viewers;
    private final Instant now;
    private Week week;
    private Enrolment enrolment;
    private Gathering meeting;
    private OwnPerson person;

    AttendanceTests(
            MockMvcTester mvc,
            JdbcClient jdbc,
            Body body,
            Attendances attendances,
            Meetings meetings,
            Viewers viewers,
            Clock clock) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
        this.attendances = attendances;
        this.meetings = meetings;
        this.viewers = viewers;
        this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    @BeforeEach
    void aWeekWithAMeetingOfDmso() {
        week = Week.now(jdbc);
        enrolment = Enrolment.of(week, jdbc);
        meeting = body.meetingNow();
        week.holds(meeting);
        person = OwnPerson.of(Cast.Company.LOREM, jdbc);
    }

    private MeetingView view() {
        Viewer ada = viewers.person(new PersonId(Cast.ADA.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
        return meetings.require(new MeetingId(meeting.id()), ada);
    }

    private Attendances.OfMeeting ofMeeting(@Nullable UUID session) {
        return attendances.ofMeeting(view(), session == null ? null : new SessionId(session));
    }

    /** At the door of the week, from so many minutes ago until so many; 0 is now, and still there. */
    private void door(OwnPerson somebody, int from, int until) {
        at("event_id", week.id(), null, somebody, "IN_PERSON", from, until);
    }

    private UUID at(
            String column, UUID place, @Nullable UUID session, OwnPerson somebody, String mode, int from, int until) {
        UUID id = NewId.next();
        jdbc.sql("insert into attendance (id, " + column + """
                        , session_id, person_id, organization_id, mode, arrived_at, left_at, source, recorded_by, recorded_at)
                        values (:id, :place, :session::uuid, :person,
                                (select organization_id from current_delegation where person_id = :person), :mode, :from,
                                :until::timestamptz, 'DESK', :by, now())""")
                .param("id", id)
                .param("place", place)
                .param("session", session == null ? null : session.toString())
                .param("person", somebody.id())
                .param("mode", mode)
                .param("from", Timestamp.from(now.minus(from, ChronoUnit.MINUTES)))
                .param(
                        "until",
                        until == 0 ? null : now.minus(until, ChronoUnit.MINUTES).toString())
                .param("by", Cast.ADA.id())
                .update();
        return id;
    }

    private UUID session(String title, int from, int until, UUID... groups) {
        return week.session(
                title, now.minus(from, ChronoUnit.MINUTES), now.minus(until, ChronoUnit.MINUTES), null, groups);
    }

    private void takesPart(OwnPerson somebody) {
        jdbc.sql("""
                        insert into participation (meeting_id, person_id, organization_id, mode, registered_at)
                        values (?, ?, (select organization_id from current_delegation where person_id = ?), 'IN_PERSON', now())""").params(meeting.id(), somebody.id(), somebody.id()).update();
    }

    private List<String> in(UUID session) {
        return attendances.inSessions(new EventId(week.id()), new SessionId(session)).stream()
                .map(one -> one.name() + " " + one.rule())
                .toList();
    }

    @Test
    void theDoorCountsWhereSomebodyWasMeantToBe() {
        UUID own = session("DMSO", 120, 60, Body.DMSO);
        UUID other = session("CITY", 120, 60, Body.CITY);
        UUID joint = session("Joint", 60, 30, Body.DMSO, Body.CITY);
        UUID forAll = session("Plenary", 150, 120);
        UUID part = week.within("A test event");
        UUID tests = session("Test slots", 120, 60);
        jdbc.sql("update session set part_id = ? where id = ?")
                .params(part, tests)
                .update();
        takesPart(person);
        door(person, 140, 0);
        assertThat(in(own)).containsExactly(person.name() + " DOOR");
        assertThat(in(joint)).hasSize(1);
        assertThat(in(forAll)).hasSize(1);
        assertThat(in(other)).isEmpty();
        assertThat(in(tests)).isEmpty();

        enrolment.offers(part);
        enrolment.chooses(enrolment.takes(person.id()), part, "IN_PERSON", "CONFIRMED");
        assertThat(in(tests)).hasSize(1);

        // Counted in a parallel session, they were not in their own group's at that time.
        at("event_id", week.id(), other, person, "IN_PERSON", 110, 70);
        assertThat(in(other)).containsExactly(person.name() + " SESSION");
        assertThat(in(own)).isEmpty();
        assertThat(in(joint)).hasSize(1);
    }

    @Test
    void whoWasInTheHouseBeforeOrAfterWasNotThere() {
        UUID session = session("DMSO", 120, 60, Body.DMSO);
        UUID later = session("Later", -60, -120, Body.DMSO);
        takesPart(person);
        door(person, 200, 130);
        door(person, 60, 10);
        assertThat(in(session)).isEmpty();
        door(person, 90, 70);
        assertThat(in(session)).hasSize(1);
        // What is to come has nobody in it, though they are in the house.
        door(person, 5, 0);
        assertThat(in(later)).isEmpty();
        assertThat(ofMeeting(null).sessions())
                .filteredOn(one -> one.session().title().equals("Later"))
                .singleElement()
                .extracting(Attendances.Counted::count)
                .isNull();
    }

    @Test
    void whoIsStillThereIsThereNowAndLeftASessionThatIsOverWithIt() {
        UUID over = session("Over", 120, 60, Body.DMSO);
        UUID goesOn = session("Goes on", 30, -30, Body.DMSO);
        UUID counted = session("Counted", 100, 50, Body.CITY);
        takesPart(person);
        door(person, 140, 0);
        at("event_id", week.id(), counted, OwnPerson.of(Cast.Company.FICTEL, jdbc), "IN_PERSON", 90, 0);
        assertThat(ofMeeting(over).inSession())
                .singleElement()
                .extracting(Attendee::leftAt)
                .isEqualTo(now.minus(60, ChronoUnit.MINUTES));
        assertThat(ofMeeting(goesOn).inSession())
                .singleElement()
                .extracting(Attendee::leftAt)
                .isNull();
        assertThat(attendances.inSessions(new EventId(week.id()), new SessionId(counted)))
                .singleElement()
                .extracting(Attendee::leftAt)
                .isEqualTo(now.minus(50, ChronoUnit.MINUTES));
    }

    @Test
    void theRoomCountsForTheSessionsOfItsGroupAndTheSurestRuleWins() {
        UUID session = session("DMSO", 120, 60, Body.DMSO);
        UUID city = session("CITY", 120, 60, Body.CITY);
        at("meeting_id", meeting.id(), null, person, "REMOTE", 180, 90);
        assertThat(in(session)).containsExactly(person.name() + " MEETING");
        assertThat(in(city)).isEmpty();
        assertThat(ofMeeting(session).inSession()).singleElement().satisfies(one -> {
            assertThat(one.arrivedAt()).isEqualTo(now.minus(120, ChronoUnit.MINUTES));
            assertThat(one.leftAt()).isEqualTo(now.minus(90, ChronoUnit.MINUTES));
        });
        at("event_id", week.id(), session, person, "IN_PERSON", 80, 61);
        assertThat(in(session)).containsExactly(person.name() + " SESSION");
        assertThat(ofMeeting(null).attendees()).hasSize(1);
        assertThat(ofMeeting(null).sessions())
                .singleElement()
                .extracting(Attendances.Counted::count)
                .isEqualTo(new Attendances.Count(1, 0));
    }

    @Test
    void registeredAndNeverThereIsNotAttendedAndSaysSoByOrganisation() {
        OwnPerson absent = OwnPerson.of(Cast.Company.LOREM, jdbc);
        OwnPerson unannounced = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        for (OwnPerson each : List.of(person, absent)) {
            takesPart(each);
            enrolment.takes(each.id());
        }
        door(person, 60, 0);
        at("meeting_id", meeting.id(), null, unannounced, "REMOTE", 30, 0);

        Attendances.OfMeeting found = ofMeeting(null);
        assertThat(found.absent()).extracting(Attendances.Expected::name).containsExactly(absent.name());
        assertThat(found.organizations())
                .containsExactly(
                        new Attendances.ByOrganization("Fictel Networks", 0, 1, 0),
                        new Attendances.ByOrganization("Lorem Devices", 2, 1, 1));
        Attendances.OfEvent event = attendances.ofEvent(new EventId(week.id()));
        assertThat(event.came()).isEqualTo(2);
        assertThat(event.absent()).isEqualTo(1);
        assertThat(event.parts()).singleElement().satisfies(part -> {
            assertThat(part.registered()).isEqualTo(2);
            assertThat(part.absent()).isEqualTo(1);
        });

        assertThat(get("/meetings/" + meeting.id() + "/attendance", Cast.SEKRA))
                .hasStatus(200)
                .bodyText()
                .contains(person.name(), absent.name(), "Registered and not checked in counts as not attended");
        // What the meeting's own people may see says the same.
        assertThat(get("/meetings/" + meeting.id() + "/people", Cast.DANA))
                .hasStatus(200)
                .bodyText()
                .contains("1 attended so far", "not yet");
        assertThat(get("/staff/events/" + week.id() + "/attendance", Cast.ADA))
                .hasStatus(200)
                .bodyText()
                .contains("2 came, 1 registered and did not come", "Did not come");
    }

    private MvcTestResult get(String path, Cast reader) {
        return mvc.get().uri(path).with(Body.signedIn(reader)).exchange();
    }

    private MvcTestResult post(String path, Cast somebody, String... form) {
        var request = mvc.post().uri(path).with(Body.signedIn(somebody)).with(csrf());
        for (int i = 0; i < form.length; i += 2) {
            request = request.param(form[i], form[i + 1]);
        }
        return request.exchange();
    }

    private String local(int minutesAgo) {
        return now.minus(minutesAgo, ChronoUnit.MINUTES)
                .atZone(week.zone())
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    @Test
    void theSecretaryWritesSomebodyDownByNameAndCorrectsIt() {
        String at = "/meetings/" + meeting.id() + "/attendance";
        assertThat(post(at, Cast.SEKRA, "name", person.name(), "mode", "IN_PERSON", "arrived", local(60)))
                .hasStatus(302);
        Attendee written = ofMeeting(null).attendees().getFirst();
        assertThat(written.person()).isEqualTo(person.person());
        assertThat(post(at, Cast.SEKRA, "name", person.name(), "mode", "IN_PERSON", "arrived", local(30)))
                .hasStatus(409)
                .bodyText()
                .contains("on record there at that time already");
        assertThat(post(at, Cast.SEKRA, "name", "Nobody At All", "mode", "IN_PERSON", "arrived", local(30)))
                .hasStatus(422)
                .bodyText()
                .contains("Nobody of that name", "value=\"Nobody At All\"");
        assertThat(post(at, Cast.SEKRA, "name", "Nick Newcome", "mode", "IN_PERSON", "arrived", local(30)))
                .hasStatus(422)
                .bodyText()
                .contains("Several match", "type=\"radio\" name=\"person\"");

        String correction = at + "/correction";
        String entry = written.entry().toString();
        assertThat(get(correction + "?entry=" + entry, Cast.SEKRA))
                .hasStatus(200)
                .bodyText()
                .contains(person.name());
        for (Map.Entry<String, String> wrong : Map.of(
                        local(70),
                        "Nobody leaves before they came",
                        local(-60),
                        "still to come",
                        local(60 * 24 * 30),
                        "not within",
                        "yesterday",
                        "This is no time")
                .entrySet()) {
            assertThat(post(
                            correction,
                            Cast.SEKRA,
                            "entry",
                            entry,
                            "version",
                            "0",
                            "mode",
                            "IN_PERSON",
                            "arrived",
                            local(60),
                            "left",
                            wrong.getKey()))
                    .hasStatus(422)
                    .bodyText()
                    .contains(wrong.getValue(), "value=\"" + wrong.getKey() + "\"");
        }
        assertThat(post(
                        correction,
                        Cast.SEKRA,
                        "entry",
                        entry,
                        "version",
                        "0",
                        "mode",
                        "REMOTE",
                        "arrived",
                        local(60),
                        "left",
                        local(20)))
                .hasStatus(302);
        assertThat(post(
                        correction,
                        Cast.CARLA,
                        "entry",
                        entry,
                        "version",
                        "0",
                        "mode",
                        "REMOTE",
                        "arrived",
                        local(60),
                        "left",
                        local(10)))
                .as("an older one than there is")
                .hasStatus(409)
                .bodyText()
                .contains("On record now", "value=\"" + local(10) + "\"");
        assertThat(jdbc.sql("select action from audit_entry where subject_id = ? order by id")
                        .param(person.id().toString())
                        .query(String.class)
                        .list())
                .containsExactly("attendance.recorded", "attendance.corrected");
        for (int tap = 0; tap < 2; tap++) {
            assertThat(post(at + "/removal", Cast.SEKRA, "entry", entry)).hasStatus(302);
        }
        assertThat(ofMeeting(null).attendees()).isEmpty();
        assertThat(post(correction, Cast.SEKRA, "entry", entry)).hasStatus(409);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw, 2025-10-26, 2025-10-26T02:30, 2025-10-26T00:30:00Z, 2025-10-26T01:30:00Z",
        "America/New_York, 2025-11-02, 2025-11-02T01:15, 2025-11-02T05:15:00Z, 2025-11-02T06:15:00Z",
        "Australia/Sydney, 2025-04-06, 2025-04-06T02:45, 2025-04-05T15:45:00Z, 2025-04-05T16:45:00Z"
    })
    void inTheNightOfTheClocksItIsSaidWhichHourIsMeant(
            String zone, LocalDate day, String typed, Instant first, Instant second) {
        Gathering night = body.meeting(
                Body.DMSO,
                day.atStartOfDay(ZoneId.of(zone)).toInstant(),
                day.plusDays(1).atStartOfDay(ZoneId.of(zone)).minusSeconds(1).toInstant(),
                "ACCEPT");
        jdbc.sql("update meeting set time_zone = ? where id = ?")
                .params(zone, night.id())
                .update();
        String at = "/meetings/" + night.id() + "/attendance";
        String[] form = {"name", person.name(), "mode", "REMOTE", "arrived", typed};
        assertThat(post(at, Cast.SEKRA, form))
                .hasStatus(422)
                .bodyText()
                .contains("is there twice", "name=\"arrivedFold\"");
        assertThat(post(
                        at,
                        Cast.SEKRA,
                        "name",
                        person.name(),
                        "mode",
                        "REMOTE",
                        "arrived",
                        typed,
                        "arrivedFold",
                        "FIRST",
                        "left",
                        typed,
                        "leftFold",
                        "SECOND"))
                .hasStatus(302);
        assertThat(jdbc.sql("select arrived_at, left_at from attendance where meeting_id = ?")
                        .param(night.id())
                        .query((row, n) -> List.of(
                                row.getTimestamp(1).toInstant(),
                                row.getTimestamp(2).toInstant()))
                        .single())
                .containsExactly(first, second);
        UUID entry = jdbc.sql("select id from attendance where meeting_id = ?")
                .param(night.id())
                .query(UUID.class)
                .single();
        assertThat(get(at + "/correction?entry=" + entry, Cast.SEKRA)).hasStatus(200);
    }

    @Test
    void anHourThatTheClocksSkipIsRefused() {
        LocalDate day = LocalDate.of(2026, 3, 29);
        ZoneId warsaw = ZoneId.of("Europe/Warsaw");
        Gathering night = body.meeting(
                Body.DMSO,
                day.atStartOfDay(warsaw).toInstant(),
                day.atTime(12, 0).atZone(warsaw).toInstant(),
                "ACCEPT");
        assertThat(post(
                        "/meetings/" + night.id() + "/attendance",
                        Cast.SEKRA,
                        "name",
                        person.name(),
                        "mode",
                        "REMOTE",
                        "arrived",
                        LocalDateTime.of(day, LocalTime.of(2, 30)).toString()))
                .hasStatus(422)
                .bodyText()
                .contains("the clocks are put forward");
    }

    @Test
    void anotherMeetingsEntryIsNotTheirsToChange() {
        UUID entry = at("meeting_id", body.meetingNow().id(), null, person, "REMOTE", 30, 0);
        String at = "/meetings/" + meeting.id() + "/attendance";
        assertThat(get(at + "/correction?entry=" + entry, Cast.SEKRA)).hasStatus(409);
        assertThat(post(at + "/removal", Cast.SEKRA, "entry", entry.toString())).hasStatus(302);
        door(person, 60, 0);
        UUID doorway = jdbc.sql("select id from attendance where event_id = ?")
                .param(week.id())
                .query(UUID.class)
                .single();
        assertThat(post(at + "/removal", Cast.SEKRA, "entry", doorway.toString()))
                .as("the door is the staff's")
                .hasStatus(302);
        assertThat(jdbc.sql("select count(*) from attendance where id in (?, ?)")
                        .params(entry, doorway)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void delegatesSeeNoAttendancePageAndNoTab() {
        for (Cast outsider : List.of(Cast.DANA, Cast.EDDA, Cast.TESSA)) {
            assertThat(get("/meetings/" + meeting.id() + "/attendance", outsider))
                    .hasStatus(403);
            assertThat(get("/staff/events/" + week.id() + "/attendance.csv", outsider))
                    .hasStatus(403);
        }
        assertThat(get("/meetings/" + meeting.id(), Cast.DANA)).bodyText().doesNotContain("/attendance\"");
        assertThat(get("/meetings/" + meeting.id(), Cast.SEKRA)).bodyText().contains("/attendance\"");
    }

    @Test
    void theFileSaysWhoCameAndWhoDidNotAndRunsNothing() throws Exception {
        jdbc.sql("update person set name = '=cmd()' where id = ?")
                .param(person.id())
                .update();
        OwnPerson absent = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        enrolment.takes(person.id());
        enrolment.takes(absent.id());
        takesPart(person);
        session("DMSO in the morning", 120, 60, Body.DMSO);
        door(person, 120, 0);
        MvcTestResult file = get("/staff/events/" + week.id() + "/attendance.csv", Cast.ADA);
        assertThat(file).hasStatus(200).hasContentTypeCompatibleWith("text/csv");
        String text = file.getResponse().getContentAsString();
        assertThat(text)
                .contains("'=cmd()", absent.name() + ",Fictel Networks", ",no,", "DMSO in the morning", "by the door");
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where action = 'attendance.downloaded' and subject_id = ?")
                        .param(week.id().toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whoOnlyReadsAlongTakesTheirOwnCountBackAndNobodyElses() {
        String at = "/meetings/" + meeting.id() + "/attendance/mine";
        UUID self = NewId.next();
        jdbc.sql("""
                        insert into attendance (id, meeting_id, person_id, mode, arrived_at, source, recorded_by, recorded_at)
                        values (?, ?, ?, 'REMOTE', now() - interval '5 minutes', 'SELF', ?, now())""").params(self, meeting.id(), Cast.DANA.id(), Cast.DANA.id()).update();
        at("meeting_id", meeting.id(), null, person, "REMOTE", 30, 0);
        assertThat(get(at, Cast.DANA)).hasStatus(200).bodyText().contains("You are counted as present remotely since");
        assertThat(post(at, Cast.DANA)).hasStatus(302);
        assertThat(get(at, Cast.DANA)).bodyText().contains("not counted as present", "Count me as present");
        assertThat(ofMeeting(null).attendees()).extracting(Attendee::person).containsExactly(person.person());
        assertThat(post(at, Cast.DANA, "only", "false")).hasStatus(302);
        assertThat(get(at, Cast.DANA)).bodyText().doesNotContain("counted as present");
    }

    @Test
    void programsOfOfficersReadAndWriteTheSame() {
        String at = "/api/v1/meetings/" + meeting.id() + "/attendance";
        String json = "{\"personId\":\"" + person.id() + "\",\"mode\":\"REMOTE\",\"arrivedAt\":\""
                + now.minus(1, ChronoUnit.HOURS) + "\"}";
        assertThat(program(Cast.SEKRA, at, json)).hasStatus(201);
        assertThat(program(Cast.SEKRA, at, json)).hasStatus(409);
        assertThat(program(Cast.SEKRA, at, "{}")).hasStatus(422);
        assertThat(program(Cast.DANA, at, json)).hasStatus(403);
        assertThat(mvc.get().uri(at).header("Authorization", "Bearer " + Cast.SEKRA.token()))
                .hasStatus(200)
                .bodyText()
                .contains(person.name(), "\"rule\":\"MEETING\"");
        assertThat(mvc.get().uri(at).header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(403);
    }

    private MvcTestResult program(Cast somebody, String path, String json) {
        return mvc.post()
                .uri(path)
                .header("Authorization", "Bearer " + somebody.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    @Test
    void threeHundredTakeAsManyStatementsAsTen() {
        for (int i = 0; i < 4; i++) {
            session("Session " + i, 200 - 20 * i, 190 - 20 * i, Body.DMSO);
        }
        List<String> paths = List.of(
                "/meetings/" + meeting.id() + "/attendance",
                "/meetings/" + meeting.id() + "/people",
                "/staff/events/" + week.id() + "/attendance",
                "/staff/events/" + week.id() + "/attendance.csv");
        come(10);
        paths.forEach(path -> get(path, Cast.ADA));
        List<Integer> few = paths.stream()
                .map(path -> Statements.during(() -> get(path, Cast.ADA)))
                .toList();
        come(290);
        assertThat(paths.stream()
                        .map(path -> Statements.during(() -> get(path, Cast.ADA)))
                        .toList())
                .isEqualTo(few);
        assertThat(ofMeeting(null).attendees()).hasSize(300);
    }

    private void come(int people) {
        for (int i = 0; i < people; i++) {
            OwnPerson each = OwnPerson.of(Cast.Company.LOREM, jdbc);
            takesPart(each);
            enrolment.takes(each.id());
            door(each, 240, 0);
        }
    }
}
