package org.rostrum.timetables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.rostrum.timetables.TimetableDraftsTests.session;
import static org.rostrum.timetables.TimetableDraftsTests.viewer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.News;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RostrumTest
@RecordApplicationEvents
class TimetablePublicationsTests {

    private final TimetableDrafts drafts;
    private final TimetablePublications publications;
    private final TimetableVersions versions;
    private final Differences differences;
    private final Conflicts conflicts;
    private final Body body;
    private final JdbcClient jdbc;
    private final Viewer ada;
    private final Viewers viewers;

    TimetablePublicationsTests(
            TimetableDrafts drafts,
            TimetablePublications publications,
            TimetableVersions versions,
            Differences differences,
            Conflicts conflicts,
            Body body,
            JdbcClient jdbc,
            Viewers viewers) {
        this.drafts = drafts;
        this.publications = publications;
        this.versions = versions;
        this.differences = differences;
        this.conflicts = conflicts;
        this.body = body;
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.ada = viewer(viewers, Cast.ADA);
    }

    private static EventId event(Week week) {
        return new EventId(week.id());
    }

    private int revision(Week week) {
        return drafts.of(event(week), ada).revision();
    }

    private int publish(Week week) {
        return publications.publish(event(week), revision(week), "", null, ada);
    }

    private DraftRow row(Week week, SessionId id) {
        return drafts.require(event(week), id, ada);
    }

    private void move(Week week, SessionId id, int hour, @Nullable UUID room) {
        drafts.move(
                event(week), id, row(week, id).version(), week.at(week.first().atTime(hour, 0)), room, ada);
    }

    private record Published(int sequence, Instant changedAt, boolean cancelled) {}

    private Published published(SessionId id) {
        return jdbc.sql("select sequence, changed_at, cancelled from session where id = ?")
                .param(id.value())
                .query((row, n) ->
                        new Published(row.getInt(1), row.getTimestamp(2).toInstant(), row.getBoolean(3)))
                .single();
    }

    private static Map<UUID, String> told(ApplicationEvents events) {
        return events.stream(News.class)
                .flatMap(news -> news.people().stream().map(person -> Map.entry(person, news.text())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void whatCalendarsFollowRisesOnlyWhereSomethingChanged() {
        Week week = Week.nextMonth(jdbc);
        SessionId moved = drafts.add(event(week), session(week, "Moved", 0, "09:00", "10:00", null), ada);
        SessionId kept = drafts.add(event(week), session(week, "Kept", 0, "10:00", "11:00", null, Body.DMSO), ada);
        SessionId gone = drafts.add(event(week), session(week, "Gone", 0, "11:00", "12:00", null), ada);
        assertThat(publish(week)).isEqualTo(1);
        Published before = published(kept);
        assertThat(before.sequence()).isZero();

        move(week, moved, 14, null);
        drafts.cancel(event(week), gone, row(week, gone).version(), ada);
        assertThat(publish(week)).isEqualTo(2);
        assertThat(published(kept)).isEqualTo(before);
        assertThat(published(moved).sequence()).isEqualTo(1);
        assertThat(published(gone)).satisfies(now -> {
            assertThat(now.cancelled()).isTrue();
            assertThat(now.sequence()).isEqualTo(1);
            assertThat(now.changedAt()).isAfter(before.changedAt());
        });
        assertThat(jdbc.sql("select group_id from session_group where session_id = ?")
                        .param(kept.value())
                        .query(UUID.class)
                        .list())
                .containsExactly(Body.DMSO);
    }

    @Test
    void nothingNewNothingAtAllAndWhatWasChangedMeanwhileIsNotPublished() {
        Week week = Week.nextMonth(jdbc);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> publish(week)).withMessageContaining("empty");
        drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", null), ada);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> publications.publish(event(week), 0, "", null, ada))
                .withMessageContaining("the draft was changed since you looked at it");
        publish(week);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> publish(week))
                .withMessage("The draft says the same as version 1, so there is nothing new to publish.");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> publications.publish(event(week), 1, "", null, viewer(viewers, Cast.CARLA)));
    }

    @Test
    void aDoubleClickPublishesOnceAndTwoStaffAtOncePublishOneVersion() throws InterruptedException {
        Week week = Week.nextMonth(jdbc);
        drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", null), ada);
        int revision = revision(week);
        String intent = UUID.randomUUID().toString();
        Runnable click = () -> publications.publish(event(week), revision, "As agreed.", intent, ada);
        assertThat(AtOnce.refused(click, click)).isEmpty();
        assertThat(versions.of(event(week))).hasSize(1);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> publications.publish(event(week), revision, "Otherwise.", intent, ada));

        drafts.add(event(week), session(week, "Two", 0, "09:00", "10:00", null), ada);
        int next = revision(week);
        assertThat(AtOnce.refused(
                        () -> publications.publish(event(week), next, "", "mine", ada),
                        () -> publications.publish(event(week), next, "", "yours", ada)))
                .singleElement()
                .asString()
                .contains("nothing new to publish");
        assertThat(versions.of(event(week)))
                .extracting(TimetableVersion.Line::version)
                .containsExactly(2, 1);
    }

    @Test
    void oneWhoMovesWhileAnotherPublishesNeverPublishesWhatNobodyLookedAt() throws InterruptedException {
        Week week = Week.nextMonth(jdbc);
        SessionId id = drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", null), ada);
        int revision = revision(week);
        AtOnce.refused(
                () -> publications.publish(event(week), revision, "", null, ada), () -> move(week, id, 12, null));
        List<TimetableVersion.Line> done = versions.of(event(week));
        if (!done.isEmpty()) {
            assertThat(versions.require(event(week), 1, ada)
                            .entries()
                            .getFirst()
                            .startsAt())
                    .isEqualTo(week.at(week.first().atTime(9, 0)));
        }
        assertThat(row(week, id).session().startsAt())
                .isEqualTo(week.at(week.first().atTime(12, 0)));
    }

    @Test
    void aPublishedVersionStaysAsItWasReadWhateverBecomesOfRoomsAndGroups() {
        Week week = Week.nextMonth(jdbc);
        UUID hall = week.room("Hall A", null);
        drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", hall, Body.DMSO), ada);
        publish(week);
        jdbc.sql("update venue_room set name = 'Hall Z' where id = ?")
                .param(hall)
                .update();
        assertThat(versions.require(event(week), 1, Viewer.PUBLIC).entries())
                .extracting(TimetableEntry::room, TimetableEntry::groupCodes)
                .containsExactly(tuple("Hall A", "DMSO"));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update timetable_published_session set title = 'x' where event_id = ?")
                        .param(week.id())
                        .update());
    }

    @Test
    void eachKindOfDifferenceIsToldApartInWords() {
        Week week = Week.of(jdbc, "Week", LocalDate.of(2027, 4, 20), LocalDate.of(2027, 4, 23), "Europe/Warsaw");
        UUID hallA = week.room("Hall A", null);
        UUID hallB = week.room("Hall B", null);
        EventId id = event(week);
        SessionId moved = drafts.add(id, session(week, "Moved", 1, "10:30", "13:00", hallA), ada);
        SessionId longer = drafts.add(id, session(week, "Longer", 1, "10:30", "13:00", null), ada);
        SessionId roomed = drafts.add(id, session(week, "Roomed", 1, "10:30", "13:00", hallA), ada);
        SessionId renamed = drafts.add(id, session(week, "Named", 1, "10:30", "13:00", null), ada);
        SessionId cancelled = drafts.add(id, session(week, "Cancelled", 1, "10:30", "13:00", null), ada);
        SessionId restored = drafts.add(id, session(week, "Restored", 1, "10:30", "13:00", null), ada);
        drafts.add(id, session(week, "Same", 1, "10:30", "13:00", null), ada);
        publish(week);
        drafts.cancel(id, restored, row(week, restored).version(), ada);
        publish(week);

        drafts.move(
                id,
                moved,
                row(week, moved).version(),
                week.at(week.first().plusDays(2).atTime(9, 0)),
                hallB,
                ada);
        drafts.resize(
                id,
                longer,
                row(week, longer).version(),
                week.at(week.first().plusDays(1).atTime(14, 0)),
                ada);
        move(week, roomed, 10, hallA);
        drafts.undo(
                id, java.util.Objects.requireNonNull(drafts.of(id, ada).undo()).id(), ada);
        drafts.move(
                id,
                roomed,
                row(week, roomed).version(),
                row(week, roomed).session().startsAt(),
                hallB,
                ada);
        DraftSession was = row(week, renamed).session();
        drafts.edit(
                id,
                renamed,
                row(week, renamed).version(),
                new DraftSession(
                        null,
                        null,
                        SessionKind.PLENARY,
                        "Named anew",
                        "Bring papers",
                        null,
                        was.startsAt(),
                        was.endsAt(),
                        EventFormat.REMOTE,
                        true,
                        null,
                        false,
                        List.of(new GroupId(Body.DMSO))),
                ada);
        drafts.cancel(id, cancelled, row(week, cancelled).version(), ada);
        drafts.restore(id, restored, row(week, restored).version(), ada);
        SessionId fresh = drafts.add(id, session(week, "Fresh", 3, "09:00", "10:00", hallA), ada);

        Map<SessionId, Difference> now = publications.review(id, ada).differences().stream()
                .collect(Collectors.toMap(Difference::session, each -> each));
        assertThat(now).hasSize(7);
        assertThat(Objects.requireNonNull(now.get(moved)).kinds())
                .containsExactly(Difference.Kind.MOVED, Difference.Kind.NEW_ROOM);
        assertThat(Objects.requireNonNull(now.get(moved)).words())
                .isEqualTo("moved from Wed 21 Apr, 10:30–13:00 to Thu 22 Apr, 09:00–11:30 CEST (Warsaw); "
                        + "new room: Hall B instead of Hall A");
        assertThat(Objects.requireNonNull(now.get(longer)).words())
                .isEqualTo("ends at 14:00 instead of 13:00 CEST (Warsaw), on Wed 21 Apr");
        assertThat(Objects.requireNonNull(now.get(longer)).kinds()).containsExactly(Difference.Kind.MOVED);
        assertThat(Objects.requireNonNull(now.get(roomed)).kinds()).containsExactly(Difference.Kind.NEW_ROOM);
        assertThat(Objects.requireNonNull(now.get(renamed)).kinds())
                .containsExactly(Difference.Kind.RENAMED, Difference.Kind.OTHER);
        assertThat(Objects.requireNonNull(now.get(renamed)).said())
                .containsExactly(
                        "is now called “Named anew”, was “Named”",
                        "now of DMSO, was for all",
                        "now remote, was as the event",
                        "now for members only",
                        "now a plenary",
                        "another note");
        assertThat(Objects.requireNonNull(now.get(cancelled)).words())
                .isEqualTo("cancelled, was to be on Wed 21 Apr, 10:30–13:00 CEST (Warsaw)");
        assertThat(Objects.requireNonNull(now.get(restored)).words())
                .isEqualTo("takes place after all, on Wed 21 Apr, 10:30–13:00 CEST (Warsaw)");
        assertThat(Objects.requireNonNull(now.get(fresh)).words())
                .isEqualTo("new: Fri 23 Apr, 09:00–10:00 CEST (Warsaw), Hall A");
        assertThat(Objects.requireNonNull(now.get(fresh)).kind()).isEqualTo(Difference.Kind.NEW);

        publish(week);
        assertThat(differences.between(
                        versions.require(id, 2, ada).entries(),
                        versions.require(id, 3, ada).entries(),
                        week.zone()))
                .extracting(Difference::words)
                .containsExactlyInAnyOrderElementsOf(
                        now.values().stream().map(Difference::words).toList());
    }

    @Test
    void whatAReaderMayNotSeeIsInNoVersionAndNoDifferenceForThem() {
        Week week = Week.nextMonth(jdbc);
        SessionId closing =
                drafts.add(event(week), session(week, "Was open", 0, "09:00", "10:00", null, Body.CITY), ada);
        drafts.add(event(week), session(week, "Open", 0, "09:00", "10:00", null), ada);
        jdbc.sql("update timetable_draft_session set visibility = 'PUBLIC' where id = ?")
                .param(closing.value())
                .update();
        publish(week);
        assertThat(versions.require(event(week), 1, Viewer.PUBLIC).entries()).hasSize(2);
        drafts.edit(
                event(week),
                closing,
                row(week, closing).version(),
                session(week, "Closed", 0, "09:00", "10:00", null, Body.CITY),
                ada);
        publish(week);
        Viewer devi = viewer(viewers, Cast.DEVI);
        Viewer dana = viewer(viewers, Cast.DANA);
        for (int version = 1; version <= 2; version++) {
            assertThat(versions.require(event(week), version, Viewer.PUBLIC).entries())
                    .extracting(TimetableEntry::title)
                    .containsExactly("Open");
            assertThat(versions.require(event(week), version, dana).entries()).hasSize(1);
            assertThat(versions.require(event(week), version, devi).entries()).hasSize(2);
        }
    }

    @Test
    void onlyThoseAreToldWhomAChangeConcernsAndEachOfTheirOwnSessions(ApplicationEvents events) {
        Week week = Week.nextMonth(jdbc);
        EventId id = event(week);
        Gathering meeting = body.meeting(
                Body.DMSO,
                week.at(week.first().atTime(9, 0)),
                week.at(week.last().atTime(17, 0)),
                "ACCEPT");
        week.holds(meeting);
        takesPart(meeting, Cast.IPSI, "REMOTE");
        SessionId dmso = drafts.add(id, session(week, "DMSO", 0, "09:00", "10:00", null, Body.DMSO), ada);
        SessionId city = drafts.add(id, session(week, "CITY", 0, "09:00", "10:00", null, Body.CITY), ada);
        SessionId all = drafts.add(id, session(week, "All", 1, "09:00", "10:00", null), ada);
        SessionId pause = drafts.add(
                id,
                new DraftSession(
                        null,
                        null,
                        SessionKind.BREAK,
                        "Coffee",
                        "",
                        null,
                        week.at(week.first().atTime(10, 0)),
                        week.at(week.first().atTime(10, 30)),
                        null,
                        false,
                        null,
                        false,
                        List.of()),
                ada);
        registers(week, Cast.DANA);
        publish(week);
        assertThat(events.stream(News.class).toList()).singleElement().satisfies(news -> {
            assertThat(news.type()).isEqualTo("timetable.published");
            assertThat(news.people())
                    .contains(Cast.DANA.id(), Cast.IPSI.id(), Cast.CARLA.id(), Cast.VICTOR.id())
                    .doesNotContain(Cast.ADA.id(), Cast.TESSA.id(), Cast.GUS.id());
        });
        events.clear();

        body.invites(Cast.GUS, meeting);
        marks(Cast.TESSA, all);
        marks(Cast.DANA, city);
        move(week, dmso, 11, null);
        move(week, city, 12, null);
        move(week, pause, 13, null);
        TimetableReview review = publications.review(id, ada);
        publish(week);
        Map<UUID, String> told = told(events);
        assertThat(told.keySet())
                .as("participants, guests and officers; dana marked CITY, which keeps to itself")
                .contains(
                        Cast.IPSI.id(),
                        Cast.GUS.id(),
                        Cast.CARLA.id(),
                        Cast.SEKRA.id(),
                        Cast.EDDA.id(),
                        Cast.VICTOR.id())
                .doesNotContain(Cast.DANA.id(), Cast.TESSA.id(), Cast.ADA.id());
        assertThat(review.people()).isEqualTo(told.size());
        assertThat(told.get(Cast.IPSI.id())).startsWith("DMSO: moved from").doesNotContain("CITY");
        assertThat(told.get(Cast.VICTOR.id())).contains("DMSO: moved from").contains("CITY: moved from");
        assertThat(events.stream(News.class).filter(news -> news.people().contains(Cast.CARLA.id())))
                .singleElement()
                .satisfies(news -> assertThat(news.people()).contains(Cast.IPSI.id(), Cast.EDDA.id()));
        events.clear();

        move(week, all, 12, null);
        publish(week);
        assertThat(told(events).keySet()).containsExactlyInAnyOrder(Cast.DANA.id(), Cast.TESSA.id());
        assertThat(events.stream(News.class).findFirst().orElseThrow().title())
                .startsWith("Moved: All (Members meeting");
        assertThat(events.stream(PrivilegedAct.class).map(PrivilegedAct::action))
                .contains("timetable.published");
        events.clear();

        jdbc.sql("update registration set withdrawn_at = now() where event_id = ?")
                .param(week.id())
                .update();
        move(week, all, 13, null);
        publish(week);
        assertThat(told(events).keySet()).containsExactly(Cast.TESSA.id());
    }

    @Test
    void nobodyIsToldOfWhatIsOver(ApplicationEvents events) {
        LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC).minusDays(20);
        Week week = Week.of(jdbc, "Over", day, day.plusDays(2), "Asia/Tokyo");
        SessionId id = drafts.add(event(week), session(week, "DMSO", 0, "09:00", "10:00", null, Body.DMSO), ada);
        publish(week);
        move(week, id, 12, null);
        publish(week);
        assertThat(events.stream(News.class)).isEmpty();
    }

    private void takesPart(Gathering meeting, Cast person, String mode) {
        jdbc.sql("insert into participation (meeting_id, person_id, mode, registered_at) values (?, ?, ?, now())")
                .params(meeting.id(), person.id(), mode)
                .update();
    }

    private void marks(Cast person, SessionId session) {
        jdbc.sql("insert into session_mark (person_id, session_id, marked_at) values (?, ?, now())")
                .params(person.id(), session.value())
                .update();
    }

    private void registers(Week week, Cast person) {
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until)
                        values (?, now(), now() + interval '1 day', now() + interval '1 day') on conflict do nothing""").param(week.id()).update();
        jdbc.sql("insert into registration_part (event_id, part_id) values (:week, :week) on conflict do nothing")
                .param("week", week.id())
                .update();
        UUID registration = NewId.next();
        jdbc.sql("""
                        insert into registration (id, event_id, person_id, code, listed, registered_at, changed_at)
                        values (:id, :event, :person,
                                translate(upper(right(replace(:id::text, '-', ''), 10)), '01', 'XY'), true, now(), now())""")
                .param("id", registration)
                .param("event", week.id())
                .param("person", person.id())
                .update();
        jdbc.sql("""
                        insert into registration_choice (registration_id, event_id, part_id, mode, place, asked_at,
                                                         confirmed_at)
                        values (?, ?, ?, 'IN_PERSON', 'CONFIRMED', now(), now())""").params(registration, week.id(), week.id()).update();
    }

    // ---- conflicts ----------------------------------------------------------------------------------------------

    private List<Conflict> conflicts(Week week) {
        return conflicts.in(drafts.of(event(week), ada));
    }

    @Test
    void aRoomIsTakenOnceAtATime() {
        Week week = Week.of(jdbc, "Week", LocalDate.of(2027, 4, 20), LocalDate.of(2027, 4, 23), "Europe/Warsaw");
        UUID hall = week.room("Hall A", null);
        SessionId one = drafts.add(event(week), session(week, "One", 0, "09:00", "11:00", hall), ada);
        SessionId two = drafts.add(event(week), session(week, "Two", 0, "10:45", "12:00", hall), ada);
        drafts.add(event(week), session(week, "After", 0, "12:00", "13:00", hall), ada);
        drafts.add(event(week), session(week, "Elsewhere", 0, "10:45", "12:00", null), ada);
        assertThat(conflicts(week))
                .containsExactly(new Conflict(
                        Conflict.Kind.ROOM,
                        List.of(one, two),
                        "Hall A is taken twice: “One”, 09:00–11:00, and “Two”, 10:45–12:00, on Tue 20 Apr 2027."));
        drafts.cancel(event(week), two, row(week, two).version(), ada);
        assertThat(conflicts(week)).isEmpty();
    }

    @Test
    void aGroupIsInOnePlaceAtATimeAndSoIsWhoeverChairsTwo() {
        Week week = Week.nextMonth(jdbc);
        SessionId dmso = drafts.add(event(week), session(week, "DMSO", 0, "09:00", "11:00", null, Body.DMSO), ada);
        drafts.add(event(week), session(week, "DMSO too", 0, "10:00", "12:00", null, Body.DMSO), ada);
        assertThat(conflicts(week)).extracting(Conflict::kind).containsExactly(Conflict.Kind.GROUP);
        undoLast(week);
        // victor is vice-chair of the one and chair of the other.
        SessionId city = drafts.add(event(week), session(week, "CITY", 0, "10:00", "12:00", null, Body.CITY), ada);
        assertThat(conflicts(week)).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.CHAIR);
            assertThat(conflict.sessions()).containsExactly(dmso, city);
            assertThat(conflict.text()).startsWith("Victor Fictel chairs both DMSO and CITY: “DMSO”, 09:00–11:00, and");
        });
        undoLast(week);
        drafts.add(event(week), session(week, "Joint", 0, "11:00", "12:00", null, Body.CITY, Body.DMSO), ada);
        assertThat(conflicts(week)).isEmpty();
    }

    @Test
    void aTermThatIsOverByThenIsNoConflict() {
        Week week = Week.nextMonth(jdbc);
        UUID one = NewId.next();
        UUID two = NewId.next();
        for (UUID group : List.of(one, two)) {
            jdbc.sql(
                            "insert into working_group (id, code, name, kind, visibility) values (?, ?, ?, 'COMMITTEE', 'MEMBERS')")
                    .params(
                            group,
                            "T" + group.toString().substring(24, 36).toUpperCase(java.util.Locale.ROOT),
                            "Group " + group)
                    .update();
        }
        Instant begins = week.at(week.first().atTime(9, 0));
        for (UUID group : List.of(one, two)) {
            jdbc.sql("insert into office (id, group_id, person_id, role, since, until) values (?, ?, ?, 'CHAIR', ?, ?)")
                    .params(
                            NewId.next(),
                            group,
                            Cast.EDDA.id(),
                            java.sql.Timestamp.from(begins.minusSeconds(90_000)),
                            group.equals(one)
                                    ? java.sql.Timestamp.from(begins)
                                    : java.sql.Timestamp.from(begins.plusSeconds(90_000)))
                    .update();
        }
        drafts.add(event(week), session(week, "One", 0, "09:00", "10:00", null, one), ada);
        drafts.add(event(week), session(week, "Two", 0, "09:00", "10:00", null, two), ada);
        assertThat(conflicts(week)).isEmpty();
        SessionId early = drafts.of(event(week), ada).rows().getFirst().id();
        assertThat(early).isNotNull();
        jdbc.sql("update office set until = ? where group_id = ?")
                .params(java.sql.Timestamp.from(begins.plusSeconds(1)), one)
                .update();
        assertThat(conflicts(week)).extracting(Conflict::kind).containsExactly(Conflict.Kind.CHAIR);
    }

    private void undoLast(Week week) {
        drafts.undo(
                event(week),
                java.util.Objects.requireNonNull(drafts.of(event(week), ada).undo())
                        .id(),
                ada);
    }

    @Test
    void aRoomHoldsAsManyAsItHasSeatsAndWhoComesRemotelyNeedsNone() {
        Week week = Week.nextMonth(jdbc);
        UUID closet = week.room("Closet", 1);
        UUID hall = week.room("Hall", 2);
        Gathering meeting = body.meeting(
                Body.DMSO,
                week.at(week.first().atTime(9, 0)),
                week.at(week.last().atTime(17, 0)),
                "ACCEPT");
        week.holds(meeting);
        takesPart(meeting, Cast.DANA, "IN_PERSON");
        takesPart(meeting, Cast.CARLA, "IN_PERSON");
        takesPart(meeting, Cast.IPSI, "REMOTE");
        registers(week, Cast.DANA);
        registers(week, Cast.CARLA);
        drafts.add(event(week), session(week, "Fits", 0, "09:00", "10:00", hall, Body.DMSO), ada);
        SessionId tight = drafts.add(event(week), session(week, "Tight", 1, "09:00", "10:00", closet, Body.DMSO), ada);
        SessionId everybody = drafts.add(event(week), session(week, "All", 2, "09:00", "10:00", closet), ada);
        assertThat(conflicts(week))
                .extracting(Conflict::kind, Conflict::sessions)
                .containsExactly(
                        tuple(Conflict.Kind.CAPACITY, List.of(tight)),
                        tuple(Conflict.Kind.CAPACITY, List.of(everybody)));
        assertThat(conflicts(week).getFirst().text())
                .isEqualTo("Closet has 1 seat, and 2 people are expected in person at “Tight”.");
    }

    @Test
    void aBreakWithoutARoomConflictsWithNothingAndADayThatIsNoLongerTheEventsIsSaid() {
        Week week = Week.nextMonth(jdbc);
        drafts.add(event(week), session(week, "One", 4, "09:00", "11:00", week.room("Hall", null)), ada);
        drafts.add(
                event(week),
                new DraftSession(
                        null,
                        null,
                        SessionKind.BREAK,
                        "Coffee",
                        "",
                        null,
                        week.at(week.last().atTime(10, 0)),
                        week.at(week.last().atTime(10, 30)),
                        null,
                        false,
                        null,
                        false,
                        List.of()),
                ada);
        assertThat(conflicts(week)).isEmpty();
        jdbc.sql("update event set ends_on = ends_on - 1 where id = ?")
                .param(week.id())
                .update();
        assertThat(conflicts(week))
                .extracting(Conflict::kind)
                .containsOnly(Conflict.Kind.OUTSIDE)
                .hasSize(2);
        assertThat(Set.copyOf(conflicts(week))).hasSize(2);
    }
}
