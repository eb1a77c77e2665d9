package org.rostrum.local;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Dates a room's log as if it had been written over weeks. What happened goes through the portal's own services, which
 * know only the present; so the present is replaced afterwards, in the transaction that tells the story and before
 * anybody can have read it. The log lets nobody do that: it takes a superuser who turns its guard off, which the local
 * run's PostgreSQL has and no portal in use should.
 */
final class RoomTime {

    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final JdbcClient jdbc;
    private final EntityManager entities;
    private final UUID room;
    private final Map<Long, Instant> dated = new TreeMap<>();

    RoomTime(JdbcClient jdbc, EntityManager entities, UUID room) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.room = room;
    }

    /** Something that happened then. */
    void at(Instant moment, Runnable happening) {
        long before = seq();
        happening.run();
        entities.flush();
        long after = seq();
        for (long seq = before + 1; seq <= after; seq++) {
            dated.put(seq, moment);
        }
    }

    private long seq() {
        return jdbc.sql("select last_seq from room where id = ?")
                .param(room)
                .query(Long.class)
                .single();
    }

    void settle() {
        boolean superuser = jdbc.sql("select current_setting('is_superuser') = 'on'")
                .query(Boolean.class)
                .single();
        if (!superuser) {
            return;
        }
        jdbc.sql("set local session_replication_role = replica").update();
        dated.forEach(this::date);
        follow("update agenda_publication x set published_at = e.at", "agenda.published", """
                x.meeting_id = (select id from meeting where room_id = e.room_id)
                and x.version = (e.event::jsonb -> 'data' ->> 'version')::int""");
        String contribution = "x.id = (e.event::jsonb -> 'data' ->> 'id')::uuid";
        follow("update contribution x set reserved_at = e.at", "contribution.reserved", contribution);
        follow(
                "update contribution x set allocated_at = e.at",
                "agenda.allocated",
                "x.agenda_item_id is not null and (e.event::jsonb -> 'data' -> 'contributions')"
                        + " @> jsonb_build_array(jsonb_build_object('id', x.id))");
        follow("update contribution x set withdrawn_at = e.at", "contribution.withdrawn", contribution);
        follow(
                "update thread x set opened_at = e.at",
                "contribution.reserved",
                "x.contribution_id = (e.event::jsonb -> 'data' ->> 'id')::uuid");
        follow(
                "update contribution x set submitted_at = e.at",
                "contribution.submitted",
                contribution + " and (e.event::jsonb -> 'data' ->> 'revision')::int = 0");
        follow("update revision x set uploaded_at = e.at", "contribution.submitted", """
                x.contribution_id = (e.event::jsonb -> 'data' ->> 'id')::uuid
                and x.number = (e.event::jsonb -> 'data' ->> 'revision')::int""");
        String step = " and x.contribution_id = (e.event::jsonb -> 'data' ->> 'id')::uuid";
        String steps = "update contribution_step x set done_at = e.at";
        follow(steps, "contribution.reserved", "x.verb in ('RESERVE', 'CARRY')" + step);
        follow(
                steps,
                "contribution.submitted",
                "x.verb in ('SUBMIT', 'REVISE') and x.revision = (e.event::jsonb -> 'data' ->> 'revision')::int"
                        + step);
        follow(
                steps,
                "agenda.allocated",
                "x.verb = 'ALLOCATE' and (e.event::jsonb -> 'data' -> 'contributions')"
                        + " @> jsonb_build_array(jsonb_build_object('id', x.contribution_id))");
        for (String type : new String[] {
            "contribution.opened", "contribution.decided", "contribution.reopened", "contribution.withdrawn"
        }) {
            String act = " = (e.event::jsonb -> 'data' ->> 'act')::uuid";
            follow(steps, type, "x.act_id" + act);
            follow("update contribution_act x set done_at = e.at", type, "x.id" + act);
            follow("update disposition x set recorded_at = e.at", type, "x.act_id" + act);
        }
        follow("update objection x set raised_at = e.at", "contribution.objected", """
                x.id = (e.event::jsonb -> 'data' ->> 'objection')::uuid""");
        follow("update draft_iteration x set uploaded_at = e.at", "contribution.drafted", """
                x.contribution_id = (e.event::jsonb -> 'data' ->> 'id')::uuid
                and x.base_revision = (e.event::jsonb -> 'data' ->> 'revision')::int
                and x.number = (e.event::jsonb -> 'data' ->> 'draft')::int""");
        String stay = "x.id = (e.event::jsonb -> 'data' ->> 'stay')::uuid";
        follow("update agenda_stay x set started_at = e.at", "agenda.item-opened", stay);
        follow("update agenda_stay x set ended_at = e.at", "agenda.item-closed", stay);
        follow(
                "update agenda_stay x set ended_at = e.at",
                "agenda.item-opened",
                "x.ended_at is not null and x.item_id = (e.event::jsonb #>> '{data,left,item}')::uuid");
        jdbc.sql("set local session_replication_role = origin").update();
    }

    private void date(long seq, Instant moment) {
        jdbc.sql("""
                        update room_event set at = ?, event = regexp_replace(event, '"at":"[^"]*"', ?)
                         where room_id = ? and seq = ?""")
                .params(Timestamp.from(moment), "\"at\":\"" + WIRE.format(moment) + "\"", room, seq)
                .update();
        jdbc.sql("update message set at = ? where room_id = ? and seq = ?")
                .params(Timestamp.from(moment), room, seq)
                .update();
    }

    /** The rows that an event wrote have its time. */
    private void follow(String update, String type, String written) {
        jdbc.sql(update + " from room_event e where e.room_id = ? and e.type = ? and " + written)
                .params(room, type)
                .update();
    }
}
