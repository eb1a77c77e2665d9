package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.transaction.annotation.Transactional;

@RostrumTest
@Transactional
class LoginsTests {

    private static final String ELSEWHERE = "https://another-provider.example";

    private final Logins logins;

    LoginsTests(Logins logins) {
        this.logins = logins;
    }

    @Test
    void anAccountMetForTheFirstTimeIsMatchedByItsVerifiedAddressAndKnownBySubjectFromThenOn() {
        PersonId dana = new PersonId(Cast.DANA.id());
        assertThat(logins.recognise(ELSEWHERE, "4711", Cast.DANA.email().toUpperCase(Locale.ROOT), true))
                .contains(dana);
        assertThat(logins.recognise(ELSEWHERE, "4711", "changed@elsewhere.example", true))
                .contains(dana);
        assertThat(logins.recognise(ELSEWHERE, "4711", null, false)).contains(dana);
    }

    @Test
    void anUnverifiedAddressMatchesNobody() {
        assertThat(logins.recognise(ELSEWHERE, "666", Cast.CARLA.email(), false))
                .isEmpty();
    }

    @Test
    void theSameSubjectOfAnotherProviderIsSomebodyElse() {
        assertThat(logins.recognise(ELSEWHERE, Cast.CARLA.account(), "nobody@elsewhere.example", true))
                .isEmpty();
    }
}
