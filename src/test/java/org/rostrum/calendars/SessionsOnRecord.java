package org.rostrum.calendars;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events with published sessions, as their tables hold them. */
record SessionsOnRecord(JdbcClient jdbc) {

    UUID event(String name) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into event (id, kind, name, place, time_zone, starts_on, ends_on)
                        values (?, 'MEMBERS_MEETING', ?, 'Kraków, Poland', 'Europe/Warsaw', ?, ?)""")
                .params(id, name, LocalDate.of(2027, 4, 19), LocalDate.of(2027, 4, 22))
                .update();
        jdbc.sql("insert into timetable (event_id, version) values (?, 1)")
                .param(id)
                .update();
        return id;
    }

    UUID session(UUID event, String title, String visibility, UUID... groups) {
        return session(event, title, Instant.parse("2027-04-20T08:00:00Z"), visibility, groups);
    }

    UUID session(UUID event, String title, Instant startsAt, String visibility, UUID... groups) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into session (id, event_id, kind, title, starts_at, ends_at, visibility)
                        values (?, ?, 'SESSION', ?, ?, ?, ?)""")
                .params(
                        id,
                        event,
                        title,
                        Timestamp.from(startsAt),
                        Timestamp.from(startsAt.plus(90, ChronoUnit.MINUTES)),
                        visibility)
                .update();
        for (int i = 0; i < groups.length; i++) {
            jdbc.sql("insert into session_group values (?, ?, ?)")
                    .params(id, groups[i], i)
                    .update();
        }
        return id;
    }

    /** As a publication does it. */
    void moves(UUID session, Instant startsAt) {
        jdbc.sql("""
                        update session set starts_at = :at, ends_at = :at::timestamptz + interval '90 minutes',
                               sequence = sequence + 1, changed_at = now() where id = :id""").param("at", Timestamp.from(startsAt)).param("id", session).update();
    }

    void cancels(UUID session) {
        jdbc.sql("update session set cancelled = true, sequence = sequence + 1, changed_at = now() where id = ?")
                .param(session)
                .update();
    }
}
