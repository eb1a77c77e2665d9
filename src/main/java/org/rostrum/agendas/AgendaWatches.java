package org.rostrum.agendas;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.MeetingReaders;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is told of a new version of a meeting's agenda: whoever asked to be, whoever says that they take part, and the
 * group's officers. What somebody said themselves wins over what they are.
 */
@Service
public class AgendaWatches {

    private static final String OFFICERS = "('CHAIR', 'VICE_CHAIR', 'SECRETARY')";

    private static final String TOLD =
            """
            with concerned as (
              select person_id from agenda_watch where meeting_id = :meeting and watching
              union
              select person_id from participation where meeting_id = :meeting
              union
              select person_id from current_office where group_id = :group and role in %s)
            select p.id, (%s) as edits
              from concerned c
              join person p on p.id = c.person_id
              join meeting m on m.id = :meeting
              join working_group g on g.id = m.group_id
             where p.id <> :by
               and not exists (select from agenda_watch w
                                where w.meeting_id = m.id and w.person_id = p.id and not w.watching)
               and\s""".formatted(OFFICERS, MeetingReaders.AGENDA_EDITORS) + MeetingReaders.CONDITION;

    private final Meetings meetings;
    private final JdbcClient jdbc;
    private final Clock clock;

    AgendaWatches(Meetings meetings, JdbcClient jdbc, Clock clock) {
        this.meetings = meetings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Why somebody is told without having asked. */
    public enum Because {
        TAKES_PART,
        OFFICER
    }

    /**
     * Whether somebody is told of new versions.
     *
     * @param because null where they asked, or are not told
     */
    public record Watch(boolean watching, @Nullable Because because) {}

    /** Whether this viewer can be told at all: the public reads without being anybody. */
    public static boolean possible(MeetingView meeting, Viewer viewer) {
        return viewer.person() != null && viewer.may(Act.TAKE_PART, meeting.permissions());
    }

    public Watch of(MeetingView meeting, Viewer viewer) {
        record Row(@Nullable Boolean said, boolean part, boolean officer) {}
        Row row = jdbc.sql("""
                        select (select watching from agenda_watch w
                                 where w.meeting_id = :meeting and w.person_id = :person) as said,
                               exists (select from participation
                                        where meeting_id = :meeting and person_id = :person) as part,
                               exists (select from current_office
                                        where group_id = :group and person_id = :person and role in %s) as officer""".formatted(OFFICERS))
                .param("meeting", meeting.id().value())
                .param("person", viewer.requirePerson().value())
                .param("group", meeting.group().id().value())
                .query(Row.class)
                .single();
        if (row.said() != null) {
            return new Watch(row.said(), null);
        }
        return row.part()
                ? new Watch(true, Because.TAKES_PART)
                : row.officer() ? new Watch(true, Because.OFFICER) : new Watch(false, null);
    }

    @Transactional
    public void watch(MeetingId id, Viewer viewer) {
        say(id, true, viewer);
    }

    @Transactional
    public void unwatch(MeetingId id, Viewer viewer) {
        say(id, false, viewer);
    }

    private void say(MeetingId id, boolean watching, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.TAKE_PART, meeting.permissions());
        jdbc.sql("""
                        insert into agenda_watch (meeting_id, person_id, watching, said_at)
                        values (:meeting, :person, :watching, :now)
                        on conflict (meeting_id, person_id)
                        do update set watching = excluded.watching, said_at = excluded.said_at
                         where agenda_watch.watching <> excluded.watching""")
                .param("meeting", id.value())
                .param("person", viewer.requirePerson().value())
                .param("watching", watching)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Who is told now, apart from whoever published: those who read internal items too, and those who do not. */
    record Told(List<UUID> officers, List<UUID> members) {}

    Told told(MeetingView meeting, PersonId publisher) {
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        jdbc.sql(TOLD)
                .param("meeting", meeting.id().value())
                .param("group", meeting.group().id().value())
                .param("by", publisher.value())
                .query(row -> {
                    (row.getBoolean("edits") ? told.officers() : told.members()).add(row.getObject("id", UUID.class));
                });
        return told;
    }
}
