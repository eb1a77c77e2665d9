package org.rostrum.registrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
import org.springframework.transaction.annotation.Transactional;

/** The page of a registration: for whoever reads, registers, changes and withdraws. And the same by program. */
@RostrumTest
@Transactional
class RegistrationPageTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;

    RegistrationPageTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    private MvcTestResult get(String path, @Nullable Cast reader) {
        var request = mvc.get().uri(path);
        return (reader == null ? request : request.with(Body.signedIn(reader))).exchange();
    }

    private MvcTestResult page(OpenRegistration open, @Nullable Cast reader) {
        MvcTestResult page = get("/events/" + open.id() + "/registration", reader);
        assertThat(page).hasStatusOk();
        return page;
    }

    private MvcTestResult post(String path, Cast by, Map<String, String> fields) {
        var request = mvc.post().uri(path).with(Body.signedIn(by)).with(SecurityMockMvcRequestPostProcessors.csrf());
        for (Map.Entry<String, String> field : fields.entrySet()) {
            request = request.param(field.getKey(), field.getValue());
        }
        return request.exchange();
    }

    private MvcTestResult registers(OpenRegistration open, Cast by, Map<String, String> fields) {
        return post("/events/" + open.id() + "/registration", by, fields);
    }

    private static String part(OpenRegistration open) {
        return "part-" + open.id();
    }

    @Test
    void everybodyReadsWhenItOpensWhatPlacesAreLeftAndWhatTheStaffNote() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 2, null);
        jdbc.sql("update registration_setup set note = '**Visa letters** <script>x</script>' where event_id = ?")
                .param(open.week().id())
                .update();
        assertThat(page(open, null))
                .bodyText()
                .contains(
                        "Registration is open",
                        "2 places left",
                        "no limit",
                        "<strong>Visa letters</strong>",
                        "(Warsaw)")
                .doesNotContain("<script>x", "name=\"" + part(open));
        assertThat(page(open, Cast.NORA)).bodyText().contains("open to delegates of members and their guests");

        Instant now = Instant.now();
        open.times(now.plus(2, ChronoUnit.DAYS), now.plus(3, ChronoUnit.DAYS), now.plus(3, ChronoUnit.DAYS));
        assertThat(page(open, Cast.DANA))
                .bodyText()
                .contains("Registration opens on ")
                .doesNotContain("name=\"" + part(open));
        open.times(now.minus(3, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS));
        assertThat(page(open, null)).bodyText().contains("Registration closed on ");
    }

    @Test
    void whereNothingIsSetUpThePageSaysSoAndTheStaffFindTheWayToIt() {
        Week week = Week.nextMonth(jdbc);
        String path = "/events/" + week.id() + "/registration";
        assertThat(get(path, null)).hasStatusOk().bodyText().contains("Registration is not open yet");
        assertThat(get(path, Cast.ADA)).bodyText().contains("/staff" + path);
        assertThat(get("/events/" + week.id() + "/participants", Cast.DANA)).hasStatusOk();
        assertThat(get("/events/" + UUID.randomUUID() + "/registration", Cast.DANA))
                .hasStatus(404);
    }

    @Test
    void whatIsHeldWithinAWeekLeadsToTheWeeksForm() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        UUID within = open.week().within("Sample TestFest");
        for (String tab : new String[] {"registration", "participants", "guests"}) {
            assertThat(get("/events/" + within + "/" + tab, Cast.DANA))
                    .hasStatus3xxRedirection()
                    .hasRedirectedUrl("/events/" + open.id() + "/" + tab);
        }
    }

    @Test
    void whoeverRegistersReadsHowTheyStandWithTheirCode() throws Exception {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        Gathering meeting = body.meetingNextMonth();
        open.week().holds(meeting);
        assertThat(page(open, Cast.DANA)).bodyText().contains("name=\"" + part(open), "A test meeting");
        assertThat(registers(
                        open,
                        Cast.DANA,
                        Map.of(part(open), "IN_PERSON", "meetings", meeting.id().toString(), "listed", "on")))
                .hasRedirectedUrl("/events/" + open.id() + "/registration");
        assertThat(page(open, Cast.DANA)).bodyText().contains("You are registered", "Confirmed", "/code.svg");
        assertThat(get("/meetings/" + meeting.id() + "/people", Cast.DEVI))
                .bodyText()
                .contains("Dana Sample");
        registers(open, Cast.DEVI, Map.of(part(open), "IN_PERSON"));
        assertThat(page(open, Cast.DEVI))
                .bodyText()
                .contains("You are on a waiting list", "Waiting list, place 1", "full, 1 on the waiting list");

        MvcTestResult code = get("/events/" + open.id() + "/registration/code.svg", Cast.DANA);
        assertThat(code).hasStatusOk().hasContentType("image/svg+xml");
        assertThat(code.getResponse().getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(code.getResponse().getContentAsString()).startsWith("<svg ").doesNotContain("script");
        assertThat(get("/events/" + open.id() + "/registration/badge", Cast.DANA))
                .hasStatusOk()
                .bodyText()
                .contains("Dana Sample", "Examplecom");
        assertThat(get("/events/" + open.id() + "/registration/code.svg", Cast.IPSI))
                .hasStatus(404);
        assertThat(get("/events/" + open.id() + "/registration/badge", Cast.IPSI))
                .hasStatus(404);
    }

    @Test
    void aMistakeIsSaidBesideItsFieldAndNothingTypedIsLost() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        QuestionId food = open.question("Dietary needs", QuestionKind.TEXT, false, false);
        QuestionId shirt = open.question("Shirt", QuestionKind.CHOICE, true, false, "S", "M");
        assertThat(registers(
                        open, Cast.DANA, Map.of(part(open), "REMOTE", "question-" + food, "No <nuts>", "listed", "on")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"question-" + shirt + "-error\"", "No &lt;nuts&gt;", "href=\"#question-" + shirt)
                .containsPattern("value=\"REMOTE\"[^>]*checked");
        assertThat(registers(open, Cast.DANA, Map.of("question-" + shirt, "M")))
                .hasStatus(422)
                .bodyText()
                .contains("Say in what you take part");
        assertThat(registers(open, Cast.DANA, Map.of(part(open), "BY_FAX", "question-" + shirt, "M")))
                .hasStatus(422);
    }

    @Test
    void afterTheDeadlineTheRefusalIsInWordsAndTheAnswersAreStillThere() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        QuestionId food = open.question("Dietary needs", QuestionKind.LINE, false, false);
        Instant now = Instant.now();
        open.times(now.minus(3, ChronoUnit.DAYS), now.minus(1, ChronoUnit.MINUTES), now.plus(1, ChronoUnit.DAYS));
        assertThat(registers(open, Cast.DANA, Map.of(part(open), "REMOTE", "question-" + food, "vegetarian")))
                .hasStatus(409)
                .bodyText()
                .contains("Registration closed on ", "value=\"vegetarian\"");
    }

    @Test
    void twoTabsThatDisagreeShowBoth() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        registers(open, Cast.DANA, Map.of(part(open), "REMOTE"));
        registers(open, Cast.DANA, Map.of(part(open), "IN_PERSON", "version", "0"));
        assertThat(registers(open, Cast.DANA, Map.of(part(open), "REMOTE", "version", "0", "listed", "on")))
                .hasStatus(409)
                .bodyText()
                .contains("Somebody else changed this", "In person", "name=\"version\" value=\"1\"");
    }

    @Test
    void whoeverChangesTheirMindChangesOrWithdraws() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        registers(open, Cast.DANA, Map.of(part(open), "IN_PERSON"));
        assertThat(get("/events/" + open.id() + "/registration/change", Cast.DANA))
                .hasStatusOk()
                .bodyText()
                .contains("Change your registration")
                .containsPattern("value=\"IN_PERSON\"[^>]*checked");
        assertThat(post("/events/" + open.id() + "/registration/withdrawal", Cast.DANA, Map.of()))
                .hasStatus3xxRedirection();
        assertThat(page(open, Cast.DANA)).bodyText().contains("You withdrew on", "name=\"" + part(open));
        assertThat(get("/events/" + open.id() + "/registration/change", Cast.DANA))
                .hasStatus3xxRedirection();
        Instant now = Instant.now();
        open.times(now.minus(3, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS));
        assertThat(get("/events/" + open.id() + "/registration/change", Cast.DANA))
                .hasStatus3xxRedirection();
    }

    @Test
    void aGuestOfAnotherEventAndWhoBelongsNowhereAreRefused() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        body.invites(Cast.GUS, body.meetingNow());
        assertThat(registers(open, Cast.GUS, Map.of(part(open), "REMOTE"))).hasStatus(403);
        assertThat(get("/events/" + open.id() + "/participants", Cast.GUS)).hasStatus(404);
        assertThat(get("/api/v1/events/" + open.id() + "/participants", Cast.GUS))
                .hasStatus(404);
        assertThat(registers(open, Cast.NORA, Map.of(part(open), "REMOTE"))).hasStatus(403);
        assertThat(page(open, Cast.GUS)).bodyText().doesNotContain("name=\"" + part(open));
    }

    @Test
    void aMeetingOfTheEventLeadsToTheFormUntilOneIsRegistered() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        Gathering meeting = body.meetingNextMonth();
        open.week().holds(meeting);
        assertThat(get("/meetings/" + meeting.id(), Cast.DANA))
                .hasStatusOk()
                .bodyText()
                .contains("/events/" + open.id() + "/registration")
                .doesNotContain("Take part remotely");
        assertThat(post("/meetings/" + meeting.id() + "/participation", Cast.DANA, Map.of("mode", "REMOTE")))
                .hasStatus(409)
                .bodyText()
                .contains("Register for ");
        registers(open, Cast.DANA, Map.of(part(open), "REMOTE"));
        assertThat(get("/meetings/" + meeting.id(), Cast.DANA))
                .bodyText()
                .contains("Take part remotely")
                .doesNotContain("Take part in person");
        assertThat(post("/meetings/" + meeting.id() + "/participation", Cast.DANA, Map.of("mode", "REMOTE")))
                .hasStatus3xxRedirection();
        assertThat(get("/events/" + open.id() + "/registration/change", Cast.DANA))
                .bodyText()
                .containsPattern("value=\"" + meeting.id() + "\"[^>]*checked");
    }

    @Test
    void thePageTakesAsManyStatementsForManyAsForFew() {
        OpenRegistration few = OpenRegistration.nextMonth(jdbc, null, null);
        registers(few, Cast.DANA, Map.of(part(few), "REMOTE"));
        OpenRegistration many = OpenRegistration.nextMonth(jdbc, 1, null);
        for (int i = 0; i < 5; i++) {
            many.question("Question " + i, QuestionKind.LINE, false, false);
            many.part(many.week().within("Part " + i), 1, null);
        }
        for (Cast person : new Cast[] {Cast.CARLA, Cast.DEVI, Cast.IPSI, Cast.EDDA, Cast.DANA}) {
            registers(many, person, Map.of(part(many), "IN_PERSON", "listed", "on"));
        }
        for (String tab : new String[] {"registration", "participants", "registration/change"}) {
            int forFew = Statements.during(() -> get("/events/" + few.id() + "/" + tab, Cast.DANA));
            assertThat(Statements.during(() -> get("/events/" + many.id() + "/" + tab, Cast.DANA)))
                    .as(tab)
                    .isEqualTo(forFew)
                    .isLessThan(16);
        }
    }

    // --- By program --------------------------------------------------------------------------------------------------

    private MvcTestResult put(OpenRegistration open, Cast by, String json) {
        return mvc.put()
                .uri("/api/v1/events/" + open.id() + "/registration")
                .header("Authorization", "Bearer " + by.token())
                .contentType("application/json")
                .content(json.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    @Test
    void aProgramRegistersReadsAndWithdraws() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        QuestionId shirt = open.question("Shirt", QuestionKind.CHOICE, true, false, "S", "M");
        String wanted = """
                {"parts": [{"event": "%s", "mode": "IN_PERSON"}], "answers": [{"question": "%s", "answer": "%s"}]}""";
        assertThat(put(open, Cast.DANA, wanted.formatted(open.id(), shirt, "XL")))
                .hasStatus(422)
                .hasContentType("application/problem+json")
                .bodyText()
                .contains("question-" + shirt);
        for (int i = 0; i < 2; i++) {
            assertThat(put(open, Cast.DANA, wanted.formatted(open.id(), shirt, "M")))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.own.parts[0].place")
                    .isEqualTo("CONFIRMED");
        }
        assertThat(put(open, Cast.DEVI, wanted.formatted(open.id(), shirt, "S")))
                .bodyJson()
                .extractingPath("$.own.parts[0].position")
                .isEqualTo(1);
        assertThat(put(open, Cast.DEVI, "{}")).hasStatus(422);
        assertThat(mvc.delete()
                        .uri("/api/v1/events/" + open.id() + "/registration")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(204);
        assertThat(mvc.get()
                        .uri("/api/v1/events/" + open.id() + "/registration")
                        .header("Authorization", "Bearer " + Cast.DEVI.token()))
                .bodyJson()
                .extractingPath("$.own.parts[0].place")
                .isEqualTo("CONFIRMED");
        assertThat(mvc.get()
                        .uri("/api/v1/events/" + UUID.randomUUID() + "/registration")
                        .header("Authorization", "Bearer " + Cast.DEVI.token()))
                .hasStatus(404);
    }
}
