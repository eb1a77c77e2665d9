package org.rostrum.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What providers say about who has signed out there (OpenID Connect Back-Channel and Front-Channel Logout 1.0). */
@Service
public class ProviderLogouts {

    /** How old a logout token may be, and so how long it is remembered as spent. */
    public static final Duration TAKEN_FOR = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final SignIns signIns;

    ProviderLogouts(JdbcClient jdbc, SignIns signIns) {
        this.jdbc = jdbc;
        this.signIns = signIns;
    }

    /**
     * A logout token whose signature, issuer and audience are right.
     *
     * @param sid the session at the provider that ended; null for all of the subject's
     */
    public record LogoutToken(
            String issuer,
            String jti,
            @Nullable String sid,
            @Nullable String subject) {}

    /** @return false for a token that was used before: it must not end what its owner has begun since */
    @Transactional
    public boolean obey(LogoutToken token) {
        jdbc.sql("delete from spent_logout_token where spent_at < now() - make_interval(secs => :kept)")
                .param("kept", TAKEN_FOR.multipliedBy(2).toSeconds())
                .update();
        boolean fresh = jdbc.sql("""
                        insert into spent_logout_token (issuer, jti, spent_at) values (:issuer, :jti, now())
                        on conflict do nothing""")
                        .param("issuer", token.issuer())
                        .param("jti", token.jti())
                        .update()
                == 1;
        if (fresh && token.sid() != null) {
            signIns.endAt(token.issuer(), token.sid());
        } else if (fresh && token.subject() != null) {
            signIns.endAllOf(token.issuer(), token.subject());
        }
        return fresh;
    }
}
