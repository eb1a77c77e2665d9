package org.rostrum.discussions.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.NewMessage;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@RostrumTest
class RoomPageTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Discussions discussions;
    private final RoomLog log;
    private final TransactionTemplate transaction;

    RoomPageTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            Viewers viewers,
            Discussions discussions,
            RoomLog log,
            TransactionTemplate transaction) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.discussions = discussions;
        this.log = log;
        this.transaction = transaction;
    }

    private Viewer as(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private long says(Cast person, Gathering meeting, String text) {
        return discussions
                .post(
                        as(person),
                        new RoomId(meeting.room()),
                        NewMessage.of(null, text),
                        NewId.next().toString())
                .seq();
    }

    private MvcTestResult page(Cast person, Gathering meeting, String rest) {
        return mvc.get()
                .uri("/meetings/" + meeting.id() + "/room" + rest)
                .with(Body.signedIn(person))
                .exchange();
    }

    private String text(Cast person, Gathering meeting, String rest) throws Exception {
        MvcTestResult result = page(person, meeting, rest);
        assertThat(result).hasStatusOk();
        return result.getResponse().getContentAsString();
    }

    private MvcTestResult posts(Cast person, Gathering meeting, String action, Map<String, String> fields) {
        var request = mvc.post()
                .uri("/meetings/" + meeting.id() + "/room/" + action)
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    private UUID meetingThread(Gathering meeting) {
        return jdbc.sql("select id from thread where room_id = ? and kind = 'MEETING'")
                .param(meeting.room())
                .query((row, n) -> row.getObject("id", UUID.class))
                .single();
    }

    private MvcTestResult posts(Cast person, Gathering meeting, String text, String intent) {
        return posts(
                person,
                meeting,
                "messages",
                Map.of("thread", meetingThread(meeting).toString(), "text", text, "intent", intent));
    }

    private static String unread(String page, UUID thread) {
        Matcher link = Pattern.compile("data-thread-link=\"" + thread + "\" data-unread=\"(\\d+)\"")
                .matcher(page);
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    void thePageStandsAtASeqAndShowsWhatWasSaidUpToIt() throws Exception {
        Gathering meeting = body.meetingNow();
        says(Cast.CARLA, meeting, "Good morning");
        long last = says(Cast.DEVI, meeting, "The **timer** is what we change");

        assertThat(text(Cast.DANA, meeting, ""))
                .contains("data-seq=\"" + last + "\"", "data-room=\"" + meeting.room() + "\"")
                .containsSubsequence("Carla Placeholder", "Good morning", "Devi Nonesuch", "<strong>timer</strong>");
    }

    @Test
    void whatSomebodyTypedIsShownAsTextWhateverItHolds() throws Exception {
        Gathering meeting = body.meetingNow();
        says(Cast.DEVI, meeting, "<script>alert(1)</script> <img src=x onerror=alert(2)> & \"quotes\"");

        assertThat(text(Cast.DANA, meeting, ""))
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert", "<img src=x");
    }

    @Test
    void consecutiveMessagesOfOnePersonShareOneName() throws Exception {
        Gathering meeting = body.meetingNow();
        says(Cast.DEVI, meeting, "One");
        long second = says(Cast.DEVI, meeting, "Two");
        long other = says(Cast.CARLA, meeting, "Three");

        assertThat(text(Cast.DANA, meeting, ""))
                .contains("class=\"message is-same\" id=\"m" + second + "\"")
                .contains("class=\"message\" id=\"m" + other + "\"");
    }

    @Test
    void earlierMessagesAreAPageOfTheirOwn() throws Exception {
        Gathering meeting = body.meetingNow();
        for (int i = 1; i <= 60; i++) {
            // Past the pace that one person keeps.
            transaction.executeWithoutResult(status -> jdbc.sql("""
                            with room as (
                              update room set last_seq = last_seq + 1 where id = :room returning last_seq),
                            event as (
                              insert into room_event (room_id, seq, type, at, event)
                              select :room, last_seq, 'message.posted', now(), '{}' from room)
                            insert into message (id, thread_id, room_id, seq, author_id, author_name, text, at)
                            select :id, :thread, :room, last_seq, :author, 'Devi', 'Remark ' || last_seq || '.', now()
                              from room""")
                    .param("room", meeting.room())
                    .param("id", NewId.next())
                    .param("thread", meetingThread(meeting))
                    .param("author", Cast.DEVI.id())
                    .update());
        }

        assertThat(text(Cast.DANA, meeting, ""))
                .contains("Remark 11.", "Remark 60.", "before=11")
                .doesNotContain("Remark 10.", "To the latest messages");
        assertThat(text(Cast.DANA, meeting, "?before=11"))
                .contains("Remark 1.", "Remark 10.", "To the latest messages")
                .doesNotContain("Remark 11.", "before=1\"");
    }

    @Test
    void whatElseHappensIsALineOfTheMeetingsThread() throws Exception {
        Gathering meeting = body.meetingNow();
        UUID contribution = NewId.next();
        appends(meeting, "agenda.published", Map.of("version", 2, "note", ""));
        says(Cast.DEVI, meeting, "In between");
        appends(
                meeting,
                "contribution.submitted",
                Map.of(
                        "id",
                        contribution,
                        "number",
                        "OMA-DMSO-2026-0007",
                        "revision",
                        1,
                        "title",
                        "T<i>",
                        "late",
                        true));
        appends(meeting, "something.new", Map.of());

        assertThat(text(Cast.DANA, meeting, ""))
                .containsSubsequence(
                        "Agenda version 2 published",
                        "In between",
                        "/contributions/" + contribution,
                        "OMA-DMSO-2026-0007 revision 1 submitted late: T&lt;i&gt;")
                .contains("data-seq=\"4\"")
                .doesNotContain("something.new");
    }

    private void appends(Gathering meeting, String type, Object data) {
        transaction.executeWithoutResult(
                status -> log.append(new RoomId(meeting.room()), type, Author.of(as(Cast.CARLA)), data, null));
    }

    @Test
    void withoutAScriptAMessageIsPostedOnceAndShownWhereItStands() throws Exception {
        Gathering meeting = body.meetingNow();
        String there = "/meetings/" + meeting.id() + "/room?thread=" + meetingThread(meeting) + "#m1";

        assertThat(posts(Cast.DANA, meeting, "Hello", "k1")).hasRedirectedUrl(there);
        assertThat(posts(Cast.DANA, meeting, "Hello", "k1")).hasRedirectedUrl(there);
        assertThat(text(Cast.DEVI, meeting, "")).containsOnlyOnce("<p>Hello</p>");
    }

    @Test
    void aRefusedMessageIsShownAgainWithTheReasonAndAllThatWasTyped() {
        Gathering meeting = body.meetingNow();
        String tooLong = "ab <c> ".repeat(3_000);

        assertThat(posts(Cast.DANA, meeting, tooLong, "k1"))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "at most 20,000 characters",
                        "ab &lt;c&gt; ".repeat(3_000).strip(),
                        "value=\"k1\"");
        assertThat(posts(Cast.DANA, meeting, "*ab* ".repeat(200_000), "k1"))
                .as("a megabyte")
                .hasStatus(422)
                .bodyText()
                .contains("at most 20,000 characters", "*ab* ".repeat(200_000).strip());
        assertThat(posts(Cast.DANA, meeting, "  ", "k1"))
                .hasStatus(422)
                .bodyText()
                .contains("Write something first.");
    }

    @Test
    void aKeyThatWasUsedForAnotherTextIsReplacedSoThatSendingAgainSucceeds() {
        Gathering meeting = body.meetingNow();
        posts(Cast.DANA, meeting, "One", "k1");

        assertThat(posts(Cast.DANA, meeting, "Two", "k1"))
                .hasStatus(422)
                .bodyText()
                .contains("Two")
                .doesNotContain("value=\"k1\"");
    }

    @Test
    void whatOthersSaidIsUnreadUntilItWasOnTheScreen() throws Exception {
        Gathering meeting = body.meetingNow();
        UUID thread = meetingThread(meeting);
        says(Cast.DANA, meeting, "Mine");
        long first = says(Cast.DEVI, meeting, "Yours");
        long second = says(Cast.CARLA, meeting, "Hers");
        assertThat(unread(text(Cast.DANA, meeting, ""), thread)).isEqualTo("2");

        assertThat(reads(Cast.DANA, meeting, thread, first)).hasStatus(204);
        assertThat(unread(text(Cast.DANA, meeting, ""), thread)).isEqualTo("1");
        assertThat(text(Cast.DANA, meeting, "")).containsSubsequence("Yours", "data-new-line", "Hers", "<template");
        assertThat(unread(text(Cast.DANA, meeting, "/threads"), thread)).isEqualTo("1");
        assertThat(unread(text(Cast.DEVI, meeting, ""), thread)).isEqualTo("2");

        reads(Cast.DANA, meeting, thread, second);
        reads(Cast.DANA, meeting, thread, first);
        assertThat(unread(text(Cast.DANA, meeting, ""), thread)).isEqualTo("0");

        reads(Cast.DANA, meeting, thread, Long.MAX_VALUE);
        says(Cast.DEVI, meeting, "Afterwards");
        assertThat(unread(text(Cast.DANA, meeting, ""), thread))
                .as("nobody can have read what was not said yet")
                .isEqualTo("1");
    }

    private MvcTestResult reads(Cast person, Gathering meeting, UUID thread, long seq) {
        return posts(person, meeting, "readings", Map.of("thread", thread.toString(), "seq", Long.toString(seq)));
    }

    @Test
    void aGuestReadsAlongAndCannotPost() throws Exception {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        says(Cast.CARLA, meeting, "Welcome to our guest");

        assertThat(text(Cast.GUS, meeting, ""))
                .contains("Welcome to our guest", "You read along here")
                .doesNotContain("<textarea");
        assertThat(posts(Cast.GUS, meeting, "Thank you", "k1")).hasStatus(403);
        assertThat(text(Cast.CARLA, meeting, "")).doesNotContain("Thank you");
    }

    @Test
    void whoMayNotSeeTheMeetingIsToldThatThereIsNone() {
        Instant now = Instant.now();
        Gathering closed = body.meeting(Body.CITY, now, now.plusSeconds(3_600), "ACCEPT");
        UUID thread = meetingThread(closed);

        assertThat(page(Cast.DEVI, closed, "")).hasStatusOk();
        for (Cast outsider : new Cast[] {Cast.DANA, Cast.GUS}) {
            assertThat(page(outsider, closed, "")).hasStatus(404);
            assertThat(page(outsider, closed, "/threads")).hasStatus(404);
            assertThat(posts(outsider, closed, "Hello", "k1")).hasStatus(404);
            assertThat(reads(outsider, closed, thread, 1)).hasStatus(404);
        }
        assertThat(page(Cast.NORA, closed, "")).hasStatus(403);
    }

    @Test
    void aThreadOfAnotherMeetingIsNoneOfThisOne() {
        Gathering meeting = body.meetingNow();
        UUID elsewhere = meetingThread(body.meetingNow());

        assertThat(page(Cast.DANA, meeting, "?thread=" + elsewhere)).hasStatus(404);
        assertThat(page(Cast.DANA, meeting, "?thread=nonsense")).hasStatus(404);
        assertThat(page(Cast.DANA, meeting, "?before=nonsense")).hasStatus(404);
        assertThat(reads(Cast.DANA, meeting, elsewhere, 1)).hasStatus(404);
        assertThat(posts(
                        Cast.DANA,
                        meeting,
                        "messages",
                        Map.of("thread", elsewhere.toString(), "text", "Hello", "intent", "k1")))
                .hasStatus(404);
    }

    @Test
    void whatIsRenderedOnceForManyShowsNobodyWhatIsAnothers() throws Exception {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        says(Cast.DANA, meeting, "Shared by all");
        reacts(Cast.DEVI, meeting, 1, "like");

        for (int again = 0; again < 2; again++) {
            assertThat(text(Cast.CARLA, meeting, ""))
                    .contains(
                            "Shared by all",
                            "data-name=\"Carla Placeholder\"",
                            "id=\"hide-dialog\"",
                            "/room/moderation\"")
                    .contains("<span class=\"menu-name\">Carla Placeholder</span>")
                    .doesNotContain("data-reacted", "Devi Nonesuch");
            assertThat(text(Cast.DEVI, meeting, ""))
                    .contains(
                            "data-name=\"Devi Nonesuch\"",
                            "data-reacted=\"1 like\"",
                            "name=\"reaction\" value=\"like\"")
                    .doesNotContain("data-chair", "hide-dialog", "/room/moderation", "/staff", "Carla");
            assertThat(talk(Cast.GUS, meeting))
                    .contains("Shared by all", "data-reaction=\"like\"")
                    .doesNotContain("<textarea", "name=\"reaction\"", "Devi Nonesuch", "Carla");
        }
    }

    /** The page without what its script clones. */
    private String talk(Cast person, Gathering meeting) throws Exception {
        String page = text(person, meeting, "");
        return page.substring(0, page.indexOf("<template id=\"message-template\""));
    }

    @Test
    void whatChangesIsOnTheNextPageAtOnce() throws Exception {
        Gathering meeting = body.meetingNow();
        says(Cast.DEVI, meeting, "As it was");
        String reaction = "data-reaction=\"like\"";
        assertThat(talk(Cast.CARLA, meeting)).contains("As it was").doesNotContain(reaction);
        reacts(Cast.DANA, meeting, 1, "like");
        assertThat(talk(Cast.CARLA, meeting)).contains(reaction);
        reacts(Cast.DANA, meeting, 1, "like");
        assertThat(talk(Cast.CARLA, meeting)).doesNotContain(reaction);

        jdbc.sql("update message set text = 'As it is', version = 2, edited_at = now() where room_id = ?")
                .param(meeting.room())
                .update();
        jdbc.sql("update meeting set name = 'Renamed <today>' where id = ?")
                .param(meeting.id())
                .update();
        assertThat(text(Cast.DANA, meeting, ""))
                .contains("As it is", ">Renamed &lt;today&gt;</a>")
                .doesNotContain("As it was");

        jdbc.sql("update message set hidden_at = now(), hidden_by = ?, hidden_reason = 'Off topic' where room_id = ?")
                .params(Cast.CARLA.id(), meeting.room())
                .update();
        assertThat(text(Cast.DANA, meeting, "")).contains("Off topic").doesNotContain("As it is");
    }

    private void reacts(Cast person, Gathering meeting, long message, String reaction) {
        assertThat(posts(person, meeting, "messages/" + message + "/reactions", Map.of("reaction", reaction)))
                .hasStatus(302);
    }

    @Test
    void eachFormCarriesTheTokenOfItsReader() throws Exception {
        Gathering meeting = body.meetingNow();
        Matcher form = Pattern.compile(
                        "<form\\b[^>]*method=\"post\"[^>]*>\\s*(<input type=\"hidden\" name=\"_csrf\" value=\"[^\"]{20,}\"/?>)?")
                .matcher(text(Cast.CARLA, meeting, ""));
        int forms = 0;
        for (; form.find(); forms++) {
            assertThat(form.group(1)).as(form.group()).isNotNull();
        }
        assertThat(forms).isGreaterThan(3);
    }

    @Test
    void muchSaidCostsAsManyStatementsAsLittle() {
        Gathering meeting = body.meetingNow();
        says(Cast.DEVI, meeting, "One");
        page(Cast.DANA, meeting, "");
        int forLittle = Statements.during(() -> page(Cast.DANA, meeting, ""));
        for (int i = 0; i < 15; i++) {
            says(Cast.DEVI, meeting, "More");
        }

        assertThat(Statements.during(() -> page(Cast.DANA, meeting, "")))
                .isEqualTo(forLittle)
                .isLessThanOrEqualTo(13);
    }
}
