package org.rostrum.discussions.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Conference Wi-Fi: what was opened is read on, what is written is kept, and in the end everybody has the same. */
@BrowserTest
class NetworkAwayBrowserTests {

    private static final String NETWORK_GONE =
            "ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_CONNECTION|ERR_FAILED|WebSocket";
    /** Marks that turn the direction of writing: nothing else is in it, and the portal takes those out. */
    private static final String NOTHING_LEFT = "\u202e\u202c";

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final LocatorAssertions.HasTextOptions PATIENTLY =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);

    private Visitors visitors;
    private JdbcClient jdbc;
    private Gathering meeting;

    @BeforeEach
    void meet(Visitors visitors, Body body, JdbcClient jdbc) {
        this.visitors = visitors;
        this.jdbc = jdbc;
        this.meeting = body.meetingNow();
    }

    private Page enters(Visitors from, Cast person) {
        return enters(from.signIn(person));
    }

    private Page enters(Page page) {
        page.navigate(room());
        assertThat(page.locator("main.room")).isVisible();
        return page;
    }

    private String room() {
        return "/meetings/" + meeting.id() + "/room";
    }

    private static void posts(Page page, String text) {
        Locator composer = page.locator("textarea[name=text]");
        composer.fill(text);
        composer.press("Control+Enter");
    }

    private static Locator said(Page page) {
        return page.locator("[data-messages] .message .message-body");
    }

    private static Locator waiting(Page page) {
        return page.locator("[data-pending] .message:not(.is-failed) .message-body");
    }

    private static Locator connection(Page page) {
        return page.locator("[data-connection]");
    }

    private List<String> inTheLog() {
        return jdbc.sql("select text from message where room_id = ? order by seq")
                .param(meeting.room())
                .query((row, n) -> row.getString("text"))
                .list();
    }

    /** A browser that has only just been given the worker keeps the page by asking for it once more. */
    private static void keeps(Page page, String path) {
        page.waitForFunction(
                "path => navigator.serviceWorker.controller && caches.open('rostrum-pages').then(kept => kept.match(path))"
                        + ".then(kept => kept !== undefined)",
                path);
    }

    /** Seen from a picture of the portal: a page of it would be kept, or make the worker forget. */
    private static void keepsNothing(Page page) {
        Page picture = page.context().newPage();
        picture.navigate("/favicon.svg");
        picture.waitForFunction("() => caches.has('rostrum-pages').then(has => !has)");
        picture.close();
    }

    private static void keepsEvents(Page page, int most) {
        page.waitForFunction("""
                most => new Promise((resolve, reject) => {
                  const opening = indexedDB.open("rostrum");
                  opening.onerror = () => reject(opening.error);
                  opening.onsuccess = () => {
                    const counting = opening.result.transaction("events").objectStore("events").count();
                    counting.onsuccess = () => { opening.result.close(); resolve(counting.result >= most); };
                  };
                })""", most);
    }

    @Test
    void oneOfFourLosesTheNetworkForAMinuteWhileWritingAndNobodyLosesAWord() {
        visitors.tolerate(NETWORK_GONE + "|status of 422");
        Page carla = enters(visitors, Cast.CARLA);
        Page devi = enters(visitors, Cast.DEVI);
        Page edda = visitors.signIn(Cast.EDDA);
        // A proxy that lets sockets open and nothing through.
        AtomicBoolean blocked = new AtomicBoolean(true);
        AtomicInteger through = new AtomicInteger();
        edda.routeWebSocket("**/api/v1/live", socket -> {
            if (blocked.get()) {
                socket.close();
            } else {
                socket.connectToServer();
                through.incrementAndGet();
            }
        });
        enters(edda);
        Page dana = enters(visitors.onPhones().inTheDark().keepingWhatTheyOpen(), Cast.DANA);
        keeps(dana, room());
        posts(carla, "Good morning");
        posts(devi, "Good morning to you");
        for (Page page : List.of(carla, devi, edda, dana)) {
            assertThat(said(page)).hasText(new String[] {"Good morning", "Good morning to you"});
        }
        keepsEvents(dana, 2);

        Instant gone = Instant.now();
        dana.context().setOffline(true);
        posts(dana, "Written 1");
        assertThat(waiting(dana)).hasText(new String[] {"Written 1"});
        posts(dana, "Written 2");
        posts(dana, NOTHING_LEFT);
        posts(dana, "Written 3");
        // Nothing was lost yet that would be worth a word.
        assertThat(connection(dana)).isHidden();
        assertThat(connection(dana))
                .hasText(
                        "Offline. What you write is kept and will be sent",
                        new LocatorAssertions.HasTextOptions().setTimeout(15_000));

        posts(carla, "Meanwhile, in the room");
        dana.reload();
        assertThat(said(dana)).hasText(new String[] {"Good morning", "Good morning to you"});
        assertThat(waiting(dana).last()).hasText("Written 3");
        posts(dana, "Written 4, after a reload");
        assertThat(waiting(dana).last()).hasText("Written 4, after a reload");
        assertThat(connection(dana))
                .hasText(
                        "Offline. What you write is kept and will be sent",
                        new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        visitors.fitsItsWidth(dana);
        visitors.axe(dana);
        visitors.screenshot(dana, "room-offline-phone-dark");

        // She follows as quickly as the others do, and hears nothing about it.
        posts(edda, "From behind a proxy");
        assertThat(said(carla).last()).hasText("From behind a proxy");
        assertThat(edda.locator("[data-presence-count]").first()).containsText("here");
        assertThat(connection(edda)).isHidden();
        edda.context().setOffline(true);
        posts(edda, "Offline behind a proxy");
        posts(devi, "Who is there?");
        assertThat(said(devi).last()).hasText("Who is there?");
        edda.context().setOffline(false);
        assertThat(said(carla).last()).hasText("Offline behind a proxy", PATIENTLY);
        assertThat(said(edda)).hasText(inTheLog().toArray(String[]::new), PATIENTLY);
        blocked.set(false);

        List<Page> others = List.of(carla, devi, edda);
        List<String> talk = new ArrayList<>();
        do {
            Page speaker = others.get(talk.size() % 3);
            String remark = "Remark " + talk.size();
            talk.add(remark);
            posts(speaker, remark);
            others.forEach(page -> assertThat(said(page).last()).hasText(remark, PATIENTLY));
            if (talk.size() == 12) {
                Awaitility.await()
                        .atMost(A_MINUTE.plusSeconds(5))
                        .until(() -> Duration.between(gone, Instant.now()).compareTo(A_MINUTE) > 0);
            }
        } while (Duration.between(gone, Instant.now()).compareTo(A_MINUTE) < 0);
        posts(dana, "Written 5, at the end");
        assertThat(said(dana)).hasCount(2);
        dana.context().setOffline(false);

        assertThat(said(carla).last()).hasText("Written 5, at the end", PATIENTLY);
        assertThat(waiting(dana)).hasCount(0);
        List<String> log = inTheLog();
        for (Page page : List.of(carla, devi, edda, dana)) {
            assertThat(said(page)).hasText(log.toArray(String[]::new), PATIENTLY);
        }
        assertThat(log).doesNotHaveDuplicates();
        assertThat(log.stream().filter(text -> text.startsWith("Written")))
                .containsExactly(
                        "Written 1", "Written 2", "Written 3", "Written 4, after a reload", "Written 5, at the end");
        assertThat(log).containsAll(talk);
        assertThat(connection(dana)).containsText("Back");

        // What the meeting refused is still there, and says why.
        Locator refused = dana.locator(".message.is-failed");
        assertThat(refused).containsText("Write something first");
        refused.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Edit"))
                .click();
        assertThat(dana.locator("textarea[name=text]")).hasValue(NOTHING_LEFT);

        // The socket was tried again meanwhile, and carries on from there.
        Awaitility.await().atMost(A_MINUTE).until(() -> through.get() > 0);
        posts(carla, "Goodbye");
        assertThat(said(edda).last()).hasText("Goodbye", PATIENTLY);
        assertThat(said(dana).last()).hasText("Goodbye", PATIENTLY);
    }

    @Test
    void whatWasOpenedIsReadWithoutANetworkByWhoOpenedItAndNobodyElse() {
        visitors.tolerate(NETWORK_GONE + "|status of 503");
        Page page = enters(visitors.keepingWhatTheyOpen(), Cast.DANA);
        posts(page, "Danas words");
        assertThat(said(page)).hasText(new String[] {"Danas words"});
        keeps(page, room());
        String overview = "/meetings/" + meeting.id();
        page.navigate(overview);
        keeps(page, overview);

        page.context().setOffline(true);
        page.reload();
        assertThat(page.getByLabel("About this copy")).containsText("Offline");
        visitors.axe(page);
        page.navigate(room());
        assertThat(said(page)).hasText(new String[] {"Danas words"});
        page.navigate("/groups");
        assertThat(page.locator("h1")).hasText("You are offline");
        assertThat(page.locator("main")).containsText("Kept on this device");
        visitors.axe(page);
        page.context().setOffline(false);

        // Somebody else takes the browser over, without any sign of the one before.
        page.context().clearCookies();
        page.context().addCookies(visitors.signIn(Cast.DEVI).context().cookies());
        page.navigate(overview);
        assertThat(page.locator(".menu-name")).hasText(Cast.DEVI.fullName());
        page.context().setOffline(true);
        page.navigate(room());
        assertThat(page.locator("h1")).hasText("You are offline");
        assertThat(page.locator("body")).not().containsText("Danas words");
        page.context().setOffline(false);

        // What is kept outlives the session until the portal is asked, and says that nobody is signed in.
        enters(page);
        keeps(page, room());
        page.context().setOffline(true);
        page.context().clearCookies();
        page.reload();
        assertThat(said(page)).hasText(new String[] {"Danas words"});
        page.context().setOffline(false);
        page.navigate(room());
        keepsNothing(page);
        visitors.chooseAccount(page, Cast.DEVI);
        enters(page);
        keeps(page, room());
        // So does a page that is open while the session ends elsewhere.
        Page elsewhere = visitors.signIn(Cast.DEVI);
        elsewhere.navigate("/me/sessions");
        elsewhere.locator("form[action$='others/end'] button").click();
        assertThat(connection(page)).containsText("You are signed out");
        keepsNothing(page);

        // The provider knows her still.
        enters(page);
        keeps(page, room());
        page.locator(".menu summary").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        page.waitForURL("**/signed-out");
        page.context().setOffline(true);
        page.navigate(room());
        assertThat(page.locator("h1")).hasText("You are offline");
        assertThat(page.locator("body")).not().containsText("Danas words");
    }
}
