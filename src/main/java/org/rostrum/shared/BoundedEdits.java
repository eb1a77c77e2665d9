package org.rostrum.shared;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one row of tokens becomes another with the fewest edits: Myers' greedy algorithm, given up where these are many. */
final class BoundedEdits {

    private static final int MOST = 128;

    private BoundedEdits() {}

    /** A mark for each token, of both rows in the order they are met; null where it would take more edits than a reader gains by. */
    static @Nullable List<Piece.Mark> between(int[] a, int[] b) {
        int bound = Math.min(MOST, a.length + b.length);
        int[] furthest = new int[2 * bound + 3];
        int middle = bound + 1;
        List<int[]> steps = new ArrayList<>();
        for (int d = 0; d <= bound; d++) {
            steps.add(furthest.clone());
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
                int x = down ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                while (x < a.length && x - k < b.length && a[x] == b[x - k]) {
                    x++;
                }
                furthest[middle + k] = x;
                if (x >= a.length && x - k >= b.length) {
                    return walked(a.length, b.length, steps, middle);
                }
            }
        }
        return null;
    }

    /** The way back from the end. */
    private static List<Piece.Mark> walked(int aEnd, int bEnd, List<int[]> steps, int middle) {
        List<Piece.Mark> backwards = new ArrayList<>();
        int x = aEnd;
        int y = bEnd;
        for (int d = steps.size() - 1; d >= 0; d--) {
            int[] furthest = steps.get(d);
            int k = x - y;
            boolean down = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
            int fromX = d == 0 ? 0 : furthest[middle + (down ? k + 1 : k - 1)];
            int fromY = d == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            int turned = d == 0 ? 0 : down ? fromX : fromX + 1;
            while (x > turned) {
                x--;
                y--;
                backwards.add(Piece.Mark.SAME);
            }
            if (d > 0) {
                backwards.add(down ? Piece.Mark.INSERTED : Piece.Mark.DELETED);
                x = fromX;
                y = fromY;
            }
        }
        return backwards.reversed();
    }
}
