package org.rostrum.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Files: received, examined, kept in the database in pieces or in a bucket, and read again piece by piece. */
@Service
public class Documents {

    static final int CHUNK = 1 << 20;

    /** To whoever wants a file that is missing from where it is kept. */
    public static final String GONE =
            "This file is missing from where documents are kept. Tell the staff of your standards body.";

    private final JdbcClient jdbc;
    private final DocumentSettings settings;
    private final S3Objects objects;
    private final ObjectNotes notes;
    private final Clamd clamd;
    private final PdfLocks locks;
    private final ApplicationEventPublisher events;

    Documents(
            JdbcClient jdbc,
            DocumentSettings settings,
            S3Objects objects,
            ObjectNotes notes,
            Clamd clamd,
            PdfLocks locks,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
        this.settings = settings;
        this.objects = objects;
        this.notes = notes;
        this.clamd = clamd;
        this.locks = locks;
    }

    /**
     * Takes a file in and looks at what it is. It lies in a temporary file until it is closed, so that nothing of a
     * refused file ever reaches the database.
     *
     * @param fileName as the sender calls it
     * @throws Refusal where it is empty, too large, of a kind not taken, or not what its name says
     */
    public ReceivedDocument receive(@Nullable String fileName, InputStream content) {
        FileName name = FileName.of(fileName);
        try {
            Path path = Files.createTempFile("rostrum-", ".received");
            try {
                MessageDigest digest = sha256();
                CRC32 checksum = new CRC32();
                long size = copy(content, path, digest, checksum);
                Content found = found(path, name);
                DocumentKind kind = kind(name, found);
                clamd.check(path);
                return new ReceivedDocument(
                        path,
                        name.value(),
                        kind,
                        size,
                        HexFormat.of().formatHex(digest.digest()),
                        checksum.getValue(),
                        found.macros());
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(path);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long copy(InputStream content, Path path, MessageDigest digest, CRC32 checksum) throws IOException {
        long limit = settings.maxSize().toBytes();
        long size = 0;
        try (OutputStream file = Files.newOutputStream(path)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw Refusal.of(Refusal.Reason.TOO_LARGE, ReceivedDocument.FIELD, settings.tooLarge());
                }
                digest.update(buffer, 0, read);
                checksum.update(buffer, 0, read);
                file.write(buffer, 0, read);
            }
        }
        if (size == 0) {
            throw Refusal.invalid(ReceivedDocument.FIELD, ReceivedDocument.EMPTY);
        }
        return size;
    }

    private Content found(Path path, FileName name) throws IOException {
        Content found = Content.of(path, name.extension());
        boolean locked = found.kind() == DocumentKind.PDF && Content.saysEncrypted(path) && locks.locked(path);
        return locked ? Content.ENCRYPTED : found;
    }

    private static DocumentKind kind(FileName name, Content content) {
        String wrong = content.wrong(name);
        DocumentKind kind = content.kind();
        if (kind == null || wrong != null) {
            throw Refusal.of(
                    kind == null ? Refusal.Reason.UNSUPPORTED : Refusal.Reason.INVALID,
                    ReceivedDocument.FIELD,
                    "This file " + wrong);
        }
        return kind;
    }

    /**
     * Keeps a received file, in the caller's transaction.
     *
     * @throws Refusal where it goes to a bucket that does not answer
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public DocumentId store(ReceivedDocument received, PersonId by) {
        DocumentStore store = settings.store();
        DocumentId id = store == DocumentStore.S3 ? notes.take() : new DocumentId(NewId.next());
        jdbc.sql("""
                        insert into document
                          (id, original_name, media_type, size, sha256, crc32, macros, store, stored_by, stored_at)
                        values (:id, :name, :type, :size, :sha256, :crc32, :macros, :store, :by, now())""")
                .param("id", id.value())
                .param("name", received.originalName())
                .param("type", received.kind().mediaType())
                .param("size", received.size())
                .param("sha256", HexFormat.of().parseHex(received.sha256()))
                .param("crc32", received.crc32())
                .param("macros", received.macros())
                .param("store", store.name())
                .param("by", by.value())
                .update();
        if (store == DocumentStore.S3) {
            objects.put(id.value(), received.path());
        } else {
            storePieces(id, received);
        }
        jdbc.sql("insert into document_text (document_id) values (:id)")
                .param("id", id.value())
                .update();
        events.publishEvent(new DocumentKept(id));
        return id;
    }

    private void storePieces(DocumentId id, ReceivedDocument received) {
        try (InputStream content = Files.newInputStream(received.path())) {
            int position = 0;
            for (byte[] chunk = content.readNBytes(CHUNK); chunk.length > 0; chunk = content.readNBytes(CHUNK)) {
                jdbc.sql("insert into document_chunk (document_id, position, bytes) values (:id, :position, :bytes)")
                        .param("id", id.value())
                        .param("position", position++)
                        .param("bytes", chunk)
                        .update();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<StoredDocument> find(DocumentId id) {
        return jdbc.sql(
                        "select id, original_name, media_type, size, sha256, crc32, macros from document where id = :id")
                .param("id", id.value())
                .query((row, n) -> new StoredDocument(
                        new DocumentId(row.getObject("id", UUID.class)),
                        row.getString("original_name"),
                        DocumentKind.byMediaType(row.getString("media_type")),
                        row.getLong("size"),
                        HexFormat.of().formatHex(row.getBytes("sha256")),
                        row.getLong("crc32"),
                        row.getBoolean("macros")))
                .optional();
    }

    /** Its content, read piece by piece as it is asked for: no connection is held while a slow reader takes it. */
    public Resource content(StoredDocument document) {
        return new DocumentResource(jdbc, objects, document);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
