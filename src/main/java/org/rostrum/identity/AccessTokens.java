package org.rostrum.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.ShortMemory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** Personal access tokens: known by their hash only, so that a copy of the database opens nothing. */
@Service
public class AccessTokens {

    /** A token's last use is shown to the minute; writing it more often would cost a write per request. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    /** One that nobody misses is found by nobody either: every token ends. */
    public static final List<Duration> LIFETIMES =
            List.of(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365));

    /** Tokens of one person that can be used at the same time. */
    public static final int MOST = 20;

    /** What has ended is listed for so long, to be recognised. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final int LISTED = 100;

    private static final String LIST = """
            select id, name, scopes, created_at, expires_at, last_used_at, revoked_at
              from access_token
             where person_id = :person
               and coalesce(revoked_at, 'infinity') > now() - make_interval(secs => :remembered)
               and coalesce(expires_at, 'infinity') > now() - make_interval(secs => :remembered)
             order by revoked_at is not null or coalesce(expires_at, 'infinity') <= now(), created_at desc
             limit :listed
            """;

    private final AccessTokenRepository repository;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    /** By the secret's hash, in figures. Programs ask many times a second. */
    private final ShortMemory<String, Token> lately;

    AccessTokens(
            AccessTokenRepository repository,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            Clock clock,
            IdentitySettings settings) {
        this.lately = new ShortMemory<>(settings.remembered(), 10_000);
        this.repository = repository;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A token as its owner sees it. */
    public record TokenView(
            TokenId id,
            String name,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        public boolean expiredAt(Instant now) {
            return expiresAt != null && !expiresAt.isAfter(now);
        }

        public boolean liveAt(Instant now) {
            return revokedAt == null && !expiredAt(now);
        }
    }

    /**
     * Only for somebody who is present: a token that makes tokens would outlive its own end.
     *
     * @param scopes read is among them in any case
     * @param intent the form's key; sent a second time, it is refused, because the secret was shown the first time
     * @return the secret, which nobody can look up afterwards
     */
    @Transactional
    public TokenSecret create(
            PersonId person, String name, Set<String> scopes, Duration lifetime, @Nullable String intent) {
        lock(person);
        if (intent != null && made(person, intent)) {
            throw Refusal.of(
                    Refusal.Reason.CONFLICT,
                    "intent",
                    "This token was created already and shown once. If you did not see it, revoke it and make another.");
        }
        if (live(person) >= MOST) {
            throw Refusal.conflict(
                    "You have " + MOST + " tokens in use. Revoke one that you no longer need, then create this one.");
        }
        TokenSecret secret = TokenSecret.random();
        AccessToken token =
                repository.saveAndFlush(AccessToken.create(person, name, scopes, lifetime, secret, intent, now()));
        events.publishEvent(new PrivilegedAct(
                person.value(), "token.created", "token", token.id().toString(), null, token.facts()));
        return secret;
    }

    /**
     * Ends it at once, for good, with every connection it holds open.
     *
     * @throws NotFound where the person has no such token
     */
    @Transactional
    public void revoke(TokenId id, PersonId person) {
        AccessToken token =
                repository.findByIdAndPersonId(id.value(), person.value()).orElseThrow(() -> new NotFound("token"));
        Map<String, Object> before = token.facts();
        token.revoke(now());
        repository.saveAndFlush(token);
        events.publishEvent(
                new PrivilegedAct(person.value(), "token.revoked", "token", id.toString(), before, token.facts()));
        events.publishEvent(RightsChanged.of(person));
    }

    /** Those in use, the newest first, then those that ended in the last three months. */
    public List<TokenView> of(PersonId person) {
        return jdbc.sql(LIST)
                .param("person", person.value())
                .param("remembered", REMEMBERED.toSeconds())
                .param("listed", LISTED)
                .query((row, n) -> new TokenView(
                        new TokenId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        strings(row.getArray("scopes")),
                        row.getTimestamp("created_at").toInstant(),
                        instant(row, "expires_at"),
                        instant(row, "last_used_at"),
                        instant(row, "revoked_at")))
                .list();
    }

    /** Two tabs that create at once must not both be the twentieth. */
    private void lock(PersonId person) {
        boolean here = jdbc.sql("select id from person where id = :person and deactivated_at is null for update")
                .param("person", person.value())
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!here) {
            throw new NotFound("person");
        }
    }

    private boolean made(PersonId person, String intent) {
        return jdbc.sql("select exists (select 1 from access_token where person_id = :person and intent = :intent)")
                .param("person", person.value())
                .param("intent", intent)
                .query(Boolean.class)
                .single();
    }

    private int live(PersonId person) {
        return jdbc.sql("""
                        select count(*) from access_token
                         where person_id = :person and revoked_at is null and (expires_at is null or expires_at > now())
                        """)
                .param("person", person.value())
                .query(Integer.class)
                .single();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** A valid token: whose it is and what it may be used for. */
    public record Token(UUID id, PersonId person, Set<String> scopes, boolean useIsStale) {}

    /** @return the token, or empty where there is none, or where it has expired or been revoked */
    public Optional<Token> find(String secret) {
        byte[] hash = hash(secret);
        return lately.get(HexFormat.of().formatHex(hash), unknown -> find(hash));
    }

    /** Others are forgotten by themselves. */
    @TransactionalEventListener(fallbackExecution = true)
    void forget(RightsChanged event) {
        lately.forget(token -> event.concerns(token.person()));
    }

    private Optional<Token> find(byte[] hash) {
        Optional<Token> token = jdbc.sql("""
                        select id, person_id, scopes,
                               last_used_at is null or last_used_at < now() - make_interval(secs => :stale) as stale
                          from access_token
                         where token_hash = :hash and revoked_at is null and (expires_at is null or expires_at > now())
                           and exists (select 1 from person p where p.id = person_id and p.deactivated_at is null)
                        """)
                .param("hash", hash)
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

    private static Set<String> strings(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }
}
