package org.rostrum.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Files with text, written by the libraries that programs write them with. */
public final class RealFiles {

    private RealFiles() {}

    /** Each paragraph on a line of its own. */
    public static byte[] docx(String... paragraphs) {
        try (XWPFDocument document = new XWPFDocument()) {
            for (String paragraph : paragraphs) {
                document.createParagraph().createRun().setText(paragraph);
            }
            return written(document::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] docxWithTable(String first, String second) {
        try (XWPFDocument document = new XWPFDocument()) {
            var row = document.createTable(1, 2).getRow(0);
            row.getCell(0).setText(first);
            row.getCell(1).setText(second);
            return written(document::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] pptx(String title) {
        try (XMLSlideShow show = new XMLSlideShow()) {
            show.createSlide().createTextBox().setText(title);
            return written(show::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] xlsx(String cell) {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            book.createSheet("Clauses").createRow(0).createCell(0).setCellValue(cell);
            return written(book::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] odt(String... paragraphs) {
        StringBuilder text = new StringBuilder();
        for (String paragraph : paragraphs) {
            text.append("<text:p>").append(paragraph).append("</text:p>");
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", DocumentKind.ODT.mediaType().getBytes(StandardCharsets.US_ASCII));
        entries.put("content.xml", """
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text>%s</office:text></office:body></office:document-content>""".formatted(text).getBytes(StandardCharsets.UTF_8));
        return SampleFiles.zip(entries);
    }

    /** A page for each text; one without is what a scanner makes. */
    public static byte[] pdf(String... pages) {
        try (PDDocument document = new PDDocument()) {
            for (String text : pages) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(72, 700);
                    content.showText(text);
                    content.endText();
                }
            }
            return written(document::save);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writing file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.to(out);
        return out.toByteArray();
    }
}
