package org.rostrum.identity;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.PrivilegedAct;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose an account is that signs in for the first time. An address that the provider did not verify finds and makes
 * nobody: anybody can type somebody else's.
 */
@Service
class FirstSignIns {

    private final JdbcClient jdbc;
    private final People people;
    private final ClaimedOrganizations organizations;
    private final IdentitySettings settings;
    private final ApplicationEventPublisher events;

    FirstSignIns(
            JdbcClient jdbc,
            People people,
            ClaimedOrganizations organizations,
            IdentitySettings settings,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.people = people;
        this.organizations = organizations;
        this.settings = settings;
        this.events = events;
    }

    /** @return the person, who may have been made just now; empty where the staff must decide */
    @Transactional
    public Optional<PersonId> match(Account account) {
        String email = account.verifiedEmail();
        if (email == null) {
            return Optional.empty();
        }
        // Two tabs of one newcomer would make two people.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('newcomer ' || lower(:email)))")
                .param("email", email)
                .query((row, n) -> "")
                .single();
        Optional<Holder> holder = holder(email);
        Optional<PersonId> person = holder.isPresent()
                ? holder.filter(known -> known.active()
                                && settings.provider(account.registration()).matchByEmail())
                        .map(Holder::person)
                : welcome(account, email);
        person.ifPresent(found -> {
            remember(account.issuer(), account.subject(), found);
            // Whoever has this account is this person from now on, and nobody of ours has looked.
            events.publishEvent(new PrivilegedAct(
                    null,
                    "person.account-recognised",
                    "person",
                    found.toString(),
                    null,
                    Map.of("provider", account.issuer(), "account", account.subject(), "email", email)));
        });
        return person;
    }

    private record Holder(PersonId person, boolean active) {}

    private Optional<Holder> holder(String email) {
        return jdbc.sql("select id, deactivated_at is null as active from person where lower(email) = lower(:email)")
                .param("email", email)
                .query((row, n) -> new Holder(new PersonId(row.getObject("id", UUID.class)), row.getBoolean("active")))
                .optional();
    }

    private Optional<PersonId> welcome(Account account, String email) {
        return organizations.of(account).map(organization -> represents(account.name(), email, organization));
    }

    private PersonId represents(@Nullable String name, String email, OrganizationId organization) {
        PersonId person = people.create(
                name == null || name.isBlank() ? email.substring(0, email.lastIndexOf('@')) : name, email, null);
        people.represent(person, organization, null, null);
        return person;
    }

    /** From now on the account is this person's. */
    void remember(String issuer, String subject, PersonId person) {
        jdbc.sql("""
                        insert into login (issuer, subject, person_id, first_at, last_at)
                        values (:issuer, :subject, :person, now(), now())
                        on conflict (issuer, subject) do update set person_id = excluded.person_id, last_at = now()""")
                .param("issuer", issuer)
                .param("subject", subject)
                .param("person", person.value())
                .update();
    }
}
