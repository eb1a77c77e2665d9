package org.rostrum.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** Somebody who signed in, and whom nothing else lets in, asks the staff to. Decided once. */
@Entity
@SuppressWarnings("UnusedVariable") // what pages show is read by statements, not through the aggregate
class JoinRequest {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 2000;

    @Id
    private UUID id;

    private String registration;
    private String issuer;
    private String subject;
    private String name;
    private @Nullable String email;
    private boolean emailVerified;
    private String message;
    private Instant requestedAt;
    private @Nullable Instant decidedAt;
    private @Nullable UUID decidedBy;

    @Enumerated(EnumType.STRING)
    private @Nullable Decision decision;

    private @Nullable String reason;
    private @Nullable UUID personId;

    @Version
    private @Nullable Integer version;

    enum Decision {
        APPROVED,
        REFUSED
    }

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected JoinRequest() {}

    /** Refuses one that does not say why: the staff could only guess. */
    static JoinRequest by(Account account, @Nullable String typed, Instant now) {
        String message = Typed.paragraphs("message", "message", typed, LONGEST_TEXT);
        if (message.isEmpty()) {
            throw Refusal.invalid("message", "Say whom you represent, or why you need access: the staff decide by it.");
        }
        var request = new JoinRequest();
        request.id = NewId.next();
        request.registration = account.registration();
        request.issuer = account.issuer();
        request.subject = account.subject();
        request.name = nameOf(account);
        request.email = account.email() == null ? null : within(account.email());
        request.emailVerified = account.verifiedEmail() != null;
        request.message = message;
        request.requestedAt = now;
        return request;
    }

    private static String nameOf(Account account) {
        String name = account.name() == null ? "" : within(account.name());
        return name.isEmpty() ? within("Account " + account.subject()) : name;
    }

    /** What a provider says is no refusal of whoever signed in with it: what would hide or reorder text is left out. */
    private static String within(String said) {
        String line = said.replaceAll("[\\s\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
        int length = Math.min(LONGEST_NAME, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, length));
    }

    /** Refuses one that is decided. */
    void approve(PersonId as, PersonId by, Instant now) {
        decide(Decision.APPROVED, by, now);
        personId = as.value();
    }

    /** Refuses one that is decided, and a refusal without a reason. */
    void refuse(@Nullable String typed, PersonId by, Instant now) {
        String why = Typed.paragraphs("reason", "reason", typed, LONGEST_TEXT);
        if (why.isEmpty()) {
            throw Refusal.invalid("reason", "Say why: whoever asked will read it.");
        }
        decide(Decision.REFUSED, by, now);
        reason = why;
    }

    private void decide(Decision made, PersonId by, Instant now) {
        if (decision != null) {
            throw Refusal.conflict("Somebody has decided this request already.");
        }
        decision = made;
        decidedBy = by.value();
        decidedAt = now;
    }

    JoinRequestId id() {
        return new JoinRequestId(id);
    }

    String issuer() {
        return issuer;
    }

    String subject() {
        return subject;
    }

    /** For the audit. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("issuer", issuer);
        facts.put("subject", subject);
        if (email != null) {
            facts.put("email", email);
            facts.put("emailVerified", emailVerified);
        }
        if (decision != null) {
            facts.put("decision", decision);
        }
        if (personId != null) {
            facts.put("person", personId);
        }
        if (reason != null) {
            facts.put("reason", reason);
        }
        return facts;
    }
}
