package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What is in a package, what each of its readers has already, and who gets none. */
@RostrumTest
class DocumentPackagesTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final OwnGroup people;
    private final DocumentPackages packages;
    private final Meetings meetings;
    private final Gathering meeting;

    DocumentPackagesTests(
            MockMvcTester mvc,
            Body body,
            JdbcClient jdbc,
            Newcomers newcomers,
            Viewers viewers,
            DocumentPackages packages,
            Meetings meetings) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.packages = packages;
        this.meetings = meetings;
        people = new OwnGroup(newcomers, viewers, body, jdbc);
        meeting = people.meetingIn(Duration.ofDays(30));
    }

    private MvcTestResult get(String token, String uri) {
        return mvc.get().uri(uri).header("Authorization", "Bearer " + token).exchange();
    }

    private MvcTestResult get(String uri) {
        return get(people.delegate.token(), uri);
    }

    private MvcTestResult zip(String query) {
        MvcTestResult sent = get("/api/v1/meetings/" + meeting.id() + "/documents.zip" + query);
        assertThat(sent).hasStatusOk().hasContentType("application/zip");
        assertThat(sent.getResponse().getHeader("Content-Length"))
                .isEqualTo(Integer.toString(sent.getResponse().getContentAsByteArray().length));
        return sent;
    }

    private String page(Newcomer person, String query) throws UnsupportedEncodingException {
        MvcTestResult shown = mvc.get()
                .uri("/meetings/" + meeting.id() + "/documents" + query)
                .with(person.signedIn())
                .exchange();
        assertThat(shown).hasStatusOk();
        return shown.getResponse().getContentAsString();
    }

    private static Map<String, byte[]> files(MvcTestResult sent) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(sent.getResponse().getContentAsByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    /** Without the index in front, of which each test would say the same. */
    private static List<String> documents(MvcTestResult sent) {
        List<String> names = new ArrayList<>(files(sent).keySet());
        assertThat(names).startsWith("00_Index.html", "00_Index.csv");
        return names.subList(2, names.size());
    }

    /** @return its identifier and its number */
    private Map<String, String> contribution(String title) {
        MvcTestResult reserved = mvc.post()
                .uri("/api/v1/meetings/{id}/contributions", meeting.id())
                .header("Authorization", "Bearer " + people.delegate.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"type\":\"DISC\",\"for\":\"Discussion\",\"title\":\"" + title + "\"}")
                .exchange();
        assertThat(reserved).hasStatus(201);
        return Map.of("id", read(reserved, "$.id"), "number", read(reserved, "$.number"));
    }

    private void upload(Map<String, String> contribution, byte[] content) {
        assertThat(mvc.post()
                        .uri("/api/v1/contributions/{id}/revisions", contribution.get("id"))
                        .header("Authorization", "Bearer " + people.delegate.token())
                        .multipart()
                        .file(new MockMultipartFile("file", "draft.pdf", null, content)))
                .hasStatus(201);
    }

    private String submitted(String title) {
        Map<String, String> contribution = contribution(title);
        upload(contribution, SampleFiles.pdf(title));
        return contribution.get("number") + "-DISC_" + title.replace(' ', '_') + ".pdf";
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // As JsonPath itself says it.
    private static <T> T read(MvcTestResult result, String path) {
        try {
            return JsonPath.read(result.getResponse().getContentAsString(StandardCharsets.UTF_8), path);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPackageHoldsTheLatestOfWhatStandsAndAnIndexThatSaysWhatItIs() throws Exception {
        Map<String, String> revised = contribution("=Timers \\\"now\\\" & <then>");
        upload(revised, SampleFiles.pdf("one"));
        upload(revised, SampleFiles.pdf("two"));
        Map<String, String> withdrawn = contribution("Taken back");
        upload(withdrawn, SampleFiles.pdf("gone"));
        assertThat(mvc.post()
                        .uri("/api/v1/contributions/{id}/withdrawal", withdrawn.get("id"))
                        .header("Authorization", "Bearer " + people.delegate.token()))
                .hasStatusOk();
        contribution("Only reserved");
        String number = revised.get("number");
        String latest = number + "R01-DISC_Timers_now_then.pdf";

        MvcTestResult sent = zip("");
        assertThat(documents(sent)).containsExactly(latest);
        Map<String, byte[]> files = files(sent);
        assertThat(files.get(latest)).isEqualTo(SampleFiles.pdf("two"));
        assertThat(new String(Objects.requireNonNull(files.get("00_Index.csv")), StandardCharsets.UTF_8))
                .contains("Number,Title,Source", number + "R01,\"'=Timers \"\"now\"\" & <then>\"", latest)
                .doesNotContain("Taken back");
        assertThat(new String(Objects.requireNonNull(files.get("00_Index.html")), StandardCharsets.UTF_8))
                .contains("=Timers &quot;now&quot; &amp; &lt;then&gt;", "href=\"" + latest + "\"");
        assertThat(sent.getResponse().getHeader("Content-Disposition"))
                .matches("attachment; filename=\"OMA-" + people.group.code() + "-\\d{8}-documents.zip\"");

        assertThat(documents(zip("?revisions=all&withdrawn=true")))
                .containsExactly(
                        number + "-DISC_Timers_now_then.pdf", latest, withdrawn.get("number") + "-DISC_Taken_back.pdf");
        assertThat(page(people.delegate, "?revisions=all&withdrawn=true")).contains("3 documents, ");
        assertThat(page(people.chair, "")).contains("1 document, ", "Once it has arrived");
    }

    @Test
    void anItemsPackageHoldsWhatIsBelowItToo() throws Exception {
        String parent = submitted("On the parent");
        String child = submitted("On the child");
        String other = submitted("On another");
        String nowhere = submitted("On none");
        List<UUID> items = agenda("Papers", 0, "Protocol", 1, "Closing", 0);
        place(parent, items.get(0));
        place(child, items.get(1));
        place(other, items.get(2));

        assertThat(documents(zip("?item=" + items.get(0)))).containsExactly(parent, child);
        assertThat(documents(zip("?item=" + items.get(1)))).containsExactly(child);
        assertThat(documents(zip(""))).containsExactly(parent, child, other, nowhere);
        assertThat(get("/api/v1/meetings/" + meeting.id() + "/documents.zip?item=" + UUID.randomUUID()))
                .hasStatus(404);
        assertThat(page(people.delegate, ""))
                .contains("documents.zip?item=" + items.get(0))
                .containsSubsequence(">1<", "Papers", ">2</td>", "1.1", "Protocol", ">1</td>", "Closing", ">1</td>");
        assertThat(new String(Objects.requireNonNull(files(zip("")).get("00_Index.html")), StandardCharsets.UTF_8))
                .containsSubsequence("1 Papers", parent, "1.1 Protocol", child, "2 Closing", "On no item", nowhere);
    }

    private List<UUID> agenda(Object... titlesAndDepths) {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < titlesAndDepths.length; i += 2) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"title\":\"%s\",\"depth\":%s}".formatted(titlesAndDepths[i], titlesAndDepths[i + 1]));
        }
        String api = "/api/v1/meetings/" + meeting.id() + "/agenda";
        assertThat(mvc.put()
                        .uri(api + "/draft")
                        .header("Authorization", "Bearer " + people.chair.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"revision\":0,\"items\":[" + items + "]}"))
                .hasStatusOk();
        assertThat(mvc.post()
                        .uri(api + "/publications")
                        .header("Authorization", "Bearer " + people.chair.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"revision\":1,\"note\":\"\"}"))
                .hasStatus(201);
        return jdbc.sql("select item_id from agenda_published_item where meeting_id = ? order by position")
                .param(meeting.id())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private void place(String fileName, UUID item) {
        String title = fileName.substring(fileName.indexOf('_') + 1, fileName.length() - 4)
                .replace('_', ' ');
        assertThat(jdbc.sql("""
                                update contribution set agenda_item_id = ?, state = 'ALLOCATED', allocated_at = now(),
                                                        allocated_by = ?, item_position = 0
                                 where meeting_id = ? and title = ?""")
                        .params(item, people.chair.id().value(), meeting.id(), title)
                        .update())
                .isEqualTo(1);
    }

    @Test
    void whatOnePersonHasWholeIsNotNewToThemAndToOthersItIs() throws Exception {
        String first = submitted("First");
        assertThat(page(people.delegate, "")).contains("Once it has arrived").doesNotContain("New since");
        assertThat(documents(zip("?new=true"))).containsExactly(first);
        String second = submitted("Second");
        assertThat(page(people.delegate, ""))
                .contains("New since your last download", "1 document, ", "Your last download arrived");
        assertThat(page(people.chair, "")).doesNotContain("New since");

        List<UUID> items = agenda("Papers", 0, "Closing", 0);
        place(second, items.getFirst());
        String third = submitted("Third");
        assertThat(documents(zip("?item=" + items.getFirst()))).containsExactly(second);
        // One item's documents do not stand for those that came meanwhile elsewhere.
        assertThat(documents(zip("?new=true"))).containsExactly(third);
        assertThat(documents(zip("?new=true"))).isEmpty();
        assertThat(page(people.delegate, "")).contains("Nothing so far");
        assertThat(documents(zip(""))).containsExactly(first, second, third);
    }

    private MvcTestResult part(String range, String ifRange) {
        return mvc.get()
                .uri("/api/v1/meetings/" + meeting.id() + "/documents.zip")
                .header("Authorization", "Bearer " + people.delegate.token())
                .header("Range", range)
                .header("If-Range", ifRange)
                .exchange();
    }

    @Test
    void whatIsResumedIsTheSamePackageThoughTheMeetingHasGoneOn() throws Exception {
        submitted("First");
        MvcTestResult whole = get(people.chair.token(), "/api/v1/meetings/" + meeting.id() + "/documents.zip");
        byte[] bytes = whole.getResponse().getContentAsByteArray();
        String tag = Objects.requireNonNull(whole.getResponse().getHeader("ETag"));
        assertThat(part("bytes=0-99", tag))
                .hasStatus(206)
                .hasHeader("Content-Range", "bytes 0-99/" + bytes.length)
                .body()
                .isEqualTo(java.util.Arrays.copyOf(bytes, 100));
        String second = submitted("Second");
        MvcTestResult rest = part("bytes=100-", tag);
        assertThat(rest)
                .hasStatus(206)
                .hasHeader("ETag", tag)
                .body()
                .isEqualTo(java.util.Arrays.copyOfRange(bytes, 100, bytes.length));
        // Both parts together are a package that has arrived; the end alone would not be.
        assertThat(page(people.delegate, "")).contains("New since your last download", "1 document, ");
        assertThat(part("bytes=-22", "\"another\"")).hasStatusOk();
        assertThat(documents(zip("?new=true"))).isEmpty();

        assertThat(documents(part("bytes=0-9,20-29", tag))).hasSize(1);
        assertThat(part("bytes=" + bytes.length + "-", tag)).hasStatus(416);
        assertThat(mvc.get()
                        .uri("/api/v1/meetings/" + meeting.id() + "/documents.zip")
                        .header("Authorization", "Bearer " + people.chair.token())
                        .header("If-None-Match", tag))
                .hasStatusOk();
        assertThat(second).contains("Second");
    }

    @Test
    void anEndWithoutItsBeginningHasBroughtNothing() throws Exception {
        submitted("First");
        String tag =
                Objects.requireNonNull(get(people.chair.token(), "/api/v1/meetings/" + meeting.id() + "/documents.zip")
                        .getResponse()
                        .getHeader("ETag"));
        assertThat(part("bytes=100-", tag)).hasStatus(206);
        assertThat(page(people.delegate, "")).doesNotContain("New since");
        assertThat(mvc.get()
                        .uri("/api/v1/meetings/" + meeting.id() + "/documents.zip")
                        .header("Authorization", "Bearer " + people.chair.token())
                        .header("If-None-Match", tag))
                .hasStatus(304);
        assertThat(mvc.head()
                        .uri("/api/v1/meetings/" + meeting.id() + "/documents.zip")
                        .header("Authorization", "Bearer " + people.delegate.token()))
                .hasStatusOk()
                .headers()
                .containsHeaders("Content-Length", "ETag");
        assertThat(page(people.delegate, "")).doesNotContain("New since");
    }

    @Test
    void programsMirrorAMeetingByWhatChangedSinceTheyLastAsked() {
        String manifest = "/api/v1/meetings/" + meeting.id() + "/documents";
        Map<String, String> first = contribution("First");
        upload(first, SampleFiles.pdf("one"));
        submitted("Second");
        MvcTestResult all = get(manifest);
        assertThat(JsonPath.<List<String>>read(text(all), "$.documents[*].title"))
                .containsExactly("First", "Second");
        String address = read(all, "$.documents[0].address");
        assertThat(get(address).getResponse().getContentAsByteArray()).isEqualTo(SampleFiles.pdf("one"));
        assertThat(JsonPath.<Map<String, Object>>read(text(all), "$.documents[0]"))
                .containsEntry("bytes", SampleFiles.pdf("one").length)
                .containsEntry("file", first.get("number") + "-DISC_First.pdf")
                .containsEntry("mediaType", "application/pdf")
                .containsKey("sha256");
        int next = read(all, "$.next");
        assertThat(JsonPath.<List<?>>read(text(get(manifest + "?since=" + next)), "$.documents"))
                .isEmpty();

        upload(first, SampleFiles.pdf("two"));
        MvcTestResult since = get(manifest + "?since=" + next);
        assertThat(JsonPath.<List<String>>read(text(since), "$.documents[*].number"))
                .containsExactly(first.get("number") + "R01");
        agenda("Papers", 0);
        assertThat(JsonPath.<List<?>>read(text(get(manifest + "?since=" + read(since, "$.next"))), "$.documents"))
                .hasSize(2);
        assertThat(get(manifest + "?since=999999")).hasStatus(422);
    }

    private static String text(MvcTestResult result) {
        return read(result, "$") instanceof Map<?, ?> ? content(result) : "";
    }

    private static String content(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void outsidersAreToldThatThereIsNoSuchMeeting() {
        Gathering closed = body.meetingNextMonth();
        Gathering city = body.meeting(
                Body.CITY,
                java.time.Instant.now().plus(Duration.ofDays(9)),
                java.time.Instant.now().plus(Duration.ofDays(10)),
                "ACCEPT");
        body.invites(Cast.GUS, closed);
        for (String address : List.of("/documents", "/documents.zip")) {
            assertThat(get(Cast.GUS.token(), "/api/v1/meetings/" + closed.id() + address))
                    .hasStatusOk();
            assertThat(get(Cast.GUS.token(), "/api/v1/meetings/" + city.id() + address))
                    .hasStatus(404);
            assertThat(get(Cast.DANA.token(), "/api/v1/meetings/" + city.id() + address))
                    .hasStatus(404);
            assertThat(mvc.get().uri("/meetings/" + city.id() + address).with(Body.signedIn(Cast.DANA)))
                    .hasStatus(404);
        }
    }

    @Test
    void aPageAndAPackageCostTheSameHoweverManyDocumentsThereAre() {
        MeetingId id = new MeetingId(meeting.id());
        var view = meetings.require(id, people.as(people.delegate));
        submitted("One");
        int few = Statements.during(() -> packages.pack(view, PackageChoice.ALL, people.as(people.delegate)));
        int offered = Statements.during(() -> packages.offer(view, false, false, people.as(people.delegate)));
        submitted("Two");
        submitted("Three");
        assertThat(Statements.during(() -> packages.pack(view, PackageChoice.ALL, people.as(people.delegate))))
                .isEqualTo(few);
        assertThat(Statements.during(() -> packages.offer(view, false, false, people.as(people.delegate))))
                .isEqualTo(offered);
    }
}
