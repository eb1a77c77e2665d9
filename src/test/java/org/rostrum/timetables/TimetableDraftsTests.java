package org.rostrum.timetables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;

@RostrumTest
class TimetableDraftsTests {

    private final TimetableDrafts drafts;
    private final TimetablePublications publications;
    private final Conflicts conflicts;
    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Viewer ada;

    TimetableDraftsTests(
            TimetableDrafts drafts,
            TimetablePublications publications,
            Conflicts conflicts,
            JdbcClient jdbc,
            Viewers viewers) {
        this.drafts = drafts;
        this.publications = publications;
        this.conflicts = conflicts;
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.ada = viewer(viewers, Cast.ADA);
    }

    static Viewer viewer(Viewers viewers, Cast person) {
        return viewers.person(new PersonId(person.id()), java.util.EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private static EventId event(Week week) {
        return new EventId(week.id());
    }

    static DraftSession session(
            Week week, String title, int day, String from, String to, @Nullable UUID room, UUID... groups) {
        LocalDate on = week.first().plusDays(day);
        return new DraftSession(
                null,
                null,
                SessionKind.SESSION,
                title,
                "",
                room,
                week.at(on.atTime(LocalTime.parse(from))),
                week.at(on.atTime(LocalTime.parse(to))),
                null,
                false,
                null,
                false,
                Arrays.stream(groups).map(GroupId::new).toList());
    }

    private DraftRow row(Week week, SessionId id) {
        return drafts.require(event(week), id, ada);
    }

    private List<DraftSession> content(Week week) {
        return drafts.of(event(week), ada).rows().stream()
                .map(DraftRow::session)
                .toList();
    }

    private String undo(Week week) {
        return drafts.undo(
                event(week),
                Objects.requireNonNull(drafts.of(event(week), ada).undo()).id(),
                ada);
    }

    private String redo(Week week) {
        return drafts.redo(
                event(week),
                Objects.requireNonNull(drafts.of(event(week), ada).redo()).id(),
                ada);
    }

    private static Map<String, String> told(Runnable attempt) {
        try {
            attempt.run();
        } catch (Refusal refusal) {
            return refusal.fields().isEmpty() ? Map.of("", String.valueOf(refusal.getMessage())) : refusal.fields();
        }
        throw new AssertionError("Not refused");
    }

    @Test
    void aSessionIsAddedMovedMadeLongerEditedAndRemovedAndEachIsUndoneAndDoneAgain() {
        Week week = Week.nextMonth(jdbc);
        UUID hall = week.room("Hall A", 40);
        SessionId id = drafts.add(event(week), session(week, "Opening", 0, "09:00", "10:00", null), ada);
        drafts.move(
                event(week), id, row(week, id).version(), week.at(week.first().atTime(11, 0)), hall, ada);
        drafts.resize(
                event(week), id, row(week, id).version(), week.at(week.first().atTime(13, 0)), ada);
        DraftSession wanted = session(week, "Opening and welcome", 0, "11:00", "13:00", hall, Body.DMSO);
        drafts.edit(event(week), id, row(week, id).version(), wanted, ada);
        List<DraftSession> latest = content(week);
        assertThat(latest).singleElement().satisfies(session -> {
            assertThat(session.title()).isEqualTo("Opening and welcome");
            assertThat(session.length()).isEqualTo(Duration.ofHours(2));
            assertThat(session.venueRoom()).isEqualTo(hall);
        });
        drafts.cancel(event(week), id, row(week, id).version(), ada);
        assertThat(content(week)).isEmpty();

        assertThat(undo(week)).isEqualTo("Removed “Opening and welcome”");
        assertThat(content(week)).isEqualTo(latest);
        assertThat(undo(week)).startsWith("Edited");
        assertThat(undo(week)).isEqualTo("Made “Opening” end at 13:00");
        assertThat(undo(week)).startsWith("Moved “Opening” to").endsWith("11:00–12:00, Hall A");
        assertThat(undo(week)).isEqualTo("Added “Opening”");
        assertThat(content(week)).isEmpty();
        assertThat(drafts.of(event(week), ada).undo()).isNull();
        for (int i = 0; i < 4; i++) {
            redo(week);
        }
        assertThat(content(week)).isEqualTo(latest);
        redo(week);
        assertThat(drafts.of(event(week), ada).redo()).isNull();
        assertThat(content(week)).isEmpty();
    }

    @Test
    void aNewChangeEndsWhatCouldBeDoneAgain() {
        Week week = Week.nextMonth(jdbc);
        drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", null), ada);
        drafts.add(event(week), session(week, "Two", 0, "10:00", "11:00", null), ada);
        undo(week);
        drafts.add(event(week), session(week, "Three", 0, "11:00", "12:00", null), ada);
        assertThat(drafts.of(event(week), ada).redo()).isNull();
        undo(week);
        assertThat(redo(week)).isEqualTo("Added “Three”");
    }

    @Test
    void whateverIsDoneCanBeUndoneBackToTheStartAndDoneAgain() {
        Week week = Week.nextMonth(jdbc);
        UUID[] rooms = {week.room("Hall A", 40), week.room("Hall B", null)};
        List<DraftSession> start = content(week);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<List<DraftSession>> states = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            List<DraftRow> rows = drafts.of(event(week), ada).rows();
            List<DraftSession> before = content(week);
            change(week, rooms, rows, random, step);
            if (!content(week).equals(before)) {
                states.add(before);
            }
        }
        List<DraftSession> end = content(week);
        for (List<DraftSession> state : states.reversed()) {
            undo(week);
            assertThat(content(week)).as("seed %d", seed).isEqualTo(state);
        }
        assertThat(content(week)).isEqualTo(start);
        assertThat(drafts.of(event(week), ada).undo()).isNull();
        states.forEach(state -> redo(week));
        assertThat(content(week)).as("seed %d", seed).isEqualTo(end);
    }

    private void change(Week week, UUID[] rooms, List<DraftRow> rows, Random random, int step) {
        if (rows.isEmpty() || random.nextInt(4) == 0) {
            UUID room = random.nextBoolean() ? rooms[random.nextInt(2)] : null;
            int hour = 8 + random.nextInt(10);
            drafts.add(
                    event(week),
                    session(
                            week,
                            "Session " + step,
                            random.nextInt(4),
                            "%02d:00".formatted(hour),
                            "%02d:30".formatted(hour),
                            room),
                    ada);
            return;
        }
        DraftRow row = rows.get(random.nextInt(rows.size()));
        Instant start = week.at(week.first().plusDays(random.nextInt(4)).atTime(8 + random.nextInt(10), 15));
        switch (random.nextInt(5)) {
            case 0 -> drafts.move(event(week), row.id(), row.version(), start, rooms[random.nextInt(2)], ada);
            case 1 ->
                drafts.resize(
                        event(week),
                        row.id(),
                        row.version(),
                        row.session().startsAt().plus(Duration.ofMinutes(15L * (1 + random.nextInt(8)))),
                        ada);
            case 2 -> drafts.cancel(event(week), row.id(), row.version(), ada);
            case 3 ->
                drafts.addAll(
                        event(week),
                        List.of(
                                session(week, "Many " + step, 1, "12:00", "13:00", null),
                                session(week, "More " + step, 2, "12:00", "13:00", null)),
                        "Imported two",
                        ada);
            default ->
                drafts.edit(
                        event(week),
                        row.id(),
                        row.version(),
                        session(week, "Edited " + step, 1, "14:00", "15:00", null, Body.DMSO),
                        ada);
        }
    }

    @Test
    void puttingItBackWhereItIsChangesNothing() {
        Week week = Week.nextMonth(jdbc);
        SessionId id = drafts.add(event(week), session(week, "Opening", 0, "09:00", "10:00", null), ada);
        TimetableDraft before = drafts.of(event(week), ada);
        drafts.move(
                event(week), id, row(week, id).version(), week.at(week.first().atTime(9, 0)), null, ada);
        assertThat(drafts.of(event(week), ada)).isEqualTo(before);
    }

    @Test
    void whatCannotBeIsRefusedBesideItsField() {
        Week week = Week.nextMonth(jdbc);
        Week elsewhere = Week.nextMonth(jdbc);
        EventId id = event(week);
        assertThat(told(() -> drafts.add(id, session(week, " ", 0, "09:00", "10:00", null), ada)))
                .containsOnlyKeys("title");
        assertThat(told(() -> drafts.add(id, session(week, "Late", 0, "10:00", "09:00", null), ada)))
                .containsEntry(
                        "endsAt", "It would end at 09:00, which is not after its start at 10:00. Choose a later end.");
        assertThat(told(() -> drafts.add(id, session(week, "Early", -1, "09:00", "10:00", null), ada))
                        .get("startsAt"))
                .startsWith("The event is on ")
                .contains("(Warsaw)")
                .endsWith("Choose a start on these days.");
        assertThat(told(() -> drafts.add(id, session(week, "Late", 5, "09:00", "10:00", null), ada)))
                .containsOnlyKeys("startsAt");
        DraftSession twoDays = session(week, "Long", 0, "09:00", "10:00", null);
        assertThat(told(() -> drafts.add(
                        id, twoDays.at(twoDays.startsAt(), twoDays.endsAt().plus(Duration.ofHours(24)), null), ada)))
                .containsEntry("endsAt", "A session lasts 24 hours at most. Make one for each day.");
        UUID foreign = elsewhere.room("Hall A", 10);
        assertThat(told(() -> drafts.add(id, session(week, "There", 0, "09:00", "10:00", foreign), ada)))
                .containsOnlyKeys("venueRoom");
        assertThat(told(() ->
                        drafts.add(id, session(week, "Whose", 0, "09:00", "10:00", null, UUID.randomUUID()), ada)))
                .containsOnlyKeys("groups");
        EventId part = new EventId(elsewhere.within("A test event"));
        DraftSession inPart = new DraftSession(
                null,
                part,
                SessionKind.SESSION,
                "Test",
                "",
                null,
                twoDays.startsAt(),
                twoDays.endsAt(),
                null,
                false,
                null,
                false,
                List.of());
        assertThat(told(() -> drafts.add(id, inPart, ada))).containsOnlyKeys("part");
        assertThat(content(week)).isEmpty();
    }

    @Test
    void anEventNeedsItsZoneAndItsDaysFirst() {
        Week week = Week.nextMonth(jdbc);
        jdbc.sql("update event set time_zone = null where id = ?")
                .param(week.id())
                .update();
        assertThat(told(() -> drafts.add(event(week), session(week, "Opening", 0, "09:00", "10:00", null), ada))
                        .get(""))
                .startsWith("Give the event its time zone first");
    }

    @Test
    void aTestEventWithinTheWeekIsOnTheWeeksTimetable() {
        Week week = Week.nextMonth(jdbc);
        EventId part = new EventId(week.within("A test event"));
        drafts.add(part, session(week, "Setting up", 0, "09:00", "10:00", null), ada);
        assertThat(drafts.of(part, ada).event().id()).isEqualTo(event(week));
        assertThat(content(week)).extracting(DraftSession::title).containsExactly("Setting up");
    }

    @Test
    void aClosedGroupsSessionIsSeenByItselfUnlessSaidOtherwise() {
        Week week = Week.nextMonth(jdbc);
        drafts.addAll(
                event(week),
                List.of(
                        session(week, "Closed", 0, "09:00", "10:00", null, Body.CITY),
                        session(week, "Joint", 0, "10:00", "11:00", null, Body.CITY, Body.DMSO),
                        session(week, "All", 0, "11:00", "12:00", null)),
                "Imported",
                ada);
        assertThat(content(week))
                .extracting(DraftSession::visibility)
                .containsExactly(Visibility.GROUP, Visibility.PUBLIC, Visibility.PUBLIC);
    }

    @Test
    void ofTwoWhoMoveTheSameSessionTheSecondIsToldAndNothingIsOverwritten() throws InterruptedException {
        Week week = Week.nextMonth(jdbc);
        SessionId id = drafts.add(event(week), session(week, "Opening", 0, "09:00", "10:00", null), ada);
        int version = row(week, id).version();
        Instant ten = week.at(week.first().atTime(10, 0));
        Instant twelve = week.at(week.first().atTime(12, 0));
        List<String> refused = AtOnce.refused(
                () -> drafts.move(event(week), id, version, ten, null, ada),
                () -> drafts.move(event(week), id, version, twelve, null, ada));
        assertThat(refused).singleElement().asString().startsWith("Somebody else changed this");
        assertThat(row(week, id).session().startsAt()).isIn(ten, twelve);
        assertThatExceptionOfType(ChangedMeanwhile.class)
                .isThrownBy(() -> drafts.cancel(event(week), id, version, ada));
    }

    @Test
    void manyWhoAddAtOnceAllFindTheirSession() throws InterruptedException {
        Week week = Week.nextMonth(jdbc);
        Runnable[] adding = IntStream.range(0, 12)
                .mapToObj(i -> (Runnable)
                        () -> drafts.add(event(week), session(week, "Session " + i, 0, "09:00", "10:00", null), ada))
                .toArray(Runnable[]::new);
        assertThat(AtOnce.refused(adding)).isEmpty();
        assertThat(content(week)).hasSize(12);
        assertThat(drafts.of(event(week), ada).revision()).isEqualTo(12);
    }

    @Test
    void ofTwoWhoUndoAtOnceOneUndoesAndTheOtherIsToldToLookAgain() throws InterruptedException {
        Week week = Week.nextMonth(jdbc);
        drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", null), ada);
        drafts.add(event(week), session(week, "Two", 0, "10:00", "11:00", null), ada);
        long change = Objects.requireNonNull(drafts.of(event(week), ada).undo()).id();
        List<String> refused = AtOnce.refused(
                () -> drafts.undo(event(week), change, ada), () -> drafts.undo(event(week), change, ada));
        assertThat(refused).singleElement().asString().startsWith("The draft has changed since you looked");
        assertThat(content(week)).extracting(DraftSession::title).containsExactly("One");
    }

    @Test
    void addingWhatWasPublishedSinceIsNotUndoneAndNeitherIsWhatNeedsARoomThatIsGone() {
        Week week = Week.nextMonth(jdbc);
        UUID hall = week.room("Hall A", null);
        SessionId id = drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", hall), ada);
        drafts.move(
                event(week), id, row(week, id).version(), week.at(week.first().atTime(9, 0)), null, ada);
        jdbc.sql("delete from venue_room where id = ?").param(hall).update();
        assertThat(told(() -> undo(week)).get("")).contains("a room or a part of the event that it needs");
        week.room("Hall A", null);

        Week other = Week.nextMonth(jdbc);
        drafts.add(event(other), session(other, "One", 0, "09:00", "10:00", null), ada);
        publications.publish(event(other), 1, "", null, ada);
        assertThat(told(() -> undo(other)).get("")).contains("it was published since");
        assertThat(content(other)).hasSize(1);
    }

    @Test
    void onceItWasPublishedASessionIsCancelledAndNotRemoved() {
        Week week = Week.nextMonth(jdbc);
        SessionId id = drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", null), ada);
        publications.publish(event(week), 1, "", null, ada);
        drafts.cancel(event(week), id, row(week, id).version(), ada);
        assertThat(row(week, id).session().cancelled()).isTrue();
        drafts.restore(event(week), id, row(week, id).version(), ada);
        assertThat(row(week, id).session().cancelled()).isFalse();
        drafts.replaceAll(
                event(week),
                List.of(session(week, "Two", 0, "09:00", "10:00", null)),
                "Imported 1 session from week.csv",
                ada);
        assertThat(content(week))
                .extracting(DraftSession::title, DraftSession::cancelled)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("One", true),
                        org.assertj.core.groups.Tuple.tuple("Two", false));
        assertThat(undo(week)).isEqualTo("Imported 1 session from week.csv");
        assertThat(content(week))
                .singleElement()
                .satisfies(left -> assertThat(left.cancelled()).isFalse());
    }

    @Test
    void whatWasPublishedWithoutADraftIsInTheDraft() {
        Week week = Week.nextMonth(jdbc);
        UUID published = week.session(
                "From the older record", week.first().atTime(9, 0), week.first().atTime(10, 0), null, Body.DMSO);
        assertThat(content(week)).extracting(DraftSession::title).containsExactly("From the older record");
        SessionId id = new SessionId(published);
        drafts.move(event(week), id, 0, week.at(week.first().atTime(10, 0)), null, ada);
        assertThat(row(week, id).session().groups()).containsExactly(new GroupId(Body.DMSO));
    }

    @Test
    void aMoveKeepsTheLengthAcrossTheNightOnWhichTheClocksChange() {
        Week week = Week.of(jdbc, "Clocks", LocalDate.of(2027, 3, 27), LocalDate.of(2027, 3, 29), "Europe/Warsaw");
        SessionId id = drafts.add(event(week), session(week, "Night watch", 0, "22:00", "23:00", null), ada);
        drafts.resize(event(week), id, row(week, id).version(), week.at(LocalDateTime.parse("2027-03-28T04:00")), ada);
        assertThat(row(week, id).session().length()).isEqualTo(Duration.ofHours(5));
        drafts.move(
                event(week), id, row(week, id).version(), week.at(LocalDateTime.parse("2027-03-28T10:00")), null, ada);
        assertThat(row(week, id).session().endsAt()).isEqualTo(week.at(LocalDateTime.parse("2027-03-28T15:00")));
    }

    @Test
    void theLastHourOfTheLastDayIsWithinTheEventAlsoWhereThatDayIsLonger() {
        Week week = Week.of(jdbc, "Autumn", LocalDate.of(2027, 11, 6), LocalDate.of(2027, 11, 7), "America/New_York");
        Instant end = Instant.parse("2027-11-08T05:00:00Z");
        DraftSession last = session(week, "Farewell", 1, "20:00", "21:00", null);
        SessionId id = drafts.add(event(week), last.at(last.startsAt(), end, null), ada);
        assertThat(row(week, id).session().endsAt()).isEqualTo(end);
        assertThat(told(() ->
                        drafts.resize(event(week), id, row(week, id).version(), end.plus(Duration.ofMinutes(15)), ada)))
                .containsOnlyKeys("endsAt");
    }

    @Test
    void nobodyButTheStaffSeesOrChangesIt() {
        Week week = Week.nextMonth(jdbc);
        for (Viewer outsider : List.of(Viewer.PUBLIC, viewer(viewers, Cast.CARLA), viewer(viewers, Cast.TESSA))) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> drafts.of(event(week), outsider));
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() ->
                            drafts.add(event(week), session(week, "Opening", 0, "09:00", "10:00", null), outsider));
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> drafts.undo(event(week), 1, outsider));
        }
    }

    @Test
    void lookingAndChangingTakeAsManyStatementsFor200SessionsAsFor20() {
        Week small = many(20);
        Week large = many(200);
        assertThat(looking(large)).isEqualTo(looking(small)).isLessThan(20);
        assertThat(moving(large)).isEqualTo(moving(small)).isLessThan(30);
    }

    private Week many(int count) {
        Week week = Week.nextMonth(jdbc);
        UUID[] rooms = {week.room("Hall A", 5), week.room("Hall B", 5)};
        drafts.addAll(
                event(week),
                IntStream.range(0, count)
                        .mapToObj(i -> session(
                                week,
                                "Session " + i,
                                i % 5,
                                "%02d:00".formatted(8 + i % 10),
                                "20:00",
                                rooms[i % 2],
                                Body.DMSO))
                        .toList(),
                "Imported",
                ada);
        return week;
    }

    private int looking(Week week) {
        return Statements.during(() -> {
            conflicts.in(drafts.of(event(week), ada));
            publications.review(event(week), ada);
        });
    }

    private int moving(Week week) {
        DraftRow row = drafts.of(event(week), ada).rows().getFirst();
        return Statements.during(() -> drafts.move(
                event(week), row.id(), row.version(), row.session().startsAt().plusSeconds(900), null, ada));
    }
}
