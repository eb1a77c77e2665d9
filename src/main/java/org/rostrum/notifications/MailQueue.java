package org.rostrum.notifications;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.News.Attachment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The mail that waits, as the rounds of all nodes take from it. Time is the database's, which they share. */
@Component
class MailQueue {

    private static final int LONGEST_ERROR = 1000;
    private static final int MOST_DOUBLINGS = 20;

    private static final String WAITS = " sent_at is null and given_up_at is null ";

    private final JdbcClient jdbc;
    private final MailSettings settings;

    MailQueue(JdbcClient jdbc, MailSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** A mail whose time has come. */
    record Due(
            UUID id,
            UUID news,
            String name,
            String recipient,
            String subject,
            String text,
            String path,
            int tries,
            boolean attached) {}

    boolean anyDue() {
        return jdbc.sql("select exists (select 1 from mail where" + WAITS + "and next_try_at <= now())")
                .query(Boolean.class)
                .single();
    }

    /** One that no other node is sending, locked until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Due> next() {
        return jdbc.sql("""
                        select m.id, m.news_id, p.name, m.recipient, m.subject, m.text, m.path, m.tries,
                               exists (select 1 from mail_attachment a where a.news_id = m.news_id) as attached
                          from mail m join person p on p.id = m.person_id
                         where m.sent_at is null and m.given_up_at is null and m.next_try_at <= clock_timestamp()
                         order by m.next_try_at, m.id limit 1 for update of m skip locked""")
                .query((row, n) -> new Due(
                        row.getObject("id", UUID.class),
                        row.getObject("news_id", UUID.class),
                        row.getString("name"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("path"),
                        row.getInt("tries"),
                        row.getBoolean("attached")))
                .optional();
    }

    List<Attachment> attachments(Due mail) {
        if (!mail.attached()) {
            return List.of();
        }
        return jdbc.sql("select name, media_type, content from mail_attachment where news_id = ? order by position")
                .param(mail.news())
                .query((row, n) ->
                        new Attachment(row.getString("name"), row.getString("media_type"), row.getBytes("content")))
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void sent(Due mail) {
        jdbc.sql("""
                        update mail set sent_at = clock_timestamp(), tries = tries + 1, last_error = null where id = ?""").param(mail.id()).update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void giveUp(Due mail, String error) {
        jdbc.sql("""
                        update mail set given_up_at = clock_timestamp(), tries = tries + 1, last_error = ? where id = ?""").params(cut(error), mail.id()).update();
    }

    /** Each wait is twice the last, give or take a quarter, so that what failed together does not come back together. */
    @Transactional(propagation = Propagation.MANDATORY)
    void tryLater(Due mail, String error) {
        jdbc.sql("""
                        update mail set tries = tries + 1, last_error = :error,
                               next_try_at = clock_timestamp() + make_interval(secs => :seconds)
                         where id = :id""")
                .param("error", cut(error))
                .param("seconds", wait(mail.tries()).toMillis() / 1000.0)
                .param("id", mail.id())
                .update();
    }

    Duration wait(int tries) {
        double millis = (double) settings.firstWait().toMillis() * (1L << Math.min(tries, MOST_DOUBLINGS));
        double spread = 0.75 + ThreadLocalRandom.current().nextDouble() / 2;
        return Duration.ofMillis(
                Math.round(Math.min(millis, (double) settings.longestWait().toMillis()) * spread));
    }

    /** No fault of the mail that waits, and no try of it; but whoever asks why it waits is told. */
    void serverAway(String error) {
        jdbc.sql("""
                        update mail set last_error = :error where id in (
                          select id from mail where sent_at is null and given_up_at is null and next_try_at <= now()
                             and last_error is distinct from :error for update skip locked)""").param("error", cut(error)).update();
    }

    /** What has waited too long is news no longer. */
    int giveUpWhatIsTooOld(@Nullable String why) {
        return jdbc.sql("""
                        update mail set given_up_at = now(), last_error = coalesce(last_error, :why) where id in (
                          select id from mail where sent_at is null and given_up_at is null and try_until < now()
                             for update skip locked)""").param("why", why).update();
    }

    /** What was sent or given up long ago is kept no longer: it holds addresses, and the notice stays. */
    void clear() {
        int cleared = jdbc.sql("""
                        delete from mail
                         where sent_at < now() - make_interval(secs => :seconds)
                            or given_up_at < now() - make_interval(secs => :seconds)""")
                .param("seconds", (double) settings.keep().toSeconds())
                .update();
        if (cleared > 0) {
            jdbc.sql("""
                            delete from mail_attachment a
                             where not exists (select 1 from mail m where m.news_id = a.news_id)""").update();
        }
    }

    private static String cut(String error) {
        String line = PlainText.line(error);
        return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR - 1) + "…";
    }
}
