package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@RostrumTest
class AgendaPageTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final AgendaGestures officer;

    AgendaPageTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private MvcTestResult page(Cast person, Gathering meeting, String rest) {
        return mvc.get()
                .uri("/meetings/" + meeting.id() + "/agenda" + rest)
                .with(Body.signedIn(person))
                .exchange();
    }

    @Test
    void membersReadThePublishedVersionByItsName() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "  Bootstrap");
        officer.publishes(Cast.CARLA, meeting, "As announced by mail");
        officer.drafts(Cast.CARLA, meeting, "Opening", "Only drafted");

        assertThat(page(Cast.DANA, meeting, ""))
                .hasStatusOk()
                .bodyText()
                .contains("Version", "published by", Cast.CARLA.fullName(), "As announced by mail")
                .contains("2.1", "Bootstrap")
                .contains("data-room=\"" + meeting.room() + "\"", "data-seq=\"1\"", "data-live-region=\"agenda\"")
                .doesNotContain("Only drafted", "Edit the draft", "do not see");
        assertThat(page(Cast.SEKRA, meeting, ""))
                .hasStatusOk()
                .bodyText()
                .contains("The draft has changes that members do not see yet.", "/agenda/draft")
                .doesNotContain("Only drafted", "Review and publish");
        assertThat(page(Cast.VICTOR, meeting, "")).bodyText().contains("Review and publish");
    }

    @Test
    void beforeTheFirstPublicationThePageSaysWhenTheAgendaIsExpectedAndWhoPublishesIt() {
        Gathering meeting = body.meetingNextMonth();
        jdbc.sql("update meeting set agenda_expected_on = ? where id = ?")
                .params(LocalDate.of(2030, 3, 4), meeting.id())
                .update();
        officer.drafts(Cast.CARLA, meeting, "Only drafted");

        assertThat(page(Cast.DANA, meeting, ""))
                .hasStatusOk()
                .bodyText()
                .contains("Agenda expected on Monday 4 March 2030", "The chair of DMSO publishes it", "Europe/Warsaw")
                .doesNotContain("Only drafted");
        assertThat(page(Cast.DANA, body.meetingNextMonth(), "")).bodyText().contains("No agenda yet");
    }

    @Test
    void eachVersionHasItsOwnAddressAndAnOlderOneSaysSo() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Old business", "Close");
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "New business", "Close");
        officer.publishes(Cast.VICTOR, meeting, "");

        assertThat(page(Cast.DANA, meeting, "/versions/1"))
                .hasStatusOk()
                .bodyText()
                .contains("Old business", "not in force any more", "Read version 2, which is", "/versions/1/changes/2");
        assertThat(page(Cast.DANA, meeting, "/versions/2"))
                .hasStatusOk()
                .bodyText()
                .contains("New business")
                .doesNotContain("not in force any more");
        assertThat(page(Cast.DANA, meeting, "/versions/3")).hasStatus(404);
        assertThat(page(Cast.DANA, meeting, "/versions/x")).hasStatus(404);
    }

    @Test
    void aNewVersionSaysInWordsWhatItChanged() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Old business", "Close");
        officer.publishes(Cast.CARLA, meeting, "");
        officer.drafts(Cast.CARLA, meeting, "Opening", "New business", "Close");
        officer.publishes(Cast.CARLA, meeting, "");

        assertThat(page(Cast.DANA, meeting, ""))
                .bodyText()
                .containsSubsequence("Changed since version", "New", "New business", "Removed", "Old business");
    }

    @Test
    void whoMayNotSeeTheMeetingIsToldThatThereIsNone() {
        Gathering meeting = body.meeting(Body.CITY, Instant.now(), Instant.now().plusSeconds(3_600), "ACCEPT");
        officer.drafts(Cast.VICTOR, meeting, "Opening");
        officer.publishes(Cast.VICTOR, meeting, "");

        assertThat(page(Cast.DEVI, meeting, "")).hasStatusOk();
        assertThat(page(Cast.DANA, meeting, "")).hasStatus(404);
        assertThat(page(Cast.CARLA, meeting, "/draft")).hasStatus(404);
        assertThat(page(Cast.CARLA, meeting, "/publications/new")).hasStatus(404);
        assertThat(page(Cast.DEVI, meeting, "/draft")).hasStatus(403);
        assertThat(page(Cast.NORA, meeting, "")).hasStatus(403);
        assertThat(page(Cast.GUS, meeting, "")).hasStatus(404);
    }

    @Test
    void titlesPresentersAndNotesAreShownAsTextWhateverTheyHold() {
        Gathering meeting = body.meetingNow();
        String title = "<script>alert(1)</script> <b>bold</b> & \"quoted\" \uD83D\uDE80 \u0634\u0643\u0631\u0627";
        officer.drafts(Cast.CARLA, meeting, title);
        officer.publishes(Cast.CARLA, meeting, "<img src=x onerror=alert(2)>");

        for (String address : new String[] {"", "/versions/1", "/draft", "/publications/new"}) {
            assertThat(page(Cast.CARLA, meeting, address))
                    .as(address)
                    .hasStatusOk()
                    .bodyText()
                    .doesNotContain("<script>alert", "<b>bold", "<img src=x");
        }
        assertThat(page(Cast.DANA, meeting, ""))
                .bodyText()
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\uD83D\uDE80", "\u0634\u0643\u0631\u0627")
                .contains("dir=\"auto\"");
    }

    @Test
    void anItemLinksToItsDiscussion() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");
        PublishedAgenda agenda = officer.publishes(Cast.CARLA, meeting, "");
        jdbc.sql("""
                        insert into thread (id, room_id, kind, agenda_item_id, opened_at)
                        values (?, ?, 'AGENDA_ITEM', ?, now()) on conflict do nothing""")
                .params(
                        Cast.stableId("thread/" + meeting.id()),
                        meeting.room(),
                        agenda.items().getFirst().id().value())
                .update();

        assertThat(page(Cast.DANA, meeting, "")).bodyText().contains("/meetings/" + meeting.id() + "/room?thread=");
    }

    @Test
    void theContributionsOfAnItemStandBesideIt() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests");
        PublishedAgenda agenda = officer.publishes(Cast.CARLA, meeting, "");
        contributes(meeting, agenda.items().get(1), "Retry <timer>");

        assertThat(page(Cast.DANA, meeting, ""))
                .bodyText()
                .containsSubsequence("Change requests", "OMA-DMSO-", "Retry &lt;timer&gt;", "Reserved");
    }

    private void contributes(Gathering meeting, AgendaEntry item, String title) {
        int serial = jdbc.sql(
                        "select coalesce(max(serial), 0) + 1 from contribution where group_id = ? and year = 1999")
                .param(Body.DMSO)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, agenda_item_id, allocated_by, allocated_at,
                                                  item_position, reserved_at)
                        values (gen_random_uuid(), :meeting, :group, 1999, :serial, 'CR', 'Agreement', :title, 'RESERVED',
                                :author, 'Examplecom', :item, :author, now(), 0, now())""")
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("serial", serial)
                .param("title", title)
                .param("author", Cast.DANA.id())
                .param("item", item.id().value())
                .update();
    }

    @Test
    void aLongAgendaNeedsNoMoreStatementsThanAShortOne() {
        Gathering shortOne = body.meetingNow();
        officer.drafts(Cast.CARLA, shortOne, "Opening");
        officer.publishes(Cast.CARLA, shortOne, "");
        officer.drafts(Cast.CARLA, shortOne, "Opening", "Close");
        contributes(
                shortOne, officer.publishes(Cast.CARLA, shortOne, "").items().get(1), "One");
        Gathering longOne = body.meetingNow();
        String[] lines = IntStream.range(0, 200).mapToObj(n -> "Item " + n).toArray(String[]::new);
        officer.drafts(Cast.CARLA, longOne, lines);
        officer.publishes(Cast.CARLA, longOne, "");
        officer.drafts(Cast.CARLA, longOne, Arrays.copyOf(lines, 199));
        officer.publishes(Cast.CARLA, longOne, "").items().forEach(item -> contributes(longOne, item, item.title()));

        for (String address :
                new String[] {"", "/versions/1", "/draft", "/publications/new", "/versions/1/changes/2"}) {
            int few = Statements.during(
                    () -> assertThat(page(Cast.CARLA, shortOne, address)).hasStatusOk());
            assertThat(Statements.during(
                            () -> assertThat(page(Cast.CARLA, longOne, address)).hasStatusOk()))
                    .as("statements of %s", address)
                    .isEqualTo(few)
                    .isBetween(2, 20);
        }
    }

    @Test
    void theChairLooksAtWhatMembersWillReadAndPublishesExactlyThat() {
        Gathering meeting = body.meetingNow();
        Draft draft = officer.drafts(Cast.CARLA, meeting, "Opening", "Close");

        assertThat(page(Cast.CARLA, meeting, "/publications/new"))
                .hasStatusOk()
                .bodyText()
                .contains("Publish version 1", "Opening", "name=\"intent\"");
        assertThat(publish(Cast.CARLA, meeting, draft.revision(), "The note", "k1"))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/meetings/" + meeting.id() + "/agenda");
        assertThat(page(Cast.DANA, meeting, "")).bodyText().contains("The note");
    }

    @Test
    void aDraftThatChangedInTheMeantimeIsShownAgainAndTheNoteIsKept() {
        Gathering meeting = body.meetingNow();
        Draft draft = officer.drafts(Cast.CARLA, meeting, "Opening", "Close");
        officer.drafts(Cast.VICTOR, meeting, "Opening", "Slipped in", "Close");

        assertThat(publish(Cast.CARLA, meeting, draft.revision(), "My long note", "k1"))
                .hasStatus(409)
                .bodyText()
                .contains("Nothing was published", "Slipped in", "My long note");
        assertThat(page(Cast.DANA, meeting, "")).bodyText().contains("No agenda yet");
    }

    @Test
    void aSecondClickOnPublishLeadsToTheSameVersion() {
        Gathering meeting = body.meetingNow();
        Draft draft = officer.drafts(Cast.CARLA, meeting, "Opening");

        assertThat(publish(Cast.CARLA, meeting, draft.revision(), "", "click")).hasStatus3xxRedirection();
        assertThat(publish(Cast.CARLA, meeting, draft.revision(), "", "click")).hasStatus3xxRedirection();
        assertThat(publish(Cast.CARLA, meeting, draft.revision(), "", "another tab"))
                .hasStatus(422)
                .bodyText()
                .contains("says the same as version 1");
    }

    @Test
    void outsidersNeitherLookAtTheDraftNorPublishIt() {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        Draft draft = officer.drafts(Cast.CARLA, meeting, "Opening");

        for (Cast outsider : new Cast[] {Cast.DANA, Cast.EDDA, Cast.DEVI, Cast.IPSI, Cast.TESSA, Cast.GUS, Cast.NORA}) {
            assertThat(page(outsider, meeting, "/publications/new"))
                    .as("%s", outsider)
                    .hasStatus(403);
            assertThat(page(outsider, meeting, "/draft")).as("%s", outsider).hasStatus(403);
            assertThat(publish(outsider, meeting, draft.revision(), "", "k"))
                    .as("%s", outsider)
                    .hasStatus(403);
        }
        assertThat(page(Cast.SEKRA, meeting, "/publications/new")).hasStatus(403);
        assertThat(publish(Cast.SEKRA, meeting, draft.revision(), "", "k")).hasStatus(403);
        assertThat(page(Cast.DANA, meeting, "")).bodyText().contains("No agenda yet");
    }

    private MvcTestResult publish(Cast person, Gathering meeting, int revision, String note, String intent) {
        return mvc.post()
                .uri("/meetings/" + meeting.id() + "/agenda/publications")
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("revision", String.valueOf(revision))
                .param("note", note)
                .param("intent", intent)
                .exchange();
    }
}
