package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a file is, by its content and never by its name. */
@RostrumTest
class ReceivingTests {

    private final Documents documents;
    private final DocumentSettings settings;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    ReceivingTests(Documents documents, DocumentSettings settings, TransactionTemplate transaction, JdbcClient jdbc) {
        this.documents = documents;
        this.settings = settings;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    private DocumentKind kindOf(String name, byte[] content) throws IOException {
        try (ReceivedDocument received = documents.receive(name, new ByteArrayInputStream(content))) {
            return received.kind();
        }
    }

    private ThrowableAssertAlternative<Refusal> refused(String name, byte[] content) {
        return assertThatExceptionOfType(Refusal.class).isThrownBy(() -> kindOf(name, content));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eachKindIsKnownByItsContent() throws IOException {
        assertThat(kindOf("a.docx", SampleFiles.docx("x"))).isEqualTo(DocumentKind.DOCX);
        assertThat(kindOf("a.pptx", SampleFiles.pptx("x"))).isEqualTo(DocumentKind.PPTX);
        assertThat(kindOf("a.xlsx", SampleFiles.xlsx("x"))).isEqualTo(DocumentKind.XLSX);
        assertThat(kindOf("a.odt", SampleFiles.odt("x"))).isEqualTo(DocumentKind.ODT);
        assertThat(kindOf("a.pdf", SampleFiles.pdf("x"))).isEqualTo(DocumentKind.PDF);
        assertThat(kindOf("a.md", text("# Bootstrap\n\nText"))).isEqualTo(DocumentKind.MARKDOWN);
        assertThat(kindOf("a.txt", text("Zażółć gęślą jaźń"))).isEqualTo(DocumentKind.TEXT);
        assertThat(kindOf("a.txt", text("From: Dana\nSubject: text that looks like mail\n")))
                .isEqualTo(DocumentKind.TEXT);
        assertThat(kindOf("a.zip", SampleFiles.zip(Map.of("b.txt", text("b"))))).isEqualTo(DocumentKind.ZIP);
    }

    private void marks(String name, byte[] content, DocumentKind kind, boolean macros) throws IOException {
        try (ReceivedDocument received = documents.receive(name, new ByteArrayInputStream(content))) {
            assertThat(received.kind()).as(name).isEqualTo(kind);
            assertThat(received.macros()).as(name).isEqualTo(macros);
        }
    }

    @Test
    void macrosAreTakenAndMarkedWhereverTheyAre() throws IOException {
        byte[] vba = text("macros");
        byte[] docx = SampleFiles.docx("x");
        byte[] odt = SampleFiles.odt("x");
        marks("a.docm", SampleFiles.docm(), DocumentKind.DOCM, true);
        // It would not open under the name it came with, and does under the one it is handed out by.
        marks("a.docx", SampleFiles.docm(), DocumentKind.DOCM, true);
        marks("a.docx", docx, DocumentKind.DOCX, false);
        marks("a.docx", SampleFiles.with(docx, "word/vbaProject.bin", vba), DocumentKind.DOCX, true);
        marks("a.xlsx", SampleFiles.with(SampleFiles.xlsx("x"), "xl/vbaProject.bin", vba), DocumentKind.XLSX, true);
        marks("a.odt", odt, DocumentKind.ODT, false);
        marks("a.odt", SampleFiles.with(odt, "Basic/Standard/Module1.xml", vba), DocumentKind.ODT, true);
        marks("a.odt", SampleFiles.with(odt, "Scripts/python/x.py", vba), DocumentKind.ODT, true);
        marks("a.zip", SampleFiles.zip(Map.of("b.docm", SampleFiles.docm())), DocumentKind.ZIP, true);
        marks("a.zip", SampleFiles.zip(Map.of("b.docx", docx)), DocumentKind.ZIP, false);
    }

    @Test
    void withoutAnExtensionTheContentAloneDecides() throws IOException {
        assertThat(kindOf("report", SampleFiles.pdf("x"))).isEqualTo(DocumentKind.PDF);
        assertThat(kindOf("PROPOSAL.DOCX", SampleFiles.docx("x"))).isEqualTo(DocumentKind.DOCX);
    }

    @Test
    void aNameThatDisagreesWithTheContentIsRefusedInWords() {
        refused("change.docx", SampleFiles.pdf("x"))
                .withMessageStartingWith("This file is named .docx but its content is a PDF")
                .satisfies(refusal -> assertThat(refusal.fields()).containsKey("file"));
        refused("change.docx", SampleFiles.xlsx("x")).withMessageContaining("its content is an Excel workbook");
        refused("change.docx", SampleFiles.zip(Map.of("b.txt", text("b"))))
                .withMessageContaining("its content is a zip archive");
        refused("change.pdf", text("only text")).withMessageContaining("its content is plain text");
        refused("change.exe", SampleFiles.pdf("x")).withMessageContaining("named .exe but its content is a PDF");
    }

    @Test
    void whatIsNotTakenIsRefusedWithTheListOfWhatIs() {
        byte[] program = new byte[2048];
        program[0] = 'M';
        program[1] = 'Z';
        for (byte[] content : new byte[][] {
            program,
            text("<!DOCTYPE html><html><script>alert(1)</script></html>"),
            text("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'},
            SampleFiles.zip(Map.of("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0")))
        }) {
            refused("change.docx", content)
                    .withMessageContaining("docx, pptx, xlsx, odt, pdf, md, txt or zip")
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.UNSUPPORTED));
        }
    }

    @Test
    void textThatTurnsIntoBytesFurtherOnIsNoText() {
        byte[] content = new byte[5000];
        java.util.Arrays.fill(content, (byte) 'a');
        content[4000] = 0;
        refused("a.txt", content);
    }

    @Test
    void anEmptyFileIsRefused() {
        refused("a.docx", new byte[0]).withMessageStartingWith("This file is empty");
    }

    @Test
    void aFileOfExactlyTheLimitIsTakenAndOneByteMoreIsNot() throws IOException {
        long limit = settings.maxSize().toBytes();
        assertThat(limit).isEqualTo(50L * 1024 * 1024);
        try (ReceivedDocument received = documents.receive("a.pdf", endless(limit))) {
            assertThat(received.size()).isEqualTo(limit);
        }
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> documents.receive("a.pdf", endless(limit + 1)))
                .withMessage("This file is larger than 50 MB, the most that is taken.")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.TOO_LARGE));
    }

    /** A PDF of a size, of which only a buffer ever exists. */
    private static InputStream endless(long size) {
        byte[] start = text("%PDF-1.7\n");
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return at >= size ? -1 : at < start.length ? start[(int) at++] : (int) (at++ % 251);
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = (int) Math.min(length, size - at);
                for (int i = 0; i < count; i++) {
                    into[offset + i] = (byte) read();
                }
                return count == 0 ? -1 : count;
            }
        };
    }

    @Test
    void aZipBombIsRefusedWithoutBeingUnpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros.txt"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        refused("a.zip", bytes.toByteArray()).withMessageContaining("would unpack to far more than it should");
    }

    @Test
    void anOfficeFileWithABombForItsContentTypesIsReadUpToALimitOnly() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            byte[] spaces = new byte[1 << 20];
            for (int i = 0; i < 60; i++) {
                zip.write(spaces);
            }
            zip.closeEntry();
        }
        refused("a.docx", bytes.toByteArray()).withMessageContaining("an Office file of another kind");
    }

    @Test
    void aZipThatLeadsOutOfItsFolderOrIsCutOffIsRefused() {
        for (String name : new String[] {"../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\e"}) {
            refused("a.zip", SampleFiles.zip(Map.of(name, text("x")))).withMessageContaining("leads out of its folder");
        }
        byte[] whole = SampleFiles.docx("x");
        refused("a.docx", java.util.Arrays.copyOf(whole, whole.length - 30)).withMessageContaining("damaged");
    }

    @Test
    void anArchiveHoldsWhatIsTakenByItselfAndNothingElse() throws IOException {
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        kinds.put("texts/", new byte[0]);
        kinds.put("texts/a.docx", SampleFiles.docx("x"));
        kinds.put("texts/b.pdf", SampleFiles.pdf("x"));
        kinds.put("readme", text("words"));
        kinds.put("__MACOSX/texts/._a.docx", new byte[] {0, 5, 0x16, 7, 0, 2, 0, 0, 1});
        kinds.put("texts/.DS_Store", new byte[] {0, 0, 0, 1, 'B', 'u', 'd', '1', 0});
        assertThat(kindOf("a.zip", SampleFiles.zip(kinds))).isEqualTo(DocumentKind.ZIP);

        refusedInside("run.docx", text("MZ" + "\0".repeat(200))).withMessageContaining("“run.docx” is");
        refusedInside("docs/run.js", text("alert(1)"))
                .withMessage("In this zip archive, “run.js” is named .js but its content is plain text. "
                        + "Name it .txt, or choose the file you meant.");
        refusedInside("page.html", text("<!DOCTYPE html><html></html>"))
                .withMessageContaining("“page.html” is an HTML page");
        refusedInside("__MACOSX/._run.sh", text("#!/bin/sh")).withMessageContaining("“._run.sh” is");
        refusedInside("more.zip", SampleFiles.zip(Map.of("b.txt", text("b"))))
                .withMessageContaining("“more.zip” is refused: It is another zip archive. Put its files in directly.");
        refusedInside("lib.jar", SampleFiles.zip(Map.of("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0"))))
                .withMessageContaining("“lib.jar” is a Java archive");
    }

    private ThrowableAssertAlternative<Refusal> refusedInside(String name, byte[] content) {
        return refused("a.zip", SampleFiles.zip(Map.of(name, content)));
    }

    @Test
    void namesInAnArchiveThatCannotBeSeenOrAreThereTwiceAreRefused() {
        for (String name : new String[] {"a\u0000b.txt", "a\nb.txt", "a\u202Etxt.exe", "a\u009Fb.txt"}) {
            refused("a.zip", SampleFiles.zip(Map.of(name, text("x"))))
                    .withMessageContaining("characters that cannot be seen");
        }
        byte[] twice = SampleFiles.zip(Map.of("a.txt", text("x"), "b.txt", text("y")));
        refused("a.zip", SampleFiles.replaced(twice, "b.txt", "a.txt")).withMessageContaining("two files of one name");
    }

    @Test
    void aLinkInAnArchiveIsRefused() {
        byte[] zip = SampleFiles.zip(Map.of("a.txt", text("/etc/passwd")));
        int entry = SampleFiles.directory(zip);
        zip[entry + 5] = 3;
        zip[entry + 41] = (byte) 0xA1;
        refused("a.zip", zip).withMessageContaining("leads out of its folder");
    }

    @Test
    void anArchiveThatHoldsMoreThanItSaysIsABombHoweverSmallItSaysItIs() {
        byte[] zip = SampleFiles.zip(Map.of("a.txt", text("a".repeat(100_000))));
        int entry = SampleFiles.directory(zip);
        zip[entry + 24] = 10;
        zip[entry + 25] = 0;
        zip[entry + 26] = 0;
        refused("a.zip", zip).withMessageContaining("would unpack to far more than it should");
        byte[] docx = SampleFiles.with(SampleFiles.docx("x"), "word/media.bin", new byte[100_000]);
        int last = SampleFiles.directory(docx);
        docx[last + 24] = 1;
        refused("a.docx", docx)
                .satisfies(refusal -> assertThat(refusal.getMessage()).containsAnyOf("unpack", "damaged"));
    }

    @Test
    void whatIsEncryptedIsRefusedInWords() throws IOException {
        String words = "This file is encrypted with a password. Save it without one, so that others can read it.";
        byte[] zip = SampleFiles.zip(Map.of("a.txt", text("x")));
        zip[SampleFiles.directory(zip) + 8] |= 1;
        refused("a.zip", zip).withMessage(words);
        refused("a.odt", SampleFiles.with(SampleFiles.odt("x"), "META-INF/manifest.xml", text("<m:encryption-data/>")))
                .withMessage(words);
        refused("a.docx", SampleFiles.encryptedOffice()).withMessage(words);
        refused("a.pdf", SampleFiles.encryptedPdf("secret")).withMessage(words);
        refused("a.zip", SampleFiles.zip(Map.of("b.docx", SampleFiles.encryptedOffice())))
                .withMessageContaining("“b.docx” is encrypted with a password.");
        // Many are, to forbid changes, and open without a password all the same.
        assertThat(kindOf("a.pdf", SampleFiles.encryptedPdf(""))).isEqualTo(DocumentKind.PDF);
    }

    @Test
    void aZipOfTooManyFilesIsRefused() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i <= 10_000; i++) {
            entries.put("f" + i, new byte[0]);
        }
        refused("a.zip", SampleFiles.zip(entries)).withMessageContaining("too many files");
    }

    @Test
    void namesAreKeptWithoutWhatCouldHarm() {
        assertThat(FileName.of("../../etc/passwd.pdf").value()).isEqualTo("passwd.pdf");
        assertThat(FileName.of("C:\\Users\\dana\\CR.pdf").value()).isEqualTo("CR.pdf");
        assertThat(FileName.of("a\u202Efdp.exe.pdf").value()).isEqualTo("afdp.exe.pdf");
        assertThat(FileName.of("a\r\nSet-Cookie: x.pdf").value()).isEqualTo("aSet-Cookie: x.pdf");
        assertThat(FileName.of("a\u0000b.pdf").value()).isEqualTo("ab.pdf");
        assertThat(FileName.of("..").value()).isEqualTo("unnamed");
        assertThat(FileName.of(null).value()).isEqualTo("unnamed");
        assertThat(FileName.of("x".repeat(1000) + ".pdf").value()).hasSize(200).endsWith(".pdf");
    }

    @Test
    void whatIsStoredComesBackPieceByPiece() throws IOException {
        byte[] content = new byte[2 * Documents.CHUNK + 77];
        new java.util.Random(7).nextBytes(content);
        System.arraycopy(text("%PDF-1.7\n"), 0, content, 0, 9);
        DocumentId id;
        try (ReceivedDocument received = documents.receive("a.pdf", new ByteArrayInputStream(content))) {
            id = transaction.execute(status -> documents.store(received, new PersonId(Cast.DANA.id())));
        }
        StoredDocument stored = documents.find(id).orElseThrow();
        assertThat(stored.size()).isEqualTo(content.length);
        assertThat(stored.sizeInWords()).isEqualTo("2 MB");
        var checksum = new java.util.zip.CRC32();
        checksum.update(content);
        assertThat(stored.crc32()).isEqualTo(checksum.getValue());
        assertThat(documents.content(stored).getContentAsByteArray()).isEqualTo(content);
        try (InputStream middle = documents.content(stored).getInputStream()) {
            middle.skipNBytes(Documents.CHUNK + 5);
            assertThat(middle.read()).isEqualTo(content[Documents.CHUNK + 5] & 0xFF);
        }
        assertThat(jdbc.sql("select count(*) from document_chunk where document_id = ?")
                        .param(id.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1,1 byte", "812,812 bytes", "1024,1 KB", "1258291,1.2 MB", "52428800,50 MB", "1073741824,1 GB"})
    void sizesAreSaidAsPeopleSayThem(long bytes, String words) {
        assertThat(FileSize.inWords(bytes)).isEqualTo(words);
    }
}
