package org.rostrum.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Events at the staff desk: announced, changed, prepared, cancelled. Outsiders are walked by RoutesTests. */
@RostrumTest
class EventPagesTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;

    EventPagesTests(MockMvcTester mvc, JdbcClient jdbc, Body body) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
    }

    private String page(String address) {
        MvcTestResult page = mvc.get()
                .uri("/staff/events" + address)
                .with(Body.signedIn(Cast.ADA))
                .exchange();
        assertThat(page).as(address).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    private MvcTestResult post(String address, Map<String, String> fields) {
        var request = mvc.post()
                .uri("/staff/events" + address)
                .with(Body.signedIn(Cast.ADA))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    /** Of an event in Lisbon next spring, but for what a test says otherwise. */
    private static Map<String, String> fields(String... others) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind", "MEMBERS_MEETING",
                "name", "Members meeting " + NewId.next(),
                "place", "Lisbon, Portugal",
                "timeZone", "Europe/Lisbon",
                "firstDay", "2027-04-12",
                "lastDay", "2027-04-16"));
        for (int i = 0; i < others.length; i += 2) {
            fields.put(others[i], others[i + 1]);
        }
        return fields;
    }

    private UUID announced(String... others) {
        MvcTestResult answer = post("", fields(others));
        assertThat(answer).hasStatus3xxRedirection();
        String address = Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
        return UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
    }

    private record Kept(
            String name,
            Instant startsAt,
            Instant endsAt,
            int sequence,
            Instant changedAt,
            int version,
            String status) {}

    private Kept kept(UUID event) {
        return jdbc.sql("select * from event where id = ?")
                .param(event)
                .query((row, n) -> new Kept(
                        row.getString("name"),
                        row.getTimestamp("starts_at") == null
                                ? Instant.EPOCH
                                : row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at") == null
                                ? Instant.EPOCH
                                : row.getTimestamp("ends_at").toInstant(),
                        row.getInt("sequence"),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getInt("version"),
                        row.getString("status")))
                .single();
    }

    private MvcTestResult edit(UUID event, String... others) {
        return post("/" + event + "/edit", fields(others));
    }

    private int acts(UUID event, String action) {
        return jdbc.sql("select count(*) from audit_entry where subject_id = ? and action = ? and person_id = ?")
                .params(event.toString(), action, Cast.ADA.id())
                .query(Integer.class)
                .single();
    }

    // --- Announcing --------------------------------------------------------------------------------------------------

    @Test
    void anEventIsAnnouncedFoundAndReadByEverybody() {
        String name = "Workshop on meters " + NewId.next();
        UUID event = announced(
                "kind", "WORKSHOP",
                "name", name,
                "host", "Examplecom",
                "address", "1 Example Street\nLisbon",
                "mapUrl", "https://map.example/lisbon",
                "website", "https://www.example.org/",
                "format", "HYBRID",
                "lastDay", "",
                "beginsAt", "09:30",
                "endsAt", "17:00",
                "subject", "Meters",
                "description", "**Come**");
        assertThat(kept(event).startsAt()).isEqualTo("2027-04-12T08:30:00Z");
        assertThat(kept(event).endsAt()).isEqualTo("2027-04-12T16:00:00Z");
        assertThat(acts(event, "event.announced")).isOne();
        assertThat(mvc.get().uri("/events/" + event)).hasStatusOk().bodyText().contains(name, "09:30–17:00");
        assertThat(page("?q=" + name.toUpperCase(java.util.Locale.ROOT) + "&kind=workshop&year=2027"))
                .contains(
                        "/staff/events/" + event,
                        "12 April 2027",
                        "value=\"workshop\" selected",
                        "value=\"2027\" selected");
        assertThat(page("?kind=test-event&q=" + name)).contains("No event matches");
        assertThat(page("?year=2026&q=" + name)).contains("No event matches");
        assertThat(page("?year=nonsense&kind=nonsense&page=99&q=" + name)).contains("/staff/events/" + event);
        assertThat(page("/" + event))
                .contains(
                        "1 Example Street",
                        "https://map.example/lisbon",
                        "Meters",
                        "/staff/events/" + event + "/timetable");
        assertThat(page("/" + event + "/edit"))
                .contains("value=\"09:30\"", "value=\"17:00\"", "value=\"Europe/Lisbon\"", "**Come**");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceBesideItsFieldAndWhatWasTypedStays() {
        MvcTestResult answer = post(
                "",
                fields(
                        "kind", "PARTY",
                        "name", " ",
                        "place", "Somewhere & elsewhere",
                        "timeZone", "CET",
                        "firstDay", "2027-04-12",
                        "lastDay", "2027-04-11",
                        "endsAt", "25 o'clock",
                        "mapUrl", "http://map.example",
                        "website", "javascript:alert(1)"));
        assertThat(answer)
                .hasStatus(422)
                .bodyText()
                .contains(
                        "id=\"kind-error\"",
                        "id=\"name-error\"",
                        "id=\"timeZone-error\"",
                        "There is no time zone &quot;CET&quot;",
                        "id=\"lastDay-error\"",
                        "The last day is before the first",
                        "id=\"endsAt-error\"",
                        "id=\"mapUrl-error\"",
                        "id=\"website-error\"",
                        "value=\"Somewhere &amp; elsewhere\"",
                        "value=\"javascript:alert(1)\"");
        assertThat(post("", fields("firstDay", "2027-02-30")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"firstDay-error\"");
        assertThat(post("", fields("lastDay", "2028-04-16")))
                .hasStatus(422)
                .bodyText()
                .contains("Is the year right?");
        assertThat(post("", fields("lastDay", "", "beginsAt", "12:00", "endsAt", "12:00")))
                .hasStatus(422)
                .bodyText()
                .contains("It would end before it begins");
        assertThat(post("", fields("beginsAt", "12:00")))
                .hasStatus(422)
                .bodyText()
                .contains("Say when it ends on the last day too");
        assertThat(post("", fields("endsAt", "12:00")))
                .hasStatus(422)
                .bodyText()
                .contains("Say when it begins too");
        assertThat(post("", Map.of())).hasStatus(422).bodyText().contains("Say the first day", "Choose the time zone");
    }

    /** Both changes of the clocks in zones of five continents: a time that is not there, and one that is there twice. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw,     2027-03-28, 02:30, 2027-10-31, 02:30, 2027-10-31T00:30:00Z, 2027-10-31T01:30:00Z",
        "America/New_York,  2027-03-14, 02:30, 2027-11-07, 01:30, 2027-11-07T05:30:00Z, 2027-11-07T06:30:00Z",
        "America/Santiago,  2027-09-05, 00:30, 2027-04-03, 23:30, 2027-04-04T02:30:00Z, 2027-04-04T03:30:00Z",
        "Africa/Cairo,      2027-04-30, 00:30, 2027-10-28, 23:30, 2027-10-28T20:30:00Z, 2027-10-28T21:30:00Z",
        "Africa/Casablanca, 2027-03-14, 02:30, 2027-02-07, 02:30, 2027-02-07T01:30:00Z, 2027-02-07T02:30:00Z",
        "Australia/Sydney,  2027-10-03, 02:30, 2027-04-04, 02:30, 2027-04-03T15:30:00Z, 2027-04-03T16:30:00Z",
    })
    void timesThatAreNotThereAreRefusedAndTimesThatAreThereTwiceAskedAbout(
            String zone, String gapDay, String gap, String foldDay, String fold, Instant first, Instant second) {
        assertThat(post("", fields("timeZone", zone, "firstDay", gapDay, "lastDay", gapDay, "beginsAt", gap)))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"beginsAt-error\"", "There is no ", "the clocks are put forward");
        String[] twice = {"timeZone", zone, "firstDay", foldDay, "lastDay", foldDay, "beginsAt", fold};
        assertThat(post("", fields(twice)))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"beginsAt-error\"", "is there twice in " + zone, "The first: ", "The second: ")
                .contains("name=\"beginsFold\"");
        for (boolean second_ : new boolean[] {false, true}) {
            Map<String, String> chosen = fields(twice);
            chosen.put("beginsFold", second_ ? "SECOND" : "FIRST");
            MvcTestResult answer = post("", chosen);
            assertThat(answer).hasStatus3xxRedirection();
            String address = Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
            UUID event = UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
            assertThat(kept(event).startsAt()).isEqualTo(second_ ? second : first);
            assertThat(page("/" + event + "/edit"))
                    .containsPattern("value=\"" + (second_ ? "SECOND" : "FIRST") + "\"[^>]*checked");
            Map<String, String> same = new HashMap<>(chosen);
            same.put("version", "0");
            post("/" + event + "/edit", same);
            assertThat(kept(event).startsAt()).isEqualTo(second_ ? second : first);
            assertThat(kept(event).sequence()).isZero();
        }
    }

    // --- Changing ----------------------------------------------------------------------------------------------------

    @Test
    void calendarsFollowWhatMovesAnEventAndNotWhatDescribesIt() {
        String name = "Members meeting " + NewId.next();
        UUID event = announced("name", name);
        Kept fresh = kept(event);
        assertThat(fresh.sequence()).isZero();
        assertThat(edit(event, "name", name, "version", "0")).hasStatus3xxRedirection();
        assertThat(kept(event)).isEqualTo(fresh);
        edit(event, "name", name, "description", "More", "version", "0");
        assertThat(kept(event).sequence()).isZero();
        assertThat(kept(event).changedAt()).isAfter(fresh.changedAt());
        edit(event, "name", name, "description", "More", "place", "Porto, Portugal", "version", "1");
        assertThat(kept(event).sequence()).isOne();
        edit(
                event,
                "name",
                name,
                "description",
                "More",
                "place",
                "Porto, Portugal",
                "firstDay",
                "2027-04-13",
                "version",
                "2");
        assertThat(kept(event).sequence()).isEqualTo(2);
        assertThat(acts(event, "event.edited")).isEqualTo(3);
    }

    @Test
    void ofTwoWhoEditAtOnceTheSecondSeesBothTexts() {
        UUID event = announced("place", "Lisbon, Portugal");
        assertThat(edit(event, "name", "The first one's name", "place", "Porto", "version", "0"))
                .hasStatus3xxRedirection();
        assertThat(edit(event, "name", "The second one's name", "version", "0"))
                .hasStatus(409)
                .bodyText()
                .contains(
                        "Somebody else changed this",
                        "Name now",
                        "The first one&#39;s name",
                        "Porto",
                        "value=\"The second one&#39;s name\"",
                        "name=\"version\" value=\"1\"");
        assertThat(kept(event).name()).isEqualTo("The first one's name");
        assertThat(edit(event, "name", "The second one's name", "version", "1")).hasStatus3xxRedirection();
    }

    @Test
    void daysAreNotTakenAwayFromUnderWhatIsPlannedInThem() {
        Week week = Week.of(
                jdbc, "A week " + NewId.next(), LocalDate.of(2027, 4, 12), LocalDate.of(2027, 4, 16), "Europe/Lisbon");
        week.session(
                "Opening of Monday",
                LocalDateTime.parse("2027-04-12T09:00"),
                LocalDateTime.parse("2027-04-12T10:00"),
                null);
        UUID late = week.session(
                "Late dinner", LocalDateTime.parse("2027-04-16T20:00"), LocalDateTime.parse("2027-04-17T00:00"), null);
        jdbc.sql("""
                        insert into timetable_draft_session (id, event_id, kind, title, starts_at, ends_at)
                        values (?, ?, 'SESSION', 'A draft of Friday', '2027-04-16T10:00Z', '2027-04-16T11:00Z')""").params(NewId.next(), week.id()).update();
        Gathering meeting = body.meeting(
                Body.CITY, Instant.parse("2027-04-12T08:00:00Z"), Instant.parse("2027-04-15T16:00:00Z"), "ACCEPT");
        jdbc.sql("update meeting set name = 'The meeting of CITY' where id = ?")
                .param(meeting.id())
                .update();
        week.holds(meeting);
        UUID part = week.within("A test beside it");

        assertThat(edit(week.id(), "firstDay", "2027-04-13", "lastDay", "2027-04-15", "version", "0"))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"firstDay-error\"", "Opening of Monday", "The meeting of CITY", "A test beside it")
                .contains("id=\"lastDay-error\"", "A draft of Friday", "Late dinner");
        jdbc.sql("update session set cancelled = true where id = ?").param(late).update();
        jdbc.sql("delete from timetable_draft_session where event_id = ?")
                .param(week.id())
                .update();
        jdbc.sql("update event set ends_on = '2027-04-15' where id = ?")
                .param(part)
                .update();
        assertThat(edit(week.id(), "lastDay", "2027-04-15", "version", "0")).hasStatus3xxRedirection();

        // The week's last session ends at 11:00 UTC of Thursday, which is Friday in Auckland.
        assertThat(edit(week.id(), "lastDay", "2027-04-15", "timeZone", "Pacific/Auckland", "version", "1"))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"lastDay-error\"", "The meeting of CITY");
        // In Madrid all of it fits, and keeps its instants.
        MvcTestResult moved = edit(week.id(), "lastDay", "2027-04-15", "timeZone", "Europe/Madrid", "version", "1");
        assertThat(moved).hasStatus3xxRedirection();
        assertThat(String.valueOf(moved.getMvcResult().getFlashMap().get("said")))
                .contains("keeps its instant", "Europe/Madrid");
        assertThat(jdbc.sql("select starts_at = '2027-04-12T08:00Z' from session where event_id = ? and not cancelled")
                        .param(week.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(page("/" + week.id() + "/edit")).contains("keep their instants when the zone changes");
    }

    @Test
    void whatIsHeldWithinAWeekIsInItsDaysAndOneLevelDeep() {
        UUID week = announced();
        UUID part = announced("kind", "TEST_EVENT", "within", week.toString(), "firstDay", "2027-04-13");
        assertThat(page("/" + week)).contains("/staff/events/" + part);
        assertThat(page("/" + part)).contains("It is held within", "/staff/events/" + week + "/timetable");
        assertThat(post("", fields("within", week.toString(), "lastDay", "2027-04-17")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"lastDay-error\"", "is held in its days, 12–16 April 2027");
        assertThat(post("", fields("within", part.toString())))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"within-error\"");
        UUID other = announced();
        assertThat(edit(week, "within", other.toString(), "version", "0"))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"within-error\"", "events are held within it");
        assertThat(post("", fields("within", NewId.next().toString())))
                .hasStatus(422)
                .bodyText()
                .contains("within-error");
        assertThat(post("", fields("within", "nothing")))
                .hasStatus(422)
                .bodyText()
                .contains("within-error");
        assertThat(post("/" + part + "/venue-rooms", Map.of("name", "Sky"))).hasStatus(409);
        assertThat(page("/new?within=" + week)).contains("value=\"" + week + "\" selected", "value=\"Europe/Lisbon\"");
    }

    // --- Rooms -------------------------------------------------------------------------------------------------------

    @Test
    void roomsAreAddedRenamedOrderedAndKeptWhileSomethingIsInThem() {
        UUID event = announced();
        assertThat(post(
                        "/" + event + "/venue-rooms",
                        Map.of("name", "Atlantic", "capacity", "170", "note", "Second floor")))
                .hasStatus3xxRedirection();
        post("/" + event + "/venue-rooms", Map.of("name", "Tagus", "capacity", ""));
        assertThat(page("/" + event)).containsSubsequence("Atlantic", "170 seats", "Second floor", "Tagus");
        assertThat(post("/" + event + "/venue-rooms", Map.of("name", "aTLANTIC")))
                .hasStatus(409)
                .bodyText()
                .contains("id=\"name-error\"", "There is a room of this name already", "value=\"aTLANTIC\"");
        assertThat(post("/" + event + "/venue-rooms", Map.of("name", "", "capacity", "0")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"name-error\"", "id=\"capacity-error\"");
        UUID atlantic = room(event, "Atlantic");
        UUID tagus = room(event, "Tagus");
        String at = "/" + event + "/venue-rooms/";
        post(at + tagus + "/move", Map.of("to", "up"));
        post(at + tagus + "/move", Map.of("to", "up"));
        assertThat(page("/" + event)).containsSubsequence("Tagus", "Atlantic");

        Week week = new Week(
                event,
                LocalDate.of(2027, 4, 12),
                LocalDate.of(2027, 4, 16),
                java.time.ZoneId.of("Europe/Lisbon"),
                jdbc);
        UUID session = week.session(
                "Opening plenary",
                week.first().atTime(LocalTime.of(9, 0)),
                week.first().atTime(LocalTime.of(10, 0)),
                atlantic);
        assertThat(page(at + atlantic)).contains("value=\"170\"");
        assertThat(post(at + atlantic, Map.of("name", "Atlantic Hall", "capacity", "160")))
                .hasStatus3xxRedirection();
        assertThat(jdbc.sql("select sequence from session where id = ?")
                        .param(session)
                        .query(Integer.class)
                        .single())
                .isOne();
        post(at + atlantic, Map.of("name", "Atlantic Hall", "capacity", "150"));
        assertThat(jdbc.sql("select sequence from session where id = ?")
                        .param(session)
                        .query(Integer.class)
                        .single())
                .isOne();
        MvcTestResult refused = post(at + atlantic + "/removal", Map.of());
        assertThat(String.valueOf(refused.getMvcResult().getFlashMap().get("refused")))
                .contains("Opening plenary");
        assertThat(room(event, "Atlantic Hall")).isEqualTo(atlantic);
        assertThat(post(at + tagus + "/removal", Map.of())).hasStatus3xxRedirection();
        assertThat(page("/" + event)).doesNotContain("Tagus");
        assertThat(post(at + tagus + "/removal", Map.of())).hasStatus(404);
        assertThat(acts(event, "venue-room.removed")).isOne();
        // Of another event's rooms one learns nothing.
        assertThat(post("/" + announced() + "/venue-rooms/" + atlantic, Map.of("name", "Mine")))
                .hasStatus(404);
    }

    private UUID room(UUID event, String name) {
        return jdbc.sql("select id from venue_room where event_id = ? and name = ?")
                .params(event, name)
                .query(UUID.class)
                .single();
    }

    @Test
    void thePageSaysWhenTheTimetableIsExpected() {
        UUID event = announced();
        assertThat(post("/" + event + "/timetable-expectation", Map.of("expectedOn", "2027-03-01")))
                .hasStatus3xxRedirection();
        assertThat(page("/" + event)).contains("value=\"2027-03-01\"");
        assertThat(post("/" + event + "/timetable-expectation", Map.of("expectedOn", "2027-05-01")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"expectedOn-error\"", "value=\"2027-05-01\"");
        assertThat(post("/" + event + "/timetable-expectation", Map.of("expectedOn", "")))
                .hasStatus3xxRedirection();
        assertThat(acts(event, "timetable.expected")).isEqualTo(2);
    }

    // --- Cancelling --------------------------------------------------------------------------------------------------

    @Test
    void anEventIsCancelledWithAReasonAndReinstated() {
        UUID event = announced();
        assertThat(page("/" + event + "/cancellation")).contains("Cancel the event", "nobody needs to be told");
        assertThat(post("/" + event + "/cancellation", Map.of("reason", " ")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"reason-error\"");
        MvcTestResult cancelled = post("/" + event + "/cancellation", Map.of("reason", "The venue flooded."));
        assertThat(cancelled).hasStatus3xxRedirection();
        assertThat(cancelled.getMvcResult().getFlashMap().get("undoCancellation"))
                .isEqualTo(true);
        assertThat(kept(event).status()).isEqualTo("CANCELLED");
        assertThat(kept(event).sequence()).isOne();
        assertThat(page("/" + event)).contains("The venue flooded.", "Reinstate");
        assertThat(post("/" + event + "/cancellation", Map.of("reason", "Again")))
                .hasStatus(409);
        assertThat(post("/" + event + "/reinstatement", Map.of())).hasStatus3xxRedirection();
        assertThat(kept(event).status()).isEqualTo("SCHEDULED");
        assertThat(kept(event).sequence()).isEqualTo(2);
        MvcTestResult again = post("/" + event + "/reinstatement", Map.of());
        assertThat(String.valueOf(again.getMvcResult().getFlashMap().get("refused")))
                .contains("not cancelled");
        assertThat(acts(event, "event.cancelled")).isOne();
        assertThat(acts(event, "event.reinstated")).isOne();
    }

    // --- How much it costs -------------------------------------------------------------------------------------------

    @Test
    void fullListsAndPagesNeedNoMoreStatementsThanEmptyOnes() {
        String word = "Counted " + NewId.next();
        UUID event = announced("name", word);
        post("/" + event + "/venue-rooms", Map.of("name", "First"));
        page("?q=" + word);
        int list = Statements.during(() -> page("?q=" + word));
        int desk = Statements.during(() -> page("/" + event));
        for (int i = 0; i < 12; i++) {
            announced("name", word + " " + i, "within", event.toString());
            post("/" + event + "/venue-rooms", Map.of("name", "Room " + i));
        }
        assertThat(Statements.during(() -> page("?q=" + word))).isEqualTo(list);
        assertThat(Statements.during(() -> page("/" + event))).isEqualTo(desk);
    }

    @Test
    void theNextEventsComeFirstAndThePastOnesFromTheLatestOn() {
        String word = "Ordered " + NewId.next();
        LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
        for (int days : new int[] {-400, 300, -30, 20, 0}) {
            LocalDate day = today.plus(days, ChronoUnit.DAYS);
            announced("name", word + " in " + days, "firstDay", day.toString(), "lastDay", day.toString());
        }
        assertThat(page("?q=" + word))
                .containsSubsequence(
                        word + " in 0", word + " in 20", word + " in 300", word + " in -30", word + " in -400");
    }
}
