package org.rostrum.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rostrum.organizations.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** For which member in good standing an account speaks, as far as its provider is believed that. */
@Component
class ClaimedOrganizations {

    private final JdbcClient jdbc;
    private final IdentitySettings settings;

    ClaimedOrganizations(JdbcClient jdbc, IdentitySettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The one that the provider names; else the one whose verified domain the address is in. */
    Optional<OrganizationId> of(Account account) {
        return named(account).or(() -> ofDomain(account));
    }

    /** By its name, or by a verified domain of its. A claim that names several says nothing. */
    Optional<OrganizationId> named(Account account) {
        List<String> names =
                account.words(settings.provider(account.registration()).organizationClaim());
        return names.size() == 1 ? one("""
                        select id from organization where lower(name) = lower(:named)
                        union
                        select organization_id from organization_domain
                         where domain = lower(:named) and verified_at is not null""", names.getFirst()) : Optional.empty();
    }

    private Optional<OrganizationId> ofDomain(Account account) {
        String domain = account.verifiedDomain();
        return domain == null || !settings.provider(account.registration()).matchByDomain()
                ? Optional.empty()
                : one(
                        "select organization_id from organization_domain where domain = :named and verified_at is not null",
                        domain);
    }

    private Optional<OrganizationId> one(String which, String named) {
        List<OrganizationId> found = jdbc.sql("""
                        select m.organization_id from current_membership m
                         where m.standing = 'ACTIVE' and m.organization_id in (%s)""".formatted(which))
                .param("named", named)
                .query((row, n) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
