package org.rostrum.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Personal access tokens: known by their hash only, so that a copy of the database opens nothing. */
@Service
public class AccessTokens {

    /** A token's last use is shown to the minute; writing it more often would cost a write per request. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    AccessTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A valid token: whose it is and what it may be used for. */
    public record Token(UUID id, PersonId person, Set<String> scopes, boolean useIsStale) {}

    /** @return the token, or empty where there is none, or where it has expired or been revoked */
    public Optional<Token> find(String secret) {
        Optional<Token> token = jdbc.sql("""
                        select id, person_id, scopes,
                               last_used_at is null or last_used_at < now() - make_interval(secs => :stale) as stale
                          from access_token
                         where token_hash = :hash and revoked_at is null and (expires_at is null or expires_at > now())
                        """)
                .param("hash", hash(secret))
                .param("stale", USE_NOTED_EVERY.toSeconds())
                .query((row, n) -> new Token(
                        row.getObject("id", UUID.class),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        strings(row.getArray("scopes")),
                        row.getBoolean("stale")))
                .optional();
        token.filter(Token::useIsStale)
                .ifPresent(used -> jdbc.sql("update access_token set last_used_at = now() where id = :id")
                        .param("id", used.id())
                        .update());
        return token;
    }

    /** SHA-256 is enough here: the secret is random, not chosen by a person. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> strings(Array array) throws java.sql.SQLException {
        return Set.of((String[]) array.getArray());
    }
}
