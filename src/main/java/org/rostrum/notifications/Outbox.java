package org.rostrum.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Mail that did not leave as it should, for the staff: what was given up, and what waits for long. */
@Service
public class Outbox {

    /** Longer than a passing trouble, soon enough to do something about a lasting one. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final String STUCK = """
            (given_up_at is not null or (sent_at is null and queued_at < now() - make_interval(secs => :long)))""";

    private static final String ANEW = """
            update mail m set given_up_at = null, next_try_at = now(), recipient = p.email, last_error = null,
                              try_until = now() + make_interval(secs => :seconds)
              from person p where p.id = m.person_id and""";

    private final JdbcClient jdbc;
    private final MailRounds rounds;
    private final MailSettings settings;
    private final ApplicationEventPublisher events;

    Outbox(JdbcClient jdbc, MailRounds rounds, MailSettings settings, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.rounds = rounds;
        this.settings = settings;
        this.events = events;
    }

    /** Whether there is anywhere to send mail to. */
    public boolean hasServer() {
        return rounds.hasServer();
    }

    /** For how long it is tried, in words. */
    public String patience() {
        long days = settings.giveUpAfter().toDays();
        return days >= 2 ? days + " days" : settings.giveUpAfter().toHours() + " hours";
    }

    /** @param givenUpAt null while it is still tried */
    public record Stuck(
            MailId id,
            PersonId person,
            String name,
            String recipient,
            String subject,
            Instant queuedAt,
            int tries,
            @Nullable String lastError,
            @Nullable Instant givenUpAt) {}

    public int stuck() {
        return jdbc.sql("select count(*) from mail where " + STUCK)
                .param("long", (double) LONG.toSeconds())
                .query(Integer.class)
                .single();
    }

    /** Those given up first, then the oldest first. */
    public List<Stuck> stuck(int limit) {
        return jdbc.sql("""
                        select m.id, m.person_id, p.name, m.recipient, m.subject, m.queued_at, m.tries, m.last_error,
                               m.given_up_at
                          from mail m join person p on p.id = m.person_id
                         where\s""" + STUCK + " order by m.given_up_at desc nulls last, m.queued_at, m.id limit :limit")
                .param("long", (double) LONG.toSeconds())
                .param("limit", limit)
                .query((row, n) -> stuck(row))
                .list();
    }

    /**
     * Tries it again now, at the address that the person has by now.
     *
     * @throws Refusal where it has left meanwhile
     */
    @Transactional
    public void tryAgain(MailId id, PersonId by) {
        Stuck before = jdbc.sql("""
                        select m.id, m.person_id, p.name, m.recipient, m.subject, m.queued_at, m.tries, m.last_error,
                               m.given_up_at
                          from mail m join person p on p.id = m.person_id
                         where m.id = ? and m.sent_at is null for update of m""")
                .param(id.value())
                .query((row, n) -> stuck(row))
                .optional()
                .orElseThrow(() -> Refusal.conflict("This mail has been sent meanwhile, or is kept no longer."));
        jdbc.sql(ANEW + " m.id = :id")
                .param("seconds", (double) settings.giveUpAfter().toSeconds())
                .param("id", id.value())
                .update();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("recipient", before.recipient());
        facts.put("subject", before.subject());
        facts.put("error", before.lastError());
        events.publishEvent(new PrivilegedAct(
                by.value(), "mail.tried-again", "person", before.person().toString(), facts, null));
        wakeAfterCommit();
    }

    /** All that is stuck. */
    @Transactional
    public int tryAllAgain(PersonId by) {
        int mails = jdbc.sql(ANEW + STUCK)
                .param("seconds", (double) settings.giveUpAfter().toSeconds())
                .param("long", (double) LONG.toSeconds())
                .update();
        if (mails > 0) {
            events.publishEvent(
                    new PrivilegedAct(by.value(), "mail.tried-again", "mail", "", null, Map.of("mails", mails)));
            wakeAfterCommit();
        }
        return mails;
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                rounds.wake();
            }
        });
    }

    private static Stuck stuck(ResultSet row) throws SQLException {
        Timestamp givenUpAt = row.getTimestamp("given_up_at");
        return new Stuck(
                new MailId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getTimestamp("queued_at").toInstant(),
                row.getInt("tries"),
                row.getString("last_error"),
                givenUpAt == null ? null : givenUpAt.toInstant());
    }
}
