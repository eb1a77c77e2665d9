package org.rostrum.agendas.outputs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.rostrum.agendas.ItemKind;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * A Word document with headings, lists and tables that Word knows as such. Written part by part into the zip that it is;
 * what is the same in each, its styles in the first place, are files beside this one's template.
 */
@Component
class WordAgenda implements AgendaWriter {

    private static final int[] COLUMNS = {2350, 620, 3018, 1500, 1150, 1000};
    private static final List<String> HEADS = List.of("Number", "Type", "Title", "Source", "For", "State");

    @Override
    public AgendaFormat format() {
        return AgendaFormat.WORD;
    }

    @Override
    public void write(AgendaSheet sheet, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        try {
            for (String part : List.of(
                    "[Content_Types].xml",
                    "_rels/.rels",
                    "word/_rels/document.xml.rels",
                    "word/styles.xml",
                    "word/settings.xml",
                    "word/numbering.xml")) {
                zip.putNextEntry(new ZipEntry(part));
                try (InputStream same = new ClassPathResource("agenda-outputs/docx/" + fileOf(part)).getInputStream()) {
                    same.transferTo(zip);
                }
                zip.closeEntry();
            }
            part("docProps/core.xml", zip, part -> properties(sheet, part));
            part("word/header1.xml", zip, part -> header(sheet, new WordXml(part)));
            part("word/footer1.xml", zip, part -> footer(sheet, new WordXml(part)));
            part("word/document.xml", zip, part -> body(sheet, new WordXml(part)));
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        zip.finish();
    }

    private interface Part {
        void write(OutputStream out) throws XMLStreamException;
    }

    /** Buffered, because XML comes in many small pieces and a zip packs each by itself. */
    private static void part(String name, ZipOutputStream zip, Part part) throws IOException, XMLStreamException {
        zip.putNextEntry(new ZipEntry(name));
        OutputStream buffered = new BufferedOutputStream(zip, 1 << 16);
        part.write(buffered);
        buffered.flush();
        zip.closeEntry();
    }

    /** Flat, and under names that no build takes for something else. */
    private static String fileOf(String part) {
        return part.replace("[Content_Types]", "content-types")
                .replace("_rels/.rels", "package.rels")
                .replace("word/_rels/", "")
                .replace("word/", "");
    }

    private static void properties(AgendaSheet sheet, OutputStream out) throws XMLStreamException {
        String core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        String dublin = "http://purl.org/dc/elements/1.1/";
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("cp", "coreProperties", core);
        xml.writeNamespace("cp", core);
        xml.writeNamespace("dc", dublin);
        for (String[] property : new String[][] {
            {"title", sheet.title()}, {"subject", sheet.edition()}, {"creator", sheet.body()}, {"language", "en-GB"}
        }) {
            xml.writeStartElement("dc", property[0], dublin);
            xml.writeCharacters(property[1]);
            xml.writeEndElement();
        }
        xml.writeEndDocument();
        xml.flush();
    }

    private static void header(AgendaSheet sheet, WordXml word) throws XMLStreamException {
        word.begin("hdr").paragraph("Header");
        word.text((sheet.document() == null ? sheet.group() : sheet.document()) + "\t" + sheet.edition());
        word.close();
        if (sheet.notice() != null) {
            word.paragraph("Notice").text(sheet.notice()).close();
        }
        word.end();
    }

    private static void footer(AgendaSheet sheet, WordXml word) throws XMLStreamException {
        word.begin("ftr").paragraph("Footer");
        word.text(sheet.meeting() + "\tPage ").field("PAGE").text(" of ").field("NUMPAGES");
        word.close().end();
    }

    private static void body(AgendaSheet sheet, WordXml word) throws XMLStreamException {
        word.begin("document").open("body");
        word.paragraph("Body").text(sheet.body()).close();
        word.paragraphFor("Title", sheet.title()).text(sheet.title()).close();
        for (AgendaSheet.Fact fact : sheet.facts()) {
            word.paragraph("Fact")
                    .text(fact.label(), "Label")
                    .text("\t" + fact.text())
                    .close();
        }
        if (!sheet.note().isEmpty()) {
            word.paragraphFor("Quote", sheet.note()).text(sheet.note()).close();
        }
        for (AgendaSheet.Item item : sheet.items()) {
            item(item, word);
        }
        word.open("sectPr");
        word.open("headerReference");
        word.relation("default", "rHeader").close();
        word.open("footerReference");
        word.relation("default", "rFooter").close();
        word.say("pgSz", "w", "11906", "h", "16838");
        word.say(
                "pgMar", "top", "1418", "right", "1134", "bottom", "1134", "left", "1134", "header", "567", "footer",
                "567", "gutter", "0");
        word.close().close().end();
    }

    private static void item(AgendaSheet.Item item, WordXml word) throws XMLStreamException {
        String style = item.kind() == ItemKind.BREAK ? "Break" : "Heading" + (item.depth() + 1);
        word.paragraph(style);
        word.text(item.number().isEmpty() ? item.title() : item.number() + "\t" + item.title());
        word.close();
        if (!item.inBrief().isEmpty()) {
            word.paragraph("Brief").text(item.inBrief()).close();
        }
        for (NoteBlock block : item.notes()) {
            note(block, word);
        }
        if (!item.contributions().isEmpty()) {
            contributions(item, word);
        }
    }

    private static void note(NoteBlock block, WordXml word) throws XMLStreamException {
        if (block.level() == 0) {
            word.paragraphFor("Note", block.text()).text(block.text()).close();
            return;
        }
        int level = Math.min(block.level(), 4);
        word.open("p").open("pPr");
        if (block.marker().equals("•")) {
            word.say("pStyle", "val", "NoteList");
            word.open("numPr")
                    .say("ilvl", "val", String.valueOf(level - 1))
                    .say("numId", "val", "1")
                    .close();
        } else {
            word.say("pStyle", "val", "NoteList");
            word.say("ind", "left", String.valueOf(737 + 340 * level), "hanging", "340");
        }
        word.close();
        word.text(
                block.marker().isEmpty() || block.marker().equals("•")
                        ? block.text()
                        : block.marker() + "\t" + block.text());
        word.close();
    }

    private static void contributions(AgendaSheet.Item item, WordXml word) throws XMLStreamException {
        word.open("tbl").open("tblPr");
        word.say("tblStyle", "val", "Documents");
        word.say("tblW", "w", "0", "type", "auto");
        word.say("tblLayout", "type", "fixed");
        word.say("tblLook", "val", "0020", "firstRow", "1", "noHBand", "1", "noVBand", "1");
        word.say("tblCaption", "val", "Contributions to " + (item.number() + " " + item.title()).strip());
        word.close().open("tblGrid");
        for (int width : COLUMNS) {
            word.say("gridCol", "w", String.valueOf(width));
        }
        word.close();
        word.open("tr").open("trPr").say("cantSplit").say("tblHeader").close();
        for (int column = 0; column < COLUMNS.length; column++) {
            cell(COLUMNS[column], HEADS.get(column), "TableHead", word);
        }
        word.close();
        for (AgendaSheet.Handled handled : item.contributions()) {
            if (handled.together() != null) {
                together(handled.together(), word);
            }
            for (AgendaSheet.Document document : handled.documents()) {
                row(document, handled.together() != null, word);
            }
        }
        // Two tables that touch are one to Word.
        word.close().paragraph("AfterTable").close();
    }

    private static void together(String name, WordXml word) throws XMLStreamException {
        word.open("tr").open("trPr").say("cantSplit").close();
        word.open("tc").open("tcPr");
        int all = 0;
        for (int width : COLUMNS) {
            all += width;
        }
        word.say("tcW", "w", String.valueOf(all), "type", "dxa");
        word.say("gridSpan", "val", String.valueOf(COLUMNS.length));
        word.say("shd", "val", "clear", "color", "auto", "fill", "EEF1F4");
        word.close().paragraph("Together").text("Handled together: " + name).close();
        word.close().close();
    }

    private static void row(AgendaSheet.Document document, boolean together, WordXml word) throws XMLStreamException {
        word.open("tr").open("trPr").say("cantSplit").close();
        cell(COLUMNS[0], document.number(), together ? "TableMember" : "TableText", word);
        cell(COLUMNS[1], document.type(), "TableText", word);
        cell(COLUMNS[2], document.title(), "TableText", word);
        cell(COLUMNS[3], document.source(), "TableText", word);
        cell(COLUMNS[4], document.purpose(), "TableText", word);
        cell(COLUMNS[5], document.standing(), "TableText", word);
        word.close();
    }

    private static void cell(int width, String text, String style, WordXml word) throws XMLStreamException {
        word.open("tc")
                .open("tcPr")
                .say("tcW", "w", String.valueOf(width), "type", "dxa")
                .close();
        word.paragraphFor(style, text).text(text).close().close();
    }
}
