package org.rostrum.rooms;

import java.util.List;
import java.util.UUID;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who is in a room now, on whichever node. The room itself is told no names, only how many there are: whoever asks here
 * answers for whom he tells.
 */
@Service
public class RoomPeople {

    private final JdbcClient jdbc;

    RoomPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<PersonId> in(RoomId room) {
        return jdbc.sql("""
                        select distinct person.id::uuid as id
                          from room_presence p, jsonb_object_keys(p.people) person (id)
                         where p.room_id = :room and p.until > now()""")
                .param("room", room.value())
                .query((row, n) -> new PersonId(row.getObject("id", UUID.class)))
                .list();
    }
}
