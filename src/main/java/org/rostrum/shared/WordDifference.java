package org.rostrum.shared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was taken out of a text and what was put into it, word by word, as far as {@link BoundedEdits} goes. So 400 items
 * whose notes were all written anew cost no more than a reader would gain; those are shown as a whole, once as they were
 * and once as they are.
 */
public final class WordDifference {

    /** Of texts that share less than a third, the words they happen to share only confuse. */
    private static final int LEAST_SHARED = 3;

    /** What a reader takes for one character, be it an emoji of many. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final int MOST_ASCII = 0x7F;

    private static final Set<Character.UnicodeBlock> KANA =
            Set.of(Character.UnicodeBlock.HIRAGANA, Character.UnicodeBlock.KATAKANA);

    private static final Set<Integer> MARKS = Set.of(
            (int) Character.NON_SPACING_MARK, (int) Character.COMBINING_SPACING_MARK, (int) Character.ENCLOSING_MARK);

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

    private WordDifference() {}

    /** Read without what is {@link Piece.Mark#INSERTED} it is the earlier text, without what is DELETED the later one. */
    public static List<Piece> between(@Nullable String before, @Nullable String after) {
        String was = before == null ? "" : before;
        String is = after == null ? "" : after;
        if (was.equals(is)) {
            return was.isEmpty() ? List.of() : List.of(Piece.same(was));
        }
        if (was.isEmpty() || is.isEmpty()) {
            return whole("", was, is, "");
        }
        return pieces(was, is, tokens(was), tokens(is));
    }

    /** For what is one word to its reader: "10 min" became "45 min". */
    public static List<Piece> replaced(@Nullable String before, @Nullable String after) {
        return Objects.equals(before, after)
                ? between(before, after)
                : whole("", before == null ? "" : before, after == null ? "" : after, "");
    }

    private static List<Piece> pieces(String was, String is, List<String> a, List<String> b) {
        int most = Math.min(a.size(), b.size());
        int start = 0;
        while (start < most && a.get(start).equals(b.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
            end++;
        }
        List<String> from = a.subList(start, a.size() - end);
        List<String> to = b.subList(start, b.size() - end);
        String head = String.join("", a.subList(0, start));
        String tail = String.join("", a.subList(a.size() - end, a.size()));
        List<Piece> middle = edits(from, to);
        if (middle.isEmpty()) {
            return whole(head, String.join("", from), String.join("", to), tail);
        }
        Script script = new Script();
        script.add(Piece.Mark.SAME, head);
        middle.forEach(piece -> script.add(piece.mark(), piece.text()));
        script.add(Piece.Mark.SAME, tail);
        return script.shared() * LEAST_SHARED < Math.min(was.length(), is.length())
                ? whole("", was, is, "")
                : script.pieces();
    }

    private static List<Piece> whole(String head, String was, String is, String tail) {
        Script script = new Script();
        script.add(Piece.Mark.SAME, head);
        script.add(Piece.Mark.DELETED, was);
        script.add(Piece.Mark.INSERTED, is);
        script.add(Piece.Mark.SAME, tail);
        return script.pieces();
    }

    /** Words, spaces, and single characters of whatever has no words between spaces. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (int from = 0, to; from < text.length(); from = to) {
            int first = text.codePointAt(from);
            to = from + Character.charCount(first);
            if (Character.isWhitespace(first) || inWord(first)) {
                boolean space = Character.isWhitespace(first);
                while (to < text.length() && belongs(text.codePointAt(to), space)) {
                    to += Character.charCount(text.codePointAt(to));
                }
            } else if (to < text.length() && text.charAt(to) > MOST_ASCII) {
                to = end(text, from);
            }
            tokens.add(text.substring(from, to));
        }
        return tokens;
    }

    private static boolean belongs(int next, boolean space) {
        return space ? Character.isWhitespace(next) : inWord(next);
    }

    private static boolean inWord(int character) {
        if (character <= MOST_ASCII) {
            return Character.isLetterOrDigit(character);
        }
        return !Character.isIdeographic(character)
                && !KANA.contains(Character.UnicodeBlock.of(character))
                && (Character.isLetterOrDigit(character) || MARKS.contains(Character.getType(character)));
    }

    private static int end(String text, int from) {
        Matcher matcher = CHARACTER.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : from + 1;
    }

    /** Token by token; empty where there are too many. */
    private static List<Piece> edits(List<String> from, List<String> to) {
        Map<String, Integer> names = new HashMap<>();
        List<Piece.Mark> marks = BoundedEdits.between(named(from, names), named(to, names));
        if (marks == null) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        int x = 0;
        int y = 0;
        for (Piece.Mark mark : marks) {
            switch (mark) {
                case SAME -> {
                    pieces.add(Piece.same(from.get(x++)));
                    y++;
                }
                case DELETED -> pieces.add(new Piece(mark, from.get(x++)));
                case INSERTED -> pieces.add(new Piece(mark, to.get(y++)));
            }
        }
        return pieces;
    }

    private static int[] named(List<String> tokens, Map<String, Integer> names) {
        int[] named = new int[tokens.size()];
        for (int i = 0; i < named.length; i++) {
            Integer name = names.putIfAbsent(tokens.get(i), names.size());
            named[i] = name == null ? names.size() - 1 : name;
        }
        return named;
    }

    /** Puts together what belongs together: of each place first what went, then what came. */
    private static final class Script {

        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder same = new StringBuilder();
        private final StringBuilder deleted = new StringBuilder();
        private final StringBuilder inserted = new StringBuilder();
        private int shared;

        void add(Piece.Mark mark, String text) {
            if (text.isEmpty()) {
                return;
            }
            if (mark == Piece.Mark.SAME) {
                same.append(text);
                return;
            }
            boolean within = !deleted.isEmpty() || !inserted.isEmpty();
            if (within && !same.isEmpty() && !WORD.matcher(same).find()) {
                // A space between two words that both went is no part of the text that stayed.
                deleted.append(same);
                inserted.append(same);
                same.setLength(0);
            } else if (!same.isEmpty()) {
                close();
            }
            (mark == Piece.Mark.DELETED ? deleted : inserted).append(text);
        }

        private void close() {
            put(Piece.Mark.DELETED, deleted);
            put(Piece.Mark.INSERTED, inserted);
            shared += same.length();
            put(Piece.Mark.SAME, same);
        }

        private void put(Piece.Mark mark, StringBuilder text) {
            if (!text.isEmpty()) {
                pieces.add(new Piece(mark, text.toString()));
                text.setLength(0);
            }
        }

        List<Piece> pieces() {
            close();
            return pieces;
        }

        int shared() {
            return shared + same.length();
        }
    }
}
