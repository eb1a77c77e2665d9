package org.rostrum.organizations;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.springframework.data.domain.Persistable;

/** A member's level and standing for a while, and why. */
@Entity
class Membership implements Persistable<UUID> {

    @Id
    private UUID id;

    /** The owning side of the organisation's history. */
    @SuppressWarnings("UnusedVariable")
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "organization_id")
    private Organization organization;

    private String levelCode;

    @Enumerated(EnumType.STRING)
    private Standing standing;

    private Instant since;
    private @Nullable Instant until;
    private @Nullable String reason;

    @Transient
    private boolean kept;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Membership() {}

    Membership(Organization organization, String level, Standing standing, Instant since, @Nullable String reason) {
        this.id = NewId.next();
        this.organization = organization;
        this.levelCode = level;
        this.standing = standing;
        this.since = since;
        this.reason = reason;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return !kept;
    }

    @PostLoad
    @PostPersist
    void isKept() {
        kept = true;
    }

    /** Refuses nothing: whether it may end then is the organisation's to say. */
    void endAt(Instant at) {
        until = at;
    }

    boolean beginsAtOrAfter(Instant at) {
        return !since.isBefore(at);
    }

    boolean holdsAt(Instant at) {
        return !since.isAfter(at) && (until == null || until.isAfter(at));
    }

    String level() {
        return levelCode;
    }

    Standing standing() {
        return standing;
    }

    /** For the audit. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("level", levelCode);
        facts.put("standing", standing);
        facts.put("since", since);
        if (until != null) {
            facts.put("until", until);
        }
        if (reason != null) {
            facts.put("reason", reason);
        }
        return facts;
    }
}
