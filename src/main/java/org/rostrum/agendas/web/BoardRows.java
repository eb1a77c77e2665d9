package org.rostrum.agendas.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AllocationBoard.Segment;
import org.rostrum.agendas.AllocationBoard.Shelf;
import org.rostrum.agendas.AllocationItem;
import org.rostrum.contributions.AgendaBlock;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.PlacedRow;
import org.springframework.web.util.HtmlUtils;

/**
 * The items and rows of the board as HTML. Written here and not by a template: a board has as many rows as the meeting has
 * contributions, and a template takes longer for 1,600 of them on 400 items than all the rest of the page. Whatever
 * somebody wrote goes through {@link #text}.
 */
final class BoardRows {

    private final Map<UUID, AllocationItem> items = new HashMap<>();
    private final Set<String> chosen;

    /** @param chosen identifiers of those that are ticked already */
    BoardRows(List<AllocationItem> items, Set<String> chosen) {
        items.forEach(item -> this.items.put(item.id().value(), item));
        this.chosen = chosen;
    }

    /** The items that take contributions, each with its own. */
    String items(List<Shelf> shelves) {
        StringBuilder html = new StringBuilder(1 << 16);
        for (Shelf shelf : shelves) {
            AllocationItem item = shelf.item();
            if (!item.open()) {
                continue;
            }
            html.append("<li class=\"alloc-item\" data-item=\"")
                    .append(item.id())
                    .append("\" data-depth=\"")
                    .append(item.depth())
                    .append("\"><h4 class=\"alloc-item-head\"><span class=\"agenda-number\">")
                    .append(text(item.number()))
                    .append("</span> <span class=\"alloc-item-title\" dir=\"auto\">")
                    .append(text(item.title()))
                    .append("</span> <span class=\"count\" data-count>")
                    .append(shelf.count())
                    .append("</span>");
            if (item.leaves()) {
                html.append(" <span class=\"badge badge-change-removed\">leaves with the next version</span>");
            }
            html.append("</h4><ol class=\"alloc-list\" data-list>")
                    .append(shelf(shelf.segments()))
                    .append("</ol></li>");
        }
        return html.toString();
    }

    /** The same items to choose from. */
    static String options(List<Shelf> shelves) {
        StringBuilder html = new StringBuilder("<option value=\"\">Choose an item</option>");
        for (Shelf shelf : shelves) {
            if (shelf.item().open()) {
                html.append("<option value=\"")
                        .append(shelf.item().id())
                        .append("\">")
                        .append(text(shelf.item().inWords()))
                        .append("</option>");
            }
        }
        return html.toString();
    }

    /** The contributions of an item, those that are handled together in a frame. */
    String shelf(List<Segment> segments) {
        StringBuilder html = new StringBuilder();
        for (Segment segment : segments) {
            if (segment.block() == null) {
                segment.rows().forEach(row -> row(html, row));
            } else {
                group(html, segment.block(), segment.rows());
            }
        }
        return html.toString();
    }

    String list(List<PlacedRow> rows) {
        StringBuilder html = new StringBuilder(rows.size() * 512);
        rows.forEach(row -> row(html, row));
        return html.toString();
    }

    private void group(StringBuilder html, AgendaBlock block, List<PlacedRow> rows) {
        String name = text(block.name());
        html.append("<li class=\"alloc-group\" data-block=\"")
                .append(block.id())
                .append("\"><div class=\"alloc-group-head\"><span class=\"alloc-group-name\">Handled together: <bdi>")
                .append(name)
                .append(
                        "</bdi></span><details class=\"alloc-group-change\"><summary>Change<span class=\"visually-hidden\"> the group ")
                .append(name)
                .append("</span></summary><span class=\"alloc-group-tools\"><input class=\"input\" name=\"name-")
                .append(block.id())
                .append("\" maxlength=\"200\" aria-label=\"Name of the group\" value=\"")
                .append(name)
                .append("\"><button class=\"button button-small\" name=\"action\" value=\"rename:")
                .append(block.id())
                .append("\">Rename</button><button class=\"button button-small\" name=\"action\" value=\"dissolve:")
                .append(block.id())
                .append("\">Dissolve</button></span></details></div><ol class=\"alloc-list\">");
        rows.forEach(row -> row(html, row));
        html.append("</ol></li>");
    }

    private void row(StringBuilder html, PlacedRow row) {
        String id = row.id().toString();
        String number = text(row.number().number());
        html.append("<li class=\"alloc-row\" data-c=\"")
                .append(id)
                .append("\" data-n=\"")
                .append(row.number().year() * 10_000_000L + row.number().serial())
                .append("\" data-t=\"")
                .append(row.type().code())
                .append("\"><label><input type=\"checkbox\" name=\"contribution\" value=\"")
                .append(id)
                .append(chosen.contains(id) ? "\" checked>" : "\">")
                .append("<span class=\"contribution-number\">")
                .append(number)
                .append("</span></label> <span class=\"alloc-type\">")
                .append(row.type().code())
                .append("</span> <a class=\"alloc-title\" dir=\"auto\" href=\"/contributions/")
                .append(id)
                .append("\">")
                .append(text(row.title()))
                .append("</a>");
        marks(html, row);
        html.append(" <bdi class=\"alloc-source\">").append(text(row.source())).append("</bdi></li>");
    }

    private void marks(StringBuilder html, PlacedRow row) {
        if (row.late()) {
            html.append(" <span class=\"badge badge-late\">Late</span>");
        }
        if (row.state() == ContributionState.RESERVED) {
            html.append(" <span class=\"badge badge-reserved\">No file yet</span>");
        } else if (row.state() == ContributionState.WITHDRAWN) {
            html.append(" <span class=\"badge badge-withdrawn\">Withdrawn</span>");
        }
        if (row.proposed() == null || row.proposed().equals(row.item())) {
            return;
        }
        AllocationItem proposed = items.get(row.proposed());
        if (proposed == null || !proposed.open()) {
            html.append(" <span class=\"alloc-gone\">proposed: an item that is gone</span>");
        } else if (row.item() != null) {
            html.append(" <span class=\"alloc-gone\">proposed: ")
                    .append(name(proposed))
                    .append("</span>");
        } else {
            html.append(" <button class=\"alloc-proposed\" name=\"action\" value=\"accept:")
                    .append(row.id())
                    .append("\" title=\"Place on ")
                    .append(text(proposed.inWords()))
                    .append("\">proposed: ")
                    .append(name(proposed))
                    .append("<span class=\"visually-hidden\">, accept</span></button>");
        }
    }

    private static String name(AllocationItem item) {
        return text(item.number().isEmpty() ? item.title() : item.number());
    }

    private static String text(@Nullable String written) {
        return written == null ? "" : HtmlUtils.htmlEscape(written, "UTF-8");
    }
}
