package org.rostrum.timetables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rostrum.testing.Body.signedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The editor as forms, which its script sends too. */
@RostrumTest
class TimetableEditorPagesTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final TimetableDrafts drafts;
    private final TimetablePublications publications;
    private final Viewer ada;

    TimetableEditorPagesTests(
            MockMvcTester mvc,
            JdbcClient jdbc,
            TimetableDrafts drafts,
            TimetablePublications publications,
            Viewers viewers) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.drafts = drafts;
        this.publications = publications;
        this.ada = TimetableDraftsTests.viewer(viewers, Cast.ADA);
    }

    private static EventId event(Week week) {
        return new EventId(week.id());
    }

    private static String at(Week week) {
        return "/staff/events/" + week.id() + "/timetable";
    }

    private MvcTestResult get(String path, @Nullable Cast person) {
        return person == null
                ? mvc.get().uri(path).exchange()
                : mvc.get().uri(path).with(signedIn(person)).exchange();
    }

    private MvcTestResult post(String path, String... fields) {
        var request = mvc.post().uri(path).with(signedIn(Cast.ADA)).with(csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    private MvcTestResult byScript(String path, String... fields) {
        var request = mvc.post().uri(path).with(signedIn(Cast.ADA)).with(csrf()).header("X-Board", "1");
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    private SessionId add(Week week, String title, UUID... groups) {
        return drafts.add(
                event(week), TimetableDraftsTests.session(week, title, 0, "09:00", "10:00", null, groups), ada);
    }

    private DraftRow row(Week week, SessionId id) {
        return drafts.require(event(week), id, ada);
    }

    @Test
    void withFormsAloneASessionIsAddedEditedCancelledAndItIsUndone() {
        Week week = Week.nextMonth(jdbc);
        UUID hall = week.room("Hall A", 40);
        assertThat(get(at(week), Cast.ADA)).hasStatusOk().bodyText().contains("Nothing on this day yet", "Hall A");
        assertThat(get(at(week) + "/sessions/new?day=" + week.last(), Cast.ADA))
                .hasStatusOk()
                .bodyText()
                .contains(week.last() + "T09:00");
        assertThat(post(
                        at(week) + "/sessions",
                        "title",
                        "Opening <b>",
                        "kind",
                        "PLENARY",
                        "startsAt",
                        week.first() + "T09:00",
                        "endsAt",
                        week.first() + "T10:00",
                        "venueRoom",
                        hall.toString(),
                        "groups",
                        Body.DMSO.toString(),
                        "visibility",
                        "MEMBERS",
                        "membersOnly",
                        "true",
                        "mode",
                        "HYBRID",
                        "note",
                        "Bring papers"))
                .hasStatus(302);
        DraftRow added = drafts.of(event(week), ada).rows().getFirst();
        assertThat(added.session().title()).isEqualTo("Opening <b>");
        assertThat(added.room()).isNotNull();
        assertThat(get(at(week), Cast.ADA)).bodyText().contains("Opening &lt;b&gt;", "09:00–10:00", "DMSO");

        String session = at(week) + "/sessions/" + added.id();
        assertThat(get(session, Cast.ADA)).bodyText().contains("Bring papers", "Save in the draft");
        assertThat(post(
                        session,
                        "version",
                        String.valueOf(added.version()),
                        "title",
                        "Welcome",
                        "kind",
                        "SESSION",
                        "startsAt",
                        week.first() + "T09:30",
                        "endsAt",
                        week.first() + "T10:00"))
                .hasStatus(302);
        assertThat(row(week, added.id()).session().title()).isEqualTo("Welcome");
        assertThat(post(
                        session + "/cancellation",
                        "version",
                        String.valueOf(row(week, added.id()).version())))
                .hasStatus(302);
        assertThat(drafts.of(event(week), ada).rows()).isEmpty();
        var undo = Objects.requireNonNull(drafts.of(event(week), ada).undo());
        assertThat(post(at(week) + "/undo", "change", String.valueOf(undo.id())))
                .hasStatus(302);
        assertThat(drafts.of(event(week), ada).rows()).hasSize(1);
        var redo = Objects.requireNonNull(drafts.of(event(week), ada).redo());
        assertThat(post(at(week) + "/redo", "change", String.valueOf(redo.id())))
                .hasStatus(302);
        assertThat(drafts.of(event(week), ada).rows()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLost() {
        Week week = Week.nextMonth(jdbc);
        assertThat(post(
                        at(week) + "/sessions",
                        "title",
                        "Opening",
                        "kind",
                        "SESSION",
                        "startsAt",
                        week.first() + "T11:00",
                        "endsAt",
                        week.first() + "T10:00",
                        "note",
                        "Bring papers"))
                .hasStatus(422)
                .bodyText()
                .contains("which is not after its start at 11:00", "Bring papers", "id=\"endsAt-error\"");
        assertThat(post(
                        at(week) + "/sessions",
                        "title",
                        "",
                        "kind",
                        "NONSENSE",
                        "startsAt",
                        "noon",
                        "endsAt",
                        "",
                        "startsFold",
                        "X",
                        "membersOnly",
                        "maybe"))
                .hasStatus(422);
        assertThat(post(
                        at(week) + "/sessions",
                        "title",
                        "Opening",
                        "kind",
                        "SESSION",
                        "startsAt",
                        week.first() + "T09:00",
                        "endsAt",
                        week.first() + "T10:00",
                        "groups",
                        "nobody"))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"groups-error\"");
        assertThat(drafts.of(event(week), ada).rows()).isEmpty();
    }

    @Test
    void anHourThatIsMissingIsRefusedAndOneThatIsThereTwiceIsAskedAbout() {
        Week spring = Week.of(jdbc, "Spring", LocalDate.of(2027, 3, 27), LocalDate.of(2027, 3, 29), "Europe/Warsaw");
        assertThat(post(
                        at(spring) + "/sessions",
                        "title",
                        "Night watch",
                        "kind",
                        "SESSION",
                        "startsAt",
                        "2027-03-28T02:30",
                        "endsAt",
                        "2027-03-28T04:00"))
                .hasStatus(422)
                .bodyText()
                .contains("There is no Sun 28 Mar 2027, 02:30 in Europe/Warsaw");
        Week autumn = Week.of(jdbc, "Autumn", LocalDate.of(2027, 10, 30), LocalDate.of(2027, 11, 1), "Europe/Warsaw");
        String[] twice = {
            "title", "Night watch", "kind", "SESSION", "startsAt", "2027-10-31T02:30", "endsAt", "2027-10-31T04:00"
        };
        assertThat(post(at(autumn) + "/sessions", twice))
                .hasStatus(422)
                .bodyText()
                .contains("is there twice in Europe/Warsaw", "name=\"startsFold\"");
        String[] second = java.util.Arrays.copyOf(twice, twice.length + 2);
        second[twice.length] = "startsFold";
        second[twice.length + 1] = "SECOND";
        assertThat(post(at(autumn) + "/sessions", second)).hasStatus(302);
        assertThat(drafts.of(event(autumn), ada).rows().getFirst().session().startsAt())
                .isEqualTo("2027-10-31T01:30:00Z");
        assertThat(get(at(autumn), Cast.ADA)).bodyText().contains("02:30", "data-minutes=\"1500\"");
        assertThat(get(at(spring), Cast.ADA)).bodyText().contains("data-minutes=\"1380\"", "00:00,01:00,03:00,04:00");
    }

    @Test
    void ofTwoWhoEditTheSecondSeesBothTexts() {
        Week week = Week.nextMonth(jdbc);
        SessionId id = add(week, "As it was");
        int version = row(week, id).version();
        drafts.edit(
                event(week),
                id,
                version,
                TimetableDraftsTests.session(week, "As the first has it", 0, "09:00", "10:00", null),
                ada);
        assertThat(post(
                        at(week) + "/sessions/" + id,
                        "version",
                        String.valueOf(version),
                        "title",
                        "As the second has it",
                        "kind",
                        "SESSION",
                        "startsAt",
                        week.first() + "T09:00",
                        "endsAt",
                        week.first() + "T10:00"))
                .hasStatus(409)
                .bodyText()
                .contains("As the first has it", "As the second has it", "Somebody else changed this");
        assertThat(post(
                        at(week) + "/sessions/" + id,
                        "version",
                        String.valueOf(row(week, id).version()),
                        "title",
                        "As the second has it",
                        "kind",
                        "SESSION",
                        "startsAt",
                        week.first() + "T09:00",
                        "endsAt",
                        week.first() + "T10:00"))
                .hasStatus(302);
    }

    @Test
    void theScriptIsAnsweredWithTheBoardAsItIsNowWhetherItsChangeWasTakenOrNot() {
        Week week = Week.nextMonth(jdbc);
        UUID hall = week.room("Hall A", null);
        SessionId one = add(week, "One");
        SessionId two = add(week, "Two");
        drafts.move(
                event(week), two, row(week, two).version(), week.at(week.first().atTime(11, 0)), hall, ada);
        int version = row(week, one).version();
        String[] place = {
            "version", String.valueOf(version), "startsAt",
                    week.at(week.first().atTime(11, 30)).toString(),
            "endsAt", week.at(week.first().atTime(12, 30)).toString(), "room", hall.toString()
        };
        assertThat(byScript(at(week) + "/sessions/" + one + "/place", place))
                .hasStatusOk()
                .bodyText()
                .contains("data-board", "Room taken", "Hall A is taken twice", "11:30–12:30", "Moved “One” to")
                .doesNotContain("<html");
        assertThat(byScript(at(week) + "/sessions/" + one + "/place", place))
                .hasStatus(409)
                .bodyText()
                .contains("data-board", "Somebody else changed this session meanwhile", "11:30–12:30");
        String[] before = {
            "version",
            String.valueOf(row(week, one).version()),
            "startsAt",
            week.at(week.first().minusDays(1).atTime(11, 30)).toString(),
            "endsAt",
            week.at(week.first().minusDays(1).atTime(12, 30)).toString()
        };
        assertThat(byScript(at(week) + "/sessions/" + one + "/place", before))
                .hasStatus(422)
                .bodyText()
                .contains("Choose a start on these days", "data-board");
        assertThat(post(at(week) + "/sessions/" + one + "/place", place)).hasStatus(302);
    }

    @Test
    void beforePublishingOneSeesWhatChangesForWhomAndWhatIsInConflict() {
        Week week = Week.nextMonth(jdbc);
        SessionId dmso = add(week, "DMSO session", Body.DMSO);
        assertThat(get(at(week) + "/publications/new", Cast.ADA))
                .bodyText()
                .contains("Publish version 1", "What will be read", "people are told");
        String revision = String.valueOf(drafts.of(event(week), ada).revision());
        MvcTestResult published =
                post(at(week) + "/publications", "revision", revision, "note", "As agreed", "intent", "i");
        assertThat(published).hasStatus(302).redirectedUrl().endsWith("/timetable/versions/1");
        assertThat(post(at(week) + "/publications", "revision", revision, "note", "As agreed", "intent", "i"))
                .hasStatus(302);

        drafts.move(
                event(week),
                dmso,
                row(week, dmso).version(),
                week.at(week.first().plusDays(1).atTime(9, 0)),
                null,
                ada);
        add(week, "CITY too", Body.CITY);
        add(week, "DMSO at once", Body.DMSO);
        assertThat(get(at(week) + "/publications/new", Cast.ADA))
                .bodyText()
                .contains(
                        "What changes since version 1",
                        "moved from",
                        "Moved",
                        "New",
                        "conflict",
                        "Victor Fictel chairs");
        assertThat(post(at(week) + "/publications", "revision", revision, "note", "Typed", "intent", "j"))
                .hasStatus(409)
                .bodyText()
                .contains("Nothing was published: the draft was changed since you looked at it", "Typed");
        publications.publish(event(week), drafts.of(event(week), ada).revision(), "Hall was double-booked", null, ada);
        String version = "/events/" + week.id() + "/timetable/versions/2";
        assertThat(get(version, null))
                .hasStatusOk()
                .bodyText()
                .contains("What changed since version 1", "DMSO session", "moved from", "Hall was double-booked")
                .doesNotContain("CITY too");
        assertThat(get(version, Cast.DEVI)).bodyText().contains("CITY too");
        assertThat(get("/events/" + week.id() + "/timetable/versions/1", null))
                .bodyText()
                .contains("This is an older version");
        assertThat(get("/events/" + week.id() + "/timetable/versions/3", null)).hasStatus(404);
        assertThat(get("/events/" + week.id() + "/timetable/versions/2?from=7", null))
                .hasStatusOk();
    }

    @Test
    void anEmptyDraftAndOneWithoutNewsSayThatThereIsNothingToPublish() {
        Week week = Week.nextMonth(jdbc);
        assertThat(get(at(week) + "/publications/new", Cast.ADA)).bodyText().contains("The draft is empty");
        assertThat(post(at(week) + "/publications", "revision", "0")).hasStatus(422);
        add(week, "One");
        publications.publish(event(week), 1, "", null, ada);
        assertThat(get(at(week) + "/publications/new", Cast.ADA)).bodyText().contains("nothing new to publish");
        assertThat(post(at(week) + "/publications", "revision", "1")).hasStatus(409);
    }

    @Test
    void nobodyButTheStaffComesIn() {
        Week week = Week.nextMonth(jdbc);
        SessionId id = add(week, "One");
        for (String path : List.of("", "/sessions/new", "/sessions/" + id, "/publications/new")) {
            for (Cast outsider : List.of(Cast.CARLA, Cast.TESSA, Cast.NORA)) {
                assertThat(get(at(week) + path, outsider)).hasStatus(403);
            }
            assertThat(get(at(week) + path, null)).hasStatus(302);
        }
        for (String path : List.of(
                "/sessions",
                "/sessions/" + id,
                "/sessions/" + id + "/place",
                "/sessions/" + id + "/cancellation",
                "/sessions/" + id + "/restoration",
                "/undo",
                "/redo",
                "/publications")) {
            assertThat(mvc.post()
                            .uri(at(week) + path)
                            .with(signedIn(Cast.CARLA))
                            .with(csrf())
                            .exchange())
                    .hasStatus(403);
        }
    }

    @Test
    void theEditorTakesAsManyStatementsForManySessionsAsForFew() {
        Week few = Week.nextMonth(jdbc);
        add(few, "One");
        Week many = Week.nextMonth(jdbc);
        drafts.addAll(
                event(many),
                java.util.stream.IntStream.range(0, 200)
                        .mapToObj(i -> TimetableDraftsTests.session(
                                many, "Session " + i, i % 5, "09:00", "10:00", null, Body.DMSO))
                        .toList(),
                "Imported",
                ada);
        get(at(few), Cast.ADA);
        int small = Statements.during(() -> assertThat(get(at(few), Cast.ADA)).hasStatusOk());
        assertThat(Statements.during(() -> assertThat(get(at(many), Cast.ADA)).hasStatusOk()))
                .isEqualTo(small);
    }
}
