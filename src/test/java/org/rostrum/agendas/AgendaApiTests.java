package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@RostrumTest
class AgendaApiTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final AgendaGestures officer;

    AgendaApiTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private static MockMvcRequestBuilder by(Cast person, MockMvcRequestBuilder request) {
        return request.header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token());
    }

    private static String address(Gathering meeting) {
        return "/api/v1/meetings/" + meeting.id() + "/agenda";
    }

    private MvcTestResult read(Cast person, Gathering meeting, String rest) {
        return by(person, mvc.get().uri(address(meeting) + rest)).exchange();
    }

    private MvcTestResult put(Cast person, Gathering meeting, String json) {
        return by(person, mvc.put().uri(address(meeting) + "/draft"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    private MvcTestResult publish(Cast person, Gathering meeting, String key, String json) {
        return by(person, mvc.post().uri(address(meeting) + "/publications"))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    @Test
    void membersReadThePublishedAgenda() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "  Roll call");
        PublishedAgenda agenda = officer.publishes(Cast.CARLA, meeting, "Note");
        officer.drafts(Cast.CARLA, meeting, "Secret plans");

        assertThat(read(Cast.DANA, meeting, "")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                        {"meeting": "%s", "version": 1, "note": "Note", "items": [
                          {"id": "%s", "number": "1", "title": "Opening", "depth": 0,
                           "presenter": null, "minutes": null, "notes": null},
                          {"number": "1.1", "title": "Roll call", "depth": 1}]}""".formatted(
                        meeting.id(), agenda.items().getFirst().id()));
        assertThat(read(Cast.DANA, meeting, ""))
                .bodyText()
                .doesNotContain("Secret")
                .contains("publishedAt");
        assertThat(read(Cast.DANA, meeting, "/versions/1")).hasStatusOk();
        assertThat(read(Cast.DANA, meeting, "/versions/2")).hasStatus(404);
    }

    @Test
    void beforeTheFirstPublicationTheProblemSaysWhenItIsExpected() {
        Gathering meeting = body.meetingNextMonth();
        jdbc.sql("update meeting set agenda_expected_on = ? where id = ?")
                .params(LocalDate.of(2030, 3, 4), meeting.id())
                .update();

        assertThat(read(Cast.DANA, meeting, ""))
                .hasStatus(404)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .isLenientlyEqualTo("{\"status\": 404, \"expectedOn\": \"2030-03-04\"}");
        assertThat(read(Cast.DANA, meeting, "")).bodyText().contains("Agenda expected on Monday 4 March 2030");
    }

    @Test
    void aChairsScriptWritesTheDraftAndPublishesIt() {
        Gathering meeting = body.meetingNow();

        assertThat(put(Cast.CARLA, meeting, """
                {"revision": 0, "items": [
                  {"title": "Opening", "minutes": 5, "presenter": "Carla"},
                  {"title": "Change requests", "depth": 0}, {"title": "Bootstrap", "depth": 1}]}"""))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"revision\": 1, \"version\": 0, \"unpublishedChanges\": true}");
        assertThat(publish(Cast.CARLA, meeting, "k", "{\"revision\": 1, \"note\": \"First\"}"))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"version": 1, "items": [{"number": "1"}, {"number": "2"}, {"number": "2.1"}]}""");
        assertThat(publish(Cast.CARLA, meeting, "k", "{\"revision\": 1, \"note\": \"First\"}"))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("{\"version\": 1}");
        assertThat(publish(Cast.CARLA, meeting, "k", "{\"revision\": 1, \"note\": \"Second\"}"))
                .hasStatus(422);
        assertThat(read(Cast.CARLA, meeting, "/draft"))
                .bodyJson()
                .isLenientlyEqualTo("{\"revision\": 1, \"version\": 1, \"unpublishedChanges\": false}");
    }

    @Test
    void whatOfficersChangeInDifferentPlacesIsMergedAndTheAnswerSaysWhatCameFromWhom() {
        Gathering meeting = body.meetingNow();
        Draft both = officer.drafts(Cast.CARLA, meeting, "Opening", "Reports", "Close");
        AgendaItemId opening = both.items().get(0).id();
        AgendaItemId reports = both.items().get(1).id();
        AgendaItemId close = both.items().get(2).id();
        assertThat(put(Cast.VICTOR, meeting, """
                        {"revision": 1, "items": [{"id": "%s", "title": "Opening", "minutes": 5},
                          {"id": "%s", "title": "Reports"}, {"title": "Victor adds", "depth": 1},
                          {"id": "%s", "title": "Close"}]}""".formatted(opening, reports, close)))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"revision\": 2, \"merged\": false, \"mergedFrom\": []}");

        String mine = """
                {"revision": 1, "items": [{"id": "%s", "title": "Opening of the meeting"},
                  {"id": "%s", "title": "Reports"}, {"id": "%s", "title": "Close"},
                  {"key": "n1", "title": "Carla adds"}]}""".formatted(opening, reports, close);
        assertThat(put(Cast.CARLA, meeting, mine)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                        {"revision": 3, "merged": true, "mergedFrom": [{"item": "%s", "by": "%s"}, {"by": "%2$s"}],
                         "items": [{"key": null, "number": "1", "title": "Opening of the meeting", "minutes": 5},
                          {"number": "2", "title": "Reports"}, {"number": "2.1", "title": "Victor adds"},
                          {"number": "3", "title": "Close"},
                          {"key": "n1", "number": "4", "title": "Carla adds"}]}""".formatted(
                        opening, Cast.VICTOR.fullName()));

        // Sent again, because the answer got lost: nothing is added twice.
        assertThat(put(Cast.CARLA, meeting, mine))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"revision\": 3, \"items\": [{}, {}, {}, {}, {\"key\": \"n1\"}]}");
    }

    @Test
    void whatBothChangedIsRefusedByNameAndOverwritesNothing() {
        Gathering meeting = body.meetingNow();
        AgendaItemId item = officer.drafts(Cast.CARLA, meeting, "Reports")
                .items()
                .getFirst()
                .id();
        String titled = "{\"revision\": 1, \"items\": [{\"id\": \"" + item + "\", \"title\": \"%s\"}]}";
        assertThat(put(Cast.VICTOR, meeting, titled.formatted("Victor's reports")))
                .hasStatusOk();

        assertThat(put(Cast.CARLA, meeting, titled.formatted("Carla's reports")))
                .hasStatus(409)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"revision": 2, "conflicts": [{"item": "%s", "title": "Carla's reports", "what": "TITLE"}]}""".formatted(item));
        assertThat(read(Cast.CARLA, meeting, "/draft"))
                .bodyText()
                .contains("Victor's reports")
                .doesNotContain("Carla's");
    }

    @Test
    void onARevisionThatIsForgottenNothingIsMerged() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Reports");
        officer.drafts(Cast.VICTOR, meeting, "Reports", "Close");
        jdbc.sql("delete from agenda_draft_revision where meeting_id = ? and revision = 1")
                .param(meeting.id())
                .update();

        assertThat(put(Cast.CARLA, meeting, "{\"revision\": 1, \"items\": [{\"title\": \"Mine\"}]}"))
                .hasStatus(409)
                .bodyJson()
                .isLenientlyEqualTo("{\"revision\": 2, \"conflicts\": []}");
    }

    @Test
    void theLastTwoHundredRevisionsAreKept() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Reports");
        jdbc.sql("""
                        insert into agenda_draft_revision (meeting_id, revision, items, changed, saved_by, saved_at)
                        select meeting_id, n, items, changed, saved_by, saved_at
                          from agenda_draft_revision, generate_series(2, 250) n where meeting_id = ? and revision = 1""").param(meeting.id()).update();
        jdbc.sql("update agenda set draft_revision = 250 where meeting_id = ?")
                .param(meeting.id())
                .update();

        officer.drafts(Cast.CARLA, meeting, "Reports", "Close");
        assertThat(jdbc.sql("select min(revision), max(revision) from agenda_draft_revision where meeting_id = ?")
                        .param(meeting.id())
                        .query()
                        .singleRow())
                .containsEntry("min", 52)
                .containsEntry("max", 251);
    }

    @Test
    void whatIsWrongIsSaidByField() {
        Gathering meeting = body.meetingNow();

        assertThat(put(Cast.CARLA, meeting, "{\"revision\": 0, \"items\": [{\"title\": \"A\"}, {\"depth\": 3}]}"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors")
                .asMap()
                .containsOnlyKeys("items[1].title", "items[1].depth");
        assertThat(put(Cast.CARLA, meeting, "{\"items\": []}")).hasStatus(422);
        assertThat(put(Cast.CARLA, meeting, "{\"revision\": 0}")).hasStatus(422);
        assertThat(put(Cast.CARLA, meeting, "{\"revision\": 0, \"items\": [null]}"))
                .hasStatus(422);
        assertThat(put(Cast.CARLA, meeting, "not json")).hasStatus(400);
        assertThat(publish(Cast.CARLA, meeting, "k", "{}")).hasStatus(422);
        assertThat(publish(Cast.CARLA, meeting, "k", "{\"revision\": 0}"))
                .hasStatus(422)
                .bodyText()
                .contains("The draft is empty");
    }

    @Test
    void aHundredThousandItemsAreRefusedWithTheirNumber() {
        Gathering meeting = body.meetingNow();

        assertThat(put(
                        Cast.CARLA,
                        meeting,
                        "{\"revision\": 0, \"items\": [" + "{\"title\":\"x\"},".repeat(99_999) + "{\"title\":\"x\"}]}"))
                .hasStatus(422)
                .bodyText()
                .contains("at most 1,000 items");
    }

    @Test
    void aThousandItemsWithNotesAreTakenAndMoreThanFourMegabytesAreNot() {
        Gathering meeting = body.meetingNow();
        String item = "{\"title\": \"An item\", \"notes\": \"%s\"},".formatted("n".repeat(1_000));

        assertThat(put(
                        Cast.CARLA,
                        meeting,
                        "{\"revision\": 0, \"items\": [" + item.repeat(999) + "{\"title\": \"x\"}]}"))
                .hasStatusOk();
        assertThat(put(
                        Cast.CARLA,
                        meeting,
                        "{\"revision\": 0, \"items\": [" + item.repeat(5_000) + "{\"title\": \"x\"}]}"))
                .hasStatus(413);
    }

    /** A draft of so many items, saved, moved about and worded anew. */
    private int statementsFor(int items) {
        Gathering meeting = body.meetingNow();
        String[] lines = IntStream.range(0, items).mapToObj(n -> "Item " + n).toArray(String[]::new);
        Draft draft = officer.drafts(Cast.CARLA, meeting, lines);
        List<String> rows = draft.items().reversed().stream()
                .map(item -> "{\"id\": \"%s\", \"title\": \"%s, reworded\"}".formatted(item.id(), item.title()))
                .toList();
        String json = "{\"revision\": 1, \"items\": [" + String.join(",", rows) + ",{\"title\": \"One more\"}]}";
        return Statements.during(
                () -> assertThat(put(Cast.CARLA, meeting, json)).hasStatusOk());
    }

    @Test
    void savingALongDraftNeedsNoMoreStatementsThanAShortOne() {
        int few = statementsFor(5);
        assertThat(statementsFor(400)).isEqualTo(few);
    }

    @Test
    void outsidersAreRefused() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");

        for (Cast outsider : new Cast[] {Cast.DANA, Cast.EDDA, Cast.DEVI, Cast.TESSA}) {
            assertThat(read(outsider, meeting, "/draft")).hasStatus(403);
            assertThat(put(outsider, meeting, "{\"revision\": 1, \"items\": [{\"title\": \"Mine\"}]}"))
                    .hasStatus(403);
            assertThat(publish(outsider, meeting, "k", "{\"revision\": 1}")).hasStatus(403);
        }
        assertThat(publish(Cast.SEKRA, meeting, "k", "{\"revision\": 1}")).hasStatus(403);
        assertThat(mvc.get().uri(address(meeting))).hasStatus(401);
    }

    @Test
    void aTokenForReadingAloneDoesNotReachTheDraft() {
        Gathering meeting = body.meetingNow();
        jdbc.sql("""
                        insert into access_token (id, person_id, name, token_hash, scopes, created_at)
                        values (gen_random_uuid(), ?, 'reads', ?, array['read'], now()) on conflict do nothing""")
                .params(Cast.CARLA.id(), org.rostrum.identity.AccessTokens.hash("carla reads"))
                .update();

        assertThat(mvc.get().uri(address(meeting) + "/draft").header(HttpHeaders.AUTHORIZATION, "Bearer carla reads"))
                .hasStatus(403);
    }
}
