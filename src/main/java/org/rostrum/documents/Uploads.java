package org.rostrum.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files on their way. What has arrived is in the database at once, piece by piece, so that whatever breaks, the sender
 * goes on from there, with whichever node. Only who began an upload knows of it.
 */
@Service
public class Uploads {

    /** What one request holds in memory. */
    static final int PIECE = 1 << 18;

    /** For whoever lost the answer and hands the same upload over again. */
    private static final Duration KEPT_AFTERWARDS = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final JdbcClient jdbc;
    private final DocumentSettings documents;
    private final UploadSettings settings;
    private final UploadPace pace;
    private final TransactionTemplate transaction;

    Uploads(
            JdbcClient jdbc,
            DocumentSettings documents,
            UploadSettings settings,
            UploadPace pace,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.settings = settings;
        this.pace = pace;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Begins one.
     *
     * @param fileName as the sender calls it
     * @param size how large it will be
     */
    @Transactional
    public Upload begin(@Nullable String fileName, long size, Viewer viewer) {
        PersonId person = contributor(viewer);
        if (size <= 0) {
            throw Refusal.invalid(ReceivedDocument.FIELD, ReceivedDocument.EMPTY);
        }
        if (size > documents.maxSize().toBytes()) {
            throw Refusal.of(Refusal.Reason.TOO_LARGE, ReceivedDocument.FIELD, documents.tooLarge());
        }
        requireRoom(size, person);
        UploadId id = new UploadId(NewId.next());
        jdbc.sql("""
                        insert into upload (id, person_id, name, size, started_at, expires_at)
                        values (:id, :person, :name, :size, now(), now() + make_interval(secs => :keep))""")
                .param("id", id.value())
                .param("person", person.value())
                .param("name", FileName.of(fileName).value())
                .param("size", size)
                .param("keep", settings.keep().toSeconds())
                .update();
        return find(id, person).orElseThrow();
    }

    /** Under a lock of the person's own, or two requests at once would both find room for one. */
    private void requireRoom(long size, PersonId person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "uploads of " + person.value())
                .query((row, n) -> "")
                .single();
        record Open(int count, long bytes) {}
        Open open = jdbc.sql("""
                        select count(*) as count, coalesce(sum(size), 0)::bigint as bytes
                          from upload where person_id = :person and taken_at is null and expires_at > now()""")
                .param("person", person.value())
                .query((row, n) -> new Open(row.getInt("count"), row.getLong("bytes")))
                .single();
        boolean tooMuch = open.count() > 0
                && open.bytes() + size > settings.bytesPerPerson().toBytes();
        if (open.count() >= settings.perPerson() || tooMuch) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    "You have %d unfinished uploads of %s in all. Finish or cancel one of them first."
                            .formatted(open.count(), FileSize.inWords(open.bytes())));
        }
    }

    public Upload require(UploadId id, Viewer viewer) {
        return find(id, contributor(viewer)).orElseThrow(() -> new NotFound("upload"));
    }

    /** Their own that still wait for something, the oldest first. */
    public List<Upload> unfinished(Viewer viewer) {
        return jdbc.sql("""
                        select id, name, size, received, expires_at from upload
                         where person_id = :person and taken_at is null and expires_at > now()
                         order by started_at, id""")
                .param("person", contributor(viewer).value())
                .query((row, n) -> upload(row))
                .list();
    }

    /**
     * Takes what comes next, for as long as it comes. A connection that breaks is no failure: what arrived by then is
     * kept, and the answer, if anybody hears it, says how much that is.
     *
     * @param offset where this piece begins, which must be where the last one ended
     */
    public Upload receive(UploadId id, long offset, InputStream content, Viewer viewer) {
        Upload upload = require(id, viewer);
        pace.take(viewer.requirePerson());
        if (upload.received() != offset) {
            throw elsewhere();
        }
        byte[] buffer = new byte[PIECE];
        long at = offset;
        boolean goesOn = true;
        while (goesOn) {
            int wanted = (int) Math.min(PIECE, upload.size() - at);
            int filled = 0;
            try {
                for (int read = 0; filled < wanted && read >= 0; filled += Math.max(read, 0)) {
                    read = content.read(buffer, filled, wanted - filled);
                }
                if (at + filled == upload.size() && content.read() >= 0) {
                    throw Refusal.of(
                            Refusal.Reason.TOO_LARGE,
                            ReceivedDocument.FIELD,
                            "More of this file was sent than was announced. Has it changed? Begin its upload again.");
                }
                goesOn = filled == wanted && at + filled < upload.size();
            } catch (IOException broken) {
                LOG.debug("Upload {} broke off", id, broken);
                goesOn = false;
            }
            if (filled > 0) {
                append(upload, at, Arrays.copyOf(buffer, filled));
                at += filled;
            }
        }
        return require(id, viewer);
    }

    private void append(Upload upload, long at, byte[] bytes) {
        transaction.executeWithoutResult(status -> {
            int moved = jdbc.sql("""
                            update upload set received = received + :length,
                                              expires_at = now() + make_interval(secs => :keep)
                             where id = :id and received = :at and expires_at > now()""")
                    .param("length", bytes.length)
                    .param("keep", settings.keep().toSeconds())
                    .param("id", upload.id().value())
                    .param("at", at)
                    .update();
            if (moved == 0) {
                throw elsewhere();
            }
            jdbc.sql("insert into upload_piece (upload_id, at, bytes) values (:id, :at, :bytes)")
                    .param("id", upload.id().value())
                    .param("at", at)
                    .param("bytes", bytes)
                    .update();
        });
    }

    private static Refusal elsewhere() {
        return Refusal.conflict(
                "This piece does not begin where the upload stands. Ask how much has arrived, and go on from there.");
    }

    /** Forgets it, with all that has arrived. */
    @Transactional
    public void cancel(UploadId id, Viewer viewer) {
        int forgotten = jdbc.sql("delete from upload where id = :id and person_id = :person")
                .param("id", id.value())
                .param("person", contributor(viewer).value())
                .update();
        if (forgotten == 0) {
            throw new NotFound("upload");
        }
    }

    /** What has arrived in whole, to be looked at. */
    public FinishedUpload finished(UploadId id, Viewer viewer) {
        Upload upload = require(id, viewer);
        if (!upload.whole()) {
            throw Refusal.conflict(
                    "Only " + upload.arrived() + " of this file have arrived. Finish its upload, then submit it.");
        }
        return new FinishedUpload(upload.name(), () -> new SequenceInputStream(new Pieces(upload)));
    }

    /** It became a document in this transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void taken(UploadId id, Viewer viewer) {
        int taken = jdbc.sql("""
                        update upload set taken_at = now(), expires_at = now() + make_interval(secs => :keep)
                         where id = :id and person_id = :person""")
                .param("keep", KEPT_AFTERWARDS.toSeconds())
                .param("id", id.value())
                .param("person", contributor(viewer).value())
                .update();
        if (taken == 0) {
            // It was cancelled while it was being looked at.
            throw new NotFound("upload");
        }
    }

    /** One after the other, never two in memory. */
    @SuppressWarnings("JdkObsolete") // What joins streams wants an enumeration.
    private final class Pieces implements Enumeration<InputStream> {

        private final Upload upload;
        private long at;

        Pieces(Upload upload) {
            this.upload = upload;
        }

        @Override
        public boolean hasMoreElements() {
            return at < upload.size();
        }

        @Override
        public InputStream nextElement() {
            byte[] piece = jdbc.sql("select bytes from upload_piece where upload_id = :id and at = :at")
                    .param("id", upload.id().value())
                    .param("at", at)
                    .query((row, n) -> row.getBytes("bytes"))
                    .single();
            at += piece.length;
            return new ByteArrayInputStream(piece);
        }
    }

    /** Forgets what waited too long, and what was taken and is not asked for again. */
    @Transactional
    public int forgetExpired() {
        return jdbc.sql("delete from upload where expires_at <= now()").update();
    }

    private Optional<Upload> find(UploadId id, PersonId person) {
        return jdbc.sql("""
                        select id, name, size, received, expires_at from upload
                         where id = :id and person_id = :person and expires_at > now()""")
                .param("id", id.value())
                .param("person", person.value())
                .query((row, n) -> upload(row))
                .optional();
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                new UploadId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getLong("size"),
                row.getLong("received"),
                row.getTimestamp("expires_at").toInstant());
    }

    /** What becomes of it is decided where it is handed over; whoever may contribute nowhere sends no files at all. */
    private static PersonId contributor(Viewer viewer) {
        if (!viewer.scopes().contains(Scope.CONTRIBUTE)) {
            throw Refusal.forbidden("This token may not send files: it lacks the scope \"contribute\".");
        }
        if (!viewer.member() && !viewer.staff()) {
            throw Refusal.forbidden("Files are sent by delegates of members and by the staff.");
        }
        return viewer.requirePerson();
    }
}
