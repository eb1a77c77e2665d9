package org.rostrum.registrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rostrum.meetings.ParticipationMode.IN_PERSON;
import static org.rostrum.meetings.ParticipationMode.REMOTE;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.RostrumTest;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many people who take places in the same instant: never more than there are, and nobody overtaken. */
@RostrumTest
class LastPlaceTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());

    private final Registrations registrations;
    private final RegistrationSetups setups;
    private final Viewers viewers;
    private final Newcomers newcomers;
    private final JdbcClient jdbc;

    LastPlaceTests(
            Registrations registrations,
            RegistrationSetups setups,
            Viewers viewers,
            Newcomers newcomers,
            JdbcClient jdbc) {
        this.registrations = registrations;
        this.setups = setups;
        this.viewers = viewers;
        this.newcomers = newcomers;
        this.jdbc = jdbc;
    }

    private List<Viewer> delegates(int count) {
        OrganizationId member = newcomers.member("strategic");
        return IntStream.range(0, count)
                .mapToObj(i -> viewer(newcomers.delegate(member)))
                .toList();
    }

    private Viewer viewer(Newcomer person) {
        return viewers.person(person.id(), EnumSet.allOf(Scope.class)).orElseThrow();
    }

    private Runnable registers(OpenRegistration open, Viewer viewer) {
        return () -> registrations.register(open.id(), open.asks(IN_PERSON), null, viewer);
    }

    @Test
    void ofTwoWhoTakeTheLastPlaceInTheSameInstantOneHasItAndOneWaits() throws InterruptedException {
        for (int round = 0; round < 5; round++) {
            OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
            List<Viewer> two = delegates(2);
            assertThat(AtOnce.refused(registers(open, two.get(0)), registers(open, two.get(1))))
                    .isEmpty();
            assertThat(open.inPerson()).isEqualTo("1 confirmed, 1 waiting");
        }
    }

    @Test
    void thirtyAtOnceFillTwelvePlacesAndStandInOneLine() throws InterruptedException {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 12, null);
        List<Viewer> thirty = delegates(30);
        assertThat(AtOnce.refused(
                        thirty.stream().map(viewer -> registers(open, viewer)).toArray(Runnable[]::new)))
                .isEmpty();
        assertThat(open.inPerson()).isEqualTo("12 confirmed, 18 waiting");
        List<Integer> positions = thirty.stream()
                .map(viewer -> registrations.of(open.id(), viewer.person()).orElseThrow())
                .filter(Registration::waits)
                .map(own -> own.choices().getFirst().position())
                .sorted()
                .toList();
        assertThat(positions).isEqualTo(IntStream.rangeClosed(1, 18).boxed().toList());
    }

    @Test
    void whoeverWithdrawsWhileOthersRegisterLeavesNoPlaceEmpty() throws InterruptedException {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 5, null);
        List<Viewer> first = delegates(10);
        first.forEach(viewer -> registers(open, viewer).run());
        List<Runnable> attempts = new ArrayList<>();
        first.subList(0, 5).forEach(viewer -> attempts.add(() -> registrations.withdraw(open.id(), viewer)));
        delegates(5).forEach(viewer -> attempts.add(registers(open, viewer)));
        attempts.add(() -> registrations.register(open.id(), open.asks(REMOTE), 0, first.get(9)));
        assertThat(AtOnce.refused(attempts.toArray(Runnable[]::new))).isEmpty();
        assertThat(open.inPerson()).isEqualTo("5 confirmed, 4 waiting");
        assertThat(first.subList(5, 9))
                .as("those who waited before the others came")
                .allSatisfy(viewer -> assertThat(registrations
                                .of(open.id(), viewer.person())
                                .orElseThrow()
                                .waits())
                        .isFalse());
    }

    @Test
    void onePersonWhoSendsTheFormFromTwoTabsAtOnceHasOneRegistration() throws InterruptedException {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 3, null);
        Viewer dana = delegates(1).getFirst();
        assertThat(AtOnce.refused(registers(open, dana), registers(open, dana), registers(open, dana)))
                .isEmpty();
        assertThat(open.inPerson()).isEqualTo("1 confirmed, 0 waiting");
    }

    @Test
    void morePlacesMoveTheLineUpWhileOthersRegister() throws InterruptedException {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 2, null);
        List<Viewer> first = delegates(6);
        first.forEach(viewer -> registers(open, viewer).run());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        SetupText larger = new SetupText(
                now.minus(1, ChronoUnit.DAYS),
                now.plus(5, ChronoUnit.DAYS),
                now.plus(5, ChronoUnit.DAYS),
                "",
                List.of(new SetupText.Part(open.id(), true, true, 5, null)));
        Viewer late = delegates(1).getFirst();
        assertThat(AtOnce.refused(() -> setups.save(open.id(), larger, 0, ADA), registers(open, late)))
                .isEmpty();
        assertThat(open.inPerson()).isEqualTo("5 confirmed, 2 waiting");
        assertThat(first.subList(0, 5))
                .allSatisfy(viewer -> assertThat(registrations
                                .of(open.id(), viewer.person())
                                .orElseThrow()
                                .waits())
                        .isFalse());
        assertThat(registrations.of(open.id(), late.person()).orElseThrow().waits())
                .isTrue();
    }

    @Test
    void theDatabaseItselfTakesNoMoreThanFit() {
        OpenRegistration open = OpenRegistration.nextMonth(jdbc, 1, null);
        registers(open, delegates(1).getFirst()).run();
        Viewer other = delegates(1).getFirst();
        Registration waiting = registrations.register(open.id(), open.asks(IN_PERSON), null, other);
        assertThatThrownBy(() -> jdbc.sql("""
                                update registration_choice set place = 'CONFIRMED', confirmed_at = now()
                                 where registration_id = ?""").param(waiting.id().value()).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("no place is left");
    }
}
