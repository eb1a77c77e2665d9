package org.rostrum.contributions;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.TextDifference.Kind;
import org.rostrum.shared.TextDifference.Paragraph;

/**
 * What changed in the text from one file to another.
 *
 * @param problem why that cannot be told, in words; null where it can
 * @param waits whether it can be told soon
 * @param cut whether the texts go on beyond what is kept of them
 * @param paragraphs of both texts from beginning to end; empty where there is a problem
 */
public record Comparison(@Nullable String problem, boolean waits, boolean cut, List<Paragraph> paragraphs) {

    static Comparison impossible(String problem, boolean waits) {
        return new Comparison(problem, waits, false, List.of());
    }

    public boolean nothing() {
        return problem == null && paragraphs.stream().allMatch(paragraph -> paragraph.kind() == Kind.SAME);
    }

    /** "3 paragraphs changed, 1 put in, 2 taken out". */
    public String summary() {
        return number(Kind.CHANGED) + (number(Kind.CHANGED) == 1 ? " paragraph" : " paragraphs") + " changed, "
                + number(Kind.INSERTED) + " put in, " + number(Kind.DELETED) + " taken out";
    }

    public long number(Kind kind) {
        return paragraphs.stream().filter(paragraph -> paragraph.kind() == kind).count();
    }
}
