package org.rostrum.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.SampleFiles;
import org.rostrum.shared.Refusal;
import org.rostrum.sheets.SheetTable.Line;

/** Files as people have them, and as nobody should. */
class SheetReaderTests {

    private static SheetTable csv(String text) {
        return SheetReader.read(text.getBytes(StandardCharsets.UTF_8), false);
    }

    private static byte[] workbook(Consumer<XSSFSheet> written) throws IOException {
        try (var book = new XSSFWorkbook()) {
            written.accept(book.createSheet());
            var bytes = new ByteArrayOutputStream();
            book.write(bytes);
            return bytes.toByteArray();
        }
    }

    private static void row(XSSFSheet sheet, int at, String... cells) {
        var row = sheet.createRow(at);
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                row.createCell(i).setCellValue(cells[i]);
            }
        }
    }

    private static void refused(byte[] file, String words) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SheetReader.read(file, false))
                .withMessageContaining(words);
    }

    @Test
    void theHeadHasTheFieldsOtherNamesInAnyOrderAndMayStandBelowAHeading() {
        SheetTable table = csv("""
                The list of DMSO;;;;
                ;;;;
                AI;Abstract;TDoc;Decision;Remark of mine
                7.1;words;OMA-X-2026-0001;Noted;x
                """);
        assertThat(table.columns())
                .containsExactly(SheetColumn.AGENDA_ITEM, SheetColumn.NUMBER, SheetColumn.DISPOSITION);
        assertThat(table.unread()).containsExactly("Abstract", "Remark of mine");
        assertThat(table.lines()).extracting(Line::number).containsExactly(4);
        assertThat(table.lines().getFirst().text(SheetColumn.NUMBER)).isEqualTo("OMA-X-2026-0001");
    }

    @Test
    void aHeadThatIsMissingOrSaysAColumnTwiceIsRefused() {
        refused("Title,Decision\nx,Noted\n".getBytes(StandardCharsets.UTF_8), "No row names the columns");
        refused(
                "TDoc,Decision,Disposition\nx,Noted,Agreed\n".getBytes(StandardCharsets.UTF_8),
                "Two columns are the column “Disposition”");
        refused("TDoc,Title\nx,y\n".getBytes(StandardCharsets.UTF_8), "no column that could change anything");
        refused("TDoc,Decision\n".getBytes(StandardCharsets.UTF_8), "no row below the head");
    }

    @Test
    void numbersFormulasAndMergedCellsAreTakenForWhatTheyAre() throws IOException {
        SheetTable table = SheetReader.read(
                workbook(sheet -> {
                    row(sheet, 0, "Number", "Agenda item", "Disposition");
                    row(sheet, 1, "OMA-X-2026-0001", "", "");
                    sheet.getRow(1).createCell(1).setCellValue(7.1);
                    sheet.getRow(1).createCell(2).setCellFormula("\"Agr\"&\"eed\"");
                    row(sheet, 2, "", "", "Noted");
                    sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
                }),
                false);
        Line first = table.lines().getFirst();
        assertThat(first.cell(SheetColumn.AGENDA_ITEM)).isEqualTo(new SheetCell("7.1", false, false));
        assertThat(Objects.requireNonNull(first.cell(SheetColumn.DISPOSITION)).formula())
                .isTrue();
        assertThat(table.lines().getLast().text(SheetColumn.NUMBER))
                .as("only the first of merged cells has a text")
                .isEmpty();
    }

    @Test
    void anyScriptAndAnySignComesThrough() throws IOException {
        String title = "\u200Fالعربية\u200F \uD83D\uDE42 _x0041_ & <b>";
        SheetTable table = SheetReader.read(
                workbook(sheet -> {
                    row(sheet, 0, "Number", "Title", "Disposition");
                    row(sheet, 1, "OMA-X-2026-0001", ExcelReader.escaped(title), "Noted");
                }),
                false);
        assertThat(table.lines().getFirst().text(SheetColumn.TITLE)).isEqualTo(title);
    }

    @Test
    void aHundredThousandRowsAreRefusedInWords() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Test", null)) {
            Worksheet sheet = book.newWorksheet("Many");
            sheet.value(0, 0, "Number");
            sheet.value(0, 1, "Disposition");
            for (int i = 1; i <= 100_000; i++) {
                sheet.value(i, 0, "x");
                sheet.value(i, 1, "Noted");
            }
        }
        refused(bytes.toByteArray(), "more than 20,000 rows");
    }

    @Test
    void aWorkbookThatUnpacksToGigabytesIsRefusedBeforeItIsRead() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        refused(bytes.toByteArray(), "larger than any list of contributions");
    }

    @Test
    void whatIsNoListIsRefusedInWords() {
        for (byte[] file : List.of(
                SampleFiles.docx("no list"),
                new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2, 3},
                SampleFiles.with(
                        SampleFiles.xlsx("x"),
                        "xl/workbook.xml",
                        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".getBytes(StandardCharsets.UTF_8)))) {
            refused(file, "cannot be read as an Excel workbook");
        }
        refused(SampleFiles.pdf("no list"), "");
    }
}
