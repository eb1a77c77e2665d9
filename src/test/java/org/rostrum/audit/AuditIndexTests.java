package org.rostrum.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** How the database searches a log of many years. */
@RostrumTest
@Transactional
class AuditIndexTests {

    private final AuditTrail trail;
    private final JdbcClient jdbc;

    AuditIndexTests(AuditTrail trail, JdbcClient jdbc) {
        this.trail = trail;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void manyEntries() {
        jdbc.sql("""
                        insert into audit_entry (at, person_id, on_behalf_of, action, subject_type, subject_id, before, after)
                        select timestamptz '2020-01-01' + n * interval '10 minutes',
                               (array[:carla, :victor, :sekra]::uuid[])[1 + n % 3],
                               case when n % 1000 = 0 then :dana::uuid end,
                               'thing.act-' || (n % 40), 'thing-' || (n % 5), 'subject ' || n,
                               jsonb_build_object('title', 'before ' || md5(n::text)),
                               jsonb_build_object('title', 'after ' || md5((n + 1)::text))
                          from generate_series(1, 30000) n""")
                .param("carla", Cast.CARLA.id())
                .param("victor", Cast.VICTOR.id())
                .param("sekra", Cast.SEKRA.id())
                .param("dana", Cast.DANA.id())
                .update();
        // What was just written waits beside the index, and makes it look dear until it is taken in.
        jdbc.sql("select gin_clean_pending_list('audit_entry_text')")
                .query((row, n) -> row.getLong(1))
                .single();
        jdbc.sql("analyze audit_entry").update();
    }

    private String plan(AuditFilter filter) {
        Map<String, Object> parameters = new HashMap<>();
        UUID[] who = filter.who().isEmpty() ? null : new UUID[] {Cast.CARLA.id(), Cast.GUS.id()};
        String sql = trail.sql(filter, who, false, parameters);
        parameters.put("limit", 51);
        parameters.put("onBehalfOf", new UUID[] {Cast.DANA.id()});
        return String.join(
                "\n",
                jdbc.sql("explain " + sql)
                        .params(parameters)
                        .query((row, n) -> row.getString(1))
                        .list());
    }

    @Test
    void everySearchReadsAnIndexInTheOrderItShows() {
        LocalDate day = LocalDate.of(2020, 3, 1);
        for (AuditFilter filter : new AuditFilter[] {
            AuditFilter.ALL,
            new AuditFilter("carla", "", "", "", "", "", null, null),
            new AuditFilter("", "dana", "", "", "", "", null, null),
            new AuditFilter("", "", "thing.act-7", "", "", "", null, null),
            new AuditFilter("", "", "", "thing-3", "", "", null, null),
            new AuditFilter("", "", "", "", "subject 4711", "", null, null),
            new AuditFilter("", "", "", "", "", "c4ca4238", null, null),
            new AuditFilter("", "", "", "", "", "", day, day),
            new AuditFilter("carla", "", "thing.act-7", "thing-3", "", "", day, day)
        }) {
            assertThat(plan(filter)).as("%s", filter).contains("Index").doesNotContain("Seq Scan on audit_entry");
        }
    }

    @Test
    void whoDidNothingMakesTheDatabaseReadNoneOfWhatOthersDid() {
        assertThat(plan(new AuditFilter("several", "", "", "", "", "", null, null)))
                .contains("audit_entry_person")
                .doesNotContain("Filter: (person_id = '" + Cast.GUS.id());
    }

    @Test
    void theWordsToChooseFromAreFoundAStepEach() {
        assertThat(trail.actions()).contains("thing.act-0", "thing.act-39");
        assertThat(trail.subjectTypes()).contains("thing-0", "thing-4");
    }
}
