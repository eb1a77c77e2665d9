package org.rostrum.identity;

import java.util.Optional;
import java.util.UUID;
import org.rostrum.groups.Offices;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Which person a provider's account belongs to, and what the provider says that person is here. Each step is a
 * transaction of its own: a role that cannot be given keeps nobody out.
 */
@Service
public class Logins {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    private final JdbcClient jdbc;
    private final FirstSignIns firstSignIns;
    private final ClaimedOrganizations organizations;
    private final ClaimedRoles roles;
    private final People people;
    private final Offices offices;
    private final IdentitySettings settings;

    Logins(
            JdbcClient jdbc,
            FirstSignIns firstSignIns,
            ClaimedOrganizations organizations,
            ClaimedRoles roles,
            People people,
            Offices offices,
            IdentitySettings settings) {
        this.jdbc = jdbc;
        this.firstSignIns = firstSignIns;
        this.organizations = organizations;
        this.roles = roles;
        this.people = people;
        this.offices = offices;
        this.settings = settings;
    }

    /** Called after each sign-in. */
    public Optional<PersonId> recognise(Account account) {
        Optional<Login> login = known(account);
        Optional<PersonId> person =
                login.isPresent() ? login.filter(Login::active).map(Login::person) : newcomer(account);
        person.ifPresent(known -> synchronise(known, account));
        return person;
    }

    private record Login(PersonId person, boolean active) {}

    private Optional<Login> known(Account account) {
        return jdbc.sql("""
                        update login set last_at = now() from person p
                         where issuer = :issuer and subject = :subject and p.id = person_id
                        returning person_id, p.deactivated_at is null as active""")
                .param("issuer", account.issuer())
                .param("subject", account.subject())
                .query((row, n) ->
                        new Login(new PersonId(row.getObject("person_id", UUID.class)), row.getBoolean("active")))
                .optional();
    }

    private Optional<PersonId> newcomer(Account account) {
        try {
            return firstSignIns.match(account);
        } catch (Refusal refusal) {
            LOG.info("No person for a new account of {}: {}", account.registration(), refusal.getMessage());
            return Optional.empty();
        }
    }

    /** Also called whenever the provider is asked again about somebody who is signed in. */
    public void synchronise(PersonId person, Account account) {
        IdentitySettings.Provider provider = settings.provider(account.registration());
        if (provider.organizationClaim() != null) {
            organizations
                    .named(account)
                    .filter(organization -> !represents(person, organization))
                    .ifPresent(organization -> move(person, organization));
        }
        if (provider.rolesClaim() != null) {
            offices.syncFromProvider(person, account.issuer(), roles.of(account, provider))
                    .forEach(why -> LOG.info("A role that {} claims was not given: {}", account.registration(), why));
        }
    }

    private boolean represents(PersonId person, OrganizationId organization) {
        return jdbc.sql("""
                        select exists (select 1 from current_delegation
                                        where person_id = :person and organization_id = :organization)""")
                .param("person", person.value())
                .param("organization", organization.value())
                .query(Boolean.class)
                .single();
    }

    private void move(PersonId person, OrganizationId organization) {
        try {
            people.represent(person, organization, null, null);
        } catch (Refusal refusal) {
            LOG.info("A claimed organisation was not taken: {}", refusal.getMessage());
        }
    }
}
