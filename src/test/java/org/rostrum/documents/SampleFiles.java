package org.rostrum.documents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

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

    /** As Word saves a document with a password: an old container with a stream of this name. */
    public static byte[] encryptedOffice() {
        try (var container = new POIFSFileSystem();
                var bytes = new ByteArrayOutputStream()) {
            container.createDocument(new ByteArrayInputStream(new byte[5000]), "EncryptedPackage");
            container.createDocument(new ByteArrayInputStream(new byte[100]), "EncryptionInfo");
            container.writeFilesystem(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param password to open it with; empty where only changing it needs one */
    public static byte[] encryptedPdf(String password) {
        try (var pdf = new PDDocument();
                var bytes = new ByteArrayOutputStream()) {
            pdf.addPage(new PDPage());
            var policy = new StandardProtectionPolicy("owner", password, new AccessPermission());
            policy.setEncryptionKeyLength(128);
            pdf.protect(policy);
            pdf.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the directory begins of a zip that is small and has no comment. */
    public static int directory(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
    }

    /** The same bytes with one name in place of another of the same length. */
    public static byte[] replaced(byte[] zip, String name, String other) {
        return new String(zip, StandardCharsets.ISO_8859_1).replace(name, other).getBytes(StandardCharsets.ISO_8859_1);
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
