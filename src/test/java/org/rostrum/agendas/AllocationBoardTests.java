package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Spot;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.NewMessage;
import org.rostrum.discussions.ThreadId;
import org.rostrum.meetings.MeetingId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

/** The pages and the API through which officers allocate contributions. */
@RostrumTest
class AllocationBoardTests {

    private static final String NASTY = "<script>alert(\"1\")</script> & 'more'";

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final Contributions contributions;
    private final Allocations allocations;
    private final Discussions discussions;
    private final AgendaDrafts drafts;
    private final AgendaGestures officer;

    private Gathering meeting = new Gathering(new UUID(0, 0), new UUID(0, 0));
    private String board = "";
    private String api = "";

    AllocationBoardTests(
            MockMvcTester mvc,
            Body body,
            JdbcClient jdbc,
            Contributions contributions,
            Allocations allocations,
            Discussions discussions,
            AgendaDrafts drafts,
            AgendaPublications publications,
            Viewers viewers) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.contributions = contributions;
        this.allocations = allocations;
        this.discussions = discussions;
        this.drafts = drafts;
        this.officer = new AgendaGestures(viewers, drafts, publications);
    }

    @BeforeEach
    void aMeetingWithAPublishedAgenda() {
        meeting = body.meetingNextMonth();
        board = "/meetings/" + meeting.id() + "/agenda/allocation";
        api = "/api/v1/meetings/" + meeting.id() + "/agenda/allocations";
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "  Bootstrap", "  Firmware");
        officer.publishes(Cast.CARLA, meeting, "");
    }

    private UUID item(String title) {
        return drafts.read(new MeetingId(meeting.id())).items().stream()
                .filter(item -> item.title().equals(title))
                .findFirst()
                .orElseThrow()
                .id()
                .value();
    }

    private UUID submitted(String title, @Nullable String proposed) {
        UUID id = NewId.next();
        jdbc.sql("""
                        with number as (
                          insert into number_series (group_id, year, last) values (:group, 2032, 1)
                          on conflict (group_id, year) do update set last = number_series.last + 1 returning last)
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, proposed_item_id, reserved_at, submitted_at)
                        select :id, :meeting, :group, 2032, last, 'CR', 'Agreement', :title, 'SUBMITTED', :author,
                               'Ipsum Cloud', :proposed::uuid, now(), now()
                          from number""")
                .param("group", Body.DMSO)
                .param("id", id)
                .param("meeting", meeting.id())
                .param("title", title)
                .param("author", Cast.IPSI.id())
                .param("proposed", proposed == null ? null : item(proposed))
                .update();
        return id;
    }

    private ContributionRow row(UUID id) {
        return contributions
                .require(new ContributionId(id), officer.as(Cast.CARLA))
                .row();
    }

    private MockMvcRequestBuilder sends(Cast person, String action) {
        return mvc.post()
                .uri(board)
                .param("action", action)
                .with(Body.signedIn(person))
                .with(csrf());
    }

    private MockMvcRequestBuilder posts(Cast person, String path, String json) {
        return mvc.post()
                .uri(api + path)
                .header("Authorization", "Bearer " + person.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json);
    }

    @Test
    void theBoardShowsWhatWaitsWithItsProposalAndWhatIsPlacedAndNobodysMarkup() {
        UUID one = submitted(NASTY, "Firmware");
        UUID two = submitted("Placed", null);
        allocations.allocate(
                new MeetingId(meeting.id()),
                officer.as(Cast.CARLA),
                List.of(new ContributionId(two)),
                new AgendaItemId(item("Bootstrap")),
                Spot.ANY,
                null);

        assertThat(mvc.get().uri(board).with(Body.signedIn(Cast.SEKRA)))
                .hasStatusOk()
                .bodyText()
                .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;", "accept:" + one)
                .doesNotContain("<script>alert")
                .containsSubsequence("data-unallocated>1</span> unallocated", "proposed: 2.2", "2.1", "Placed");
        assertThat(mvc.get().uri(board + "?q=nowhere").with(Body.signedIn(Cast.SEKRA)))
                .bodyText()
                .contains("None of them matches.", "data-unallocated>1<")
                .doesNotContain("accept:" + one);
    }

    @Test
    void delegatesFindNoBoardAndChangeNothing() {
        UUID one = submitted("Text", "Firmware");
        for (Cast other : List.of(Cast.DANA, Cast.EDDA, Cast.IPSI)) {
            assertThat(mvc.get().uri(board).with(Body.signedIn(other))).hasStatus(403);
            assertThat(mvc.get().uri(board + "/parts").with(Body.signedIn(other)))
                    .hasStatus(403);
            assertThat(sends(other, "accept-all")).hasStatus(403);
            assertThat(posts(other, "", "{\"contributions\":[\"" + one + "\"],\"item\":\"" + item("Bootstrap") + "\"}"))
                    .hasStatus(403);
            assertThat(posts(other, "/proposals", "{}")).hasStatus(403);
            assertThat(posts(other, "/undo", "{\"change\":\"" + one + "\"}")).hasStatus(403);
        }
        body.invites(Cast.GUS, meeting);
        assertThat(mvc.get().uri(board).with(Body.signedIn(Cast.GUS))).hasStatus(403);
        assertThat(row(one).agendaItem()).isNull();
    }

    @Test
    void withoutScriptTheFormPlacesTellsAndUndoes() {
        UUID one = submitted("Text", null);
        var answer = sends(Cast.CARLA, "place")
                .param("contribution", one.toString())
                .param("item", item("Bootstrap").toString())
                .exchange();
        assertThat(answer).hasStatus(302).hasRedirectedUrl(board);
        assertThat(answer.getMvcResult().getFlashMap().get("told")).asString().endsWith("placed on 2.1 Bootstrap");
        assertThat(row(one).place()).isNotNull();

        assertThat(sends(Cast.CARLA, "undo")
                        .param(
                                "change",
                                String.valueOf(
                                        answer.getMvcResult().getFlashMap().get("change"))))
                .hasStatus(302);
        assertThat(row(one).place()).isNull();
    }

    @Test
    void whatIsRefusedIsSaidAndWhatWasTickedStays() {
        UUID one = submitted("Text", null);
        assertThat(sends(Cast.CARLA, "place").param("contribution", one.toString()))
                .hasStatus(422)
                .bodyText()
                .contains("Choose the item to place them on.", "value=\"" + one + "\" checked");
        for (String action :
                List.of("", "nonsense", "accept:7", "rename:7", "up", "place", "undo", "together", "join")) {
            assertThat(sends(Cast.CARLA, action)).hasStatus(422);
        }
        assertThat(sends(Cast.CARLA, "release")
                        .param("contribution", NewId.next().toString()))
                .hasStatus(404)
                .bodyText()
                .contains("Nothing was changed.");
    }

    @Test
    void theScriptIsAnsweredWithTheListsThatChanged() {
        UUID one = submitted("Text", "Firmware");
        UUID two = submitted("Other", null);
        assertThat(sends(Cast.CARLA, "accept:" + one).header("X-Board", "1"))
                .hasStatusOk()
                .bodyText()
                .contains("data-unallocated=\"1\"", "data-item=\"" + item("Firmware") + "\"", "data-c=\"" + one + "\"")
                .doesNotContain("data-item=\"" + item("Bootstrap") + "\"", two.toString(), "<html");
        assertThat(mvc.get().uri(board + "/parts?contribution=" + two).with(Body.signedIn(Cast.VICTOR)))
                .bodyText()
                .contains("data-c=\"" + two + "\"")
                .doesNotContain(one.toString());
        assertThat(mvc.get().uri(board + "/parts?all=true").with(Body.signedIn(Cast.VICTOR)))
                .bodyText()
                .contains(one.toString(), two.toString(), item("Opening").toString());
    }

    @Test
    void programsPlaceOrderGroupAndUndoAndReadWhereEverythingIs() {
        UUID one = submitted("One", null);
        UUID two = submitted("Two", "Firmware");
        UUID item = item("Bootstrap");
        assertThat(posts(Cast.CARLA, "", """
                        {"contributions":["%s","%s"],"item":"%s"}""".formatted(one, two, item))).hasStatusOk();
        assertThat(posts(Cast.CARLA, "", """
                        {"contributions":["%s"],"item":"%s","before":"%s"}""".formatted(two, item, one))).hasStatusOk();
        assertThat(posts(Cast.CARLA, "/blocks", """
                        {"name":"Pair","contributions":["%s","%s"]}""".formatted(one, two))).hasStatusOk();
        assertThat(mvc.get().uri(api).header("Authorization", "Bearer " + Cast.VICTOR.token()))
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.unallocated").isEqualTo(0);
                    assertThat(json)
                            .extractingPath("$.items[2].contributions[*].title")
                            .isEqualTo(List.of("Two", "One"));
                    assertThat(json)
                            .extractingPath("$.items[2].contributions[0].block.name")
                            .isEqualTo("Pair");
                });
        assertThat(mvc.get().uri("/api/v1/contributions/" + two).header("Authorization", "Bearer " + Cast.DANA.token()))
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.place.number").isEqualTo("2.1");
                    assertThat(json)
                            .extractingPath("$.proposal")
                            .isEqualTo(item("Firmware").toString());
                    assertThat(json).extractingPath("$.block.name").isEqualTo("Pair");
                });
        assertThat(posts(Cast.CARLA, "", "{\"contributions\":[\"" + one + "\"]}"))
                .hasStatusOk();
        assertThat(row(one).agendaItem()).isNull();
        assertThat(posts(Cast.CARLA, "", "{}")).hasStatus(422);
    }

    @Test
    void theAuthorChangesTheProposalOnTheContributionsPageAndTheChairThePlace() {
        UUID one = submitted("Text", "Firmware");
        String page = "/contributions/" + one;
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.IPSI)))
                .bodyText()
                .contains("Where you propose to treat it", "Author proposes")
                .doesNotContain("Place on the agenda");
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("Author proposes")
                .doesNotContain("Where you propose to treat it", "Place on the agenda");
        assertThat(mvc.post()
                        .uri(page + "/proposal")
                        .param("item", item("Bootstrap").toString())
                        .with(Body.signedIn(Cast.IPSI))
                        .with(csrf()))
                .hasStatus(302);
        assertThat(row(one).proposedItem()).isEqualTo(item("Bootstrap"));
        assertThat(mvc.post()
                        .uri(page + "/proposal")
                        .param("item", "")
                        .with(Body.signedIn(Cast.DANA))
                        .with(csrf()))
                .hasStatus(403);

        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.CARLA)))
                .bodyText()
                .contains("Place on the agenda");
        assertThat(sends(Cast.CARLA, "place")
                        .param("contribution", one.toString())
                        .param("item", item("Opening").toString())
                        .param("back", "contribution"))
                .hasStatus(302)
                .hasRedirectedUrl(page);
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.IPSI)))
                .bodyText()
                .contains("1 Opening", "2.1 Bootstrap")
                .doesNotContain("Where you propose to treat it");
        assertThat(mvc.post()
                        .uri(page + "/proposal")
                        .param("item", "")
                        .with(Body.signedIn(Cast.IPSI))
                        .with(csrf()))
                .hasStatus(409)
                .bodyText()
                .contains("gave this contribution its place already");
    }

    @Test
    void theListCountsTheUnallocatedAndOffersOfficersToPlaceManyAtATime() {
        UUID one = submitted("One", "Firmware");
        submitted("Two", null);
        String list = "/meetings/" + meeting.id() + "/contributions";
        assertThat(mvc.get().uri(list).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("2 unallocated", "proposed: 2.2")
                .doesNotContain("Place on the item");
        assertThat(mvc.get().uri(list + "?q=One").with(Body.signedIn(Cast.CARLA)))
                .bodyText()
                .contains("2 unallocated", "Place on the item", "value=\"" + one + "\"");
        assertThat(sends(Cast.CARLA, "place")
                        .param("contribution", one.toString())
                        .param("item", item("Bootstrap").toString())
                        .param("back", list))
                .hasRedirectedUrl(list);
        assertThat(mvc.get().uri(list).with(Body.signedIn(Cast.CARLA)))
                .bodyText()
                .contains("1 unallocated", ">2.1<");
    }

    @Test
    void theDiscussionOfAnItemThatIsGoneStaysReadableUnderItsLastNumberAndTitle() {
        UUID one = submitted("Text", null);
        allocations.allocate(
                new MeetingId(meeting.id()),
                officer.as(Cast.CARLA),
                List.of(new ContributionId(one)),
                new AgendaItemId(item("Firmware")),
                Spot.ANY,
                null);
        UUID thread = jdbc.sql("select id from thread where agenda_item_id = ?")
                .param(item("Firmware"))
                .query(UUID.class)
                .single();
        discussions.post(
                officer.as(Cast.DANA),
                new RoomId(meeting.room()),
                NewMessage.of(new ThreadId(thread), "Only the third needs text."),
                "a");
        String room = "/meetings/" + meeting.id() + "/room";
        assertThat(mvc.get().uri(room).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("placed on item 2.2")
                .doesNotContain("No longer on the agenda");

        officer.drafts(Cast.CARLA, meeting, "Change requests", "  Bootstrap", "Any other business");
        officer.publishes(Cast.CARLA, meeting, "");

        assertThat(mvc.get().uri(room + "?thread=" + thread).with(Body.signedIn(Cast.DANA)))
                .hasStatusOk()
                .bodyText()
                .contains("Only the third needs text.")
                .containsSubsequence(
                        "Bootstrap",
                        "Any other business",
                        "No longer on the agenda",
                        ">1<",
                        "Opening",
                        ">2.2<",
                        "Firmware");
        assertThat(mvc.get().uri(room).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("taken off the agenda");
        assertThat(row(one).agendaItem()).isNull();
    }

    @Test
    void sixteenHundredOnFourHundredItemsCostAsManyStatementsAsFew() {
        submitted("One", "Firmware");
        mvc.get().uri(board).with(Body.signedIn(Cast.CARLA)).exchange();
        int few = statements();
        officer.drafts(
                Cast.CARLA,
                meeting,
                IntStream.range(0, 400)
                        .mapToObj(n -> (n % 4 == 0 ? "" : "  ") + "Item " + n)
                        .toArray(String[]::new));
        officer.publishes(Cast.CARLA, meeting, "");
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, reserved_at, submitted_at, agenda_item_id, item_position,
                                                  allocated_by, allocated_at, proposed_item_id)
                        select gen_random_uuid(), :meeting, :group, 2033, coalesce((select max(serial) from contribution where year = 2033), 0) + n,
                               'CR', 'Agreement', 'Clarification of the behaviour of the client, number ' || n,
                               case when n % 4 = 0 then 'SUBMITTED' else 'ALLOCATED' end, :author, 'Examplecom, Ipsum Cloud',
                               now(), now(), case when n % 4 > 0 then i.item_id end, case when n % 4 > 0 then n end,
                               case when n % 4 > 0 then :author end, case when n % 4 > 0 then now() end, i.item_id
                          from generate_series(1, 1600) n
                          join agenda_draft_item i on i.meeting_id = :meeting and i.position = n % 400""")
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("author", Cast.IPSI.id())
                .update();
        assertThat(statements()).isEqualTo(few).isLessThanOrEqualTo(11);
    }

    private int statements() {
        return Statements.during(() ->
                assertThat(mvc.get().uri(board).with(Body.signedIn(Cast.CARLA))).hasStatusOk());
    }
}
