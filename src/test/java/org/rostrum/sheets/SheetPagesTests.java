package org.rostrum.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.sheets.ListOnRecord.Paper;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list as a file over HTTP, out and in. */
@RostrumTest
class SheetPagesTests {

    private final MockMvcTester mvc;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final Newcomers newcomers;
    private final OwnGroup own;

    private String list = "";
    private Paper one = new Paper(new UUID(0, 0), "");

    SheetPagesTests(
            MockMvcTester mvc, JsonMapper json, Newcomers newcomers, Viewers viewers, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.json = json;
        this.jdbc = jdbc;
        this.newcomers = newcomers;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
    }

    @BeforeEach
    void aListOfTwo() {
        Gathering meeting = own.meetingIn(Duration.ofHours(-1));
        ListOnRecord record = new ListOnRecord(own, meeting, jdbc);
        record.agenda("1 Opening", "7.10 Bootstrap");
        one = record.paper("Retry timer", "CR", 2, 1);
        record.paper("=HYPERLINK(\"https://example.org\")", "INP", 1, null);
        list = "/meetings/" + meeting.id() + "/contributions";
    }

    private MvcTestResult gets(Newcomer who, String path) {
        return mvc.get().uri(path).with(who.signedIn()).exchange();
    }

    private MvcTestResult uploads(Newcomer who, String path, String name, byte[] file) {
        return mvc.post()
                .uri(path)
                .multipart()
                .file(new MockMultipartFile("file", name, MediaType.APPLICATION_OCTET_STREAM_VALUE, file))
                .with(who.signedIn())
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    private MvcTestResult posts(Newcomer who, String path, String mark) {
        return mvc.post()
                .uri(path)
                .param("mark", mark)
                .with(who.signedIn())
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    private static String body(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] disposition(String outcome) {
        return ("TDoc;Decision\r\n" + one.number() + "R01;" + outcome + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theWorkbookHoldsOneRowForEachDocument() throws IOException {
        MvcTestResult file = gets(own.delegate, list + ".xlsx");
        assertThat(file)
                .hasStatusOk()
                .hasContentType(SheetFormat.XLSX.mediaType())
                .hasHeader(
                        HttpHeaders.CONTENT_LENGTH,
                        String.valueOf(file.getResponse().getContentAsByteArray().length));
        assertThat(file.getResponse().getHeader(HttpHeaders.CONTENT_DISPOSITION))
                .contains("attachment", own.group.code() + "-", "-contributions.xlsx");
        try (var book =
                new XSSFWorkbook(new ByteArrayInputStream(file.getResponse().getContentAsByteArray()))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getLastRowNum()).isEqualTo(3);
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A1:R4");
            assertThat(cell(sheet, 2, SheetColumn.NUMBER)).isEqualTo(one.number() + "R01");
            assertThat(cell(sheet, 2, SheetColumn.REVISION_OF)).isEqualTo(one.number());
            assertThat(cell(sheet, 1, SheetColumn.REVISED_TO)).isEqualTo(one.number() + "R01");
            assertThat(cell(sheet, 2, SheetColumn.AGENDA_ITEM)).isEqualTo("7.10 Bootstrap");
            assertThat(cell(sheet, 3, SheetColumn.TITLE))
                    .as("text, and no formula")
                    .startsWith("=HYPERLINK");
        }
    }

    private static String cell(XSSFSheet sheet, int row, SheetColumn column) {
        for (Cell head : sheet.getRow(0)) {
            if (head.getStringCellValue().equals(column.header())) {
                return sheet.getRow(row).getCell(head.getColumnIndex()).getStringCellValue();
            }
        }
        throw new AssertionError("No column " + column);
    }

    @Test
    void theFilesHoldWhatTheListShows() {
        assertThat(body(gets(own.delegate, list + ".csv?q=retry")))
                .contains("Retry timer")
                .doesNotContain("HYPERLINK");
        assertThat(body(gets(own.delegate, list + ".csv"))).contains("\"'=HYPERLINK(");
        assertThat(body(gets(own.secretary, list + "?q=retry&sort=title")))
                .contains("contributions.xlsx?q=retry&amp;sort=title", "contributions/imports");
        assertThat(body(gets(own.delegate, list)))
                .contains("contributions.csv")
                .doesNotContain("contributions/imports");
    }

    @Test
    void aFileIsLookedAtTakenAndTakenBackOnItsPage() {
        MvcTestResult uploaded =
                uploads(own.secretary, list + "/imports", "C:\\lists\\back.csv", disposition("Agreed"));
        assertThat(uploaded).hasStatus(302);
        String page = Objects.requireNonNull(uploaded.getResponse().getRedirectedUrl());
        String preview = body(gets(own.secretary, page));
        assertThat(preview)
                .contains("back.csv", one.number(), "<ins>Agreed</ins>", "Change 1 contribution")
                .doesNotContain("lists\\");
        String mark = preview.replaceFirst("(?s).*name=\"mark\" value=\"([0-9a-f]+)\".*", "$1");
        assertThat(posts(own.secretary, page + "/application", "another"))
                .hasStatus(302)
                .flash()
                .hasEntrySatisfying(
                        "refused", said -> assertThat(said).asString().contains("changed since you looked"));
        assertThat(posts(own.secretary, page + "/application", mark)).hasStatus(302);
        assertThat(body(gets(own.secretary, page))).contains("Undo this import", "Imported by " + own.secretary.name());
        assertThat(body(gets(own.chair, page))).doesNotContain("Undo this import");
        assertThat(posts(own.secretary, page + "/undo", "")).hasStatus(302);
        assertThat(body(gets(own.secretary, page))).contains("Undone by " + own.secretary.name());
        assertThat(body(gets(own.secretary, list + "/imports"))).contains("back.csv", "Undone");
    }

    @Test
    void whatIsWrongIsToldBesideTheFieldAndInTheTable() {
        MvcTestResult nothing = uploads(own.secretary, list + "/imports", "a.csv", new byte[0]);
        assertThat(nothing).hasStatus(422);
        assertThat(body(nothing)).contains("Choose the file.", "id=\"file-error\"");
        MvcTestResult headless =
                uploads(own.secretary, list + "/imports", "a.csv", "a,b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(headless).hasStatus(422);
        assertThat(body(headless)).contains("No row names the columns");
        MvcTestResult wrong = uploads(own.secretary, list + "/imports", "a.csv", disposition("<b>Fine</b>"));
        assertThat(body(gets(
                        own.secretary,
                        Objects.requireNonNull(wrong.getResponse().getRedirectedUrl()))))
                .contains("“&lt;b&gt;Fine&lt;/b&gt;” is none of", "Nothing is imported while rows are wrong")
                .doesNotContain("name=\"mark\"");
    }

    @Test
    void programsDoTheSame() {
        String api = "/api/v1" + list + "/imports";
        MvcTestResult uploaded = mvc.post()
                .uri(api)
                .multipart()
                .file(new MockMultipartFile("file", "a.csv", "text/csv", disposition("Noted")))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + own.chair.token())
                .exchange();
        assertThat(uploaded).hasStatus(201);
        JsonNode preview = json.readTree(body(uploaded));
        assertThat(preview.at("/changed").intValue()).isEqualTo(1);
        assertThat(preview.at("/rows/0/changes/0/after").stringValue()).isEqualTo("Noted");
        String own = Objects.requireNonNull(uploaded.getResponse().getHeader(HttpHeaders.LOCATION));
        assertThat(sends(
                        own + "/application",
                        "{\"mark\":\"" + preview.at("/mark").stringValue() + "\"}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("appliedAt")
                .isNotNull();
        assertThat(sends(own + "/undo", ""))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("undoneAt")
                .isNotNull();
        assertThat(sends(own + "/undo", "")).hasStatus(409);
    }

    private MvcTestResult sends(String path, String content) {
        return mvc.post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + own.chair.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(content)
                .exchange();
    }

    @Test
    void delegatesReadTheListAndImportNothing() {
        assertThat(gets(own.delegate, list + ".csv")).hasStatusOk();
        assertThat(gets(own.delegate, list + "/imports")).hasStatus(403);
        assertThat(uploads(own.delegate, list + "/imports", "a.csv", disposition("Agreed")))
                .hasStatus(403);
        MvcTestResult uploaded = uploads(own.secretary, list + "/imports", "a.csv", disposition("Agreed"));
        String page = Objects.requireNonNull(uploaded.getResponse().getRedirectedUrl());
        assertThat(gets(own.delegate, page)).hasStatus(403);
        Newcomer ofNoMember = newcomers.person();
        assertThat(gets(ofNoMember, list + ".xlsx")).hasStatus(403);
        assertThat(gets(ofNoMember, list + "/imports")).hasStatus(403);
        jdbc.sql("update working_group set visibility = 'GROUP' where id = ?")
                .param(own.group.id().value())
                .update();
        Newcomer outsider = newcomers.delegate();
        assertThat(gets(outsider, list + ".xlsx")).hasStatus(404);
        assertThat(gets(outsider, list + "/imports")).hasStatus(404);
    }
}
