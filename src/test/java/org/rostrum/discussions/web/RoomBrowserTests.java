package org.rostrum.discussions.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.PortalProcess;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

@BrowserTest
class RoomBrowserTests {

    private static final String NETWORK_GONE =
            "ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_CONNECTION|ERR_FAILED|WebSocket";

    private Visitors visitors;
    private PortalProcess portal;
    private JdbcClient jdbc;
    private Gathering meeting;

    @BeforeEach
    void meet(Visitors visitors, PortalProcess portal, Body body, JdbcClient jdbc) {
        this.visitors = visitors;
        this.portal = portal;
        this.jdbc = jdbc;
        this.meeting = body.meetingNow();
    }

    private Page enters(Cast person) {
        return enters(visitors, person);
    }

    private Page enters(Visitors from, Cast person) {
        Page page = from.signIn(person);
        page.navigate(room());
        assertThat(page.locator("main.room")).isVisible();
        return page;
    }

    private String room() {
        return "/meetings/" + meeting.id() + "/room";
    }

    private static Locator composer(Page page) {
        return page.locator("textarea[name=text]");
    }

    private static void posts(Page page, String text) {
        composer(page).fill(text);
        composer(page).press("Control+Enter");
    }

    private static Locator said(Page page) {
        return page.locator("[data-messages] .message .message-body");
    }

    private static Locator waiting(Page page) {
        return page.locator("[data-pending] .message");
    }

    private UUID thread(String title) {
        UUID item = NewId.next();
        UUID thread = NewId.next();
        jdbc.sql("insert into agenda (meeting_id, version) values (?, 1) on conflict do nothing")
                .param(meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, published_by, published_at, draft_revision)
                        values (?, 1, ?, now(), 1) on conflict do nothing""").params(meeting.id(), Cast.CARLA.id()).update();
        jdbc.sql("insert into agenda_item (id, meeting_id) values (?, ?)")
                .params(item, meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, title)
                        select :meeting, 1, count(*), :item, count(*) + 1, 0, :title
                          from agenda_published_item where meeting_id = :meeting""")
                .param("meeting", meeting.id())
                .param("item", item)
                .param("title", title)
                .update();
        jdbc.sql(
                        "insert into thread (id, room_id, kind, agenda_item_id, opened_at) values (?, ?, 'AGENDA_ITEM', ?, now())")
                .params(thread, meeting.room(), item)
                .update();
        return thread;
    }

    /** As a program of theirs would, for what a test needs to be there and is not about. */
    private void program(Cast person, String path, String json) {
        program(person, path, json, 201);
    }

    private void program(Cast person, String path, String json, int status) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(portal.address() + path))
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void says(Cast person, String text) {
        program(person, "/api/v1/rooms/" + meeting.room() + "/messages", "{\"thread\":null,\"text\":\"" + text + "\"}");
    }

    private List<String> inTheLog() {
        return jdbc.sql("select text from message where room_id = ? order by seq")
                .param(meeting.room())
                .query((row, n) -> row.getString("text"))
                .list();
    }

    @Test
    void threeWhoTalkAtOnceSeeTheSameOrder() {
        List<Page> pages =
                Stream.of(Cast.CARLA, Cast.DANA, Cast.DEVI).map(this::enters).toList();
        for (int i = 0; i < 4; i++) {
            for (Page page : pages) {
                posts(page, "Remark " + i + " of " + pages.indexOf(page));
            }
        }

        for (Page page : pages) {
            assertThat(said(page)).hasCount(12);
            assertThat(waiting(page)).hasCount(0);
        }
        List<String> order = inTheLog();
        for (Page page : pages) {
            assertThat(said(page)).hasText(order.toArray(String[]::new));
        }
    }

    @Test
    void whatIsTypedAndWhatWaitsSurvivesADeadNetworkAndAReloadAndArrivesOnceInOrder() {
        visitors.tolerate(NETWORK_GONE);
        Page dana = enters(Cast.DANA);
        Page devi = enters(Cast.DEVI);
        posts(dana, "Before");
        assertThat(said(devi)).hasText(new String[] {"Before"});

        // Pages load, posts do not get through: what hotel networks are like, and what lets the test reload.
        dana.route("**/api/v1/rooms/*/messages", Route::abort);
        posts(dana, "First");
        posts(dana, "Second **bold**");
        posts(dana, "Third");
        composer(dana).fill("Not finished");
        assertThat(waiting(dana)).hasCount(3);
        dana.reload();
        assertThat(waiting(dana)).hasCount(3);
        assertThat(composer(dana)).hasValue("Not finished");

        dana.context().setOffline(true);
        dana.unroute("**/api/v1/rooms/*/messages");
        posts(dana, "Fourth");
        assertThat(dana.locator("[data-connection]"))
                .hasText(
                        "Offline. What you write is kept and will be sent",
                        new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        posts(devi, "Meanwhile");
        assertThat(said(devi)).hasCount(2);
        dana.context().setOffline(false);

        assertThat(said(dana))
                .hasText(
                        new String[] {"Before", "Meanwhile", "First", "Second bold", "Third", "Fourth"},
                        new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        assertThat(said(devi)).hasText(new String[] {"Before", "Meanwhile", "First", "Second bold", "Third", "Fourth"});
        assertThat(waiting(dana)).hasCount(0);
        assertThat(inTheLog()).containsExactly("Before", "Meanwhile", "First", "Second **bold**", "Third", "Fourth");
        assertThat(dana.locator("[data-connection]")).containsText("Back");
    }

    @Test
    void aPostWhoseAnswerIsLostIsNotPostedTwiceNorShownTwice() {
        visitors.tolerate(NETWORK_GONE);
        Page dana = enters(Cast.DANA);
        dana.route("**/api/v1/rooms/*/messages", route -> {
            route.fetch();
            route.abort();
        });
        posts(dana, "Said once");
        assertThat(said(dana)).hasText(new String[] {"Said once"});
        assertThat(waiting(dana)).hasCount(0);

        dana.unroute("**/api/v1/rooms/*/messages");
        dana.reload();
        assertThat(said(dana)).hasText(new String[] {"Said once"});
        Awaitility.await()
                .until(() -> dana.evaluate("Object.keys(localStorage).filter(key => key.includes('outbox')).length")
                        .equals(0));
        assertThat(waiting(dana)).hasCount(0);
        assertThat(inTheLog()).containsExactly("Said once");
    }

    @Test
    void aRefusedMessageKeepsItsTextAndSaysWhy() {
        visitors.tolerate("status of 403");
        Page dana = enters(Cast.DANA);
        jdbc.sql("insert into room_moderation (room_id, read_only, by, at) values (?, true, ?, now())")
                .params(meeting.room(), Cast.CARLA.id())
                .update();
        posts(dana, "Written when only the chair writes");
        Locator refused = dana.locator(".message.is-failed");
        assertThat(refused).containsText("This room is read only");
        jdbc.sql("delete from room_moderation where room_id = ?")
                .param(meeting.room())
                .update();
        posts(dana, "A later one is not held up");
        assertThat(said(dana)).hasText(new String[] {"A later one is not held up"});

        dana.reload();
        refused.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard"))
                .click();
        assertThat(refused).hasCount(0);
        dana.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        refused.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Edit"))
                .click();
        assertThat(composer(dana)).hasValue("Written when only the chair writes");
        assertThat(refused).hasCount(0);
        composer(dana).press("Control+Enter");
        assertThat(said(dana)).hasCount(2);
    }

    @Test
    void aMegabyteIsToldToBeTooLongAtOnceAndStaysToBeShortened() {
        Page dana = enters(Cast.DANA);
        Object millis = composer(dana).evaluate("""
                async field => {
                  const begun = performance.now();
                  field.focus();
                  field.value = "Who reads all of this? @".repeat(41_700);
                  field.dispatchEvent(new Event("input", { bubbles: true }));
                  field.form.requestSubmit();
                  await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
                  return performance.now() - begun;
                }""");
        Locator told = dana.locator("#composer-count");
        assertThat(told).hasText(Pattern.compile("980,800 characters too long for a message\\. Shorten it, .+"));
        assertThat(composer(dana)).hasAttribute("aria-invalid", "true");
        assertThat(((Number) millis).doubleValue()).isLessThan(5_000);
        assertThat(waiting(dana)).hasCount(0);
        visitors.axe(dana);

        composer(dana).fill("word ".repeat(3_999) + "again");
        assertThat(told).hasText("20,000 of 20,000 characters");
        composer(dana).press("Control+Enter");
        assertThat(said(dana)).hasText(Pattern.compile("word .+ again"));
        assertThat(told).isEmpty();

        toTheMessage(dana);
        dana.keyboard().press("i");
        Locator edited = dana.locator(".message-edit textarea");
        edited.fill("word ".repeat(4_001));
        edited.press("Control+Enter");
        assertThat(dana.locator(".message-edit [data-problem]")).containsText("4 characters too long");
    }

    @Test
    void whoeverSignsInNextOnTheSameBrowserNeitherSeesNorSendsWhatWasLeftBehind() {
        visitors.tolerate(NETWORK_GONE + "|status of 403");
        Page page = enters(Cast.DANA);
        page.route("**/api/v1/rooms/*/messages", Route::abort);
        posts(page, "Danas secret");
        composer(page).fill("Danas draft");
        assertThat(waiting(page)).hasCount(1);

        // Danas page stays open while somebody else takes the session over in another tab.
        Page other = page.context().newPage();
        page.context().clearCookies();
        other.navigate(room());
        visitors.chooseAccount(other, Cast.DEVI);
        assertThat(other.locator("main.room")).isVisible();
        // What is typed before the script is there stays in the box.
        other.waitForLoadState();
        assertThat(waiting(other)).hasCount(0);
        assertThat(composer(other)).hasValue("");
        page.unroute("**/api/v1/rooms/*/messages");
        posts(other, "Devi speaks");
        assertThat(said(other)).hasText(new String[] {"Devi speaks"});
        page.bringToFront();
        page.evaluate("dispatchEvent(new Event('online'))");
        assertThat(page.locator("[data-connection]")).containsText("You are signed out");
        assertThat(inTheLog()).containsExactly("Devi speaks");

        page.context().clearCookies();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in again"))
                .click();
        visitors.chooseAccount(page, Cast.DANA);
        assertThat(said(page)).hasText(new String[] {"Devi speaks", "Danas secret"});
        assertThat(composer(page)).hasValue("Danas draft");
    }

    @Test
    void aPageWhoseSessionIsOverRenewsItsTokenAndSends() {
        visitors.tolerate("status of 403");
        Page dana = enters(Cast.DANA);
        dana.evaluate("document.querySelector('meta[name=csrf-token]').content");
        Page other = dana.context().newPage();
        dana.context().clearCookies();
        other.navigate(room());
        visitors.chooseAccount(other, Cast.DANA);
        assertThat(other.locator("main.room")).isVisible();
        // What is typed before the script is there stays in the box.
        other.waitForLoadState();

        posts(dana, "Written on a page from before");
        assertThat(said(other)).hasText(new String[] {"Written on a page from before"});
        assertThat(waiting(dana)).hasCount(0);
    }

    @Test
    void theBrowserWritesTheSameMarkupAsTheServer() {
        Page dana = enters(visitors.inZone("Asia/Kathmandu"), Cast.DANA);
        posts(dana, "One **bold** word");
        posts(dana, "and <b>more</b> of it");
        says(Cast.DEVI, "A plain remark");
        says(Cast.ADA, "Without an organisation");
        program(
                Cast.DEVI,
                "/api/v1/meetings/" + meeting.id() + "/contributions",
                "{\"type\":\"CR\",\"for\":\"Agreement\",\"title\":\"Retry timer\"}");
        assertThat(dana.locator("[data-messages] > [data-seq]")).hasCount(5);
        assertThat(waiting(dana)).hasCount(0);

        Object live = markup(dana);
        dana.reload();
        assertThat(dana.locator("[data-messages] > [data-seq]")).hasCount(5);
        assertThat(markup(dana)).isEqualTo(live);
    }

    private static Object markup(Page page) {
        return page.evaluate("""
                () => {
                  const tell = node => node.nodeType === Node.TEXT_NODE
                    ? node.textContent.trim()
                    : `<${node.localName} ${[...node.attributes]
                        .map(({ name, value }) => `${name}="${value.split(" ")
                          .filter(part => part !== "is-new").toSorted().join(" ")}"`)
                        .toSorted().join(" ")}>${[...node.childNodes].map(tell).filter(text => text !== "").join("")}`;
                  return [...document.querySelectorAll("[data-messages] > *")].map(tell);
                }""");
    }

    @Test
    void whoReadsFurtherUpIsNotMovedAndIsToldWhatIsNew() {
        IntStream.rangeClosed(1, 18).forEach(i -> says(Cast.CARLA, "Remark " + i + " " + "word ".repeat(60)));
        Page dana = enters(Cast.DANA);
        Locator scroller = dana.locator("[data-scroller]");
        assertThat(said(dana).last()).isInViewport();
        scroller.evaluate("element => element.scrollTop = -500");
        Object before = topOf(dana, 8);

        says(Cast.DEVI, "News one");
        says(Cast.DEVI, "News two");
        Locator pill = dana.locator("[data-news]");
        assertThat(pill).hasText("2 new");
        assertThat(((Number) topOf(dana, 8)).doubleValue()).isCloseTo(((Number) before).doubleValue(), within(1.0));

        pill.click();
        assertThat(said(dana).last()).isInViewport();
        assertThat(pill).isHidden();
        says(Cast.DEVI, "News three");
        assertThat(said(dana).last()).hasText("News three");
        assertThat(said(dana).last()).isInViewport();
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(value);
    }

    private static Object topOf(Page page, int message) {
        return page.evaluate("n => document.querySelectorAll('.message')[n].getBoundingClientRect().top", message);
    }

    @Test
    void eachThreadIsAnAddressWithItsOwnDraftAndUnreadCount() {
        UUID timer = thread("Retry timer");
        Page dana = enters(Cast.DANA);
        composer(dana).fill("For all");
        program(
                Cast.DEVI,
                "/api/v1/rooms/" + meeting.room() + "/messages",
                "{\"thread\":\"" + timer + "\",\"text\":\"About the timer\"}");
        Locator link = dana.locator("[data-thread-link='" + timer + "']");
        assertThat(link.locator("[data-unread-count]")).hasText("1 new");
        assertThat(said(dana)).hasCount(0);

        link.click();
        assertThat(said(dana)).hasText(new String[] {"About the timer"});
        assertThat(dana).hasURL(java.util.regex.Pattern.compile("thread=" + timer));
        assertThat(link.locator("[data-unread-count]")).isHidden();
        assertThat(composer(dana)).hasValue("");
        composer(dana).fill("For the timer");
        dana.goBack();
        assertThat(composer(dana)).hasValue("For all");
        says(Cast.DEVI, "For everybody");
        assertThat(said(dana)).hasText(new String[] {"For everybody"});
        dana.goForward();
        assertThat(said(dana)).hasText(new String[] {"About the timer"});
        assertThat(composer(dana)).hasValue("For the timer");
        dana.reload();
        assertThat(said(dana)).hasText(new String[] {"About the timer"});
        assertThat(composer(dana)).hasValue("For the timer");
    }

    @Test
    void whoFollowsGoesAlongWithTheRoomAndWhoBrowsesIsOfferedTheWay() {
        UUID timer = thread("Retry timer");
        Page dana = enters(Cast.DANA);
        Page devi = enters(Cast.DEVI);
        dana.locator("[data-follow]").click();
        Page carla = enters(Cast.CARLA);

        carla.keyboard().press("g");
        assertThat(dana.locator("#thread-title")).hasText("1 Retry timer");
        Locator offer = devi.locator("[data-moved]");
        assertThat(offer).containsText("The room is on 1 Retry timer");
        assertThat(devi.locator("#thread-title")).hasText("Whole meeting");
        offer.getByText("Go there").click();
        assertThat(devi).hasURL(java.util.regex.Pattern.compile("thread=" + timer));
        assertThat(offer).isHidden();
        assertThat(devi.locator("[data-jump]")).isVisible();

        dana.locator("[data-thread-link]").first().click();
        composer(dana).fill("I am writing");
        carla.keyboard().press("x");
        assertThat(dana.locator("[data-jump]")).isHidden();
        carla.keyboard().press("u");
        assertThat(dana.locator("[data-moved]")).containsText("Retry timer");
        assertThat(composer(dana)).hasValue("I am writing");
    }

    @Test
    void anOfflineDiscussionClosesUnderThoseWhoReadItAndWhatTheyBeganStays() {
        Page dana = enters(Cast.DANA);
        dana.getByText("Open one").click();
        visitors.axe(dana);
        dana.getByLabel("Title").fill("Retry timer");
        dana.getByText("Open the discussion").click();
        posts(dana, "Ten seconds");
        assertThat(said(dana)).hasText("Ten seconds");
        Page devi = enters(Cast.DEVI);
        devi.navigate(dana.url());
        Locator unsent = devi.locator("[data-unsent]");
        visitors.tolerate(NETWORK_GONE + "|status of 409");
        devi.route("**/api/v1/rooms/*/messages", Route::abort);
        posts(devi, "Too late");
        composer(devi).fill("Or five");

        dana.getByText("Close the discussion").click();
        assertThat(devi.locator("[data-closed-notice]")).isVisible();
        assertThat(composer(dana)).isHidden();
        dana.context().setOffline(true);
        assertThat(dana.locator("[data-connection]"))
                .hasText(
                        "Offline. What was loaded stays here to read",
                        new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        dana.context().setOffline(false);
        assertThat(unsent).containsText("What you wrote was not sent");
        assertThat(composer(devi)).hasValue("Or five");
        assertThat(composer(devi)).not().isEditable();
        composer(devi).press("Control+Enter");
        assertThat(devi.locator("[data-composer] [type=submit]")).isHidden();
        visitors.axe(devi);
        devi.unroute("**/api/v1/rooms/*/messages");
        devi.reload();
        Locator refused = devi.locator(".message.is-failed");
        assertThat(refused).containsText("This discussion is closed");
        refused.getByText("Discard").click();
        assertThat(composer(devi)).hasValue("Or five");
        assertThat(unsent).isVisible();
        dana.getByText("Reopen").click();
        assertThat(composer(devi)).isEditable();
        assertThat(unsent).isHidden();
        assertThat(composer(devi)).hasValue("Or five");

        // Closed while her page still asks for it.
        String thread = dana.locator("[data-thread]").getAttribute("data-thread");
        devi.navigate(room());
        assertThat(devi.locator("[data-presence-count]").first()).hasText("2 here");
        devi.route("**/room?thread=*", route -> {
            var asked = route.fetch();
            dana.getByText("Close the discussion").click();
            assertThat(devi.locator("[data-messages] .log-line").last())
                    .containsText("Offline discussion closed: Retry timer");
            route.fulfill(new Route.FulfillOptions().setResponse(asked));
        });
        devi.locator("[data-thread-link='" + thread + "']").click();
        assertThat(devi.locator("[data-closed-notice]")).isVisible();
        assertThat(composer(devi)).hasValue("Or five");
        assertThat(unsent).isVisible();
        devi.getByText("Discard").click();
        assertThat(composer(devi)).isHidden();
        devi.getByText("Undo").click();
        assertThat(composer(devi)).hasValue("Or five");
        assertThat(inTheLog()).containsExactly("Ten seconds");
    }

    @Test
    void whoComesBackToMuchReadsASummaryOverTheRoomAndGoesToTheFirstNewMessage() {
        Page dana = enters(Cast.DANA);
        says(Cast.DEVI, "Before lunch");
        assertThat(said(dana)).hasText("Before lunch");
        dana.navigate("/");
        Awaitility.await()
                .until(() -> jdbc.sql("""
                                select count(*) from thread_reading r join thread t on t.id = r.thread_id
                                 where t.room_id = ? and r.person_id = ?""")
                                .params(meeting.room(), Cast.DANA.id())
                                .query((row, n) -> row.getInt(1))
                                .single()
                        == 1);
        IntStream.rangeClosed(1, 15).forEach(i -> says(Cast.CARLA, "Remark " + i));
        IntStream.rangeClosed(1, 15).forEach(i -> says(Cast.DEVI, "Answer " + i));

        dana.navigate(room());
        dana.getByText("Catch up").click();
        Locator dialog = dana.locator("dialog[open]");
        assertThat(dialog).containsText("30 messages by");
        visitors.axe(dana);
        dialog.getByRole(AriaRole.LINK).getByText("Whole meeting").click();
        assertThat(dana.locator(".message:target")).containsText("Remark 1");
    }

    @Test
    void aReservedNumberAppearsInTheMeetingsThreadAndAmongTheThreads() {
        Page dana = enters(Cast.DANA);
        program(
                Cast.DEVI,
                "/api/v1/meetings/" + meeting.id() + "/contributions",
                "{\"type\":\"CR\",\"for\":\"Agreement\",\"title\":\"Retry timer\"}");

        assertThat(dana.locator(".log-line")).containsText("reserved: Retry timer");
        assertThat(dana.locator(".thread-contribution")).containsText("Retry timer");
    }

    @Test
    void theKeyboardIsEnough() {
        says(Cast.DEVI, "One");
        says(Cast.CARLA, "Two");
        Page dana = enters(Cast.DANA);
        dana.keyboard().press("k");
        assertThat(dana.locator(".message:focus")).containsText("Two");
        dana.keyboard().press("k");
        assertThat(dana.locator(".message:focus")).containsText("One");
        dana.keyboard().press("c");
        assertThat(composer(dana)).isFocused();
        dana.keyboard().type("jkc");
        assertThat(composer(dana)).hasValue("jkc");
        dana.keyboard().press("Escape");
        assertThat(composer(dana)).not().isFocused();
        assertThat(composer(dana)).hasValue("jkc");
        dana.keyboard().press("t");
        assertThat(dana.locator("[data-thread-link]:focus")).containsText("Whole meeting");

        dana.locator("[data-script-only] summary").click();
        dana.locator("[data-keys]").uncheck();
        dana.locator("[data-scroller]").focus();
        dana.keyboard().press("c");
        assertThat(composer(dana)).not().isFocused();
    }

    @Test
    void aPhoneShowsOnePaneAtATimeAndTheThreadFirst() {
        UUID timer = thread("Retry timer");
        says(Cast.DEVI, "A remark without a space to break at: " + "abcdefghij".repeat(12));
        Page dana = enters(visitors.onPhones(), Cast.DANA);
        assertThat(said(dana).first()).isInViewport();
        assertThat(composer(dana)).isInViewport();
        visitors.fitsItsWidth(dana);
        Locator tabs = dana.locator(".room-tabs");

        tabs.getByText("Threads").tap();
        assertThat(composer(dana)).isHidden();
        visitors.fitsItsWidth(dana);
        dana.locator("[data-thread-link='" + timer + "']").tap();
        assertThat(dana.locator("#thread-title")).hasText("1 Retry timer");
        assertThat(composer(dana)).isInViewport();
        tabs.getByText("In the room").tap();
        assertThat(dana.locator("[data-presence]")).isVisible();
        visitors.fitsItsWidth(dana);
        tabs.getByText("Talk").tap();
        assertThat(composer(dana)).isInViewport();
    }

    @Test
    void everybodyCanUseItInTheLightAndInTheDark() {
        thread("Opening");
        thread("Retry timer");
        says(Cast.DEVI, "Section 5 says: **wait**, see `7.1`");
        for (Visitors each : List.of(
                visitors,
                visitors.inTheDark(),
                visitors.onPhones(),
                visitors.onPhones().inTheDark())) {
            Page page = enters(each, Cast.CARLA);
            posts(page, "Agreed");
            assertThat(waiting(page)).hasCount(0);
            assertThat(page.locator("[data-presence] li").first()).isAttached();
            page.evaluate("document.getAnimations().forEach(animation => animation.finish())");
            visitors.axe(page);
            visitors.fitsItsWidth(page);
        }
    }

    @Test
    void withoutAScriptTheRoomIsReadAndPostedIn() {
        says(Cast.DEVI, "Good morning");
        Page page = visitors.withoutScripts().signIn(Cast.DANA);
        page.navigate(room());
        assertThat(said(page)).hasText(new String[] {"Good morning"});
        composer(page).fill("Good morning to you");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(said(page)).hasText(new String[] {"Good morning", "Good morning to you"});
    }

    @Test
    void whatIsQuotedAndForTheRecordSurvivesAReloadWithoutANetworkAndArrivesWithItsQuote() {
        visitors.tolerate(NETWORK_GONE);
        says(Cast.DEVI, "Ten seconds");
        Page dana = enters(Cast.DANA);
        Page carla = enters(Cast.CARLA);
        toTheMessage(dana);
        dana.keyboard().press("q");
        Locator quoted = dana.locator("[data-quoted]");
        assertThat(quoted).containsText("Ten seconds");
        quoted.getByText("Leave the quote out").click();
        assertThat(quoted).isHidden();
        toTheMessage(dana);
        dana.keyboard().press("m");
        dana.locator("#message-menu [data-act=quote]").click();
        assertThat(composer(dana)).isFocused();
        dana.getByLabel("For the record").check();
        visitors.axe(dana);
        visitors.screenshot(dana, "room-quoting");
        dana.reload();
        assertThat(quoted).containsText("Ten seconds");
        assertThat(dana.getByLabel("For the record")).isChecked();

        dana.context().setOffline(true);
        posts(dana, "Or five");
        assertThat(waiting(dana).locator("[data-quote]")).containsText("Ten seconds");
        assertThat(waiting(dana).locator("[data-recorded]")).isVisible();
        assertThat(quoted).isHidden();
        assertThat(dana.getByLabel("For the record")).not().isChecked();
        dana.context().setOffline(false);

        Locator arrived = carla.locator("[data-messages] .message").nth(1);
        assertThat(arrived.locator("[data-quote='1']")).containsText("Ten seconds");
        assertThat(arrived.locator("[data-recorded]")).isVisible();
        assertThat(said(dana)).hasText(new String[] {"Ten seconds", "Or five"});
    }

    @Test
    void somebodyIsNamedByKeysAndByTouchAndANumberSaysWhatItStandsFor() {
        program(
                Cast.DEVI,
                "/api/v1/meetings/" + meeting.id() + "/contributions",
                "{\"type\":\"CR\",\"for\":\"Agreement\",\"title\":\"Retry timer\"}");
        UUID contribution = jdbc.sql("select id from contribution where meeting_id = ?")
                .param(meeting.id())
                .query(UUID.class)
                .single();
        String number = jdbc.sql("select number from contribution where id = ?")
                .param(contribution)
                .query(String.class)
                .single();
        Page dana = enters(visitors.onPhones(), Cast.DANA);
        Page devi = enters(Cast.DEVI);
        Locator offered = devi.locator("#nameable:popover-open [role=option]");

        composer(devi).pressSequentially("@sam");
        assertThat(offered.first()).hasAttribute("aria-selected", "true");
        devi.keyboard().press("Escape");
        assertThat(offered).hasCount(0);
        composer(devi).pressSequentially("p");
        assertThat(composer(devi)).hasValue("@samp");
        composer(devi).fill("");
        composer(devi).pressSequentially("Does @sample");
        assertThat(offered).hasText(new String[] {"Dana Sample Examplecom"});
        visitors.axe(devi);
        visitors.screenshot(devi, "room-naming");
        devi.keyboard().press("ArrowDown");
        devi.keyboard().press("Enter");
        assertThat(composer(devi)).hasValue("Does @Dana Sample ");
        composer(devi).pressSequentially("know " + number + "?");
        assertThat(offered).hasCount(0);
        devi.keyboard().press("Control+Enter");

        for (Page page : List.of(dana, devi)) {
            assertThat(said(page)).hasText("Does @Dana Sample know " + number + " Retry timer Reserved?");
        }
        assertThat(dana.locator(".mention.is-me")).hasText("@Dana Sample");
        assertThat(devi.locator(".mention.is-me")).hasCount(0);
        Object live = markup(devi);
        devi.reload();
        assertThat(markup(devi)).isEqualTo(live);
        assertThat(devi.locator("#m2 .contribution")).hasAttribute("href", "/c/" + number);
        dana.reload();
        assertThat(dana.locator(".mention.is-me")).hasText("@Dana Sample");
        visitors.axe(dana);

        composer(dana).pressSequentially("Ask @dev");
        dana.locator("#nameable:popover-open [role=option]").first().tap();
        assertThat(composer(dana)).isFocused();
        posts(dana, composer(dana).inputValue());
        assertThat(said(devi).last()).hasText("Ask @Devi Nonesuch");

        program(Cast.DEVI, "/api/v1/contributions/" + contribution + "/withdrawal", "{}", 200);
        assertThat(dana.locator("#m2 .badge")).hasText("Withdrawn");
        devi.locator("#m2").focus();
        devi.keyboard().press("i");
        Locator edited = devi.locator(".message-edit textarea");
        edited.fill("");
        edited.pressSequentially("Or @carl");
        assertThat(offered).hasCount(1);
        devi.keyboard().press("Tab");
        assertThat(edited).hasValue("Or @Carla Placeholder ");
        devi.keyboard().press("Control+Enter");
        assertThat(dana.locator("#m2 .mention")).hasText("@Carla Placeholder");
    }

    @Test
    void aReplyIsQuotedWithoutScriptsToo() {
        visitors.tolerate("status of 422");
        says(Cast.DEVI, "Ten seconds");
        Page dana = enters(visitors.withoutScripts(), Cast.DANA);
        dana.locator(".message [data-more]").click();
        dana.getByText("Quote in a reply").click();
        assertThat(dana.locator("[data-quoted]")).containsText("Ten seconds");
        dana.locator("[data-composer] [type=submit]").click();
        assertThat(dana.locator("[data-refusal]")).isVisible();
        assertThat(dana.locator("[data-quoted]")).containsText("Ten seconds");
        composer(dana).fill("Or five");
        dana.getByLabel("For the record").check();
        dana.locator("[data-composer] [type=submit]").click();
        Locator arrived = dana.locator("[data-messages] .message").nth(1);
        assertThat(arrived.locator("[data-quote='1']")).containsText("Ten seconds");
        assertThat(arrived.locator("[data-recorded]")).isVisible();
    }

    @Test
    void whoWritesIsNamedInALineThatIsAlwaysThereUntilWhatTheyWroteArrives() {
        UUID elsewhere = thread("Timers");
        Page dana = enters(Cast.DANA);
        Page carla = enters(Cast.CARLA);
        assertThat(carla.locator("[data-presence-count]").first()).hasText("2 here");
        Locator line = carla.locator("[data-typing]");
        Object before = carla.locator("[data-scroller]").boundingBox().height;
        composer(dana).pressSequentially("The timer");
        assertThat(line).hasText(Cast.DANA.fullName() + " is writing");
        assertThat(dana.locator("[data-typing]")).isEmpty();
        assertThat(carla.locator("[data-scroller]").boundingBox().height).isEqualTo(before);
        visitors.axe(carla);
        carla.locator("[data-threads] a[href*='" + elsewhere + "']").click();
        assertThat(line).isEmpty();
        carla.goBack();
        assertThat(line).hasText(Cast.DANA.fullName() + " is writing");
        composer(dana).press("Control+Enter");
        assertThat(said(carla)).hasText(new String[] {"The timer"});
        assertThat(line).isEmpty();
    }

    @Test
    void aBotPostsOnceHoweverOftenItTriesAndIsToldWhatIsWrong() {
        visitors.tolerate("status of (422|401)|" + NETWORK_GONE);
        Page page = enters(Cast.DANA);
        String key = UUID.randomUUID().toString();
        String post = """
                async ([token, room, text, key]) => {
                  const { LiveClient } = await import('/js/live.js');
                  const client = new LiveClient(new URL('/api/v1/live', location.href), { token });
                  return client.post(room, { thread: null, text }, key).catch(
                      ({ message, again, problem }) => ({ message, again, status: problem?.status }));
                }""";
        List<String> once = List.of(Cast.DEVI.token(), meeting.room().toString(), "From a bot", key);
        page.route("**/api/v1/rooms/*/messages", route -> {
            route.fetch();
            route.abort();
        });
        assertThat(page.evaluate(post, once)).asString().contains("again=true", "not reached");
        page.unroute("**/api/v1/rooms/*/messages");
        assertThat(page.evaluate(post, once)).asString().contains("seq=1", "id=");
        assertThat(page.evaluate(post, once)).asString().contains("seq=1", "id=");
        assertThat(inTheLog()).containsExactly("From a bot");
        assertThat(page.evaluate(post, List.of(Cast.DEVI.token(), meeting.room().toString(), " ", "another")))
                .asString()
                .contains("again=false", "status=422");
        assertThat(page.evaluate(post, List.of("made-up", meeting.room().toString(), "Hello", "a-third")))
                .asString()
                .contains("again=false", "status=401");
    }

    @Test
    void whoIsClosedForSendingTooMuchDoesNotComeBackAtOnce() {
        Page dana = visitors.signIn(Cast.DANA);
        AtomicInteger sockets = new AtomicInteger();
        dana.routeWebSocket("**/api/v1/live", socket -> {
            sockets.incrementAndGet();
            socket.close(new WebSocketRoute.CloseOptions().setCode(1008).setReason("You send too much"));
        });
        dana.clock().install();
        dana.navigate(room());
        Awaitility.await().until(() -> sockets.get() == 1);
        dana.clock().runFor(59_000);
        dana.evaluate("dispatchEvent(new Event('online'))");
        dana.clock().runFor(500);
        assertThat(sockets).hasValue(1);
        dana.clock().runFor(31_000);
        Awaitility.await().until(() -> sockets.get() >= 2);
    }

    @Test
    void whoMayNotReactNowReadsWhyBesideTheMessage() {
        visitors.tolerate("status of 403");
        says(Cast.CARLA, "The timer");
        Page dana = enters(Cast.DANA);
        jdbc.sql("insert into room_moderation (room_id, read_only, by, at) values (?, true, ?, now())")
                .params(meeting.room(), Cast.CARLA.id())
                .update();
        toTheMessage(dana);
        dana.keyboard().press("r");
        dana.locator("#reaction-picker button").first().press("Enter");
        Locator message = dana.locator("[data-messages] .message");
        assertThat(message.getByRole(AriaRole.ALERT)).containsText("This room is read only");
        assertThat(message.locator(".is-mine")).hasCount(0);
        visitors.axe(dana);

        jdbc.sql("delete from room_moderation where room_id = ?")
                .param(meeting.room())
                .update();
        toTheMessage(dana);
        dana.keyboard().press("r");
        dana.locator("#reaction-picker button").first().press("Enter");
        assertThat(message.locator("[data-reaction] .number")).hasText("1");
        assertThat(message.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void aMessageIsEditedPinnedHiddenAndDeletedByKeysAndEverybodySeesIt() {
        Page dana = enters(Cast.DANA);
        Page carla = enters(Cast.CARLA);
        posts(dana, "The **timer**");
        assertThat(said(carla)).hasText(new String[] {"The timer"});

        toTheMessage(dana);
        dana.keyboard().press("i");
        Locator editing = dana.locator(".message-edit textarea");
        assertThat(editing).hasValue("The **timer**");
        assertThat(editing).isFocused();
        editing.fill("The **new** timer");
        visitors.axe(dana);
        editing.press("Control+Enter");
        assertThat(said(carla)).hasText(new String[] {"The new timer"});
        assertThat(carla.locator("[data-edited]")).isVisible();

        toTheMessage(carla);
        carla.keyboard().press("m");
        assertThat(carla.locator("#message-menu [data-act=edit]")).isHidden();
        assertThat(carla.locator("#message-menu [data-read-by]")).hasText(Pattern.compile("Read by .+"));
        visitors.axe(carla);
        carla.locator("#message-menu [data-act=pin]").press("Enter");
        assertThat(dana.locator("[data-pinned-list] summary")).hasText("1 pinned message");

        toTheMessage(carla);
        carla.keyboard().press("m");
        carla.locator("#message-menu [data-act=hide]").press("Enter");
        carla.locator("#hide-reason").fill("Names a person");
        carla.locator("#hide-reason").press("Enter");
        assertThat(said(dana)).hasText(new String[] {"Hidden by the chair: Names a person"});
        assertThat(dana.locator("[data-pinned-list] summary")).hasCount(0);
        toTheMessage(carla);
        carla.keyboard().press("m");
        carla.locator("#message-menu [data-act=show]").press("Enter");
        assertThat(said(dana)).hasText(new String[] {"The new timer"});

        toTheMessage(dana);
        dana.keyboard().press("m");
        dana.locator("#message-menu [data-act=delete]").press("Enter");
        assertThat(dana.locator(".message.is-going")).hasCount(1);
        dana.navigate("/meetings/" + meeting.id());
        assertThat(said(carla)).hasText(new String[] {"Deleted by its author"});
        carla.reload();
        assertThat(said(carla)).hasText(new String[] {"Deleted by its author"});
        carla.navigate(room() + "/messages/1");
        visitors.axe(carla);
        visitors.fitsItsWidth(carla);
    }

    private static void toTheMessage(Page page) {
        page.locator("[data-scroller]").focus();
        page.keyboard().press("j");
        assertThat(page.locator("[data-messages] .message").last()).isFocused();
    }
}
