package org.rostrum.documents;

import java.util.Locale;

/** Sizes as people say them. */
public final class FileSize {

    private static final String[] UNITS = {"KB", "MB", "GB"};

    private FileSize() {}

    /** "812 bytes", "1.2 MB", "50 MB": a decimal only where it tells something. */
    public static String inWords(long bytes) {
        if (bytes < 1024) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double size = bytes / 1024.0;
        int unit = 0;
        while (size >= 999.95 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        String number = String.format(Locale.ROOT, size < 10 ? "%.1f" : "%.0f", size);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " " + UNITS[unit];
    }
}
