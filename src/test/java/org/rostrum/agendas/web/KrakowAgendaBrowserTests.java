package org.rostrum.agendas.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Krakow;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;

/** The plenary day of OMA's week in Kraków, as its schedule has it, from an empty draft to the difference of two versions. */
@BrowserTest
class KrakowAgendaBrowserTests {

    private static final LocalDate DAY = LocalDate.of(2026, 4, 22);
    private static final ZoneId KRAKOW = ZoneId.of("Europe/Warsaw");

    /** What the record of a plenary must show, and then its business: the two hours that the schedule gives it. */
    private static final List<Planned> PLENARY = List.of(
            new Planned(1, "Opening", "5"),
            new Planned(1, "IPR call", "5"),
            new Planned(1, "Antitrust reminder", "5"),
            new Planned(1, "Announcement of guests", "5"),
            new Planned(1, "Approval of the agenda", "5"),
            new Planned(1, "Minutes of the previous meeting", "10"),
            new Planned(1, "Reports of the working groups", "60"),
            new Planned(1, "Block approval", "20"),
            new Planned(1, "Next meeting and close", "5"));

    /** @param minutes empty for what is planned by its children */
    private record Planned(int depth, String title, String minutes) {

        boolean isBreak() {
            return title.startsWith("Lunch");
        }
    }

    /** The day as one agenda: what runs at the same time stands under one item. */
    private static List<Planned> day() {
        Map<LocalTime, List<Krakow.Line>> slots = Krakow.lines().stream()
                .filter(line -> line.day().equals(DAY))
                .collect(Collectors.groupingBy(Krakow.Line::from, TreeMap::new, Collectors.toList()));
        List<Planned> items = new ArrayList<>();
        for (List<Krakow.Line> slot : slots.values()) {
            Krakow.Line first = slot.getFirst();
            String minutes =
                    String.valueOf(Duration.between(first.from(), first.to()).toMinutes());
            if (slot.size() > 1) {
                items.add(new Planned(0, "Working groups, in parallel", minutes));
                slot.forEach(line -> items.add(new Planned(1, line.title(), "")));
            } else if (first.group().equals("PLENARY")) {
                items.add(new Planned(0, first.title(), ""));
                items.addAll(PLENARY);
            } else {
                items.add(new Planned(0, first.title(), minutes));
            }
        }
        return items;
    }

    /** Tab after tab, as somebody without a mouse gets there. */
    private static void tabsTo(Page page, String key, String name) {
        for (int i = 0; i < 120; i++) {
            page.keyboard().press(key);
            Object focused =
                    page.evaluate("() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent");
            if (focused.toString().strip().equals(name)) {
                return;
            }
        }
        throw new AssertionError("No " + key + " leads to " + name);
    }

    private static void types(Page page, String text) {
        page.keyboard().type(text);
    }

    private static void press(Page page, String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    private static void builds(Page page, List<Planned> items) {
        int depth = 0;
        for (int i = 0; i < items.size(); i++) {
            Planned item = items.get(i);
            if (i > 0) {
                press(page, "Enter");
            }
            types(page, item.title());
            if (item.depth() > depth) {
                press(page, "Alt+ArrowRight");
            } else if (item.depth() < depth) {
                press(page, "Alt+ArrowLeft");
            }
            depth = item.depth();
            if (item.isBreak()) {
                press(page, "Alt+KeyK");
            }
            if (!item.minutes().isEmpty()) {
                press(page, "Tab", "Tab");
                types(page, item.minutes());
            }
        }
    }

    private static void publishes(Page page, int version, String note) {
        press(page, "Alt+KeyJ");
        tabsTo(page, "Shift+Tab", "Save and review");
        press(page, "Enter");
        assertThat(page.locator("h2").first()).hasText("Publish version " + version);
        tabsTo(page, "Tab", "Note to the members");
        types(page, note);
        tabsTo(page, "Tab", "Publish version " + version);
        press(page, "Enter");
        assertThat(page.locator("main")).containsText("Version " + version + " is published");
    }

    @Test
    void theChairBuildsThePlenaryDayByKeysAloneAndAMemberReadsWhatChanged(Visitors visitors, Body body) {
        Gathering meeting = body.meeting(
                Body.DMSO,
                DAY.atTime(9, 0).atZone(KRAKOW).toInstant(),
                DAY.atTime(18, 0).atZone(KRAKOW).toInstant(),
                "ACCEPT");
        String agenda = "/meetings/" + meeting.id() + "/agenda";
        Page carla = visitors.signIn(Cast.CARLA);
        carla.navigate(agenda + "/draft");
        tabsTo(carla, "Tab", "Add an item");
        press(carla, "Enter");
        builds(carla, day());

        assertThat(carla.locator("[data-total]")).hasText("Planned 9 h of 9 h");
        assertThat(outline(carla))
                .contains(
                        "1 Strategy Committee meeting",
                        "2.1 DMSO Working Group session",
                        "Break Lunch (served on site)",
                        "4 OMA Plenary meeting",
                        "4.2 IPR call")
                .hasSize(day().size());
        press(carla, "Control+s");
        assertThat(carla.locator("[data-state]")).hasText("Saved");
        visitors.axe(carla);
        visitors.screenshot(carla, "krakow-agenda-editor");
        publishes(carla, 1, "As the schedule has it");

        Page dana = visitors.onPhones().inTheDark().signIn(Cast.DANA);
        dana.navigate(agenda + "/versions/1");
        assertThat(dana.locator("main")).containsText("4.2");

        tabsTo(carla, "Tab", "Edit the draft");
        press(carla, "Enter");
        assertThat(carla.locator("[data-jump]")).isVisible();
        press(carla, "Alt+KeyJ");
        types(carla, "antitrust");
        press(carla, "Enter", "Alt+ArrowUp", "Alt+KeyN");
        types(carla, "It is read, and the record shows that it was.");
        press(carla, "Alt+KeyJ");
        types(carla, "3");
        press(carla, "Enter", "Alt+Delete");
        assertThat(carla.locator("[data-said]")).containsText("Undo brings it back");
        press(carla, "Control+z", "Alt+KeyJ");
        types(carla, "lunch");
        press(carla, "Enter", "Tab", "Tab");
        types(carla, "75");
        press(carla, "Control+s");
        assertThat(carla.locator("[data-total]")).hasText("Planned 9 h 15 min of 9 h");
        assertThat(carla.locator("[data-overflow]")).containsText("15 min");
        assertThat(outline(carla)).containsSequence("4.2 Antitrust reminder", "4.3 IPR call");
        visitors.screenshot(carla, "krakow-agenda-overflow");
        publishes(carla, 2, "A longer lunch, and the reminder before the call");

        dana.getByText("What changed").click();
        assertThat(dana.locator("h2").first()).hasText("From version 1 to version 2");
        assertThat(dana.locator("main")).containsText("A longer lunch, and the reminder before the call");
        assertThat(dana.locator("main")).containsText("75 min, was 60 min");
        assertThat(dana.locator("main")).containsText("and the record shows that it was");
        visitors.fitsItsWidth(dana);
        visitors.axe(dana);
        visitors.screenshot(dana, "krakow-agenda-changes-phone-dark");
    }

    private static List<String> outline(Page page) {
        return ((List<?>) page.locator("[data-row]").evaluateAll("""
                rows => rows.map(row =>
                  `${row.querySelector("[data-number]").textContent} ${row.querySelector("[name=title]").value.split(":")[0]}`)"""))
                .stream().map(Object::toString).toList();
    }
}
