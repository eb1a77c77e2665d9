package org.rostrum.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.OrganizationRef;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Requests for access, by those who signed in and whom nothing else lets in. */
@Service
public class JoinRequests {

    /** How many one account may make, and in which time: whoever was refused may have more to say, not the same daily. */
    private static final int AT_MOST = 3;

    private static final Duration IN = Duration.ofDays(30);

    /** A provider at which anybody can open an account must not bury the staff. */
    private static final int WAITING_AT_MOST = 500;

    private static final String ROW = """
            select r.id, r.name, r.email, r.email_verified, r.registration, r.message, r.requested_at, r.decided_at,
                   r.decision, r.reason, p.id as person_id, p.name as person_name,
                   o.id as organization_id, o.name as organization_name, coalesce(m.standing, 'LEFT') as standing,
                   coalesce(l.name, '') as level_name
              from join_request r
              left join person p on lower(p.email) = lower(r.email)
              left join organization_domain d
                     on d.domain = lower(substring(r.email from '@([^@]*)$'))
              left join organization o on o.id = d.organization_id
              left join current_membership m on m.organization_id = o.id
              left join membership_level l on l.code = m.level_code
            """;

    private final JoinRequestRepository requests;
    private final FirstSignIns firstSignIns;
    private final People people;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    JoinRequests(
            JoinRequestRepository requests,
            FirstSignIns firstSignIns,
            People people,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.requests = requests;
        this.firstSignIns = firstSignIns;
        this.people = people;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** A person the portal knows by the request's e-mail address. */
    public record Known(PersonId id, String name) {}

    /**
     * A request as the staff and whoever made it read it.
     *
     * @param registration at which provider
     * @param known who has this address here; only a hint where it is not verified
     * @param organization whose domain, verified or not, the address is in
     * @param reason why it was refused
     */
    public record Request(
            JoinRequestId id,
            String name,
            @Nullable String email,
            boolean emailVerified,
            String registration,
            String message,
            Instant requestedAt,
            @Nullable Instant decidedAt,
            boolean approved,
            @Nullable String reason,
            @Nullable Known known,
            @Nullable OrganizationRef organization) {

        public boolean pending() {
            return decidedAt == null;
        }
    }

    /** Asking again while a request waits changes nothing: the first one is what the staff read. */
    @Transactional
    public void ask(Account account, @Nullable String message) {
        Instant now = clock.instant();
        JoinRequest request = JoinRequest.by(account, message, now);
        jdbc.sql("select pg_advisory_xact_lock(hashtext('join ' || :issuer || ' ' || :subject))")
                .param("issuer", account.issuer())
                .param("subject", account.subject())
                .query((row, n) -> "")
                .single();
        Optional<Request> latest = latestOf(account.issuer(), account.subject());
        if (latest.filter(Request::pending).isPresent()) {
            return;
        }
        refuseTooMany(account, now);
        requests.saveAndFlush(request);
    }

    private record Counts(int own, int waiting) {}

    private void refuseTooMany(Account account, Instant now) {
        Counts counts = jdbc.sql("""
                        select (select count(*) from join_request
                                 where issuer = :issuer and subject = :subject and requested_at > :since) as own,
                               (select count(*) from join_request
                                 where issuer = :issuer and decided_at is null) as waiting""")
                .param("issuer", account.issuer())
                .param("subject", account.subject())
                .param("since", Timestamp.from(now.minus(IN)))
                .query((row, n) -> new Counts(row.getInt("own"), row.getInt("waiting")))
                .single();
        if (counts.own() >= AT_MOST) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    "You have asked " + AT_MOST + " times within " + IN.toDays()
                            + " days. Write to the staff instead.");
        }
        if (counts.waiting() >= WAITING_AT_MOST) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    "Too many requests are waiting at the moment. Write to the staff instead.");
        }
    }

    /** What somebody asked for last. */
    public Optional<Request> latestOf(String issuer, String subject) {
        return jdbc.sql(ROW + "where r.issuer = :issuer and r.subject = :subject order by r.requested_at desc limit 1")
                .param("issuer", issuer)
                .param("subject", subject)
                .query((row, n) -> request(row))
                .optional();
    }

    /** Those that wait for a decision, the oldest first. */
    public List<Request> pending() {
        return jdbc.sql(ROW + "where r.decided_at is null order by r.requested_at, r.id limit " + WAITING_AT_MOST)
                .query((row, n) -> request(row))
                .list();
    }

    public Request require(JoinRequestId id) {
        return jdbc.sql(ROW + "where r.id = :id")
                .param("id", id.value())
                .query((row, n) -> request(row))
                .optional()
                .orElseThrow(() -> new NotFound("request"));
    }

    /** The account is this person's from now on; whoever is signed in with it comes in at once. */
    @Transactional
    public void approve(JoinRequestId id, PersonId person, PersonId actor) {
        admit(locked(id), person, actor);
    }

    /**
     * Makes the person too.
     *
     * @param organization whom they represent from now on; null for nobody yet
     */
    @Transactional
    public PersonId approveAsNew(
            JoinRequestId id,
            @Nullable String name,
            @Nullable String email,
            @Nullable OrganizationId organization,
            PersonId actor) {
        JoinRequest request = locked(id);
        PersonId person = people.create(name, email, actor);
        if (organization != null) {
            people.represent(person, organization, null, actor);
        }
        admit(request, person, actor);
        return person;
    }

    private void admit(JoinRequest request, PersonId person, PersonId actor) {
        boolean active = jdbc.sql("select deactivated_at is null from person where id = :person")
                .param("person", person.value())
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("person", "There is no such person. Choose one of those found."));
        if (!active) {
            throw Refusal.invalid("person", "This person is deactivated. Reactivate them first.");
        }
        request.approve(person, actor, clock.instant());
        keep(request, "join-request.approved", actor);
        firstSignIns.remember(request.issuer(), request.subject(), person);
        jdbc.sql("update sign_in set person_id = :person where issuer = :issuer and subject = :subject")
                .param("person", person.value())
                .param("issuer", request.issuer())
                .param("subject", request.subject())
                .update();
        events.publishEvent(RightsChanged.of(person));
    }

    /** @param reason read by whoever asked */
    @Transactional
    public void refuse(JoinRequestId id, @Nullable String reason, PersonId actor) {
        JoinRequest request = locked(id);
        request.refuse(reason, actor, clock.instant());
        keep(request, "join-request.refused", actor);
    }

    private JoinRequest locked(JoinRequestId id) {
        return requests.locked(id.value()).orElseThrow(() -> new NotFound("request"));
    }

    private void keep(JoinRequest request, String action, PersonId actor) {
        requests.saveAndFlush(request);
        events.publishEvent(new PrivilegedAct(
                actor.value(), action, "join-request", request.id().toString(), null, request.facts()));
    }

    private static Request request(ResultSet row) throws SQLException {
        UUID person = row.getObject("person_id", UUID.class);
        UUID organization = row.getObject("organization_id", UUID.class);
        Timestamp decidedAt = row.getTimestamp("decided_at");
        return new Request(
                new JoinRequestId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("email_verified"),
                row.getString("registration"),
                row.getString("message"),
                row.getTimestamp("requested_at").toInstant(),
                decidedAt == null ? null : decidedAt.toInstant(),
                "APPROVED".equals(row.getString("decision")),
                row.getString("reason"),
                person == null ? null : new Known(new PersonId(person), row.getString("person_name")),
                organization == null
                        ? null
                        : new OrganizationRef(
                                new OrganizationId(organization),
                                row.getString("organization_name"),
                                row.getString("level_name"),
                                Standing.valueOf(row.getString("standing"))));
    }
}
