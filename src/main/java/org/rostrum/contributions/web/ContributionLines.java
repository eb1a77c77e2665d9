package org.rostrum.contributions.web;

import java.util.List;
import java.util.Locale;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.meetings.MeetingView;
import org.rostrum.web.Markup;

/** The rows of the list of contributions, written here and not in the template because a meeting may have 1,600. */
final class ContributionLines {

    private final Markup html;
    private final MeetingView meeting;
    private final boolean ticked;

    private ContributionLines(int rows, MeetingView meeting, boolean ticked) {
        this.html = new Markup(1_000 * (rows + 1));
        this.meeting = meeting;
        this.ticked = ticked;
    }

    /** @param ticked whether each has a box to tick, for {@code form#placing} */
    static String html(List<ContributionRow> rows, MeetingView meeting, boolean ticked) {
        ContributionLines lines = new ContributionLines(rows.size(), meeting, ticked);
        rows.forEach(lines::line);
        return lines.html.toString();
    }

    private void line(ContributionRow row) {
        String number = row.number().number();
        html.raw("<tr>");
        if (ticked) {
            html.raw("<td class=\"nowrap\"><input type=\"checkbox\" name=\"contribution\" form=\"placing\" value=\"")
                    .text(row.id())
                    .raw("\" aria-label=\"")
                    .text(number)
                    .raw("\"></td>");
        }
        html.raw("<td data-label=\"Number\" class=\"nowrap\"><a class=\"contribution\" href=\"/contributions/")
                .text(row.id())
                .raw("\"><span class=\"contribution-number\">")
                .text(number)
                .raw("</span></a></td><td data-label=\"Title\"><a class=\"contribution-title\" href=\"/contributions/")
                .text(row.id())
                .raw("\">")
                .text(row.title())
                .raw("</a></td><td data-label=\"Source\">")
                .text(row.source())
                .raw("</td><td data-label=\"Type\" title=\"")
                .text(row.type().label())
                .raw("\">")
                .text(row.type().code())
                .raw("</td><td data-label=\"For\">")
                .text(row.purpose().label())
                .raw("</td><td data-label=\"State\" class=\"nowrap\"><span class=\"badge badge-")
                .text(row.state().name().toLowerCase(Locale.ROOT))
                .raw("\">")
                .text(row.state().label())
                .raw("</span>");
        if (row.late()) {
            html.raw(" <span class=\"badge badge-late\">Late</span>");
        }
        html.raw("</td><td data-label=\"Agenda item\">");
        place(row);
        html.raw("</td><td data-label=\"Revision\">").text(row.revisionLabel()).raw("</td></tr>");
    }

    private void place(ContributionRow row) {
        AgendaPlace place = row.place();
        AgendaPlace proposed = row.proposed();
        if (place != null) {
            html.raw("<a href=\"/meetings/")
                    .text(meeting.id())
                    .raw("/agenda#item-")
                    .text(place.item())
                    .raw("\" title=\"")
                    .text(place.title())
                    .raw("\">")
                    .text(place.number())
                    .raw("</a>");
        } else if (row.agendaItem() == null && proposed != null) {
            html.raw("<span class=\"muted\" title=\"")
                    .text(proposed.title())
                    .raw("\">proposed: ")
                    .text(proposed.number())
                    .raw("</span>");
        }
    }
}
