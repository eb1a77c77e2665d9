package org.rostrum.agendas.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.web.DraftForm.Row;

/**
 * A line of two texts side by side.
 *
 * @param word how the two differ, in words; empty where they do not
 */
record ComparedRow(@Nullable Side theirs, @Nullable Side mine, String word) {

    private static final String ELSEWHERE = "Stands elsewhere";

    /** One text's row with its number. */
    record Side(String number, Row row) {}

    /** Public, as all that a template calls. */
    public boolean differs() {
        return !word.isEmpty();
    }

    /** The item for which theirs may be chosen; empty where there is nothing to choose. What stands elsewhere is shown twice. */
    public String choice() {
        if (word.isEmpty() || word.startsWith(ELSEWHERE)) {
            return "";
        }
        return theirs != null
                ? theirs.row().item()
                : mine == null ? "" : mine.row().item();
    }

    /** What choosing theirs does. */
    public String choiceInWords() {
        return theirs == null ? "Remove it, as they did" : mine == null ? "Take it in" : "Take theirs";
    }

    /**
     * Lines up what both texts have in the same order, and shows what only one has, or has elsewhere, by itself. Rows
     * without an identity are new, so only their author's text has them.
     */
    static List<ComparedRow> sideBySide(DraftForm theirs, DraftForm mine) {
        List<Side> left = sides(theirs);
        List<Side> right = sides(mine);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < right.size(); i++) {
            places.putIfAbsent(right.get(i).row().item(), i);
        }
        places.remove("");
        Map<String, Integer> theirPlaces = new HashMap<>();
        for (int i = 0; i < left.size(); i++) {
            theirPlaces.put(left.get(i).row().item(), i);
        }
        int[][] common = longestCommon(left, right);

        List<ComparedRow> lines = new ArrayList<>();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            if (l < left.size() && r < right.size() && same(left.get(l), right.get(r))) {
                lines.add(new ComparedRow(left.get(l), right.get(r), difference(left.get(l), right.get(r))));
                l++;
                r++;
            } else if (r == right.size() || (l < left.size() && common[l + 1][r] >= common[l][r + 1])) {
                Side side = left.get(l++);
                lines.add(new ComparedRow(
                        side, null, places.containsKey(side.row().item()) ? ELSEWHERE + " in yours" : "Not in yours"));
            } else {
                Side side = right.get(r++);
                boolean elsewhere = theirPlaces.containsKey(side.row().item());
                lines.add(new ComparedRow(null, side, elsewhere ? ELSEWHERE + " in theirs" : "Only in yours"));
            }
        }
        return lines;
    }

    private static List<Side> sides(DraftForm form) {
        List<String> numbers = form.numbers();
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            sides.add(new Side(numbers.get(i), form.rows().get(i)));
        }
        return sides;
    }

    private static boolean same(Side left, Side right) {
        return !left.row().item().isEmpty()
                && left.row().item().equals(right.row().item());
    }

    private static int[][] longestCommon(List<Side> left, List<Side> right) {
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int l = left.size() - 1; l >= 0; l--) {
            for (int r = right.size() - 1; r >= 0; r--) {
                common[l][r] = same(left.get(l), right.get(r))
                        ? common[l + 1][r + 1] + 1
                        : Math.max(common[l + 1][r], common[l][r + 1]);
            }
        }
        return common;
    }

    private static String difference(Side theirs, Side mine) {
        List<String> fields = new ArrayList<>();
        if (!theirs.row().title().strip().equals(mine.row().title().strip())) {
            fields.add("title");
        }
        if (theirs.row().depth() != mine.row().depth()) {
            fields.add("level");
        }
        if (theirs.row().kind() != mine.row().kind()) {
            fields.add("kind");
        }
        if (!theirs.row().presenter().strip().equals(mine.row().presenter().strip())) {
            fields.add("presenter");
        }
        if (!Objects.equals(theirs.row().read().minutes(), mine.row().read().minutes())) {
            fields.add("minutes");
        }
        if (!lines(theirs.row().notes()).equals(lines(mine.row().notes()))) {
            fields.add("notes");
        }
        return fields.isEmpty() ? "" : "Differs: " + String.join(", ", fields);
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
