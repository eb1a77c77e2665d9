package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What lists filter, mark, remember and page. */
@RostrumTest
class ContributionListPagesTests {

    private static final Pattern ROW = Pattern.compile("<tr data-c=\"([0-9a-f-]{36})\"");

    private final MockMvcTester mvc;
    private final Newcomers newcomers;
    private final JdbcClient jdbc;
    private final OwnGroup own;

    ContributionListPagesTests(MockMvcTester mvc, Newcomers newcomers, Viewers viewers, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.newcomers = newcomers;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
    }

    private MvcTestResult page(String address, Newcomer person) {
        return mvc.get().uri(address).with(person.signedIn()).exchange();
    }

    private List<UUID> rows(String address, Newcomer person) {
        MvcTestResult page = page(address, person);
        assertThat(page).hasStatusOk();
        return ROW.matcher(text(page))
                .results()
                .map(row -> UUID.fromString(row.group(1)))
                .toList();
    }

    private static String text(MvcTestResult page) {
        try {
            return page.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static String list(Gathering meeting) {
        return "/meetings/" + meeting.id() + "/contributions";
    }

    private MvcTestResult marks(Gathering meeting, Newcomer person, String word, UUID... which) {
        var request = mvc.post()
                .uri(list(meeting) + "/marks")
                .with(person.signedIn())
                .with(csrf())
                .param("word", word)
                .param("tone", "warn")
                .param("back", list(meeting) + "?late=true");
        for (UUID one : which) {
            request = request.param("contribution", one.toString());
        }
        return request.exchange();
    }

    @Test
    void severalStatesAtOnceAndGroupsOfStatesAndWhatIsBelowAnItem() {
        Gathering meeting = own.meetingIn(Duration.ofDays(5));
        UUID reserved = own.reserved(meeting);
        UUID late = own.submitted(meeting, true);
        UUID placed = own.submitted(meeting, false);
        OnTheAgenda.of(meeting, jdbc).places(placed);
        UUID item = jdbc.sql("select agenda_item_id from contribution where id = ?")
                .param(placed)
                .query(UUID.class)
                .single();
        String list = list(meeting);
        assertThat(rows(list, own.secretary)).containsExactly(reserved, late, placed);
        assertThat(rows(list + "?state=reserved&state=allocated", own.delegate)).containsExactly(reserved, placed);
        assertThat(rows(list + "?state=waiting", own.delegate)).containsExactly(late, placed);
        assertThat(rows(list + "?state=waiting&late=true", own.delegate)).containsExactly(late);
        assertThat(rows(list + "?item=" + item, own.delegate)).containsExactly(placed);
        assertThat(rows(list + "?item=none&type=INP&for=decision", own.delegate))
                .containsExactly(reserved, late);
        assertThat(rows(list + "?whose=ours", own.delegate)).hasSize(3);
        assertThat(rows(list + "?whose=mine", own.chair)).isEmpty();
        assertThat(rows(list + "?source=nobody", own.delegate)).isEmpty();
        assertThat(rows(list + "?state=nonsense&type=nonsense&item=nonsense&year=x", own.delegate))
                .hasSize(3);
        assertThat(page(list + "?state=waiting&late=true", own.delegate))
                .bodyText()
                .contains(list + "?late=true")
                .contains(list + "?state=waiting")
                .contains("take this filter off");
    }

    @Test
    void itemsBelowAnItemCountAsItsOwn() {
        Gathering meeting = own.meetingIn(Duration.ofDays(5));
        UUID placed = own.submitted(meeting, false);
        OnTheAgenda below = OnTheAgenda.of(meeting, jdbc);
        OnTheAgenda above = OnTheAgenda.of(meeting, jdbc);
        OnTheAgenda beside = OnTheAgenda.of(meeting, jdbc);
        below.places(placed);
        jdbc.sql("update agenda set version = 1 where meeting_id = ?")
                .param(meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, published_by, published_at, draft_revision)
                        values (?, 1, ?, now(), 1)""").params(meeting.id(), own.chair.id().value()).update();
        jdbc.sql("""
                        insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, title)
                        values (:meeting, 1, 0, :above, '1', 0, 'Above'), (:meeting, 1, 1, :below, '1.1', 1, 'Below'),
                               (:meeting, 1, 2, :beside, '11', 0, 'Beside')""")
                .param("meeting", meeting.id())
                .param("above", above.item())
                .param("below", below.item())
                .param("beside", beside.item())
                .update();
        assertThat(rows(list(meeting) + "?item=" + above.item(), own.delegate)).containsExactly(placed);
        assertThat(rows(list(meeting) + "?item=" + below.item(), own.delegate)).containsExactly(placed);
        assertThat(rows(list(meeting) + "?item=" + beside.item(), own.delegate)).isEmpty();
    }

    @Test
    void officersMarkForOneAnotherAllOrNoneAndTakeItBack() {
        Gathering meeting = own.meetingIn(Duration.ofDays(5));
        UUID one = own.submitted(meeting, true);
        UUID other = own.submitted(meeting, false);
        UUID elsewhere = own.submitted(own.meetingIn(Duration.ofDays(9)), false);
        assertThat(marks(meeting, own.secretary, "To check", one, elsewhere)).hasStatus3xxRedirection();
        assertThat(rows(list(meeting) + "?mark=To check", own.chair)).isEmpty();
        MvcTestResult marked = marks(meeting, own.secretary, "To check", one);
        assertThat(marked)
                .hasRedirectedUrl(list(meeting) + "?late=true")
                .flash()
                .containsEntry("said", "One contribution marked “To check”.");
        String undo = String.valueOf(marked.getMvcResult().getFlashMap().get("undo"));
        marks(meeting, own.chair, "Ask <the> author", other);
        assertThat(rows(list(meeting) + "?mark=To check", own.chair)).containsExactly(one);
        assertThat(page(list(meeting), own.chair)).bodyText().contains("Ask &lt;the&gt; author");
        assertThat(page(list(meeting), own.delegate)).bodyText().doesNotContain("To check", "Ask &lt;");
        assertThat(rows(list(meeting) + "?mark=To check", own.delegate)).hasSize(2);
        assertThat(marks(meeting, own.delegate, "Mine", one)).hasStatus(403);
        assertThat(marks(meeting, newcomers.person(), "Mine", one)).hasStatus(403);
        assertThat(marks(meeting, own.secretary, " ", one)).flash().containsKey("refused");
        assertThat(mvc.post().uri(undo).with(own.chair.signedIn()).with(csrf())).hasStatus3xxRedirection();
        assertThat(rows(list(meeting) + "?mark=To check", own.chair)).isEmpty();
        assertThat(mvc.post().uri(undo).with(own.chair.signedIn()).with(csrf()))
                .flash()
                .containsEntry("refused", "All of them were marked again since. Nothing was changed.");
    }

    @Test
    void columnsAreKeptForAPersonAndInAVisitorsBrowser() {
        Gathering meeting = own.meetingIn(Duration.ofDays(5));
        own.submitted(meeting, false);
        assertThat(mvc.post()
                        .uri("/contributions/columns")
                        .with(own.delegate.signedIn())
                        .with(csrf())
                        .param("column", "number", "title", "author", "type")
                        .param("move", "author:left")
                        .param("compact", "true")
                        .param("from", list(meeting)))
                .hasStatus(303)
                .hasHeader("Location", list(meeting) + "#columns");
        assertThat(page(list(meeting), own.delegate))
                .bodyText()
                .containsSubsequence("is-compact", ">Number<", ">Author<", ">Title<", ">Type<")
                .doesNotContain("data-label=\"Source\"");
        assertThat(page(list(meeting), own.secretary)).bodyText().contains("data-label=\"Source\"");
        mvc.post()
                .uri("/contributions/columns")
                .with(own.delegate.signedIn())
                .with(csrf())
                .param("reset", "true")
                .exchange();
        assertThat(page(list(meeting), own.delegate)).bodyText().contains("data-label=\"Source\"");
        jdbc.sql("update working_group set visibility = 'PUBLIC' where id = ?")
                .param(own.group.id().value())
                .update();
        Cookie chosen = Objects.requireNonNull(mvc.post()
                .uri("/contributions/columns")
                .header("Sec-Fetch-Site", "same-origin")
                .param("column", "number", "title", "state")
                .exchange()
                .getResponse()
                .getCookie("contribution-columns"));
        assertThat(mvc.get().uri(list(meeting)).cookie(chosen).exchange())
                .bodyText()
                .contains("data-label=\"State\"")
                .doesNotContain("data-label=\"Source\"");
        assertThat(mvc.get().uri(list(meeting)).cookie(new Cookie("contribution-columns", "<x>.~")))
                .hasStatusOk();
        assertThat(mvc.post()
                        .uri("/contributions/columns")
                        .header("Sec-Fetch-Site", "cross-site")
                        .param("column", "number"))
                .hasStatus4xxClientError();
    }

    @Test
    void aGroupsListGoesOnOverItsYearsInTheSameFewStatements() {
        Gathering meeting = own.meetingIn(Duration.ofDays(-400));
        String list = "/groups/" + own.group.code() + "/contributions";
        for (int i = 0; i < ContributionLists.ON_A_PAGE - 2; i++) {
            own.reserved(meeting);
        }
        UUID last = own.reserved(meeting);
        rows(list, own.delegate);
        int few = Statements.during(() -> rows(list, own.delegate));
        Gathering next = own.meetingIn(Duration.ofDays(9));
        own.submitted(next, true);
        UUID newest = own.submitted(next, false);
        assertThat(Statements.during(() -> rows(list, own.delegate))).isEqualTo(few);
        List<UUID> first = rows(list, own.delegate);
        assertThat(first)
                .hasSize(ContributionLists.ON_A_PAGE)
                .startsWith(newest)
                .contains(last);
        var older = Pattern.compile("\\?older=[0-9-]+").matcher(text(page(list, own.delegate)));
        assertThat(older.find()).isTrue();
        assertThat(rows(list + older.group(), own.delegate)).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(rows(list + "?meeting=" + next.id() + "&late=true", own.delegate))
                .hasSize(1);
        assertThat(rows(list + "?q=paper&year=1999&state=submitted", own.delegate))
                .hasSize(2);
        assertThat(rows(list + "?q=pap 'er\\", own.delegate)).isEmpty();
        assertThat(rows(list + "?q=101", own.delegate)).hasSize(1);
        assertThat(rows("/contributions", own.delegate)).hasSize(ContributionLists.ON_A_PAGE);
        assertThat(rows("/contributions", own.chair)).isEmpty();
    }

    @Test
    void outsidersLearnNothingOfAClosedGroup() {
        Newcomers.Group closed = newcomers.group(Visibility.GROUP);
        Newcomer inside = newcomers.delegate();
        newcomers.appointed(closed, inside, OfficeRole.PARTICIPANT);
        Gathering meeting = own.meetingIn(Duration.ofDays(5));
        UUID inIt = own.submitted(meeting, false);
        jdbc.sql("update meeting set group_id = ? where id = ?")
                .params(closed.id().value(), meeting.id())
                .update();
        jdbc.sql("update contribution set author_id = ? where id = ?")
                .params(own.chair.id().value(), inIt)
                .update();
        String list = "/groups/" + closed.code() + "/contributions";
        assertThat(page(list, own.delegate)).hasStatus(404);
        assertThat(mvc.get().uri(list).with(Body.signedIn(Cast.NORA))).hasStatus(403);
        assertThat(page(list, inside)).hasStatusOk();
        assertThat(rows("/contributions?whose=all&source=x", own.delegate)).doesNotContain(inIt);
        assertThat(rows("/contributions", own.chair)).doesNotContain(inIt);
        assertThat(page("/contributions/" + inIt + "/summary", own.delegate)).hasStatus(404);
        assertThat(page("/contributions/" + inIt + "/summary", inside)).hasStatusOk();
    }

    @Test
    void aViewIsWrittenAndReadAndNeverWithoutNumberAndTitle() {
        ListView view = new ListView(List.of(ListColumn.STATE, ListColumn.NUMBER), true);
        assertThat(view.columns()).containsExactly(ListColumn.TITLE, ListColumn.STATE, ListColumn.NUMBER);
        assertThat(ListView.read(view.written())).isEqualTo(view);
        assertThat(ListView.read("")).isEqualTo(ListView.USUAL);
        assertThat(view.moved(ListColumn.NUMBER, true).columns())
                .containsExactly(ListColumn.TITLE, ListColumn.NUMBER, ListColumn.STATE);
        assertThat(view.moved(ListColumn.NUMBER, false)).isEqualTo(view);
    }
}
