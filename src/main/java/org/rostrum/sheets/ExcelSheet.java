package org.rostrum.sheets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.rostrum.meetings.MeetingView;

/** The list as a workbook. All of it is text and marked as such, so that what is typed there later stays text as well. */
final class ExcelSheet {

    private static final String HEAD = "E8EAED";

    /** Excel's own name for "as it was typed". */
    private static final String TEXT = "@";

    private ExcelSheet() {}

    static byte[] write(MeetingView meeting, List<SheetRow> rows) {
        SheetColumn[] columns = SheetColumn.values();
        int last = columns.length - 1;
        var bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Rostrum", null)) {
            book.properties().setTitle(meeting.name());
            Worksheet sheet = book.newWorksheet("Contributions");
            sheet.paperSize(PaperSize.A4_PAPER);
            sheet.pageOrientation("landscape");
            sheet.fitToWidth((short) 1);
            sheet.fitToHeight((short) 0);
            sheet.header((meeting.group().code() + ", " + meeting.name()).replace("&", "&&"), Position.LEFT);
            sheet.footer("Page &P of &N", Position.RIGHT);
            for (int column = 0; column <= last; column++) {
                sheet.value(0, column, columns[column].header());
                sheet.width(column, columns[column].width());
            }
            sheet.range(0, 0, 0, last).style().bold().fillColor(HEAD).set();
            sheet.freezePane(1, 1);
            sheet.repeatRows(0);
            int at = 1;
            for (SheetRow row : rows) {
                for (int column = 0; column <= last; column++) {
                    String text = row.cell(columns[column]);
                    if (!text.isEmpty()) {
                        sheet.value(at, column, ExcelReader.escaped(text));
                    }
                }
                at++;
            }
            if (!rows.isEmpty()) {
                for (int column = 0; column <= last; column++) {
                    sheet.range(1, column, rows.size(), column)
                            .style()
                            .format(TEXT)
                            .verticalAlignment("top")
                            .wrapText(columns[column].wraps())
                            .set();
                }
                sheet.setAutoFilter(0, 0, rows.size(), last);
            }
            sheet.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
