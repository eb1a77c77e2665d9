package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Up to ten numbers at once: consecutive, and all or none. */
@RostrumTest
class SeveralNumbersTests {

    private final Submissions submissions;
    private final OwnGroup own;
    private final Body body;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private final Gathering meeting;

    SeveralNumbersTests(
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            Submissions submissions,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.submissions = submissions;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.body = body;
        this.jdbc = jdbc;
        this.mvc = mvc;
        this.meeting = own.meetingIn(Duration.ofDays(30));
    }

    private static Reservation asked(String title) {
        return new Reservation(ContributionType.INP, Purpose.DISCUSSION, title);
    }

    private static List<Reservation> ten() {
        return IntStream.range(0, 10).mapToObj(n -> asked("Title " + n)).toList();
    }

    private UUID reserve(List<Reservation> asked, String intent) {
        return submissions.reserveTogether(new MeetingId(meeting.id()), asked, intent, own.as(own.delegate));
    }

    private List<Integer> serials(UUID reservation) {
        return jdbc.sql("select serial from contribution where reservation_id = ? order by serial")
                .param(reservation)
                .query((row, n) -> row.getInt(1))
                .list();
    }

    private int taken() {
        return jdbc.sql("select coalesce(sum(last), 0) from number_series where group_id = ?")
                .param(own.group.id().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void areConsecutiveHoweverManyAskAtOnce() throws Exception {
        List<Callable<UUID>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            work.add(() -> reserve(ten(), UUID.randomUUID().toString()));
        }
        List<Integer> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<UUID> done : threads.invokeAll(work)) {
                List<Integer> serials = serials(done.get());
                assertThat(serials).hasSize(10);
                assertThat(serials.getLast() - serials.getFirst()).isEqualTo(9);
                all.addAll(serials);
            }
        }
        assertThat(all.stream().sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 80).boxed().toList());
    }

    @Test
    void theSameKeyAgainFindsTheSameOnesAndAnotherRequestUnderItIsRefused() {
        UUID first = reserve(ten(), "mine");
        assertThat(reserve(ten(), "mine")).isEqualTo(first);
        assertThat(taken()).isEqualTo(10);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> reserve(List.of(asked("Another")), "mine"))
                .satisfies(refusal -> assertThat(refusal.fields()).containsOnlyKeys("intent"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> reserve(List.of(), "none"));
        List<Reservation> eleven = new ArrayList<>(ten());
        eleven.add(asked("One too many"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> reserve(eleven, "eleven"));
    }

    @Test
    void oneWrongOfTenTakesNoneAndEachWrongOneIsNamed() {
        List<Reservation> asked = new ArrayList<>(ten());
        asked.set(1, asked("turned \u202E around"));
        asked.set(3, asked("   \u00A0  "));
        asked.set(5, asked("x".repeat(251)));
        asked.set(7, asked("bell \u0007"));
        asked.set(8, asked("🚀 مرحبا 设备管理"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> reserve(asked, UUID.randomUUID().toString()))
                .satisfies(refusal -> assertThat(refusal.fields())
                        .containsOnlyKeys(
                                "contributions[1].title",
                                "contributions[3].title",
                                "contributions[5].title",
                                "contributions[7].title"));
        assertThat(taken()).isZero();
    }

    private MvcTestResult sent(String intent, String... fields) {
        var request = mvc.post()
                .uri("/meetings/{id}/contributions/several", meeting.id())
                .with(own.delegate.signedIn())
                .with(csrf())
                .param("intent", intent)
                .param("type", "INP")
                .param("purpose", "Agreement")
                .param("source", "");
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    @Test
    void thePageSaysWhatIsWrongBesideTheLineAndKeepsAllThatWasTyped() {
        MvcTestResult refused = sent(
                UUID.randomUUID().toString(),
                "title0",
                "Good one",
                "title2",
                "x".repeat(251),
                "type2",
                "CR",
                "title9",
                " ");
        assertThat(refused)
                .hasStatus(422)
                .bodyText()
                .contains("value=\"Good one\"", "x".repeat(251), "id=\"title2-error\"", "id=\"title9-error\"")
                .doesNotContain("id=\"title0-error\"", "id=\"title1-error\"");
        assertThat(sent(UUID.randomUUID().toString())).hasStatus(422).bodyText().contains("Write at least one title.");
        assertThat(sent(UUID.randomUUID().toString(), "title0", "x", "type", ""))
                .hasStatus(302);
        assertThat(taken()).isOne();
    }

    @Test
    void thePageListsTheNumbersWithTheirLinksAndTheSameFormAgainTakesNoMore() {
        String intent = UUID.randomUUID().toString();
        MvcTestResult done = sent(intent, "title0", "First <one>", "title4", "Second", "type4", "DISC");
        assertThat(done).hasStatus(302);
        String page = Objects.requireNonNull(done.getResponse().getRedirectedUrl());
        assertThat(sent(intent, "title0", "First <one>", "title4", "Second", "type4", "DISC"))
                .hasRedirectedUrl(page);
        assertThat(taken()).isEqualTo(2);
        assertThat(mvc.get().uri(page).with(own.delegate.signedIn()))
                .hasStatusOk()
                .bodyText()
                .contains("First &lt;one&gt;", "Second", "DISC", "#upload", own.group.code());
        assertThat(mvc.get()
                        .uri("/meetings/{id}/contributions/several/{r}", meeting.id(), UUID.randomUUID())
                        .with(own.delegate.signedIn()))
                .hasStatus(404);
        body.invites(Cast.GUS, body.meetingNextMonth());
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.GUS))).hasStatus(404);
    }

    @Test
    void programsReserveSeveralToo() {
        String body = """
                {"contributions": [{"type": "CR", "for": "Agreement", "title": "One"},
                                   {"type": "LS", "for": "Information", "title": "Two"}]}""";
        for (int i = 0; i < 2; i++) {
            assertThat(mvc.post()
                            .uri("/api/v1/meetings/{id}/reservations", meeting.id())
                            .with(own.delegate.signedIn())
                            .with(csrf())
                            .header("Idempotency-Key", "program")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(body))
                    .hasStatus(201)
                    .bodyJson()
                    .extractingPath("$.contributions[*].title")
                    .asArray()
                    .containsExactly("One", "Two");
        }
        assertThat(taken()).isEqualTo(2);
        assertThat(
                        mvc.post()
                                .uri("/api/v1/meetings/{id}/reservations", meeting.id())
                                .with(own.delegate.signedIn())
                                .with(csrf())
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(
                                        "{\"contributions\": [{\"type\": \"CR\", \"for\": \"Agreement\", \"title\": \"One\"}, {}]}"))
                .hasStatus(422)
                .bodyText()
                .contains("contributions[1].type");
        assertThat(taken()).isEqualTo(2);
    }
}
