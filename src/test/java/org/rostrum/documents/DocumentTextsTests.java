package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The text of stored documents, which waits to be read and is found by its words. */
@RostrumTest
class DocumentTextsTests {

    private final Documents documents;
    private final DocumentTexts texts;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;

    DocumentTextsTests(
            Documents documents, DocumentTexts texts, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.documents = documents;
        this.texts = texts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
    }

    private DocumentId keep(String name, byte[] content) throws IOException {
        PersonId by = new PersonId(
                jdbc.sql("select id from person limit 1").query(UUID.class).single());
        try (ReceivedDocument received = documents.receive(name, new ByteArrayInputStream(content))) {
            return transaction.execute(status -> documents.store(received, by));
        }
    }

    private boolean found(DocumentId id, String sought) {
        return jdbc.sql("select " + DocumentTexts.contains("d.id", "sought") + " from document d where d.id = :id")
                .param("id", id.value())
                .param("sought", sought)
                .query(Boolean.class)
                .single();
    }

    private void due(DocumentId id) {
        jdbc.sql("update document_text set next_try_at = clock_timestamp() where document_id = :id")
                .param("id", id.value())
                .update();
    }

    @Test
    void aDocumentWaitsIsReadAndIsThenFoundByItsWords() throws Exception {
        DocumentId id = keep("a.docx", RealFiles.docx("Bootstrap over SMS", "Clause 5.1 of LwM2M-1.2 was agreed."));
        assertThat(texts.of(id).state()).isEqualTo(DocumentText.State.WAITING);
        assertThat(found(id, "bootstrap")).isFalse();

        texts.readWhatWaits(id);
        assertThat(texts.of(id).content()).isEqualTo("Bootstrap over SMS\nClause 5.1 of LwM2M-1.2 was agreed.");
        assertThat(found(id, "bootstrap agreed")).isTrue();
        assertThat(found(id, "\"clause 5.1\"")).isTrue();
        assertThat(found(id, "bootstrap -agreed")).isFalse();
        assertThat(found(id, "boot")).isFalse();
    }

    @Test
    void aTextOfMoreDifferentWordsThanTheIndexHoldsIsKeptAndFoundByItsBeginning() throws Exception {
        Random random = new Random(3);
        StringBuilder words = new StringBuilder("beginning ");
        while (words.length() < 2_000_000) {
            words.append(Integer.toString(random.nextInt(Integer.MAX_VALUE), 36))
                    .append(' ');
        }
        DocumentId id = keep("a.txt", words.append("ending").toString().getBytes(StandardCharsets.UTF_8));
        texts.readWhatWaits(id);
        assertThat(texts.of(id).content()).hasSize(words.length()).endsWith("ending");
        assertThat(found(id, "beginning")).isTrue();
    }

    private int tries(DocumentId id) {
        return jdbc.sql("select tries from document_text where document_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void whatTakesTooLongIsTriedAgainLaterAndGivenUpWithTheReason() throws Exception {
        DocumentId id = keep("a.docx", RealFiles.docx("word ".repeat(20_000)));
        TextReader impatient = new TextReader(
                new TextSettings(Duration.ZERO, Duration.ofMillis(1), DataSize.ofMegabytes(96), 1_000_000));
        DocumentTexts busy = new DocumentTexts(jdbc, documents, impatient, transactions);

        busy.readWhatWaits(id);
        assertThat(texts.of(id).state()).isEqualTo(DocumentText.State.WAITING);
        assertThat(busy.readNext(id)).as("not at once again").isFalse();
        due(id);
        busy.readWhatWaits(id);
        due(id);
        busy.readWhatWaits(id);
        assertThat(texts.of(id)).isEqualTo(DocumentText.failed("Reading it took longer than 1 ms."));
    }

    @Test
    void whatCannotBeFetchedNowWaits() throws Exception {
        DocumentId id = keep("a.txt", "text".getBytes(StandardCharsets.UTF_8));
        byte[] piece = jdbc.sql("delete from document_chunk where document_id = :id returning bytes")
                .param("id", id.value())
                .query(byte[].class)
                .single();
        texts.readWhatWaits(id);
        assertThat(texts.of(id).state()).isEqualTo(DocumentText.State.WAITING);

        jdbc.sql("insert into document_chunk (document_id, position, bytes) values (:id, 0, :bytes)")
                .param("id", id.value())
                .param("bytes", piece)
                .update();
        due(id);
        texts.readWhatWaits(id);
        assertThat(texts.of(id).content()).isEqualTo("text");
    }

    @Test
    void nodesSideBySideReadItOnce() throws Exception {
        DocumentId id = keep("a.docx", RealFiles.docx("read once"));
        Runnable node = () -> {
            try {
                texts.readWhatWaits(id);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        assertThat(AtOnce.refused(node, node, node)).isEmpty();
        assertThat(texts.of(id).content()).isEqualTo("read once");
        assertThat(tries(id)).isEqualTo(1);
    }
}
