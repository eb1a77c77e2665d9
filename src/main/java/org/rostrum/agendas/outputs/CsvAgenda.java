package org.rostrum.agendas.outputs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.rostrum.shared.SafeCsv;
import org.springframework.stereotype.Component;

/** One row for each item, followed by one for each of its contributions, which repeat the item's number. */
@Component
class CsvAgenda implements AgendaWriter {

    static final List<String> HEADER = List.of(
            "Row",
            "Item",
            "Level",
            "Kind",
            "Title",
            "Presenter",
            "Minutes",
            "Planned start",
            "Time zone",
            "Notes",
            "Contribution",
            "Type",
            "For",
            "Source",
            "State",
            "Late",
            "Handled together");

    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    @Override
    public AgendaFormat format() {
        return AgendaFormat.CSV;
    }

    @Override
    public void write(AgendaSheet sheet, OutputStream out) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (AgendaSheet.Item item : sheet.items()) {
            rows.add(row(item, sheet.zone()));
            for (AgendaSheet.Handled handled : item.contributions()) {
                for (AgendaSheet.Document document : handled.documents()) {
                    rows.add(row(item, handled, document));
                }
            }
        }
        out.write(SafeCsv.write(rows).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> row(AgendaSheet.Item item, String zone) {
        return List.of(
                "Item",
                item.number(),
                String.valueOf(item.depth() + 1),
                item.kind().label(),
                item.title(),
                Objects.requireNonNullElse(item.presenter(), ""),
                item.minutes() == null ? "" : item.minutes().toString(),
                item.starts() == null ? "" : START.format(item.starts()),
                item.starts() == null ? "" : zone,
                item.notesAsWritten(),
                "",
                "",
                "",
                "",
                "",
                "",
                "");
    }

    private static List<String> row(AgendaSheet.Item item, AgendaSheet.Handled handled, AgendaSheet.Document document) {
        return List.of(
                "Contribution",
                item.number(),
                "",
                "",
                document.title(),
                "",
                "",
                "",
                "",
                "",
                document.number(),
                document.type(),
                document.purpose(),
                document.source(),
                document.state(),
                document.late() ? "yes" : "no",
                Objects.requireNonNullElse(handled.together(), ""));
    }
}
