package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the published agenda shows of its items, and to whom. */
@RostrumTest
class AgendaReadingTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    AgendaReadingTests(Body body, MockMvcTester mvc, JdbcClient jdbc) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
    }

    private MvcTestResult page(Cast person, Gathering meeting) {
        return mvc.get()
                .uri("/meetings/" + meeting.id() + "/agenda")
                .with(Body.signedIn(person))
                .cookie(new Cookie("zone", "America/New_York"))
                .exchange();
    }

    /** On a winter's Monday from nine in Warsaw. */
    private Gathering monday(Duration length) {
        Instant nine = Instant.parse("2031-01-06T08:00:00Z");
        return body.meeting(Body.DMSO, nine, nine.plus(length), "ACCEPT");
    }

    @Test
    void anItemShowsWhatStandsThereInTheChairsOrderAndTogetherWhatIsHandledTogether() {
        Gathering meeting = body.meetingNow();
        PlenaryDay day = PlenaryDay.published(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting))
                .hasStatusOk()
                .bodyText()
                .containsSubsequence(
                        "id=\"item-" + day.item("3.1"),
                        ">3.1</a>",
                        "Bootstrap",
                        "Edda Redline",
                        "45 min",
                        day.number(1),
                        "Retry &lt;timer&gt; &amp; back-off",
                        "Lorem Devices",
                        "Allocated",
                        "Handled together: <bdi>Editorial &amp; &lt;similar&gt;</bdi>",
                        day.number(2),
                        day.number(4),
                        "Allocated",
                        "Late",
                        "</ul></li>",
                        day.number(3),
                        "Ipsum Cloud",
                        "Reserved",
                        "File missing",
                        day.number(5),
                        "Withdrawn",
                        "Bring what you have tested.",
                        "Discussion",
                        "id=\"item-" + day.item("3.1.1"),
                        day.number(6));
        assertThat(page(Cast.DANA, meeting))
                .bodyText()
                .contains("The call is <strong>asked</strong>", "href=\"https://example.com/ipr\"")
                .contains("/meetings/" + meeting.id() + "/room?thread=");
    }

    @Test
    void aFileIsMissingOnlyOnceItIsDue() {
        Gathering meeting = body.meetingNextMonth();
        PlenaryDay.published(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting)).bodyText().contains("Reserved").doesNotContain("File missing");
    }

    @Test
    void breaksHaveNoNumberAndNothingToDiscuss() {
        Gathering meeting = body.meetingNow();
        PlenaryDay day = PlenaryDay.published(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting))
                .bodyText()
                .containsSubsequence(
                        "<li class=\"sheet-item is-break\" id=\"item-" + day.item("Lunch"),
                        "<span class=\"agenda-number\"></span>",
                        "Lunch",
                        "60 min",
                        "<div class=\"sheet-side\"></div>");
    }

    @Test
    void whatIsForTheOfficersOnlyIsMarkedAndShownToNobodyElse() {
        Gathering meeting = body.meetingNow();
        PlenaryDay.published(jdbc, meeting);
        body.invites(Cast.GUS, meeting);

        for (Cast officer : new Cast[] {Cast.CARLA, Cast.VICTOR, Cast.SEKRA, Cast.ADA}) {
            assertThat(page(officer, meeting))
                    .as("%s", officer)
                    .bodyText()
                    .containsSubsequence("is-internal", ">i1</a>", "Who counts the votes", "Officers only");
        }
        for (Cast other : new Cast[] {Cast.DANA, Cast.EDDA, Cast.IPSI, Cast.TESSA, Cast.GUS}) {
            assertThat(page(other, meeting))
                    .as("%s", other)
                    .hasStatusOk()
                    .bodyText()
                    .contains("Reports of the working groups")
                    .doesNotContain("Who counts the votes", "is-internal");
            assertThat(mvc.get()
                            .uri("/api/v1/meetings/" + meeting.id() + "/agenda/versions/1")
                            .header("Authorization", "Bearer " + other.token()))
                    .as("%s", other)
                    .bodyText()
                    .doesNotContain("Who counts the votes");
        }
    }

    @Test
    void timesAreInTheMeetingsZoneAndTheReadersWhichAreNamedOnce() {
        Gathering meeting = monday(Duration.ofHours(8));
        PlenaryDay day = PlenaryDay.published(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting))
                .bodyText()
                .contains("Times are CET (Warsaw), in brackets yours, EST (New York).", ">4 h<")
                .containsSubsequence(
                        day.item("1.1").toString(),
                        "<time datetime=\"2031-01-06T08:10:00Z\">09:10</time> <span class=\"sheet-yours\">(03:10)</span>",
                        day.item("1.2").toString())
                .doesNotContain("more than the meeting has");
    }

    @Test
    void aMeetingOfSeveralDaysNamesTheDayOfEachTime() {
        Gathering meeting = monday(Duration.ofDays(2));
        PlenaryDay.published(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting)).bodyText().contains(">Mon 09:10</time>");
    }

    @Test
    void whatTheMeetingDoesNotHoldIsSaidBeforeItHappens() {
        Gathering meeting = monday(Duration.ofHours(2));
        PlenaryDay.published(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting))
                .bodyText()
                .contains("120 min more than the meeting has", "beyond the meeting’s time");
    }

    @Test
    void whereNobodySaidHowLongAnythingTakesThereAreNoTimes() {
        Gathering meeting = monday(Duration.ofHours(8));
        PlenaryDay.publishedWithoutMinutes(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting)).bodyText().doesNotContain("Times are", "sheet-when", "sheet-timed");
    }

    @Test
    void whatConcernsTheReaderIsMarkedForThem() {
        Gathering meeting = body.meetingNow();
        PlenaryDay day = PlenaryDay.published(jdbc, meeting);

        assertThat(page(Cast.DANA, meeting))
                .bodyText()
                .contains("id=\"item-" + day.item("2.1") + "\" data-mine")
                .doesNotContain("id=\"item-" + day.item("1") + "\" data-mine")
                .containsOnlyOnce("<li data-mine>")
                .containsSubsequence("<li data-mine>", day.number(2));
        assertThat(page(Cast.CARLA, meeting))
                .bodyText()
                .contains("id=\"item-" + day.item("1") + "\" data-mine")
                .doesNotContain("id=\"item-" + day.item("2.1") + "\" data-mine", "<li data-mine>");
    }

    @Test
    void officersSeeHowManyContributionsAreOnNoItem() {
        Gathering meeting = body.meetingNow();
        PlenaryDay.published(jdbc, meeting);
        jdbc.sql("""
                        update contribution set agenda_item_id = null, allocated_by = null, allocated_at = null,
                               item_position = null, block_id = null, state = 'SUBMITTED'
                         where meeting_id = ? and state = 'ALLOCATED' and block_id is not null""").param(meeting.id()).update();

        assertThat(page(Cast.SEKRA, meeting))
                .bodyText()
                .containsSubsequence(
                        "/meetings/" + meeting.id() + "/agenda/allocation",
                        "Allocate contributions",
                        ">2<",
                        "unallocated");
        assertThat(page(Cast.DANA, meeting)).bodyText().doesNotContain("/agenda/allocation");
    }

    @Test
    void programsReadTheSame() {
        Gathering meeting = monday(Duration.ofHours(2));
        PlenaryDay day = PlenaryDay.published(jdbc, meeting);

        assertThat(mvc.get()
                        .uri("/api/v1/meetings/" + meeting.id() + "/agenda")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"version": 1, "latest": 1, "timeZone": "Europe/Warsaw", "now": null,
                         "overflow": {"minutes": 120},
                         "items": [
                           {"number": "1", "kind": "NORMAL", "contributions": [],
                            "time": {"state": "TO_COME", "start": "2031-01-06T08:00:00Z", "startedAt": null, "forecast": null}},
                           {"number": "1.1"}, {"number": "1.2"}, {"number": "2"}, {"number": "2.1"}, {"number": "2.2"},
                           {"number": "", "kind": "BREAK"}, {"number": "3"},
                           {"number": "3.1", "contributions": [
                             {"number": "%s", "type": "CR", "title": "Retry <timer> & back-off", "source": "Lorem Devices",
                              "state": "ALLOCATED", "late": false, "block": null},
                             {"number": "%s", "block": {"name": "Editorial & <similar>"}},
                             {"state": "RESERVED"}, {"late": true}, {"state": "WITHDRAWN"}]},
                           {"number": "3.1.1"}, {"number": "3.2"},
                           {"number": "4", "time": {"state": "BEYOND", "start": null}}]}""".formatted(day.number(1), day.number(2)));
    }
}
