package org.rostrum.registrations;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registration for a week, open since yesterday, as a test arranges it. */
record OpenRegistration(Week week, JdbcClient jdbc) {

    /** For a week in a month. */
    static OpenRegistration nextMonth(JdbcClient jdbc, @Nullable Integer inPerson, @Nullable Integer remote) {
        return of(Week.nextMonth(jdbc), jdbc, inPerson, remote);
    }

    static OpenRegistration of(Week week, JdbcClient jdbc, @Nullable Integer inPerson, @Nullable Integer remote) {
        Instant now = Instant.now();
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until)
                        values (?, ?, ?, ?)""")
                .params(
                        week.id(),
                        Timestamp.from(now.minus(1, ChronoUnit.DAYS)),
                        Timestamp.from(now.plus(10, ChronoUnit.DAYS)),
                        Timestamp.from(now.plus(20, ChronoUnit.DAYS)))
                .update();
        OpenRegistration open = new OpenRegistration(week, jdbc);
        open.part(week.id(), inPerson, remote);
        return open;
    }

    EventId id() {
        return new EventId(week.id());
    }

    void part(UUID event, @Nullable Integer inPerson, @Nullable Integer remote) {
        jdbc.sql("""
                        insert into registration_part (event_id, part_id, in_person_capacity, remote_capacity)
                        values (:event, :part, :inPerson, :remote)""")
                .param("event", week.id())
                .param("part", event)
                .param("inPerson", inPerson)
                .param("remote", remote)
                .update();
    }

    QuestionId question(String label, QuestionKind kind, boolean required, boolean inPersonOnly, String... options) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into registration_question (id, event_id, position, label, kind, options, required,
                                                           in_person_only)
                        values (:id, :event, (select count(*) from registration_question where event_id = :event), :label,
                                :kind, :options, :required, :inPersonOnly)""")
                .param("id", id)
                .param("event", week.id())
                .param("label", label)
                .param("kind", kind.name())
                .param("options", options)
                .param("required", required)
                .param("inPersonOnly", inPersonOnly)
                .update();
        return new QuestionId(id);
    }

    void times(Instant opens, Instant closes, Instant changeUntil) {
        jdbc.sql("update registration_setup set opens_at = ?, closes_at = ?, change_until = ? where event_id = ?")
                .params(Timestamp.from(opens), Timestamp.from(closes), Timestamp.from(changeUntil), week.id())
                .update();
    }

    RegistrationRequest asks(ParticipationMode mode, UUID... meetings) {
        return new RegistrationRequest(Map.of(id(), mode), Map.of(), Set.of(meetings), true);
    }

    /** How many have a place in the room, and how many wait for one. */
    String inPerson() {
        return jdbc.sql("""
                        select count(*) filter (where place = 'CONFIRMED') || ' confirmed, '
                               || count(*) filter (where place = 'WAITING') || ' waiting'
                          from registration_choice where event_id = ? and part_id = ? and mode = 'IN_PERSON'""").params(week.id(), week.id()).query(String.class).single();
    }
}
