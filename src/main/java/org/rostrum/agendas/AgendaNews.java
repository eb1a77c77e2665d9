package org.rostrum.agendas;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaDifference.Told;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.News;

/** What is said of a new version to those who are told of it, as far as they may read it. */
final class AgendaNews {

    private static final int MOST_LINES = 12;

    /** A line of a mail; titles alone may be longer than anybody reads there. */
    private static final int LONGEST_LINE = 240;

    private AgendaNews() {}

    /**
     * @param difference to what its readers read before; null for the first version
     * @param now what they read now
     */
    static News of(
            MeetingView meeting,
            int version,
            String note,
            @Nullable AgendaDifference difference,
            List<AgendaEntry> now,
            List<UUID> people) {
        String said = said(difference, now);
        String agenda = "/meetings/" + meeting.id() + "/agenda";
        return new News(
                people,
                "agenda.published",
                "Agenda of " + meeting.name() + ": version " + version,
                note.isEmpty() ? said : note + "\n\n" + said,
                difference == null ? agenda : agenda + "/versions/" + (version - 1) + "/changes/" + version);
    }

    private static String said(@Nullable AgendaDifference difference, List<AgendaEntry> now) {
        if (difference == null) {
            long items =
                    now.stream().filter(item -> item.kind() != ItemKind.BREAK).count();
            return items == 1 ? "It is published, with 1 item." : "It is published, with " + items + " items.";
        }
        List<String> lines = difference.groups().stream()
                .flatMap(group -> group.told().stream())
                .map(AgendaNews::line)
                .toList();
        Stream<String> shown = lines.size() <= MOST_LINES
                ? lines.stream()
                : Stream.concat(
                        lines.stream().limit(MOST_LINES), Stream.of("And " + (lines.size() - MOST_LINES) + " more."));
        return String.join("\n", shown.toList());
    }

    private static String line(Told told) {
        AgendaDifference.Change change = told.change();
        StringBuilder line = new StringBuilder(change.kind().word()).append(": ");
        if (!change.number().isEmpty()) {
            line.append(change.number()).append(' ');
        }
        line.append(change.title());
        if (!change.detail().isEmpty()) {
            line.append(", ").append(change.detail());
        }
        if (told.below() > 0) {
            line.append(", with ")
                    .append(told.below())
                    .append(told.below() == 1 ? " item" : " items")
                    .append(" under it");
        }
        return line.codePointCount(0, line.length()) <= LONGEST_LINE
                ? line.toString()
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE - 1)) + "…";
    }
}
