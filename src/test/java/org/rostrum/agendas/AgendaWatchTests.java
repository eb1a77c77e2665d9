package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.meetings.Participations;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who is told of a new version of an agenda, and that they are told once. */
@RostrumTest
class AgendaWatchTests {

    private final Body body;
    private final Newcomers newcomers;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final AgendaDrafts drafts;
    private final AgendaPublications publications;
    private final AgendaWatches watches;
    private final Participations participations;
    private final Meetings meetings;

    private Newcomers.Group group;
    private Newcomer chair;
    private Gathering meeting;

    AgendaWatchTests(
            Body body,
            Newcomers newcomers,
            MockMvcTester mvc,
            JdbcClient jdbc,
            Viewers viewers,
            AgendaDrafts drafts,
            AgendaPublications publications,
            AgendaWatches watches,
            Participations participations,
            Meetings meetings) {
        this.body = body;
        this.newcomers = newcomers;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.drafts = drafts;
        this.publications = publications;
        this.watches = watches;
        this.participations = participations;
        this.meetings = meetings;
    }

    @BeforeEach
    void aGroupOfItsOwn() {
        group = newcomers.group(Visibility.MEMBERS);
        chair = newcomers.delegate();
        newcomers.appointed(group, chair, OfficeRole.CHAIR);
        meeting = meetingOf(group);
    }

    private Gathering meetingOf(Newcomers.Group its) {
        Instant now = Instant.now();
        return body.meeting(its.id().value(), now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS), "ACCEPT");
    }

    private Viewer as(Newcomer person) {
        return viewers.person(person.id(), EnumSet.allOf(Scope.class)).orElseThrow();
    }

    private MeetingId id() {
        return new MeetingId(meeting.id());
    }

    private void drafts(OutlineRow... rows) {
        drafts.save(id(), as(chair), drafts.read(id()).revision(), Outline.of(List.of(rows)));
    }

    private void publishes(String note) {
        publications.publish(id(), as(chair), drafts.read(id()).revision(), note, null);
    }

    private OutlineRow item(String title, ItemKind kind) {
        AgendaItemId known = drafts.read(id()).items().stream()
                .filter(item -> item.title().equals(title))
                .map(AgendaEntry::id)
                .findFirst()
                .orElse(null);
        return new OutlineRow(known, 0, kind, title, null, null, null);
    }

    private OutlineRow item(String title) {
        return item(title, ItemKind.NORMAL);
    }

    /** "title / text / path" of each. */
    private List<@Nullable String> told(PersonId person) {
        return jdbc.sql("""
                        select title || ' / ' || text || ' / ' || path from notice
                         where person_id = ? and type = 'agenda.published' order by told_at, id""").param(person.value()).query(String.class).list();
    }

    private MvcTestResult post(Newcomer person, String rest) {
        return mvc.post()
                .uri("/meetings/" + meeting.id() + "/agenda" + rest)
                .with(person.signedIn())
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    @Test
    void whoWatchesIsToldOfEachVersionInWordsWithTheNoteAndThePlaceToReadOn() {
        Newcomer reader = newcomers.delegate();
        watches.watch(id(), as(reader));
        drafts(item("Opening"), item("Old business"));
        publishes("As announced");
        drafts(item("Opening"), item("New business"));
        publishes("Old business is done");

        String agenda = "/meetings/" + meeting.id() + "/agenda";
        assertThat(told(reader.id()))
                .containsExactly(
                        "Agenda of A test meeting: version 1 / As announced\n\nIt is published, with 2 items. / "
                                + agenda,
                        "Agenda of A test meeting: version 2 / Old business is done\n\nNew: 2 New business\n"
                                + "Removed: 2 Old business / " + agenda + "/versions/1/changes/2");
        assertThat(told(chair.id())).as("the publisher").isEmpty();
    }

    @Test
    void whoTakesPartAndTheOfficersAreToldTooUnlessTheySaidOtherwise() {
        Newcomer secretary = newcomers.delegate();
        newcomers.appointed(group, secretary, OfficeRole.SECRETARY);
        Newcomer vice = newcomers.delegate();
        newcomers.appointed(group, vice, OfficeRole.VICE_CHAIR);
        Newcomer inTheGroup = newcomers.delegate();
        newcomers.appointed(group, inTheGroup, OfficeRole.PARTICIPANT);
        Newcomer comes = newcomers.delegate();
        participations.takePart(id(), ParticipationMode.REMOTE, as(comes));
        Newcomer comesQuietly = newcomers.delegate();
        watches.unwatch(id(), as(comesQuietly));
        participations.takePart(id(), ParticipationMode.REMOTE, as(comesQuietly));
        watches.unwatch(id(), as(vice));
        Newcomer thoughtBetter = newcomers.delegate();
        watches.watch(id(), as(thoughtBetter));
        watches.unwatch(id(), as(thoughtBetter));
        drafts(item("Opening"));
        publishes("");

        assertThat(told(secretary.id())).hasSize(1);
        assertThat(told(comes.id())).hasSize(1);
        for (Newcomer untold : List.of(vice, inTheGroup, comesQuietly, thoughtBetter, newcomers.delegate())) {
            assertThat(told(untold.id())).isEmpty();
        }
    }

    @Test
    void whoMayNoLongerReadTheMeetingIsNotTold() {
        group = newcomers.group(Visibility.GROUP);
        newcomers.appointed(group, chair, OfficeRole.CHAIR);
        meeting = meetingOf(group);
        Newcomer stays = newcomers.delegate();
        newcomers.appointed(group, stays, OfficeRole.PARTICIPANT);
        watches.watch(id(), as(stays));
        Newcomer left = newcomers.delegate();
        newcomers.appointed(group, left, OfficeRole.PARTICIPANT);
        watches.watch(id(), as(left));
        participations.takePart(id(), ParticipationMode.REMOTE, as(left));
        jdbc.sql("update office set until = current_date - 1, since = current_date - 2 where person_id = ?")
                .param(left.id().value())
                .update();
        drafts(item("Opening"));
        publishes("");

        assertThat(told(stays.id())).hasSize(1);
        assertThat(told(left.id())).isEmpty();
    }

    @Test
    void whatIsInternalIsToldToOfficersOnlyAndIsNoNewsToOthers() {
        Newcomer reader = newcomers.delegate();
        watches.watch(id(), as(reader));
        Newcomer secretary = newcomers.delegate();
        newcomers.appointed(group, secretary, OfficeRole.SECRETARY);
        drafts(item("Opening"), item("Whom to nominate", ItemKind.INTERNAL));
        publishes("");
        drafts(item("Opening"), item("Whom not to nominate", ItemKind.INTERNAL));
        publishes("");
        drafts(item("Opening"), item("Close"), item("Nothing internal any more", ItemKind.INTERNAL));
        publishes("");

        assertThat(told(secretary.id()))
                .hasSize(3)
                .satisfies(told -> assertThat(told.get(1))
                        .contains("New: i1 Whom not to nominate", "Removed: i1 Whom to nominate"));
        assertThat(told(reader.id()))
                .hasSize(2)
                .satisfies(told -> assertThat(told.get(0)).contains("with 1 item."))
                .satisfies(told -> assertThat(told.get(1)).contains("New: 2 Close"))
                .noneMatch(text -> text.contains("ominate") || text.contains("nternal"));
        assertThat(jdbc.sql("select event from room_event where room_id = ? and type = 'agenda.published' order by seq")
                        .param(meeting.room())
                        .query(String.class)
                        .list())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"changed\":null"),
                        second -> assertThat(second).contains("\"changed\":\"\""),
                        third -> assertThat(third).contains("\"changed\":\"1 new\""));
    }

    @Test
    void aDraftThatMembersWouldReadAsEmptyIsNotPublished() {
        drafts(item("Whom to nominate", ItemKind.INTERNAL));

        assertThat(mvc.post()
                        .uri("/api/v1/meetings/" + meeting.id() + "/agenda/publications")
                        .header("Authorization", "Bearer " + chair.token())
                        .contentType("application/json")
                        .content("{\"revision\":1}"))
                .hasStatus(422)
                .bodyText()
                .contains("members would read an empty agenda");
    }

    @Test
    void twoClicksInTheSameInstantTellOnce() throws InterruptedException {
        List<Newcomer> readers =
                IntStream.range(0, 3).mapToObj(n -> newcomers.delegate()).toList();
        readers.forEach(reader -> watches.watch(id(), as(reader)));
        drafts(item("Opening"));
        int revision = drafts.read(id()).revision();
        Runnable click = () -> publications.publish(id(), as(chair), revision, "", "one click");

        assertThat(AtOnce.refused(click, click, click)).isEmpty();
        assertThat(AtOnce.refused(() -> publications.publish(id(), as(chair), revision, "", "another tab")))
                .singleElement()
                .asString()
                .contains("says the same as version 1");
        click.run();

        readers.forEach(reader -> assertThat(told(reader.id())).hasSize(1));
    }

    @Test
    void manyChangesAreToldInSomeLinesAndHoweverManyReadersTakeNoMoreStatements() {
        List<OutlineRow> rows = new ArrayList<>();
        IntStream.range(0, 400).forEach(n -> rows.add(item("Item " + n)));
        drafts(item("Opening"));
        publishes("");
        drafts(rows.toArray(OutlineRow[]::new));
        Newcomer reader = newcomers.delegate();
        watches.watch(id(), as(reader));
        int alone = Statements.during(() -> publishes(""));
        rows.addFirst(item("First"));
        drafts(rows.toArray(OutlineRow[]::new));
        IntStream.range(0, 5).forEach(n -> watches.watch(id(), as(newcomers.delegate())));

        assertThat(Statements.during(() -> publishes(""))).isLessThanOrEqualTo(alone);
        assertThat(told(reader.id()).getFirst().lines().toList())
                .hasSize(13)
                .last()
                .asString()
                .startsWith("And 389 more.");
    }

    @Test
    void theButtonSaysWhetherOneIsToldAndChangesIt() {
        Newcomer reader = newcomers.delegate();
        String page = "/meetings/" + meeting.id() + "/agenda";
        assertThat(mvc.get().uri(page).with(reader.signedIn())).bodyText().contains("/agenda/watch\"", ">Watch<");
        assertThat(mvc.get().uri(page).with(chair.signedIn()))
                .bodyText()
                .contains("/agenda/watch/removal\"", "as an officer of the group");

        assertThat(post(reader, "/watch")).hasRedirectedUrl(page);
        assertThat(post(reader, "/watch")).hasRedirectedUrl(page);
        assertThat(watches.of(view(reader), as(reader)).watching()).isTrue();
        assertThat(post(reader, "/watch/removal")).hasRedirectedUrl(page);
        assertThat(watches.of(view(reader), as(reader)).watching()).isFalse();
        participations.takePart(id(), ParticipationMode.REMOTE, as(reader));
        assertThat(watches.of(view(reader), as(reader)).watching()).isFalse();
    }

    private MeetingView view(Newcomer person) {
        return meetings.require(id(), as(person));
    }

    @Test
    void programsWatchAndStopAsPagesDo() {
        Newcomer reader = newcomers.delegate();
        String address = "/api/v1/meetings/" + meeting.id() + "/agenda/watch";
        String token = "Bearer " + reader.token();

        assertThat(mvc.put().uri(address).header("Authorization", token)).hasStatus(204);
        assertThat(mvc.get().uri(address).header("Authorization", token))
                .bodyJson()
                .isEqualTo("{\"watching\":true,\"because\":null}");
        assertThat(mvc.delete().uri(address).header("Authorization", token)).hasStatus(204);
        assertThat(mvc.get().uri(address).header("Authorization", token))
                .bodyJson()
                .isEqualTo("{\"watching\":false,\"because\":null}");
        participations.takePart(id(), ParticipationMode.REMOTE, as(chair));
        assertThat(mvc.get().uri(address).header("Authorization", "Bearer " + chair.token()))
                .bodyJson()
                .isEqualTo("{\"watching\":true,\"because\":\"TAKES_PART\"}");
    }

    @Test
    void aGuestWatchesTheMeetingTheyAreInvitedToAndNobodyWatchesWhatTheyMayNotRead() {
        Newcomer guest = newcomers.person();
        assertThat(post(guest, "/watch")).hasStatus(403);
        jdbc.sql("insert into invitation (meeting_id, person_id, invited_by, invited_at) values (?, ?, ?, now())")
                .params(meeting.id(), guest.id().value(), Cast.CARLA.id())
                .update();
        assertThat(post(guest, "/watch")).hasStatus3xxRedirection();
        drafts(item("Opening"));
        publishes("");
        assertThat(told(guest.id())).hasSize(1);

        group = newcomers.group(Visibility.GROUP);
        meeting = meetingOf(group);
        assertThat(post(newcomers.delegate(), "/watch")).hasStatus(404);
        assertThat(post(newcomers.delegate(), "/watch/removal")).hasStatus(404);
    }
}
