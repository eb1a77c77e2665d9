package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.Allocations;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What lists cost and show. */
@RostrumTest
class ContributionListTests {

    private final MockMvcTester mvc;
    private final Contributions contributions;
    private final Submissions submissions;
    private final Allocations allocations;
    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;

    ContributionListTests(
            MockMvcTester mvc,
            Contributions contributions,
            Submissions submissions,
            Allocations allocations,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.mvc = mvc;
        this.contributions = contributions;
        this.submissions = submissions;
        this.allocations = allocations;
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
    }

    /** In a year of their own, so that they stand in the way of no other test's numbers. */
    private void fill(Gathering meeting, int year, int from, int to) {
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, reserved_at)
                        select gen_random_uuid(), :meeting, :group, :year, n, 'CR', 'Agreement', 'Contribution ' || n,
                               'RESERVED', :author, 'Examplecom', now()
                          from generate_series(cast(:from as int), cast(:to as int)) n""")
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("year", year)
                .param("author", Cast.IPSI.id())
                .param("from", from)
                .param("to", to)
                .update();
    }

    private int statements(String uri) {
        return Statements.during(() ->
                assertThat(mvc.get().uri(uri).with(Body.signedIn(Cast.DANA))).hasStatusOk());
    }

    @Test
    void fiveHundredCostAsManyStatementsAsFive() {
        Gathering meeting = body.meetingNextMonth();
        fill(meeting, 5001, 1, 5);
        for (String uri : List.of(
                "/meetings/" + meeting.id() + "/contributions",
                "/meetings/" + meeting.id() + "/contributions?q=contribution&sort=agenda",
                "/api/v1/meetings/" + meeting.id() + "/contributions")) {
            // The first request warms what is kept for all.
            statements(uri);
        }
        int few = statements("/meetings/" + meeting.id() + "/contributions");
        int fewFiltered = statements("/meetings/" + meeting.id() + "/contributions?q=contribution&sort=agenda");
        int fewOverApi = statements("/api/v1/meetings/" + meeting.id() + "/contributions");
        fill(meeting, 5001, 6, 500);
        assertThat(statements("/meetings/" + meeting.id() + "/contributions"))
                .isEqualTo(few)
                .isLessThanOrEqualTo(11);
        assertThat(statements("/meetings/" + meeting.id() + "/contributions?q=contribution&sort=agenda"))
                .isEqualTo(fewFiltered);
        assertThat(statements("/api/v1/meetings/" + meeting.id() + "/contributions"))
                .isEqualTo(fewOverApi);
        assertThat(Statements.during(() -> contributions.byAgendaItem(new MeetingId(meeting.id()))))
                .isEqualTo(1);
    }

    @Test
    void agendaItemsKnowTheirContributionsAndAuthorsTheirOwn() {
        Instant start = Instant.now().plus(30, ChronoUnit.DAYS);
        Gathering meeting = body.meeting(Body.DMSO, start, start.plus(1, ChronoUnit.DAYS), "ACCEPT");
        UUID item = publishedItem(meeting, "7.1", "Bootstrap");
        Viewer edda = viewers.person(new PersonId(Cast.EDDA.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
        ContributionView placed = submissions.reserve(
                new MeetingId(meeting.id()),
                new Reservation(ContributionType.CR, Purpose.AGREEMENT, "Placed", "", null, item, null),
                null,
                edda);
        submissions.reserve(
                new MeetingId(meeting.id()),
                new Reservation(ContributionType.INP, Purpose.INFORMATION, "Unplaced"),
                null,
                edda);
        assertThat(placed.row().place()).isNull();
        assertThat(placed.row().proposed()).isEqualTo(new AgendaPlace(item, "7.1", "Bootstrap"));
        assertThat(contributions.byAgendaItem(new MeetingId(meeting.id()))).isEmpty();
        allocations.allocate(
                new MeetingId(meeting.id()),
                viewers.person(new PersonId(Cast.CARLA.id()), EnumSet.allOf(Scope.class))
                        .orElseThrow(),
                List.of(placed.id()),
                new AgendaItemId(item),
                Spot.ANY,
                null);
        assertThat(contributions.require(placed.id(), edda).row().place())
                .isEqualTo(new AgendaPlace(item, "7.1", "Bootstrap"));
        Map<UUID, List<ContributionRow>> byItem = contributions.byAgendaItem(new MeetingId(meeting.id()));
        assertThat(byItem).containsOnlyKeys(item);
        assertThat(byItem.get(item)).extracting(ContributionRow::title).containsExactly("Placed");
        assertThat(contributions.mine(new PersonId(Cast.EDDA.id()), 2))
                .extracting(ContributionRow::title)
                .containsExactly("Unplaced", "Placed");
        assertThat(mvc.get()
                        .uri("/meetings/" + meeting.id() + "/contributions?sort=agenda")
                        .with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .containsSubsequence(">Placed<", ">7.1<", ">Unplaced<");
        assertThat(mvc.get()
                        .uri("/meetings/" + meeting.id() + "/contributions/new")
                        .with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains("7.1 Bootstrap");
    }

    private UUID publishedItem(Gathering meeting, String number, String title) {
        UUID item = NewId.next();
        jdbc.sql("insert into agenda (meeting_id, version) values (?, 1)")
                .param(meeting.id())
                .update();
        jdbc.sql("insert into agenda_item (id, meeting_id) values (?, ?)")
                .params(item, meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, published_by, published_at, draft_revision)
                        values (?, 1, ?, now(), 1)""").params(meeting.id(), Cast.CARLA.id()).update();
        jdbc.sql("""
                        insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, title)
                        values (?, 1, 0, ?, ?, 0, ?)""").params(meeting.id(), item, number, title).update();
        return item;
    }
}
