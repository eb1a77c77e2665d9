package org.rostrum.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

@RostrumTest
@Transactional
class MeetingApiTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;

    MeetingApiTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    private MvcTestResult ask(String query, Cast by) {
        return mvc.get()
                .uri("/api/v1/meetings" + query)
                .header("Authorization", "Bearer " + by.token())
                .exchange();
    }

    private String json(String query, Cast by) {
        MvcTestResult answer = ask(query, by);
        assertThat(answer).hasStatusOk();
        return assertThat(answer).bodyText().actual();
    }

    private List<String> ids(String query, Cast by) {
        return ids(query, by, 100);
    }

    /** What all pages hold, one after the other: other tests' meetings are there too, however many. */
    private List<Map<String, Object>> all(String query, Cast by, int pageSize) {
        List<Map<String, Object>> items = new ArrayList<>();
        String cursor = null;
        do {
            String page = json(query + (query.isEmpty() ? "?" : "&") + "limit=" + pageSize + after(cursor), by);
            items.addAll(JsonPath.read(page, "$.items[*]"));
            cursor = JsonPath.read(page, "$.next");
        } while (cursor != null);
        return items;
    }

    private List<String> ids(String query, Cast by, int pageSize) {
        return all(query, by, pageSize).stream()
                .map(item -> String.valueOf(item.get("id")))
                .toList();
    }

    private static String after(@Nullable String cursor) {
        return cursor == null ? "" : "&cursor=" + cursor;
    }

    @Test
    void aMeetingIsDescribedExactlyAsPromised() {
        Gathering meeting = body.meetingNow();
        assertThat(JsonPath.<Map<String, Object>>read(json("?when=now", Cast.DANA), "$")
                        .keySet())
                .containsExactlyInAnyOrder("items", "next");
        List<Map<String, Object>> items = all("?when=now", Cast.DANA, 100).stream()
                .filter(item -> meeting.id().toString().equals(item.get("id")))
                .toList();
        assertThat(items).hasSize(1);
        assertThat(items.getFirst().keySet())
                .containsExactlyInAnyOrder(
                        "id", "name", "group", "timeZone", "startsAt", "endsAt", "contributionDeadline", "roomId");
        assertThat(items.getFirst())
                .containsEntry("name", "A test meeting")
                .containsEntry("timeZone", "Europe/Warsaw")
                .containsEntry("roomId", meeting.room().toString())
                .containsEntry(
                        "group", Map.of("code", "DMSO", "name", "Device Management and Smart Objects Working Group"));
        assertThat(Instant.parse(String.valueOf(items.getFirst().get("startsAt"))))
                .isBefore(Instant.now());
    }

    @Test
    void nowUpcomingAndPastAreToldApartAndWithoutWhenAllAreThere() {
        String now = body.meetingNow().id().toString();
        String upcoming = body.meetingNextMonth().id().toString();
        Instant then = Instant.parse("2020-01-01T09:00:00Z");
        String past = body.meeting(Body.DMSO, then, then.plusSeconds(60), "ACCEPT")
                .id()
                .toString();
        assertThat(ids("?when=now", Cast.DANA)).contains(now).doesNotContain(upcoming, past);
        assertThat(ids("?when=upcoming", Cast.DANA)).contains(upcoming).doesNotContain(now, past);
        assertThat(ids("?when=past", Cast.DANA)).contains(past).doesNotContain(now, upcoming);
        assertThat(ids("", Cast.DANA)).contains(now, upcoming, past);
        assertThat(ids("?when=NOW", Cast.DANA)).contains(now);
    }

    @Test
    void aMeetingThatWasCancelledIsNotListed() {
        Gathering meeting = body.meetingNow();
        jdbc.sql("update meeting set status = 'CANCELLED' where id = ?")
                .param(meeting.id())
                .update();
        assertThat(ids("", Cast.DANA)).doesNotContain(meeting.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?when=now", "?when=upcoming", "?when=past"})
    void theirPagesTogetherHoldAllAndEachOnce(String query) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        // Several begin at the same instant, so that a page ends between them.
        IntStream.range(0, 7).forEach(i -> {
            for (int days : new int[] {-30, 0, 30}) {
                Instant start = now.plus(days, ChronoUnit.DAYS).minusSeconds(60).plusSeconds(i / 3);
                body.meeting(Body.DMSO, start, start.plus(1, ChronoUnit.DAYS), "ACCEPT");
            }
        });
        List<String> paged = ids(query, Cast.DANA, 2);
        assertThat(paged)
                .hasSizeGreaterThanOrEqualTo(7)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(ids(query, Cast.DANA));
    }

    @Test
    void onlyWhatOneMayReadIsListed() {
        Instant now = Instant.now();
        String closed = body.meeting(Body.CITY, now, now.plusSeconds(3600), "ACCEPT")
                .id()
                .toString();
        Gathering open = body.meetingNow();
        assertThat(ids("", Cast.DANA)).contains(open.id().toString()).doesNotContain(closed);
        assertThat(ids("", Cast.DEVI)).contains(closed);
        body.invites(Cast.GUS, open);
        String uninvited = body.meetingNow().id().toString();
        assertThat(ids("", Cast.GUS)).contains(open.id().toString()).doesNotContain(closed, uninvited);
    }

    @Test
    void whatIsAskedWronglyIsAnsweredWithWhatWouldBeRight() {
        assertThat(ask("?when=soon", Cast.DANA)).hasStatus(422).bodyText().contains("now, upcoming, past");
        assertThat(ask("?limit=0", Cast.DANA)).hasStatus(422).bodyText().contains("from 1 to 100");
        assertThat(ask("?limit=101", Cast.DANA)).hasStatus(422);
        assertThat(ask("?limit=many", Cast.DANA)).hasStatus(400);
        for (String cursor : new String[] {"x", "!!!", "MjAyMA", "%00"}) {
            assertThat(ask("?cursor=" + cursor, Cast.DANA))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Begin again without one");
        }
    }
}
