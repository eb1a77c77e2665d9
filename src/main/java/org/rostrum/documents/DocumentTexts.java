package org.rostrum.documents;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The text of documents: noted as wanted when a document is kept, read afterwards. Each note is locked while its document
 * is read, and written in the same transaction: nodes side by side never read one twice, and what a node was at when it
 * died is free for the next at once.
 */
@Service
public class DocumentTexts {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentTexts.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    /** A document that takes too much will most likely do so again. */
    private static final int MOST_TRIES = 3;

    /** A bucket that is away comes back; an object that is gone does not. */
    private static final int MOST_TRIES_TO_FETCH = 24;

    private final JdbcClient jdbc;
    private final Documents documents;
    private final TextReader reader;
    private final TransactionTemplate transaction;

    DocumentTexts(JdbcClient jdbc, Documents documents, TextReader reader, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.reader = reader;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A condition for lists that search in the documents' text.
     *
     * @param document the column that has the document's identifier
     * @param sought the name of the parameter that has what was typed: words, "phrases", -without
     */
    public static String contains(String document, String sought) {
        return "exists (select from document_text found where found.document_id = " + document
                + " and found.words @@ websearch_to_tsquery('simple', :" + sought + "))";
    }

    public DocumentText of(DocumentId document) {
        return jdbc.sql("select state, content, cut, problem from document_text where document_id = :id")
                .param("id", document.value())
                .query((row, n) -> new DocumentText(
                        DocumentText.State.valueOf(row.getString("state")),
                        row.getString("content"),
                        row.getBoolean("cut"),
                        row.getString("problem")))
                .optional()
                .orElse(DocumentText.NO_WORDS);
    }

    /** Reads what waits, of one document only where one is named. */
    public void readWhatWaits(@Nullable DocumentId only) throws InterruptedException {
        boolean more;
        do {
            more = readNext(only);
        } while (more);
    }

    /** Ends what reads until there is more to read. */
    void rest() {
        reader.rest();
    }

    private record Due(StoredDocument document, int tries) {}

    /** @return whether there was one, read or put off */
    boolean readNext(@Nullable DocumentId only) throws InterruptedException {
        boolean[] interrupted = new boolean[1];
        boolean found = Boolean.TRUE.equals(transaction.execute(status -> {
            Due due = next(only).orElse(null);
            if (due == null) {
                return false;
            }
            try {
                settle(due.document().id(), reader.read(due.document().kind(), documents.content(due.document())));
            } catch (TextReader.TookTooMuch e) {
                putOff(due, MOST_TRIES, String.valueOf(e.getMessage()));
            } catch (IOException | Refusal e) {
                putOff(due, MOST_TRIES_TO_FETCH, "The file could not be fetched from where it is kept.");
            } catch (InterruptedException e) {
                interrupted[0] = true;
                status.setRollbackOnly();
            }
            return true;
        }));
        if (interrupted[0]) {
            throw new InterruptedException();
        }
        return found;
    }

    private Optional<Due> next(@Nullable DocumentId only) {
        return jdbc.sql("""
                        select document_id, tries from document_text
                         where state = 'WAITING' and next_try_at <= clock_timestamp()
                           and (cast(:only as uuid) is null or document_id = :only)
                         order by next_try_at limit 1
                           for update skip locked""")
                .param("only", only == null ? null : only.value())
                .query((row, n) -> new Due(
                        documents
                                .find(new DocumentId(row.getObject("document_id", UUID.class)))
                                .orElseThrow(),
                        row.getInt("tries")))
                .optional();
    }

    private void putOff(Due due, int most, String problem) {
        if (due.tries() + 1 >= most) {
            LOG.warn("The text of document {} is given up: {}", due.document().id(), problem);
            settle(due.document().id(), DocumentText.failed(problem));
            return;
        }
        long seconds =
                Math.min(FIRST_WAIT.toSeconds() << Math.min(due.tries(), MOST_DOUBLINGS), LONGEST_WAIT.toSeconds());
        jdbc.sql("""
                        update document_text
                           set tries = tries + 1, problem = :problem,
                               next_try_at = clock_timestamp() + make_interval(secs => :seconds)
                         where document_id = :id""")
                .param("seconds", seconds)
                .param("problem", problem)
                .param("id", due.document().id().value())
                .update();
    }

    private void settle(DocumentId id, DocumentText text) {
        jdbc.sql("""
                        update document_text
                           set state = :state, content = :content, cut = :cut, problem = :problem, tries = tries + 1,
                               read_at = clock_timestamp()
                         where document_id = :id""")
                .param("state", text.state().name())
                .param("content", text.content())
                .param("cut", text.cut())
                .param("problem", text.problem())
                .param("id", id.value())
                .update();
    }
}
