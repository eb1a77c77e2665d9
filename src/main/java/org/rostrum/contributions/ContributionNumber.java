package org.rostrum.contributions;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A contribution's number as it was given, for example OMA-DMSO-2026-0042. Numbers run per group and year without gaps.
 *
 * @param number kept as it was written then, whatever the scheme is now
 * @param settings how revisions and files are named
 */
public record ContributionNumber(String number, int year, int serial, NumberSettings settings) {

    /** Leaves room below the 255 bytes that file systems take, whatever the group is called. */
    private static final int LONGEST_TITLE = 100;

    private static final Pattern SERIAL = Pattern.compile("\\{serial(?::([1-9]))?}");

    /** The number that a group's serial of a year gets by the scheme. */
    static ContributionNumber given(NumberSettings settings, String prefix, String group, int year, int serial) {
        String number = SERIAL.matcher(settings.scheme())
                .replaceFirst(digits -> {
                    String width = digits.group(1);
                    return padded(serial, width == null ? 1 : Integer.parseInt(width));
                })
                .replace("{prefix}", prefix)
                .replace("{group}", group)
                .replace("{year}", Integer.toString(year))
                .replace("{yy}", padded(year % 100, 2));
        return new ContributionNumber(number, year, serial, settings);
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** With the revision: OMA-DMSO-2026-0042R01. */
    public String numberOf(int revision) {
        return revision == 0 ? number : pinned(revision);
    }

    /** The number of one revision only, where {@link #number} alone means the latest: 0042R00 is the first file. */
    public String pinned(int revision) {
        return number + settings.revision() + padded(revision, 2);
    }

    /**
     * What the document is called and saved as: OMA-DMSO-2026-0042R01-CR_Bootstrap_retry_timer. The same for everybody,
     * in ASCII only, and sorting by name sorts by number and revision.
     */
    public String documentName(int revision, ContributionType type, String title) {
        return documentName(numberOf(revision), type, title);
    }

    private String documentName(String numbered, ContributionType type, String title) {
        String words = words(title);
        String name = words.isEmpty() ? settings.fileName().replaceFirst("[-_.]\\{title}", "") : settings.fileName();
        return name.replace("{number}", numbered).replace("{type}", type.code()).replace("{title}", words);
    }

    /**
     * What a draft is saved as: OMA-DMSO-2026-0042R01_d02-CR_Bootstrap_retry_timer, the second draft after R01. The first
     * file is R00 here, so that sorting by name sorts each draft behind what it was written from.
     *
     * @param iteration from 1
     */
    public String draftName(int revision, int iteration, ContributionType type, String title) {
        return documentName(
                number + settings.revision() + padded(revision, 2) + "_d" + padded(iteration, 2), type, title);
    }

    /** "R01", as people say it, whatever numbers write; revision 0 is the first file, which has none. */
    public static @Nullable String revisionLabel(@Nullable Integer revision) {
        return revision == null || revision == 0 ? null : "R" + padded(revision, 2);
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
        return number;
    }
}
