package org.rostrum.documents;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Notes of objects that may be in the bucket without a document. A note is on record before anything is put under its
 * name, and the transaction that keeps the document takes it away: while that goes on the note is locked, once it is
 * committed the note is gone, and after a rollback or a crash it is there again and free. So whatever is found under a free
 * note belongs to nobody, however long an upload takes.
 *
 * <p>Notes are written in stock, because to write one while a document is being kept would take a second connection.
 */
@Component
class ObjectNotes {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectNotes.class);
    private static final int STOCK = 24;
    private static final Duration WAITING = Duration.ofSeconds(10);

    /** Longer than a bucket may take to finish what the portal has given up. */
    private static final Duration LEFT_BEHIND_AFTER = Duration.ofHours(2);

    private final JdbcClient jdbc;
    private final S3Objects objects;
    private final TransactionTemplate transaction;
    private final BlockingQueue<UUID> stock = new LinkedBlockingQueue<>();
    private volatile Runnable whenLow = () -> {};

    ObjectNotes(JdbcClient jdbc, S3Objects objects, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.objects = objects;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A name for an object, in the transaction that keeps its document. */
    @Transactional(propagation = Propagation.MANDATORY)
    public DocumentId take() {
        try {
            while (true) {
                if (stock.size() < STOCK / 2) {
                    whenLow.run();
                }
                UUID id = stock.poll(WAITING.toSeconds(), TimeUnit.SECONDS);
                if (id == null) {
                    throw new Refusal(
                            Refusal.Reason.UNAVAILABLE,
                            "The file could not be kept, because too many come at once. Try again in some minutes.");
                }
                // None where it lay so long that it was taken for one left behind.
                if (jdbc.sql("delete from document_object where id = :id")
                                .param("id", id)
                                .update()
                        == 1) {
                    return new DocumentId(id);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param refill called when few notes are left */
    void whenLow(Runnable refill) {
        whenLow = refill;
    }

    /** Writes notes in stock, and freshens those that lie there and were not swept. */
    void refill() {
        UUID[] lying = stock.toArray(UUID[]::new);
        Set<UUID> swept = new HashSet<>(Arrays.asList(lying));
        jdbc.sql("update document_object set noted_at = clock_timestamp() where id = any(:lying) returning id")
                .param("lying", lying)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list()
                .forEach(swept::remove);
        stock.removeAll(swept);
        while (stock.size() < STOCK) {
            UUID id = NewId.next();
            jdbc.sql("insert into document_object (id) values (:id)")
                    .param("id", id)
                    .update();
            stock.add(id);
        }
    }

    /** Removes what was left behind, with its notes. */
    void sweep() {
        sweep(LEFT_BEHIND_AFTER);
    }

    void sweep(Duration leftBehindAfter) {
        while (Boolean.TRUE.equals(transaction.execute(status -> sweepNext(leftBehindAfter)))) {
            LOG.debug("Removed an object that was left behind");
        }
    }

    private boolean sweepNext(Duration leftBehindAfter) {
        Optional<UUID> next = jdbc.sql("""
                        select id from document_object
                         where noted_at < clock_timestamp() - make_interval(secs => :seconds)
                         order by noted_at limit 1 for update skip locked""")
                .param("seconds", leftBehindAfter.toSeconds())
                .query((row, n) -> row.getObject("id", UUID.class))
                .optional();
        if (next.isEmpty()) {
            return false;
        }
        UUID id = next.get();
        boolean referenced = jdbc.sql("select exists (select from document where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
        if (!referenced) {
            try {
                objects.delete(id);
            } catch (SdkException e) {
                LOG.warn("What was left behind in the bucket could not be removed yet: {}", e.getMessage());
                return false;
            }
        }
        jdbc.sql("delete from document_object where id = :id").param("id", id).update();
        return true;
    }
}
