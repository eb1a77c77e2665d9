package org.rostrum.agendas.outputs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A workbook to sort and filter: the items, their contributions, and what is said once about both. Text is written as
 * text, so that none is ever a formula; numbers and times are written as such.
 */
@Component
class ExcelAgenda implements AgendaWriter {

    private static final String HEAD = "E8EAED";

    @Override
    public AgendaFormat format() {
        return AgendaFormat.EXCEL;
    }

    @Override
    public void write(AgendaSheet sheet, OutputStream out) throws IOException {
        Workbook book = new Workbook(out, "Rostrum", null);
        book.properties().setTitle(sheet.title()).setCompany(sheet.body());
        items(book.newWorksheet("Agenda"), sheet);
        contributions(book.newWorksheet("Contributions"), sheet);
        about(book.newWorksheet("About"), sheet);
        book.finish();
    }

    private static void items(Worksheet items, AgendaSheet sheet) throws IOException {
        head(
                items,
                sheet,
                List.of(
                        "Item",
                        "Level",
                        "Kind",
                        "Title",
                        "Presenter",
                        "Minutes",
                        "Planned start",
                        "Time zone",
                        "Notes"),
                8,
                7,
                9,
                46,
                20,
                9,
                17,
                16,
                44);
        int row = 1;
        for (AgendaSheet.Item item : sheet.items()) {
            text(items, row, 0, item.number());
            items.value(row, 1, item.depth() + 1);
            text(items, row, 2, item.kind().label());
            text(items, row, 3, item.title());
            text(items, row, 4, item.presenter());
            if (item.minutes() != null) {
                items.value(row, 5, item.minutes());
            }
            if (item.starts() != null) {
                items.value(row, 6, item.starts());
                items.style(row, 6).format("yyyy-mm-dd hh:mm").set();
                text(items, row, 7, sheet.zone());
            }
            text(items, row, 8, item.notesAsWritten());
            items.style(row, 1).horizontalAlignment("center").set();
            items.style(row, 3).wrapText(true).set();
            items.style(row, 8).wrapText(true).set();
            row++;
        }
        done(items, row, 8);
    }

    private static void contributions(Worksheet contributions, AgendaSheet sheet) throws IOException {
        head(
                contributions,
                sheet,
                List.of(
                        "Item",
                        "Order",
                        "Contribution",
                        "Type",
                        "Title",
                        "Source",
                        "For",
                        "State",
                        "Late",
                        "Handled together"),
                8,
                7,
                26,
                7,
                46,
                24,
                13,
                12,
                7,
                22);
        int row = 1;
        for (AgendaSheet.Item item : sheet.items()) {
            int place = 1;
            for (AgendaSheet.Handled handled : item.contributions()) {
                for (AgendaSheet.Document document : handled.documents()) {
                    text(contributions, row, 0, item.number());
                    contributions.value(row, 1, place++);
                    text(contributions, row, 2, document.number());
                    text(contributions, row, 3, document.type());
                    text(contributions, row, 4, document.title());
                    text(contributions, row, 5, document.source());
                    text(contributions, row, 6, document.purpose());
                    text(contributions, row, 7, document.state());
                    text(contributions, row, 8, document.late() ? "yes" : "no");
                    text(contributions, row, 9, handled.together());
                    contributions.style(row, 1).horizontalAlignment("center").set();
                    contributions.style(row, 4).wrapText(true).set();
                    row++;
                }
            }
        }
        done(contributions, row, 9);
    }

    private static void about(Worksheet about, AgendaSheet sheet) throws IOException {
        about.width(0, 18);
        about.width(1, 90);
        page(about, sheet);
        int row = 0;
        row = said(about, row, "Title", sheet.title());
        for (AgendaSheet.Fact fact : sheet.facts()) {
            row = said(about, row, fact.label(), fact.text());
        }
        if (!sheet.note().isEmpty()) {
            said(about, row, "Note", sheet.note());
        }
        about.finish();
    }

    private static int said(Worksheet about, int row, String label, String text) {
        text(about, row, 0, label);
        about.style(row, 0).bold().verticalAlignment("top").set();
        text(about, row, 1, text);
        about.style(row, 1).wrapText(true).set();
        return row + 1;
    }

    private static void head(Worksheet sheet, AgendaSheet agenda, List<String> names, int... widths) {
        page(sheet, agenda);
        for (int column = 0; column < names.size(); column++) {
            sheet.value(0, column, names.get(column));
            sheet.width(column, widths[column]);
        }
        sheet.range(0, 0, 0, names.size() - 1).style().bold().fillColor(HEAD).set();
        sheet.freezePane(0, 1);
        sheet.repeatRows(0);
    }

    /** As it is printed. An ampersand would begin a code of Excel's there. */
    private static void page(Worksheet sheet, AgendaSheet agenda) {
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.pageOrientation("landscape");
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
        String notice = agenda.notice() == null ? "" : ", " + agenda.notice();
        sheet.header((agenda.group() + ", " + agenda.edition() + notice).replace("&", "&&"), Position.LEFT);
        sheet.footer("Page &P of &N", Position.RIGHT);
    }

    private static void done(Worksheet sheet, int rows, int lastColumn) throws IOException {
        if (rows > 1) {
            sheet.range(1, 0, rows - 1, lastColumn)
                    .style()
                    .verticalAlignment("top")
                    .set();
            sheet.setAutoFilter(0, 0, rows - 1, lastColumn);
        }
        sheet.finish();
    }

    private static void text(Worksheet sheet, int row, int column, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            sheet.value(row, column, text);
        }
    }
}
