package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.access.Viewers;
import org.rostrum.shared.BodySettings;
import org.rostrum.testing.Body;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.Postgres;
import org.rostrum.testing.RostrumTest;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A number that was given, and a mark that was made, are never changed. */
@RostrumTest
class KeptNumbersTests {

    private final OwnGroup own;
    private final Numbers numbers;
    private final JdbcClient jdbc;

    KeptNumbersTests(Newcomers newcomers, Viewers viewers, Body body, Numbers numbers, JdbcClient jdbc) {
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.numbers = numbers;
        this.jdbc = jdbc;
    }

    private void refused(String constraint, String change, UUID id) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update contribution set " + change + " where id = ?")
                        .param(id)
                        .update())
                .withMessageContaining(constraint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "late = not late",
                "submitted_at = submitted_at + interval '1 second'",
                "submitted_at = null, late = false"
            })
    void whetherItWasLateIsSettledWhenItComes(String change) {
        var meeting = own.meetingIn(Duration.ofDays(3));
        refused("settled when it came", change, own.submitted(meeting, true));
        refused("settled when it came", change, own.submitted(meeting, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"number = 'OMA-X-2026-0001'", "serial = serial + 1000", "year = 1998"})
    void aNumberIsGivenOnce(String change) {
        refused("a number is given once", change, own.reserved(own.meetingIn(Duration.ofDays(30))));
    }

    @Test
    void noTwoDifferInCapitalsOnly() {
        UUID first = own.reserved(own.meetingIn(Duration.ofDays(30)));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into contribution (id, meeting_id, group_id, year, serial, number, type, purpose,
                                                          title, state, author_id, source, reserved_at)
                                select gen_random_uuid(), meeting_id, group_id, year, 999, lower(number), type, purpose,
                                       title, state, author_id, source, reserved_at
                                  from contribution where id = ?""").param(first).update())
                .withMessageContaining("contribution_number");
    }

    @Test
    void aNumberThatSomebodyCitesIsFoundWithItsRevisionAndWhateverFollows() {
        UUID id = own.reserved(own.meetingIn(Duration.ofDays(30)));
        String number = jdbc.sql("select number from contribution where id = ?")
                .param(id)
                .query(String.class)
                .single();
        var contribution = new ContributionId(id);
        assertThat(numbers.cited(number)).contains(new Numbers.Cited(contribution, null, ""));
        assertThat(numbers.cited(number.toLowerCase(Locale.ROOT) + "r02"))
                .contains(new Numbers.Cited(contribution, 2, ""));
        assertThat(numbers.cited(number + "R02-CR_Bootstrap_1.2"))
                .contains(new Numbers.Cited(contribution, 2, "-CR_Bootstrap_1.2"));
        assertThat(numbers.cited(number + "9")).isEmpty();
        assertThat(numbers.cited("")).isEmpty();
        assertThat(numbers.cited("x".repeat(5_000))).isEmpty();
    }

    /** What people have read and cited before numbers were kept is what is kept. */
    @Test
    void thoseFromBeforeKeepTheNumberThatWasShown() {
        DataSource database = new DriverManagerDataSource(Postgres.newDatabase());
        JdbcClient old = JdbcClient.create(database);
        migrate(database, "48");
        old.sql("""
                with person as (insert into person (id, name, email)
                                values (gen_random_uuid(), 'Dana', 'dana@examplecom.example') returning id),
                     room as (insert into room (id) values (gen_random_uuid()) returning id),
                     body as (insert into working_group (id, code, name, kind)
                              values (gen_random_uuid(), 'DMSO', 'DMSO', 'WORKING_GROUP') returning id),
                     meeting as (insert into meeting (id, group_id, room_id, name, time_zone, starts_at, ends_at,
                                                      contribution_deadline)
                                 select gen_random_uuid(), body.id, room.id, 'M', 'UTC', now(), now() + interval '1 day', now()
                                   from body, room returning id, group_id)
                insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state, author_id,
                                          source, reserved_at)
                select gen_random_uuid(), meeting.id, group_id, 2026, serial, 'INP', 'Discussion', 'x', 'RESERVED',
                       person.id, 'x', now()
                  from meeting, person, unnest(array[7, 12345]) serial""").update();

        migrate(database, "49");

        assertThat(old.sql("select number from contribution order by serial")
                        .query(String.class)
                        .list())
                .containsExactly("XYZ-DMSO-2026-0007", "XYZ-DMSO-2026-12345");
    }

    private static void migrate(DataSource database, String target) {
        var body = new BodySettings("Example body", "XYZ", ZoneOffset.UTC, null, null, false, "the staff");
        var flyway = Flyway.configure().dataSource(database).target(target);
        NumbersGivenEarlier.prefixOfNumbersGivenEarlier(body).customize(flyway);
        flyway.load().migrate();
    }
}
