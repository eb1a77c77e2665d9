package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.browser.BrowserTest;
import org.rostrum.testing.browser.Visitors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every page with the sample body's data in it: accessible, whole on a phone, nothing refused by the page's own policy. */
@BrowserTest
class EveryPageBrowserTests {

    /** Buttons fade from one colour to the other. */
    private static final String ONCE_COLOURS_STAND = """
            () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
              .then(() => Promise.allSettled(document.getAnimations()
                .filter(one => one.effect.getComputedTiming().endTime < 5000).map(one => one.finished)))""";

    private static final String KRAKOW =
            Cast.stableId("event/members-meeting/krakow-2026").toString();

    private String meeting = "";
    private String contribution = "";
    private String event = "";
    private String specification = "";
    private String thread = "";
    private String message = "";

    @BeforeEach
    void theSampleBody(JdbcClient jdbc) {
        contribution = jdbc.sql("select id::text from contribution where title = 'Bootstrap retry timer'")
                .query(String.class)
                .single();
        meeting = jdbc.sql("select meeting_id::text from contribution where id = ?::uuid")
                .param(contribution)
                .query(String.class)
                .single();
        event = jdbc.sql("select event_id::text from meeting where id = ?::uuid")
                .param(meeting)
                .query(String.class)
                .single();
        thread = jdbc.sql(
                        "select thread_id::text from message where room_id in (select room_id from meeting where id = ?::uuid)"
                                + " order by seq desc limit 1")
                .param(meeting)
                .query(String.class)
                .single();
        message = jdbc.sql("select max(seq)::text from message where thread_id = ?::uuid")
                .param(thread)
                .query(String.class)
                .single();
        specification = jdbc.sql("select specification_id::text from contribution where id = ?::uuid")
                .param(contribution)
                .query(String.class)
                .single();
    }

    private List<String> open() {
        return List.of(
                "/",
                "/schedule",
                "/schedule?year=2020",
                "/schedule?view=month&month=2026-04",
                "/schedule?view=archive",
                "/events/" + event,
                "/events/" + KRAKOW,
                "/events/" + KRAKOW + "/timetable",
                "/groups",
                "/groups/DMSO",
                "/specifications?q=LightweightM2M",
                "/specifications/" + specification,
                "/signed-out");
    }

    private List<String> members() {
        return List.of(
                "/",
                "/schedule",
                "/my-agenda?past=true",
                "/events/" + KRAKOW + "/timetable",
                "/meetings/" + meeting,
                "/meetings/" + meeting + "/agenda",
                "/meetings/" + meeting + "/agenda/versions/1",
                "/meetings/" + meeting + "/contributions",
                "/meetings/" + meeting + "/documents",
                "/groups/DMSO/contributions",
                "/contributions",
                "/meetings/" + meeting + "/contributions/new",
                "/contributions/" + contribution,
                "/meetings/" + meeting + "/room",
                "/meetings/" + meeting + "/people");
    }

    private static void allAreWhole(Visitors visitors, Page page, List<String> paths) {
        for (String path : paths) {
            assertThat(page.navigate(path).status()).as(path).isEqualTo(200);
            visitors.axe(page);
            visitors.fitsItsWidth(page);
        }
    }

    @Test
    void visitorsReadWhatIsPublic(Visitors visitors) {
        allAreWhole(visitors, visitors.stranger(), open());
        Visitors dark = visitors.onPhones().inTheDark();
        allAreWhole(dark, dark.stranger(), open());
    }

    @Test
    void delegatesFindTheirWayThroughAMeeting(Visitors visitors) {
        allAreWhole(visitors, visitors.inZone("Asia/Seoul").signIn(Cast.DANA), members());
        Visitors dark = visitors.onPhones().inTheDark();
        allAreWhole(dark, dark.signIn(Cast.DEVI), members());
    }

    @Test
    void chairsAndGuestsSeeTheirOwnSidesOfIt(Visitors visitors) {
        allAreWhole(
                visitors,
                visitors.signIn(Cast.CARLA),
                List.of(
                        "/",
                        "/meetings/" + meeting + "/agenda",
                        "/meetings/" + meeting + "/agenda/draft",
                        "/meetings/" + meeting + "/cockpit",
                        "/meetings/" + meeting + "/actions",
                        "/groups/DMSO/actions"));
        allAreWhole(visitors, visitors.signIn(Cast.GUS), List.of("/", "/meetings/" + meeting + "/room"));
        Visitors dark = visitors.onPhones().inTheDark();
        Page page = dark.signIn(Cast.CARLA);
        for (String part : List.of(
                "",
                "?thread=" + thread,
                "?quotes=" + message,
                "/messages/" + message,
                "/moderation",
                "/discussions/new",
                "/summary?after=0")) {
            String path = "/meetings/" + meeting + "/room" + part;
            allAreWhole(dark, page, List.of(path));
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.locator(":root").evaluate(ONCE_COLOURS_STAND);
            visitors.axe(page);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        }
        // A file that is opened by itself.
        String talk =
                page.request().get("/meetings/" + meeting + "/room/export.html").text();
        page.navigate("about:blank");
        page.setContent(talk);
        visitors.axe(page);
        visitors.fitsItsWidth(page);
    }

    private List<String> staffDesk() {
        return List.of(
                "/staff",
                "/staff/requests",
                "/staff/people",
                "/staff/people/new",
                "/staff/people/" + Cast.DANA.id(),
                "/staff/people/" + Cast.DANA.id() + "/name",
                "/staff/people/" + Cast.DANA.id() + "/organization",
                "/staff/people/" + Cast.DANA.id() + "/acting",
                "/staff/organizations",
                "/staff/organizations/new",
                "/staff/organizations/" + Cast.Company.NOWHERE.id(),
                "/staff/organizations/" + Cast.Company.NOWHERE.id() + "/name",
                "/staff/organizations/" + Cast.Company.NOWHERE.id() + "/membership",
                "/staff/levels",
                "/staff/levels/new",
                "/staff/levels/associate",
                "/staff/groups",
                "/staff/groups/new",
                "/staff/groups/DMSO",
                "/staff/groups/DMSO/edit",
                "/groups/DMSO/roles?q=dana",
                "/staff/imports",
                "/staff/audit",
                "/groups/DMSO/roles");
    }

    @Test
    void staffFindTheirWayThroughTheDesk(Visitors visitors) {
        allAreWhole(visitors, visitors.signIn(Cast.ADA), staffDesk());
        Visitors dark = visitors.onPhones().inTheDark();
        // One of each kind: the others are made of the same pieces.
        allAreWhole(
                dark,
                dark.signIn(Cast.ADA),
                List.of(
                        "/staff",
                        "/staff/people",
                        "/staff/people/" + Cast.DANA.id(),
                        "/staff/organizations/" + Cast.Company.NOWHERE.id(),
                        "/staff/levels/associate",
                        "/staff/groups/DMSO",
                        "/staff/imports",
                        "/staff/audit",
                        "/groups/DMSO/roles?q=dana"));
    }

    @Test
    void aMistypedAddressSaysWhereToGoOn(Visitors visitors) {
        visitors.tolerate("status of 404");
        Page page = visitors.stranger();
        assertThat(page.navigate("/nowhere").status()).isEqualTo(404);
        visitors.axe(page);
        assertThat(page.locator("main").innerText()).contains("schedule");
    }
}
