package org.rostrum.timetables;

import java.util.List;
import java.util.UUID;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What a session of an event may be given: a room, a part, groups. */
@Service
public class TimetableChoices {

    private final Timetables timetables;
    private final Events events;
    private final JdbcClient jdbc;

    TimetableChoices(Timetables timetables, Events events, JdbcClient jdbc) {
        this.timetables = timetables;
        this.events = events;
        this.jdbc = jdbc;
    }

    /**
     * @param parts what is held within the week
     * @param groups the open ones, and those a session has already
     */
    public record Choices(List<SessionView.VenueRoomRef> rooms, List<EventView> parts, List<GroupRef> groups) {}

    public Choices of(EventView week, List<GroupId> already) {
        List<GroupRef> groups = jdbc.sql("""
                        select id, code, name from working_group
                         where closed_at is null or id = any(:already) order by code""")
                .param("already", already.stream().map(GroupId::value).toArray(UUID[]::new))
                .query((row, n) -> new GroupRef(
                        new GroupId(row.getObject("id", UUID.class)), row.getString("code"), row.getString("name")))
                .list();
        return new Choices(timetables.rooms(week.id()), events.within(week.id()), groups);
    }
}
