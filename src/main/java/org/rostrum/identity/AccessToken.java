package org.rostrum.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;

/** A personal access token, of which only a hash is kept. */
@Entity
@SuppressWarnings("UnusedVariable") // what pages show is read by statements, not through the aggregate
class AccessToken {

    static final String READ = "read";

    private static final List<String> SCOPES = List.of(READ, "contribute", "chair");
    private static final int LONGEST_NAME = 100;

    @Id
    private UUID id;

    private UUID personId;
    private String name;
    private byte[] tokenHash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] scopes;

    private Instant createdAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant revokedAt;
    private @Nullable String intent;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected AccessToken() {}

    /** Refuses a token without a name, without or with unknown scopes, and one that would not expire within a year. */
    static AccessToken create(
            PersonId person,
            String name,
            Set<String> scopes,
            Duration lifetime,
            TokenSecret secret,
            @Nullable String intent,
            Instant now) {
        Map<String, String> problems = new LinkedHashMap<>();
        String said = name.strip();
        if (said.isEmpty()) {
            problems.put("name", "Give the token a name that says where you use it.");
        } else if (said.codePointCount(0, said.length()) > LONGEST_NAME) {
            problems.put("name", "The name is longer than " + LONGEST_NAME + " characters.");
        }
        if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
            problems.put("scopes", "Choose what the token may be used for.");
        }
        if (AccessTokens.LIFETIMES.stream().noneMatch(lifetime::equals)) {
            problems.put("days", "Choose when the token expires.");
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid("The token was not created.", problems);
        }
        Set<String> held = new TreeSet<>(scopes);
        // Whoever may write must see what they write about.
        held.add(READ);
        AccessToken token = new AccessToken();
        token.id = NewId.next();
        token.personId = person.value();
        token.name = said;
        token.tokenHash = AccessTokens.hash(secret.shown());
        token.scopes = held.toArray(String[]::new);
        token.createdAt = now;
        token.expiresAt = now.plus(lifetime);
        token.intent = intent;
        return token;
    }

    /** For good. Refuses what was revoked already. */
    void revoke(Instant now) {
        if (revokedAt != null) {
            throw Refusal.conflict("This token was revoked already.");
        }
        revokedAt = now;
    }

    TokenId id() {
        return new TokenId(id);
    }

    /** What the audit log says of it. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("scopes", List.of(scopes));
        facts.put("expiresAt", expiresAt);
        facts.put("revokedAt", revokedAt);
        return facts;
    }
}
