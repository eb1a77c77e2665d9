package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What changed between two versions, on its page and through the API. */
@RostrumTest
class AgendaVersionsTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final AgendaDrafts drafts;
    private final AgendaRun run;
    private final AgendaGestures officer;

    AgendaVersionsTests(
            Body body,
            MockMvcTester mvc,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications,
            AgendaRun run) {
        this.body = body;
        this.mvc = mvc;
        this.drafts = drafts;
        this.run = run;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private MvcTestResult page(Cast person, Gathering meeting, String rest) {
        return mvc.get()
                .uri("/meetings/" + meeting.id() + "/agenda" + rest)
                .with(Body.signedIn(person))
                .exchange();
    }

    private MvcTestResult api(Cast person, Gathering meeting, String rest) {
        return mvc.get()
                .uri("/api/v1/meetings/" + meeting.id() + "/agenda/versions" + rest)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private Gathering threeVersions() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Old business", "Change requests", "  Bootstrap", "Close");
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "  Bootstrap", "Close");
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "Close", "  Bootstrap", "<b>New</b> work");
        officer.publishes(Cast.CARLA, meeting, "The third one");
        return meeting;
    }

    /** As the draft is, one item of another kind. */
    private void turns(Gathering meeting, String title, ItemKind kind) {
        Draft draft = drafts.read(new MeetingId(meeting.id()));
        List<OutlineRow> rows = draft.rows().stream()
                .map(row -> row.title().equals(title) ? row.ofKind(kind) : row)
                .toList();
        drafts.save(new MeetingId(meeting.id()), officer.as(Cast.CARLA), draft.revision(), Outline.of(rows));
    }

    @Test
    void anyTwoVersionsAreComparedInWordsAndInTheText() {
        Gathering meeting = threeVersions();

        assertThat(page(Cast.DANA, meeting, "/versions/1/changes/3"))
                .hasStatusOk()
                .bodyText()
                .contains("From version 1 to version 3", "In force", "The third one")
                .contains("1 new, 1 removed, 1 moved", "was 3.1 under “Change requests”")
                .contains("<del>Old business</del>", "<ins>&lt;b&gt;New&lt;/b&gt; work</ins>")
                .contains("data-live=\"version\"", "data-version=\"3\"")
                .doesNotContain("The draft");
        assertThat(page(Cast.DANA, meeting, "/versions/2/changes/3"))
                .bodyText()
                .contains("1 new, 1 moved")
                .doesNotContain("Old business");
        assertThat(page(Cast.DANA, meeting, "/versions/1/changes/2"))
                .bodyText()
                .contains("is in force now", "/versions/1/changes/3\"");
        assertThat(page(Cast.DANA, meeting, "/versions/2/changes/2")).bodyText().contains("with itself");
    }

    @Test
    void ofEachTwoVersionsThereIsOneAddressAndTheFormLeadsToIt() {
        Gathering meeting = threeVersions();
        String agenda = "/meetings/" + meeting.id() + "/agenda";

        assertThat(page(Cast.DANA, meeting, "/versions/3/changes/1"))
                .hasRedirectedUrl(agenda + "/versions/1/changes/3");
        assertThat(page(Cast.DANA, meeting, "/changes?from=3&to=2")).hasRedirectedUrl(agenda + "/versions/2/changes/3");
        assertThat(page(Cast.DANA, meeting, "/changes")).hasRedirectedUrl(agenda + "/versions/2/changes/3");
        assertThat(page(Cast.DANA, meeting, "/versions/1/changes/latest"))
                .hasRedirectedUrl(agenda + "/versions/1/changes/3");
        assertThat(page(Cast.DANA, meeting, "/versions/latest")).hasRedirectedUrl(agenda);
        assertThat(page(Cast.DANA, meeting, "/versions/1/changes/4")).hasStatus(404);
        assertThat(page(Cast.DANA, meeting, "/versions/0/changes/1")).hasStatus(404);
        assertThat(page(Cast.DANA, body.meetingNow(), "/changes")).hasStatus3xxRedirection();
    }

    @Test
    void officersCompareTheDraftWithAnyVersionAndNobodyElseDoes() {
        Gathering meeting = threeVersions();
        body.invites(Cast.GUS, meeting);
        officer.drafts(Cast.CARLA, meeting, "Opening", "Only drafted");

        assertThat(page(Cast.SEKRA, meeting, "/versions/1/changes/draft"))
                .hasStatusOk()
                .bodyText()
                .contains("From version 1 to the draft", "<ins>Only drafted</ins>");
        assertThat(page(Cast.SEKRA, meeting, "/changes?from=2&to=draft"))
                .hasRedirectedUrl("/meetings/" + meeting.id() + "/agenda/versions/2/changes/draft");
        assertThat(api(Cast.SEKRA, meeting, "/1/changes/draft")).bodyText().contains("Only drafted", "\"to\":null");
        for (Cast outsider : new Cast[] {Cast.DANA, Cast.EDDA, Cast.TESSA, Cast.GUS}) {
            assertThat(page(outsider, meeting, "/versions/1/changes/draft"))
                    .as("%s", outsider)
                    .hasStatus(403);
            assertThat(api(outsider, meeting, "/1/changes/draft"))
                    .as("%s", outsider)
                    .hasStatus(403);
        }
    }

    @Test
    void whoMayNotReadTheMeetingIsToldThatThereIsNothing() {
        Gathering meeting = threeVersions();
        Gathering closed = body.meeting(
                Body.CITY,
                java.time.Instant.parse("2026-01-01T10:00:00Z"),
                java.time.Instant.parse("2026-01-02T10:00:00Z"),
                "ACCEPT");

        for (String address :
                new String[] {"/changes", "/versions/latest", "/versions/1/changes/2", "/versions/1/changes/latest"}) {
            assertThat(page(Cast.GUS, meeting, address)).as(address).hasStatus(404);
            assertThat(page(Cast.DANA, closed, address)).as(address).hasStatus(404);
        }
        assertThat(api(Cast.GUS, meeting, "")).hasStatus(404);
        assertThat(api(Cast.GUS, meeting, "/1/changes/2")).hasStatus(404);
    }

    @Test
    void whatIsInternalIsNoPartOfWhatMembersReadOfAChange() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Secret talks", "  About whom", "Close");
        officer.publishes(Cast.CARLA, meeting, "");
        turns(meeting, "Secret talks", ItemKind.INTERNAL);
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "Lunch", "Close");
        officer.publishes(Cast.CARLA, meeting, "");
        turns(meeting, "Lunch", ItemKind.INTERNAL);
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "Close");
        officer.publishes(Cast.CARLA, meeting, "");

        assertThat(page(Cast.DANA, meeting, "/versions/1/changes/2"))
                .bodyText()
                .contains("2 removed", "with 1 item under it")
                .doesNotContain("officers only", "Internal");
        assertThat(page(Cast.CARLA, meeting, "/versions/1/changes/2"))
                .bodyText()
                .contains("2 of another kind", "for the officers only now")
                .doesNotContain("2 removed");
        assertThat(page(Cast.DANA, meeting, "/versions/4/changes/5"))
                .bodyText()
                .contains("Nothing changed for you")
                .doesNotContain("Lunch");
        assertThat(api(Cast.DANA, meeting, "/4/changes/5"))
                .bodyText()
                .contains("\"changes\":[]")
                .doesNotContain("Lunch");
        assertThat(api(Cast.CARLA, meeting, "/4/changes/5")).bodyText().contains("Lunch");
    }

    @Test
    void theVersionsNameThemselvesAndSayWhichIsInForce() {
        Gathering meeting = threeVersions();

        assertThat(page(Cast.DANA, meeting, "/versions/2"))
                .bodyText()
                .contains("This is version", "which is not in force any more", "/versions/2/changes/3");
        assertThat(page(Cast.DANA, meeting, "/versions/3"))
                .bodyText()
                .contains("In force", "data-live=\"version\"")
                .doesNotContain("not in force any more");
        assertThat(api(Cast.DANA, meeting, ""))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].inForce")
                .asArray()
                .containsExactly(true, false, false);
    }

    @Test
    void programsReadTheDifferenceItemByItem() {
        Gathering meeting = threeVersions();

        assertThat(api(Cast.DANA, meeting, "/3/changes/1"))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.from.version").isEqualTo(1);
                    assertThat(json).extractingPath("$.to.version").isEqualTo(3);
                    assertThat(json).extractingPath("$.summary").isEqualTo("1 new, 1 removed, 1 moved");
                    assertThat(json)
                            .extractingPath("$.changes[*].kind")
                            .asArray()
                            .containsExactly("MOVED", "NEW", "REMOVED");
                    assertThat(json)
                            .extractingPath("$.items[?(@.number == '3.1')].movedFrom")
                            .asArray()
                            .containsExactly("was 3.1 under “Change requests”");
                    assertThat(json).extractingPath("$.items[1].title[0].mark").isEqualTo("DELETED");
                });
    }

    private MvcTestResult post(Cast person, Gathering meeting, String rest) {
        return mvc.post()
                .uri("/meetings/" + meeting.id() + "/agenda" + rest)
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    private List<String> drafted(Gathering meeting) {
        return drafts.read(new MeetingId(meeting.id())).items().stream()
                .map(item -> item.number() + " " + item.title())
                .toList();
    }

    @Test
    void anEarlierTextIsTakenBackIntoTheDraftPublishedAgainAndUndoneUntilThen() {
        Gathering meeting = threeVersions();
        int version = drafts.read(new MeetingId(meeting.id())).revision();
        List<String> before = drafted(meeting);
        String draft = "/meetings/" + meeting.id() + "/agenda/versions/3/changes/draft";

        assertThat(page(Cast.SEKRA, meeting, "/versions/1")).bodyText().contains("Take it back into the draft");
        assertThat(page(Cast.DANA, meeting, "/versions/1")).bodyText().doesNotContain("Take it back");
        assertThat(post(Cast.SEKRA, meeting, "/versions/1/restoration")).hasRedirectedUrl(draft);
        assertThat(drafted(meeting))
                .containsExactly("1 Opening", "2 Old business", "3 Change requests", "3.1 Bootstrap", "4 Close");
        assertThat(post(Cast.SEKRA, meeting, "/restorations/undo?before=" + version + "&after=" + (version + 1)))
                .hasRedirectedUrl(draft);
        assertThat(drafted(meeting)).isEqualTo(before);

        post(Cast.SEKRA, meeting, "/versions/1/restoration");
        officer.publishes(Cast.CARLA, meeting, "As it was");
        assertThat(page(Cast.DANA, meeting, "/versions/1/changes/4")).bodyText().contains("Both texts say the same");
    }

    @Test
    void whatWasWrittenSinceIsNotLostByAnUndo() {
        Gathering meeting = threeVersions();
        int revision = drafts.read(new MeetingId(meeting.id())).revision();
        post(Cast.CARLA, meeting, "/versions/1/restoration");
        officer.drafts(Cast.VICTOR, meeting, "Opening", "Victor's");

        for (String undo : new String[] {
            "before=" + revision + "&after=" + (revision + 1),
            "before=" + (revision + 2) + "&after=" + (revision + 2),
            "before=-1&after=" + (revision + 2)
        }) {
            assertThat(post(Cast.CARLA, meeting, "/restorations/undo?" + undo))
                    .hasStatus3xxRedirection()
                    .flash()
                    .containsKey("refusal");
        }
        assertThat(drafted(meeting)).containsExactly("1 Opening", "2 Victor's");
    }

    @Test
    void onlyWhoEditsTheAgendaTakesAVersionBack() {
        Gathering meeting = threeVersions();
        List<String> before = drafted(meeting);

        for (Cast outsider : new Cast[] {Cast.DANA, Cast.EDDA, Cast.TESSA}) {
            assertThat(post(outsider, meeting, "/versions/1/restoration"))
                    .as("%s", outsider)
                    .hasStatus(403);
            assertThat(post(outsider, meeting, "/restorations/undo?before=1&after=3"))
                    .as("%s", outsider)
                    .hasStatus(403);
        }
        assertThat(post(Cast.GUS, meeting, "/versions/1/restoration")).hasStatus(404);
        assertThat(post(Cast.CARLA, meeting, "/versions/9/restoration")).hasStatus(404);
        assertThat(drafted(meeting)).isEqualTo(before);
        assertThat(mvc.post()
                        .uri("/api/v1/meetings/" + meeting.id() + "/agenda/versions/1/restoration")
                        .header("Authorization", "Bearer " + Cast.CARLA.token()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.after")
                .isEqualTo(drafts.read(new MeetingId(meeting.id())).revision());
    }

    @Test
    void beforePublishingTheChairIsToldWhatItDoesToContributionsDiscussionsAndMembers() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Old business", "Close");
        PublishedAgenda first = officer.publishes(Cast.CARLA, meeting, "");
        assertThat(mvc.post()
                        .uri("/api/v1/rooms/" + meeting.room() + "/messages")
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .header("Idempotency-Key", "said")
                        .contentType("application/json")
                        .content("{\"thread\":\"%s\",\"text\":\"Still open\"}"
                                .formatted(first.items().get(1).thread())))
                .hasStatus2xxSuccessful();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Old business", "Close", "Whom to nominate");
        turns(meeting, "Whom to nominate", ItemKind.INTERNAL);
        assertThat(page(Cast.CARLA, meeting, "/publications/new"))
                .hasStatusOk()
                .bodyText()
                .contains("1 internal item is for the officers only", "Nothing changes for members")
                .doesNotContain("stays readable");

        officer.drafts(Cast.CARLA, meeting, "Opening", "Close");
        assertThat(page(Cast.CARLA, meeting, "/publications/new"))
                .bodyText()
                .contains("2 Old business", "1 message", "stays readable in the room", "cannot be", "Removed")
                .doesNotContain("go back to the unallocated", "Nothing changes for members");
    }

    @Test
    void whatIsBeingDiscussedIsNotTakenAwayAndGoesOnUnderItsNewNumber() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "Close");
        PublishedAgenda first = officer.publishes(Cast.CARLA, meeting, "");
        MeetingId id = new MeetingId(meeting.id());
        NowDiscussing now = Objects.requireNonNull(
                run.open(id, officer.as(Cast.CARLA), first.items().get(1).id(), null)
                        .now());
        String refused = "“2 Change requests” is being discussed now";
        officer.drafts(Cast.CARLA, meeting, "Opening", "Close");

        assertThat(page(Cast.CARLA, meeting, "/publications/new")).bodyText().contains(refused);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> officer.publishes(Cast.CARLA, meeting, ""))
                .withMessageStartingWith(refused)
                .matches(e -> e.reason() == Refusal.Reason.CONFLICT);
        assertThat(post(
                        Cast.CARLA,
                        meeting,
                        "/publications?note=Kept&revision=" + drafts.read(id).revision()))
                .hasStatus(409)
                .bodyText()
                .contains(refused, "Kept");
        post(Cast.CARLA, meeting, "/versions/1/restoration");
        turns(meeting, "Change requests", ItemKind.INTERNAL);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> officer.publishes(Cast.CARLA, meeting, ""));

        turns(meeting, "Change requests", ItemKind.NORMAL);
        officer.drafts(Cast.CARLA, meeting, "Change requests", "Opening", "Close");
        officer.publishes(Cast.CARLA, meeting, "");
        assertThat(run.now(id)).get().extracting(NowDiscussing::label).isEqualTo("1 Change requests");
        officer.drafts(Cast.CARLA, meeting, "Opening", "Close");
        run.close(id, officer.as(Cast.CARLA), now.stay());
        assertThat(officer.publishes(Cast.CARLA, meeting, "").version()).isEqualTo(3);
    }
}
