package org.rostrum.testing;

import java.util.UUID;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body.Gathering;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An agenda without its capability, for tests of what is treated under its items. */
public record OnTheAgenda(UUID item, JdbcClient jdbc) {

    /** One item of a meeting, which the published agenda calls 1. */
    public static OnTheAgenda of(Gathering meeting, JdbcClient jdbc) {
        UUID item = NewId.next();
        jdbc.sql("insert into agenda (meeting_id) values (?) on conflict do nothing")
                .param(meeting.id())
                .update();
        jdbc.sql("insert into agenda_item (id, meeting_id) values (?, ?)")
                .params(item, meeting.id())
                .update();
        return new OnTheAgenda(item, jdbc);
    }

    /** As if the chair had placed it; it has a file. */
    public void places(UUID contribution) {
        jdbc.sql("""
                        update contribution
                           set agenda_item_id = :item, item_position = serial, allocated_by = author_id, allocated_at = now(),
                               state = 'ALLOCATED'
                         where id = :id""").param("item", item).param("id", contribution).update();
    }
}
