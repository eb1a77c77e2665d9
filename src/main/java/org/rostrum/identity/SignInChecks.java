package org.rostrum.identity;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When each sign-in is to be asked about at its provider, and what came of it. */
@Service
public class SignInChecks {

    /** Spread, so that those who came in together do not come back together. */
    private static final String NEXT = "now() + make_interval(secs => :recheck * (0.9 + random() * 0.2))";

    private final JdbcClient jdbc;
    private final SignIns signIns;
    private final IdentitySettings settings;

    SignInChecks(JdbcClient jdbc, SignIns signIns, IdentitySettings settings) {
        this.jdbc = jdbc;
        this.signIns = signIns;
        this.settings = settings;
    }

    /** A sign-in to ask about. */
    public record Due(
            SignInId id,
            String registration,
            String issuer,
            String subject,
            @Nullable PersonId person,
            String refreshToken) {}

    /**
     * Takes some of those due. Whoever takes one has it to itself until the next is due, and for a minute at least: no
     * lock is held while a provider thinks.
     */
    @Transactional
    public List<Due> take(int most) {
        return jdbc.sql("""
                        update sign_in set next_check_at = greatest(%s, now() + interval '1 minute')
                         where id in (select id from sign_in where next_check_at <= now()
                                       order by next_check_at limit :most for update skip locked)
                        returning id, registration, issuer, subject, person_id, refresh_token""".formatted(NEXT))
                .param("recheck", settings.recheck().toSeconds())
                .param("most", most)
                .query((row, n) -> {
                    UUID person = row.getObject("person_id", UUID.class);
                    return new Due(
                            new SignInId(row.getObject("id", UUID.class)),
                            row.getString("registration"),
                            row.getString("issuer"),
                            row.getString("subject"),
                            person == null ? null : new PersonId(person),
                            row.getString("refresh_token"));
                })
                .list();
    }

    /** @param refreshToken what to ask with the next time, which may be another one each time */
    @Transactional
    public void passed(SignInId signIn, String refreshToken) {
        jdbc.sql("update sign_in set checked_at = now(), next_check_at = " + NEXT
                        + ", refresh_token = :refresh where id = :id")
                .param("recheck", settings.recheck().toSeconds())
                .param("refresh", refreshToken)
                .param("id", signIn.value())
                .update();
    }

    /** The provider said clearly that it vouches for it no longer. */
    @Transactional
    public void refused(SignInId signIn) {
        signIns.endByProvider("i.id = :id", Map.of("id", signIn.value()));
    }

    /** Asks a provider nothing more of what is due, until the next time. */
    @Transactional
    public void postpone(String registration) {
        jdbc.sql("update sign_in set next_check_at = " + NEXT
                        + " where registration = :registration and next_check_at <= now()")
                .param("recheck", settings.recheck().toSeconds())
                .param("registration", registration)
                .update();
    }
}
