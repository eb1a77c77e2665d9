package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agenda of 400 items with 1,600 contributions costs, in a database with 100,000 more of them, against one of 20
 * items and against the time that is claimed: over HTTP, from the first byte sent to the last one received.
 */
@ServedRostrumTest
class AgendaBenchmark {

    private static final String SHORT = "20 items, 80 contributions";
    private static final String LONG = "400 items, 1,600 contributions";

    private static final double ACT_MS = 100;
    private static final double DIFFERENCE_MS = 200;

    /** Nobody thinks that nothing happens before that. */
    private static final double FILE_MS = 2_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final JdbcClient jdbc;
    private final Body body;
    private final String member;
    private final String chair;

    AgendaBenchmark(@LocalServerPort int port, JdbcClient jdbc, Body body, SessionRepository<?> sessions) {
        this.port = port;
        this.jdbc = jdbc;
        this.body = body;
        this.member = BrowserSession.of(sessions, Cast.DANA).cookieHeader();
        this.chair = BrowserSession.of(sessions, Cast.CARLA).cookieHeader();
    }

    @Test
    void fourHundredItemsAndTheirContributionsKeepNobodyWaiting() {
        elsewhere(100_000);
        Map<String, Gathering> agendas = new LinkedHashMap<>();
        agendas.put(SHORT, agenda(20, 5_001));
        agendas.put(LONG, agenda(400, 5_002));
        jdbc.sql("analyze").update();
        Measured measured = new Measured();
        Map<String, Double> limits = new LinkedHashMap<>();
        agendas.forEach((size, meeting) -> {
            String page = "/meetings/" + meeting.id();
            String api = "/api/v1/meetings/" + meeting.id() + "/agenda";
            measured.measure("the meeting's overview, beside it", size, () -> open(page, member));
            measured.measure("open as a member", size, () -> open(page + "/agenda", member));
            measured.measure("open as the chair", size, () -> open(page + "/agenda", chair));
            measured.measure("the agenda as JSON", size, () -> read(api));
            measured.measure(
                    "the difference of two versions", size, () -> open(page + "/agenda/versions/1/changes/2", member));
            measured.measure("the difference as JSON", size, () -> read(api + "/versions/1/changes/2"));
            measured.measure("open the draft in the editor", size, () -> open(page + "/agenda/draft", chair));
            measured.measure(
                    "the chair's review before publishing", size, () -> open(page + "/agenda/publications/new", chair));
            measured.measure("the meeting's list of contributions", size, () -> open(page + "/contributions", member));
            measured.measure(
                    "the board to allocate contributions", size, () -> open(page + "/agenda/allocation", chair));
            Edit edit = new Edit(api);
            measured.measure("save a draft with one title changed", size, edit::save);
            measured.measure("publish it", size, edit::save, edit::publish);
        });
        for (String act : List.of(
                "open as a member",
                "open as the chair",
                "open the draft in the editor",
                "save a draft with one title changed",
                "publish it")) {
            limits.put(act, ACT_MS);
        }
        limits.put("the difference of two versions", DIFFERENCE_MS);
        measured.writeTo(Path.of("target", "benchmark", "agenda.md"), "Agendas and their length");
        SoftAssertions softly = new SoftAssertions();
        limits.forEach((act, limit) ->
                softly.assertThat(measured.median(act, LONG)).as(act + ", ms").isLessThan(limit));
        softly.assertAll();
    }

    /** They are made anew for each reader: no claim is made of them but that they are there. */
    @Test
    void itsFilesAreMadeWhileOneWaits() {
        Measured measured = new Measured();
        Map<String, Gathering> agendas = new LinkedHashMap<>();
        agendas.put(SHORT, agenda(20, 5_003));
        agendas.put(LONG, agenda(400, 5_004));
        agendas.forEach((size, meeting) -> {
            for (String kind : List.of("pdf", "docx", "xlsx", "csv", "txt")) {
                String file = "/meetings/" + meeting.id() + "/agenda." + kind;
                measured.measure(kind, size, () -> open(file, member));
            }
        });
        measured.writeTo(Path.of("target", "benchmark", "agenda-files.md"), "The agenda as a file");
        assertThat(measured.median("pdf", LONG)).isLessThan(FILE_MS);
    }

    /** A chair who changes the title of one item again and again. */
    private class Edit {

        private final String api;
        private final ArrayNode items;
        private int revision;
        private int count;

        Edit(String api) {
            this.api = api;
            JsonNode draft = json(send(to(api + "/draft").GET()));
            revision = draft.get("revision").intValue();
            items = JSON.createArrayNode();
            draft.get("items").forEach(items::add);
        }

        void save() {
            ((ObjectNode) items.get(items.size() / 2)).put("title", "Title " + count++);
            ObjectNode request = JSON.createObjectNode().put("revision", revision);
            request.set("items", items);
            revision = json(send(to(api + "/draft").PUT(BodyPublishers.ofString(request.toString()))))
                    .get("revision")
                    .intValue();
        }

        void publish() {
            send(to(api + "/publications")
                    .POST(BodyPublishers.ofString("{\"revision\": " + revision + ", \"note\": \"\"}")));
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + Cast.CARLA.token())
                .header("Content-Type", "application/json");
    }

    private void read(String path) {
        send(to(path).GET());
    }

    private void open(String path, String cookie) {
        send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Cookie", cookie));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /**
     * Two versions, of which the second moves, renames and adds; four contributions on each item.
     *
     * @param year of their numbers, which no other agenda has
     */
    private Gathering agenda(int length, int year) {
        Gathering meeting = body.meetingNow();
        String api = "/api/v1/meetings/" + meeting.id() + "/agenda";
        ArrayNode items = JSON.createArrayNode();
        for (int i = 0; i < length; i++) {
            items.addObject()
                    .put("depth", i % 10 == 0 ? 0 : i % 10 == 1 || i % 3 == 0 ? 1 : 2)
                    .put("kind", "NORMAL")
                    .put("title", "Change requests on bootstrap and registration, part " + i)
                    .put("presenter", i % 4 == 0 ? "Edda Redline" : null)
                    .put("minutes", 5)
                    .put("notes", i % 5 == 0 ? "Bring what you have **tested**, please." : null);
        }
        ObjectNode draft = JSON.createObjectNode().put("revision", 0);
        draft.set("items", items);
        JsonNode saved = json(send(to(api + "/draft").PUT(BodyPublishers.ofString(draft.toString()))));
        send(to(api + "/publications").POST(BodyPublishers.ofString("{\"revision\": 1, \"note\": \"First\"}")));
        ArrayNode changed = JSON.createArrayNode();
        saved.get("items").forEach(changed::add);
        IntStream.range(0, length / 8).forEach(i -> ((ObjectNode) changed.get(i * 8)).put("title", "Retitled " + i));
        changed.add(changed.remove(length - 5));
        draft.put("revision", 1).set("items", changed);
        send(to(api + "/draft").PUT(BodyPublishers.ofString(draft.toString())));
        send(to(api + "/publications").POST(BodyPublishers.ofString("{\"revision\": 2, \"note\": \"Second\"}")));
        contribute(meeting.id(), 4 * length, year);
        jdbc.sql("""
                        with place as (
                          select c.id, i.item_id, row_number() over (order by c.serial) as n
                            from contribution c
                            join agenda_published_item i
                              on i.meeting_id = c.meeting_id and i.version = 2 and i.position = (c.serial - 1) / 4
                           where c.meeting_id = :meeting)
                        update contribution c
                           set agenda_item_id = place.item_id, state = 'ALLOCATED', allocated_at = now(), allocated_by = :chair,
                               item_position = place.n % 4
                          from place where place.id = c.id""")
                .param("meeting", meeting.id())
                .param("chair", Cast.CARLA.id())
                .update();
        return meeting;
    }

    /** In meetings of their own, a thousand each. */
    private void elsewhere(int count) {
        for (int i = 0; i < count / 1_000; i++) {
            contribute(body.meetingNow().id(), 1_000, 6_000 + i);
        }
    }

    private void contribute(UUID meeting, int count, int year) {
        jdbc.sql("""
                        with added as (
                          insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state, author_id,
                                                    organization_id, source, late, reserved_at, submitted_at)
                          select uuidv7(), :meeting, :group, :year, n, 'CR', 'Agreement',
                                 'Clarification of what a client does after registration ' || n, 'SUBMITTED',
                                 case when n % 50 = 0 then :dana else :edda end, :lorem, 'Lorem Devices', n % 20 = 0, now(), now()
                            from generate_series(1, :count) n
                          returning id, author_id),
                        stored as (
                          insert into document (id, original_name, media_type, size, sha256, crc32, macros,
                                                stored_by, stored_at)
                          select id, 'a.pdf', 'application/pdf', 1000, sha256(id::text::bytea), 0, false, author_id, now() from added)
                        insert into revision (contribution_id, number, document_id, uploaded_by, uploaded_at)
                        select id, 0, id, author_id, now() from added""")
                .param("meeting", meeting)
                .param("group", Body.DMSO)
                .param("year", year)
                .param("count", count)
                .param("dana", Cast.DANA.id())
                .param("edda", Cast.EDDA.id())
                .param("lorem", Cast.Company.LOREM.id())
                .update();
    }
}
