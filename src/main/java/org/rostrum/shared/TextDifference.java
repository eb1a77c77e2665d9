package org.rostrum.shared;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two texts of many paragraphs. Paragraphs that occur once in both hold the texts together; between
 * them paragraph is compared with paragraph as far as {@link WordDifference} compares words. What is too different for
 * that is shown as a whole, so that five megabytes written anew cost little more than five that stayed.
 */
public final class TextDifference {

    private static final int DEEPEST = 40;

    /** Of paragraphs in one place that went and came: more are put side by side as they follow. */
    private static final int MOST_PAIRS = 400;

    /** In all, for a text made of many such places. */
    private static final int MOST_PAIRS_IN_ALL = 40_000;

    /** Paragraphs that share less of their words are two and not one that was changed. */
    private static final double LEAST_ALIKE = 0.4;

    /** Of a paragraph; whether two are alike shows before its end. */
    private static final int MOST_WORDS = 400;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> before;
    private final List<String> after;
    private final int[] a;
    private final int[] b;
    private final List<Paragraph> paragraphs = new ArrayList<>();
    private final List<Integer> deleted = new ArrayList<>();
    private final List<Integer> inserted = new ArrayList<>();
    private int pairs;

    private TextDifference(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
        Map<String, Integer> names = new HashMap<>();
        this.a = named(before, names);
        this.b = named(after, names);
    }

    /** What became of a paragraph. */
    public enum Kind {
        SAME,
        CHANGED,
        INSERTED,
        DELETED
    }

    /**
     * One paragraph, or two of which one became the other.
     *
     * @param was null where it is new
     * @param is null where it was taken out
     * @param wasAt its number in the earlier text, from 1
     * @param isAt its number in the later text, from 1
     */
    public record Paragraph(
            Kind kind,
            @Nullable String was,
            @Nullable String is,
            @Nullable Integer wasAt,
            @Nullable Integer isAt) {

        /** Word by word. */
        public List<Piece> pieces() {
            return WordDifference.between(was, is);
        }

        /** How many characters a reader sees of it at most. */
        public int length() {
            return (was == null ? 0 : was.length()) + (kind == Kind.SAME || is == null ? 0 : is.length());
        }
    }

    /** Both texts from beginning to end; a line is a paragraph. */
    public static List<Paragraph> between(String before, String after) {
        var difference =
                new TextDifference(before.lines().toList(), after.lines().toList());
        difference.compare(0, difference.a.length, 0, difference.b.length, 0);
        difference.settle();
        return difference.paragraphs;
    }

    private static int[] named(List<String> paragraphs, Map<String, Integer> names) {
        int[] named = new int[paragraphs.size()];
        for (int i = 0; i < named.length; i++) {
            Integer name = names.putIfAbsent(paragraphs.get(i), names.size());
            named[i] = name == null ? names.size() - 1 : name;
        }
        return named;
    }

    private void compare(int aFrom, int aTo, int bFrom, int bTo, int depth) {
        int from = 0;
        while (aFrom + from < aTo && bFrom + from < bTo && a[aFrom + from] == b[bFrom + from]) {
            same(aFrom + from, bFrom + from);
            from++;
        }
        int end = 0;
        while (aTo - end > aFrom + from && bTo - end > bFrom + from && a[aTo - end - 1] == b[bTo - end - 1]) {
            end++;
        }
        between(aFrom + from, aTo - end, bFrom + from, bTo - end, depth);
        for (int i = end; i > 0; i--) {
            same(aTo - i, bTo - i);
        }
    }

    private void between(int aFrom, int aTo, int bFrom, int bTo, int depth) {
        if (aFrom < aTo && bFrom < bTo) {
            List<int[]> anchors = depth < DEEPEST ? anchors(aFrom, aTo, bFrom, bTo) : List.of();
            if (!anchors.isEmpty()) {
                int aAt = aFrom;
                int bAt = bFrom;
                for (int[] anchor : anchors) {
                    compare(aAt, anchor[0], bAt, anchor[1], depth + 1);
                    same(anchor[0], anchor[1]);
                    aAt = anchor[0] + 1;
                    bAt = anchor[1] + 1;
                }
                compare(aAt, aTo, bAt, bTo, depth + 1);
                return;
            }
            if (edited(aFrom, aTo, bFrom, bTo)) {
                return;
            }
        }
        for (int i = aFrom; i < aTo; i++) {
            deleted.add(i);
        }
        for (int i = bFrom; i < bTo; i++) {
            inserted.add(i);
        }
    }

    /** Paragraphs that occur once in each, as many as are in the same order in both. */
    private List<int[]> anchors(int aFrom, int aTo, int bFrom, int bTo) {
        Map<Integer, int[]> seen = new HashMap<>();
        for (int i = aFrom; i < aTo; i++) {
            seen.merge(a[i], new int[] {i, -1, 1}, (known, again) -> new int[] {known[0], -1, 2});
        }
        for (int i = bFrom; i < bTo; i++) {
            int[] known = seen.get(b[i]);
            if (known != null) {
                known[2] = known[1] >= 0 ? 2 : known[2];
                known[1] = i;
            }
        }
        List<int[]> once = new ArrayList<>();
        for (int i = aFrom; i < aTo; i++) {
            int[] known = seen.get(a[i]);
            if (known != null && known[2] == 1 && known[1] >= 0) {
                once.add(known);
            }
        }
        return increasing(once);
    }

    /** The longest run whose places in the later text increase, too. */
    private static List<int[]> increasing(List<int[]> pairs) {
        int[] tails = new int[pairs.size()];
        int[] previous = new int[pairs.size()];
        int length = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(tails[middle])[1] < pairs.get(i)[1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            tails[low] = i;
            length = Math.max(length, low + 1);
        }
        int[][] run = new int[length][];
        for (int at = length == 0 ? -1 : tails[length - 1], i = length - 1; i >= 0; i--, at = previous[at]) {
            run[i] = pairs.get(at);
        }
        return Arrays.asList(run);
    }

    /** Paragraphs that repeat, such as headings of tables. */
    private boolean edited(int aFrom, int aTo, int bFrom, int bTo) {
        List<Piece.Mark> script =
                BoundedEdits.between(Arrays.copyOfRange(a, aFrom, aTo), Arrays.copyOfRange(b, bFrom, bTo));
        if (script == null) {
            return false;
        }
        int aAt = aFrom;
        int bAt = bFrom;
        for (Piece.Mark mark : script) {
            switch (mark) {
                case SAME -> same(aAt++, bAt++);
                case DELETED -> deleted.add(aAt++);
                case INSERTED -> inserted.add(bAt++);
            }
        }
        return true;
    }

    private void same(int aAt, int bAt) {
        settle();
        paragraphs.add(new Paragraph(Kind.SAME, before.get(aAt), after.get(bAt), aAt + 1, bAt + 1));
    }

    /** Of what went and came in one place: which paragraph became which. */
    private void settle() {
        if (!deleted.isEmpty() || !inserted.isEmpty()) {
            int size = deleted.size() * inserted.size();
            boolean few = deleted.size() <= MOST_PAIRS
                    && inserted.size() <= MOST_PAIRS
                    && size <= MOST_PAIRS
                    && pairs + size <= MOST_PAIRS_IN_ALL;
            if (few) {
                pairs += size;
                paired();
            } else {
                asTheyFollow();
            }
            deleted.clear();
            inserted.clear();
        }
    }

    private void asTheyFollow() {
        int both = Math.min(deleted.size(), inserted.size());
        for (int i = 0; i < both; i++) {
            changed(deleted.get(i), inserted.get(i));
        }
        deleted.subList(both, deleted.size()).forEach(this::deleted);
        inserted.subList(both, inserted.size()).forEach(this::inserted);
    }

    /** So that the words that stayed are as many as can be, and the order stays. */
    private void paired() {
        int rows = deleted.size();
        int columns = inserted.size();
        double[][] alike = new double[rows][columns];
        List<Set<String>> was = deleted.stream().map(i -> words(before.get(i))).toList();
        List<Set<String>> is = inserted.stream().map(i -> words(after.get(i))).toList();
        double[][] best = new double[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                alike[i][j] = alike(was.get(i), is.get(j));
                best[i][j] = Math.max(
                        Math.max(best[i + 1][j], best[i][j + 1]),
                        alike[i][j] < LEAST_ALIKE ? 0 : best[i + 1][j + 1] + alike[i][j]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < rows && j < columns) {
            if (alike[i][j] >= LEAST_ALIKE && best[i][j] == best[i + 1][j + 1] + alike[i][j]) {
                changed(deleted.get(i++), inserted.get(j++));
            } else if (best[i][j] == best[i + 1][j]) {
                deleted(deleted.get(i++));
            } else {
                inserted(inserted.get(j++));
            }
        }
        deleted.subList(i, rows).forEach(this::deleted);
        inserted.subList(j, columns).forEach(this::inserted);
    }

    private static Set<String> words(String paragraph) {
        Set<String> words = new HashSet<>(Arrays.asList(NO_WORD.split(paragraph, MOST_WORDS)));
        words.remove("");
        return words;
    }

    private static double alike(Set<String> was, Set<String> is) {
        long shared = was.stream().filter(is::contains).count();
        return was.isEmpty() && is.isEmpty() ? 1 : 2.0 * shared / (was.size() + is.size());
    }

    private void changed(int aAt, int bAt) {
        paragraphs.add(new Paragraph(Kind.CHANGED, before.get(aAt), after.get(bAt), aAt + 1, bAt + 1));
    }

    private void deleted(int aAt) {
        paragraphs.add(new Paragraph(Kind.DELETED, before.get(aAt), null, aAt + 1, null));
    }

    private void inserted(int bAt) {
        paragraphs.add(new Paragraph(Kind.INSERTED, null, after.get(bAt), null, bAt + 1));
    }
}
