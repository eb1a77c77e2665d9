package org.rostrum.agendas.outputs;

import java.util.Arrays;
import java.util.Optional;

/** What an agenda can be fetched as. */
public enum AgendaFormat {
    PDF("PDF", "pdf", "application/pdf"),
    WORD("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    EXCEL("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("CSV", "csv", "text/csv;charset=UTF-8"),
    TEXT("Plain text", "txt", "text/plain;charset=UTF-8");

    private final String label;
    private final String extension;
    private final String mediaType;

    AgendaFormat(String label, String extension, String mediaType) {
        this.label = label;
        this.extension = extension;
        this.mediaType = mediaType;
    }

    public String label() {
        return label;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** By how an address or a file name ends. */
    public static Optional<AgendaFormat> named(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(extension))
                .findFirst();
    }
}
