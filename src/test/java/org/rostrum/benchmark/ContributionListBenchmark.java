package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;

/**
 * What lists of contributions cost over HTTP, from the first byte sent to the last one received: a meeting of 1,600, in a
 * group that has no more than these, and again where the group's other meetings, the same author and the same organisation
 * have 100,000.
 */
@ServedRostrumTest
class ContributionListBenchmark {

    private static final String FEW = "1,600 in the group";
    private static final String MANY = "100,000 in the group";

    private static final double LIST_MS = 150;
    private static final double WORDS_MS = 50;
    private static final double RATIO = 1.3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final String delegate;
    private final String secretary;

    ContributionListBenchmark(
            @LocalServerPort int port,
            JdbcClient jdbc,
            Body body,
            Newcomers newcomers,
            Viewers viewers,
            SessionRepository<?> sessions) {
        this.port = port;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.delegate =
                BrowserSession.of(sessions, own.delegate.id().toString()).cookieHeader();
        this.secretary =
                BrowserSession.of(sessions, own.secretary.id().toString()).cookieHeader();
    }

    @Test
    void sixteenHundredAreThereAtOnceHoweverManyThereAreBeside() {
        Gathering meeting = own.meetingIn(Duration.ofDays(-1));
        contribute(meeting, 1_600, 2_026);
        UUID one = jdbc.sql("select id from contribution where meeting_id = ? and serial = 800")
                .param(meeting.id())
                .query(UUID.class)
                .single();
        Measured measured = new Measured();
        Map<String, String> members = new LinkedHashMap<>();
        String list = "/meetings/" + meeting.id() + "/contributions";
        String group = "/groups/" + own.group.code() + "/contributions";
        members.put("the meeting's list", list);
        members.put("the same, waiting for a decision, with a word", list + "?state=waiting&q=registration&sort=title");
        members.put("the group's list", group);
        members.put("the same, of one state", group + "?state=withdrawn");
        members.put("the same, by two words", group + "?q=behaviour+900");
        members.put("the same, by words that are nowhere", group + "?q=nowhere");
        members.put("my contributions", "/contributions");
        members.put("my organisation's", "/contributions?whose=ours");
        members.put("everybody's", "/contributions?whose=all");
        members.put("a contribution's page", "/contributions/" + one);
        members.put("its story in a row", "/contributions/" + one + "/summary");
        for (String size : new String[] {FEW, MANY}) {
            if (size.equals(MANY)) {
                for (int year = 1_990; year < 1_990 + 24; year++) {
                    contribute(own.meetingIn(Duration.ofDays(-400)), 4_100, year);
                }
            }
            jdbc.sql("analyze").update();
            members.forEach((act, path) -> measured.measure(act, size, () -> open(path, delegate)));
            measured.measure("the meeting's list, as its secretary", size, () -> open(list, secretary));
        }
        measured.writeTo(Path.of("target", "benchmark", "contributions.md"), "Lists of contributions");
        SoftAssertions softly = new SoftAssertions();
        for (String act : new String[] {"the meeting's list", "the meeting's list, as its secretary"}) {
            softly.assertThat(measured.median(act, MANY)).as(act + ", ms").isLessThan(LIST_MS);
            softly.assertThat(measured.ratio(act, FEW, MANY)).as(act).isLessThan(RATIO);
        }
        members.keySet().stream()
                .filter(act -> !act.contains("words"))
                .forEach(act -> softly.assertThat(measured.ratio(act, FEW, MANY))
                        .as(act)
                        .isLessThan(RATIO));
        // An index of words grows with them, but nobody waits for it.
        members.keySet().stream()
                .filter(act -> act.contains("words"))
                .forEach(act -> softly.assertThat(measured.median(act, MANY))
                        .as(act + ", ms")
                        .isLessThan(WORDS_MS));
        softly.assertAll();
    }

    private void open(String path, String cookie) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Cookie", cookie)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of two authors, each with a file; most are waiting for a place, some were withdrawn. */
    private void contribute(Gathering meeting, int count, int year) {
        jdbc.sql("""
                        with added as (
                          insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state, author_id,
                                                    organization_id, source, late, reserved_at, submitted_at, withdrawn_at)
                          select uuidv7(), :meeting, :group, :year, n, case when n % 7 = 0 then 'DISC' else 'CR' end, 'Agreement',
                                 'Clarification of the behaviour of a client after registration ' || n,
                                 case when n % 9 = 0 then 'WITHDRAWN' else 'SUBMITTED' end,
                                 case when n % 2 = 0 then cast(:author as uuid) else cast(:other as uuid) end,
                                 (select organization_id from current_delegation where person_id = :author),
                                 'Lorem Devices', n % 20 = 0, now() - make_interval(years => 2026 - :year, secs => n),
                                 now(), case when n % 9 = 0 then now() end
                            from generate_series(1, :count) n
                          returning id, author_id),
                        stored as (
                          insert into document (id, original_name, media_type, size, sha256, crc32, macros,
                                                stored_by, stored_at)
                          select id, 'a.pdf', 'application/pdf', 1000, sha256(id::text::bytea), 0, false, author_id, now() from added)
                        insert into revision (contribution_id, number, document_id, uploaded_by, uploaded_at)
                        select id, 0, id, author_id, now() from added""")
                .param("meeting", meeting.id())
                .param("group", own.group.id().value())
                .param("year", year)
                .param("count", count)
                .param("author", own.delegate.id().value())
                .param("other", own.secretary.id().value())
                .update();
    }
}
