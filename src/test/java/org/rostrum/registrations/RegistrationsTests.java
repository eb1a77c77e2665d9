package org.rostrum.registrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rostrum.meetings.ParticipationMode.IN_PERSON;
import static org.rostrum.meetings.ParticipationMode.REMOTE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.meetings.Participations;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.News;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.annotation.Transactional;

/** Registering for a week: who, when, for what, and where it shows. */
@RostrumTest
@RecordApplicationEvents
@Transactional
class RegistrationsTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());

    private final Registrations registrations;
    private final RegistrationSetups setups;
    private final Participations participations;
    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;

    RegistrationsTests(
            Registrations registrations,
            RegistrationSetups setups,
            Participations participations,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.registrations = registrations;
        this.setups = setups;
        this.participations = participations;
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private Registration registers(OpenRegistration open, Cast person, ParticipationMode mode, UUID... meetings) {
        Viewer viewer = viewer(person);
        Integer version = registrations
                .of(open.id(), viewer.person())
                .map(Registration::version)
                .orElse(null);
        return registrations.register(open.id(), open.asks(mode, meetings), version, viewer);
    }

    private @Nullable String answerAt(Gathering meeting, Cast person) {
        return jdbc.sql("select mode from participation where meeting_id = ? and person_id = ?")
                .params(meeting.id(), person.id())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static List<News> news(ApplicationEvents events, String type, Cast person) {
        return events.stream(News.class)
                .filter(news -> news.type().equals(type) && news.people().contains(person.id()))
                .toList();
    }

    private Gathering meetingIn(Week week) {
        Gathering meeting = body.meetingNextMonth();
        week.holds(meeting);
        return meeting;
    }

    @Test
    void aDelegateHasAPlaceACodeAndAConfirmationWithItsPicture(ApplicationEvents events) {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 2, null);
        Registration own = registers(open, Cast.DANA, IN_PERSON);
        assertThat(own.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.place()).isEqualTo(PlaceState.CONFIRMED);
            assertThat(choice.position()).isZero();
        });
        assertThat(own.code()).matches("[2-9A-HJ-NP-Z]{10}");
        assertThat(own.organization()).isEqualTo(Cast.Company.EXAMPLECOM.title());
        assertThat(news(events, "registration.confirmed", Cast.DANA))
                .singleElement()
                .satisfies(news -> {
                    assertThat(news.text()).contains("in person, confirmed", own.spelled());
                    assertThat(news.path()).isEqualTo("/events/" + open.id() + "/registration");
                    assertThat(news.attachments())
                            .singleElement()
                            .satisfies(picture ->
                                    assertThat(Scanned.png(picture.content())).endsWith("/check-in/" + own.code()));
                });
    }

    @Test
    void sendingTheSameTwiceChangesNothingAndTellsNobodyTwice(ApplicationEvents events) {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 2, null);
        RegistrationRequest asked = open.asks(IN_PERSON);
        Registration first = registrations.register(open.id(), asked, null, viewer(Cast.DANA));
        Registration second = registrations.register(open.id(), asked, null, viewer(Cast.DANA));
        assertThat(second).isEqualTo(first);
        assertThat(news(events, "registration.confirmed", Cast.DANA)).hasSize(1);
        assertThatThrownBy(() -> registrations.register(open.id(), open.asks(REMOTE), null, viewer(Cast.DANA)))
                .as("something else, from a page that did not know of the first")
                .isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void eachPartOfTheWeekIsAnsweredForItselfAndTheLastPlacesAreCounted() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 5, null);
        EventId testFest = new EventId(open.week().within("Sample TestFest"));
        open.part(testFest.value(), 1, null);
        registrations.register(
                open.id(),
                new RegistrationRequest(Map.of(testFest, IN_PERSON), Map.of(), Set.of(), true),
                null,
                viewer(Cast.CARLA));
        Registration dana = registrations.register(
                open.id(),
                new RegistrationRequest(Map.of(open.id(), REMOTE, testFest, IN_PERSON), Map.of(), Set.of(), true),
                null,
                viewer(Cast.DANA));
        assertThat(dana.choice(open.id())).hasValueSatisfying(choice -> {
            assertThat(choice.mode()).isEqualTo(REMOTE);
            assertThat(choice.waiting()).isFalse();
        });
        assertThat(dana.choice(testFest)).hasValueSatisfying(choice -> {
            assertThat(choice.waiting()).isTrue();
            assertThat(choice.position()).isEqualTo(1);
        });
        RegistrationPart part = setups.require(open.id()).part(testFest).orElseThrow();
        assertThat(part.left(IN_PERSON)).isZero();
        assertThat(part.left(REMOTE)).isNull();
        assertThat(part.places(IN_PERSON)).isEqualTo("full, 1 on the waiting list");
    }

    @Test
    void whoeverWaitsMovesUpInTheirOrderWhenSomebodyWithdrawsOrChangesOrIsWithdrawnByTheStaff(
            ApplicationEvents events) {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        registers(open, Cast.CARLA, IN_PERSON);
        Registration dana = registers(open, Cast.DANA, IN_PERSON);
        Registration devi = registers(open, Cast.DEVI, IN_PERSON);
        Registration ipsi = registers(open, Cast.IPSI, IN_PERSON);
        assertThat(dana.choices().getFirst().position()).isEqualTo(1);
        assertThat(devi.choices().getFirst().position()).isEqualTo(2);
        assertThat(ipsi.choices().getFirst().position()).isEqualTo(3);

        registrations.withdraw(open.id(), viewer(Cast.CARLA));
        assertThat(of(open, Cast.DANA).waits()).isFalse();
        assertThat(of(open, Cast.DEVI).choices().getFirst().position()).isEqualTo(1);
        assertThat(news(events, "registration.place", Cast.DANA)).hasSize(1);
        assertThat(news(events, "registration.place", Cast.DEVI)).isEmpty();

        registers(open, Cast.DANA, REMOTE);
        assertThat(of(open, Cast.DEVI).waits()).isFalse();

        registrations.withdrawFor(open.id(), new PersonId(Cast.DEVI.id()), ADA);
        assertThat(of(open, Cast.IPSI).waits()).isFalse();
        assertThat(news(events, "registration.withdrawn", Cast.DEVI)).hasSize(1);
        assertThat(events.stream(PrivilegedAct.class))
                .anyMatch(act -> act.action().equals("registration.withdrawn-for")
                        && act.subjectId().equals(Cast.DEVI.id().toString()));
    }

    private Registration of(OpenRegistration open, Cast person) {
        return registrations.of(open.id(), new PersonId(person.id())).orElseThrow();
    }

    @Test
    void whoeverRegistersAgainKeepsTheirCodeAndStandsAtTheEndOfTheList() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        registers(open, Cast.CARLA, IN_PERSON);
        Registration dana = registers(open, Cast.DANA, IN_PERSON);
        registers(open, Cast.DEVI, IN_PERSON);
        registrations.withdraw(open.id(), viewer(Cast.DANA));
        registrations.withdraw(open.id(), viewer(Cast.DANA));
        assertThat(of(open, Cast.DANA).active()).isFalse();
        Registration again = registers(open, Cast.DANA, IN_PERSON);
        assertThat(again.code()).isEqualTo(dana.code());
        assertThat(again.choices().getFirst().position()).isEqualTo(2);
    }

    // --- Meetings ----------------------------------------------------------------------------------------------------

    @Test
    void theMeetingsThatSomebodyAttendsSayItToo() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        Gathering meeting = meetingIn(open.week());
        registers(open, Cast.DANA, IN_PERSON, meeting.id());
        assertThat(answerAt(meeting, Cast.DANA)).isEqualTo("IN_PERSON");
        registers(open, Cast.DANA, REMOTE, meeting.id());
        assertThat(answerAt(meeting, Cast.DANA)).isEqualTo("REMOTE");
        assertThat(of(open, Cast.DANA).meetings()).containsExactly(meeting.id());
        registers(open, Cast.DANA, REMOTE);
        assertThat(answerAt(meeting, Cast.DANA)).isNull();
        registers(open, Cast.DANA, REMOTE, meeting.id());
        registrations.withdraw(open.id(), viewer(Cast.DANA));
        assertThat(answerAt(meeting, Cast.DANA)).isNull();
    }

    @Test
    void whoeverWaitsForAPlaceAttendsTheirMeetingsWhenTheyHaveIt() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        Gathering meeting = meetingIn(open.week());
        registers(open, Cast.CARLA, IN_PERSON);
        registers(open, Cast.DANA, IN_PERSON, meeting.id());
        assertThat(answerAt(meeting, Cast.DANA)).isNull();
        assertThat(of(open, Cast.DANA).meetings()).containsExactly(meeting.id());
        registrations.withdraw(open.id(), viewer(Cast.CARLA));
        assertThat(answerAt(meeting, Cast.DANA)).isEqualTo("IN_PERSON");
    }

    @Test
    void aGroupThatKeepsToItselfIsOfferedToItsOwnPeopleOnly() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        Instant start = Instant.now().plus(30, ChronoUnit.DAYS);
        Gathering closed = body.meeting(Body.CITY, start, start.plus(2, ChronoUnit.HOURS), "ACCEPT");
        open.week().holds(closed);
        assertThat(registrations.meetings(open.id(), viewer(Cast.DANA))).isEmpty();
        assertThat(registrations.meetings(open.id(), viewer(Cast.DEVI)))
                .extracting(MeetingOffer::id)
                .containsExactly(closed.id());
        Registration dana = registers(open, Cast.DANA, REMOTE, closed.id());
        assertThat(dana.meetings()).isEmpty();
        assertThat(answerAt(closed, Cast.DANA)).isNull();
    }

    @Test
    void aMeetingsOwnButtonsNeedAPlaceAtItsEvent() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        Gathering meeting = meetingIn(open.week());
        MeetingId id = new MeetingId(meeting.id());
        assertThatThrownBy(() -> participations.takePart(id, REMOTE, viewer(Cast.DANA)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Register for Members meeting");
        registers(open, Cast.DANA, REMOTE);
        assertThatThrownBy(() -> participations.takePart(id, IN_PERSON, viewer(Cast.DANA)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("You have a place at Members meeting");
        participations.takePart(id, REMOTE, viewer(Cast.DANA));
        assertThat(of(open, Cast.DANA).meetings()).containsExactly(meeting.id());
    }

    // --- Who may -----------------------------------------------------------------------------------------------------

    @Test
    void aGuestRegistersForTheEventOfTheirMeetingAndForNoOther() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        OpenRegistration other = OpenRegistration.nextMonth(jdbc, null, null);
        body.invites(Cast.GUS, meetingIn(open.week()));
        assertThat(registers(open, Cast.GUS, REMOTE).active()).isTrue();
        assertThatThrownBy(() -> registers(other, Cast.GUS, REMOTE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("guests who were invited to a meeting of this event");
    }

    @Test
    void aTestEventTakesTheRightOfTheMembersLevel() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        EventId testFest = new EventId(open.week().within("Sample TestFest"));
        open.part(testFest.value(), null, null);
        jdbc.sql(
                        "update membership_right set extent = 'NO' where level_code = 'associate' and right_code = 'SPECIAL_EVENTS'")
                .update();
        RegistrationRequest asked = new RegistrationRequest(Map.of(testFest, REMOTE), Map.of(), Set.of(), true);
        assertThatThrownBy(() -> registrations.register(open.id(), asked, null, viewer(Cast.IPSI)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Ipsum Cloud's does not");
        assertThat(registrations
                        .register(open.id(), asked, null, viewer(Cast.DANA))
                        .active())
                .isTrue();
        assertThat(registrations
                        .register(open.id(), asked, null, viewer(Cast.TESSA))
                        .active())
                .isTrue();
    }

    @Test
    void aTokenThatOnlyReadsRegistersNobody() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        Viewer reading = viewers.person(new PersonId(Cast.DANA.id()), EnumSet.of(Scope.READ))
                .orElseThrow();
        assertThatThrownBy(() -> registrations.register(open.id(), open.asks(REMOTE), null, reading))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("lacks the scope");
        assertThatThrownBy(() -> registrations.withdraw(open.id(), reading)).isInstanceOf(Refusal.class);
    }

    // --- When --------------------------------------------------------------------------------------------------------

    @Test
    void beforeItOpensAndAfterItClosesNobodyRegistersButTheStaffForThem(ApplicationEvents events) {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        Instant now = Instant.now();
        open.times(now.plus(1, ChronoUnit.HOURS), now.plus(2, ChronoUnit.HOURS), now.plus(3, ChronoUnit.HOURS));
        assertThatThrownBy(() -> registers(open, Cast.DANA, REMOTE))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Registration opens on ")
                .hasMessageContaining("(Warsaw)");
        open.times(now.minus(3, ChronoUnit.HOURS), now.minus(2, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS));
        assertThatThrownBy(() -> registers(open, Cast.DANA, REMOTE))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Registration closed on ");
        Registration late =
                registrations.registerFor(open.id(), new PersonId(Cast.DANA.id()), open.asks(REMOTE), null, ADA);
        assertThat(late.active()).isTrue();
        assertThat(events.stream(PrivilegedAct.class))
                .anyMatch(act -> act.action().equals("registration.made-for"));
        assertThat(registers(open, Cast.DANA, IN_PERSON).choices().getFirst().mode())
                .as("changes are still taken")
                .isEqualTo(IN_PERSON);
        open.times(now.minus(3, ChronoUnit.HOURS), now.minus(2, ChronoUnit.HOURS), now.minus(1, ChronoUnit.HOURS));
        assertThatThrownBy(() -> registers(open, Cast.DANA, REMOTE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("You can still withdraw");
        registrations.withdraw(open.id(), viewer(Cast.DANA));
        assertThat(of(open, Cast.DANA).active()).isFalse();
    }

    @Test
    void whatIsOverOrCancelledTakesNothingMoreNotEvenFromTheStaff() {
        LocalDate day = LocalDate.now(ZoneId.of("Europe/Warsaw")).minusDays(5);
        OpenRegistration over = OpenRegistration.of(
                Week.of(jdbc, "A week that is over", day, day.plusDays(1), "Europe/Warsaw"), jdbc, null, null);
        assertThatThrownBy(() -> registers(over, Cast.DANA, REMOTE)).hasMessageContaining("The event is over");
        OpenRegistration cancelled = OpenRegistration.nextMonth(jdbc, null, null);
        registers(cancelled, Cast.DANA, REMOTE);
        jdbc.sql("update event set status = 'CANCELLED' where id = ?")
                .param(cancelled.week().id())
                .update();
        assertThatThrownBy(() -> registrations.registerFor(
                        cancelled.id(), new PersonId(Cast.DEVI.id()), cancelled.asks(REMOTE), null, ADA))
                .hasMessageContaining("The event is cancelled");
        assertThatThrownBy(() -> registrations.withdraw(cancelled.id(), viewer(Cast.DANA)))
                .hasMessageContaining("The event is cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Warsaw", "Africa/Casablanca", "Australia/Lord_Howe"})
    void aDeadlineIsSaidOnTheClocksOfThePlace(String zone) {
        LocalDate day = LocalDate.now(ZoneId.of(zone)).plusDays(40);
        OpenRegistration open = OpenRegistration.of(Week.of(jdbc, "Week in " + zone, day, day, zone), jdbc, null, null);
        Instant closed = Instant.parse("2026-03-29T00:59:00Z");
        open.times(closed.minus(9, ChronoUnit.DAYS), closed, closed);
        assertThatThrownBy(() -> registers(open, Cast.DANA, REMOTE))
                .hasMessageContaining(
                        java.time.format.DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", java.util.Locale.ENGLISH)
                                .format(closed.atZone(ZoneId.of(zone))));
    }

    // --- Answers -----------------------------------------------------------------------------------------------------

    @Test
    void whatMustBeAnsweredIsAskedOfThoseItConcernsAndEverythingWrongIsSaidAtOnce() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        QuestionId size = open.question("Shirt", QuestionKind.CHOICE, true, false, "S", "M", "L");
        QuestionId food = open.question("Dietary needs", QuestionKind.LINE, true, true);
        assertThatThrownBy(() -> registrations.register(
                        open.id(),
                        new RegistrationRequest(
                                Map.of(open.id(), IN_PERSON), Map.of(size, "XXL", food, " "), Set.of(), true),
                        null,
                        viewer(Cast.DANA)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.fields().keySet())
                                .containsExactly("question-" + size, "question-" + food));
        Registration remote = registrations.register(
                open.id(),
                new RegistrationRequest(
                        Map.of(open.id(), REMOTE), Map.of(size, "M", food, "vegetarian"), Set.of(), true),
                null,
                viewer(Cast.DANA));
        assertThat(remote.answers()).isEqualTo(Map.of(size, "M"));
        assertThatThrownBy(() -> registrations.register(
                        open.id(),
                        new RegistrationRequest(Map.of(), Map.of(size, "M"), Set.of(), true),
                        0,
                        viewer(Cast.DANA)))
                .hasMessageContaining("withdraw");
    }

    @Test
    void anAnswerToAQuestionThatIsRetiredStaysAndDoesNotStandInTheWay() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, null, null);
        QuestionId shirt = open.question("Shirt", QuestionKind.LINE, false, false);
        registrations.register(
                open.id(),
                new RegistrationRequest(Map.of(open.id(), REMOTE), Map.of(shirt, "M"), Set.of(), true),
                null,
                viewer(Cast.DANA));
        setups.remove(open.id(), shirt, ADA);
        Registration same = registrations.register(open.id(), open.asks(REMOTE), null, viewer(Cast.DANA));
        assertThat(same.version()).isZero();
        assertThat(same.answers()).containsEntry(shirt, "M");
    }
}
