package org.rostrum.agendas;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What drafts said at their last revisions: a save that was begun on one of them is merged with what came since. */
@Component
class DraftRevisions {

    /** With autosave, half an hour of two busy editors; who is on line hears of every save and is never that far behind. */
    private static final int KEPT = 200;

    private static final Duration KEPT_FOR = Duration.ofDays(30);

    static final RowMapper<OutlineRow> ROWS = (row, n) -> row(row);

    private final JdbcClient jdbc;

    DraftRevisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static OutlineRow row(ResultSet row) throws SQLException {
        UUID id = row.getObject("item_id", UUID.class);
        return new OutlineRow(
                id == null ? null : new AgendaItemId(id),
                row.getInt("depth"),
                ItemKind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getString("presenter"),
                row.getObject("minutes", Integer.class),
                row.getString("notes"));
    }

    /** Keeps what the draft says now, and forgets what nobody is likely to have before them any more. */
    void keep(MeetingId meeting, int revision, Collection<AgendaItemId> changed, PersonId by, Instant at) {
        jdbc.sql("""
                        insert into agenda_draft_revision (meeting_id, revision, items, changed, saved_by, saved_at)
                        select :meeting, :revision,
                               coalesce(jsonb_agg(to_jsonb(d) - 'meeting_id' - 'position' order by d.position), '[]'),
                               :changed, :by, :at
                          from agenda_draft_item d where d.meeting_id = :meeting""")
                .param("meeting", meeting.value())
                .param("revision", revision)
                .param("changed", changed.stream().map(AgendaItemId::value).toArray(UUID[]::new))
                .param("by", by.value())
                .param("at", Timestamp.from(at))
                .update();
        jdbc.sql("""
                        delete from agenda_draft_revision
                         where meeting_id = :meeting and revision < :revision
                           and (revision <= :revision - :kept or saved_at < :before)""")
                .param("meeting", meeting.value())
                .param("revision", revision)
                .param("kept", KEPT)
                .param("before", Timestamp.from(at.minus(KEPT_FOR)))
                .update();
    }

    /** What the draft said at a revision; null where that is forgotten. */
    @Nullable List<OutlineRow> at(MeetingId meeting, int revision) {
        if (revision == 0) {
            return List.of();
        }
        List<OutlineRow> rows = jdbc.sql("""
                        select i.* from agenda_draft_revision r
                          cross join lateral rows from (jsonb_to_recordset(r.items) as
                            (item_id uuid, depth int, kind text, title text, presenter text, minutes int, notes text))
                            with ordinality i (item_id, depth, kind, title, presenter, minutes, notes, place)
                         where r.meeting_id = :meeting and r.revision = :revision order by i.place""")
                .param("meeting", meeting.value())
                .param("revision", revision)
                .query(ROWS)
                .list();
        return rows.isEmpty() && !knows(meeting, revision) ? null : rows;
    }

    private boolean knows(MeetingId meeting, int revision) {
        return jdbc.sql("""
                        select exists (select 1 from agenda_draft_revision
                                        where meeting_id = :meeting and revision = :revision)""")
                .param("meeting", meeting.value())
                .param("revision", revision)
                .query(Boolean.class)
                .single();
    }

    /** What was changed after one revision and up to another, by whom each item was last. */
    List<SavedDraft.Theirs> between(MeetingId meeting, int after, int until) {
        return jdbc.sql("""
                        select item, by from (
                          select distinct on (c.item) c.item, p.name as by, r.revision, c.place
                            from agenda_draft_revision r join person p on p.id = r.saved_by
                            cross join unnest(r.changed) with ordinality c (item, place)
                           where r.meeting_id = :meeting and r.revision > :after and r.revision <= :until
                           order by c.item, r.revision desc
                        ) last order by revision desc, place""")
                .param("meeting", meeting.value())
                .param("after", after)
                .param("until", until)
                .query((row, n) ->
                        new SavedDraft.Theirs(new AgendaItemId(row.getObject("item", UUID.class)), row.getString("by")))
                .list();
    }
}
