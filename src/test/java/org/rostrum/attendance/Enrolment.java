package org.rostrum.attendance;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registrations for a week, put straight into the tables, for tests that are about who then comes. */
record Enrolment(Week week, JdbcClient jdbc) {

    static Enrolment of(Week week, JdbcClient jdbc) {
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until)
                        values (?, now() - interval '60 days', now() + interval '1 day', now() + interval '1 day')""").param(week.id()).update();
        Enrolment enrolment = new Enrolment(week, jdbc);
        enrolment.offers(week.id());
        return enrolment;
    }

    /** A part of the week that one may register for. */
    void offers(UUID part) {
        jdbc.sql("insert into registration_part (event_id, part_id) values (?, ?)")
                .params(week.id(), part)
                .update();
    }

    /** Somebody comes in person; @return their code. */
    String takes(UUID person) {
        String code = registers(person);
        chooses(code, week.id(), "IN_PERSON", "CONFIRMED");
        return code;
    }

    String registers(UUID person) {
        String letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        StringBuilder code = new StringBuilder();
        ThreadLocalRandom.current()
                .ints(10, 0, letters.length())
                .forEach(letter -> code.append(letters.charAt(letter)));
        jdbc.sql("""
                        insert into registration (id, event_id, person_id, organization_id, code, listed, registered_at,
                                                  changed_at)
                        values (?, ?, ?, (select organization_id from current_delegation where person_id = ?), ?, true,
                                now(), now())""")
                .params(NewId.next(), week.id(), person, person, code.toString())
                .update();
        return code.toString();
    }

    void chooses(String code, UUID part, String mode, String place) {
        jdbc.sql("""
                        insert into registration_choice (registration_id, event_id, part_id, mode, place, asked_at,
                                                         confirmed_at)
                        select id, event_id, ?, ?, ?, now(), case ? when 'CONFIRMED' then now() end
                          from registration where code = ?""").params(part, mode, place, place, code).update();
    }

    void withdraws(String code) {
        jdbc.sql("update registration set withdrawn_at = now() where code = ?")
                .param(code)
                .update();
    }
}
