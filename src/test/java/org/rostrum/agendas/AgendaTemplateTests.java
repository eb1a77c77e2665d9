package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an agenda can begin from: templates, and texts that are pasted. */
@RostrumTest
class AgendaTemplateTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AgendaGestures officer;

    AgendaTemplateTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            JsonMapper json,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.json = json;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private MvcTestResult asks(Cast person, HttpMethod method, Gathering meeting, String rest, @Nullable String body) {
        var request = mvc.method(method)
                .uri("/api/v1/meetings/" + meeting.id() + "/agenda" + rest)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token());
        return (body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).content(body))
                .exchange();
    }

    private JsonNode reads(Cast person, Gathering meeting, String rest) {
        MvcTestResult answer = asks(person, HttpMethod.GET, meeting, rest, null);
        assertThat(answer).hasStatusOk();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    private static String named(String name) {
        return "{\"name\": \"" + name + "\"}";
    }

    private JsonNode saves(Gathering meeting, String name) {
        MvcTestResult answer = asks(Cast.SEKRA, HttpMethod.POST, meeting, "/templates", named(name));
        assertThat(answer).hasStatus(201);
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    private List<String> names(Gathering meeting, String kind) {
        return reads(Cast.CARLA, meeting, "/templates")
                .valueStream()
                .filter(template -> template.get("kind").stringValue().equals(kind))
                .map(template -> template.get("name").stringValue())
                .toList();
    }

    private static List<String> titles(JsonNode rows) {
        return rows.get("items")
                .valueStream()
                .map(row ->
                        row.get("number").stringValue() + " " + row.get("title").stringValue())
                .toList();
    }

    private static String name() {
        return "Template " + NewId.next();
    }

    /** A group of nobody else's, so that its meetings are those of one test. */
    private UUID group() {
        UUID group = NewId.next();
        jdbc.sql(
                        "insert into working_group (id, code, name, kind, visibility) values (?, ?, ?, 'WORKING_GROUP', 'MEMBERS')")
                .params(group, "T" + group.toString().substring(24).toUpperCase(Locale.ROOT), "A group of one test")
                .update();
        jdbc.sql(
                        "insert into office (id, group_id, person_id, role, since) values (?, ?, ?, 'CHAIR', date '2020-01-01')")
                .params(NewId.next(), group, Cast.CARLA.id())
                .update();
        return group;
    }

    private Gathering meeting(UUID group, int weeksAgo) {
        Instant start = Instant.now().minus(7L * weeksAgo, ChronoUnit.DAYS);
        return body.meeting(group, start, start.plus(2, ChronoUnit.DAYS), "ACCEPT");
    }

    @Test
    void theUsualAgendaIsThereForEveryGroup() {
        Gathering meeting = body.meetingNextMonth();

        assertThat(names(meeting, "usual")).containsExactly("The usual agenda");
        assertThat(titles(reads(Cast.CARLA, meeting, "/templates/usual")))
                .startsWith("1 Opening", "2 IPR call", "3 Antitrust reminder");
    }

    @Test
    void theLatestVersionsOfTheLastFiveMeetingsAreThereTheLatestFirst() {
        UUID group = group();
        for (int weeks = 2; weeks < 9; weeks++) {
            Gathering last = meeting(group, weeks);
            officer.drafts(Cast.CARLA, last, "Opening " + weeks);
            officer.publishes(Cast.CARLA, last, "");
            officer.drafts(Cast.CARLA, last, "Opening " + weeks, "  Roll call");
            officer.publishes(Cast.CARLA, last, "");
            officer.drafts(Cast.CARLA, last, "Never published");
        }
        Gathering later = meeting(group, 0);
        officer.drafts(Cast.CARLA, later, "Later");
        officer.publishes(Cast.CARLA, later, "");
        meeting(group, 1);
        Gathering meeting = meeting(group, 1);

        List<JsonNode> last = reads(Cast.CARLA, meeting, "/templates")
                .valueStream()
                .filter(template -> template.get("kind").stringValue().equals("last"))
                .toList();
        assertThat(last).hasSize(5).allSatisfy(template -> {
            assertThat(template.get("items").intValue()).isEqualTo(2);
            assertThat(template.get("from").stringValue()).isEqualTo("Version 2 of its agenda");
        });
        JsonNode rows = reads(
                Cast.CARLA, meeting, "/templates/" + last.getFirst().get("id").stringValue());
        assertThat(titles(rows)).containsExactly("1 Opening 2", "1.1 Roll call");
        assertThat(rows.get("items").get(0).propertyNames())
                .containsExactly("number", "depth", "kind", "title", "presenter", "minutes", "notes");
    }

    @Test
    void aMeetingOfAnotherGroupIsNoTemplate() {
        Gathering other = body.meeting(Body.CITY, Instant.now(), Instant.now().plus(1, ChronoUnit.DAYS), "ACCEPT");
        officer.drafts(Cast.VICTOR, other, "Secret");
        officer.publishes(Cast.VICTOR, other, "");
        Gathering meeting = body.meetingNextMonth();

        for (Cast person : new Cast[] {Cast.CARLA, Cast.VICTOR}) {
            assertThat(asks(person, HttpMethod.GET, meeting, "/templates/meeting-" + other.id(), null))
                    .hasStatus(404);
        }
    }

    @Test
    void officersSaveTheDraftUnderANameAndAnyMeetingOfTheGroupCanBeginFromIt() {
        Gathering meeting = body.meetingNow();
        String name = name();
        assertThat(asks(Cast.CARLA, HttpMethod.POST, meeting, "/templates", named(name)))
                .hasStatus(422)
                .bodyText()
                .contains("The draft is empty");
        assertThat(asks(Cast.CARLA, HttpMethod.PUT, meeting, "/draft", """
                {"revision": 0, "items": [
                  {"title": "Opening", "minutes": 5, "presenter": "Carla", "notes": "Welcome"},
                  {"title": "Fresh air", "kind": "BREAK"}, {"title": "Officers", "kind": "INTERNAL"}]}""")).hasStatusOk();

        JsonNode saved = saves(meeting, "  " + name + " ");
        assertThat(saved.get("template").get("name").stringValue()).isEqualTo(name);
        assertThat(saved.get("template").get("items").intValue()).isEqualTo(3);
        assertThat(saved.get("template").get("from").stringValue()).contains(Cast.SEKRA.fullName());
        Gathering next = body.meetingNextMonth();
        assertThat(names(next, "group")).contains(name);
        assertThat(asks(
                        Cast.VICTOR,
                        HttpMethod.GET,
                        next,
                        "/templates/" + saved.get("template").get("id").stringValue(),
                        null))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"items": [
                          {"number": "1", "depth": 0, "kind": "NORMAL", "title": "Opening", "presenter": "Carla",
                           "minutes": 5, "notes": "Welcome"},
                          {"number": "", "depth": 0, "kind": "BREAK", "title": "Fresh air", "presenter": null,
                           "minutes": null, "notes": null},
                          {"number": "i1", "depth": 0, "kind": "INTERNAL", "title": "Officers", "presenter": null,
                           "minutes": null, "notes": null}]}""");
        assertThat(jdbc.sql("""
                        select count(*) from audit_entry where action = 'agenda.template-saved'
                           and person_id = ? and after ->> 'template' = ?""")
                        .params(Cast.SEKRA.id(), name)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void savingUnderANameThatIsTakenReplacesAndWhatWasReplacedCanBeBroughtBack() {
        Gathering meeting = body.meetingNow();
        String name = name();
        officer.drafts(Cast.CARLA, meeting, "First");
        String first = saves(meeting, name).get("template").get("id").stringValue();
        officer.drafts(Cast.CARLA, meeting, "Second");
        JsonNode second = saves(meeting, name.toUpperCase(Locale.ROOT));
        String replacing = second.get("template").get("id").stringValue();

        assertThat(second.get("replaced").stringValue()).isEqualTo(first);
        assertThat(titles(reads(Cast.CARLA, meeting, "/templates/" + replacing)))
                .containsExactly("1 Second");
        assertThat(asks(Cast.CARLA, HttpMethod.GET, meeting, "/templates/" + first, null))
                .hasStatus(404);

        assertThat(asks(Cast.VICTOR, HttpMethod.POST, meeting, "/templates/" + first + "/restoration", null))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"template\": {\"id\": \"%s\", \"name\": \"%s\"}, \"replaced\": \"%s\"}"
                        .formatted(first, name, replacing));
        assertThat(titles(reads(Cast.CARLA, meeting, "/templates/" + first))).containsExactly("1 First");
    }

    @Test
    void aTemplateIsRemovedAndBroughtBackAndTwiceIsOnce() {
        Gathering meeting = body.meetingNow();
        String name = name();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        String id =
                "/templates/" + saves(meeting, name).get("template").get("id").stringValue();

        assertThat(asks(Cast.CARLA, HttpMethod.DELETE, meeting, id, null)).hasStatus(204);
        assertThat(asks(Cast.CARLA, HttpMethod.DELETE, meeting, id, null)).hasStatus(204);
        assertThat(names(meeting, "group")).doesNotContain(name);
        assertThat(asks(Cast.CARLA, HttpMethod.PUT, meeting, id, named("Gone"))).hasStatus(404);
        assertThat(asks(Cast.CARLA, HttpMethod.POST, meeting, id + "/restoration", null))
                .hasStatusOk();
        assertThat(asks(Cast.CARLA, HttpMethod.POST, meeting, id + "/restoration", null))
                .hasStatusOk();
        assertThat(names(meeting, "group")).contains(name);
    }

    @Test
    void whatWasRemovedIsKeptForADay() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        String id = saves(meeting, name()).get("template").get("id").stringValue();
        assertThat(asks(Cast.CARLA, HttpMethod.DELETE, meeting, "/templates/" + id, null))
                .hasStatus(204);
        jdbc.sql("update agenda_template set removed_at = removed_at - interval '25 hours' where id = ?::uuid")
                .param(id)
                .update();

        saves(meeting, name());
        assertThat(asks(Cast.CARLA, HttpMethod.POST, meeting, "/templates/" + id + "/restoration", null))
                .hasStatus(404);
    }

    @Test
    void aTemplateIsRenamedButNotToWhatAnotherIsCalled() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        String one = name();
        String other = name();
        String renamed = name();
        String id =
                "/templates/" + saves(meeting, one).get("template").get("id").stringValue();
        saves(meeting, other);

        assertThat(asks(Cast.CARLA, HttpMethod.PUT, meeting, id, named(other)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.errors")
                .asMap()
                .containsOnlyKeys("name");
        assertThat(asks(Cast.CARLA, HttpMethod.PUT, meeting, id, named(renamed)))
                .hasStatusOk();
        assertThat(names(meeting, "group")).contains(renamed, other).doesNotContain(one);
        for (String bad : new String[] {"", " \\u200b", "x".repeat(101)}) {
            assertThat(asks(Cast.CARLA, HttpMethod.PUT, meeting, id, named(bad)))
                    .hasStatus(422);
            assertThat(asks(Cast.CARLA, HttpMethod.POST, meeting, "/templates", named(bad)))
                    .hasStatus(422);
        }
    }

    @Test
    void whatIsNotTheGroupsOwnStays() {
        Gathering meeting = body.meetingNow();

        for (String id : new String[] {"usual", "meeting-" + meeting.id()}) {
            assertThat(asks(Cast.CARLA, HttpMethod.DELETE, meeting, "/templates/" + id, null))
                    .hasStatus(409);
            assertThat(asks(Cast.CARLA, HttpMethod.PUT, meeting, "/templates/" + id, named("Mine")))
                    .hasStatus(409);
        }
        assertThat(asks(Cast.CARLA, HttpMethod.GET, meeting, "/templates/nonsense", null))
                .hasStatus(404);
    }

    @Test
    void anotherGroupsTemplateIsOutOfReach() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        String name = name();
        String id =
                "/templates/" + saves(meeting, name).get("template").get("id").stringValue();
        Gathering other = body.meeting(Body.CITY, Instant.now(), Instant.now().plus(1, ChronoUnit.DAYS), "ACCEPT");

        assertThat(asks(Cast.VICTOR, HttpMethod.GET, other, id, null)).hasStatus(404);
        assertThat(asks(Cast.VICTOR, HttpMethod.PUT, other, id, named("Mine"))).hasStatus(404);
        assertThat(asks(Cast.VICTOR, HttpMethod.DELETE, other, id, null)).hasStatus(404);
        assertThat(asks(Cast.VICTOR, HttpMethod.POST, other, id + "/restoration", null))
                .hasStatus(404);
        assertThat(asks(Cast.VICTOR, HttpMethod.GET, other, "/templates", null))
                .bodyText()
                .doesNotContain(name);
    }

    @Test
    void outsidersSeeAndSaveNoTemplateAndHaveNothingRead() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        String id =
                "/templates/" + saves(meeting, name()).get("template").get("id").stringValue();

        for (Cast outsider : new Cast[] {Cast.DANA, Cast.EDDA, Cast.DEVI, Cast.TESSA}) {
            assertThat(asks(outsider, HttpMethod.GET, meeting, "/templates", null))
                    .hasStatus(403);
            assertThat(asks(outsider, HttpMethod.GET, meeting, id, null)).hasStatus(403);
            assertThat(asks(outsider, HttpMethod.POST, meeting, "/templates", named("Mine")))
                    .hasStatus(403);
            assertThat(asks(outsider, HttpMethod.PUT, meeting, id, named("Mine")))
                    .hasStatus(403);
            assertThat(asks(outsider, HttpMethod.DELETE, meeting, id, null)).hasStatus(403);
            assertThat(asks(outsider, HttpMethod.POST, meeting, id + "/restoration", null))
                    .hasStatus(403);
            assertThat(asks(outsider, HttpMethod.POST, meeting, "/outline-readings", "{\"text\": \"Mine\"}"))
                    .hasStatus(403);
        }
        assertThat(asks(Cast.ADA, HttpMethod.GET, meeting, "/templates", null)).hasStatusOk();
    }

    // --- pasted texts ---

    private MvcTestResult pastes(Gathering meeting, String text) {
        return asks(
                Cast.CARLA,
                HttpMethod.POST,
                meeting,
                "/outline-readings",
                json.writeValueAsString(Map.of("text", text)));
    }

    @Test
    void aPastedTextIsReadAndSavesNothing() {
        Gathering meeting = body.meetingNow();

        assertThat(pastes(meeting, "1 Opening (5 min) - Carla\n1.1 Roll call\nLunch"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"items": [
                          {"number": "1", "depth": 0, "kind": "NORMAL", "title": "Opening", "presenter": "Carla",
                           "minutes": 5, "notes": null},
                          {"number": "1.1", "depth": 1, "title": "Roll call"},
                          {"number": "", "kind": "BREAK", "title": "Lunch"}]}""");
        assertThat(reads(Cast.CARLA, meeting, "/draft").get("revision").intValue())
                .isZero();
    }

    @Test
    void whatIsWrongWithAPastedTextIsSaidByLine() {
        Gathering meeting = body.meetingNow();

        assertThat(pastes(meeting, "No\tTitle\tParent\n1\tA\t2\n2\tB\t1"))
                .hasStatus(422)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.errors")
                .asMap()
                .containsOnlyKeys("lines[2]", "lines[3]");
        assertThat(asks(Cast.CARLA, HttpMethod.POST, meeting, "/outline-readings", "{}"))
                .hasStatus(422)
                .bodyText()
                .contains("There is nothing in it yet");
    }

    @Test
    void aPasteOfAHundredThousandLinesIsRefusedInWordsWhateverItsSize() {
        Gathering meeting = body.meetingNow();

        assertThat(pastes(meeting, "An item of business\n".repeat(100_000)))
                .hasStatus(422)
                .bodyText()
                .contains("at most 1,000 items; this text has 100,000 lines");
        assertThat(pastes(meeting, "A rather long item of business, with a presenter\n".repeat(100_000)))
                .hasStatus(413)
                .bodyText()
                .contains("at most 4,096 KB");
    }
}
