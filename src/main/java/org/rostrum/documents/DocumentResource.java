package org.rostrum.documents;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A stored file as Spring serves it, ranges included. */
final class DocumentResource extends AbstractResource {

    private final JdbcClient jdbc;
    private final StoredDocument document;

    DocumentResource(JdbcClient jdbc, StoredDocument document) {
        this.jdbc = jdbc;
        this.document = document;
    }

    @Override
    public String getDescription() {
        return "document " + document.id();
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return document.size();
    }

    @Override
    public InputStream getInputStream() {
        return new Chunks();
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
}
