package org.rostrum.contributions;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes what became of contributions: who, when and why. Under the locks of the contributions, after their own rows. */
@Component
class Steps {

    /** What happened, as the database calls it. */
    enum Verb {
        RESERVE,
        SUBMIT,
        REVISE,
        /** Came from an earlier meeting. */
        CARRY,
        ALLOCATE,
        RELEASE,
        OPEN,
        DECIDE,
        REOPEN,
        WITHDRAW,
        UNDO
    }

    /** All of them in one statement, each contribution's in their order. */
    private static final String WRITE = """
            insert into contribution_step (contribution_id, seq, verb, from_state, to_state, revision, meeting_id,
                                           agenda_item_id, from_disposition_id, disposition_id, act_id, reason, done_by, done_at)
            select s.contribution,
                   coalesce((select max(k.seq) from contribution_step k where k.contribution_id = s.contribution), 0)
                     + row_number() over (partition by s.contribution order by s.n),
                   s.verb, s."from", s."to",
                   (select max(r.number) from revision r where r.contribution_id = s.contribution), s.meeting, s.item, s."left", s.disposition, s.act, s.reason, s."by", s.at
              from jsonb_to_recordset(:steps::jsonb) as s(
                     n int, contribution uuid, verb text, "from" text, "to" text, meeting uuid, item uuid,
                     "left" uuid, disposition uuid, act uuid, reason text, "by" uuid, at timestamptz)""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Steps(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** How a contribution stands before or after a step. */
    record Standing(
            @Nullable ContributionState state, @Nullable UUID disposition) {

        static final Standing NOTHING = new Standing(null, null);

        static Standing of(Contribution contribution) {
            return new Standing(contribution.state(), contribution.disposition());
        }
    }

    /** @param meeting where it happened */
    record Step(
            Verb verb,
            ContributionId contribution,
            Standing before,
            Standing after,
            @Nullable UUID item,
            MeetingId meeting,
            @Nullable UUID act,
            @Nullable String reason,
            PersonId by,
            Instant at) {

        /** To be made from a contribution that has just taken it. */
        static Step taken(
                Verb verb,
                Contribution one,
                Standing before,
                MeetingId meeting,
                @Nullable UUID act,
                @Nullable String reason,
                PersonId by,
                Instant at) {
            Place place = one.place();
            return new Step(
                    verb,
                    one.id(),
                    before,
                    Standing.of(one),
                    place == null ? null : place.item(),
                    meeting,
                    act,
                    reason,
                    by,
                    at);
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void write(List<Step> steps) {
        if (!steps.isEmpty()) {
            jdbc.sql(WRITE)
                    .param(
                            "steps",
                            json.writeValueAsString(IntStream.range(0, steps.size())
                                    .mapToObj(n -> row(n, steps.get(n)))
                                    .toList()))
                    .update();
        }
    }

    private static Map<String, @Nullable Object> row(int n, Step step) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("n", n);
        row.put("contribution", step.contribution());
        row.put("verb", step.verb());
        row.put("from", step.before().state());
        row.put("to", step.after().state());
        row.put("meeting", step.meeting());
        row.put("item", step.item());
        row.put("left", step.before().disposition());
        row.put("disposition", step.after().disposition());
        row.put("act", step.act());
        row.put("reason", step.reason());
        row.put("by", step.by());
        row.put("at", step.at().toString());
        return row;
    }
}
