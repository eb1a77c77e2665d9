package org.rostrum.registrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** The staff set registration up: its times on the clocks of the place, its places, its questions. */
@RostrumTest
@RecordApplicationEvents
@Transactional
class SetupPageTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    SetupPageTests(MockMvcTester mvc, JdbcClient jdbc) {
        this.mvc = mvc;
        this.jdbc = jdbc;
    }

    private MvcTestResult get(String path) {
        return mvc.get().uri(path).with(Body.signedIn(Cast.ADA)).exchange();
    }

    private MvcTestResult post(String path, Map<String, String> fields) {
        var request =
                mvc.post().uri(path).with(Body.signedIn(Cast.ADA)).with(SecurityMockMvcRequestPostProcessors.csrf());
        for (Map.Entry<String, String> field : fields.entrySet()) {
            request = request.param(field.getKey(), field.getValue());
        }
        return request.exchange();
    }

    private static String at(UUID event) {
        return "/staff/events/" + event + "/registration";
    }

    private static Map<String, String> wanted(UUID event, String opens, String closes, String changeUntil) {
        Map<String, String> fields = new HashMap<>();
        fields.put("opensAt", opens);
        fields.put("closesAt", closes);
        fields.put("changeUntil", changeUntil);
        fields.put("note", "Bring your badge");
        fields.put("part-" + event + "-inPerson", "on");
        fields.put("part-" + event + "-remote", "on");
        fields.put("part-" + event + "-inPersonCapacity", "40");
        return fields;
    }

    private Instant time(UUID event, String column) {
        return jdbc.sql("select " + column + " from registration_setup where event_id = ?")
                .param(event)
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }

    private Week in(String zone) {
        LocalDate day = LocalDate.of(2027, 11, 15);
        return Week.of(jdbc, "Week in " + zone, day, day.plusDays(3), zone);
    }

    @Test
    void whatIsTypedIsMeantOnTheClocksOfTheEvent(ApplicationEvents events) {
        Week week = in("America/New_York");
        UUID within = week.within("Sample TestFest");
        assertThat(get(at(week.id()))).hasStatusOk().bodyText().contains("Sample TestFest", "America/New_York");
        Map<String, String> fields = wanted(week.id(), "2027-03-13T09:00", "2027-11-06T18:00", "2027-11-08T18:00");
        fields.put("part-" + within + "-inPerson", "on");
        assertThat(post(at(week.id()), fields)).hasStatus3xxRedirection();
        assertThat(time(week.id(), "opens_at")).isEqualTo("2027-03-13T14:00:00Z");
        assertThat(time(week.id(), "closes_at")).isEqualTo("2027-11-06T22:00:00Z");
        assertThat(time(week.id(), "change_until")).isEqualTo("2027-11-08T23:00:00Z");
        assertThat(events.stream(PrivilegedAct.class))
                .anyMatch(act -> act.action().equals("registration.set-up"));
        assertThat(get(at(within))).hasStatus3xxRedirection();
        assertThat(get(at(week.id())))
                .bodyText()
                .contains("value=\"2027-03-13T09:00\"", "value=\"40\"", "Bring your badge");
    }

    @Test
    void anHourThatDoesNotExistIsRefusedAndOneThatIsThereTwiceIsAskedAbout() {
        Week week = in("America/New_York");
        assertThat(post(at(week.id()), wanted(week.id(), "2027-03-14T02:30", "2027-11-07T01:30", "2027-11-08T18:00")))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "There is no Sun 14 Mar 2027, 02:30",
                        "is there twice",
                        "name=\"closesAtFold\"",
                        "value=\"2027-03-14T02:30\"",
                        "value=\"40\"");
        Map<String, String> second = wanted(week.id(), "2027-03-14T03:30", "2027-11-07T01:30", "2027-11-08T18:00");
        second.put("closesAtFold", "SECOND");
        assertThat(post(at(week.id()), second)).hasStatus3xxRedirection();
        assertThat(time(week.id(), "closes_at")).isEqualTo("2027-11-07T06:30:00Z");
        assertThat(get(at(week.id())))
                .as("opened again it knows which was meant")
                .bodyText()
                .containsPattern("name=\"closesAtFold\" value=\"SECOND\"[^>]*checked");
    }

    @Test
    void clocksThatAreMovedByHalfAnHourAreTakenAtTheirWord() {
        Week week = in("Australia/Lord_Howe");
        assertThat(post(at(week.id()), wanted(week.id(), "2027-10-03T02:15", "2027-11-06T18:00", "2027-11-08T18:00")))
                .hasStatus(422)
                .bodyText()
                .contains("There is no Sun 3 Oct 2027, 02:15", "from 02:00 to 02:30");
    }

    @Test
    void whatCannotBeIsSaidBesideEachField() {
        Week week = in("Europe/Warsaw");
        Map<String, String> fields = wanted(week.id(), "2027-05-02T09:00", "2027-05-01T09:00", "tomorrow");
        fields.put("part-" + week.id() + "-inPersonCapacity", "-3");
        assertThat(post(at(week.id()), fields))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "changeUntil-error",
                        "part-" + week.id() + "-inPersonCapacity-error",
                        "value=\"-3\"",
                        "value=\"tomorrow\"");
        assertThat(post(at(week.id()), wanted(week.id(), "2027-05-02T09:00", "2027-05-01T09:00", "2027-04-01T09:00")))
                .hasStatus(422)
                .bodyText()
                .contains("must close after it opens", "last minute");
        Map<String, String> nothing = wanted(week.id(), "2027-05-01T09:00", "2027-05-02T09:00", "2027-05-02T09:00");
        nothing.remove("part-" + week.id() + "-inPerson");
        nothing.remove("part-" + week.id() + "-remote");
        assertThat(post(at(week.id()), nothing)).hasStatus(422).bodyText().contains("Say for what one may register");
    }

    @Test
    void thereAreNeverFewerPlacesThanPeopleWhoHaveOne() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 3, null);
        for (Cast person : new Cast[] {Cast.DANA, Cast.DEVI}) {
            mvc.post()
                    .uri("/events/" + open.id() + "/registration")
                    .param("part-" + open.id(), "IN_PERSON")
                    .with(Body.signedIn(person))
                    .with(SecurityMockMvcRequestPostProcessors.csrf())
                    .exchange();
        }
        Map<String, String> fewer =
                wanted(open.week().id(), "2026-01-01T09:00", "2027-05-02T09:00", "2027-05-02T09:00");
        fewer.put("version", "0");
        fewer.put("part-" + open.id() + "-inPersonCapacity", "1");
        assertThat(post(at(open.week().id()), fewer))
                .hasStatus(422)
                .bodyText()
                .contains("2 people have a place already, so there cannot be fewer than 2.");
        fewer.remove("part-" + open.id() + "-inPerson");
        assertThat(post(at(open.week().id()), fewer))
                .hasStatus(422)
                .bodyText()
                .contains("2 people registered for", "in person. Withdraw them first");
    }

    @Test
    void aPartThatIsCancelledStandsInNobodysWay() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 3, null);
        UUID within = open.week().within("Sample TestFest");
        open.part(within, 5, null);
        String form = "/events/" + open.id() + "/registration";
        var registers = mvc.post()
                .uri(form)
                .param("part-" + within, "IN_PERSON")
                .with(Body.signedIn(Cast.DANA))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        assertThat(registers.exchange()).hasStatus3xxRedirection();
        jdbc.sql("update event set status = 'CANCELLED' where id = ?")
                .param(within)
                .update();
        Map<String, String> fields =
                wanted(open.week().id(), "2026-01-01T09:00", "2027-05-02T09:00", "2027-05-02T09:00");
        fields.put("version", "0");
        assertThat(post(at(open.week().id()), fields)).hasStatus3xxRedirection();
        assertThat(mvc.get().uri(form).with(Body.signedIn(Cast.DEVI)))
                .hasStatusOk()
                .bodyText()
                .contains("Cancelled.")
                .doesNotContain("name=\"part-" + within);
        assertThat(mvc.post()
                        .uri(form)
                        .param("part-" + within, "IN_PERSON")
                        .with(Body.signedIn(Cast.DEVI))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("Sample TestFest is cancelled.");
    }

    @Test
    void whoeverSavesAnOlderOneIsShownBoth() {
        Week week = in("Europe/Warsaw");
        Map<String, String> fields = wanted(week.id(), "2027-05-01T09:00", "2027-05-02T09:00", "2027-05-02T09:00");
        post(at(week.id()), fields);
        fields.put("note", "Mine");
        assertThat(post(at(week.id()), fields))
                .as("both thought that there was nothing")
                .hasStatus(409)
                .bodyText()
                .contains("Somebody else changed this", "Note now", "Bring your badge", "Mine");
        fields.put("version", "0");
        assertThat(post(at(week.id()), fields)).hasStatus3xxRedirection();
    }

    @Test
    void questionsAreAddedMovedEditedAndRetiredOnceAnswered() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        String questions = at(open.week().id()) + "/questions";
        assertThat(get(questions + "/new")).hasStatusOk();
        assertThat(post(questions, Map.of("label", "Shirt", "kind", "CHOICE", "options", "S")))
                .hasStatus(422)
                .bodyText()
                .contains("at least two answers", "value=\"Shirt\"");
        assertThat(post(questions, Map.of("label", "Shirt", "kind", "BY_FAX", "version", "x")))
                .hasStatus(422)
                .bodyText()
                .contains("Choose how it is answered");
        assertThat(post(questions, Map.of("label", "Shirt", "kind", "CHOICE", "options", "S\nM\nS")))
                .hasStatus3xxRedirection();
        post(questions, Map.of("label", "Visa letter", "kind", "YES_NO", "required", "true"));
        QuestionId visa = question(open, "Visa letter");
        post(questions + "/" + visa + "/moves", Map.of("to", "up"));
        post(questions + "/" + visa + "/moves", Map.of("to", "up"));
        assertThat(get(at(open.week().id()))).bodyText().containsSubsequence("Visa letter", "Shirt");
        assertThat(get(questions + "/" + visa)).hasStatusOk().bodyText().contains("value=\"Visa letter\"");
        assertThat(post(questions + "/" + visa, Map.of("label", "Visa", "kind", "YES_NO", "version", "0")))
                .hasStatus(409)
                .bodyText()
                .contains("Question now");
        String version = jdbc.sql("select version::text from registration_setup where event_id = ?")
                .param(open.week().id())
                .query(String.class)
                .single();
        assertThat(post(
                        questions + "/" + visa,
                        Map.of("label", "Need a visa letter?", "kind", "YES_NO", "version", version)))
                .hasStatus3xxRedirection();
        mvc.post()
                .uri("/events/" + open.id() + "/registration")
                .param("part-" + open.id(), "REMOTE")
                .param("question-" + visa, "Yes")
                .with(Body.signedIn(Cast.DANA))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
        post(questions + "/" + visa + "/removal", Map.of());
        post(questions + "/" + question(open, "Shirt") + "/removal", Map.of());
        assertThat(get(at(open.week().id())))
                .bodyText()
                .contains("Need a visa letter?", "No longer asked")
                .doesNotContain("Shirt");
        assertThat(post(questions + "/" + visa + "/return", Map.of())).hasStatus3xxRedirection();
        assertThat(get(at(open.week().id()))).bodyText().doesNotContain("No longer asked");
        assertThat(get(questions + "/" + UUID.randomUUID())).hasStatus(404);
    }

    private QuestionId question(OpenRegistration open, String label) {
        return new QuestionId(jdbc.sql("select id from registration_question where event_id = ? and label = ?")
                .params(open.week().id(), label)
                .query(UUID.class)
                .single());
    }
}
