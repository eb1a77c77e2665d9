package org.rostrum.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.access.web.UnreadCount;
import org.rostrum.organizations.People;
import org.rostrum.shared.News;
import org.rostrum.shared.News.Attachment;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** What people are told, and that it is told to them only. */
@RostrumTest
class NoticesTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final OwnNotices notices;
    private final People people;
    private final Viewers viewers;
    private final UnreadCount unread;

    NoticesTests(
            MockMvcTester mvc,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            OwnNotices notices,
            People people,
            Viewers viewers,
            UnreadCount unread) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.events = events;
        this.transaction = transaction;
        this.notices = notices;
        this.people = people;
        this.viewers = viewers;
        this.unread = unread;
    }

    private void told(String title, OwnPerson... who) {
        told(new News(ids(who), "test.told", title, "Because of " + title, "/schedule?year=2020"));
    }

    private void told(News news) {
        transaction.executeWithoutResult(status -> events.publishEvent(news));
    }

    private static List<UUID> ids(OwnPerson... who) {
        return List.of(who).stream().map(OwnPerson::id).toList();
    }

    private List<String> titles(OwnPerson person) {
        return notices.of(person.person(), false, null, 50).items().stream()
                .map(Notice::title)
                .toList();
    }

    private List<String> mails(OwnPerson person) {
        return jdbc.sql("select subject from mail where person_id = ? order by queued_at")
                .param(person.id())
                .query((row, n) -> row.getString("subject"))
                .list();
    }

    private MvcTestResult page(OwnPerson person, String path) {
        return mvc.get().uri(path).with(person.signedIn()).exchange();
    }

    private MvcTestResult post(OwnPerson person, String path, String name, Object value) {
        return mvc.post()
                .uri(path)
                .param(name, String.valueOf(value))
                .with(person.signedIn())
                .with(csrf())
                .exchange();
    }

    private NoticeId only(OwnPerson person) {
        return notices.of(person.person(), false, null, 50).items().getFirst().id();
    }

    // --- Who is told -------------------------------------------------------------------------------------------------

    @Test
    void eachIsToldOnceInThePortalAndByMail() {
        OwnPerson one = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        told("Moved", one, other, one);
        assertThat(titles(one)).containsExactly("Moved");
        assertThat(titles(other)).containsExactly("Moved");
        assertThat(mails(one)).containsExactly("Moved");
        assertThat(mails(other)).containsExactly("Moved");
    }

    @Test
    void whoIsDeactivatedIsToldNothing() {
        OwnPerson gone = OwnPerson.known(jdbc);
        jdbc.sql("update person set deactivated_at = now() where id = ?")
                .param(gone.id())
                .update();
        told("Moved", gone);
        assertThat(titles(gone)).isEmpty();
        assertThat(mails(gone)).isEmpty();
    }

    @Test
    void whatIsRolledBackNobodyIsTold() {
        OwnPerson person = OwnPerson.known(jdbc);
        transaction.executeWithoutResult(status -> {
            events.publishEvent(new News(ids(person), "test.told", "Never happened", "", "/"));
            status.setRollbackOnly();
        });
        assertThat(titles(person)).isEmpty();
        assertThat(mails(person)).isEmpty();
    }

    @Test
    void whatIsToldOutsideAChangeIsAMistake() {
        var news = new News(ids(OwnPerson.known(jdbc)), "test.told", "Moved", "", "/");
        assertThatThrownBy(() -> events.publishEvent(news)).isInstanceOf(IllegalTransactionStateException.class);
    }

    /** As a guest is who is entered and invited in one go. */
    @Test
    void whoWasEnteredInTheSameTransactionIsToldToo() {
        String email = "entered-" + UUID.randomUUID() + "@rostrum.example";
        transaction.executeWithoutResult(status -> {
            var person = people.create("Gerda Guestling", email, null);
            events.publishEvent(new News(List.of(person.value()), "test.told", "You are invited", "", "/"));
        });
        assertThat(jdbc.sql("select count(*) from mail where recipient = ?")
                        .param(email)
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aThousandPeopleTakeAsManyStatementsAsOne() {
        var one = new News(ids(OwnPerson.known(jdbc)), "test.told", "To few", "", "/");
        List<UUID> crowd = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            crowd.add(UUID.randomUUID());
        }
        jdbc.sql("""
                        insert into person (id, name, email, sample)
                        select id, 'Crowd ' || id, id || '@crowd.example', true from unnest(?) id""").param(crowd.toArray(UUID[]::new)).update();
        var many = new News(crowd, "test.told", "To many", "", "/");
        int forOne = Statements.during(() -> told(one));
        int forMany = Statements.during(() -> told(many));
        assertThat(forMany).isEqualTo(forOne).isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from notice where title = 'To many'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1000);
        assertThat(jdbc.sql("select count(*) from mail where subject = 'To many'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1000);
        jdbc.sql("delete from mail where subject = 'To many'").update();
    }

    @Test
    void attachmentsAreKeptOncePerNews() {
        OwnPerson one = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        told(new News(
                ids(one, other),
                "test.told",
                "Your code",
                "",
                "/",
                List.of(new Attachment("code.png", "image/png", new byte[] {1, 2, 3}))));
        assertThat(jdbc.sql("""
                        select count(*) from mail_attachment
                         where news_id = (select news_id from mail where person_id = ?)""").param(one.id()).query(Integer.class).single()).isOne();
    }

    /** To refuse it would refuse the change that it tells of. */
    @Test
    void whatIsTooLongOrHoldsControlsIsMadeToFit() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(new News(
                ids(person),
                "test.told",
                "A title\r\nBcc: everybody@example.org\u0000 \u202E" + "😀".repeat(400),
                "x".repeat(20_000),
                "/"));
        Notice notice = notices.of(person.person(), false, null, 1).items().getFirst();
        assertThat(notice.title())
                .startsWith("A title Bcc: everybody@example.org 😀")
                .endsWith("😀…");
        assertThat(notice.title().codePointCount(0, notice.title().length())).isEqualTo(300);
        assertThat(notice.text()).hasSize(10_000).endsWith("…");
    }

    @Test
    void whoWantsNoMailIsToldInThePortalOnly() {
        OwnPerson person = OwnPerson.known(jdbc);
        assertThat(page(person, "/me/notices")).bodyText().contains(person.subject() + "@rostrum.example");
        assertThat(post(person, "/me/notices/mail", "wanted", false)).hasStatus3xxRedirection();
        told("Moved", person);
        assertThat(titles(person)).containsExactly("Moved");
        assertThat(mails(person)).isEmpty();
        assertThat(page(person, "/me/notices")).bodyText().contains("You are told here only");
        assertThat(post(person, "/me/notices/mail", "wanted", true)).hasStatus3xxRedirection();
        told("Moved back", person);
        assertThat(mails(person)).containsExactly("Moved back");
    }

    // --- The page ----------------------------------------------------------------------------------------------------

    @Test
    void theNewestStandsFirstAndTheUnreadAreMarkedWithAWord() {
        OwnPerson person = OwnPerson.known(jdbc);
        assertThat(page(person, "/me/notices")).hasStatusOk().bodyText().contains("Nothing yet");
        told("First & <foremost>", person);
        told("Second", person);
        assertThat(page(person, "/me/notices"))
                .bodyText()
                .contains("First &amp; &lt;foremost&gt;", "Because of Second", "2 unread", "Unread")
                .satisfies(html ->
                        assertThat(html.indexOf("Because of Second")).isLessThan(html.indexOf("Because of First")));
        assertThat(page(person, "/groups")).bodyText().contains("unread notices", "href=\"/me/notices\"");
    }

    @Test
    void openingOneReadsItAndLeadsToItsPage() {
        OwnPerson person = OwnPerson.known(jdbc);
        told("Moved", person);
        assertThat(page(person, "/me/notices/" + only(person)))
                .hasStatus(303)
                .redirectedUrl()
                .isEqualTo("/schedule?year=2020");
        assertThat(notices.unread(person.person())).isZero();
        assertThat(page(person, "/me/notices")).bodyText().contains("Moved").doesNotContain("Unread");
        assertThat(page(person, "/groups")).bodyText().doesNotContain("unread notice");
    }

    @Test
    void allAreReadAtOnceButNotWhatCameMeanwhile() {
        OwnPerson person = OwnPerson.known(jdbc);
        told("Seen", person);
        NoticeId newest = only(person);
        told("Came meanwhile", person);
        assertThat(post(person, "/me/notices/readings", "newest", newest)).hasStatus3xxRedirection();
        assertThat(notices.of(person.person(), true, null, 10).items())
                .extracting(Notice::title)
                .containsExactly("Came meanwhile");
    }

    @Test
    void longListsComePageByPageInAsManyStatements() {
        OwnPerson busy = OwnPerson.known(jdbc);
        OwnPerson calm = OwnPerson.known(jdbc);
        told("Only one", calm);
        for (int i = 0; i < 70; i++) {
            told("Number " + i + ".", busy);
        }
        // What a token says is written anew with a session; both have one by now.
        page(calm, "/me/notices");
        page(busy, "/me/notices");
        int few = Statements.during(() -> page(calm, "/me/notices"));
        int many = Statements.during(() -> page(busy, "/me/notices"));
        assertThat(many).isEqualTo(few);
        var first = notices.of(busy.person(), false, null, 30);
        var second = notices.of(busy.person(), false, first.next(), 30);
        var third = notices.of(busy.person(), false, second.next(), 30);
        assertThat(third.next()).isNull();
        assertThat(List.of(first, second, third))
                .flatExtracting(page -> page.items())
                .extracting(Notice::title)
                .hasSize(70)
                .doesNotHaveDuplicates()
                .startsWith("Number 69.");
        assertThat(page(busy, "/me/notices?after=" + first.next()))
                .bodyText()
                .contains("Number 39.", "Back to the newest");
        assertThat(page(busy, "/me/notices?after=nonsense")).bodyText().contains("Number 69.");
    }

    @Test
    void theCountInTheMenuCostsVisitorsNothingAndOthersOneStatement() {
        Viewer person = viewers.person(OwnPerson.known(jdbc).person(), EnumSet.allOf(Scope.class))
                .orElseThrow();
        assertThat(Statements.during(() -> unread.of(Viewer.PUBLIC))).isZero();
        assertThat(Statements.during(() -> unread.of(person))).isOne();
        assertThat(unread.inWords(99)).isEqualTo("99");
        assertThat(unread.inWords(100)).isEqualTo("99+");
    }

    // --- Outsiders ---------------------------------------------------------------------------------------------------

    @Test
    void nobodySeesOrReadsTheNoticesOfAnother() {
        OwnPerson person = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        told("For one's eyes only", person);
        NoticeId notice = only(person);
        assertThat(page(other, "/me/notices")).bodyText().doesNotContain("eyes only");
        assertThat(page(other, "/me/notices/" + notice)).hasStatus(404);
        assertThat(post(other, "/me/notices/readings", "newest", notice)).hasStatus3xxRedirection();
        assertThat(page(other, "/api/v1/notices")).bodyText().doesNotContain("eyes only");
        assertThat(notices.unread(person.person())).isOne();
        assertThat(mvc.get().uri("/me/notices").with(Body.signedIn(Cast.NORA))).hasStatus(403);
        assertThat(mvc.get().uri("/me/notices")).hasStatus(302);
    }

    // --- For programs ------------------------------------------------------------------------------------------------

    @Test
    void programsReadThemPageByPage() {
        OwnPerson person = OwnPerson.known(jdbc);
        told("One", person);
        told("Two", person);
        notices.open(only(person), person.person());
        assertThat(page(person, "/api/v1/notices?limit=1"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.items[0].title", title -> title.assertThat().isEqualTo("Two"))
                .hasPathSatisfying("$.items[0].readAt", at -> at.assertThat().isNotNull())
                .hasPathSatisfying("$.next", next -> next.assertThat().isNotNull());
        assertThat(page(person, "/api/v1/notices?unread=true"))
                .bodyJson()
                .hasPathSatisfying("$.items.length()", size -> size.assertThat().isEqualTo(1))
                .hasPathSatisfying(
                        "$.items[0].title", title -> title.assertThat().isEqualTo("One"));
    }
}
