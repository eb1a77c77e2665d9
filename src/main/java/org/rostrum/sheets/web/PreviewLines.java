package org.rostrum.sheets.web;

import java.util.List;
import org.rostrum.sheets.SheetChange;
import org.rostrum.web.Markup;

/** The rows of a preview, written here and not in the template because a list may have 1,600. */
final class PreviewLines {

    private PreviewLines() {}

    static String html(List<SheetChange> rows) {
        var html = new Markup(400 * (rows.size() + 1));
        for (SheetChange row : rows) {
            html.raw("<tr><td class=\"number fit\" data-label=\"Row\">").text(row.row());
            html.raw("</td><th scope=\"row\"><span class=\"contribution\"><span class=\"contribution-number\">")
                    .text(row.number())
                    .raw("</span> <span class=\"contribution-title\">")
                    .text(row.title())
                    .raw("</span></span></th><td class=\"break\">");
            for (SheetChange.Problem problem : row.problems()) {
                html.raw("<p><strong>")
                        .text(problem.column().header())
                        .raw("</strong>: ")
                        .text(problem.message())
                        .raw("</p>");
            }
            if (row.problems().isEmpty()) {
                row.cells().forEach(cell -> changed(html, cell));
            }
            html.raw("</td></tr>");
        }
        return html.toString();
    }

    private static void changed(Markup html, SheetChange.Cell cell) {
        html.raw("<p><strong>").text(cell.column().header()).raw("</strong>: ");
        if (!cell.before().isEmpty()) {
            html.raw("<del>").text(cell.before()).raw("</del> → ");
        }
        html.raw("<ins>").text(cell.after()).raw("</ins></p>");
    }
}
