package org.rostrum.documents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Small files of each kind, made as the programs make them. */
public final class SampleFiles {

    private SampleFiles() {}

    public static byte[] pdf(String text) {
        return ("%PDF-1.7\n% " + text + "\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] docx(String text) {
        return office("wordprocessingml.document", "word/document.xml", text);
    }

    public static byte[] pptx(String text) {
        return office("presentationml.presentation", "ppt/presentation.xml", text);
    }

    public static byte[] xlsx(String text) {
        return office("spreadsheetml.sheet", "xl/workbook.xml", text);
    }

    private static byte[] office(String kind, String part, String text) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        // Some programs write the content types last.
        entries.put(part, ("<x>" + text + "</x>").getBytes(StandardCharsets.UTF_8));
        entries.put(
                "[Content_Types].xml",
                ("<Types><Override PartName=\"/" + part
                                + "\" ContentType=\"application/vnd.openxmlformats-officedocument." + kind
                                + ".main+xml\"/></Types>")
                        .getBytes(StandardCharsets.UTF_8));
        return zip(entries);
    }

    /** As Word writes a document with macros. */
    public static byte[] docm() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "[Content_Types].xml",
                "<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>"
                        .getBytes(StandardCharsets.UTF_8));
        entries.put("word/vbaProject.bin", new byte[] {1});
        return zip(entries);
    }

    /** The same zip with one more file in it. */
    public static byte[] with(byte[] zip, String name, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream read = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = read.getNextEntry(); entry != null; entry = read.getNextEntry()) {
                entries.put(entry.getName(), read.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.put(name, content);
        return zip(entries);
    }

    public static byte[] odt(String text) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.oasis.opendocument.text".getBytes(StandardCharsets.UTF_8));
        entries.put("content.xml", ("<x>" + text + "</x>").getBytes(StandardCharsets.UTF_8));
        return zip(entries);
    }

    public static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
