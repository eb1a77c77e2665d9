package org.rostrum.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of file that are taken. HTML is not among them: it is active content wherever it is opened. */
public enum DocumentKind {
    DOCX("a Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    PPTX(
            "a PowerPoint presentation",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "pptx"),
    XLSX("an Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ODT("an OpenDocument text", "application/vnd.oasis.opendocument.text", "odt"),
    PDF("a PDF", "application/pdf", "pdf"),
    MARKDOWN("plain text", "text/markdown", "md"),
    TEXT("plain text", "text/plain", "txt"),
    ZIP("a zip archive", "application/zip", "zip");

    private final String words;
    private final String mediaType;
    private final String extension;

    DocumentKind(String words, String mediaType, String extension) {
        this.words = words;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** With its article, for a sentence. */
    public String words() {
        return words;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }

    boolean goesBy(String extension) {
        return this.extension.equals(extension) || (this == MARKDOWN && extension.equals("markdown"));
    }

    static Optional<DocumentKind> byExtension(String extension) {
        return Arrays.stream(values()).filter(kind -> kind.goesBy(extension)).findFirst();
    }

    public static DocumentKind byMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(kind -> kind.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(mediaType));
    }

    /** "docx, pptx, xlsx, odt, pdf, md, txt or zip". */
    public static String listed() {
        List<String> all = Arrays.stream(values()).map(DocumentKind::extension).toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
    }

    /** For the accept attribute of a file field, which only helps to choose: what counts is the content. */
    public static String accepted() {
        return Arrays.stream(values()).map(kind -> "." + kind.extension).collect(Collectors.joining(","));
    }
}
