package org.rostrum.agendas;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.rostrum.meetings.MeetingView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What hangs on the items of an agenda: whoever removes one is to know of it. */
@Service
public class AgendaLinks {

    private final JdbcClient jdbc;

    AgendaLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What hangs on one item. */
    public record Linked(int contributions, boolean discussed) {

        public static final Linked NOTHING = new Linked(0, false);
    }

    /** By item, those alone on which something hangs; one statement. */
    public Map<AgendaItemId, Linked> of(MeetingView meeting) {
        Map<AgendaItemId, Linked> linked = new HashMap<>();
        jdbc.sql("""
                        select item, sum(contributions) as contributions, bool_or(discussed) as discussed from (
                          select agenda_item_id as item, count(*) as contributions, false as discussed
                            from contribution where meeting_id = :meeting and agenda_item_id is not null
                           group by agenda_item_id
                          union all
                          select t.agenda_item_id, 0, true from thread t
                           where t.room_id = :room and t.agenda_item_id is not null
                             and exists (select 1 from message m where m.thread_id = t.id)) hanging
                         group by item""")
                .param("meeting", meeting.id().value())
                .param("room", meeting.room().value())
                .query(row -> {
                    linked.put(
                            new AgendaItemId(row.getObject("item", UUID.class)),
                            new Linked(row.getInt("contributions"), row.getBoolean("discussed")));
                });
        return linked;
    }
}
