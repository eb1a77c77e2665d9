package org.rostrum.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The browsers that are signed in. Each is a session; whoever ends one ends its sockets too, on every node, because both
 * live by the session's row.
 */
@Service
public class SignIns {

    private final JdbcClient jdbc;
    private final IdentitySettings settings;
    private final ApplicationEventPublisher events;

    SignIns(JdbcClient jdbc, IdentitySettings settings, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.events = events;
    }

    /**
     * Somebody signed in.
     *
     * @param session the session's id
     * @param sid the provider's own session, if it says which
     */
    public record Begun(
            String session,
            String registration,
            String issuer,
            String subject,
            @Nullable String sid,
            @Nullable String userAgent,
            String address,
            @Nullable String refreshToken) {}

    /**
     * A browser that is signed in.
     *
     * @param session the session's id, to tell which one is asking
     * @param userAgent what the browser calls itself; empty where it does not say
     */
    public record SignIn(
            SignInId id,
            String session,
            String registration,
            String userAgent,
            String address,
            Instant signedInAt,
            Instant lastSeenAt) {}

    /**
     * Whoever signs in again in the same browser is there once.
     *
     * @return false where the session has ended meanwhile: without its row here nobody could end it again
     */
    @Transactional
    public boolean begin(Begun begun) {
        return jdbc.sql("""
                        insert into sign_in (id, session_primary_id, person_id, registration, issuer, subject, sid,
                                             user_agent, address, signed_in_at, checked_at, next_check_at, refresh_token)
                        select :id, s.primary_id,
                               (select person_id from login where issuer = :issuer and subject = :subject),
                               :registration, :issuer, :subject, :sid, left(:agent, 500), :address, now(), now(),
                               case when cast(:refresh as text) is not null
                                    then now() + make_interval(secs => :recheck) end,
                               :refresh
                          from spring_session s where s.session_id = :session
                        on conflict (session_primary_id) do update
                           set id = excluded.id, person_id = excluded.person_id, registration = excluded.registration,
                               issuer = excluded.issuer, subject = excluded.subject, sid = excluded.sid,
                               user_agent = excluded.user_agent, address = excluded.address,
                               signed_in_at = excluded.signed_in_at, checked_at = excluded.checked_at,
                               next_check_at = excluded.next_check_at, refresh_token = excluded.refresh_token""")
                        .param("id", NewId.next())
                        .param("session", begun.session())
                        .param("registration", begun.registration())
                        .param("issuer", begun.issuer())
                        .param("subject", begun.subject())
                        .param("sid", begun.sid())
                        .param("agent", begun.userAgent())
                        .param("address", begun.address())
                        .param("refresh", begun.refreshToken())
                        .param("recheck", settings.recheck().toSeconds())
                        .update()
                == 1;
    }

    /** Where somebody is signed in, the browser used last coming first. */
    public List<SignIn> of(PersonId person) {
        return jdbc.sql("""
                        select i.id, s.session_id, i.registration, coalesce(i.user_agent, '') as user_agent, i.address,
                               i.signed_in_at, to_timestamp(s.last_access_time / 1000.0) as last_seen_at
                          from sign_in i join spring_session s on s.primary_id = i.session_primary_id
                         where i.person_id = :person
                         order by s.last_access_time desc""")
                .param("person", person.value())
                .query((row, n) -> signIn(row))
                .list();
    }

    /** @throws NotFound where it is not this person's, or has ended */
    @Transactional
    public void end(SignInId signIn, PersonId person) {
        if (end("i.id = :id and i.person_id = :person", Map.of("id", signIn.value(), "person", person.value())) == 0) {
            throw new NotFound("session");
        }
    }

    /** Ends all of somebody's sign-ins but the one they are using. */
    @Transactional
    public int endAllBut(SignInId signIn, PersonId person) {
        return end("i.id <> :id and i.person_id = :person", Map.of("id", signIn.value(), "person", person.value()));
    }

    @Transactional
    public int endAll(PersonId person) {
        return end("i.person_id = :person", Map.of("person", person.value()));
    }

    /** Ends what belongs to one session at the provider. */
    @Transactional
    public int endAt(String issuer, String sid) {
        return endByProvider("i.issuer = :issuer and i.sid = :sid", Map.of("issuer", issuer, "sid", sid));
    }

    /** Ends all that an account of the provider began. */
    @Transactional
    public int endAllOf(String issuer, String subject) {
        return endByProvider(
                "i.issuer = :issuer and i.subject = :subject", Map.of("issuer", issuer, "subject", subject));
    }

    /** On record, because whoever it concerns did nothing here. */
    int endByProvider(String which, Map<String, ?> parameters) {
        List<Ended> ended = ended(which, parameters);
        ended.forEach(signIn -> events.publishEvent(new PrivilegedAct(
                null,
                "sign-in.ended-by-provider",
                "person",
                signIn.person() == null ? "" : signIn.person().toString(),
                null,
                Map.of("provider", signIn.issuer(), "account", signIn.subject()))));
        return ended.size();
    }

    private int end(String which, Map<String, ?> parameters) {
        return ended(which, parameters).size();
    }

    private record Ended(@Nullable PersonId person, String issuer, String subject) {}

    /** All nodes are told by the database. */
    private List<Ended> ended(String which, Map<String, ?> parameters) {
        return jdbc.sql("""
                        delete from spring_session s using sign_in i
                         where i.session_primary_id = s.primary_id and %s
                        returning i.person_id, i.issuer, i.subject""".formatted(which))
                .params(parameters)
                .query((row, n) -> {
                    UUID person = row.getObject("person_id", UUID.class);
                    return new Ended(
                            person == null ? null : new PersonId(person),
                            row.getString("issuer"),
                            row.getString("subject"));
                })
                .list();
    }

    private static SignIn signIn(ResultSet row) throws SQLException {
        return new SignIn(
                new SignInId(row.getObject("id", UUID.class)),
                row.getString("session_id"),
                row.getString("registration"),
                row.getString("user_agent"),
                row.getString("address"),
                row.getTimestamp("signed_in_at").toInstant(),
                row.getTimestamp("last_seen_at").toInstant());
    }
}
