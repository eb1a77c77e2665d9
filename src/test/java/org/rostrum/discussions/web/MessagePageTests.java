package org.rostrum.discussions.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.NewMessage;
import org.rostrum.discussions.Threads;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Everything one may do with a message can be done on its page, without a script. */
@RostrumTest
class MessagePageTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final Viewers viewers;
    private final Discussions discussions;
    private final Meetings meetings;
    private final Threads threads;

    MessagePageTests(
            Body body,
            MockMvcTester mvc,
            Viewers viewers,
            Discussions discussions,
            Meetings meetings,
            Threads threads) {
        this.body = body;
        this.mvc = mvc;
        this.viewers = viewers;
        this.discussions = discussions;
        this.meetings = meetings;
        this.threads = threads;
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private long says(Cast person, Gathering meeting, String text) {
        return discussions
                .post(
                        viewer(person),
                        new RoomId(meeting.room()),
                        NewMessage.of(null, text),
                        UUID.randomUUID().toString())
                .seq();
    }

    private String page(Cast person, Gathering meeting, String rest) throws Exception {
        MvcTestResult page = mvc.get()
                .uri("/meetings/" + meeting.id() + "/room" + rest)
                .with(Body.signedIn(person))
                .exchange();
        assertThat(page).hasStatusOk();
        return page.getResponse().getContentAsString();
    }

    private void reads(Cast person, Gathering meeting, UUID thread, long seq) {
        assertThat(mvc.post()
                        .uri("/meetings/{id}/room/readings", meeting.id())
                        .with(Body.signedIn(person))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param("thread", thread.toString())
                        .param("seq", Long.toString(seq)))
                .hasStatus(204);
    }

    @Test
    void whoHasReadAMessageIsNamedByOrganisationToWhoMayFollowTheRoom() throws Exception {
        Gathering meeting = body.meetingNow();
        says(Cast.DANA, meeting, "Read by some");
        says(Cast.DANA, meeting, "Read by fewer");
        UUID thread = threads.list(meetings.requireIn(new RoomId(meeting.room()), viewer(Cast.DANA)))
                .getFirst()
                .id()
                .value();
        body.invites(Cast.GUS, meeting);
        assertThat(page(Cast.DANA, meeting, "/messages/2")).contains("Read by nobody else yet");
        reads(Cast.DANA, meeting, thread, 2);
        reads(Cast.CARLA, meeting, thread, 2);
        reads(Cast.DEVI, meeting, thread, 1);
        reads(Cast.GUS, meeting, thread, 1);

        assertThat(page(Cast.GUS, meeting, "/messages/1"))
                .contains("Read by 3")
                .containsSubsequence(
                        "<dt>Examplecom</dt><dd>" + Cast.CARLA.fullName(),
                        "<dt>Nowhere Metering</dt><dd>" + Cast.DEVI.fullName(),
                        "<dt>Staff and guests</dt><dd>" + Cast.GUS.fullName());
        assertThat(page(Cast.DANA, meeting, "/messages/2"))
                .contains("Read by 1")
                .doesNotContain(Cast.DEVI.fullName());
        var asked = mvc.get().uri("/api/v1/rooms/{room}/messages/1/readers", meeting.room());
        assertThat(asked.header("Authorization", "Bearer " + Cast.VICTOR.token()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.count")
                .isEqualTo(3);
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/messages/1/readers", meeting.room())
                        .with(Body.signedIn(Cast.NORA)))
                .hasStatus(403);
        Gathering elsewhere =
                body.meeting(Body.CITY, Instant.now(), Instant.now().plusSeconds(3600), "ACCEPT");
        says(Cast.DEVI, elsewhere, "Among ourselves");
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/messages/1/readers", elsewhere.room())
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(404);
    }

    private MvcTestResult does(Cast person, Gathering meeting, long message, String act, Map<String, String> fields) {
        var request = mvc.post()
                .uri("/meetings/" + meeting.id() + "/room/messages/" + message + act)
                .with(Body.signedIn(person))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    @Test
    void thePageOffersEachReaderWhatTheyMayDo() throws Exception {
        Gathering meeting = body.meetingNow();
        String message = "/messages/" + says(Cast.DANA, meeting, "The timer");
        assertThat(page(Cast.DANA, meeting, message))
                .contains("/edits\"", "/deletion\"", "/record\"", "Dana Sample (Examplecom): The timer")
                .doesNotContain("/hiding\"", "/pin\"");
        assertThat(page(Cast.CARLA, meeting, message))
                .contains("/hiding\"", "/pin\"", "/record\"")
                .doesNotContain("/edits\"", "/deletion\"");
        assertThat(page(Cast.SEKRA, meeting, message))
                .contains("/pin\"", "/record\"")
                .doesNotContain("/edits\"", "/hiding\"");
        assertThat(page(Cast.DEVI, meeting, message))
                .contains("The timer", "?thread=", "quotes=1#text")
                .doesNotContain("/edits\"", "/deletion\"", "/record\"", "/pin\"", "/hiding\"");
    }

    @Test
    void anEditByAFormIsRefusedBesideTheFieldAndShowsWhatChanged() throws Exception {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "The timer is long");
        assertThat(does(Cast.DANA, meeting, message, "/edits", Map.of("text", " ", "version", "1")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"text-error\"", "Write something first.");
        assertThat(does(Cast.DANA, meeting, message, "/edits", Map.of("text", "The timer is short", "version", "1")))
                .hasStatus(302);
        assertThat(does(Cast.DANA, meeting, message, "/edits", Map.of("text", "Mine", "version", "1")))
                .hasStatus(409)
                .bodyText()
                .contains(
                        ">Mine</textarea>",
                        "pre-line\">The timer is short</blockquote>",
                        "name=\"version\" value=\"2\"");
        assertThat(page(Cast.DEVI, meeting, "/messages/" + message)).contains("<del>long</del>", "<ins>short</ins>");
    }

    @Test
    void whatTheChairHidesByAFormLeavesItsReason() throws Exception {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "A xylophone");
        assertThat(does(Cast.CARLA, meeting, message, "/hiding", Map.of("on", "true")))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"reason-error\"");
        assertThat(does(Cast.CARLA, meeting, message, "/hiding", Map.of("reason", "Out of order")))
                .hasStatus(302);
        assertThat(page(Cast.DEVI, meeting, "/messages/" + message))
                .contains("Hidden by the chair: Out of order")
                .doesNotContain("xylophone");
        assertThat(does(Cast.CARLA, meeting, message, "/hiding", Map.of("on", "false")))
                .hasStatus(302);
        assertThat(page(Cast.DEVI, meeting, "/messages/" + message)).contains("xylophone");
        assertThat(does(Cast.DANA, meeting, message, "/deletion", Map.of())).hasStatus(302);
        assertThat(page(Cast.DEVI, meeting, "/messages/" + message))
                .contains("Deleted by its author")
                .doesNotContain("xylophone");
    }

    @Test
    void whatIsPinnedIsListedAtTheHeadOfItsThread() throws Exception {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "Look here");
        assertThat(page(Cast.DEVI, meeting, "")).doesNotContain("pinned message");
        assertThat(does(Cast.SEKRA, meeting, message, "/pin", Map.of())).hasStatus(302);
        assertThat(page(Cast.DEVI, meeting, "")).contains("1 pinned message", "data-pinned-seq=\"" + message + "\"");
        does(Cast.SEKRA, meeting, message, "/record", Map.of());
        assertThat(page(Cast.DEVI, meeting, "/messages/" + message)).contains("Pinned", "For the record");
    }

    @Test
    void outsidersFindNoPage() {
        Gathering meeting = body.meetingNow();
        long message = says(Cast.DANA, meeting, "Ours");
        Gathering elsewhere = body.meetingNow();
        body.invites(Cast.GUS, elsewhere);
        assertThat(mvc.get()
                        .uri("/meetings/" + meeting.id() + "/room/messages/" + message)
                        .with(Body.signedIn(Cast.GUS)))
                .hasStatus(404);
        assertThat(mvc.get()
                        .uri("/meetings/" + elsewhere.id() + "/room/messages/" + message)
                        .with(Body.signedIn(Cast.DANA)))
                .hasStatus(404);
        assertThat(does(Cast.DEVI, meeting, message, "/deletion", Map.of())).hasStatus(403);
        assertThat(does(Cast.DEVI, meeting, message, "/pin", Map.of())).hasStatus(403);
    }
}
