package org.rostrum.shared;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes back a slip in what holds over time. The rows that a change replaced are kept with it, so that undoing it
 * restores exactly what was, planned changes included; and only while nobody has changed the same rows again.
 */
@Component
public class Undo {

    /** For how long. */
    public static final Duration WITHIN = Duration.ofMinutes(10);

    /** The rows of a subject as they were before a change. */
    public record Before(History history, UUID subject, String rows) {}

    /** A change that may still be undone. */
    public record Slip(
            UndoId id,
            History history,
            UUID subject,
            @Nullable UUID doneBy) {}

    /** What an undo replaced, and what it restored. */
    public record Undone(JsonNode before, JsonNode after) {}

    private record Kept(String before, String after) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Undo(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** To be called under the lock that changes of the subject take, before the change. */
    public Before before(History history, UUID subject) {
        String rows = jdbc.sql(history.in(
                        "select coalesce(jsonb_agg(to_jsonb(h)), '[]') from $table h where h.$subject = :subject"))
                .param("subject", subject)
                .query(String.class)
                .single();
        return new Before(history, subject, rows);
    }

    /** After the change is written: keeps what it replaced. */
    public UndoId keep(Before before, @Nullable UUID by) {
        UUID id = NewId.next();
        jdbc.sql(before.history().in("""
                        insert into undo (id, history, subject_id, before, after, done_by, done_at)
                        select :id, :history, :subject,
                               (select coalesce(jsonb_agg(b), '[]') from jsonb_array_elements(:rows::jsonb) b
                                 where b not in (select to_jsonb(h) from $table h where h.$subject = :subject)),
                               (select coalesce(jsonb_agg(to_jsonb(h)), '[]') from $table h
                                 where h.$subject = :subject
                                   and to_jsonb(h) not in (select b from jsonb_array_elements(:rows::jsonb) b)),
                               :by, now()"""))
                .param("id", id)
                .param("history", before.history().name())
                .param("subject", before.subject())
                .param("rows", before.rows())
                .param("by", by)
                .update();
        return new UndoId(id);
    }

    /** Empty where there is none, or none any more. */
    public Optional<Slip> find(UndoId id) {
        return jdbc.sql("""
                        select id, history, subject_id, done_by from undo
                         where id = :id and undone_at is null and done_at > now() - make_interval(secs => :within)""")
                .param("id", id.value())
                .param("within", WITHIN.toSeconds())
                .query((row, n) -> new Slip(
                        new UndoId(row.getObject("id", UUID.class)),
                        History.valueOf(row.getString("history")),
                        row.getObject("subject_id", UUID.class),
                        row.getObject("done_by", UUID.class)))
                .optional();
    }

    /** The latest change of a subject that may still be undone. */
    public Optional<Slip> latest(History history, UUID subject) {
        return jdbc.sql("""
                        select id, undone_at is null as undoable, done_by from undo
                         where history = :history and subject_id = :subject
                           and done_at > now() - make_interval(secs => :within)
                         order by done_at desc, id desc limit 1""")
                .param("history", history.name())
                .param("subject", subject)
                .param("within", WITHIN.toSeconds())
                .query((row, n) -> row.getBoolean("undoable")
                        ? Optional.of(new Slip(
                                new UndoId(row.getObject("id", UUID.class)),
                                history,
                                subject,
                                row.getObject("done_by", UUID.class)))
                        : Optional.<Slip>empty())
                .optional()
                .flatMap(Function.identity());
    }

    /** Of this history, or not there. */
    public Slip require(UndoId id, History history) {
        return find(id).filter(slip -> slip.history() == history)
                .orElseThrow(() -> Refusal.conflict("This can no longer be undone: ten minutes have passed, or it was "
                        + "undone already. Enter what should hold instead."));
    }

    /** To be called under the subject's lock. */
    public Undone carryOut(Slip slip) {
        Kept kept = jdbc.sql("""
                        update undo set undone_at = now() where id = :id and undone_at is null
                        returning before::text, after::text""")
                .param("id", slip.id().value())
                .query((row, n) -> new Kept(row.getString(1), row.getString(2)))
                .optional()
                .orElseThrow(() -> Refusal.conflict("This was undone already."));
        int made = json.readTree(kept.after()).size();
        int deleted =
                jdbc.sql(slip.history().in("""
                        delete from $table h using jsonb_populate_recordset(null::$table, :after::jsonb) a
                         where h.id = a.id and to_jsonb(h) = to_jsonb(a)""")).param("after", kept.after()).update();
        if (deleted != made) {
            throw changedSince();
        }
        try {
            jdbc.sql(
                            slip.history()
                                    .in(
                                            "insert into $table select * from jsonb_populate_recordset(null::$table, :before::jsonb)"))
                    .param("before", kept.before())
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw changedSince();
        }
        return new Undone(json.readTree(kept.after()), json.readTree(kept.before()));
    }

    private static Refusal changedSince() {
        return Refusal.conflict(
                "This was changed again since, so it cannot be undone. Enter what should hold instead.");
    }
}
