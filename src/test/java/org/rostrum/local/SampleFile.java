package org.rostrum.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.util.HtmlUtils;

/** A small file that word processors and readers really open, for contributions to have something to download. */
record SampleFile(String name, ByteArrayResource content) {

    static SampleFile markdown(String name, String text) {
        return new SampleFile(name + ".md", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The three parts without which Word takes a file for damaged. The first line is the heading. */
    static SampleFile word(String name, String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument\
                .wordprocessingml.document.main+xml"/></Types>""");
        parts.put("_rels/.rels", """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
                officeDocument" Target="word/document.xml"/></Relationships>""");
        var body = new StringBuilder();
        boolean heading = true;
        for (String line : text.strip().split("\n", -1)) {
            body.append("<w:p><w:r>")
                    .append(heading ? "<w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr>" : "")
                    .append("<w:t xml:space=\"preserve\">")
                    .append(HtmlUtils.htmlEscapeDecimal(line))
                    .append("</w:t></w:r></w:p>");
            heading = false;
        }
        parts.put("word/document.xml", """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s\
                <w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>""".formatted(body));
        return new SampleFile(name + ".docx", new ByteArrayResource(zip(parts)));
    }

    private static byte[] zip(Map<String, String> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** One page in one of the fonts that every reader has. The first line is the heading. */
    static SampleFile pdf(String name, String text) {
        var page = new StringBuilder("BT /F1 16 Tf 60 780 Td 18 TL ");
        boolean heading = true;
        for (String line : text.strip().split("\n", -1)) {
            page.append('(').append(line.replaceAll("([\\\\()])", "\\\\$1")).append(") Tj T* ");
            if (heading) {
                page.append("/F1 11 Tf T* ");
                heading = false;
            }
        }
        page.append("ET");
        var pdf = new StringBuilder("%PDF-1.4\n");
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length %d >>\nstream\n%s\nendstream".formatted(page.length(), page),
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        var places = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            places.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int table = pdf.length();
        pdf.append("xref\n0 ").append(objects.size() + 1).append('\n').append(places);
        pdf.append(
                "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n".formatted(objects.size() + 1, table));
        return new SampleFile(
                name + ".pdf", new ByteArrayResource(pdf.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }
}
