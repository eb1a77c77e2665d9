package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
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
    void aPageReadsItsSessionOnceAndWritesNothing() {
        assertThat(mvc.get().uri("/me").cookie(browser.cookie())).hasStatusOk();
        assertThat(Statements.whichDuring(
                        () -> mvc.get().uri("/me").cookie(browser.cookie()).exchange()))
                .filteredOn(statement -> statement.toLowerCase(Locale.ROOT).contains("spring_session"))
                .singleElement()
                .asString()
                .startsWithIgnoringCase("select");
    }

    @Test
    void whatIsWrittenIsThereForTheNextRequest() {
        aRequestBegins();
        SessionRepository<Session> all = as(sessions);
        Session session = Objects.requireNonNull(all.findById(browser.id()));
        session.setAttribute("said", "something");
        all.save(session);
        aRequestBegins();
        session = Objects.requireNonNull(all.findById(browser.id()));
        assertThat(session.<String>getAttribute("said")).isEqualTo("something");
        session.removeAttribute("said");
        all.save(session);
        aRequestBegins();
        assertThat(Objects.requireNonNull(all.findById(browser.id())).<String>getAttribute("said"))
                .isNull();
    }

    @SuppressWarnings("unchecked") // Whose sessions they are, nobody has to know.
    private static SessionRepository<Session> as(SessionRepository<?> sessions) {
        return (SessionRepository<Session>) sessions;
    }

    @Test
    void eachRequestHasItsOwnContextOfWhoSignedIn() {
        SecurityContext context = context();
        context.setAuthentication(null);
        assertThat(context().getAuthentication()).isNotNull();
        assertThat(context()).isNotSameAs(context());
    }

    private SecurityContext context() {
        aRequestBegins();
        Session session = Objects.requireNonNull(as(sessions).findById(browser.id()));
        return session.getRequiredAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
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
        SessionRepository<Session> all = as(sessions);
        Session session = Objects.requireNonNull(all.findById(browser.id()));
        assertThat(session.changeSessionId()).isNotEqualTo(browser.id());
        all.save(session);
        assertThat(sessions.findById(browser.id())).isNull();
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
