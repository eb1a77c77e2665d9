package org.rostrum.organizations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
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

/** A person represents an organisation for a while. */
@Entity
class Delegation implements Persistable<UUID> {

    @Id
    private UUID id;

    private UUID personId;
    private UUID organizationId;
    private Instant since;
    private @Nullable Instant until;

    @Transient
    private boolean kept;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Delegation() {}

    Delegation(PersonId person, OrganizationId organization, Instant since) {
        this.id = NewId.next();
        this.personId = person.value();
        this.organizationId = organization.value();
        this.since = since;
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

    void endAt(Instant at) {
        until = at;
    }

    boolean beginsAtOrAfter(Instant at) {
        return !since.isBefore(at);
    }

    boolean holdsAt(Instant at) {
        return !since.isAfter(at) && (until == null || until.isAfter(at));
    }

    /** Whether an end is set already. */
    boolean ends() {
        return until != null;
    }

    OrganizationId organization() {
        return new OrganizationId(organizationId);
    }

    /** For the audit. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("person", personId);
        facts.put("organization", organizationId);
        facts.put("since", since);
        if (until != null) {
            facts.put("until", until);
        }
        return facts;
    }
}
