package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.UnsupportedEncodingException;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.AgendaPublished;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionReserved;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@RostrumTest
class DiscussionsTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Threads threads;
    private final Messages messages;
    private final Meetings meetings;
    private final Viewers viewers;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    DiscussionsTests(
            Body body,
            MockMvcTester mvc,
            JdbcClient jdbc,
            JsonMapper json,
            Threads threads,
            Messages messages,
            Meetings meetings,
            Viewers viewers,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.json = json;
        this.threads = threads;
        this.messages = messages;
        this.meetings = meetings;
        this.viewers = viewers;
        this.events = events;
        this.transaction = transaction;
    }

    private MvcTestResult says(Cast person, Gathering meeting, @Nullable UUID thread, String text, String key) {
        return mvc.post()
                .uri("/api/v1/rooms/{room}/messages", meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(new Typed(thread, text)))
                .exchange();
    }

    private MvcTestResult says(Cast person, Gathering meeting, String text) {
        return says(person, meeting, null, text, UUID.randomUUID().toString());
    }

    private record Typed(@Nullable UUID thread, String text) {}

    private MvcTestResult asks(Cast person, String address, Gathering meeting) {
        return mvc.get()
                .uri(address, meeting.room())
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private MeetingView seenByCarla(Gathering meeting) {
        Viewer carla = viewers.person(new PersonId(Cast.CARLA.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
        return meetings.require(new MeetingId(meeting.id()), carla);
    }

    private List<MessageView> said(ThreadId thread, long before, int limit) {
        return messages.excerpt(thread, before, limit).messages();
    }

    @Test
    void aMessageStandsInTheLogAndInItsThread() {
        Gathering meeting = body.meetingNow();
        assertThat(says(Cast.DANA, meeting, "I *object*."))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.seq")
                .isEqualTo(1);
        MeetingView view = seenByCarla(meeting);
        ThreadView thread = threads.require(view, null);
        assertThat(thread.messages()).isEqualTo(1);
        assertThat(thread.lastSeq()).isEqualTo(1);
        assertThat(said(thread.id(), Long.MAX_VALUE, 10)).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("I *object*.");
            assertThat(message.html()).contains("<em>object</em>");
            assertThat(message.by().name()).isEqualTo(Cast.DANA.fullName());
            assertThat(message.by().organization()).isEqualTo("Examplecom");
        });
    }

    @Test
    void theLatestComeInOrderAndEarlierOnesOnRequest() {
        Gathering meeting = body.meetingNow();
        IntStream.rangeClosed(1, 7).forEach(n -> says(Cast.DANA, meeting, "message " + n));
        ThreadId thread = threads.require(seenByCarla(meeting), null).id();
        assertThat(said(thread, Long.MAX_VALUE, 3)).extracting(MessageView::seq).containsExactly(5L, 6L, 7L);
        assertThat(said(thread, 5, 3)).extracting(MessageView::seq).containsExactly(2L, 3L, 4L);
    }

    @Test
    void theSameKeyIsTheSameMessageAndWithOtherContentRefused() {
        Gathering meeting = body.meetingNow();
        String first = text(says(Cast.DANA, meeting, null, "once", "key"));
        assertThat(text(says(Cast.DANA, meeting, null, "once\r\n", "key"))).isEqualTo(first);
        assertThat(says(Cast.DANA, meeting, null, "something else", "key"))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.intent");
        assertThat(says(Cast.CARLA, meeting, null, "my own", "key"))
                .as("somebody else's key is another")
                .hasStatus(201);
        assertThat(threads.require(seenByCarla(meeting), null).messages()).isEqualTo(2);
    }

    private static String text(MvcTestResult result) {
        assertThat(result).hasStatus(201);
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoeverPostsAtOnceIsAnsweredEachForThemselves() throws InterruptedException {
        Gathering meeting = body.meetingNow();
        UUID foreign =
                threads.require(seenByCarla(body.meetingNow()), null).id().value();
        List<String> answers = AtOnce.answers(IntStream.range(0, 48)
                .<Callable<String>>mapToObj(n -> () -> switch (n % 4) {
                    case 0 -> text(says(Cast.DANA, meeting, null, "the same", "one-key"));
                    case 1 -> text(says(Cast.DEVI, meeting, null, "message " + n, "key" + n));
                    case 2 ->
                        ""
                                + says(Cast.IPSI, meeting, foreign, "lost", "key" + n)
                                        .getResponse()
                                        .getStatus();
                    default -> text(says(Cast.CARLA, meeting, null, "message " + n, "key" + n));
                })
                .toList());

        assertThat(IntStream.range(0, 12).mapToObj(n -> answers.get(4 * n)))
                .hasSize(12)
                .containsOnly(answers.getFirst());
        assertThat(IntStream.range(0, 12).mapToObj(n -> answers.get(4 * n + 2))).containsOnly("404");
        assertThat(threads.require(seenByCarla(meeting), null).messages()).isEqualTo(1 + 12 + 12);
        assertThat(jdbc.sql("select seq from room_event where room_id = ? order by seq")
                        .param(meeting.room())
                        .query(Long.class)
                        .list())
                .isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
        assertThat(jdbc.sql("select m.text = (e.event::jsonb #>> '{data,text}') from message m"
                                + " join room_event e using (room_id, seq) where room_id = ?")
                        .param(meeting.room())
                        .query(Boolean.class)
                        .list())
                .containsOnly(true);
    }

    @Test
    void whoMayNotPostIsToldSoAndTheLogStaysAsItIs() {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        assertThat(says(Cast.GUS, meeting, "may I?")).hasStatus(403);
        assertThat(mvc.post()
                        .uri("/api/v1/rooms/{room}/messages", meeting.room())
                        .with(Body.signedIn(Cast.NORA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":\"hello\"}"))
                .hasStatus(403);
        assertThat(mvc.post()
                        .uri("/api/v1/rooms/{room}/messages", UUID.randomUUID())
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":\"hello\"}"))
                .hasStatus(404);
        assertThat(threads.require(seenByCarla(meeting), null).messages()).isZero();
    }

    @Test
    void aThreadOfAnotherMeetingIsNoThread() {
        Gathering meeting = body.meetingNow();
        Gathering other = body.meetingNow();
        UUID foreign = threads.require(seenByCarla(other), null).id().value();
        assertThat(says(Cast.DANA, meeting, foreign, "in the wrong room", "key"))
                .hasStatus(404);
    }

    @Test
    void badInputIsRefusedInWords() {
        Gathering meeting = body.meetingNow();
        assertThat(says(Cast.DANA, meeting, "  \n ")).hasStatus(422).bodyJson().hasPath("$.errors.text");
        assertThat(says(Cast.DANA, meeting, "x".repeat(20_001)))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.text");
        assertThat(says(Cast.DANA, meeting, null, "fine", "k".repeat(201)))
                .hasStatus(422)
                .bodyJson()
                .hasPath("$.errors.intent");
        assertThat(says(Cast.DANA, meeting, "*x* ".repeat(250_000)))
                .hasStatus(413)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(posts(meeting, "{\"text\":")).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(posts(meeting, "{\"thread\":\"none\",\"text\":\"x\"}")).hasStatus(400);
        assertThat(posts(meeting, "{}")).hasStatus(422);
        assertThat(threads.require(seenByCarla(meeting), null).messages()).isZero();
    }

    private MvcTestResult posts(Gathering meeting, String content) {
        return mvc.post()
                .uri("/api/v1/rooms/{room}/messages", meeting.room())
                .header("Authorization", "Bearer " + Cast.DANA.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(content)
                .exchange();
    }

    @Test
    void scriptInAMessageIsTextWhereverItIsShown() {
        Gathering meeting = body.meetingNow();
        says(Cast.DANA, meeting, "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>");
        ThreadId thread = threads.require(seenByCarla(meeting), null).id();
        assertThat(said(thread, Long.MAX_VALUE, 1).getFirst().html())
                .doesNotContain("<script", "<img", "href=\"javascript");
    }

    @Test
    void theLogIsReadInPagesAndSaysWhereItEnds() {
        Gathering meeting = body.meetingNow();
        IntStream.rangeClosed(1, 5).forEach(n -> says(Cast.DANA, meeting, "message " + n));
        assertThat(asks(Cast.CARLA, "/api/v1/rooms/{room}/events?after=1&limit=2", meeting))
                .hasStatusOk()
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON)
                .bodyJson()
                .satisfies(page -> {
                    assertThat(page).extractingPath("$.last").isEqualTo(5);
                    assertThat(page).extractingPath("$.items[*].seq").isEqualTo(List.of(2, 3));
                    assertThat(page).extractingPath("$.items[0].type").isEqualTo("message.posted");
                    assertThat(page).extractingPath("$.items[0].data.text").isEqualTo("message 2");
                });
        assertThat(asks(Cast.CARLA, "/api/v1/rooms/{room}/events?after=5", meeting))
                .bodyJson()
                .isStrictlyEqualTo("{\"items\":[],\"last\":5}");
    }

    @Test
    void aBadPageIsRefused() {
        Gathering meeting = body.meetingNow();
        for (String query : List.of("limit=0", "limit=1001", "after=-1")) {
            assertThat(asks(Cast.CARLA, "/api/v1/rooms/{room}/events?" + query, meeting))
                    .as(query)
                    .hasStatus(422);
        }
        assertThat(asks(Cast.CARLA, "/api/v1/rooms/{room}/events?after=x", meeting))
                .hasStatus(400);
    }

    @Test
    void anItemKeepsItsThreadFromVersionToVersion() {
        Gathering meeting = body.meetingNow();
        UUID opening = item(meeting);
        UUID bootstrap = item(meeting);
        publish(meeting, 1, "Opening", opening);
        UUID thread = threadOf(meeting, opening).id().value();
        assertThat(says(Cast.DANA, meeting, thread, "on the opening", "key")).hasStatus(201);
        publish(meeting, 2, "Opening and welcome", bootstrap, opening);
        assertThat(threads.list(seenByCarla(meeting)))
                .extracting(ThreadView::kind, ThreadView::number, ThreadView::title, ThreadView::messages)
                .containsExactly(
                        tuple(ThreadView.Kind.MEETING, null, "A test meeting", 0L),
                        tuple(ThreadView.Kind.AGENDA_ITEM, "1", "Opening and welcome", 0L),
                        tuple(ThreadView.Kind.AGENDA_ITEM, "2", "Opening and welcome", 1L));
        assertThat(threadOf(meeting, opening).id().value()).isEqualTo(thread);
        assertThat(asks(Cast.CARLA, "/api/v1/rooms/{room}/threads", meeting))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[2].lastSeq")
                .isEqualTo(1);
    }

    @Test
    void aReservedNumberHasItsThreadAtOnceUnderThatNumber() {
        Gathering meeting = body.meetingNow();
        UUID contribution = NewId.next();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                      author_id, source, reserved_at)
                            values (?, ?, ?, 1990, 42, 'CR', 'Agreement', 'Retry timer', 'RESERVED', ?, 'Examplecom', now())""")
                    .params(contribution, meeting.id(), Body.DMSO, Cast.DANA.id())
                    .update();
            events.publishEvent(new ContributionReserved(
                    new ContributionId(contribution),
                    new MeetingId(meeting.id()),
                    new RoomId(meeting.room()),
                    new Author(new PersonId(Cast.DANA.id()), Cast.DANA.fullName(), "Examplecom")));
        });
        ThreadView thread = threadOf(meeting, contribution);
        assertThat(thread.kind()).isEqualTo(ThreadView.Kind.CONTRIBUTION);
        assertThat(thread.number()).isEqualTo("OMA-DMSO-1990-0042");
        assertThat(thread.title()).isEqualTo("Retry timer");
    }

    private ThreadView threadOf(Gathering meeting, UUID subject) {
        return threads.list(seenByCarla(meeting)).stream()
                .filter(thread -> subject.equals(thread.subject()))
                .findFirst()
                .orElseThrow();
    }

    private UUID item(Gathering meeting) {
        UUID id = NewId.next();
        jdbc.sql("insert into agenda_item (id, meeting_id) values (?, ?)")
                .params(id, meeting.id())
                .update();
        return id;
    }

    /** As the chair's publication leaves it. */
    private void publish(Gathering meeting, int version, String title, UUID... items) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("insert into agenda (meeting_id, version) values (?, ?) on conflict do nothing")
                    .params(meeting.id(), version)
                    .update();
            jdbc.sql("""
                            insert into agenda_publication (meeting_id, version, published_by, published_at, draft_revision)
                            values (?, ?, ?, now(), 1)""").params(meeting.id(), version, Cast.CARLA.id()).update();
            for (int n = 0; n < items.length; n++) {
                jdbc.sql("""
                                insert into agenda_published_item
                                  (meeting_id, version, position, item_id, number, depth, title)
                                values (?, ?, ?, ?, ?, 0, ?)""")
                        .params(meeting.id(), version, n, items[n], String.valueOf(n + 1), title)
                        .update();
            }
            events.publishEvent(new AgendaPublished(
                    new MeetingId(meeting.id()), new RoomId(meeting.room()), version, List.of(items)));
        });
    }
}
