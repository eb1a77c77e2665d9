package org.rostrum.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that came in whole and was found to be what it says, and is not stored yet. Closing it forgets it. */
public final class ReceivedDocument implements AutoCloseable {

    /** The field of forms and of the API that files come in; what is wrong with a file is said beside it. */
    public static final String FIELD = "file";

    static final String EMPTY = "This file is empty. Check that it was saved, and choose it again.";

    private final Path path;
    private final String originalName;
    private final DocumentKind kind;
    private final long size;
    private final String sha256;
    private final long crc32;
    private final boolean macros;

    ReceivedDocument(
            Path path, String originalName, DocumentKind kind, long size, String sha256, long crc32, boolean macros) {
        this.path = path;
        this.originalName = originalName;
        this.kind = kind;
        this.size = size;
        this.sha256 = sha256;
        this.crc32 = crc32;
        this.macros = macros;
    }

    public String originalName() {
        return originalName;
    }

    public DocumentKind kind() {
        return kind;
    }

    public long size() {
        return size;
    }

    /** In hexadecimal. */
    public String sha256() {
        return sha256;
    }

    long crc32() {
        return crc32;
    }

    /** Whether opening it may run something. */
    public boolean macros() {
        return macros;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
