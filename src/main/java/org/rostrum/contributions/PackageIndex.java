package org.rostrum.contributions;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.SafeCsv;
import org.rostrum.web.Markup;

/**
 * What lies in front in a package: a page to read and a table to sort. Both say nothing of when they were made, so that the
 * same documents in the same state are the same package.
 *
 * @param items of the published agenda, in its order
 */
record PackageIndex(MeetingView meeting, List<AgendaPlace> items, List<PackagedDocument> documents) {

    private static final List<String> HEADER = List.of(
            "Number",
            "Title",
            "Source",
            "Type",
            "For",
            "Agenda item",
            "State",
            "Late",
            "Superseded",
            "Macros",
            "Uploaded",
            "Bytes",
            "SHA-256",
            "File");

    String csv() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (PackagedDocument one : documents) {
            ContributionRow contribution = one.contribution();
            AgendaPlace place = one.place();
            rows.add(List.of(
                    one.number(),
                    contribution.title(),
                    contribution.source(),
                    contribution.type().code(),
                    contribution.purpose().label(),
                    place == null ? "" : place.number() + " " + place.title(),
                    contribution.state().label(),
                    yes(contribution.late()),
                    yes(one.superseded()),
                    yes(one.document().macros()),
                    one.uploadedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    Long.toString(one.document().size()),
                    one.document().sha256(),
                    one.fileName()));
        }
        return SafeCsv.write(rows);
    }

    private static String yes(boolean value) {
        return value ? "yes" : "";
    }

    /** In the agenda's order; it stands on a disk by itself, so it brings its own looks and leads to its neighbours. */
    String html() {
        Markup html = new Markup(1_000 * (documents.size() + 2));
        html.raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .text(meeting.name())
                .raw("</title><style>")
                .raw("body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}")
                .raw("table{border-collapse:collapse;width:100%}")
                .raw("td,th{border-bottom:1px solid;padding:.25rem .5rem;text-align:start;vertical-align:top}")
                .raw("td:first-child{white-space:nowrap}")
                .raw("@media(prefers-color-scheme:dark){:root{color-scheme:dark}}")
                .raw("</style></head><body><h1>")
                .text(meeting.name())
                .raw("</h1><p>")
                .text(meeting.group().name())
                .raw(", ")
                .text(documents.size() == 1 ? "1 document" : documents.size() + " documents")
                .raw("</p>");
        Map<UUID, List<PackagedDocument>> byItem = new LinkedHashMap<>();
        items.forEach(place -> byItem.put(place.item(), new ArrayList<>()));
        List<PackagedDocument> elsewhere = new ArrayList<>();
        for (PackagedDocument one : documents) {
            AgendaPlace place = one.place();
            List<PackagedDocument> there = place == null ? null : byItem.get(place.item());
            (there == null ? elsewhere : there).add(one);
        }
        for (AgendaPlace place : items) {
            part(html, place, byItem.getOrDefault(place.item(), List.of()));
        }
        part(html, null, elsewhere);
        return html.raw("</body></html>").toString();
    }

    private static void part(Markup html, @Nullable AgendaPlace place, List<PackagedDocument> documents) {
        if (documents.isEmpty()) {
            return;
        }
        html.raw("<h2 dir=\"auto\">");
        if (place == null) {
            html.raw("On no item of the agenda");
        } else {
            html.text(place.number()).raw(" ").text(place.title());
        }
        html.raw("</h2><table><thead><tr><th>Number</th><th>Title</th><th>Source</th><th>Type</th><th>For</th>")
                .raw("<th>State</th></tr></thead><tbody>");
        for (PackagedDocument one : documents) {
            ContributionRow contribution = one.contribution();
            html.raw("<tr><td><a href=\"")
                    .text(one.fileName())
                    .raw("\">")
                    .text(one.number())
                    .raw("</a></td><td dir=\"auto\">")
                    .text(contribution.title())
                    .raw("</td><td dir=\"auto\">")
                    .text(contribution.source())
                    .raw("</td><td>")
                    .text(contribution.type().code())
                    .raw("</td><td>")
                    .text(contribution.purpose().label())
                    .raw("</td><td>")
                    .text(contribution.state().label());
            if (contribution.late()) {
                html.raw(", late");
            }
            if (one.superseded()) {
                html.raw(", superseded");
            }
            if (one.document().macros()) {
                html.raw(", with macros");
            }
            html.raw("</td></tr>");
        }
        html.raw("</tbody></table>");
    }
}
