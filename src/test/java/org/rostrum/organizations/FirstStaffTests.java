package org.rostrum.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RostrumTest
@Transactional
class FirstStaffTests {

    private final People people;
    private final JdbcClient jdbc;

    FirstStaffTests(People people, JdbcClient jdbc) {
        this.people = people;
        this.jdbc = jdbc;
    }

    private boolean staff(String email) {
        return jdbc.sql("select coalesce(bool_or(staff), false) from person where lower(email) = lower(?)")
                .param(email)
                .query(Boolean.class)
                .single();
    }

    @Test
    void anEmptyPortalBeginsWithWhomTheSettingNames() {
        jdbc.sql("update person set staff = false").update();
        people.beginWith("first@rostrum.example");
        assertThat(staff("first@rostrum.example")).isTrue();
    }

    @Test
    void somebodyWhoIsKnownAlreadyIsFoundByTheirAddress() {
        jdbc.sql("update person set staff = false").update();
        people.beginWith(Cast.DEVI.email().toUpperCase(Locale.ROOT));
        assertThat(staff(Cast.DEVI.email())).isTrue();
    }

    @Test
    void whereSomebodyIsStaffTheSettingGivesNobodyAnything() {
        people.beginWith(Cast.DEVI.email());
        people.beginWith("first@rostrum.example");
        assertThat(staff(Cast.DEVI.email())).isFalse();
        assertThat(staff("first@rostrum.example")).isFalse();
        assertThat(staff(Cast.ADA.email())).isTrue();
    }
}
