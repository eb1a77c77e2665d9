package org.rostrum.documents;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    /** Types whose own names would tell a delegate nothing. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("text/html", "an HTML page"),
            Map.entry("application/xhtml+xml", "an HTML page"),
            Map.entry("image/svg+xml", "an SVG drawing"),
            Map.entry("application/xml", "an XML file"),
            Map.entry("application/rtf", "an RTF document"),
            Map.entry("application/x-tika-msoffice", "an older Office file (doc, xls, ppt), or one with a password"),
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
        MediaType type = detected(file);
        String name = type.toString();
        if (name.equals("application/pdf")) {
            return of(DocumentKind.PDF);
        }
        if (name.equals("application/zip") || isKindOf(type, "application/zip")) {
            return ZipContent.of(file);
        }
        boolean markup = name.equals("text/html") || name.endsWith("xml");
        if (!markup && isKindOf(type, "text/plain") && !hidesBinary(file)) {
            return of(DocumentKind.MARKDOWN.goesBy(extension) ? DocumentKind.MARKDOWN : DocumentKind.TEXT);
        }
        return notTaken(WORDS.getOrDefault(name, "of the type " + name));
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
