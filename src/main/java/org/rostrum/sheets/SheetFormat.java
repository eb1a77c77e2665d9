package org.rostrum.sheets;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** As what a list is written and read. */
public enum SheetFormat {
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("text/csv;charset=UTF-8");

    private final String mediaType;

    SheetFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By how an address ends. */
    public static Optional<SheetFormat> named(String path) {
        return Arrays.stream(values())
                .filter(format -> path.endsWith("." + format.extension()))
                .findFirst();
    }
}
