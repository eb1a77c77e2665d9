package org.rostrum.timetables;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The published versions of a timetable, from the first to the latest. */
@Service
public class TimetableVersions {

    /** With who may see the session today beside who might then: what was closed since is closed in the past too. */
    private static final String ENTRIES = """
            select v.session_id, v.kind, v.title, v.note, v.part_name, v.venue_room, v.starts_at, v.ends_at, v.mode,
                   v.members_only, v.visibility, v.cancelled, v.group_ids, v.groups, s.visibility as visibility_now,
                   array(select g.group_id from session_group g where g.session_id = s.id) as groups_now
              from timetable_published_session v
              join session s on s.id = v.session_id
             where v.event_id = :event and v.version = :version
             order by v.starts_at, v.venue_room nulls last, v.ends_at, v.session_id
            """;

    private final JdbcClient jdbc;

    TimetableVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest first. */
    public List<TimetableVersion.Line> of(EventId week) {
        return jdbc.sql("""
                        select version, note, published_at from timetable_publication
                         where event_id = :event order by version desc""")
                .param("event", week.value())
                .query((row, n) -> new TimetableVersion.Line(
                        row.getInt("version"),
                        row.getString("note"),
                        row.getTimestamp("published_at").toInstant()))
                .list();
    }

    /** @throws NotFound where there is no such version */
    @Transactional(readOnly = true)
    public TimetableVersion require(EventId week, int version, Viewer viewer) {
        TimetableVersion.Line line = jdbc.sql("""
                        select version, note, published_at from timetable_publication
                         where event_id = :event and version = :version""")
                .param("event", week.value())
                .param("version", version)
                .query((row, n) -> new TimetableVersion.Line(
                        row.getInt("version"),
                        row.getString("note"),
                        row.getTimestamp("published_at").toInstant()))
                .optional()
                .orElseThrow(() -> new NotFound("version of the timetable"));
        List<TimetableEntry> entries = jdbc
                .sql(ENTRIES)
                .param("event", week.value())
                .param("version", version)
                .query((row, n) -> entry(row, viewer))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
        return new TimetableVersion(week, version, line.note(), line.publishedAt(), entries);
    }

    private static Optional<TimetableEntry> entry(ResultSet row, Viewer viewer) throws SQLException {
        String mode = row.getString("mode");
        List<GroupId> groups = groups(row, "group_ids");
        TimetableEntry entry = new TimetableEntry(
                new SessionId(row.getObject("session_id", UUID.class)),
                SessionKind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getString("note"),
                null,
                row.getString("part_name"),
                row.getString("venue_room"),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                mode(mode),
                row.getBoolean("members_only"),
                Visibility.valueOf(row.getString("visibility")),
                row.getBoolean("cancelled"),
                groups,
                Arrays.asList((String[]) row.getArray("groups").getArray()));
        boolean visibleNow = SessionView.visible(
                Visibility.valueOf(row.getString("visibility_now")), groups(row, "groups_now"), viewer);
        return entry.visibleTo(viewer) && visibleNow ? Optional.of(entry) : Optional.empty();
    }

    private static List<GroupId> groups(ResultSet row, String column) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray(column).getArray())
                .map(GroupId::new)
                .toList();
    }

    private static @Nullable EventFormat mode(@Nullable String mode) {
        return mode == null ? null : EventFormat.valueOf(mode);
    }

    /** What is published now, to all who may ever see any of it. */
    List<TimetableEntry> published(EventId week) {
        return jdbc
                .sql(Timetables.SESSIONS + "where s.event_id = :event order by s.starts_at, s.id")
                .param("event", week.value())
                .query((row, n) -> Timetables.session(row))
                .list()
                .stream()
                .map(TimetableVersions::entry)
                .toList();
    }

    private static TimetableEntry entry(SessionView session) {
        return new TimetableEntry(
                session.id(),
                session.kind(),
                session.title(),
                session.note(),
                session.part(),
                session.partName(),
                session.room() == null ? null : session.room().name(),
                session.startsAt(),
                session.endsAt(),
                session.mode(),
                session.membersOnly(),
                session.visibility(),
                session.cancelled(),
                session.groups().stream().map(GroupRef::id).toList(),
                session.groups().stream().map(GroupRef::code).toList());
    }
}
