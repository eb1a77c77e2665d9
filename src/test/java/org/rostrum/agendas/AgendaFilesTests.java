package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.outputs.AgendaFormat;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What each of the files says, by readers that know nothing of what wrote them, and who may have it. */
@RostrumTest
class AgendaFilesTests {

    private static final String FORMULA = "=HYPERLINK(\"http://example.org\")";

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final AgendaGestures officer;

    AgendaFilesTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private MvcTestResult fetch(Cast person, Gathering meeting, String rest) {
        return mvc.get()
                .uri("/meetings/" + meeting.id() + "/agenda" + rest)
                .with(Body.signedIn(person))
                .exchange();
    }

    private static byte[] bytes(MvcTestResult result) {
        assertThat(result).hasStatusOk();
        return result.getResponse().getContentAsByteArray();
    }

    /** All that a file says, whatever it is. */
    private static String text(AgendaFormat format, byte[] file) throws IOException {
        return switch (format) {
            case PDF -> {
                try (PDDocument pdf = Loader.loadPDF(file)) {
                    yield new PDFTextStripper().getText(pdf);
                }
            }
            case WORD -> {
                try (var word = new XWPFWordExtractor(new XWPFDocument(new ByteArrayInputStream(file)))) {
                    yield word.getText();
                }
            }
            case EXCEL -> {
                StringBuilder all = new StringBuilder();
                try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
                    book.forEach(sheet -> sheet.forEach(row -> {
                        row.forEach(cell -> all.append(cell).append('\t'));
                        all.append('\n');
                    }));
                }
                yield all.toString();
            }
            case CSV, TEXT -> new String(file, StandardCharsets.UTF_8);
        };
    }

    private static OutlineRow row(
            int depth, ItemKind kind, String title, @Nullable Integer minutes, @Nullable String notes) {
        return new OutlineRow(null, depth, kind, title, "Carla Chair", minutes, notes);
    }

    private Gathering published() {
        Gathering meeting = body.meetingNextMonth();
        officer.draftsRows(
                Cast.CARLA,
                meeting,
                row(0, ItemKind.NORMAL, "Opening & welcome", 15, "The chair asks:\n\n- **one** thing\n- another"),
                row(0, ItemKind.INTERNAL, "Settle the seating", 10, "Quietly"),
                row(0, ItemKind.BREAK, "Coffee break", 30, null),
                row(0, ItemKind.NORMAL, "Change requests", 60, null),
                row(1, ItemKind.NORMAL, FORMULA, 45, null));
        PublishedAgenda agenda = officer.publishes(Cast.CARLA, meeting, "For the <second> day.");
        contributes(meeting, agenda.items().getLast(), "Retry timer", 1, null);
        UUID block = block(meeting, agenda.items().get(3), "Editorial");
        contributes(meeting, agenda.items().get(3), "Missing articles", 0, block);
        contributes(meeting, agenda.items().get(3), "By itself", 1, null);
        contributes(meeting, agenda.items().get(3), "Wrong references", 2, block);
        return meeting;
    }

    private UUID block(Gathering meeting, AgendaEntry item, String name) {
        UUID block = UUID.randomUUID();
        jdbc.sql("insert into agenda_block (id, meeting_id, item_id, name) values (?, ?, ?, ?)")
                .params(block, meeting.id(), item.id().value(), name)
                .update();
        return block;
    }

    private void contributes(Gathering meeting, AgendaEntry item, String title, int position, @Nullable UUID block) {
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, agenda_item_id, allocated_by, allocated_at,
                                                  item_position, block_id, reserved_at)
                        values (gen_random_uuid(), :meeting, :group, 1997,
                                (select coalesce(max(serial), 0) + 1 from contribution
                                  where group_id = :group and year = 1997), 'CR', 'Agreement', :title, 'RESERVED',
                                :author, 'Examplecom', :item, :author, now(), :position, :block, now())""")
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("title", title)
                .param("author", Cast.DANA.id())
                .param("item", item.id().value())
                .param("position", position)
                .param("block", block)
                .update();
    }

    @ParameterizedTest
    @EnumSource(AgendaFormat.class)
    void everyFormatSaysWhatMembersReadInItsOrder(AgendaFormat format) throws IOException {
        Gathering meeting = published();
        String file = text(format, bytes(fetch(Cast.DANA, meeting, "." + format.extension())));

        assertThat(file)
                .contains("Opening & welcome", "Coffee break", "Change requests", "OMA-DMSO-1997-", "Examplecom")
                .contains("Retry timer", "Agreement", "Reserved", "Editorial", "Europe/Warsaw")
                .contains("Carla Chair", "15", "60", "one", "another")
                .doesNotContain("Settle the seating", "Quietly", "i1");
        assertThat(file).containsSubsequence("Opening & welcome", "Coffee break", "Change requests");
        assertThat(file).containsSubsequence("Missing articles", "Wrong references", "By itself");
        if (format != AgendaFormat.CSV) {
            assertThat(file).contains("Agenda of A test meeting", "For the <second> day.", "DMSO");
        }
    }

    @ParameterizedTest
    @EnumSource(AgendaFormat.class)
    void internalItemsAreInTheFilesOfOfficersWhoAskForThemAndInNoOthers(AgendaFormat format) throws IOException {
        Gathering meeting = published();
        String file = "." + format.extension();

        assertThat(text(format, bytes(fetch(Cast.CARLA, meeting, file)))).doesNotContain("Settle the seating");
        assertThat(text(format, bytes(fetch(Cast.CARLA, meeting, file + "?internal=true"))))
                .contains("Settle the seating");
        assertThat(text(format, bytes(fetch(Cast.SEKRA, meeting, "/versions/1" + file + "?internal=true"))))
                .contains("Settle the seating");
        assertThat(fetch(Cast.DANA, meeting, file + "?internal=true")).hasStatus(403);
        assertThat(fetch(Cast.DANA, meeting, "/versions/1" + file + "?internal=true"))
                .hasStatus(403);
    }

    @ParameterizedTest
    @EnumSource(AgendaFormat.class)
    void theDraftIsForTheOfficers(AgendaFormat format) throws IOException {
        Gathering meeting = published();
        officer.drafts(Cast.CARLA, meeting, "Not for everybody yet");
        String file = "/draft." + format.extension();

        assertThat(text(format, bytes(fetch(Cast.SEKRA, meeting, file)))).contains("Not for everybody yet");
        assertThat(fetch(Cast.DANA, meeting, file)).hasStatus(403);
        assertThat(text(format, bytes(fetch(Cast.SEKRA, meeting, "." + format.extension()))))
                .doesNotContain("Not for everybody yet");
    }

    @Test
    void everyPageOfADraftSaysThatItIsOne() throws IOException {
        Gathering meeting = body.meetingNextMonth();
        officer.drafts(
                Cast.CARLA,
                meeting,
                IntStream.range(0, 120).mapToObj(n -> "Item " + n).toArray(String[]::new));

        try (PDDocument pdf = Loader.loadPDF(bytes(fetch(Cast.CARLA, meeting, "/draft.pdf")))) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(1);
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                var reader = new PDFTextStripper();
                reader.setStartPage(page);
                reader.setEndPage(page);
                assertThat(reader.getText(pdf))
                        .contains("DRAFT", "Page " + page + " of " + pdf.getNumberOfPages(), "DMSO");
            }
        }
        try (XWPFDocument word =
                new XWPFDocument(new ByteArrayInputStream(bytes(fetch(Cast.CARLA, meeting, "/draft.docx"))))) {
            assertThat(word.getHeaderList().getFirst().getText()).contains("DRAFT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/versions/1", "/draft"})
    void whoeverMayNotReadTheMeetingFindsNoFile(String which) {
        Gathering meeting = body.meeting(
                Body.CITY, java.time.Instant.now(), java.time.Instant.now().plusSeconds(3_600), "ACCEPT");
        officer.drafts(Cast.VICTOR, meeting, "Street lights");
        officer.publishes(Cast.VICTOR, meeting, "");

        for (AgendaFormat format : AgendaFormat.values()) {
            assertThat(fetch(Cast.DANA, meeting, which + "." + format.extension()))
                    .hasStatus(404);
        }
        assertThat(fetch(Cast.VICTOR, meeting, which + ".txt")).hasStatusOk();
    }

    @Test
    void aVersionIsTheSameForGoodAndSaysWhatIsInForce() throws IOException {
        Gathering meeting = body.meetingNextMonth();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "Close");
        officer.publishes(Cast.CARLA, meeting, "");

        assertThat(text(AgendaFormat.TEXT, bytes(fetch(Cast.DANA, meeting, "/versions/1.txt"))))
                .contains("Opening", "Not in force any more: version 2 is the latest.")
                .doesNotContain("Close");
        assertThat(text(AgendaFormat.TEXT, bytes(fetch(Cast.DANA, meeting, ".txt"))))
                .contains("Close")
                .doesNotContain("Not in force");
        assertThat(fetch(Cast.DANA, meeting, "/versions/3.txt")).hasStatus(404);
        assertThat(fetch(Cast.DANA, meeting, "/versions/1.exe")).hasStatus4xxClientError();
        assertThat(fetch(Cast.DANA, body.meetingNextMonth(), ".pdf")).hasStatus(404);
    }

    @ParameterizedTest
    @EnumSource(AgendaFormat.class)
    void aFileIsADownloadUnderANameThatSorts(AgendaFormat format) {
        Gathering meeting = published();
        MvcTestResult file = fetch(Cast.DANA, meeting, "." + format.extension());

        assertThat(file.getResponse().getHeader(HttpHeaders.CONTENT_DISPOSITION))
                .matches("attachment; filename=\"DMSO-\\d{4}-\\d{2}-\\d{2}-agenda-v01\\." + format.extension() + "\"");
        assertThat(file)
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        assertThat(file.getResponse().getContentType()).isEqualTo(format.mediaType());
    }

    @Test
    void programsFetchTheSameFilesByTheirToken() {
        Gathering meeting = published();

        MvcTestResult file = mvc.get()
                .uri("/api/v1/meetings/" + meeting.id() + "/agenda/versions/1.csv")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + Cast.DANA.token())
                .exchange();

        assertThat(bytes(file)).isEqualTo(bytes(fetch(Cast.DANA, meeting, "/versions/1.csv")));
    }

    @Test
    void aSpreadsheetRunsNothingThatATitleSays() throws IOException {
        Gathering meeting = published();

        String csv = new String(bytes(fetch(Cast.DANA, meeting, ".csv")), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFF");
        List<CsvRecord> rows;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv.substring(1))) {
            rows = reader.stream().toList();
        }
        assertThat(rows).hasSize(1 + 4 + 4).allMatch(row -> row.getFieldCount() == 17);
        assertThat(rows.stream().flatMap(row -> row.getFields().stream())).contains("'" + FORMULA);

        try (XSSFWorkbook book =
                new XSSFWorkbook(new ByteArrayInputStream(bytes(fetch(Cast.DANA, meeting, ".xlsx"))))) {
            Sheet items = book.getSheet("Agenda");
            book.forEach(sheet -> sheet.forEach(
                    row -> row.forEach(cell -> assertThat(cell.getCellType()).isNotEqualTo(CellType.FORMULA))));
            assertThat(items.getRow(4).getCell(3).getStringCellValue()).isEqualTo(FORMULA);
            assertThat(items.getRow(1).getCell(5).getNumericCellValue()).isEqualTo(15);
            assertThat(items.getRow(1).getCell(6).getLocalDateTimeCellValue()).isNotNull();
            assertThat(items.getRow(1).getCell(7).getStringCellValue()).isEqualTo("Europe/Warsaw");
            assertThat(book.getSheet("Contributions").getLastRowNum()).isEqualTo(4);
        }
    }

    @Test
    void aPdfSaysWhatIsAHeadingAndInWhichLanguageItIs() throws IOException {
        Gathering meeting = published();

        try (PDDocument pdf = Loader.loadPDF(bytes(fetch(Cast.DANA, meeting, ".pdf")))) {
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Agenda of A test meeting");
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot().getKids())
                    .isNotEmpty();
        }
    }

    @Test
    void aWordDocumentHasHeadingsAndTablesWhoseHeadIsRepeated() throws IOException {
        Gathering meeting = published();

        try (XWPFDocument word =
                new XWPFDocument(new ByteArrayInputStream(bytes(fetch(Cast.DANA, meeting, ".docx"))))) {
            assertThat(word.getParagraphs().stream()
                            .filter(paragraph -> "Heading2".equals(paragraph.getStyle()))
                            .map(org.apache.poi.xwpf.usermodel.XWPFParagraph::getText))
                    .containsExactly("2.1\t" + FORMULA);
            assertThat(word.getTables())
                    .hasSize(2)
                    .allMatch(table -> table.getRow(0).isRepeatHeader());
            assertThat(word.getProperties().getCoreProperties().getTitle()).isEqualTo("Agenda of A test meeting");
        }
    }

    @Test
    void plainTextFitsIntoAMail() throws IOException {
        Gathering meeting = body.meetingNextMonth();
        officer.drafts(Cast.CARLA, meeting, "Word ".repeat(50).strip(), "x".repeat(300), "设备管理".repeat(60));
        officer.publishes(Cast.CARLA, meeting, "");

        assertThat(Arrays.stream(text(AgendaFormat.TEXT, bytes(fetch(Cast.DANA, meeting, ".txt")))
                        .split("\n", -1)))
                .allMatch(line -> line.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum() <= 72);
    }

    @Test
    void aLongAgendaNeedsNoMoreStatementsThanAShortOne() {
        Gathering shortOne = body.meetingNextMonth();
        officer.drafts(Cast.CARLA, shortOne, "Opening");
        contributes(
                shortOne, officer.publishes(Cast.CARLA, shortOne, "").items().getFirst(), "One", 0, null);
        Gathering longOne = body.meetingNextMonth();
        officer.drafts(
                Cast.CARLA,
                longOne,
                IntStream.range(0, 60).mapToObj(n -> "Item " + n).toArray(String[]::new));
        officer.publishes(Cast.CARLA, longOne, "")
                .items()
                .forEach(item -> contributes(longOne, item, item.title(), 0, null));

        int few = Statements.during(() -> bytes(fetch(Cast.CARLA, shortOne, ".txt")));
        assertThat(Statements.during(() -> bytes(fetch(Cast.CARLA, longOne, ".txt"))))
                .isEqualTo(few)
                .isBetween(2, 12);
    }
}
