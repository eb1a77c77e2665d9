package org.rostrum.contributions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A large file over a connection that breaks, as its author sees it. */
@BrowserTest
class UploadBrowserTests {

    private static final String PIECES = "**/api/v1/uploads/*";

    @TempDir
    Path folder;

    private Path pdf() throws IOException {
        byte[] content = new byte[12 << 20];
        Arrays.fill(content, (byte) 'x');
        System.arraycopy("%PDF-1.7\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, content, 0, 9);
        return Files.write(folder.resolve("Large plan.pdf"), content);
    }

    /** Lets one piece through, and then no more. */
    private static void breaksAfterOnePiece(Page page) {
        var pieces = new AtomicInteger();
        page.route(PIECES, route -> {
            if (route.request().method().equals("PATCH") && pieces.incrementAndGet() > 1) {
                route.abort("connectionreset");
            } else {
                route.resume();
            }
        });
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static int unfinished(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from upload where person_id = ? and taken_at is null")
                .param(Cast.DANA.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void goesOnWhereItBrokeAlsoAfterThePageWasLoadedAgainAndIsForgottenWhenItIsCancelled(
            Visitors visitors, Body body, JdbcClient jdbc) throws IOException {
        visitors.tolerate("net::ERR_CONNECTION_RESET");
        Page dana = visitors.onPhones().inTheDark().signIn(Cast.DANA);
        dana.onDialog(Dialog::accept);
        dana.navigate("/meetings/" + body.meetingNextMonth().id() + "/contributions/new");
        dana.getByLabel("Type", new Page.GetByLabelOptions().setExact(true)).selectOption("INP");
        dana.getByLabel("For", new Page.GetByLabelOptions().setExact(true)).selectOption("Discussion");
        dana.getByLabel("Title", new Page.GetByLabelOptions().setExact(true)).fill("A large plan " + UUID.randomUUID());
        press(dana, "Reserve a number");
        Locator file = dana.getByLabel("File", new Page.GetByLabelOptions().setExact(true));
        Locator progress = dana.locator("[data-progress-text]");
        Path pdf = pdf();
        // Whoever is faster than the script sends the whole form.
        assertThat(file).isVisible();
        dana.waitForLoadState();

        breaksAfterOnePiece(dana);
        file.setInputFiles(pdf);
        press(dana, "Upload and submit");
        assertThat(progress).hasText("4 of 12 MB; connection lost, waiting to go on");
        assertThat(dana.locator("[data-upload-status]")).hasText("Connection lost, waiting to go on");
        press(dana, "Cancel the upload");
        assertThat(progress).isHidden();
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> Assertions.assertThat(unfinished(jdbc)).isZero());

        dana.unroute(PIECES);
        breaksAfterOnePiece(dana);
        press(dana, "Upload and submit");
        assertThat(progress).hasText("4 of 12 MB; connection lost, waiting to go on");
        visitors.axe(dana);
        visitors.fitsItsWidth(dana);
        visitors.screenshot(dana, "upload-broken-phone-dark");
        dana.reload();
        assertThat(progress).hasText("Large plan.pdf: 4 of 12 MB have arrived. Choose the same file to go on.");

        visitors.screenshot(dana, "upload-stopped-phone-dark");

        dana.unroute(PIECES);
        var sent = new AtomicInteger();
        dana.onRequest(request -> sent.addAndGet(request.method().equals("PATCH") ? 1 : 0));
        file.setInputFiles(pdf);
        press(dana, "Upload and submit");
        assertThat(dana.locator("main")).containsText(Pattern.compile("Submitted"));
        assertThat(dana.locator("main")).containsText("12 MB");
        Assertions.assertThat(sent).hasValue(2);
        assertThat(progress).isHidden();
    }
}
