package org.rostrum.contributions;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A contribution's number, for example OMA-DMSO-2026-0042. Numbers run per group and year without gaps.
 *
 * @param prefix the body's
 */
public record ContributionNumber(String prefix, String group, int year, int serial) {

    /** Leaves room below the 255 bytes that file systems take, whatever the group is called. */
    private static final int LONGEST_TITLE = 100;

    public String number() {
        String digits = Integer.toString(serial);
        return prefix + "-" + group + "-" + year + "-" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    /** With the revision: OMA-DMSO-2026-0042R01. */
    public String numberOf(int revision) {
        return number() + (revision == 0 ? "" : revisionName(revision));
    }

    /**
     * What the document is called and saved as: OMA-DMSO-2026-0042R01-CR_Bootstrap_retry_timer. The same for everybody,
     * in ASCII only, and sorting by name sorts by number and revision.
     */
    public String documentName(int revision, ContributionType type, String title) {
        String words = words(title);
        return numberOf(revision) + "-" + type.code() + (words.isEmpty() ? "" : "_" + words);
    }

    /** "R01"; revision 0 is the first file, which has none. */
    public static @Nullable String revisionLabel(@Nullable Integer revision) {
        return revision == null || revision == 0 ? null : revisionName(revision);
    }

    private static String revisionName(int revision) {
        return String.format(Locale.ROOT, "R%02d", revision);
    }

    private static String words(String title) {
        String plain = Normalizer.normalize(transliterated(title), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^A-Za-z0-9.]+", "_")
                // A dot is kept inside a version such as 1.2 only.
                .replaceAll("(?<![0-9])\\.|\\.(?![0-9])", "_")
                .replaceAll("_+", "_")
                .replaceAll("^_|_$", "");
        if (plain.length() <= LONGEST_TITLE) {
            return plain;
        }
        int end = plain.lastIndexOf('_', LONGEST_TITLE);
        return plain.substring(0, end > LONGEST_TITLE / 2 ? end : LONGEST_TITLE);
    }

    /** Letters that have no decomposition of their own. */
    private static String transliterated(String title) {
        return title.replace("ß", "ss")
                .replace("æ", "ae")
                .replace("Æ", "AE")
                .replace("ø", "o")
                .replace("Ø", "O")
                .replace("œ", "oe")
                .replace("Œ", "OE")
                .replace("ł", "l")
                .replace("Ł", "L")
                .replace("đ", "d")
                .replace("Đ", "D")
                .replace("ı", "i");
    }

    @Override
    public String toString() {
        return number();
    }
}
