package org.rostrum.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.identity.SignIns;
import org.rostrum.testing.Body;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Where one is signed in, and ending it from elsewhere. */
@RostrumTest
class SessionsTests {

    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final SignIns signIns;
    private final SessionRepository<?> sessions;
    private OwnPerson person;
    private BrowserSession desk;
    private BrowserSession phone;

    SessionsTests(MockMvcTester mvc, JdbcClient jdbc, SignIns signIns, SessionRepository<?> sessions) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.signIns = signIns;
        this.sessions = sessions;
    }

    @BeforeEach
    void signedInAtTheDeskAndOnThePhone() {
        person = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        desk = signsIn(FIREFOX, "192.0.2.1");
        phone = signsIn(PHONE, "198.51.100.7");
    }

    private BrowserSession signsIn(String userAgent, String address) {
        BrowserSession session = BrowserSession.of(sessions, person.subject());
        signIns.begin(new SignIns.Begun(
                session.id(), "rostrum", Body.ISSUER, person.subject(), null, userAgent, address, null));
        return session;
    }

    private MvcTestResult get(String path, BrowserSession from) {
        return mvc.get().uri(path).cookie(from.cookie()).exchange();
    }

    private MvcTestResult post(String path, BrowserSession from) {
        return mvc.post().uri(path).cookie(from.cookie()).with(csrf()).exchange();
    }

    private String of(BrowserSession session) {
        return signIns.of(person.person()).stream()
                .filter(signIn -> signIn.session().equals(session.id()))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
    }

    @Test
    void eachIsListedByItsBrowserAndAddressAndThisOneIsTold() {
        assertThat(get("/me/sessions", desk))
                .hasStatus(200)
                .bodyText()
                .contains("Firefox on Windows", "192.0.2.1", "Safari on an iPhone", "198.51.100.7", "This one")
                .containsOnlyOnce("This one")
                .doesNotContain(desk.id())
                .doesNotContain(phone.id());
    }

    @Test
    void anotherIsEndedFromHereAndOnRecord() {
        assertThat(post("/me/sessions/" + of(phone) + "/end", desk)).hasStatus(302);
        assertThat(get("/me", phone)).hasStatus(302).redirectedUrl().contains("sign-in");
        assertThat(get("/me", desk)).hasStatus(200);
        assertThat(jdbc.sql(
                                "select before ->> 'address' from audit_entry where person_id = ? and action = 'session.ended'")
                        .param(person.id())
                        .query(String.class)
                        .list())
                .containsExactly("198.51.100.7");
    }

    @Test
    void allOthersAreEndedAtOnce() {
        BrowserSession third = signsIn(PHONE, "203.0.113.3");
        assertThat(post("/me/sessions/others/end", desk)).hasStatus(302);
        assertThat(get("/me", phone)).hasStatus(302);
        assertThat(get("/me", third)).hasStatus(302);
        assertThat(get("/me/sessions", desk)).bodyText().contains("This one").doesNotContain("End all");
    }

    @Test
    void nobodyEndsTheSessionOfAnother() {
        BrowserSession stranger = BrowserSession.of(
                sessions, OwnPerson.of(Cast.Company.FICTEL, jdbc).subject());
        assertThat(post("/me/sessions/" + of(phone) + "/end", stranger)).hasStatus(404);
        assertThat(post("/me/sessions/others/end", stranger)).hasStatus(409);
        assertThat(get("/me", phone)).hasStatus(200);
    }
}
