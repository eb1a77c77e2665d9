package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@RostrumTest
class ModerationTests {

    private final Instant later = Instant.now().plus(Duration.ofHours(2));

    private final Body body;
    private final Moderation moderation;
    private final Discussions discussions;
    private final MessageEdits edits;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private Gathering meeting;

    ModerationTests(
            Body body,
            Moderation moderation,
            Discussions discussions,
            MessageEdits edits,
            Viewers viewers,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.body = body;
        this.moderation = moderation;
        this.discussions = discussions;
        this.edits = edits;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.mvc = mvc;
        this.meeting = body.meetingNow();
    }

    @BeforeEach
    void aMeetingGoesOn() {
        meeting = body.meetingNow();
    }

    private Viewer as(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private RoomId room() {
        return new RoomId(meeting.room());
    }

    private void sets(boolean readOnly, @Nullable Integer slowSeconds) {
        moderation.set(as(Cast.CARLA), room(), readOnly, slowSeconds);
    }

    private void mutes(Cast person, Instant until, String reason) {
        moderation.mute(as(Cast.CARLA), room(), new PersonId(person.id()), until, reason);
    }

    private long says(Cast person, String intent) {
        return discussions
                .post(as(person), room(), NewMessage.of(null, "said"), intent)
                .seq();
    }

    private long says(Cast person) {
        return says(person, NewId.next().toString());
    }

    private static Refusal refused(Refusal.Reason reason, Runnable act) {
        List<Refusal> told = new ArrayList<>();
        assertThatExceptionOfType(Refusal.class).isThrownBy(act::run).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            told.add(refusal);
        });
        return told.getFirst();
    }

    private List<String> acts() {
        return jdbc.sql("select action from audit_entry where subject_id = ? order by id")
                .param(meeting.id().toString())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private List<String> log() {
        return jdbc.sql("select type from room_event where room_id = ? order by seq")
                .param(meeting.room())
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void inAReadOnlyRoomOnlyItsOfficersWriteAndTheOthersAreToldByWhomItWasClosed() {
        says(Cast.DANA, "before");
        sets(true, null);
        assertThat(refused(Refusal.Reason.FORBIDDEN, () -> says(Cast.DANA)))
                .hasMessageContaining("read only until the chair opens it again")
                .hasMessageContaining("Carla Placeholder closed it");
        refused(Refusal.Reason.FORBIDDEN, () -> says(Cast.EDDA));
        refused(Refusal.Reason.FORBIDDEN, () -> says(Cast.ADA));
        says(Cast.CARLA);
        says(Cast.VICTOR);
        says(Cast.SEKRA);
        assertThat(says(Cast.DANA, "before"))
                .as("what was posted before is answered as before")
                .isEqualTo(1);
        sets(false, null);
        says(Cast.DANA);
        assertThat(acts()).containsExactly("room.moderated", "room.moderated");
    }

    @Test
    void inSlowModeEachWaitsForThemselvesAndTheChairDoesNot() {
        sets(false, 30);
        says(Cast.DANA);
        SlowDown told = (SlowDown) refused(Refusal.Reason.TOO_MANY, () -> says(Cast.DANA));
        assertThat(told.retryAfter()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(told).hasMessageContaining("slow mode").hasMessageContaining("30 s");
        says(Cast.DEVI);
        says(Cast.SEKRA);
        refused(Refusal.Reason.TOO_MANY, () -> says(Cast.SEKRA));
        says(Cast.CARLA);
        says(Cast.CARLA);
        passes(Duration.ofSeconds(31));
        says(Cast.DANA);
        sets(false, null);
        says(Cast.DANA);
        says(Cast.DANA);
    }

    private void passes(Duration time) {
        jdbc.sql("update room_turn set at = at - make_interval(secs => ?) where room_id = ?")
                .params(time.toSeconds(), meeting.room())
                .update();
    }

    @Test
    void aWaitIsToldToProgramsInSecondsAndTheSameKeySentAgainIsTheSameMessage() {
        sets(false, 60);
        says(Cast.DANA, "one");
        says(Cast.DANA, "one");
        var told = mvc.post()
                .uri("/api/v1/rooms/{room}/messages", meeting.room())
                .header("Authorization", "Bearer " + Cast.DANA.token())
                .contentType("application/json")
                .content("{\"text\":\"again\"}")
                .exchange();
        assertThat(told).hasStatus(429);
        assertThat(told.getResponse().getHeader("Retry-After"))
                .satisfies(seconds ->
                        assertThat(Integer.parseInt(String.valueOf(seconds))).isBetween(40, 60));
        assertThat(log()).containsExactly("room.moderated", "message.posted");
    }

    @Test
    void whoSendsSeveralAtOnceInSlowModeHasOneTurn() throws InterruptedException {
        sets(false, 60);
        assertThat(AtOnce.refused(
                        () -> says(Cast.DANA), () -> says(Cast.DANA), () -> says(Cast.DANA), () -> says(Cast.DEVI)))
                .hasSize(2);
        assertThat(log()).filteredOn("message.posted"::equals).hasSize(2);
    }

    @Test
    void whoIsMutedIsToldUntilWhenByWhomAndWhyAndWritesAgainAfterwards() {
        long before = says(Cast.DANA);
        mutes(Cast.DANA, later, "Off topic, again");
        assertThat(refused(Refusal.Reason.FORBIDDEN, () -> says(Cast.DANA)))
                .hasMessageMatching(
                        "You are muted in this room until .* CET \\(Warsaw\\), by Carla Placeholder: Off topic, again");
        says(Cast.DEVI);
        refused(Refusal.Reason.FORBIDDEN, () -> edits.edit(as(Cast.DANA), room(), before, "said in another way", 1));
        moderation.unmute(as(Cast.VICTOR), room(), new PersonId(Cast.DANA.id()));
        says(Cast.DANA);
        mutes(Cast.DANA, later, "Once more");
        jdbc.sql("update room_mute set until = now() - interval '1 second' where room_id = ?")
                .param(meeting.room())
                .update();
        says(Cast.DANA);
        assertThat(acts()).containsExactly("room.muted", "room.unmuted", "room.muted");
        assertThat(log()).as("the room is told nothing of it").containsOnly("message.posted");
    }

    @Test
    void settingWhatIsSetChangesNothing() {
        sets(false, null);
        sets(true, 30);
        sets(true, 30);
        mutes(Cast.DANA, later, "Off topic");
        mutes(Cast.DANA, later, "Off topic");
        moderation.unmute(as(Cast.CARLA), room(), new PersonId(Cast.DEVI.id()));
        assertThat(log()).containsExactly("room.moderated");
        assertThat(acts()).containsExactly("room.moderated", "room.muted");
    }

    @Test
    void onlyTheChairModeratesAndOfficersAndStrangersAreNotMuted() {
        for (Cast other : List.of(Cast.DANA, Cast.SEKRA, Cast.EDDA, Cast.ADA)) {
            refused(Refusal.Reason.FORBIDDEN, () -> moderation.set(as(other), room(), true, null));
            refused(
                    Refusal.Reason.FORBIDDEN,
                    () -> moderation.mute(as(other), room(), new PersonId(Cast.DEVI.id()), later, "no"));
            refused(Refusal.Reason.FORBIDDEN, () -> moderation.unmute(as(other), room(), new PersonId(Cast.DEVI.id())));
        }
        refused(Refusal.Reason.INVALID, () -> mutes(Cast.SEKRA, later, "no"));
        refused(Refusal.Reason.INVALID, () -> mutes(Cast.VICTOR, later, "no"));
        refused(Refusal.Reason.INVALID, () -> mutes(Cast.GUS, later, "no"));
        refused(Refusal.Reason.INVALID, () -> mutes(Cast.DANA, later, " "));
        refused(Refusal.Reason.INVALID, () -> mutes(Cast.DANA, later.minus(Duration.ofHours(3)), "over already"));
        refused(Refusal.Reason.INVALID, () -> mutes(Cast.DANA, later.plus(Duration.ofDays(8)), "too long"));
        refused(Refusal.Reason.INVALID, () -> sets(false, 4));
        refused(Refusal.Reason.INVALID, () -> sets(false, 3601));
        assertThat(acts()).isEmpty();
    }

    @Test
    void theChairModeratesByFormsAndEverybodyReadsTheRules() throws Exception {
        says(Cast.DANA);
        String page = page(Cast.CARLA, "/moderation");
        assertThat(page).contains("Dana Sample, Examplecom", "No wait");
        posts("", "readOnly", "false", "slowSeconds", "30");
        posts("/mutes", "person", Cast.DANA.id().toString(), "until", "60", "reason", "<b>Off topic</b>");
        assertThat(page(Cast.CARLA, "/moderation")).contains("&lt;b&gt;Off topic", "write again");
        assertThat(page(Cast.DEVI, ""))
                .contains("Slow mode: everybody waits 30 s between two messages. Set by Carla Placeholder.")
                .doesNotContain("muted until", "/room/moderation");
        assertThat(page(Cast.DANA, "")).contains("You are muted until", "by Carla Placeholder: &lt;b&gt;Off topic");
        assertThat(page(Cast.CARLA, "")).contains("/room/moderation");
        posts("/mutes/" + Cast.DANA.id() + "/end");
        posts("", "readOnly", "true", "slowSeconds", "");
        assertThat(page(Cast.DANA, ""))
                .contains("The room is read only: the chair and the secretary write. Set by")
                .doesNotContain("muted until");
        assertThat(mvc.post()
                        .uri("/meetings/{id}/room/moderation/mutes", meeting.id())
                        .with(Body.signedIn(Cast.CARLA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param("until", "60")
                        .param("reason", "typed already"))
                .hasStatus(422)
                .bodyText()
                .contains("Choose whom to mute", "typed already");
        assertThat(mvc.post()
                        .uri("/meetings/{id}/room/moderation/mutes", meeting.id())
                        .with(Body.signedIn(Cast.CARLA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("Choose whom to mute", "Say the reason");
        assertThat(mvc.get().uri("/meetings/{id}/room/moderation", meeting.id()).with(Body.signedIn(Cast.DANA)))
                .hasStatus(403);
    }

    private String page(Cast person, String rest) throws Exception {
        var page = mvc.get()
                .uri("/meetings/" + meeting.id() + "/room" + rest)
                .with(Body.signedIn(person))
                .exchange();
        assertThat(page).hasStatusOk();
        return page.getResponse().getContentAsString();
    }

    private void posts(String rest, String... fields) {
        var request = mvc.post()
                .uri("/meetings/" + meeting.id() + "/room/moderation" + rest)
                .with(Body.signedIn(Cast.CARLA))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        assertThat(request).hasStatus3xxRedirection();
    }

    @Test
    void programsReadAndSetTheRules() {
        assertThat(mvc.put()
                        .uri("/api/v1/rooms/{room}/moderation", meeting.room())
                        .header("Authorization", "Bearer " + Cast.CARLA.token())
                        .contentType("application/json")
                        .content("{\"slowSeconds\":45}"))
                .hasStatusOk();
        assertThat(mvc.put()
                        .uri("/api/v1/rooms/{room}/mutes/{person}", meeting.room(), Cast.DANA.id())
                        .header("Authorization", "Bearer " + Cast.CARLA.token())
                        .contentType("application/json")
                        .content("{\"until\":\"" + later + "\",\"reason\":\"Off topic\"}"))
                .hasStatus(204);
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/moderation", meeting.room())
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"slowSeconds\":45,\"readOnly\":false,\"mute\":{\"reason\":\"Off topic\"}}");
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/mutes", meeting.room())
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(403);
        assertThat(mvc.get()
                        .uri("/api/v1/rooms/{room}/moderation", UUID.randomUUID())
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatus(404);
    }
}
