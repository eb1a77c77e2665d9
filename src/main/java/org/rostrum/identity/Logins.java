package org.rostrum.identity;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which person a provider's account belongs to. */
@Service
public class Logins {

    private final JdbcClient jdbc;

    Logins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Called after each successful sign-in. An account met for the first time is matched by its e-mail address, and only
     * if the provider says that it verified the address: anybody can type somebody else's.
     */
    @Transactional
    public Optional<PersonId> recognise(String issuer, String subject, @Nullable String email, boolean emailVerified) {
        Optional<PersonId> known = jdbc.sql("""
                        update login set last_at = now() where issuer = :issuer and subject = :subject
                        returning person_id""")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
        if (known.isPresent() || email == null || !emailVerified) {
            return known;
        }
        return jdbc.sql("""
                        insert into login (issuer, subject, person_id, first_at, last_at)
                        select :issuer, :subject, id, now(), now() from person where lower(email) = lower(:email)
                        on conflict (issuer, subject) do update set last_at = now()
                        returning person_id""")
                .param("issuer", issuer)
                .param("subject", subject)
                .param("email", email)
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }
}
