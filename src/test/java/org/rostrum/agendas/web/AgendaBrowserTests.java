package org.rostrum.agendas.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.web.DraftForm.Row;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

@BrowserTest
class AgendaBrowserTests {

    private static Page editor(Visitors visitors, Cast person, Gathering meeting) {
        Page page = visitors.signIn(person);
        page.navigate("/meetings/" + meeting.id() + "/agenda/draft");
        return page;
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static Locator title(Page page, int row) {
        return page.locator("[data-rows] [name=title]").nth(row);
    }

    private static List<?> outline(Page page) {
        return (List<?>) page.evaluate("""
                () => [...document.querySelectorAll("[data-rows] [data-row]")].map(row =>
                  row.querySelector("[data-number]").textContent + " " + row.querySelector("[name=title]").value)""");
    }

    private static void isSaved(Page page) {
        assertThat(page.locator("[data-state]")).hasText("Saved");
    }

    /** Takes an item by its handle to just above another one, so many levels to the right. */
    private static void drags(Page page, int from, int to, int levels) {
        BoundingBox grip = page.locator("[data-grip]").nth(from).boundingBox();
        BoundingBox target = page.locator("[data-row]").nth(to).boundingBox();
        double x = grip.x + grip.width / 2;
        page.mouse().move(x, grip.y + grip.height / 2);
        page.mouse().down();
        page.mouse().move(x + 8, target.y + 6);
        page.mouse().move(x + 24.0 * levels, target.y + 4);
        assertThat(page.locator(".outline-drop")).isVisible();
        page.mouse().up();
    }

    @Test
    void itemsOfAllKindsAreEditedWithTheMouseAndNoStepIsLostInAReload(Visitors visitors, Body body) {
        visitors.tolerate("ERR_INTERNET_DISCONNECTED");
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors, Cast.CARLA, meeting);
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-editor-empty");
        carla.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add an item"))
                .first()
                .press("Enter");
        for (String item : List.of("Opening", "Change requests", "Bootstrap", "Lunch", "Officers", "Close")) {
            carla.keyboard().type(item);
            carla.keyboard().press("Enter");
        }
        carla.keyboard().press("Backspace");

        drags(carla, 2, 2, 1);
        assertThat(outline(carla)).asString().startsWith("[1 Opening, 2 Change requests, 2.1 Bootstrap, 3 Lunch");
        title(carla, 3).click();
        press(carla, "Break");
        title(carla, 4).click();
        press(carla, "Internal");
        press(carla, "Notes");
        carla.keyboard().type("Who takes the minutes");
        assertThat(outline(carla))
                .asString()
                .isEqualTo("[1 Opening, 2 Change requests, 2.1 Bootstrap, Break Lunch, i1 Officers, 3 Close]");
        drags(carla, 1, 0, 0);
        assertThat(outline(carla)).asString().startsWith("[1 Change requests, 1.1 Bootstrap, 2 Opening, Break Lunch");
        isSaved(carla);
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-editor");

        carla.reload();
        press(carla, "Undo");
        assertThat(outline(carla)).asString().startsWith("[1 Opening, 2 Change requests, 2.1 Bootstrap, Break Lunch");
        press(carla, "Redo");
        assertThat(outline(carla)).asString().startsWith("[1 Change requests, 1.1 Bootstrap, 2 Opening");

        pastes(title(carla, 5), "Reports\n  From the chair\nNext meeting");
        assertThat(title(carla, 8)).hasValue("Next meeting");
        assertThat(outline(carla)).asString().endsWith("3 Close, 4 Reports, 4.1 From the chair, 5 Next meeting]");
        press(carla, "Undo");
        assertThat(outline(carla)).last().isEqualTo("3 Close");
        pastes(title(carla, 5), "line\n".repeat(100_000));
        assertThat(carla.locator("[data-paste-problems]"))
                .hasText("These are 100,000 lines, and an agenda holds at most 1,000 items. Nothing was pasted.");
        visitors.axe(carla);

        carla.context().setOffline(true);
        title(carla, 0).fill("Typed without a network");
        assertThat(carla.locator("[data-state]")).containsText("kept in this browser");
        carla.context().setOffline(false);
        carla.onDialog(Dialog::accept);
        carla.reload();
        press(carla, "Bring it back");
        assertThat(title(carla, 0)).hasValue("Typed without a network");
        isSaved(carla);
    }

    private static void pastes(Locator field, String text) {
        field.evaluate("""
                (field, text) => {
                  const clipboardData = new DataTransfer();
                  clipboardData.setData("text/plain", text);
                  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
                }""", text);
    }

    /** Depths, kinds and moves must not mean one thing to who has scripts and another to who has none. */
    @Test
    void theScriptNumbersAndMovesAsThePortalDoes(Visitors visitors) {
        Random random = new Random(5);
        List<List<Row>> outlines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            outlines.add(outline(random));
        }
        Page page = visitors.stranger();
        page.navigate("/schedule");

        Object answers = page.evaluate(
                """
                async outlines => {
                  const script = await import("/js/agenda-outline.js");
                  const written = rows => rows.map(row => `${row.title}${row.depth}${row.kind[0]}`).join(" ");
                  const moves = [script.up, script.down, script.indent, script.outdent, script.remove,
                    (rows, at) => script.ofKind(rows, at, "BREAK"),
                    (rows, at) => script.insertAll(rows, at, outlines[0])];
                  return outlines.map(rows => [script.numbers(rows).join(" "),
                    ...rows.flatMap((row, at) => moves.map(move => written(move(rows, at))))].join("\\n"));
                }""", outlines.stream().map(AgendaBrowserTests::asMaps).toList());

        List<BiFunction<List<Row>, Integer, List<Row>>> moves = List.of(
                RowMoves::up,
                RowMoves::down,
                RowMoves::indented,
                RowMoves::outdented,
                RowMoves::without,
                (rows, at) -> RowMoves.ofKind(rows, at, ItemKind.BREAK),
                (rows, at) -> RowMoves.inserted(rows, at, outlines.getFirst()));
        List<String> expected = outlines.stream()
                .map(rows -> {
                    List<String> lines = new ArrayList<>();
                    lines.add(String.join(
                            " ", Outline.numbers(rows.stream().map(Row::read).toList())));
                    for (int at = 0; at < rows.size(); at++) {
                        for (BiFunction<List<Row>, Integer, List<Row>> move : moves) {
                            lines.add(written(move.apply(rows, at)));
                        }
                    }
                    return String.join("\n", lines);
                })
                .toList();
        assertThat(answers).isEqualTo(expected);
    }

    private static List<Row> outline(Random random) {
        List<Row> rows = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < 12; i++) {
            ItemKind kind =
                    random.nextInt(4) > 0 ? ItemKind.NORMAL : random.nextBoolean() ? ItemKind.BREAK : ItemKind.INTERNAL;
            int depth = Math.min(random.nextInt(most + 1), Outline.MAX_DEPTH);
            rows.add(new Row("", depth, kind, String.valueOf((char) ('A' + i)), "", "", ""));
            most = depth + (kind == ItemKind.BREAK ? 0 : 1);
        }
        return rows;
    }

    private static List<Map<String, Object>> asMaps(List<Row> rows) {
        return rows.stream()
                .map(row -> Map.<String, Object>of(
                        "title",
                        row.title(),
                        "depth",
                        row.depth(),
                        "kind",
                        row.kind().name()))
                .toList();
    }

    private static String written(List<Row> rows) {
        return rows.stream()
                .map(row -> row.title() + row.depth() + row.kind().name().charAt(0))
                .collect(Collectors.joining(" "));
    }

    @Test
    void whatAnotherOfficerSavesArrivesAndOnlyTheSameFieldIsAConflict(Visitors visitors, Body body) {
        visitors.tolerate("status of 409|ERR_INTERNET_DISCONNECTED");
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors, Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        isSaved(carla);
        Page victor = editor(visitors, Cast.VICTOR, meeting);
        assertThat(carla.locator("[data-others]")).hasText(Cast.VICTOR.fullName() + " has this draft open");
        title(carla, 4).click();
        carla.keyboard().type(", as Carla types it");
        title(victor, 2).fill("Antitrust reminder by Victor");
        isSaved(victor);

        assertThat(title(carla, 2)).hasValue("Antitrust reminder by Victor");
        assertThat(carla.locator("[data-row]").nth(2)).containsText(Cast.VICTOR.fullName());
        assertThat(title(carla, 4)).isFocused();
        assertThat(title(victor, 4)).hasValue("Approval of the agenda, as Carla types it");
        visitors.screenshot(carla, "agenda-editor-two-officers");

        carla.context().setOffline(true);
        title(carla, 6).fill("Actions, as Carla has them");
        title(victor, 6).fill("Actions, as Victor has them");
        isSaved(victor);
        carla.context().setOffline(false);
        press(carla, "Compare both texts");
        assertThat(carla.locator("main")).containsText("Actions, as Victor has them");
        assertThat(carla.locator("main")).containsText("Differs: title");
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-two-texts");
        carla.getByLabel("Take theirs").first().check();
        press(carla, "Save it so");
        assertThat(carla.locator("main")).containsText("Saved.");
        assertThat(title(carla, 6)).hasValue("Actions, as Victor has them");
    }

    @Test
    void theEditorWorksWithoutScripts(Visitors visitors, Body body) {
        visitors.tolerate("status of 422");
        Gathering meeting = body.meetingNow();
        Page carla = editor(visitors.withoutScripts(), Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        title(carla, 0).fill("Opening, typed");
        carla.locator("[data-rows] [name=at]").nth(1).check();
        press(carla, "One level in");
        assertThat(carla.locator("#row-1 [data-number]")).hasText("1.1");
        title(carla, 1).fill("");
        press(carla, "Save draft");
        assertThat(carla.getByRole(AriaRole.ALERT)).containsText("Give this item a title");
        visitors.screenshot(carla, "agenda-editor-without-scripts");
        title(carla, 1).fill("IPR call");
        title(carla, 1).press("Enter");
        assertThat(carla.locator("main")).containsText("Saved.");
        assertThat(title(carla, 0)).hasValue("Opening, typed");
    }

    @Test
    void theEditorFitsAPhoneAndTheDark(Visitors visitors, Body body) {
        Gathering meeting = body.meetingNow();
        Visitors phones = visitors.onPhones().inTheDark();
        Page carla = editor(phones, Cast.CARLA, meeting);
        press(carla, "Start from the usual agenda");
        isSaved(carla);
        visitors.fitsItsWidth(carla);
        visitors.axe(carla);
        visitors.screenshot(carla, "agenda-editor-phone-dark");
    }
}
