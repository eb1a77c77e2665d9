package org.rostrum.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@RostrumTest
class ImportPagesTests {

    private final MockMvcTester mvc;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);

    ImportPagesTests(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    private MvcTestResult uploads(Cast who, String kind, byte[] file) {
        return mvc.post()
                .uri("/staff/imports")
                .multipart()
                .file(new MockMultipartFile("file", "list.csv", "text/csv", file))
                .param("kind", kind)
                .param("encoding", "auto")
                .with(Body.signedIn(who))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    private MvcTestResult gets(Cast who, String path) {
        return mvc.get().uri(path).with(Body.signedIn(who)).exchange();
    }

    private MvcTestResult posts(Cast who, String path, String mark) {
        return mvc.post()
                .uri(path)
                .param("mark", mark)
                .with(Body.signedIn(who))
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

    @Test
    void staffUploadLookTakeAndUndo() {
        MvcTestResult uploaded = uploads(
                Cast.ADA,
                "organizations",
                ("name,level\nPage " + tag + ",Essential\n").getBytes(StandardCharsets.UTF_8));
        assertThat(uploaded).hasStatus(302);
        String page = Objects.requireNonNull(uploaded.getResponse().getRedirectedUrl());
        String preview = body(gets(Cast.ADA, page));
        assertThat(preview).contains("Page " + tag, "Import 1 new and 0 changed");
        String mark = preview.replaceFirst("(?s).*name=\"mark\" value=\"([0-9a-f]+)\".*", "$1");
        assertThat(posts(Cast.ADA, page + "/application", mark)).hasStatus(302);
        assertThat(body(gets(Cast.ADA, page))).contains("Undo this import", "Imported by Ada Office");
        assertThat(posts(Cast.ADA, page + "/undo", "")).hasStatus(302);
        assertThat(body(gets(Cast.ADA, page))).contains("Undone by Ada Office").doesNotContain("Undo this import");
        assertThat(body(gets(Cast.ADA, "/staff/imports"))).contains("list.csv", "Undone");
    }

    @Test
    void aFileThatCannotBeReadIsToldBesideItsField() {
        MvcTestResult refused = uploads(Cast.ADA, "people", new byte[] {'n', 'a', 'm', 'e', (byte) 0xE9, '\n'});
        assertThat(refused).hasStatus(422);
        assertThat(body(refused)).contains("Windows-1252 below");
        MvcTestResult header = uploads(Cast.ADA, "people", "nom,email\nx,y\n".getBytes(StandardCharsets.UTF_8));
        assertThat(body(header)).contains("&quot;nom&quot; is no column of this kind");
    }

    @Test
    void whoIsNoStaffFindsNothing() {
        for (Cast who : new Cast[] {Cast.DANA, Cast.CARLA, Cast.TESSA, Cast.NORA}) {
            assertThat(gets(who, "/staff/imports").getResponse().getStatus()).isIn(403, 404);
            assertThat(gets(who, "/staff/imports/records/people").getResponse().getStatus())
                    .isIn(403, 404);
            assertThat(uploads(who, "people", "name,email\nx,x@x.example\n".getBytes(StandardCharsets.UTF_8))
                            .getResponse()
                            .getStatus())
                    .isIn(403, 404);
        }
    }

    @Test
    void templatesAreDownloadsThatSpreadsheetsTakeForUtf8() {
        MvcTestResult template = gets(Cast.ADA, "/staff/imports/templates/office-holders");
        assertThat(template).hasStatusOk().hasHeader("Content-Type", "text/csv;charset=UTF-8");
        assertThat(template.getResponse().getHeader("Content-Disposition")).contains("office-holders-template.csv");
        assertThat(body(template)).startsWith("\uFEFFgroup,email,role,from,until");
        assertThat(gets(Cast.ADA, "/staff/imports/templates/secrets")).hasStatus(404);
    }
}
