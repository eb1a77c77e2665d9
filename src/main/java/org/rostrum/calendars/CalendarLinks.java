package org.rostrum.calendars;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * People's own calendar addresses. Whoever has one reads what its owner may read, so each is known here by its hash
 * only, and ends when its owner says so.
 */
@Service
public class CalendarLinks {

    /** Addresses of one person that can be used at the same time. */
    public static final int MOST = 20;

    private static final int LONGEST_NAME = 100;

    /** The last use is shown to the minute; writing it more often would cost a write per request. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    /** What has ended is listed for so long, to be recognised. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final int LISTED = 100;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CalendarLinks(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** An address as its owner sees it. */
    public record LinkView(
            CalendarLinkId id,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        public boolean live() {
            return revokedAt == null;
        }
    }

    /**
     * @param intent the form's key; sent a second time, it is refused, because the address was shown the first time
     * @return the secret, which nobody can look up afterwards
     */
    @Transactional
    public LinkSecret create(PersonId person, @Nullable String name, @Nullable String intent) {
        String said = Typed.optionalLine("name", "name", name, LONGEST_NAME);
        if (said.isEmpty()) {
            throw Refusal.invalid("name", "Give the address a name that says where you use it.");
        }
        lock(person);
        if (intent != null && made(person, intent)) {
            throw Refusal.of(
                    Refusal.Reason.CONFLICT,
                    "intent",
                    "This address was made already and shown once. If you did not see it, end it and make another.");
        }
        if (live(person) >= MOST) {
            throw Refusal.conflict(
                    "You have " + MOST + " addresses in use. End one that you no longer need, then make this one.");
        }
        LinkSecret secret = LinkSecret.random();
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into calendar_link (id, person_id, name, secret_hash, created_at, intent)
                        values (:id, :person, :name, :hash, :now, :intent)""")
                .param("id", id)
                .param("person", person.value())
                .param("name", said)
                .param("hash", secret.hash())
                .param("now", Timestamp.from(clock.instant()))
                .param("intent", intent)
                .update();
        events.publishEvent(new PrivilegedAct(
                person.value(), "calendar-link.created", "calendar-link", id.toString(), null, Map.of("name", said)));
        return secret;
    }

    /**
     * For good, at once.
     *
     * @throws NotFound where the person has no such address
     */
    @Transactional
    public void revoke(CalendarLinkId id, PersonId person) {
        LinkView link = jdbc.sql(LINKS + "where id = :id and person_id = :person for update")
                .param("id", id.value())
                .param("person", person.value())
                .query(CalendarLinks::link)
                .optional()
                .orElseThrow(() -> new NotFound("address"));
        if (!link.live()) {
            throw Refusal.conflict("This address was ended already.");
        }
        jdbc.sql("update calendar_link set revoked_at = :now where id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update();
        Map<String, Object> name = Map.of("name", link.name());
        events.publishEvent(
                new PrivilegedAct(person.value(), "calendar-link.revoked", "calendar-link", id.toString(), name, null));
    }

    private static final String LINKS = "select id, name, created_at, last_used_at, revoked_at from calendar_link ";

    /** Those in use, the newest first, then those that ended in the last three months. */
    public List<LinkView> of(PersonId person) {
        return jdbc.sql(LINKS + """
                        where person_id = :person
                          and coalesce(revoked_at, 'infinity') > now() - make_interval(secs => :remembered)
                        order by revoked_at is not null, created_at desc
                        limit :listed""")
                .param("person", person.value())
                .param("remembered", REMEMBERED.toSeconds())
                .param("listed", LISTED)
                .query(CalendarLinks::link)
                .list();
    }

    private static LinkView link(ResultSet row, int n) throws SQLException {
        return new LinkView(
                new CalendarLinkId(row.getObject("id", UUID.class)),
                row.getString("name"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** An address in use: whose it is. */
    record Link(UUID id, PersonId person, boolean useIsStale) {}

    /** @return empty where there is none, where it was ended, or where its owner was deactivated */
    Optional<Link> find(String secret) {
        if (!LinkSecret.plausible(secret)) {
            return Optional.empty();
        }
        Optional<Link> link = jdbc.sql("""
                        select l.id, l.person_id,
                               l.last_used_at is null or l.last_used_at < now() - make_interval(secs => :stale) as stale
                          from calendar_link l join person p on p.id = l.person_id
                         where l.secret_hash = :hash and l.revoked_at is null and p.deactivated_at is null""")
                .param("hash", LinkSecret.hash(secret))
                .param("stale", USE_NOTED_EVERY.toSeconds())
                .query((row, n) -> new Link(
                        row.getObject("id", UUID.class),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getBoolean("stale")))
                .optional();
        link.filter(Link::useIsStale)
                .ifPresent(used -> jdbc.sql("update calendar_link set last_used_at = now() where id = :id")
                        .param("id", used.id())
                        .update());
        return link;
    }

    /** Two tabs that make one at once must not both make the twentieth. */
    private void lock(PersonId person) {
        boolean here = jdbc.sql("select id from person where id = :person and deactivated_at is null for update")
                .param("person", person.value())
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!here) {
            throw new NotFound("person");
        }
    }

    private boolean made(PersonId person, String intent) {
        return jdbc.sql("select exists (select from calendar_link where person_id = :person and intent = :intent)")
                .param("person", person.value())
                .param("intent", intent)
                .query(Boolean.class)
                .single();
    }

    private int live(PersonId person) {
        return jdbc.sql("select count(*) from calendar_link where person_id = :person and revoked_at is null")
                .param("person", person.value())
                .query(Integer.class)
                .single();
    }
}
