package org.rostrum.contributions;

import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.Particulars.ChangeRequest;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.contributions.Particulars.ProposedText;
import org.rostrum.contributions.Particulars.WorkItem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the particulars of a contribution in the table of its type. Written under the contribution's lock. */
@Component
class ParticularsTables {

    private final JdbcClient jdbc;

    ParticularsTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty ones where nothing was said; null where the type asks for nothing, which costs no statement. */
    @Nullable Particulars find(ContributionId id, ContributionType type) {
        Particulars empty = Particulars.empty(type);
        List<? extends Particulars> found = switch (type) {
            case CR -> changeRequests(id);
            case PCR -> proposedTexts(id);
            case LS -> liaisonStatements(id);
            case WID -> workItems(id);
            case INP, AGD, MINS, REP, DISC -> List.of();
        };
        return found.isEmpty() ? empty : found.getFirst();
    }

    private List<ChangeRequest> changeRequests(ContributionId id) {
        return jdbc.sql("""
                        select clauses, category, reason, summary, consequences from change_request
                         where contribution_id = :id""")
                .param("id", id.value())
                .query((row, n) -> new ChangeRequest(
                        row.getString("clauses"),
                        named(ChangeCategory.class, row.getString("category")),
                        row.getString("reason"),
                        row.getString("summary"),
                        row.getString("consequences")))
                .list();
    }

    private List<ProposedText> proposedTexts(ContributionId id) {
        return jdbc.sql("select draft, clauses from proposed_text where contribution_id = :id")
                .param("id", id.value())
                .query((row, n) -> new ProposedText(row.getString("draft"), row.getString("clauses")))
                .list();
    }

    private List<LiaisonStatement> liaisonStatements(ContributionId id) {
        return jdbc.sql("""
                        select l.direction, l.from_body, l.to_bodies, l.copies, l.reply_to_id, l.reply_to_reference,
                               l.action_requested, l.due, c.number
                          from liaison_statement l
                          left join contribution c on c.id = l.reply_to_id
                         where l.contribution_id = :id""")
                .param("id", id.value())
                .query((row, n) -> {
                    UUID answers = row.getObject("reply_to_id", UUID.class);
                    return new LiaisonStatement(
                            named(LiaisonDirection.class, row.getString("direction")),
                            row.getString("from_body"),
                            row.getString("to_bodies"),
                            row.getString("copies"),
                            answers == null ? row.getString("reply_to_reference") : row.getString("number"),
                            answers == null ? null : new ContributionId(answers),
                            row.getString("action_requested"),
                            row.getObject("due", LocalDate.class));
                })
                .list();
    }

    private List<WorkItem> workItems(ContributionId id) {
        return jdbc.sql("select objective, enabler, target, rapporteur from work_item where contribution_id = :id")
                .param("id", id.value())
                .query((row, n) -> new WorkItem(
                        row.getString("objective"),
                        row.getString("enabler"),
                        row.getObject("target", LocalDate.class),
                        row.getString("rapporteur")))
                .list();
    }

    private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    void put(ContributionId id, Particulars particulars) {
        switch (particulars) {
            case ChangeRequest change ->
                jdbc.sql("""
                                insert into change_request (contribution_id, clauses, category, reason, summary, consequences)
                                values (:id, :clauses, :category, :reason, :summary, :consequences)
                                on conflict (contribution_id) do update
                                   set clauses = excluded.clauses, category = excluded.category,
                                       reason = excluded.reason, summary = excluded.summary,
                                       consequences = excluded.consequences""")
                        .param("id", id.value())
                        .param("clauses", change.clauses())
                        .param("category", name(change.category()))
                        .param("reason", change.reason())
                        .param("summary", change.changes())
                        .param("consequences", change.consequences())
                        .update();
            case ProposedText text ->
                jdbc.sql("""
                                insert into proposed_text (contribution_id, draft, clauses) values (:id, :draft, :clauses)
                                on conflict (contribution_id) do update
                                   set draft = excluded.draft, clauses = excluded.clauses""")
                        .param("id", id.value())
                        .param("draft", text.draft())
                        .param("clauses", text.clauses())
                        .update();
            case LiaisonStatement letter ->
                jdbc.sql("""
                                insert into liaison_statement (contribution_id, direction, from_body, to_bodies, copies,
                                                               reply_to_id, reply_to_reference, action_requested, due)
                                values (:id, :direction, :from, :to, :copies, :answers, :reference, :action, :due)
                                on conflict (contribution_id) do update
                                   set direction = excluded.direction, from_body = excluded.from_body,
                                       to_bodies = excluded.to_bodies, copies = excluded.copies,
                                       reply_to_id = excluded.reply_to_id,
                                       reply_to_reference = excluded.reply_to_reference,
                                       action_requested = excluded.action_requested, due = excluded.due""")
                        .param("id", id.value())
                        .param("direction", name(letter.direction()))
                        .param("from", letter.from())
                        .param("to", letter.to())
                        .param("copies", letter.copies())
                        .param(
                                "answers",
                                letter.answers() == null
                                        ? null
                                        : letter.answers().value(),
                                Types.OTHER)
                        .param("reference", letter.answers() == null ? letter.replyTo() : "")
                        .param("action", letter.action())
                        .param("due", letter.due(), Types.DATE)
                        .update();
            case WorkItem work ->
                jdbc.sql("""
                                insert into work_item (contribution_id, objective, enabler, target, rapporteur)
                                values (:id, :objective, :enabler, :target, :rapporteur)
                                on conflict (contribution_id) do update
                                   set objective = excluded.objective, enabler = excluded.enabler,
                                       target = excluded.target, rapporteur = excluded.rapporteur""")
                        .param("id", id.value())
                        .param("objective", work.objective())
                        .param("enabler", work.enabler())
                        .param("target", work.target(), Types.DATE)
                        .param("rapporteur", work.rapporteur())
                        .update();
        }
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /** The same again for what goes on under a new number. What is taken up in a version stays with the first. */
    void carry(ContributionId from, ContributionId to, ContributionType type) {
        Particulars particulars = find(from, type);
        if (particulars != null) {
            put(to, particulars);
        }
    }
}
