package org.rostrum.notifications;

import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.rostrum.shared.NewId;
import org.rostrum.shared.News;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps news for each whom it concerns, in the transaction that makes it: what was rolled back nobody is told, and what
 * was committed nobody misses. Two statements for however many people, and one for each attachment.
 */
@Component
class NoticeBoard {

    private final JdbcClient jdbc;
    private final EntityManager entities;
    private final MailSettings settings;
    private final MailRounds mail;

    NoticeBoard(JdbcClient jdbc, EntityManager entities, MailSettings settings, MailRounds mail) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.settings = settings;
        this.mail = mail;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void keep(News news) {
        UUID[] people = news.people().stream().distinct().toArray(UUID[]::new);
        if (people.length == 0) {
            return;
        }
        // Somebody entered in this very transaction may not be in the database yet, and would be left out.
        entities.flush();
        PlainText words = PlainText.of(news.title(), news.text());
        jdbc.sql("""
                        insert into notice (id, person_id, type, title, text, path, told_at)
                        select uuidv7(), id, :type, :title, :text, :path, now() from person
                         where id = any(:people) and deactivated_at is null""")
                .param("type", news.type())
                .param("title", words.title())
                .param("text", words.text())
                .param("path", news.path())
                .param("people", people)
                .update();
        if (queue(news, words, people)) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    mail.wake();
                }
            });
        }
    }

    /** @return whether anybody gets mail */
    private boolean queue(News news, PlainText words, UUID[] people) {
        UUID id = NewId.next();
        int mails = jdbc.sql("""
                        insert into mail (id, news_id, person_id, recipient, subject, text, path, queued_at, next_try_at,
                                          try_until)
                        select uuidv7(), :news, p.id, p.email, :subject, :text, :path, now(), now(),
                               now() + make_interval(secs => :seconds) from person p
                         where p.id = any(:people) and p.deactivated_at is null
                           and not exists (select 1 from no_mail n where n.person_id = p.id)""")
                .param("news", id)
                .param("subject", words.title())
                .param("text", words.text())
                .param("path", news.path())
                .param("seconds", (double) settings.giveUpAfter().toSeconds())
                .param("people", people)
                .update();
        if (mails == 0) {
            return false;
        }
        int position = 0;
        for (News.Attachment attachment : news.attachments()) {
            jdbc.sql("""
                            insert into mail_attachment (news_id, position, name, media_type, content)
                            values (?, ?, ?, ?, ?)""")
                    .params(
                            id,
                            position++,
                            PlainText.line(attachment.name()),
                            PlainText.line(attachment.mediaType()),
                            attachment.content())
                    .update();
        }
        return true;
    }
}
