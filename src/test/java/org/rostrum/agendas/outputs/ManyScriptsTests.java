package org.rostrum.agendas.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import com.openhtmltopdf.bidi.BidiSplitter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Every script that members write in, and as much as an agenda can hold. */
class ManyScriptsTests {

    private static PdfAgenda pdf() {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return new PdfAgenda(engine);
    }

    private static byte[] written(AgendaWriter writer, AgendaSheet sheet) throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(sheet, out);
        return out.toByteArray();
    }

    private static String pdfText(String... titles) throws IOException {
        AgendaSheet.Item[] items = IntStream.range(0, titles.length)
                .mapToObj(n -> SampleSheet.item(String.valueOf(n + 1), 0, titles[n], ""))
                .toArray(AgendaSheet.Item[]::new);
        try (PDDocument pdf = Loader.loadPDF(written(pdf(), SampleSheet.of(items)))) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    @Test
    void aPdfBringsTheLettersOfEveryScriptAlong() throws IOException {
        byte[] file = written(
                pdf(),
                SampleSheet.of(
                        SampleSheet.item("1", 0, SampleSheet.CHINESE, ""),
                        SampleSheet.item("2", 0, SampleSheet.KOREAN, ""),
                        SampleSheet.item("3", 0, SampleSheet.JAPANESE, "")));

        try (PDDocument pdf = Loader.loadPDF(file)) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains(SampleSheet.CHINESE, SampleSheet.KOREAN, SampleSheet.JAPANESE);
            for (var page : pdf.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
            }
        }
    }

    @Test
    void arabicAndHebrewAreReadFromTheRight() throws IOException {
        assertThat(pdfText(SampleSheet.ARABIC, "Rev. " + SampleSheet.ARABIC + " (2)", "שלום"))
                .contains(SampleSheet.ARABIC, "שלום");
    }

    @Test
    void numbersKeepTheirOrderAmongLettersFromTheRight() {
        assertThat(new RightToLeft.Reorderer().reorderRTLTextToLTR("אב 12 (ג)")).isEqualTo("(ג) 12 בא");

        var line = new RightToLeft.Splitter();
        line.setParagraph("7.1 אב 12 and 3", BidiSplitter.LTR);
        assertThat(line.countTextRuns()).isEqualTo(3);
        assertThat(line.getVisualRun(1).getStart()).isEqualTo(4);
        assertThat(line.getVisualRun(1).getLength()).isEqualTo("אב 12".length());
    }

    @Test
    void arabicLettersTakeTheFormOfTheirPlace() {
        // Beginning, middle, end; a letter that joins to one side only; lam and alef as one.
        assertThat(ArabicLetters.shaped("تتت")).isEqualTo("\uFE97\uFE98\uFE96");
        assertThat(ArabicLetters.shaped("دار")).isEqualTo("\uFEA9\uFE8D\uFEAD");
        assertThat(ArabicLetters.shaped("سلام")).isEqualTo("\uFEB3\uFEFC\uFEE1");
        assertThat(ArabicLetters.shaped("بَب")).isEqualTo("\uFE91\u064E\uFE90");
        assertThat(ArabicLetters.shaped("plain")).isEqualTo("plain");
    }

    @Test
    void whatNoFontShowsIsSaidByName() throws IOException {
        assertThat(pdfText("Launch \uD83D\uDE80 of \uD83C\uDDF5\uD83C\uDDF1 \uD83D\uDC69\uFE0F\uD83D\uDD2C"))
                .contains("Launch [rocket] of PL [woman][microscope]");
    }

    @Test
    void marksThatTurnTheReadingDirectionAndWhatXmlCannotWriteAreLeftOut() {
        assertThat(Printable.of("a\u202Eb\u2067c\uFFFEd\u0001e\ud800f\tg\n")).isEqualTo("abcdef\tg\n");
        assertThat(Printable.of("\uD83D\uDE80 \u0634")).isEqualTo("\uD83D\uDE80 \u0634");
    }

    @Test
    void wordKnowsWhichPartsReadFromTheRight() throws IOException {
        byte[] file = written(
                new WordAgenda(),
                SampleSheet.of(SampleSheet.item("1", 0, "About " + SampleSheet.ARABIC, SampleSheet.ARABIC)));

        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(file))) {
            assertThat(word.getParagraphs().stream()
                            .filter(paragraph -> paragraph.getText().contains(SampleSheet.ARABIC))
                            .map(paragraph -> paragraph.getCTP().xmlText()))
                    .hasSize(3)
                    .allMatch(xml -> xml.contains("<w:rtl/>"));
        }
    }

    @Test
    void notesKeepTheirListsAndLoseTheirMarkup() {
        assertThat(
                        NoteBlock.of(
                                "# Ask\n\n- **one**\n- [two](https://example.org/2)\n  1. deeper\n\n`code`\n\n> said\n\n<b>x</b>"))
                .containsExactly(
                        new NoteBlock(0, "", "Ask"),
                        new NoteBlock(1, "•", "one"),
                        new NoteBlock(1, "•", "two <https://example.org/2>"),
                        new NoteBlock(2, "1.", "deeper"),
                        new NoteBlock(0, "", "code"),
                        new NoteBlock(0, "", "said"),
                        new NoteBlock(0, "", "<b>x</b>"));
        assertThat(NoteBlock.of("3. three\n4. four"))
                .extracting(NoteBlock::marker)
                .containsExactly("3.", "4.");
        assertThat(NoteBlock.of("| a | b |\n|---|---|\n| 1 | 2 |"))
                .extracting(NoteBlock::text)
                .containsExactly("a | b", "1 | 2");
        assertThat(NoteBlock.of("> ".repeat(3_000) + "deep")).isNotEmpty();
    }

    @Test
    void fourHundredItemsWithSixteenHundredContributionsAreAllThere() throws IOException {
        AgendaSheet sheet = SampleSheet.large();
        String numbers = sheet.items().stream()
                .flatMap(item -> item.contributions().stream())
                .flatMap(handled -> handled.documents().stream())
                .map(AgendaSheet.Document::number)
                .collect(Collectors.joining("\n"));
        assertThat(sheet.items()).hasSize(400);
        assertThat(numbers.lines()).hasSizeGreaterThanOrEqualTo(1_600);

        assertThat(new String(written(new CsvAgenda(), sheet), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("Contribution,")))
                .hasSameSizeAs(numbers.lines().toList());
        assertThat(new String(written(new TextAgenda(), sheet), StandardCharsets.UTF_8))
                .contains(numbers.lines().toList());
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(written(new ExcelAgenda(), sheet)))) {
            Sheet contributions = book.getSheet("Contributions");
            assertThat(contributions.getLastRowNum())
                    .isEqualTo((int) numbers.lines().count());
        }
        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(written(new WordAgenda(), sheet)))) {
            assertThat(word.getTables().stream()
                            .map(XWPFTable::getText)
                            .collect(Collectors.joining())
                            .lines()
                            .filter(line -> line.contains("OMA-DMSO-2026-")))
                    .hasSameSizeAs(numbers.lines().toList());
        }
    }
}
