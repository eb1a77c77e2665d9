package org.rostrum.timetables;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.shared.Page;
import org.rostrum.shared.When;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** Events as programs read them. */
@RostrumTest
@Transactional
class EventApiTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final Events events;

    EventApiTests(MockMvcTester mvc, Body body, JdbcClient jdbc, Events events) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.events = events;
    }

    private MvcTestResult ask(String path, @Nullable Cast by) {
        var request = mvc.get().uri(path);
        return (by == null ? request : request.header("Authorization", "Bearer " + by.token())).exchange();
    }

    private String json(String path, @Nullable Cast by) {
        MvcTestResult answer = ask(path, by);
        assertThat(answer).hasStatusOk();
        return assertThat(answer).bodyText().actual();
    }

    private List<UUID> all(@Nullable When when, @Nullable EventKind kind, int pageSize) {
        List<UUID> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<EventView> page = events.list(when, kind, cursor, pageSize);
            page.items().forEach(event -> ids.add(event.id().value()));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    @Test
    void theListSaysOfEachEventWhatItsPageSaysAndPagesLoseNone() {
        UUID on = Week.now(jdbc).id();
        UUID coming = Week.nextMonth(jdbc).id();
        UUID over = Week.of(jdbc, "Over", LocalDate.of(1989, 1, 2), LocalDate.of(1989, 1, 3), "Asia/Tokyo")
                .id();
        UUID month = Week.of(
                        jdbc,
                        "Some day",
                        LocalDate.now(ZoneId.of("Asia/Tokyo")).withDayOfMonth(1),
                        LocalDate.now(ZoneId.of("Asia/Tokyo"))
                                .withDayOfMonth(1)
                                .plusMonths(1)
                                .minusDays(1),
                        "Asia/Tokyo")
                .id();
        jdbc.sql("update event set date_precision = 'MONTH' where id = ?")
                .param(month)
                .update();
        assertThat(all(When.NOW, null, 3))
                .contains(on)
                .doesNotContain(coming, over, month)
                .doesNotHaveDuplicates();
        assertThat(all(When.UPCOMING, null, 3))
                .contains(coming, month)
                .doesNotContain(on, over)
                .doesNotHaveDuplicates();
        assertThat(all(When.PAST, null, 3))
                .contains(over)
                .doesNotContain(on, coming, month)
                .doesNotHaveDuplicates();
        assertThat(all(null, EventKind.MEMBERS_MEETING, 2)).contains(on, coming, over);
        assertThat(all(null, EventKind.WORKSHOP, 2)).doesNotContain(on, coming, over);
        var now = java.time.Instant.now();
        for (When when : When.values()) {
            assertThat(all(when, null, 100))
                    .allSatisfy(id -> assertThat(events.require(new EventId(id)).when(now))
                            .isEqualTo(when));
        }
    }

    @Test
    void whatIsAskedWronglyIsRefusedByItsName() {
        assertThat(ask("/api/v1/events?when=soon", null))
                .hasStatus(422)
                .bodyText()
                .contains("upcoming");
        assertThat(ask("/api/v1/events?kind=party", null))
                .hasStatus(422)
                .bodyText()
                .contains("test-event");
        assertThat(ask("/api/v1/events?limit=1000", null)).hasStatus(422);
        assertThat(ask("/api/v1/events?cursor=x", null)).hasStatus(422);
        assertThat(ask("/api/v1/events/00000000-0000-7000-8000-000000000000", null))
                .hasStatus(404);
        assertThat(ask("/api/v1/events/00000000-0000-7000-8000-000000000000/timetable", null))
                .hasStatus(404);
    }

    /** Page by page: other tests have put events on the schedule too. */
    private List<String> listed(String address) {
        List<String> ids = new ArrayList<>();
        String page = json(address, null);
        ids.addAll(JsonPath.read(page, "$.items[*].id"));
        while (JsonPath.<String>read(page, "$.next") != null) {
            page = json(address + "&cursor=" + JsonPath.<String>read(page, "$.next"), null);
            ids.addAll(JsonPath.read(page, "$.items[*].id"));
        }
        return ids;
    }

    @Test
    void anEventWithItsRoomsPartsAndTheMeetingsOneMayKnowOf() {
        Week week = Week.nextMonth(jdbc);
        week.room("Great hall", 170);
        UUID part = week.within("SVE-97");
        Gathering open = body.meetingNextMonth();
        week.holds(open);
        Gathering closed = body.meeting(
                Body.CITY,
                week.at(week.first().atTime(9, 0)),
                week.at(week.first().atTime(10, 0)),
                "ACCEPT");
        week.holds(closed);
        String visitor = json("/api/v1/events/" + week.id(), null);
        assertThat(JsonPath.<String>read(visitor, "$.event.kind")).isEqualTo("members-meeting");
        assertThat(JsonPath.<String>read(visitor, "$.event.timeZone")).isEqualTo("Europe/Warsaw");
        assertThat(JsonPath.<Integer>read(visitor, "$.rooms[0].capacity")).isEqualTo(170);
        assertThat(JsonPath.<String>read(visitor, "$.parts[0].id")).isEqualTo(part.toString());
        assertThat(JsonPath.<List<String>>read(visitor, "$.meetings[*].group")).containsExactly("DMSO");
        assertThat(JsonPath.<List<String>>read(json("/api/v1/events/" + week.id(), Cast.DEVI), "$.meetings[*].group"))
                .contains("CITY");
        assertThat(listed("/api/v1/events?when=upcoming&kind=members-meeting&limit=100"))
                .contains(week.id().toString());
    }

    @Test
    void aTimetableOfWhatOneMaySee() {
        Week week = Week.nextMonth(jdbc);
        UUID part = week.within("SVE-96");
        var nine = week.first().atTime(9, 0);
        week.session("Open to all", nine, nine.plusHours(1), week.room("Hall", 10), Body.DMSO);
        UUID closed = week.session("Hush", nine, nine.plusHours(1), null, Body.CITY);
        jdbc.sql("update session set visibility = 'GROUP' where id = ?")
                .param(closed)
                .update();
        UUID members = week.session("Inside", nine, nine.plusHours(1), null);
        jdbc.sql("update session set visibility = 'MEMBERS', part_id = ? where id = ?")
                .params(part, members)
                .update();
        String path = "/api/v1/events/" + week.id() + "/timetable";
        String visitor = json(path, null);
        assertThat(JsonPath.<List<String>>read(visitor, "$.sessions[*].title")).containsExactly("Open to all");
        assertThat(JsonPath.<List<String>>read(visitor, "$.sessions[0].groups")).containsExactly("DMSO");
        assertThat(JsonPath.<String>read(visitor, "$.sessions[0].room")).isEqualTo("Hall");
        assertThat(json(path, Cast.DANA)).contains("Inside").doesNotContain("Hush");
        assertThat(json(path, Cast.DEVI)).contains("Hush");
        assertThat(JsonPath.<List<String>>read(
                        json("/api/v1/events/" + part + "/timetable", Cast.DANA), "$.sessions[*].title"))
                .containsExactly("Inside");
        jdbc.sql("update access_token set scopes = array['contribute'] where person_id = ?")
                .param(Cast.DEVI.id())
                .update();
        assertThat(json(path, Cast.DEVI)).as("a token that may not read").doesNotContain("Hush", "Inside");
    }
}
