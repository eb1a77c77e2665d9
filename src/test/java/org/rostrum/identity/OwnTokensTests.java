package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Tokens that people make for themselves, and what they open. */
@RostrumTest
class OwnTokensTests {

    private static final Pattern SECRET = Pattern.compile("rostrum_[A-Za-z0-9_-]{43}");

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;
    private OwnPerson delegate;

    OwnTokensTests(MockMvcTester mvc, JdbcClient jdbc, Body body) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
    }

    @BeforeEach
    void aSecretaryOfDmso() {
        delegate = OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc);
        jdbc.sql("""
                        insert into office (id, group_id, person_id, role, since)
                        values (gen_random_uuid(), ?, ?, 'SECRETARY', now() - interval '1 day')""").params(Body.DMSO, delegate.id()).update();
    }

    private MvcTestResult creates(String name, String days, String intent, String... scopes) {
        return mvc.post()
                .uri("/me/tokens")
                .with(delegate.signedIn())
                .with(csrf())
                .param("name", name)
                .param("days", days)
                .param("intent", intent)
                .param("scopes", scopes)
                .exchange();
    }

    private String token(String... scopes) {
        MvcTestResult page = creates("a script", "30", UUID.randomUUID().toString(), scopes);
        assertThat(page).hasStatus(200);
        return secret(page);
    }

    private static String secret(MvcTestResult page) {
        try {
            Matcher found = SECRET.matcher(page.getResponse().getContentAsString());
            assertThat(found.find()).isTrue();
            return found.group();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private MvcTestResult shows(String token, HttpMethod method, String path, String json) {
        return mvc.method(method)
                .uri(path)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .content(json)
                .exchange();
    }

    private int kept() {
        return jdbc.sql("select count(*) from access_token where person_id = ?")
                .param(delegate.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void aNewTokenIsShownOnceOnAPageThatNobodyKeepsAndOpensThePortal() {
        MvcTestResult page = creates("agenda fetcher", "7", "i1", "read");
        String secret = secret(page);
        assertThat(page).hasStatus(200).headers().hasValue("Cache-Control", "no-store");
        assertThat(shows(secret, HttpMethod.GET, "/api/v1/meetings", "")).hasStatus(200);
        assertThat(mvc.get().uri("/me/tokens").with(delegate.signedIn()))
                .hasStatus(200)
                .bodyText()
                .contains("agenda fetcher", "Read", "In use")
                .doesNotContain(secret);
        assertThat(jdbc.sql("select count(*) from access_token t where t::text like '%' || ? || '%'")
                        .param(secret)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql(
                                "select coalesce(after::text, '') from audit_entry where person_id = ? and action = 'token.created'")
                        .param(delegate.id())
                        .query(String.class)
                        .single())
                .contains("agenda fetcher", "read")
                .doesNotContain(secret);
    }

    @Test
    void sentTwiceTheFormMakesOneToken() {
        creates("once", "7", "same", "read");
        assertThat(creates("once", "7", "same", "read"))
                .hasStatus(409)
                .bodyText()
                .contains("created already");
        assertThat(kept()).isOne();
    }

    @Test
    void aTokenNeedsANameScopesItKnowsAndOneOfTheLifetimesOffered() {
        assertThat(creates(" ", "7", "i", "read")).hasStatus(422).bodyText().contains("Give the token a name");
        assertThat(creates("x".repeat(101), "7", "i", "read")).hasStatus(422);
        assertThat(creates("n", "8", "i", "read")).hasStatus(422).bodyText().contains("Choose when");
        assertThat(creates("n", "", "i", "read")).hasStatus(422);
        assertThat(creates("typed is kept", "7", "i", "admin"))
                .hasStatus(422)
                .bodyText()
                .contains("typed is kept");
        assertThat(creates("n", "7", "i")).hasStatus(422).bodyText().contains("Choose what");
        assertThat(kept()).isZero();
    }

    @Test
    void whatATokenMayDoEndsWithItsScopes() {
        Gathering meeting = body.meetingNextMonth();
        String message = "{\"text\": \"from a script\"}";
        String messages = "/api/v1/rooms/" + meeting.room() + "/messages";
        String draft = "/api/v1/meetings/" + meeting.id() + "/agenda/draft";
        String saved = "{\"revision\": 0, \"items\": [{\"title\": \"Opening\", \"depth\": 0}]}";
        String contributions = "/api/v1/meetings/" + meeting.id() + "/contributions";
        String reserved = "{\"type\": \"INP\", \"for\": \"Discussion\", \"title\": \"By token\"}";

        String reads = token("read");
        assertThat(shows(reads, HttpMethod.GET, contributions, "")).hasStatus(200);
        assertThat(shows(reads, HttpMethod.POST, messages, message)).hasStatus(403);
        assertThat(shows(reads, HttpMethod.POST, contributions, reserved)).hasStatus(403);
        assertThat(shows(reads, HttpMethod.PUT, draft, saved)).hasStatus(403);

        String contributes = token("contribute");
        assertThat(shows(contributes, HttpMethod.GET, contributions, "")).hasStatus(200);
        assertThat(shows(contributes, HttpMethod.POST, messages, message)).hasStatus(201);
        assertThat(shows(contributes, HttpMethod.PUT, draft, saved)).hasStatus(403);

        String chairs = token("chair");
        assertThat(shows(chairs, HttpMethod.GET, contributions, "")).hasStatus(200);
        assertThat(shows(chairs, HttpMethod.PUT, draft, saved)).hasStatus(200);
        assertThat(shows(chairs, HttpMethod.POST, messages, message)).hasStatus(403);
    }

    @Test
    void noTokenMakesOrEndsATokenNorReadsTheAccount() {
        String chairs = token("read", "contribute", "chair");
        for (String path : List.of("/me", "/me/tokens")) {
            assertThat(mvc.get().uri(path).header("Authorization", "Bearer " + chairs))
                    .hasStatus(302);
        }
        assertThat(mvc.post()
                        .uri("/me/tokens")
                        .with(csrf())
                        .header("Authorization", "Bearer " + chairs)
                        .param("name", "n")
                        .param("days", "7")
                        .param("scopes", "read"))
                .hasStatus(302);
        assertThat(kept()).isOne();
    }

    @Test
    void expiredRevokedAndDeactivatedTheyOpenNothing() {
        String expires = token("read");
        String revoked = token("read");
        jdbc.sql("""
                        update access_token set created_at = now() - interval '31 days', expires_at = now() - interval '1 second'
                         where token_hash = ?""").param(AccessTokens.hash(expires)).update();
        assertThat(shows(expires, HttpMethod.GET, "/api/v1/meetings", "")).hasStatus(401);

        UUID id = jdbc.sql("select id from access_token where token_hash = ?")
                .param(AccessTokens.hash(revoked))
                .query(UUID.class)
                .single();
        assertThat(revokes(delegate, id)).hasStatus(302);
        assertThat(shows(revoked, HttpMethod.GET, "/api/v1/meetings", "")).hasStatus(401);
        assertThat(revokes(delegate, id)).hasStatus(409);
        assertThat(mvc.get().uri("/me/tokens").with(delegate.signedIn()))
                .bodyText()
                .contains("Expired", "Revoked");

        String good = token("read");
        assertThat(shows(good, HttpMethod.GET, "/api/v1/meetings", "")).hasStatus(200);
        jdbc.sql("update person set deactivated_at = now() where id = ?")
                .param(delegate.id())
                .update();
        assertThat(shows(good, HttpMethod.GET, "/api/v1/meetings", "")).hasStatus(401);
    }

    private MvcTestResult revokes(OwnPerson who, UUID token) {
        return mvc.post()
                .uri("/me/tokens/" + token + "/revocation")
                .with(who.signedIn())
                .with(csrf())
                .exchange();
    }

    @Test
    void nobodyRevokesTheTokenOfAnother() {
        token("read");
        UUID id = jdbc.sql("select id from access_token where person_id = ?")
                .param(delegate.id())
                .query(UUID.class)
                .single();
        assertThat(revokes(OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc), id)).hasStatus(404);
        assertThat(revokes(OwnPerson.known(jdbc).andStaff(jdbc), id)).hasStatus(404);
    }

    @Test
    void twentyAreInUseAtMost() {
        jdbc.sql("""
                        insert into access_token (id, person_id, name, token_hash, scopes, created_at, expires_at)
                        select gen_random_uuid(), ?, 'n' || n, sha256((?::text || n)::bytea), array['read'], now(),
                               now() + interval '1 day'
                          from generate_series(1, 20) n""").params(delegate.id(), delegate.id().toString()).update();
        assertThat(creates("one more", "7", "i", "read"))
                .hasStatus(409)
                .bodyText()
                .contains("20 tokens", "one more");
        jdbc.sql("update access_token set revoked_at = now() where person_id = ? and name = 'n1'")
                .param(delegate.id())
                .update();
        assertThat(creates("one more", "7", "i", "read")).hasStatus(200);
    }

    @Test
    void aPersonOfNoMemberHasAnAccountAllTheSameAndAStrangerHasNone() {
        assertThat(mvc.get().uri("/me/tokens").with(OwnPerson.known(jdbc).signedIn()))
                .hasStatus(200)
                .bodyText()
                .contains("You have no tokens");
        assertThat(mvc.get()
                        .uri("/me/tokens")
                        .with(new OwnPerson(UUID.randomUUID(), "Nobody", "no-such-subject").signedIn()))
                .hasStatus(403);
    }
}
