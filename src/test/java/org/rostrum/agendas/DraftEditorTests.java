package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The editor as a plain form, and two officers who edit one draft. */
@RostrumTest
class DraftEditorTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final AgendaDrafts drafts;
    private final AgendaGestures officer;

    DraftEditorTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.drafts = drafts;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    private record Typed(String item, int depth, String title, String presenter, String minutes, String notes) {

        static Typed title(String title) {
            return new Typed("", 0, title, "", "", "");
        }

        static Typed of(AgendaEntry entry) {
            return new Typed(entry.id().toString(), entry.depth(), entry.title(), "", "", "");
        }

        Typed under() {
            return new Typed(item, depth + 1, title, presenter, minutes, notes);
        }

        Typed titled(String other) {
            return new Typed(item, depth, other, presenter, minutes, notes);
        }
    }

    private MvcTestResult send(Cast person, Gathering meeting, int revision, String action, Typed... rows) {
        return press(person, meeting, revision, action, "0", rows);
    }

    /** @param at the row that is chosen */
    private MvcTestResult press(Cast person, Gathering meeting, int revision, String action, String at, Typed... rows) {
        MockMvcRequestBuilder form = mvc.post()
                .uri("/meetings/" + meeting.id() + "/agenda/draft")
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("revision", String.valueOf(revision))
                .param("action", action)
                .param("at", at);
        for (Typed row : rows) {
            form = form.param("item", row.item())
                    .param("depth", String.valueOf(row.depth()))
                    .param("title", row.title())
                    .param("presenter", row.presenter())
                    .param("minutes", row.minutes())
                    .param("notes", row.notes());
        }
        return form.exchange();
    }

    private Draft draft(Gathering meeting) {
        return drafts.read(new MeetingId(meeting.id()));
    }

    private List<String> titles(Gathering meeting) {
        return draft(meeting).items().stream()
                .map(item -> item.number() + " " + item.title())
                .toList();
    }

    @Test
    void aSecretarySavesTheDraft() {
        Gathering meeting = body.meetingNow();

        assertThat(send(
                        Cast.SEKRA,
                        meeting,
                        0,
                        "save",
                        new Typed("", 0, "Opening", "Carla", " 5 ", "Welcome\r\nall"),
                        Typed.title("Roll call").under()))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/meetings/" + meeting.id() + "/agenda/draft");
        assertThat(draft(meeting).items())
                .extracting(AgendaEntry::number, AgendaEntry::presenter, AgendaEntry::minutes, AgendaEntry::notes)
                .containsExactly(tuple("1", "Carla", 5, "Welcome\nall"), tuple("1.1", null, null, null));
        assertThat(draft(meeting).changedBy()).isEqualTo(Cast.SEKRA.fullName());
    }

    @Test
    void whatIsWrongIsSaidBesideItsRowAndNothingTypedIsLost() {
        Gathering meeting = body.meetingNow();

        assertThat(send(
                        Cast.CARLA,
                        meeting,
                        0,
                        "save",
                        Typed.title("Opening"),
                        new Typed("", 2, "Jumps", "Somebody", "soon", "My notes"),
                        Typed.title("")))
                .hasStatus(422)
                .bodyText()
                .contains("value=\"Jumps\"", "value=\"Somebody\"", "value=\"soon\"", "My notes")
                .contains(
                        "more than one level below",
                        "Write the minutes as a whole number",
                        "Give this item a title",
                        "href=\"#items[1].depth\"",
                        "id=\"items[1].depth\"",
                        "Not saved");
        assertThat(draft(meeting).revision()).isZero();
    }

    @Test
    void aTitleOfTenThousandCharactersComesBackWhole() {
        Gathering meeting = body.meetingNow();
        String title = "x".repeat(10_000);

        assertThat(send(Cast.CARLA, meeting, 0, "save", Typed.title(title)))
                .hasStatus(422)
                .bodyText()
                .contains(title, "300 is the most");
    }

    @Test
    void everyButtonWorksWithoutScriptAndKeepsWhatIsTypedWithoutSavingIt() {
        Gathering meeting = body.meetingNow();
        Typed[] rows = {Typed.title("First"), Typed.title("Second"), Typed.title("Third <b>")};

        assertThat(press(Cast.CARLA, meeting, 0, "up", "1", rows))
                .hasStatusOk()
                .bodyText()
                .containsSubsequence("value=\"Second\"", "value=\"First\"", "value=\"Third &lt;b&gt;\"")
                .contains("Not saved yet");
        assertThat(press(Cast.CARLA, meeting, 0, "in", "1", rows)).bodyText().contains("data-depth=\"1\"", ">1.1<");
        assertThat(press(Cast.CARLA, meeting, 0, "below", "0", rows)).bodyText().contains("id=\"row-3\"");
        assertThat(press(Cast.CARLA, meeting, 0, "add", "0", rows)).bodyText().contains("id=\"row-3\"");
        assertThat(press(Cast.CARLA, meeting, 0, "remove", "0", rows))
                .bodyText()
                .doesNotContain("value=\"First\"");
        assertThat(press(Cast.CARLA, meeting, 0, "BREAK", "1", rows))
                .bodyText()
                .contains("data-kind=\"BREAK\"", ">2</span>")
                .doesNotContain(">3</span>");
        assertThat(press(Cast.CARLA, meeting, 0, "INTERNAL", "1", rows))
                .bodyText()
                .contains(">i1</span>");
        assertThat(press(Cast.CARLA, meeting, 0, "notes", "1", rows)).hasStatusOk();
        assertThat(press(Cast.CARLA, meeting, 0, "up", "99", rows)).hasStatusOk();
        assertThat(press(Cast.CARLA, meeting, 0, "up", "-1", rows)).hasStatusOk();
        assertThat(press(Cast.CARLA, meeting, 0, "up", "x", rows)).hasStatus(404);
        assertThat(press(Cast.CARLA, meeting, 0, "nonsense", "0", rows)).hasStatusOk();
        assertThat(draft(meeting).revision()).isZero();
    }

    @Test
    void anEmptyDraftStartsFromTheUsualAgendaAndAnyOtherGetsItBelow() {
        Gathering meeting = body.meetingNow();

        assertThat(send(Cast.CARLA, meeting, 0, "from:usual"))
                .hasStatusOk()
                .bodyText()
                .containsSubsequence(
                        "value=\"Opening\"",
                        "value=\"IPR call\"",
                        "value=\"Antitrust reminder\"",
                        "value=\"Announcement of guests\"",
                        "value=\"Approval of the agenda\"",
                        "value=\"Minutes of the last meeting\"");
        assertThat(send(Cast.CARLA, meeting, 0, "from:usual", Typed.title("")))
                .bodyText()
                .contains("id=\"row-13\"")
                .doesNotContain("id=\"row-14\"");
        assertThat(send(Cast.CARLA, meeting, 0, "from:usual", Typed.title("Mine")))
                .bodyText()
                .containsSubsequence("value=\"Mine\"", "value=\"Opening\"");
        assertThat(send(Cast.CARLA, meeting, 0, "from:nobody's")).hasStatus(404);
        assertThat(draft(meeting).revision()).isZero();
    }

    @Test
    void whoeverComparesTwoTextsChoosesItemByItem() {
        Gathering meeting = body.meetingNow();
        Draft both = officer.drafts(Cast.CARLA, meeting, "Opening", "Reports", "Close");
        officer.drafts(Cast.VICTOR, meeting, "Opening", "Close");
        Typed opening = Typed.of(both.items().get(0)).titled("Welcome");
        Typed reports = Typed.of(both.items().get(1)).titled("Reports by Carla");
        Typed close = Typed.of(both.items().get(2));

        assertThat(send(Cast.CARLA, meeting, 1, "save", opening, reports, close))
                .hasStatus(409)
                .bodyText()
                .contains("Remove it, as they did", "value=\"" + reports.item() + "\"");
        MockMvcRequestBuilder form = mvc.post()
                .uri("/meetings/" + meeting.id() + "/agenda/draft")
                .with(Body.signedIn(Cast.CARLA))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("revision", "2")
                .param("theirs", reports.item());
        for (Typed row : new Typed[] {opening, reports, close}) {
            form = form.param("item", row.item()).param("depth", "0").param("title", row.title());
        }
        assertThat(form.exchange()).hasStatus3xxRedirection();
        assertThat(titles(meeting)).containsExactly("1 Welcome", "2 Close");
    }

    @Test
    void aRowSaysHowManyContributionsHangOnIt() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests");
        AgendaEntry requests = draft(meeting).items().get(1);
        jdbc.sql("""
                        with number as (
                          insert into number_series (group_id, year, last) values (:group, 2032, 1)
                          on conflict (group_id, year) do update set last = number_series.last + 1 returning last)
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, reserved_at, submitted_at, agenda_item_id,
                                                  allocated_at, allocated_by, item_position)
                        select gen_random_uuid(), :meeting, :group, 2032, last, 'CR', 'Agreement', 'Text', 'ALLOCATED',
                               :author, 'Ipsum Cloud', now(), now(), :item, now(), :carla, 0 from number""")
                .param("group", Body.DMSO)
                .param("meeting", meeting.id())
                .param("author", Cast.IPSI.id())
                .param("item", requests.id().value())
                .param("carla", Cast.CARLA.id())
                .update();

        assertThat(mvc.get().uri("/meetings/" + meeting.id() + "/agenda/draft").with(Body.signedIn(Cast.CARLA)))
                .bodyText()
                .contains("/agenda/allocation\">1 doc</a>", "/agenda/allocation\"></a>");
    }

    private MvcTestResult paste(Cast person, Gathering meeting, String text, Typed... rows) {
        MockMvcRequestBuilder form = mvc.post()
                .uri("/meetings/" + meeting.id() + "/agenda/draft")
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("revision", "0")
                .param("action", "paste")
                .param("at", "0")
                .param("outline", text);
        for (Typed row : rows) {
            form = form.param("item", row.item()).param("depth", "0").param("title", row.title());
        }
        return form.exchange();
    }

    @Test
    void anOutlineIsPastedBelowTheChosenRowWithoutScript() {
        Gathering meeting = body.meetingNow();

        assertThat(paste(
                        Cast.CARLA,
                        meeting,
                        "1. Reports\n1.1 From the chair\n2. Close",
                        Typed.title("Opening"),
                        Typed.title("Last")))
                .hasStatusOk()
                .bodyText()
                .containsSubsequence(
                        "value=\"Opening\"",
                        "value=\"Reports\"",
                        "value=\"From the chair\"",
                        "value=\"Close\"",
                        "value=\"Last\"");
    }

    @Test
    void whatIsWrongWithAPastedOutlineIsSaidByLineAndNothingIsLost() {
        Gathering meeting = body.meetingNow();

        assertThat(paste(Cast.CARLA, meeting, "Reports\n" + "x".repeat(400) + " <b>\nClose", Typed.title("Opening")))
                .hasStatus(422)
                .bodyText()
                .contains("Line 2: This title has", "x".repeat(400) + " &lt;b&gt;", "value=\"Opening\"");
        assertThat(paste(Cast.CARLA, meeting, "line\n".repeat(100_000), Typed.title("Opening")))
                .hasStatus(422)
                .bodyText()
                .contains("at most 1,000 items", "value=\"Opening\"");
    }

    @Test
    void aDraftIsSavedAsTheGroupsTemplateAndABadNameCostsNothing() {
        Gathering meeting = body.meetingNow();

        assertThat(send(Cast.CARLA, meeting, 0, "save-template", Typed.title("Opening")))
                .hasStatus3xxRedirection()
                .flash()
                .hasEntrySatisfying(
                        "told", told -> assertThat(told.toString()).startsWith("Saved, but not as a template"));
        assertThat(titles(meeting)).containsExactly("1 Opening");
    }

    @Test
    void twoOfficersWhoSaveOneDraftSeeBothTextsAndOneOfThemDecides() {
        Gathering meeting = body.meetingNow();
        Draft both = officer.drafts(Cast.CARLA, meeting, "Opening", "Reports", "Close");
        Typed opening = Typed.of(both.items().get(0));
        Typed reports = Typed.of(both.items().get(1));
        Typed close = Typed.of(both.items().get(2));

        assertThat(send(Cast.VICTOR, meeting, 1, "save", opening, reports.titled("Reports by Victor"), close))
                .hasStatus3xxRedirection();
        assertThat(send(
                        Cast.CARLA,
                        meeting,
                        1,
                        "save",
                        opening,
                        reports.titled("Reports by Carla"),
                        Typed.title("Carla adds"),
                        close))
                .hasStatus(409)
                .bodyText()
                .contains("Reports by Victor", "Reports by Carla", "Carla adds", "Differs: title", "Only in yours")
                .contains("2 rows differ", Cast.VICTOR.fullName(), "Save it so", "Take theirs", "two titles")
                .contains("name=\"revision\" value=\"2\"");
        assertThat(titles(meeting)).containsExactly("1 Opening", "2 Reports by Victor", "3 Close");
        // What Carla keeps is shown with what Victor changed beside: he is not undone by the way.
        assertThat(send(
                        Cast.VICTOR,
                        meeting,
                        2,
                        "save",
                        opening.titled("Opening by Victor"),
                        reports.titled("Reports by Victor"),
                        close))
                .hasStatus3xxRedirection();
        assertThat(send(Cast.CARLA, meeting, 1, "save", opening, reports.titled("Reports by Carla"), close))
                .hasStatus(409)
                .bodyText()
                .contains(
                        "1 row differs", "name=\"title\" value=\"Opening by Victor\"", "name=\"revision\" value=\"3\"");

        assertThat(send(
                        Cast.CARLA,
                        meeting,
                        3,
                        "save",
                        opening,
                        reports.titled("Reports by Carla"),
                        Typed.title("Carla adds"),
                        close))
                .hasStatus3xxRedirection();
        assertThat(titles(meeting)).containsExactly("1 Opening", "2 Reports by Carla", "3 Carla adds", "4 Close");
    }

    @Test
    void aFormSentTwiceIsNoConflictAndMakesNoItemTwice() {
        Gathering meeting = body.meetingNow();

        assertThat(send(Cast.CARLA, meeting, 0, "save", Typed.title("Opening"), Typed.title("Close")))
                .hasStatus3xxRedirection();
        List<AgendaItemId> items =
                draft(meeting).items().stream().map(AgendaEntry::id).toList();
        assertThat(send(Cast.CARLA, meeting, 0, "save", Typed.title("Opening"), Typed.title("Close")))
                .hasStatus3xxRedirection();

        assertThat(draft(meeting).revision()).isEqualTo(1);
        assertThat(draft(meeting).items()).extracting(AgendaEntry::id).isEqualTo(items);
    }

    @Test
    void aStalePageThatStillHasADeletedItemDoesNotBringItBackUnasked() {
        Gathering meeting = body.meetingNow();
        Draft before = officer.drafts(Cast.CARLA, meeting, "Opening", "Deleted", "Close");
        officer.drafts(Cast.VICTOR, meeting, "Opening", "Close");
        Typed[] stale = before.items().stream().map(Typed::of).toArray(Typed[]::new);

        assertThat(send(Cast.CARLA, meeting, 1, "save", stale)).hasStatus3xxRedirection();
        assertThat(titles(meeting)).containsExactly("1 Opening", "2 Close");
        Typed[] changed = stale.clone();
        changed[1] = changed[1].titled("Deleted, but reworded here");
        assertThat(send(Cast.CARLA, meeting, 1, "save", changed))
                .hasStatus(409)
                .bodyText()
                .contains("Deleted, but reworded here", "Only in yours");
        assertThat(titles(meeting)).containsExactly("1 Opening", "2 Close");

        assertThat(send(Cast.CARLA, meeting, 2, "save", stale)).hasStatus3xxRedirection();
        assertThat(draft(meeting).items())
                .extracting(AgendaEntry::id)
                .containsExactlyElementsOf(
                        before.items().stream().map(AgendaEntry::id).toList());
    }

    @Test
    void aRevisionFromTheFutureOrNoneAtAllIsStale() {
        Gathering meeting = body.meetingNow();
        officer.drafts(Cast.CARLA, meeting, "Opening");

        assertThat(send(Cast.CARLA, meeting, 99, "save", Typed.title("Mine"))).hasStatus(409);
        assertThat(send(Cast.CARLA, meeting, -1, "save", Typed.title("Mine"))).hasStatus(409);
        assertThat(titles(meeting)).containsExactly("1 Opening");
    }

    @Test
    void anItemOfAnotherMeetingIsTakenForANewOneAndOneNamedTwiceIsTwo() {
        Gathering other = body.meetingNow();
        AgendaEntry foreign =
                officer.drafts(Cast.CARLA, other, "Theirs").items().getFirst();
        Gathering meeting = body.meetingNow();

        assertThat(send(
                        Cast.CARLA,
                        meeting,
                        0,
                        "save",
                        Typed.of(foreign),
                        Typed.of(foreign),
                        new Typed("no identity", 0, "Third", "", "", "")))
                .hasStatus3xxRedirection();
        assertThat(draft(meeting).items())
                .extracting(AgendaEntry::id)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .doesNotContain(foreign.id());
        assertThat(titles(other)).containsExactly("1 Theirs");
    }

    @Test
    void savingAndReviewingLeadsTheChairToThePublication() {
        Gathering meeting = body.meetingNow();

        assertThat(send(Cast.CARLA, meeting, 0, "review", Typed.title("Opening")))
                .hasRedirectedUrl("/meetings/" + meeting.id() + "/agenda/publications/new");
    }

    @Test
    void fourHundredItemsAreMovedAndSaved() {
        Gathering meeting = body.meetingNow();
        Typed[] rows =
                IntStream.range(0, 400).mapToObj(n -> Typed.title("Item " + n)).toArray(Typed[]::new);
        assertThat(send(Cast.CARLA, meeting, 0, "save", rows)).hasStatus3xxRedirection();
        Typed[] reversed =
                draft(meeting).items().reversed().stream().map(Typed::of).toArray(Typed[]::new);

        assertThat(send(Cast.CARLA, meeting, 1, "save", reversed)).hasStatus3xxRedirection();
        assertThat(titles(meeting)).hasSize(400).startsWith("1 Item 399").endsWith("400 Item 0");
    }

    @Test
    void outsidersOpenNoEditorAndSaveNothing() {
        Gathering meeting = body.meetingNow();

        for (Cast outsider : new Cast[] {Cast.DANA, Cast.EDDA, Cast.DEVI, Cast.TESSA, Cast.NORA}) {
            for (String action : new String[] {"save", "review", "add", "from:usual", "paste", "save-template"}) {
                assertThat(send(outsider, meeting, 0, action, Typed.title("Mine")))
                        .as("%s %s", outsider, action)
                        .hasStatus(403);
            }
        }
        assertThat(draft(meeting).items()).isEmpty();
    }
}
