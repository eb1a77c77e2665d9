package org.rostrum.contributions.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ListColumn;
import org.rostrum.contributions.ListedContribution;
import org.rostrum.contributions.Mark;
import org.rostrum.web.Markup;
import org.rostrum.web.Times;

/** The rows of a list of contributions, written here and not in the template because a meeting may have 1,600. */
final class ContributionLines {

    private final Markup html;
    private final List<ListColumn> columns;
    private final boolean ticked;
    private final Times times;
    private final ZoneId zone;
    private final @Nullable ZoneId readerZone;

    private ContributionLines(
            int rows, List<ListColumn> columns, boolean ticked, Times times, ZoneId zone, @Nullable ZoneId readerZone) {
        this.html = new Markup(1_200 * (rows + 1));
        this.columns = columns;
        this.ticked = ticked;
        this.times = times;
        this.zone = zone;
        this.readerZone = readerZone;
    }

    /**
     * @param ticked whether each has a box to tick, for {@code form#many}
     * @param zone in which its times are meant
     */
    static String html(
            List<ListedContribution> rows,
            List<ListColumn> columns,
            boolean ticked,
            Times times,
            ZoneId zone,
            @Nullable ZoneId readerZone) {
        ContributionLines lines = new ContributionLines(rows.size(), columns, ticked, times, zone, readerZone);
        rows.forEach(lines::line);
        return lines.html.toString();
    }

    /** Which revision of each is shown, as whoever decides has it before them; those without a file are left out. */
    static String seen(List<ListedContribution> rows) {
        StringBuilder seen = new StringBuilder(40 * rows.size());
        for (ListedContribution listed : rows) {
            if (listed.row().revision() != null) {
                seen.append(listed.row().id())
                        .append(':')
                        .append(listed.row().revision())
                        .append(' ');
            }
        }
        return seen.toString();
    }

    private void line(ListedContribution listed) {
        ContributionRow row = listed.row();
        String number = row.number().number();
        html.raw("<tr data-c=\"")
                .text(row.id())
                .raw("\" data-find=\"")
                .text(row.authorName())
                .raw(" ")
                .text(row.source())
                .raw("\"><td class=\"list-start\">");
        if (ticked) {
            html.raw("<input type=\"checkbox\" name=\"contribution\" form=\"many\" value=\"")
                    .text(row.id())
                    .raw("\" aria-label=\"")
                    .text(number)
                    .raw("\">");
        }
        html.raw("<a class=\"list-story\" data-story href=\"/contributions/")
                .text(row.id())
                .raw("\" aria-label=\"Story of ")
                .text(number)
                .raw("\"><span class=\"icon icon-chevron-right\" aria-hidden=\"true\"></span></a></td>");
        for (ListColumn column : columns) {
            cell(column, listed);
        }
        html.raw("</tr>");
    }

    private void cell(ListColumn column, ListedContribution listed) {
        ContributionRow row = listed.row();
        switch (column) {
            case NUMBER ->
                html.raw("<td data-label=\"Number\" class=\"nowrap\"><a class=\"contribution\" href=\"/contributions/")
                        .text(row.id())
                        .raw("\"><span class=\"contribution-number\">")
                        .text(row.number().number())
                        .raw("</span></a>");
            case TITLE -> title(listed);
            case MEETING ->
                html.raw("<td data-label=\"Meeting\"><a href=\"/meetings/")
                        .text(row.meeting())
                        .raw("/contributions\">")
                        .text(row.meetingName())
                        .raw("</a>");
            case SOURCE -> html.raw("<td data-label=\"Source\">").text(row.source());
            case TYPE ->
                html.raw("<td data-label=\"Type\" title=\"")
                        .text(row.type().label())
                        .raw("\">")
                        .text(row.type().code());
            case FOR -> html.raw("<td data-label=\"For\">").text(row.purpose().label());
            case STATE -> state(row);
            case AGENDA -> place(row);
            case REVISION -> revision(listed);
            case LATE -> {
                html.raw("<td data-label=\"Late\">");
                late(row);
            }
            case AUTHOR -> html.raw("<td data-label=\"Author\">").text(row.authorName());
            case SUBMITTED -> {
                html.raw("<td data-label=\"Submitted\">");
                if (row.submittedAt() != null) {
                    instant(row.submittedAt());
                }
            }
            case SPECIFICATION -> specification(listed);
            case CLAUSES -> html.raw("<td data-label=\"Clauses\">").text(listed.clauses());
            case MACROS -> {
                html.raw("<td data-label=\"Macros\">");
                macros(listed);
            }
        }
        html.raw("</td>");
    }

    private void title(ListedContribution listed) {
        html.raw("<td data-label=\"Title\"><a class=\"contribution-title\" href=\"/contributions/")
                .text(listed.row().id())
                .raw("\">")
                .text(listed.row().title())
                .raw("</a>");
        Mark mark = listed.mark();
        if (mark != null) {
            html.raw(" <span class=\"list-mark badge badge-")
                    .text(mark.tone().code())
                    .raw("\"><span class=\"icon icon-flag\" aria-hidden=\"true\"></span>")
                    .text(mark.word())
                    .raw("</span>");
        }
    }

    private void state(ContributionRow row) {
        html.raw("<td data-label=\"State\" class=\"nowrap\"><span class=\"badge badge-")
                .text(row.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .raw("\">")
                .text(row.state().label())
                .raw("</span>");
        if (!columns.contains(ListColumn.LATE)) {
            late(row);
        }
    }

    private void late(ContributionRow row) {
        if (row.late()) {
            html.raw(" <span class=\"badge badge-late\">Late</span>");
        }
    }

    private void revision(ListedContribution listed) {
        html.raw("<td data-label=\"Revision\">").text(listed.row().revisionLabel());
        if (!columns.contains(ListColumn.MACROS)) {
            macros(listed);
        }
    }

    private void macros(ListedContribution listed) {
        if (listed.macros()) {
            html.raw(" <span class=\"badge badge-warn\">Macros</span>");
        }
    }

    private void specification(ListedContribution listed) {
        html.raw("<td data-label=\"Specification\" class=\"break\">");
        if (listed.row().specification() != null) {
            html.raw("<a href=\"/specifications/")
                    .text(listed.row().specification())
                    .raw("\">")
                    .text(listed.specificationName())
                    .raw("</a>");
        }
    }

    private void instant(Instant at) {
        html.raw("<span class=\"time\" data-start=\"")
                .text(times.iso(at))
                .raw("\" data-zone=\"")
                .text(zone)
                .raw("\"><time datetime=\"")
                .text(times.iso(at))
                .raw("\">")
                .text(times.at(at, zone))
                .raw("</time> <span class=\"time-reader\">")
                .text(times.reader(at, zone, readerZone))
                .raw("</span></span>");
    }

    private void place(ContributionRow row) {
        html.raw("<td data-label=\"Agenda item\">");
        AgendaPlace place = row.place();
        AgendaPlace proposed = row.proposed();
        if (place != null) {
            html.raw("<a href=\"/meetings/")
                    .text(row.meeting())
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
