package org.rostrum.organizations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** A member organisation with the history of its level and standing, which never overlaps. */
@Entity
class Organization {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 500;

    @Id
    private UUID id;

    private String name;

    @OneToMany(mappedBy = "organization", orphanRemoval = true)
    @OrderBy("since")
    private List<Membership> memberships = new ArrayList<>();

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Organization() {}

    static Organization named(@Nullable String name) {
        Organization organization = new Organization();
        organization.id = NewId.next();
        organization.name = nameOf(name);
        return organization;
    }

    private static String nameOf(@Nullable String typed) {
        return Typed.line("name", "name", typed, LONGEST_NAME);
    }

    void rename(@Nullable String to) {
        name = nameOf(to);
    }

    /**
     * Ends what holds at an instant and drops what was planned for later: what is decided now replaces both. Nothing
     * holds from then on until the membership returned is kept.
     */
    Membership change(String level, Standing standing, Instant at, @Nullable String why) {
        String reason = Typed.optionalLine("reason", "reason", why, LONGEST_REASON);
        if (standing == Standing.SUSPENDED && reason.isEmpty()) {
            throw Refusal.invalid("reason", "Say why the organisation is suspended: its delegates will ask.");
        }
        Membership before = at(at).orElse(null);
        boolean planned = memberships.stream().anyMatch(membership -> membership.beginsAtOrAfter(at));
        if (before != null && !planned && before.level().equals(level) && before.standing() == standing) {
            throw Refusal.conflict("That is what holds already, so there is nothing to change.");
        }
        memberships.removeIf(membership -> membership.beginsAtOrAfter(at));
        at(at).ifPresent(membership -> membership.endAt(at));
        return new Membership(this, level, standing, at, reason.isEmpty() ? null : reason);
    }

    Optional<Membership> at(Instant instant) {
        return memberships.stream()
                .filter(membership -> membership.holdsAt(instant))
                .findFirst();
    }

    OrganizationId id() {
        return new OrganizationId(id);
    }

    String name() {
        return name;
    }

    int version() {
        return version == null ? 0 : version;
    }
}
