package org.rostrum.calendars.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.calendars.imports.PlannedRow.Outcome;
import org.rostrum.calendars.imports.TimetableImports.Meant;
import org.rostrum.calendars.imports.TimetableImports.Preview;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.TimetableDraft;
import org.rostrum.timetables.TimetableDrafts;
import org.rostrum.timetables.TimetablePublications;
import org.rostrum.timetables.Timetables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Tables and calendars taken into a timetable's draft. */
@RostrumTest
@Transactional
class TimetableImportsTests {

    private static final Meant TO_ALL = new Meant(false, Visibility.PUBLIC);

    private final TimetableImports imports;
    private final TimetableDrafts drafts;
    private final TimetablePublications publications;
    private final Timetables timetables;
    private final JdbcClient jdbc;
    private final Viewer ada;

    TimetableImportsTests(
            TimetableImports imports,
            TimetableDrafts drafts,
            TimetablePublications publications,
            Timetables timetables,
            Viewers viewers,
            JdbcClient jdbc) {
        this.imports = imports;
        this.drafts = drafts;
        this.publications = publications;
        this.timetables = timetables;
        this.jdbc = jdbc;
        this.ada = viewers.person(new PersonId(Cast.ADA.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private EventId event(String kind, String name, String zone, LocalDate from, LocalDate to) {
        UUID id = NewId.next();
        jdbc.sql("insert into event (id, kind, name, time_zone, starts_on, ends_on) values (?, ?, ?, ?, ?, ?)")
                .params(id, kind, name, zone, from, to)
                .update();
        return new EventId(id);
    }

    /** The week without its sessions: the groups of OMA, and the test event beside them. */
    private EventId krakow() {
        for (String[] group : new String[][] {
            {"NBAPI", "Northbound API Working Group", "WORKING_GROUP"},
            {"STRAT", "Strategic Communications Group", "COMMITTEE"},
            {"PLENARY", "OMA Plenary", "PLENARY"}
        }) {
            jdbc.sql("insert into working_group (id, code, name, kind, visibility) values (?, ?, ?, ?, 'MEMBERS')"
                            + " on conflict do nothing")
                    .params(NewId.next(), group[0], group[1], group[2])
                    .update();
        }
        EventId week = event(
                "MEMBERS_MEETING",
                "Members meeting, Kraków",
                "Europe/Warsaw",
                LocalDate.of(2026, 4, 21),
                LocalDate.of(2026, 4, 23));
        EventId tests =
                event("TEST_EVENT", "SVE-44", "Europe/Warsaw", LocalDate.of(2026, 4, 20), LocalDate.of(2026, 4, 23));
        jdbc.sql("update event set within_id = ? where id = ?")
                .params(week.value(), tests.value())
                .update();
        return week;
    }

    private static byte[] file() {
        try (InputStream in = Objects.requireNonNull(
                TimetableImportsTests.class.getResourceAsStream("/oma/krakow-2026-schedule.csv"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Preview looksAt(EventId event, String text, Meant meant) {
        return imports.preview(event, imports.paste(event, text, meant, ada), ada);
    }

    private Preview looksAt(EventId event, String text) {
        return looksAt(event, text, Meant.IN_ADDITION);
    }

    private Preview takes(EventId event, String text, Meant meant) {
        Preview preview = looksAt(event, text, meant);
        return imports.apply(event, preview.entry().id(), preview.mark(), ada);
    }

    private void publishes(EventId event) {
        publications.publish(
                event, drafts.of(event, ada).revision(), "", NewId.next().toString(), ada);
    }

    private List<SessionView> published(EventId event) {
        return timetables.of(event, Viewer.PUBLIC).sessions();
    }

    private static List<String> wrong(Preview preview) {
        return preview.rows().stream()
                .filter(row -> row.outcome() == Outcome.WRONG)
                .map(row -> row.row() + ": " + row.problems().values().stream().collect(Collectors.joining(" ")))
                .toList();
    }

    // ---- the real week ----------------------------------------------------------------------------------------------

    @Test
    void theRealWeekIsImportedPublishedAndWrittenAgainWordForWord() {
        EventId week = krakow();
        TimetableImportId id = imports.upload(week, "krakow-2026-schedule.csv", file(), false, TO_ALL, ada);
        Preview preview = imports.preview(week, id, ada);
        assertThat(wrong(preview)).isEmpty();
        assertThat(preview.count(Outcome.NEW)).isEqualTo(27);
        imports.apply(week, id, preview.mark(), ada);
        assertThat(published(week)).isEmpty();
        publishes(week);

        // Word for word; only what begins and ends at the same time may stand in another order.
        assertThat(imports.published(week, Viewer.PUBLIC).replace("\uFEFF", "").lines())
                .containsExactlyInAnyOrderElementsOf(
                        new String(file(), StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void theWordsOfTheRealWeekBecomeGroupsPartsKindsAndWhoMayCome() {
        EventId week = krakow();
        takes(week, new String(file(), StandardCharsets.UTF_8), TO_ALL);
        publishes(week);
        List<SessionView> sessions = published(week);
        assertThat(sessions).hasSize(27).allMatch(session -> session.visibility() == Visibility.PUBLIC);
        assertThat(sessions.stream().filter(session -> session.part() != null))
                .hasSize(3)
                .allMatch(session -> "SVE-44".equals(session.partName()))
                .allMatch(session -> session.groups().isEmpty());
        SessionView lessons = named(sessions, "DMSO / NB API / Smart City");
        assertThat(lessons.groups()).extracting(GroupRef::code).containsExactly("DMSO", "NBAPI", "CITY");
        SessionView recap = named(sessions, "Strategy Committee: post-plenary");
        assertThat(recap.groups()).extracting(GroupRef::code).containsExactly("STRAT", "DMSO");
        SessionView strategy = named(sessions, "Strategy Committee meeting: action plans");
        assertThat(strategy.membersOnly()).isTrue();
        assertThat(strategy.mode()).isEqualTo(EventFormat.HYBRID);
        assertThat(strategy.startsAt()).isEqualTo(Instant.parse("2026-04-21T12:00:00Z"));
        assertThat(named(sessions, "OMA Plenary").kind()).isEqualTo(SessionKind.PLENARY);
        assertThat(named(sessions, "Lunch").kind()).isEqualTo(SessionKind.BREAK);
        assertThat(named(sessions, "Unscheduled").kind()).isEqualTo(SessionKind.SOCIAL);
    }

    private static SessionView named(List<SessionView> sessions, String beginning) {
        return sessions.stream()
                .filter(session -> session.title().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anExportThatWasEditedUpdatesWhatIsThereAndDoublesNothing() {
        EventId week = krakow();
        String text = new String(file(), StandardCharsets.UTF_8);
        takes(week, text, TO_ALL);
        publishes(week);
        List<SessionView> before = published(week);
        assertThat(looksAt(week, imports.published(week, ada)).count(Outcome.SAME))
                .isEqualTo(27);

        String edited = imports.draft(week, ada)
                .replace("10:00,10:30,All,Networking break", "10:00,10:45,All,Networking break")
                .replace("16:00,18:00,PLENARY,OMA Plenary meeting", "16:30,18:30,PLENARY,OMA Plenary meeting");
        Preview preview = takes(week, edited, Meant.IN_ADDITION);
        assertThat(preview.count(Outcome.CHANGED)).isEqualTo(2);
        assertThat(preview.count(Outcome.NEW)).isZero();
        publishes(week);
        List<SessionView> after = published(week);
        assertThat(after)
                .extracting(SessionView::id)
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(SessionView::id).toList());
        SessionView plenary = named(after, "OMA Plenary");
        assertThat(plenary.startsAt()).isEqualTo(Instant.parse("2026-04-22T14:30:00Z"));
        assertThat(plenary.sequence())
                .isGreaterThan(named(before, "OMA Plenary").sequence());
    }

    @Test
    void aFileThatIsTheWholeTimetableCancelsWhatIsNotInIt() {
        EventId week = krakow();
        String text = new String(file(), StandardCharsets.UTF_8);
        takes(week, text, TO_ALL);
        publishes(week);
        String shorter =
                text.lines().filter(line -> !line.contains("Unscheduled")).collect(Collectors.joining("\n"));
        assertThat(looksAt(week, shorter).mayBeTaken()).isFalse();
        Preview preview = takes(week, shorter, new Meant(true, null));
        assertThat(preview.count(Outcome.GONE)).isOne();
        publishes(week);
        assertThat(published(week))
                .filteredOn(SessionView::cancelled)
                .extracting(SessionView::title)
                .containsExactly("Unscheduled, open networking");
        assertThat(published(week)).hasSize(27);
    }

    @Test
    void anImportIsOneChangeThatIsUndoneAtOnce() {
        EventId week = krakow();
        takes(week, new String(file(), StandardCharsets.UTF_8), TO_ALL);
        TimetableDraft draft = drafts.of(week, ada);
        assertThat(draft.rows()).hasSize(27);
        TimetableDraft.Step step = Objects.requireNonNull(draft.undo());
        assertThat(step.said()).isEqualTo("Imported 27 sessions from pasted");
        drafts.undo(week, step.id(), ada);
        assertThat(drafts.of(week, ada).rows()).isEmpty();
    }

    // ---- tables that are wrong --------------------------------------------------------------------------------------

    private static final String HEADER = "date,start,end,group,session,note,room,end_date\n";

    @Test
    void everyWrongRowIsToldWithItsReasonAndNothingIsTaken() {
        EventId week = krakow();
        Preview preview = looksAt(week, HEADER + """
                        2026-04-21,13:00,10:00,DMSO,Backwards,,,
                        2026-04-29,10:00,11:00,DMSO,Too late,,,
                        2026-04-21,10:00,11:00,NOBODY,No group,,,
                        2026-04-21,10:00,11:00,DMSO,No such room,,Hall 9,
                        21.4.2026,10:00,11:00,DMSO,No day,,,
                        2026-04-21,25:00,11:00,DMSO,No time,,,
                        2026-04-21,10:00,11:00,DMSO,,,,
                        2026-04-21,10:00,11:00,DMSO,Joint with whom,joint,,
                        2026-04-21,10:00,12:00,CITY,Twice,,,
                        2026-04-21,10:00,12:00,CITY,Twice,,,
                        """);
        assertThat(wrong(preview))
                .containsExactly(
                        "2: It ends at 10:00, which is not after its start at 13:00. Give its last day in end_date if it goes on past midnight.",
                        "3: It is outside the event, which is on 20–23 April 2026.",
                        "4: There is no group “NOBODY”. Write its code, or All where it is for everybody.",
                        "5: This event has no room “Hall 9”. Its rooms: none yet.",
                        "6: “21.4.2026” is no day. Write it as 2026-04-21.",
                        "7: “25:00” is no time. Write it as 09:30.",
                        "8: Say the title.",
                        "9: It says that the session is joint, but not with whom. Write “joint with” and the groups' codes.",
                        "11: Row 10 is the same session. Take one of them out.");
        assertThat(preview.mayBeTaken()).isFalse();
        assertThatThrownBy(() -> imports.apply(week, preview.entry().id(), preview.mark(), ada))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Nothing is imported while rows are wrong");
        assertThat(drafts.of(week, ada).rows()).isEmpty();
    }

    @Test
    void timesThatClocksSkipAreRefusedAndThoseTheyShowTwiceAreAskedAbout() {
        EventId night =
                event("WORKSHOP", "A night", "Europe/Warsaw", LocalDate.of(2026, 10, 24), LocalDate.of(2026, 10, 26));
        assertThat(wrong(looksAt(night, HEADER + "2026-10-25,02:30,04:00,All,Night shift,,,\n")))
                .containsExactly(
                        "2: 02:30 is there twice on that day in Europe/Warsaw. Write 02:30+02:00 for the first or 02:30+01:00 for the second.");
        String second = HEADER + "2026-10-25,02:30+01:00,04:00,All,Night shift,,,\n";
        takes(night, second, Meant.IN_ADDITION);
        assertThat(drafts.of(night, ada).rows().getFirst().session().startsAt())
                .isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
        assertThat(imports.draft(night, ada)).contains("2026-10-25,02:30+01:00,04:00,All,Night shift");
        EventId spring =
                event("WORKSHOP", "A night", "Europe/Warsaw", LocalDate.of(2026, 3, 28), LocalDate.of(2026, 3, 30));
        assertThat(wrong(looksAt(spring, HEADER + "2026-03-29,02:30,04:00,All,Night shift,,,\n")))
                .singleElement()
                .asString()
                .contains("There is no", "the clocks are put forward from 02:00 to 03:00");
    }

    @Test
    void aFileInAnotherEncodingIsRefusedInWordsAndReadWhenItIsChosen() {
        EventId week = krakow();
        byte[] bytes = (HEADER + "2026-04-21,10:00,11:00,DMSO,Prüfung,,,\n").getBytes(Charset.forName("windows-1252"));
        assertThatThrownBy(() -> imports.upload(week, "a.csv", bytes, false, Meant.IN_ADDITION, ada))
                .hasMessageContaining("The file is not in UTF-8");
        TimetableImportId id = imports.upload(week, "a.csv", bytes, true, Meant.IN_ADDITION, ada);
        assertThat(imports.preview(week, id, ada).rows().getFirst().about()).isEqualTo("Prüfung");
    }

    @Test
    void whatChangedSinceOneLookedIsLookedAtAgainFirst() {
        EventId week = krakow();
        String row = HEADER + "2026-04-21,10:00,11:00,DMSO,A session,,,\n";
        Preview first = looksAt(week, row);
        takes(week, row, Meant.IN_ADDITION);
        assertThatThrownBy(() -> imports.apply(week, first.entry().id(), first.mark(), ada))
                .hasMessageContaining("The draft has changed since you looked");
    }

    @Test
    void onlyStaffImport() {
        EventId week = krakow();
        assertThatThrownBy(() -> imports.paste(week, HEADER, Meant.IN_ADDITION, Viewer.PUBLIC))
                .isInstanceOf(Refusal.class);
    }

    // ---- calendars --------------------------------------------------------------------------------------------------

    private static String calendar(String... entries) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n" + String.join("", entries) + "END:VCALENDAR\r\n";
    }

    private static String entry(String... lines) {
        return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    private static String at(String uid, String start, String end) {
        return entry("UID:" + uid, "SUMMARY:Talk " + uid, start, end);
    }

    private Instant begins(Preview preview, int row) {
        PlannedRow planned = preview.rows().get(row);
        assertThat(planned.problems()).isEmpty();
        return Objects.requireNonNull(planned.session()).startsAt();
    }

    @Test
    void zonesAreKnownByAnyOfTheirNamesAndTimesWithoutOneAreTheEvents() {
        EventId week = krakow();
        String own = """
                BEGIN:VTIMEZONE\r
                TZID:Customized Time Zone\r
                BEGIN:STANDARD\r
                DTSTART:16010101T030000\r
                TZOFFSETFROM:+0200\r
                TZOFFSETTO:+0100\r
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r
                END:STANDARD\r
                BEGIN:DAYLIGHT\r
                DTSTART:16010101T020000\r
                TZOFFSETFROM:+0100\r
                TZOFFSETTO:+0200\r
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r
                END:DAYLIGHT\r
                END:VTIMEZONE\r
                """;
        Preview preview = looksAt(
                week,
                calendar(
                        own,
                        at("utc", "DTSTART:20260421T080000Z", "DTEND:20260421T090000Z"),
                        at("iana", "DTSTART;TZID=Europe/Warsaw:20260421T100000", "DURATION:PT1H"),
                        at(
                                "windows",
                                "DTSTART;TZID=\"W. Europe Standard Time\":20260421T100000",
                                "DTEND;TZID=W. Europe Standard Time:20260421T110000"),
                        at("path", "DTSTART;TZID=/example.org/1/Europe/Warsaw:20260421T100000", "DURATION:P0DT1H"),
                        at("own", "DTSTART;TZID=Customized Time Zone:20260421T100000", "DURATION:PT60M"),
                        at("floating", "DTSTART:20260421T100000", "DTEND:20260421T110000"),
                        at("tokyo", "DTSTART;TZID=Tokyo Standard Time:20260421T170000", "DURATION:PT1H")));
        for (int i = 0; i < 7; i++) {
            assertThat(begins(preview, i))
                    .as("%s", preview.rows().get(i))
                    .isEqualTo(Instant.parse("2026-04-21T08:00:00Z"));
        }
        assertThat(preview.noticed())
                .singleElement()
                .satisfies(row -> assertThat(row.notices())
                        .containsExactly("Its times are in no zone; they are taken as times in Europe/Warsaw."));
        takes(week, calendar(at("utc", "DTSTART:20260421T080000Z", "DTEND:20260421T090000Z")), Meant.IN_ADDITION);
        assertThat(drafts.of(week, ada).rows()).hasSize(1);
    }

    @Test
    void whatIsNoSessionIsToldEntryByEntry() {
        EventId week = krakow();
        Preview preview = looksAt(
                week,
                calendar(
                        at("unknown", "DTSTART;TZID=Mars/Olympus:20260421T100000", "DURATION:PT1H"),
                        entry("UID:none", "SUMMARY:No start"),
                        at("open", "DTSTART:20260421T080000Z", "LOCATION:Somewhere"),
                        entry(
                                "UID:weekly",
                                "SUMMARY:Every week",
                                "DTSTART:20260421T080000Z",
                                "DURATION:PT1H",
                                "RRULE:FREQ=WEEKLY;COUNT=3"),
                        at("late", "DTSTART:20260521T080000Z", "DURATION:PT1H"),
                        at("backwards", "DTSTART:20260421T080000Z", "DTEND:20260421T070000Z"),
                        at("bad", "DTSTART:tomorrow", "DURATION:PT1H"),
                        at("long", "DTSTART:20260421T080000Z", "DURATION:P2D"),
                        at("same", "DTSTART:20260421T080000Z", "DURATION:PT1H"),
                        at("same", "DTSTART:20260421T100000Z", "DURATION:PT1H"),
                        entry("UID:allday", "SUMMARY:A day", "DTSTART;VALUE=DATE:20260421"),
                        entry(
                                "UID:off",
                                "SUMMARY:Off",
                                "STATUS:CANCELLED",
                                "DTSTART:20260421T080000Z",
                                "DURATION:PT1H")));
        assertThat(wrong(preview))
                .containsExactly(
                        "1: Nobody knows the time zone “Mars/Olympus”, and the file does not say how its clocks go.",
                        "2: It has no start.",
                        "3: It has no end.",
                        "4: It repeats. A timetable names each session once: have your program write the single appointments, or enter them in a table.",
                        "5: It is outside the event, which is on 20–23 April 2026.",
                        "6: It does not end after its start.",
                        "7: “tomorrow” is no time.",
                        "8: It lasts longer than 24 hours. Make a row for each day.",
                        "10: Entry 9 has the same UID. Each session needs one of its own.");
        assertThat(preview.rows().stream()
                        .filter(row -> row.outcome() == Outcome.LEFT_OUT)
                        .map(row -> row.notices().getFirst()))
                .containsExactly(
                        "It lasts whole days. A session has a start and an end on the clock.",
                        "It is cancelled, and was never on this timetable.");
    }

    @Test
    void localTimesInAGapOrAFoldAreReadAsTheStandardSaysAndSoIsTold() {
        EventId night =
                event("WORKSHOP", "A night", "Europe/Warsaw", LocalDate.of(2026, 3, 28), LocalDate.of(2026, 10, 26));
        Preview preview = looksAt(
                night,
                calendar(
                        at("gap", "DTSTART;TZID=Europe/Warsaw:20260329T023000", "DURATION:PT1H"),
                        at("fold", "DTSTART;TZID=Europe/Warsaw:20261025T023000", "DURATION:PT1H")));
        assertThat(begins(preview, 0)).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(begins(preview, 1)).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(preview.noticed()).hasSize(2);
    }

    @Test
    void anEntryThatComesAgainIsFoundByItsUidAndACancelledOneIsCancelled() {
        EventId week = krakow();
        takes(week, calendar(at("x@other", "DTSTART:20260421T080000Z", "DURATION:PT1H")), TO_ALL);
        publishes(week);
        UUID id = published(week).getFirst().id().value();
        Preview moved = takes(
                week,
                calendar(entry("UID:x@other", "SUMMARY:A new title", "DTSTART:20260422T120000Z", "DURATION:PT2H")),
                Meant.IN_ADDITION);
        assertThat(moved.count(Outcome.CHANGED)).isOne();
        publishes(week);
        assertThat(published(week)).singleElement().satisfies(session -> {
            assertThat(session.id().value()).isEqualTo(id);
            assertThat(session.title()).isEqualTo("A new title");
            assertThat(session.sequence()).isPositive();
        });
        takes(
                week,
                calendar(
                        "METHOD:CANCEL\r\n",
                        entry("UID:x@other", "SUMMARY:A new title", "DTSTART:20260422T120000Z", "DURATION:PT2H")),
                Meant.IN_ADDITION);
        publishes(week);
        assertThat(published(week)).singleElement().matches(SessionView::cancelled);
    }

    @Test
    void aFileThatIsNoCalendarOrTooMuchOfOneIsRefusedAsAWhole() {
        EventId week = krakow();
        String good = at("a", "DTSTART:20260421T080000Z", "DURATION:PT1H");
        assertThatThrownBy(() -> looksAt(week, calendar(good).replace("SUMMARY:Talk a", "SUMMARY Talk a")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("The calendar cannot be read at line 6");
        assertThatThrownBy(() -> looksAt(week, calendar(good).replace("END:VCALENDAR\r\n", "")))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> looksAt(week, calendar(good.repeat(100_000)).substring(0, 8_000_000)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("more than 1,000 entries");
        assertThatThrownBy(() -> looksAt(week, calendar("BEGIN:VEVENT\r\n".repeat(500))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> looksAt(week, calendar())).hasMessage("The calendar has no entry.");
        assertThatThrownBy(() -> looksAt(week, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;"))
                .hasMessageContaining("The columns do not fit");
    }

    @Test
    void aFoldedLineIsOneLineAndABackslashKeepsCommasInATitle() {
        EventId week = krakow();
        Preview preview = looksAt(
                week,
                calendar(entry(
                        "UID:f",
                        "SUMMARY:Results\\, lessons and",
                        "  what is next",
                        "CATEGORIES:dmso,Smart City,Break",
                        "DTSTART:20260421T080000Z",
                        "DURATION:PT1H")));
        assertThat(preview.rows().getFirst().about()).isEqualTo("Results, lessons and what is next");
        assertThat(Objects.requireNonNull(preview.rows().getFirst().session()).groups())
                .hasSize(2);
    }

    @Test
    void everyNameThatWindowsHasForAZoneLeadsToOne() {
        assertThat(WindowsZones.all()).hasSizeGreaterThan(130);
        assertThat(WindowsZones.of("w. europe standard time"))
                .hasValueSatisfying(zone -> assertThat(zone.getId()).isEqualTo("Europe/Berlin"));
    }
}
