package org.rostrum.local;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.local.SampleMeetings.Sample;
import org.rostrum.testing.Cast;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Registration for the invented members meeting: open, with a test event of the same week whose room is full, so that
 * somebody waits. Nobody is told of it by mail: it happened before the portal was there.
 */
final class SampleRegistrations {

    private static final UUID EVENT = Cast.stableId("event/exampleville");
    private static final UUID TEST_EVENT = Cast.stableId("event/exampleville-testfest");
    private static final UUID ARRIVAL = Cast.stableId("question/arrival");
    private static final UUID FOOD = Cast.stableId("question/food");
    private static final ZoneId ZONE = ZoneId.of("Europe/Warsaw");
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final Set<Cast> IN_PERSON = EnumSet.of(Cast.CARLA, Cast.SEKRA, Cast.DANA, Cast.EDDA);
    private static final Set<Cast> REMOTE = EnumSet.of(Cast.VICTOR, Cast.DEVI, Cast.IPSI, Cast.GUS);
    private static final Set<Cast> AT_THE_TEST_EVENT = EnumSet.of(Cast.EDDA, Cast.CARLA);

    private final JdbcClient jdbc;

    SampleRegistrations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void arrange() {
        LocalDate first = Sample.CURRENT.firstDay();
        jdbc.sql("""
                        insert into event (id, kind, name, host, place, format, time_zone, starts_on, ends_on, sample, subject,
                                           within_id)
                        values (?, 'TEST_EVENT', 'Sample TestFest, Exampleville', 'Lorem Devices', 'Exampleville, Nowhere',
                                'HYBRID', ?, ?, ?, true, 'LightweightM2M 1.2', ?)""")
                .params(TEST_EVENT, ZONE.getId(), first.plusDays(1), first.plusDays(2), EVENT)
                .update();
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until, note)
                        values (:event, :opensAt, :closesAt, :changeUntil,
                                'The host provides lunch. Hotels near the venue: see the host''s letter, **book early**.')""").param("event", EVENT).params(times()).update();
        part(EVENT, 40, null);
        part(TEST_EVENT, AT_THE_TEST_EVENT.size(), 20);
        question(ARRIVAL, 0, "Which day do you arrive?", "CHOICE", false, "Before the first day", "Later");
        question(FOOD, 1, "Dietary needs", "LINE", true);
        question(Cast.stableId("question/visa"), 2, "Do you need a letter for a visa?", "YES_NO", true);
        for (Cast person : IN_PERSON) {
            registers(person, 30);
            takes(person, EVENT, "IN_PERSON", true);
            answers(person, ARRIVAL, "Before the first day");
        }
        for (Cast person : REMOTE) {
            registers(person, 20);
            takes(person, EVENT, "REMOTE", true);
        }
        answers(Cast.DANA, FOOD, "Vegetarian");
        for (Cast person : AT_THE_TEST_EVENT) {
            takes(person, TEST_EVENT, "IN_PERSON", true);
        }
        takes(Cast.DEVI, TEST_EVENT, "IN_PERSON", false);
    }

    /** Counted from today, as the meeting is. */
    void dateFromToday() {
        LocalDate first = Sample.CURRENT.firstDay();
        jdbc.sql("update event set starts_on = ?, ends_on = ? where id = ?")
                .params(first.plusDays(1), first.plusDays(2), TEST_EVENT)
                .update();
        jdbc.sql("""
                        update registration_setup
                           set opens_at = :opensAt, closes_at = :closesAt, change_until = :changeUntil
                         where event_id = :event""").param("event", EVENT).params(times()).update();
    }

    private static Map<String, Object> times() {
        LocalDate first = Sample.CURRENT.firstDay();
        LocalDate last = Sample.CURRENT.lastDay();
        return Map.of(
                "opensAt", at(first.minusDays(50), LocalTime.of(9, 0)),
                "closesAt", at(last, LocalTime.of(12, 0)),
                "changeUntil", at(last, LocalTime.of(18, 0)));
    }

    private static Timestamp at(LocalDate day, LocalTime time) {
        return Timestamp.from(day.atTime(time).atZone(ZONE).toInstant());
    }

    private void part(UUID part, int inPerson, @Nullable Integer remote) {
        jdbc.sql("""
                        insert into registration_part (event_id, part_id, in_person_capacity, remote_capacity)
                        values (:event, :part, :inPerson, :remote)""")
                .param("event", EVENT)
                .param("part", part)
                .param("inPerson", inPerson)
                .param("remote", remote)
                .update();
    }

    private void question(UUID id, int position, String label, String kind, boolean inPersonOnly, String... options) {
        jdbc.sql("""
                        insert into registration_question (id, event_id, position, label, kind, options, in_person_only)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(id, EVENT, position, label, kind, options, inPersonOnly)
                .update();
    }

    /** Each at a minute of their own, so that the waiting list has one order. */
    private static int minute(Cast person) {
        return Arrays.asList(Cast.values()).indexOf(person);
    }

    private static UUID id(Cast person) {
        return Cast.stableId("registration/" + person);
    }

    private void registers(Cast person, int daysBefore) {
        Cast.Company company = person.company();
        Timestamp then = at(Sample.CURRENT.firstDay().minusDays(daysBefore), LocalTime.of(10, minute(person)));
        jdbc.sql("""
                        insert into registration (id, event_id, person_id, organization_id, code, listed, registered_at,
                                                  changed_at)
                        values (:id, :event, :person, :organization, :code, :listed, :then, :then)""")
                .param("id", id(person))
                .param("event", EVENT)
                .param("person", person.id())
                .param("organization", company == null ? null : company.id())
                .param("code", code(person))
                .param("listed", person != Cast.IPSI)
                .param("then", then)
                .update();
    }

    /** The same in every run, so that a badge that was printed yesterday still opens. */
    private static String code(Cast person) {
        long bits = Cast.stableId("code/" + person).getMostSignificantBits();
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            code.append(LETTERS.charAt((int) (bits & 31)));
            bits >>>= 5;
        }
        return code.toString();
    }

    private void takes(Cast person, UUID part, String mode, boolean confirmed) {
        Instant then = Sample.CURRENT
                .firstDay()
                .minusDays(confirmed ? 20 : 15)
                .atTime(10, minute(person))
                .atZone(ZONE)
                .toInstant();
        jdbc.sql("""
                        insert into registration_choice (registration_id, event_id, part_id, mode, place, asked_at,
                                                         confirmed_at)
                        values (:id, :event, :part, :mode, :place, :then, :confirmed)""")
                .param("id", id(person))
                .param("event", EVENT)
                .param("part", part)
                .param("mode", mode)
                .param("place", confirmed ? "CONFIRMED" : "WAITING")
                .param("then", Timestamp.from(then))
                .param("confirmed", confirmed ? Timestamp.from(then) : null)
                .update();
    }

    private void answers(Cast person, UUID question, String answer) {
        jdbc.sql("""
                        insert into registration_answer (registration_id, event_id, question_id, answer)
                        values (?, ?, ?, ?)""").params(id(person), EVENT, question, answer).update();
    }
}
