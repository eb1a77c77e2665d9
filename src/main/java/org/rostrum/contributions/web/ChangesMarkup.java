package org.rostrum.contributions.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Piece;
import org.rostrum.shared.TextDifference.Kind;
import org.rostrum.shared.TextDifference.Paragraph;
import org.rostrum.web.Markup;

/**
 * What changed in a text, side by side. On a phone the earlier side has what was put in as well, and the later side is
 * hidden. Written here and not in a template because of texts of thousands of paragraphs; a page has so many characters of
 * them and a link to where it goes on.
 */
final class ChangesMarkup {

    private static final int MOST_SHOWN = 300_000;

    /** Of paragraphs that stayed, around those that changed. */
    private static final int AROUND = 2;

    private static final int FEWEST_FOLDED = 4;

    /** More is not sent folded away, but when somebody asks for it. */
    private static final int MOST_FOLDED = 20_000;

    private final Markup html = new Markup(1 << 16);
    private final String address;
    private final List<Paragraph> paragraphs;
    private final boolean all;
    private int left = MOST_SHOWN;
    private boolean table;

    private ChangesMarkup(String address, List<Paragraph> paragraphs, boolean all) {
        this.address = address;
        this.paragraphs = paragraphs;
        this.all = all;
    }

    /**
     * @param address of the page
     * @param from the first paragraph to show, of both texts together
     * @param all whether to fold nothing
     */
    static String of(String address, List<Paragraph> paragraphs, int from, boolean all) {
        var markup = new ChangesMarkup(address, paragraphs, all);
        int at = Math.clamp(from, 0, paragraphs.size());
        while (at < paragraphs.size() && markup.left > 0) {
            int end = at;
            while (end < paragraphs.size() && paragraphs.get(end).kind() == Kind.SAME) {
                end++;
            }
            int foldFrom = at == 0 ? 0 : at + AROUND;
            int foldTo = end == paragraphs.size() ? end : end - AROUND;
            if (all || end == at || foldTo - foldFrom < FEWEST_FOLDED) {
                at = markup.row(at);
            } else {
                markup.rows(at, foldFrom);
                markup.fold(foldFrom, foldTo);
                markup.rows(foldTo, end);
                at = end;
            }
        }
        markup.closeTable();
        if (at < paragraphs.size()) {
            markup.more(at, paragraphs.size() - at);
        }
        return markup.html.toString();
    }

    private void rows(int from, int to) {
        for (int i = from; i < to; i++) {
            row(i);
        }
    }

    private int row(int at) {
        Paragraph paragraph = paragraphs.get(at);
        openTable();
        left -= paragraph.length();
        switch (paragraph.kind()) {
            case SAME ->
                html.raw("<tr><td class=\"was\" dir=\"auto\">")
                        .text(paragraph.was())
                        .raw("</td><td class=\"is\" dir=\"auto\">")
                        .text(paragraph.is())
                        .raw("</td></tr>");
            case CHANGED -> {
                List<Piece> pieces = paragraph.pieces();
                html.raw("<tr class=\"is-changed\"><td class=\"was\" dir=\"auto\">");
                pieces(pieces, null);
                html.raw("</td><td class=\"is\" dir=\"auto\">");
                pieces(pieces, Piece.Mark.DELETED);
                html.raw("</td></tr>");
            }
            case INSERTED ->
                html.raw("<tr class=\"is-new\"><td class=\"was\" dir=\"auto\"><ins>")
                        .text(paragraph.is())
                        .raw("</ins></td><td class=\"is\" dir=\"auto\"><ins>")
                        .text(paragraph.is())
                        .raw("</ins></td></tr>");
            case DELETED ->
                html.raw("<tr class=\"is-gone\"><td class=\"was\" dir=\"auto\"><del>")
                        .text(paragraph.was())
                        .raw("</del></td><td class=\"is\"></td></tr>");
        }
        return at + 1;
    }

    private void pieces(List<Piece> pieces, Piece.@Nullable Mark without) {
        for (Piece piece : pieces) {
            if (piece.mark() != without) {
                switch (piece.mark()) {
                    case SAME -> html.text(piece.text());
                    case INSERTED -> html.raw("<ins>").text(piece.text()).raw("</ins>");
                    case DELETED -> html.raw("<del>").text(piece.text()).raw("</del>");
                }
            }
        }
    }

    private void fold(int from, int to) {
        closeTable();
        int length = 0;
        for (int i = from; i < to; i++) {
            length += paragraphs.get(i).length();
        }
        if (length > MOST_FOLDED) {
            html.raw("<p class=\"text-more\"><a href=\"")
                    .text(address)
                    .raw("?all=true&amp;from=")
                    .text(from)
                    .raw("\">Show ")
                    .text(to - from)
                    .raw(" unchanged paragraphs</a></p>");
            return;
        }
        html.raw("<details class=\"text-fold\"><summary>Show ").text(to - from).raw(" unchanged paragraphs</summary>");
        rows(from, to);
        closeTable();
        html.raw("</details>");
    }

    private void more(int from, int count) {
        html.raw("<p class=\"text-more\"><a href=\"").text(address).raw("?");
        if (all) {
            html.raw("all=true&amp;");
        }
        html.raw("from=").text(from).raw("\">Go on: ").text(count).raw(" more paragraphs</a></p>");
    }

    private void openTable() {
        if (!table) {
            html.raw("<table class=\"text-rows\"><thead class=\"visually-hidden\"><tr><th scope=\"col\">Before</th>"
                    + "<th scope=\"col\" class=\"is\">After</th></tr></thead><tbody>");
            table = true;
        }
    }

    private void closeTable() {
        if (table) {
            html.raw("</tbody></table>");
            table = false;
        }
    }
}
