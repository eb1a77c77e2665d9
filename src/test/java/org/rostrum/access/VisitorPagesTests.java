package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** What whoever stands between the portal and a reader may keep. */
@RostrumTest
@Transactional
class VisitorPagesTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    VisitorPagesTests(MockMvcTester mvc, JdbcClient jdbc) {
        this.mvc = mvc;
        this.jdbc = jdbc;
    }

    private List<String> pages(Week week) {
        return List.of(
                "/schedule",
                "/schedule?view=month",
                "/schedule?view=archive",
                "/events/" + week.id(),
                "/events/" + week.id() + "/timetable");
    }

    private Week week() {
        Week week = Week.nextMonth(jdbc);
        week.session("Opening", week.first().atTime(9, 0), week.first().atTime(10, 0), null);
        return week;
    }

    @Test
    void aVisitorsPageMayBeKeptForAMinuteAndIsNotSentTwice() {
        for (String page : pages(week())) {
            MvcTestResult first = mvc.get().uri(page).exchange();
            assertThat(first)
                    .as(page)
                    .hasStatusOk()
                    .hasHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=60")
                    .hasHeader(HttpHeaders.VARY, "Cookie")
                    .doesNotContainHeader(HttpHeaders.PRAGMA)
                    .doesNotContainHeader(HttpHeaders.EXPIRES)
                    .doesNotContainHeader(HttpHeaders.SET_COOKIE);
            assertThat(first.getRequest().getSession(false)).as(page).isNull();
            String tag = String.valueOf(first.getResponse().getHeader(HttpHeaders.ETAG));
            assertThat(tag).as(page).startsWith("W/\"");
            MvcTestResult again =
                    mvc.get().uri(page).header(HttpHeaders.IF_NONE_MATCH, tag).exchange();
            assertThat(again).as(page).hasStatus(304).hasHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=60");
            assertThat(again.getResponse().getContentLength()).isZero();
        }
    }

    @Test
    void whatChangedIsSentAgainAndAnotherZoneIsAnotherPage() {
        Week week = week();
        String page = "/events/" + week.id() + "/timetable";
        String tag = String.valueOf(mvc.get().uri(page).exchange().getResponse().getHeader(HttpHeaders.ETAG));
        assertThat(mvc.get().uri(page).cookie(new Cookie("zone", "Asia/Seoul")).header(HttpHeaders.IF_NONE_MATCH, tag))
                .hasStatusOk();
        jdbc.sql("update session set title = 'Late opening' where event_id = ?")
                .param(week.id())
                .update();
        assertThat(mvc.get().uri(page).header(HttpHeaders.IF_NONE_MATCH, tag))
                .hasStatusOk()
                .bodyText()
                .contains("Late opening");
    }

    @Test
    void whatIsMadeForSomebodyIsKeptByNobody() {
        for (String page : pages(week())) {
            for (Cast reader : List.of(Cast.DANA, Cast.NORA)) {
                MvcTestResult mine =
                        mvc.get().uri(page).with(Body.signedIn(reader)).exchange();
                assertThat(mine).as(page).hasStatusOk().doesNotContainHeader(HttpHeaders.ETAG);
                assertThat(mine.getResponse().getHeader(HttpHeaders.CACHE_CONTROL))
                        .as(page)
                        .contains("no-store")
                        .doesNotContain("public");
            }
        }
    }

    @Test
    void whatIsNotThereIsNotKept() {
        MvcTestResult nothing =
                mvc.get().uri("/events/00000000-0000-7000-8000-000000000000").exchange();
        assertThat(nothing).hasStatus(404).doesNotContainHeader(HttpHeaders.ETAG);
        assertThat(nothing.getResponse().getHeader(HttpHeaders.CACHE_CONTROL)).contains("no-store");
    }
}
