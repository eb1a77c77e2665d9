package org.rostrum.agendas.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

@BrowserTest
class AllocationBrowserTests {

    private static final String[] ITEMS = {"Opening", "Change requests", "Bootstrap", "Firmware"};
    private static final String[] NUMBERS = {"1", "2", "2.1", "2.2"};

    /** The draft and version 1 say the same: four items, the last two below the second. */
    private static UUID[] publishes(Gathering meeting, JdbcClient jdbc) {
        UUID[] ids = new UUID[ITEMS.length];
        jdbc.sql("insert into agenda (meeting_id, draft_revision, version) values (?, 1, 1)")
                .param(meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, published_by, published_at, draft_revision)
                        values (?, 1, ?, now(), 1)""").params(meeting.id(), Cast.CARLA.id()).update();
        for (int i = 0; i < ITEMS.length; i++) {
            ids[i] = NewId.next();
            jdbc.sql("insert into agenda_item (id, meeting_id) values (?, ?)")
                    .params(ids[i], meeting.id())
                    .update();
            jdbc.sql(
                            "insert into agenda_draft_item (item_id, meeting_id, position, depth, title) values (?, ?, ?, ?, ?)")
                    .params(ids[i], meeting.id(), i, i < 2 ? 0 : 1, ITEMS[i])
                    .update();
            jdbc.sql("""
                            insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, title)
                            values (?, 1, ?, ?, ?, ?, ?)""")
                    .params(meeting.id(), i, ids[i], NUMBERS[i], i < 2 ? 0 : 1, ITEMS[i])
                    .update();
        }
        return ids;
    }

    private static void submitted(
            Gathering meeting, JdbcClient jdbc, int serial, String title, @Nullable UUID proposed) {
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state, late,
                                                  author_id, source, proposed_item_id, reserved_at, submitted_at)
                        values (:id, :meeting, :group, 2034, :serial, 'CR', 'Agreement', :title, 'SUBMITTED', :late, :author,
                                'Ipsum Cloud', :proposed::uuid, now(), now())""")
                .param("id", NewId.next())
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("serial", serial)
                .param("title", title)
                .param("late", serial == 4)
                .param("author", Cast.IPSI.id())
                .param("proposed", proposed)
                .update();
    }

    private static Locator row(Page page, String title) {
        return page.locator(".alloc-row").filter(new Locator.FilterOptions().setHasText(title));
    }

    private static Locator titles(Page page, UUID item) {
        return page.locator("[data-item='" + item + "'] .alloc-title");
    }

    private static Locator ticks(Page page, String title) {
        return row(page, title).locator("input");
    }

    @Test
    void carlaAllocatesByHandAndByKeyAndVictorsBoardFollows(Visitors visitors, Body body, JdbcClient jdbc) {
        Gathering meeting = body.meetingNow();
        UUID[] items = publishes(meeting, jdbc);
        submitted(meeting, jdbc, 1, "Retry timer", items[2]);
        submitted(meeting, jdbc, 2, "Back-off", items[2]);
        submitted(meeting, jdbc, 3, "Rollback of a failed update", null);
        submitted(meeting, jdbc, 4, "Editorial corrections", null);
        submitted(meeting, jdbc, 5, "Delta images", items[3]);
        String board = "/meetings/" + meeting.id() + "/agenda/allocation";
        Page victor = visitors.inTheDark().onPhones().signIn(Cast.VICTOR);
        victor.navigate(board);
        Page carla = visitors.signIn(Cast.CARLA);
        carla.navigate(board);
        assertThat(carla.locator("[data-unallocated]")).hasText("5");

        // By hand: onto an item, then before another one.
        row(carla, "Retry timer")
                .locator(".alloc-source")
                .dragTo(carla.locator("[data-item='" + items[2] + "'] .alloc-item-head"));
        assertThat(titles(carla, items[2])).hasText(new String[] {"Retry timer"});
        row(carla, "Back-off")
                .locator(".alloc-source")
                .dragTo(row(carla, "Retry timer"), new Locator.DragToOptions().setTargetPosition(200, 2));
        assertThat(titles(carla, items[2])).hasText(new String[] {"Back-off", "Retry timer"});

        // By key: the number of the item; the focus goes on to the next; order; a group.
        ticks(carla, "Rollback").focus();
        carla.keyboard().press("Space");
        carla.keyboard().type("2.2");
        carla.keyboard().press("Enter");
        assertThat(titles(carla, items[3])).hasText(new String[] {"Rollback of a failed update"});
        assertThat(ticks(carla, "Editorial")).isFocused();
        ticks(carla, "Delta images").focus();
        carla.keyboard().press("a");
        assertThat(titles(carla, items[3])).hasText(new String[] {"Rollback of a failed update", "Delta images"});
        ticks(carla, "Delta images").focus();
        carla.keyboard().press("Alt+ArrowUp");
        assertThat(titles(carla, items[3])).hasText(new String[] {"Delta images", "Rollback of a failed update"});
        assertThat(ticks(carla, "Delta images")).isFocused();
        carla.keyboard().press("Control+z");
        assertThat(titles(carla, items[3])).hasText(new String[] {"Rollback of a failed update", "Delta images"});
        ticks(carla, "Back-off").focus();
        carla.keyboard().press("Shift+ArrowDown");
        carla.keyboard().press("g");
        carla.keyboard().type("Retries");
        carla.keyboard().press("Enter");
        assertThat(carla.locator(".alloc-group-name")).hasText("Handled together: Retries");
        assertThat(carla.locator("[data-toasts]")).containsText("Handled together: Retries");
        visitors.axe(carla);
        visitors.screenshot(carla, "allocation-light");

        // The other officer's page has followed; where it is undone, it follows too.
        assertThat(victor.locator(".alloc-group .alloc-title")).hasText(new String[] {"Back-off", "Retry timer"});
        assertThat(victor.locator("[data-unallocated]")).hasText("1");
        visitors.axe(victor);
        visitors.fitsItsWidth(victor);
        visitors.screenshot(victor, "allocation-phone-dark");
        carla.locator("[data-toasts] [data-undo]").click();
        assertThat(victor.locator(".alloc-group")).hasCount(0);
        ticks(victor, "Editorial").check();
        victor.locator("#alloc-item").fill("1");
        victor.locator("button[value=place]").click();
        assertThat(titles(carla, items[0])).hasText(new String[] {"Editorial corrections"});
        assertThat(carla.locator("[data-none]")).hasText("Everything has its place.");
        row(carla, "Retry timer").locator("a").click();
        assertThat(carla.locator("#place")).isVisible();
        visitors.screenshot(carla, "allocation-contribution");
        carla.navigate("/meetings/" + meeting.id() + "/contributions");
        carla.locator("[data-list] tbody input").first().check();
        carla.locator("[data-many] summary").first().click();
        assertThat(carla.locator("#placing-item")).isVisible();
        visitors.axe(carla);
        visitors.screenshot(carla, "allocation-list");
    }
}
