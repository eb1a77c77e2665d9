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
    DOCM("a Word document with macros", "application/vnd.ms-word.document.macroenabled.12", "docm"),
    PPTM("a PowerPoint presentation with macros", "application/vnd.ms-powerpoint.presentation.macroenabled.12", "pptm"),
    XLSM("an Excel workbook with macros", "application/vnd.ms-excel.sheet.macroenabled.12", "xlsm"),
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
        return this.extension.equals(extension)
                || (this == MARKDOWN && extension.equals("markdown"))
                // Whoever called a file with macros .docx could not open it under that name; it is handed out under its
                // own.
                || (withMacros() && extension.equals(this.extension.replace('m', 'x')));
    }

    /** The kinds that Office tells apart because macros run in them. */
    private boolean withMacros() {
        return this == DOCM || this == PPTM || this == XLSM;
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

    /** "docx, pptx, xlsx, odt, pdf, md, txt or zip"; the first three with macros as well. */
    public static String listed() {
        List<String> all = Arrays.stream(values())
                .filter(kind -> !kind.withMacros())
                .map(DocumentKind::extension)
                .toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
    }

    /** For the accept attribute of a file field, which only helps to choose: what counts is the content. */
    public static String accepted() {
        return Arrays.stream(values()).map(kind -> "." + kind.extension).collect(Collectors.joining(","));
    }
}
