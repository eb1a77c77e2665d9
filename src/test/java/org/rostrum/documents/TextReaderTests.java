package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.unit.DataSize;

/** What documents of each kind say, and what hostile ones cost. */
class TextReaderTests {

    private static final int MOST = 20_000;
    private static final TextReader READER = reader(Duration.ofSeconds(30));

    private static TextReader reader(Duration longest) {
        return new TextReader(new TextSettings(Duration.ZERO, longest, DataSize.ofMegabytes(96), MOST));
    }

    @AfterAll
    static void end() {
        READER.destroy();
    }

    private static DocumentText text(DocumentKind kind, byte[] content) throws Exception {
        return READER.read(kind, new ByteArrayResource(content));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eachKindIsReadParagraphByParagraph() throws Exception {
        assertThat(text(DocumentKind.DOCX, RealFiles.docx("Scope", "Clause 5 is  about\tNB-IoT.", "Zażółć 会議")))
                .isEqualTo(DocumentText.of("Scope\nClause 5 is about NB-IoT.\nZażółć 会議", false));
        assertThat(text(DocumentKind.DOCX, RealFiles.docxWithTable("Resource", "Observed"))
                        .content())
                .isEqualTo("Resource\tObserved");
        assertThat(text(DocumentKind.PPTX, RealFiles.pptx("Bootstrap over SMS")).content())
                .isEqualTo("Bootstrap over SMS");
        assertThat(text(DocumentKind.XLSX, RealFiles.xlsx("Clause 5.1")).content())
                .isEqualTo("Clauses\nClause 5.1");
        assertThat(text(DocumentKind.ODT, RealFiles.odt("Scope", "An open text"))
                        .content())
                .isEqualTo("Scope\nAn open text");
        assertThat(text(DocumentKind.PDF, RealFiles.pdf("The first page", "The second"))
                        .content())
                .isEqualTo("The first page\nThe second");
        assertThat(text(DocumentKind.MARKDOWN, bytes("# Scope\n\nA *line*\nand another\n"))
                        .content())
                .isEqualTo("# Scope\nA *line*\nand another");
        assertThat(text(DocumentKind.TEXT, "Zażółć gęślą jaźń, a line of text".getBytes(StandardCharsets.UTF_16))
                        .content())
                .isEqualTo("Zażółć gęślą jaźń, a line of text");
    }

    @Test
    void anArchiveIsReadFileByFileInTheOrderOfTheirNames() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("2 slides.pptx", RealFiles.pptx("Slides"));
        files.put("1 change.docx", RealFiles.docx("A change"));
        files.put("3 broken.docx", SampleFiles.docx("not <closed"));
        files.put("4 inner.zip", SampleFiles.zip(Map.of("secret.txt", bytes("not opened"))));
        assertThat(text(DocumentKind.ZIP, SampleFiles.zip(files)).content())
                .isEqualTo("1 change.docx\nA change\n2 slides.pptx\nSlides\n3 broken.docx\n4 inner.zip");
    }

    @Test
    void whatHasNoWordsHasNone() throws Exception {
        assertThat(text(DocumentKind.PDF, RealFiles.pdf("", ""))).isEqualTo(DocumentText.NO_WORDS);
        assertThat(text(DocumentKind.DOCX, RealFiles.docx(" "))).isEqualTo(DocumentText.NO_WORDS);
    }

    @Test
    void noMoreIsKeptThanMayBe() throws Exception {
        DocumentText cut = text(DocumentKind.DOCX, RealFiles.docx("word ".repeat(MOST)));
        assertThat(cut.cut()).isTrue();
        assertThat(cut.content()).hasSize(MOST).startsWith("word word");
        assertThat(text(DocumentKind.TEXT, bytes("short")).cut()).isFalse();
    }

    @Test
    void whatIsDamagedIsSaidToBe() throws Exception {
        assertThat(text(DocumentKind.PDF, SampleFiles.pdf("no page")).state())
                .isIn(DocumentText.State.FAILED, DocumentText.State.NONE);
        assertThat(text(DocumentKind.DOCX, bytes("no zip at all")))
                .isEqualTo(DocumentText.failed("It is damaged: its content cannot be read."));
    }

    private static byte[] docxOf(String documentXml) {
        return SampleFiles.with(RealFiles.docx("x"), "word/document.xml", bytes(documentXml));
    }

    private static final String OPEN =
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    private static final String CLOSE = "</w:body></w:document>";

    @Test
    void entitiesThatGrowAreNotExpandedAndNothingIsFetched() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE lolz [<!ENTITY e0 \"laugh\">");
        for (int i = 1; i <= 30; i++) {
            laughs.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        DocumentText laughed = text(
                DocumentKind.DOCX, docxOf(laughs + "]>" + OPEN + "<w:p><w:r><w:t>&e30;</w:t></w:r></w:p>" + CLOSE));
        assertThat(String.valueOf(laughed.content())).doesNotContain("laughlaugh");

        DocumentText fetched = text(
                DocumentKind.DOCX,
                docxOf("<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/passwd\">]>" + OPEN
                        + "<w:p><w:r><w:t>&file;</w:t></w:r></w:p>" + CLOSE));
        assertThat(String.valueOf(fetched.content())).doesNotContain("root:");
    }

    private static String outcome(DocumentKind kind, byte[] content) throws Exception {
        try {
            DocumentText text = text(kind, content);
            return text.cut() ? "cut" : String.valueOf(text.problem());
        } catch (TextReader.TookTooMuch e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void whatUnpacksToFarMoreOrIsNestedForEverCostsNoMoreThanItMay() throws Exception {
        // 20 MB of one letter in one paragraph, which pack to 20 KB.
        byte[] bomb = docxOf(OPEN + "<w:p><w:r><w:t>" + "a".repeat(MOST * 1_000) + "</w:t></w:r></w:p>" + CLOSE);
        assertThat(outcome(DocumentKind.DOCX, bomb))
                .isIn(
                        "cut",
                        "It unpacks to far more than it should.",
                        "It is damaged: its content cannot be read.",
                        "Reading it took more than 96 MB of memory.");

        DocumentText deep = text(
                DocumentKind.ODT,
                SampleFiles.with(
                        RealFiles.odt("x"),
                        "content.xml",
                        bytes("<a>".repeat(200_000) + "deep" + "</a>".repeat(200_000))));
        assertThat(deep.state()).isIn(DocumentText.State.FAILED, DocumentText.State.NONE);

        // And it goes on.
        assertThat(text(DocumentKind.TEXT, bytes("next")).content()).isEqualTo("next");
    }

    @Test
    void whatTakesTooLongIsEndedAndTheNextIsReadByANewProgram() throws Exception {
        TextReader impatient = reader(Duration.ofMillis(1));
        try {
            assertThatExceptionOfType(TextReader.TookTooMuch.class)
                    .isThrownBy(() -> impatient.read(
                            DocumentKind.DOCX, new ByteArrayResource(RealFiles.docx("word ".repeat(10_000)))));
        } finally {
            impatient.destroy();
        }
    }
}
