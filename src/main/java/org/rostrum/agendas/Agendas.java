package org.rostrum.agendas;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Published agendas, which whoever may read the meeting may read: a {@link MeetingView} is proof of that. The draft is
 * not here but behind {@link AgendaDrafts}. Items for the officers only are shown to nobody else.
 */
@Service
public class Agendas {

    private static final String PUBLICATION = """
            select p.version, a.version as latest, p.note, w.name as published_by, p.published_at, p.draft_revision
              from agenda a
              join agenda_publication p on p.meeting_id = a.meeting_id
              join person w on w.id = p.published_by
             where a.meeting_id = :meeting
            """;

    private static final String ITEMS = """
            select i.item_id, i.number, i.depth, i.kind, i.title, i.presenter, i.minutes, i.notes, t.id as thread
              from agenda_published_item i
              left join thread t on t.agenda_item_id = i.item_id
             where i.meeting_id = :meeting and i.version = :version and (:officer or i.kind <> 'INTERNAL')
             order by i.position""";

    private final JdbcClient jdbc;

    Agendas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The version in force; empty before the first publication. */
    public Optional<PublishedAgenda> latest(MeetingView meeting, Viewer viewer) {
        return read(meeting.id(), PUBLICATION + "and p.version = a.version", 0, officer(meeting, viewer));
    }

    /** @throws NotFound where this version was never published */
    public PublishedAgenda version(MeetingView meeting, int version, Viewer viewer) {
        return read(meeting.id(), PUBLICATION + "and p.version = :version", version, officer(meeting, viewer))
                .orElseThrow(() -> new NotFound("version of this agenda"));
    }

    /** Every version, the latest first. */
    public List<AgendaVersion> versions(MeetingView meeting) {
        return jdbc.sql(PUBLICATION + "order by p.version desc")
                .param("meeting", meeting.id().value())
                .query((row, n) -> new AgendaVersion(
                        row.getInt("version"),
                        row.getInt("version") == row.getInt("latest"),
                        row.getString("note"),
                        row.getString("published_by"),
                        row.getTimestamp("published_at").toInstant()))
                .list();
    }

    /**
     * Two versions compared, whichever was named first.
     *
     * @throws NotFound where one of them was never published
     */
    public AgendaComparison compare(MeetingView meeting, int one, int other, Viewer viewer) {
        List<AgendaVersion> versions = versions(meeting);
        AgendaVersion from = among(versions, Math.min(one, other));
        AgendaVersion to = among(versions, Math.max(one, other));
        boolean officer = officer(meeting, viewer);
        return new AgendaComparison(
                from,
                to,
                versions,
                AgendaDifference.between(
                        items(meeting.id(), from.version(), officer), items(meeting.id(), to.version(), officer)));
    }

    /**
     * What the draft says otherwise than a version; for whoever may see the draft.
     *
     * @throws NotFound where this version was never published
     */
    public AgendaComparison compare(MeetingView meeting, int version, Draft draft, Viewer viewer) {
        List<AgendaVersion> versions = versions(meeting);
        AgendaVersion from = among(versions, version);
        return new AgendaComparison(
                from,
                null,
                versions,
                AgendaDifference.between(items(meeting.id(), from.version(), officer(meeting, viewer)), draft.items()));
    }

    private static AgendaVersion among(List<AgendaVersion> versions, int version) {
        return versions.stream()
                .filter(each -> each.version() == version)
                .findFirst()
                .orElseThrow(() -> new NotFound("version of this agenda"));
    }

    /**
     * How far the log of the meeting's room has come. Asked before the agenda is read, so that a page watching from there
     * on misses no publication.
     */
    public long seq(MeetingView meeting) {
        return jdbc.sql("select last_seq from room where id = :room")
                .param("room", meeting.room().value())
                .query(Long.class)
                .single();
    }

    /** What a version changed against the one before it; empty for the first. */
    public AgendaDifference changesIn(PublishedAgenda agenda, MeetingView meeting, Viewer viewer) {
        return agenda.version() == 1
                ? new AgendaDifference(List.of(), List.of())
                : AgendaDifference.between(
                        items(agenda.meeting(), agenda.version() - 1, officer(meeting, viewer)), agenda.items());
    }

    /** Whether internal items are for this reader's eyes. */
    private static boolean officer(MeetingView meeting, Viewer viewer) {
        return viewer.may(Act.EDIT_AGENDA, meeting.permissions());
    }

    private List<AgendaEntry> items(MeetingId meeting, int version, boolean officer) {
        return jdbc.sql(ITEMS)
                .param("meeting", meeting.value())
                .param("version", version)
                .param("officer", officer)
                .query((row, n) -> entry(row))
                .list();
    }

    private Optional<PublishedAgenda> read(MeetingId meeting, String publication, int version, boolean officer) {
        return jdbc.sql(publication)
                .param("meeting", meeting.value())
                .param("version", version)
                .query((row, n) -> new PublishedAgenda(
                        meeting,
                        row.getInt("version"),
                        row.getInt("latest"),
                        row.getString("note"),
                        row.getString("published_by"),
                        row.getTimestamp("published_at").toInstant(),
                        row.getInt("draft_revision"),
                        List.of()))
                .optional()
                .map(header -> header.with(items(meeting, header.version(), officer)));
    }

    private static AgendaEntry entry(ResultSet row) throws SQLException {
        return new AgendaEntry(
                new AgendaItemId(row.getObject("item_id", UUID.class)),
                Objects.requireNonNullElse(row.getString("number"), ""),
                row.getInt("depth"),
                ItemKind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getString("presenter"),
                row.getObject("minutes", Integer.class),
                row.getString("notes"),
                row.getObject("thread", UUID.class));
    }
}
