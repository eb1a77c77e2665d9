package org.rostrum.agendas.web;

import java.util.List;
import java.util.Locale;
import org.rostrum.agendas.AgendaDifference;
import org.rostrum.agendas.ItemKind;
import org.rostrum.shared.Piece;
import org.rostrum.web.Markup;

/**
 * What changed, in words and in the text. Written here and not in a template because of agendas of 400 items of which
 * each changed in five ways. What was put in and taken out is said to those who hear it by the style sheet.
 */
final class DifferenceMarkup {

    /** More of one kind are folded away, so that the next kind is still in sight. */
    private static final int MOST_OPEN = 40;

    private final Markup html = new Markup(1 << 16);

    private DifferenceMarkup() {}

    /** Which items the page shows besides: those can be linked to. */
    enum Beside {
        NOTHING,
        LATER,
        BOTH
    }

    /** Empty where nothing changed. */
    static String words(AgendaDifference difference, Beside beside) {
        DifferenceMarkup markup = new DifferenceMarkup();
        for (AgendaDifference.Group group : difference.groups()) {
            markup.group(
                    group,
                    beside == Beside.BOTH || (beside == Beside.LATER && group.kind() != AgendaDifference.Kind.REMOVED));
        }
        return markup.html.toString();
    }

    static String text(AgendaDifference difference) {
        DifferenceMarkup markup = new DifferenceMarkup();
        markup.html.raw("<ol class=\"diff\">");
        difference.lines().forEach(markup::line);
        return markup.html.raw("</ol>").toString();
    }

    private void group(AgendaDifference.Group group, boolean linked) {
        html.raw("<details");
        if (group.told().size() <= MOST_OPEN) {
            html.raw(" open");
        }
        html.raw("><summary><span class=\"badge badge-change-")
                .text(group.kind().name().toLowerCase(Locale.ROOT))
                .raw("\">")
                .text(group.kind().word())
                .raw("</span> <span class=\"count\">")
                .text(group.size())
                .raw("</span></summary><ul class=\"changes\">");
        for (AgendaDifference.Told told : group.told()) {
            AgendaDifference.Change change = told.change();
            html.raw("<li><span class=\"agenda-number\">").text(change.number()).raw("</span> ");
            if (linked) {
                html.raw("<a href=\"#item-")
                        .text(change.item())
                        .raw("\" dir=\"auto\">")
                        .text(change.title())
                        .raw("</a>");
            } else {
                html.raw("<span dir=\"auto\">").text(change.title()).raw("</span>");
            }
            if (!change.detail().isEmpty()) {
                html.raw("<span class=\"muted\">, <bdi>").text(change.detail()).raw("</bdi></span>");
            }
            if (told.below() > 0) {
                html.raw("<span class=\"muted\"> with ").text(told.below());
                html.raw(told.below() == 1 ? " item under it</span>" : " items under it</span>");
            }
            html.raw("</li>");
        }
        html.raw("</ul></details>");
    }

    private void line(AgendaDifference.Line line) {
        boolean same = line.kinds().isEmpty();
        html.raw("<li class=\"diff-row ")
                .raw(same ? "is-unchanged" : line.isNew() ? "is-new" : line.isRemoved() ? "is-removed" : "is-changed")
                .raw("\" id=\"item-")
                .text(line.item().id())
                .raw("\" data-depth=\"")
                .text(line.depth())
                .raw("\"><span class=\"agenda-number\">")
                .text(line.item().number())
                .raw("</span>");
        if (same) {
            html.raw("<p class=\"diff-title\" dir=\"auto\">")
                    .text(line.item().title())
                    .raw("</p></li>");
            return;
        }
        html.raw("<div class=\"diff-text\"><p class=\"diff-title\" dir=\"auto\">");
        pieces(line.title());
        html.raw("</p>");
        if (!line.presenter().isEmpty() || !line.minutes().isEmpty()) {
            html.raw("<p class=\"sheet-facts\">");
            if (!line.presenter().isEmpty()) {
                html.raw("<span dir=\"auto\">");
                pieces(line.presenter());
                html.raw("</span>");
            }
            if (!line.minutes().isEmpty()) {
                html.raw("<span class=\"number\">");
                pieces(line.minutes());
                html.raw("</span>");
            }
            html.raw("</p>");
        }
        labels(line);
        if (!line.notes().isEmpty()) {
            html.raw("<p class=\"diff-notes\" dir=\"auto\">");
            pieces(line.notes());
            html.raw("</p>");
        }
        html.raw("</div></li>");
    }

    private void labels(AgendaDifference.Line line) {
        html.raw("<p class=\"diff-labels\">");
        if (line.isNew()) {
            html.raw("<span class=\"badge badge-change-new\">New</span>");
        } else if (line.isRemoved()) {
            html.raw("<span class=\"badge badge-change-removed\">Removed</span>");
        } else if (line.isMoved()) {
            html.raw("<span class=\"badge badge-change-moved\">Moved</span> <span class=\"muted small\"><bdi>")
                    .text(line.movedFrom())
                    .raw("</bdi></span>");
        }
        if (line.kinds().contains(AgendaDifference.Kind.KIND)) {
            html.raw(" <span class=\"badge badge-change-kind\">")
                    .text(
                            switch (line.item().kind()) {
                                case NORMAL -> "An item of business now";
                                case BREAK -> "A break now";
                                case INTERNAL -> "For the officers only now";
                            })
                    .raw("</span>");
        } else if (line.item().kind() != ItemKind.NORMAL) {
            html.raw(" <span class=\"badge\">").text(line.item().kind().label()).raw("</span>");
        }
        html.raw("</p>");
    }

    private void pieces(List<Piece> pieces) {
        for (Piece piece : pieces) {
            switch (piece.mark()) {
                case SAME -> html.text(piece.text());
                case INSERTED -> html.raw("<ins>").text(piece.text()).raw("</ins>");
                case DELETED -> html.raw("<del>").text(piece.text()).raw("</del>");
            }
        }
    }
}
