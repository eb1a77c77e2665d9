package org.rostrum.contributions.web;

import java.util.List;
import org.rostrum.contributions.PackageOffer.ItemSum;
import org.rostrum.meetings.MeetingView;
import org.rostrum.web.Markup;

/** The items of an agenda with what there is to download of each; written here because there may be 400. */
final class PackageLines {

    private PackageLines() {}

    static String html(List<ItemSum> items, MeetingView meeting, boolean allRevisions, boolean withdrawn) {
        Markup html = new Markup(600 * (items.size() + 1));
        for (ItemSum item : items) {
            html.raw("<tr class=\"package-depth-")
                    .text(Math.min(item.depth(), 3))
                    .raw(
                            "\"><th scope=\"row\"><span class=\"package-item\"><a class=\"agenda-number\" href=\"/meetings/")
                    .text(meeting.id())
                    .raw("/agenda#item-")
                    .text(item.place().item())
                    .raw("\">")
                    .text(item.place().number())
                    .raw("</a> <span dir=\"auto\">")
                    .text(item.place().title())
                    .raw("</span></span></th><td class=\"number\" data-label=\"Documents\">")
                    .text(item.sum().documents())
                    .raw("</td><td class=\"number nowrap\" data-label=\"Size\">")
                    .text(item.sum().sizeInWords())
                    .raw("</td><td class=\"fit\"><a href=\"/meetings/")
                    .text(meeting.id())
                    .raw("/documents.zip?item=")
                    .text(item.place().item());
            if (allRevisions) {
                html.raw("&amp;revisions=all");
            }
            if (withdrawn) {
                html.raw("&amp;withdrawn=true");
            }
            html.raw("\">Download<span class=\"visually-hidden\"> the documents of ")
                    .text(item.place().number())
                    .raw(" ")
                    .text(item.place().title())
                    .raw("</span></a></td></tr>");
        }
        return html.toString();
    }
}
