package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;

@RostrumTest
@Transactional
class AccessTokensTests {

    private final AccessTokens tokens;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;

    AccessTokensTests(AccessTokens tokens, JdbcClient jdbc, MockMvcTester mvc) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.mvc = mvc;
    }

    private int change(String assignment) {
        return jdbc.sql("update access_token set " + assignment + " where person_id = ?")
                .param(Cast.DANA.id())
                .update();
    }

    @Test
    void aTokenIsWorthItsScopesUntilItExpiresOrIsRevoked() {
        assertThat(tokens.find(Cast.DANA.token()))
                .hasValueSatisfying(
                        token -> assertThat(token.scopes()).containsExactlyInAnyOrder("read", "contribute", "chair"));
        change("expires_at = now() - interval '1 second'");
        assertThat(tokens.find(Cast.DANA.token())).isEmpty();
        change("expires_at = null, revoked_at = now()");
        assertThat(tokens.find(Cast.DANA.token())).isEmpty();
    }

    @Test
    void theSecretItselfIsNowhereInTheDatabase() {
        assertThat(jdbc.sql("select count(*) from access_token t where t::text like '%' || ? || '%'")
                        .param(Cast.DANA.token())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void useIsNoted() {
        tokens.find(Cast.DANA.token());
        assertThat(jdbc.sql("select last_used_at is not null from access_token where person_id = ?")
                        .param(Cast.DANA.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aWrongTokenIsRefusedAndNeverFallsBackToTheSession() {
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/00000000-0000-7000-8000-000000000000/events")
                        .with(Body.signedIn(Cast.CARLA))
                        .header("Authorization", "Bearer rostrum-local-nobody"))
                .hasStatus(401)
                .hasHeader("WWW-Authenticate", "Bearer")
                .hasContentType("application/problem+json");
    }
}
