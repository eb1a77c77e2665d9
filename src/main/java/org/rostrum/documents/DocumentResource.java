package org.rostrum.documents;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A stored file as Spring serves it, ranges included. */
final class DocumentResource extends AbstractResource {

    private final JdbcClient jdbc;
    private final S3Objects objects;
    private final StoredDocument document;
    private @Nullable DocumentStore store;

    DocumentResource(JdbcClient jdbc, S3Objects objects, StoredDocument document) {
        this.jdbc = jdbc;
        this.objects = objects;
        this.document = document;
    }

    private DocumentStore store() {
        DocumentStore known = store;
        if (known == null) {
            known = DocumentStore.valueOf(jdbc.sql("select store from document where id = :id")
                    .param("id", document.id().value())
                    .query(String.class)
                    .single());
            store = known;
        }
        return known;
    }

    @Override
    public String getDescription() {
        return "document " + document.id();
    }

    /** Pieces are there as long as their document is; an object may be gone from its bucket. */
    @Override
    public boolean exists() {
        return store() == DocumentStore.DATABASE || objects.exists(document.id().value());
    }

    @Override
    public long contentLength() {
        return document.size();
    }

    @Override
    public InputStream getInputStream() {
        return store() == DocumentStore.DATABASE ? new Chunks() : new Ranges();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DocumentResource that && that.document.id().equals(document.id());
    }

    @Override
    public int hashCode() {
        return document.id().hashCode();
    }

    private final class Chunks extends InputStream {

        private long at;
        private int loaded = -1;
        private byte[] chunk = {};

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at >= document.size()) {
                return -1;
            }
            load((int) (at / Documents.CHUNK));
            int from = (int) (at % Documents.CHUNK);
            int count = Math.min(length, chunk.length - from);
            if (count <= 0) {
                throw new EOFException("A piece of " + getDescription() + " is missing");
            }
            System.arraycopy(chunk, from, into, offset, count);
            at += count;
            return count;
        }

        /** A range from the middle must not cost the reading of all before it. */
        @Override
        public long skip(long count) {
            long skipped = Math.clamp(count, 0, document.size() - at);
            at += skipped;
            return skipped;
        }

        private void load(int position) throws EOFException {
            if (position == loaded) {
                return;
            }
            chunk = jdbc.sql("select bytes from document_chunk where document_id = :id and position = :position")
                    .param("id", document.id().value())
                    .param("position", position)
                    .query((row, n) -> row.getBytes("bytes"))
                    .optional()
                    .orElseThrow(() -> new EOFException("A piece of " + getDescription() + " is missing"));
            loaded = position;
        }
    }

    /** An object as it comes; where the connection breaks in the middle, once more from there. */
    private final class Ranges extends InputStream {

        private long at;
        private @Nullable ResponseInputStream<GetObjectResponse> open;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at >= document.size()) {
                return -1;
            }
            int count;
            boolean fresh = open == null;
            try {
                count = opened().read(into, offset, length);
            } catch (StoreTrouble e) {
                throw e;
            } catch (IOException e) {
                leave();
                if (fresh) {
                    throw e;
                }
                count = opened().read(into, offset, length);
            }
            if (count < 0) {
                throw new EOFException("The object of " + getDescription() + " ends too early");
            }
            at += count;
            return count;
        }

        private ResponseInputStream<GetObjectResponse> opened() throws StoreTrouble {
            ResponseInputStream<GetObjectResponse> stream = open;
            if (stream == null) {
                stream = objects.read(document.id().value(), at);
                open = stream;
            }
            return stream;
        }

        /** A range from the middle is asked for, not read up to. */
        @Override
        public long skip(long count) {
            long skipped = Math.clamp(count, 0, document.size() - at);
            if (skipped > 0) {
                leave();
                at += skipped;
            }
            return skipped;
        }

        /** Whoever read enough wants the rest not even sent. */
        private void leave() {
            ResponseInputStream<GetObjectResponse> stream = open;
            if (stream != null) {
                stream.abort();
                open = null;
            }
        }

        @Override
        public void close() throws IOException {
            if (at < document.size()) {
                leave();
            } else if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
