package org.rostrum.documents;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a file is by its content alone.
 *
 * @param kind null where it is of no kind that is taken
 * @param words what it is, with an article
 * @param macros whether opening it may run something
 */
record Content(@Nullable DocumentKind kind, String words, boolean macros) {

    /** What nobody could read who has no password for it. */
    static final Content ENCRYPTED = notTaken("encrypted with a password");

    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    /** The stream in which Office keeps what it has encrypted, as its old container names it. */
    private static final byte[] ENCRYPTED_OFFICE = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    private static final byte[] ENCRYPTED_PDF = "/Encrypt".getBytes(StandardCharsets.US_ASCII);

    /** Types whose own names would tell a delegate nothing. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("text/html", "an HTML page"),
            Map.entry("application/xhtml+xml", "an HTML page"),
            Map.entry("image/svg+xml", "an SVG drawing"),
            Map.entry("application/xml", "an XML file"),
            Map.entry("application/rtf", "an RTF document"),
            Map.entry("application/x-tika-msoffice", "an older Office file (doc, xls, ppt)"),
            Map.entry("application/x-msdownload", "a Windows program"),
            Map.entry("application/x-dosexec", "a Windows program"),
            Map.entry("application/x-executable", "a program"),
            Map.entry("application/x-elf", "a program"),
            Map.entry("application/x-sharedlib", "a program"),
            Map.entry("image/png", "a PNG image"),
            Map.entry("image/jpeg", "a JPEG image"),
            Map.entry("image/gif", "a GIF image"),
            Map.entry("application/gzip", "a gzip archive"),
            Map.entry("application/x-7z-compressed", "a 7z archive"),
            Map.entry("application/x-rar-compressed", "a RAR archive"),
            Map.entry("application/octet-stream", "of a kind that cannot be told"));

    static Content of(DocumentKind kind) {
        return new Content(kind, kind.words(), false);
    }

    static Content notTaken(String words) {
        return new Content(null, words, false);
    }

    Content withMacros(boolean found) {
        return new Content(kind, words, macros || found);
    }

    /** @param extension of the file's name: it only tells Markdown from other plain text, which no content can */
    static Content of(Path file, String extension) throws IOException {
        return of(file, extension, false);
    }

    /** The same of a file in a zip archive, which holds no further archive: such are unpacked without end. */
    static Content ofPart(Path file, String extension) throws IOException {
        return of(file, extension, true);
    }

    private static Content of(Path file, String extension, boolean part) throws IOException {
        MediaType type = detected(file);
        String name = type.toString();
        if (name.equals("application/pdf")) {
            return of(DocumentKind.PDF);
        }
        if (name.equals("application/zip") || isKindOf(type, "application/zip")) {
            return ZipContent.of(file, part);
        }
        if (name.equals("application/x-tika-msoffice") && holds(file, ENCRYPTED_OFFICE)) {
            return ENCRYPTED;
        }
        boolean markup = name.equals("text/html") || name.endsWith("xml");
        if (!markup && isKindOf(type, "text/plain") && !hidesBinary(file)) {
            return of(DocumentKind.MARKDOWN.goesBy(extension) ? DocumentKind.MARKDOWN : DocumentKind.TEXT);
        }
        return notTaken(WORDS.getOrDefault(name, "of the type " + name));
    }

    /**
     * What is wrong with a file of this name, as what follows "This file"; null where nothing is.
     */
    @Nullable String wrong(FileName file) {
        String extension = file.extension();
        if (equals(ENCRYPTED)) {
            return "is encrypted with a password. Save it without one, so that others can read it.";
        }
        if (kind == null) {
            return (DocumentKind.byExtension(extension).isPresent()
                            ? "is named ." + extension + " but its content is " + words + "."
                            : "is " + words + ", which is not taken.")
                    + " Upload " + DocumentKind.listed() + ".";
        }
        if (!extension.isEmpty() && !kind.goesBy(extension)) {
            return "is named .%s but its content is %s. Name it .%s, or choose the file you meant."
                    .formatted(shortened(extension), words, kind.extension());
        }
        return null;
    }

    private static String shortened(String extension) {
        return extension.length() <= 20 ? extension : extension.substring(0, 20) + "…";
    }

    /** Whether a PDF says that it is encrypted, for whatever reason. */
    static boolean saysEncrypted(Path pdf) throws IOException {
        return holds(pdf, ENCRYPTED_PDF);
    }

    private static boolean holds(Path file, byte[] sought) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            int kept = 0;
            for (int read = content.read(buffer, 0, buffer.length);
                    read >= 0;
                    read = content.read(buffer, kept, buffer.length - kept)) {
                int end = kept + read;
                for (int at = 0; at + sought.length <= end; at++) {
                    if (buffer[at] == sought[0]
                            && Arrays.equals(sought, 0, sought.length, buffer, at, at + sought.length)) {
                        return true;
                    }
                }
                kept = Math.min(end, sought.length - 1);
                System.arraycopy(buffer, end - kept, buffer, 0, kept);
            }
            return false;
        }
    }

    private static MediaType detected(Path file) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            return TYPES.detect(content, new Metadata()).getBaseType();
        }
    }

    private static boolean isKindOf(MediaType type, String ancestor) {
        MediaType parent = MediaType.parse(ancestor);
        return type.equals(parent) || TYPES.getMediaTypeRegistry().isSpecializationOf(type, parent);
    }

    /** Detection looks at the beginning only; a zero byte further on gives away what merely begins like text. */
    private static boolean hidesBinary(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            boolean first = true;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                if (first && read >= 2 && isUtf16Mark(buffer)) {
                    return false;
                }
                first = false;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == 0) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static boolean isUtf16Mark(byte[] start) {
        int mark = (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }
}
