package org.rostrum.testing;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body.Gathering;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A members meeting of a few days with what is published of it, put straight into the tables, for tests that are about
 * what is done with an event and not about how it came to be.
 */
public record Week(UUID id, LocalDate first, LocalDate last, ZoneId zone, JdbcClient jdbc) {

    public static Week of(JdbcClient jdbc, String name, LocalDate first, LocalDate last, String zone) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into event (id, kind, name, host, place, format, time_zone, starts_on, ends_on)
                        values (?, 'MEMBERS_MEETING', ?, 'Examplecom', 'Exampleville, Nowhere', 'HYBRID', ?, ?, ?)""").params(id, name, zone, first, last).update();
        return new Week(id, first, last, ZoneId.of(zone), jdbc);
    }

    /** In Warsaw, from three days ago until in three days. */
    public static Week now(JdbcClient jdbc) {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Warsaw"));
        return of(jdbc, "Members meeting " + NewId.next(), today.minusDays(3), today.plusDays(3), "Europe/Warsaw");
    }

    /** In Warsaw, in a month. */
    public static Week nextMonth(JdbcClient jdbc) {
        LocalDate day = LocalDate.now(ZoneId.of("Europe/Warsaw")).plusDays(30);
        return of(jdbc, "Members meeting " + NewId.next(), day, day.plusDays(4), "Europe/Warsaw");
    }

    /** A test event in the same days, held within this one. */
    public UUID within(String name) {
        UUID part = NewId.next();
        jdbc.sql("""
                        insert into event (id, kind, name, format, time_zone, starts_on, ends_on, within_id)
                        values (?, 'TEST_EVENT', ?, 'HYBRID', ?, ?, ?, ?)""").params(part, name, zone.getId(), first, last, id).update();
        return part;
    }

    /** A group's meeting becomes one of this event. */
    public void holds(Gathering meeting) {
        jdbc.sql("update meeting set event_id = ? where id = ?")
                .params(id, meeting.id())
                .update();
    }

    public UUID room(String name, @Nullable Integer capacity) {
        UUID room = NewId.next();
        jdbc.sql("""
                        insert into venue_room (id, event_id, name, capacity, position)
                        values (:room, :event, :name, :capacity, (select count(*) from venue_room where event_id = :event))""")
                .param("room", room)
                .param("event", id)
                .param("name", name)
                .param("capacity", capacity)
                .update();
        return room;
    }

    public Instant at(LocalDateTime local) {
        return local.atZone(zone).toInstant();
    }

    /**
     * A published session.
     *
     * @param room null for none
     * @param groups who meets; none for all
     */
    public UUID session(String title, LocalDateTime from, LocalDateTime to, @Nullable UUID room, UUID... groups) {
        return session(title, at(from), at(to), room, groups);
    }

    public UUID session(String title, Instant from, Instant to, @Nullable UUID room, UUID... groups) {
        jdbc.sql("insert into timetable (event_id, version) values (?, 1) on conflict do nothing")
                .param(id)
                .update();
        UUID session = NewId.next();
        jdbc.sql("""
                        insert into session (id, event_id, kind, title, venue_room_id, starts_at, ends_at)
                        values (:session, :event, 'SESSION', :title, :room, :from, :to)""")
                .param("session", session)
                .param("event", id)
                .param("title", title)
                .param("room", room, Types.OTHER)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .update();
        for (int i = 0; i < groups.length; i++) {
            jdbc.sql("insert into session_group (session_id, group_id, position) values (?, ?, ?)")
                    .params(session, groups[i], i)
                    .update();
        }
        return session;
    }
}
