package org.rostrum.groups;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.springframework.data.domain.Persistable;

/** Somebody's term in a role of a group. */
@Entity
class Office implements Persistable<UUID> {

    @Id
    private UUID id;

    private UUID groupId;
    private UUID personId;

    @Enumerated(EnumType.STRING)
    private OfficeRole role;

    private Instant since;
    private @Nullable Instant until;

    /** The provider whose claims gave it; null for an appointment made here. */
    private @Nullable String source;

    @Transient
    private boolean kept;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Office() {}

    Office(
            GroupId group,
            PersonId person,
            OfficeRole role,
            Instant since,
            @Nullable Instant until,
            @Nullable String source) {
        this.id = NewId.next();
        this.groupId = group.value();
        this.personId = person.value();
        this.role = role;
        this.since = since;
        this.until = until;
        this.source = source;
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

    /** Whether it holds at any instant of a period that has an end, or none. */
    boolean overlaps(Instant from, @Nullable Instant to) {
        return (until == null || until.isAfter(from)) && (to == null || since.isBefore(to));
    }

    boolean endedBy(Instant at) {
        return until != null && !until.isAfter(at);
    }

    OfficeId id() {
        return new OfficeId(id);
    }

    GroupId group() {
        return new GroupId(groupId);
    }

    PersonId person() {
        return new PersonId(personId);
    }

    OfficeRole role() {
        return role;
    }

    Instant since() {
        return since;
    }

    boolean givenBy(String issuer) {
        return issuer.equals(source);
    }

    boolean leads() {
        return role == OfficeRole.CHAIR || role == OfficeRole.VICE_CHAIR;
    }

    /** For the audit. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("group", groupId);
        facts.put("person", personId);
        facts.put("role", role);
        facts.put("since", since);
        if (until != null) {
            facts.put("until", until);
        }
        if (source != null) {
            facts.put("source", source);
        }
        return facts;
    }
}
