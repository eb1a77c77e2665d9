package org.rostrum.sheets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.DocumentList;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.SafeCsv;
import org.springframework.stereotype.Service;

/** A meeting's documents as a spreadsheet, one to a row. */
@Service
public class ContributionSheets {

    private final DocumentList documents;
    private final Contributions contributions;

    ContributionSheets(DocumentList documents, Contributions contributions) {
        this.documents = documents;
        this.contributions = contributions;
    }

    /** Made in memory, so that whoever downloads it sees how much is still to come: 3,000 rows are a third of a megabyte. */
    public byte[] write(SheetFormat format, MeetingView meeting, ContributionFilter filter, Viewer viewer) {
        List<SheetRow> rows = rows(meeting, filter, viewer);
        return switch (format) {
            case XLSX -> ExcelSheet.write(meeting, rows);
            case CSV -> csv(rows);
        };
    }

    List<SheetRow> rows(MeetingView meeting, ContributionFilter filter, Viewer viewer) {
        Map<UUID, AgendaPlace> places = new LinkedHashMap<>();
        places(meeting, viewer).forEach(place -> places.put(place.item(), place));
        return documents.of(meeting, filter, viewer).stream()
                .map(document -> SheetRow.of(document, places, meeting.timeZone()))
                .toList();
    }

    /** What the viewer may read of the agenda: officers the draft's items too. */
    List<AgendaPlace> places(MeetingView meeting, Viewer viewer) {
        return viewer.may(Act.EDIT_AGENDA, meeting.permissions())
                ? contributions.placesOf(meeting)
                : contributions.agendaOf(meeting);
    }

    Map<String, String> elsewhere(MeetingView meeting, SheetTable table) {
        return documents.elsewhere(
                meeting,
                table.lines().stream()
                        .map(line -> line.text(SheetColumn.NUMBER))
                        .toList());
    }

    private static byte[] csv(List<SheetRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Arrays.stream(SheetColumn.values()).map(SheetColumn::header).toList());
        for (SheetRow row : rows) {
            lines.add(Arrays.stream(SheetColumn.values())
                    .map(column -> asText(row.cell(column)))
                    .toList());
        }
        return SafeCsv.write(lines).getBytes(StandardCharsets.UTF_8);
    }

    /** What consists of digits and signs, a spreadsheet takes for a number or a day; the same sign as for formulas keeps it. */
    private static String asText(String cell) {
        return cell.matches("[0-9][0-9 .,:/-]*") ? "'" + cell : cell;
    }

    /** In ASCII, sorting by group and day: DMSO-2026-11-27-contributions.xlsx. */
    public static String fileName(SheetFormat format, MeetingView meeting) {
        return meeting.group().code() + "-"
                + meeting.startsAt().atZone(meeting.timeZone()).toLocalDate() + "-contributions." + format.extension();
    }
}
