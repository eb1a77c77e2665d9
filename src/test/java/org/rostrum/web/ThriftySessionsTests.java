package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@RostrumTest
class ThriftySessionsTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final SessionRepository<?> sessions;
    private final BrowserSession browser;

    ThriftySessionsTests(MockMvcTester mvc, JdbcClient jdbc, SessionRepository<?> sessions) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.browser = BrowserSession.of(sessions, Cast.DANA);
    }

    @AfterEach
    void endTheRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    private static void aRequestBegins() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
    }

    @Test
    void aRequestReadsItsSessionOnceAndTheNextOneReadsItAgain() {
        aRequestBegins();
        assertThat(Statements.during(() -> sessions.findById(browser.id()))).isPositive();
        assertThat(Statements.during(
                        () -> assertThat(sessions.findById(browser.id())).isNotNull()))
                .isZero();
        aRequestBegins();
        assertThat(Statements.during(() -> sessions.findById(browser.id()))).isPositive();
    }

    @Test
    void whatWasEndedIsNotFoundAgain() {
        aRequestBegins();
        sessions.findById(browser.id());
        sessions.deleteById(browser.id());
        assertThat(sessions.findById(browser.id())).isNull();
    }

    @Test
    void anotherSessionOfTheSameRequestIsAnother() {
        aRequestBegins();
        changeId(sessions, browser.id());
        assertThat(sessions.findById(browser.id())).isNull();
    }

    private static <S extends Session> void changeId(SessionRepository<S> sessions, String id) {
        S session = Objects.requireNonNull(sessions.findById(id));
        assertThat(session.changeSessionId()).isNotEqualTo(id);
        sessions.save(session);
    }

    @Test
    void whenItWasLastUsedIsWrittenOnceAMinute() {
        long halfAMinuteAgo = lastUsed(Duration.ofSeconds(30));
        assertThat(lastUsedAfterAPage()).isEqualTo(halfAMinuteAgo);
        long aMinuteAgo = lastUsed(Duration.ofSeconds(61));
        assertThat(lastUsedAfterAPage()).isGreaterThan(aMinuteAgo + 60_000);
    }

    private long lastUsed(Duration ago) {
        long then = System.currentTimeMillis() - ago.toMillis();
        jdbc.sql("update spring_session set last_access_time = ? where session_id = ?")
                .params(then, browser.id())
                .update();
        return then;
    }

    private long lastUsedAfterAPage() {
        assertThat(mvc.get().uri("/me").cookie(browser.cookie())).hasStatusOk();
        return jdbc.sql("select last_access_time from spring_session where session_id = ?")
                .param(browser.id())
                .query(Long.class)
                .single();
    }
}
