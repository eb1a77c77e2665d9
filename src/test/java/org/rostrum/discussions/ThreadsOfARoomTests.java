package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewers;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Offline discussions, links to old messages, what was missed, and a room as a file. */
@RostrumTest
class ThreadsOfARoomTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Discussions discussions;
    private final Readings readings;

    ThreadsOfARoomTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            Viewers viewers,
            Discussions discussions,
            Readings readings) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.discussions = discussions;
        this.readings = readings;
    }

    private long says(Cast person, Gathering meeting, UUID thread, String text) {
        return discussions
                .post(
                        viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                                .orElseThrow(),
                        new RoomId(meeting.room()),
                        NewMessage.of(new ThreadId(thread), text),
                        NewId.next().toString())
                .seq();
    }

    private UUID meetingThread(Gathering meeting) {
        return jdbc.sql("select id from thread where room_id = ? and kind = 'MEETING'")
                .param(meeting.room())
                .query(UUID.class)
                .single();
    }

    /** As if the room had been talking for hours. */
    private void talk(Cast person, Gathering meeting, int messages) {
        jdbc.sql("""
                        with said as (
                          insert into room_event (room_id, seq, type, at, person_id, event)
                          select :room, r.last_seq + n, 'message.posted', now(), :person, '{}'
                            from room r, generate_series(1, :messages) n where r.id = :room
                          returning seq
                        )
                        insert into message (id, thread_id, room_id, seq, author_id, author_name, text, at)
                        select gen_random_uuid(), :thread, :room, seq, :person, :name, 'Talk ' || seq, now() from said""")
                .param("room", meeting.room())
                .param("person", person.id())
                .param("name", person.fullName())
                .param("thread", meetingThread(meeting))
                .param("messages", messages)
                .update();
        jdbc.sql("update room set last_seq = last_seq + ? where id = ?")
                .param(messages)
                .param(meeting.room())
                .update();
    }

    private MvcTestResult opens(Cast person, Gathering meeting, String title, String key) {
        return mvc.post()
                .uri("/api/v1/rooms/{room}/threads", meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"title\":\"" + title + "\"}")
                .exchange();
    }

    private UUID opened(Cast person, Gathering meeting, String title) throws UnsupportedEncodingException {
        MvcTestResult answer = opens(person, meeting, title, NewId.next().toString());
        assertThat(answer).hasStatus(201);
        return UUID.fromString(JsonPath.read(answer.getResponse().getContentAsString(), "$.id"));
    }

    private MvcTestResult closes(Cast person, Gathering meeting, UUID thread) {
        return mvc.put()
                .uri("/api/v1/rooms/{room}/threads/{thread}/closure", meeting.room(), thread)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private MvcTestResult reopens(Cast person, Gathering meeting, UUID thread) {
        return mvc.delete()
                .uri("/api/v1/rooms/{room}/threads/{thread}/closure", meeting.room(), thread)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private MvcTestResult summary(Cast person, Gathering meeting, String query) {
        return mvc.get()
                .uri("/api/v1/rooms/{room}/summary" + query, meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private MvcTestResult page(Cast person, Gathering meeting, String rest) {
        return mvc.get()
                .uri("/meetings/" + meeting.id() + "/room" + rest)
                .with(Body.signedIn(person))
                .exchange();
    }

    private String text(MvcTestResult result) throws UnsupportedEncodingException {
        assertThat(result).hasStatusOk();
        return result.getResponse().getContentAsString();
    }

    private List<String> log(Gathering meeting) {
        return jdbc.sql("select type from room_event where room_id = ? and type like 'thread.%' order by seq")
                .param(meeting.room())
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void anOfflineDiscussionIsOpenedOnceAndClosedByWhoOpenedIt() throws Exception {
        Gathering meeting = body.meetingNow();
        String key = NewId.next().toString();
        String first =
                opens(Cast.DANA, meeting, "Timer wording", key).getResponse().getContentAsString();
        String again =
                opens(Cast.DANA, meeting, "Timer wording", key).getResponse().getContentAsString();
        UUID thread = UUID.fromString(JsonPath.read(first, "$.id"));

        assertThat(JsonPath.<String>read(again, "$.id")).isEqualTo(thread.toString());
        says(Cast.DEVI, meeting, thread, "Ten seconds");
        assertThat(closes(Cast.DEVI, meeting, thread)).hasStatus(403);
        assertThat(closes(Cast.DANA, meeting, thread)).hasStatusOk();
        assertThat(closes(Cast.DANA, meeting, thread)).hasStatusOk();
        assertThat(log(meeting)).containsExactly("thread.opened", "thread.closed");
        assertThat(text(page(Cast.DEVI, meeting, "?thread=" + thread))).contains("data-closed=\"true\"", "Ten seconds");
    }

    @Test
    void nobodyPostsInAClosedDiscussionUntilAnOfficerReopensItWhichIsAudited() throws Exception {
        Gathering meeting = body.meetingNow();
        UUID thread = opened(Cast.DANA, meeting, "Timer wording");
        closes(Cast.DANA, meeting, thread);
        String message = "{\"thread\":\"" + thread + "\",\"text\":\"One more\"}";

        assertThat(mvc.post()
                        .uri("/api/v1/rooms/{room}/messages", meeting.room())
                        .header("Authorization", "Bearer " + Cast.DEVI.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(message))
                .hasStatus(409);
        assertThat(reopens(Cast.SEKRA, meeting, thread)).hasStatusOk();
        says(Cast.DEVI, meeting, thread, "One more");
        assertThat(jdbc.sql("select count(*) from audit_entry where action = 'thread.reopened' and subject_id = ?")
                        .param(meeting.id().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void outsidersNeitherOpenNorCloseNorReadAndGuestsReadOnly() throws Exception {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        UUID thread = opened(Cast.DANA, meeting, "Timer wording");

        assertThat(opens(Cast.NORA, meeting, "Mine", "a")).hasStatus(401);
        assertThat(closes(Cast.NORA, meeting, thread)).hasStatus(401);
        assertThat(summary(Cast.NORA, meeting, "")).hasStatus(401);
        assertThat(page(Cast.NORA, meeting, "/export.json")).hasStatus(403);
        assertThat(page(Cast.NORA, meeting, "/summary")).hasStatus(403);
        assertThat(opens(Cast.GUS, meeting, "Mine", "a")).hasStatus(403);
        assertThat(summary(Cast.GUS, meeting, "")).hasStatusOk();
        assertThat(page(Cast.GUS, meeting, "/export.txt")).hasStatusOk();
        assertThat(closes(Cast.DANA, meeting, meetingThread(meeting))).hasStatus(404);
    }

    @Test
    void whatCannotBeATitleIsSaidBesideTheFieldWithWhatWasTyped() throws Exception {
        Gathering meeting = body.meetingNow();
        MvcTestResult answer = mvc.post()
                .uri("/meetings/" + meeting.id() + "/room/discussions")
                .param("title", "x".repeat(201))
                .param("intent", "a")
                .with(Body.signedIn(Cast.DANA))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();

        assertThat(answer).hasStatus(422);
        assertThat(answer.getResponse().getContentAsString())
                .contains("x".repeat(201), "aria-invalid=\"true\"", "200 are the most");
        assertThat(log(meeting)).isEmpty();
    }

    @Test
    void contributionsNobodyTalkedAboutAreFoundInsteadOfListed() throws Exception {
        Gathering meeting = body.meetingNow();
        UUID talked = reserved(Cast.DANA, meeting, "Talked about");
        UUID silent = reserved(Cast.DANA, meeting, "Not talked about");
        assertThat(text(page(Cast.DANA, meeting, ""))).contains("data-thread-link=\"" + silent);
        for (int i = 0; i < 19; i++) {
            reserved(Cast.DANA, meeting, "One of many " + i);
        }
        says(Cast.DEVI, meeting, talked, "I object");

        assertThat(text(page(Cast.DANA, meeting, "")))
                .contains("data-thread-link=\"" + talked, "Nobody has talked about 20 more yet")
                .doesNotContain("data-thread-link=\"" + silent);
        assertThat(text(page(Cast.DANA, meeting, "?thread=" + silent))).contains("data-thread-link=\"" + silent);
    }

    /** The thread of a contribution whose number was just reserved. */
    private UUID reserved(Cast person, Gathering meeting, String title) {
        assertThat(mvc.post()
                        .uri("/api/v1/meetings/{meeting}/contributions", meeting.id())
                        .header("Authorization", "Bearer " + person.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"type\":\"INP\",\"for\":\"Discussion\",\"title\":\"" + title + "\"}"))
                .hasStatus(201);
        return jdbc.sql("""
                        select t.id from thread t join contribution c on c.id = t.contribution_id
                         where t.room_id = ? and c.title = ?""")
                .param(meeting.room())
                .param(title)
                .query(UUID.class)
                .single();
    }

    @Test
    void aLinkToAnOldMessageOpensWhatWasSaidAroundIt() throws Exception {
        Gathering meeting = body.meetingNow();
        talk(Cast.DEVI, meeting, 300);

        assertThat(text(page(Cast.DANA, meeting, "?message=100")))
                .contains("id=\"m100\"", "id=\"m76\"", "id=\"m125\"", "data-later=\"true\"")
                .doesNotContain("id=\"m126\"", "id=\"m75\"");
        assertThat(text(page(Cast.DANA, meeting, "?message=290")))
                .contains("id=\"m290\"", "id=\"m300\"")
                .doesNotContain("data-later");
        assertThat(page(Cast.DANA, meeting, "?message=301")).hasStatus(404);
    }

    @Test
    void whoComesBackReadsWhoSaidHowMuchWhereFromTheFirstNewMessageOn() throws Exception {
        Gathering meeting = body.meetingNow();
        UUID whole = meetingThread(meeting);
        UUID aside = opened(Cast.DEVI, meeting, "Timer wording");
        long known = says(Cast.DEVI, meeting, whole, "Before lunch");
        readings.readUpTo(new PersonId(Cast.DANA.id()), new ThreadId(whole), known);
        long first = says(Cast.DEVI, meeting, aside, "One");
        says(Cast.IPSI, meeting, aside, "Two");
        says(Cast.DEVI, meeting, aside, "Three");
        says(Cast.DANA, meeting, whole, "My own from the train");

        String missed = text(summary(Cast.DANA, meeting, ""));
        assertThat(JsonPath.<Integer>read(missed, "$.after")).isEqualTo((int) known);
        assertThat(JsonPath.<Integer>read(missed, "$.messages")).isEqualTo(3);
        assertThat(JsonPath.<List<String>>read(missed, "$.threads[*].thread.title"))
                .containsExactly("Timer wording");
        assertThat(JsonPath.<Integer>read(missed, "$.threads[0].first")).isEqualTo((int) first);
        assertThat(JsonPath.<List<String>>read(missed, "$.threads[0].speakers"))
                .containsExactly(Cast.DEVI.fullName(), Cast.IPSI.fullName());
        assertThat(text(page(Cast.DANA, meeting, "/summary?after=0")))
                .containsSubsequence("What you missed", "Said", "Timer wording", "Also", "Offline discussion opened");
        assertThat(summary(Cast.DANA, meeting, "?after=-1")).hasStatus(422);
    }

    @Test
    void aSummaryOfThousandsCostsAsManyStatementsAsOneOfAFew() {
        Gathering meeting = body.meetingNow();
        talk(Cast.DEVI, meeting, 3);
        summary(Cast.DANA, meeting, "?after=0");
        int few = Statements.during(() -> summary(Cast.DANA, meeting, "?after=0"));
        talk(Cast.IPSI, meeting, 4000);

        assertThat(Statements.during(() -> assertThat(summary(Cast.DANA, meeting, "?after=0"))
                        .bodyJson()
                        .extractingPath("$.messages")
                        .isEqualTo(4003)))
                .isEqualTo(few);
    }

    @Test
    void aRoomOfThousandsIsExportedWholeInOrderAndWithoutWhatIsWithheld() throws Exception {
        Gathering meeting = body.meetingNow();
        talk(Cast.DEVI, meeting, 450);
        opened(Cast.DANA, meeting, "Timer <wording>");
        talk(Cast.DEVI, meeting, 450);
        jdbc.sql("update message set deleted_at = now(), deleted_by = author_id where room_id = ? and seq = 7")
                .param(meeting.room())
                .update();

        String all = text(page(Cast.DANA, meeting, "/export.json"));
        List<Integer> seqs = JsonPath.read(all, "$.items[*].seq");
        assertThat(seqs).hasSize(901).isSorted().doesNotHaveDuplicates();
        assertThat(all).contains("Talk 6\"", "Deleted by its author").doesNotContain("Talk 7\"");
        assertThat(text(page(Cast.DANA, meeting, "/export.txt")))
                .containsSubsequence(
                        "Talk 450\n", "Offline discussion opened: Timer <wording>", "Talk 452\n", "Talk 901\n")
                .doesNotContain("Talk 7\n");
        assertThat(text(page(Cast.DANA, meeting, "/export.html")))
                .contains("Timer &lt;wording&gt;", "<p>Talk 901</p>")
                .doesNotContain("<p>Talk 7</p>", "<wording>");
    }
}
