package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;

/** What the database reads for an agenda once there are many contributions to other meetings. */
@RostrumTest
@Transactional
class AgendaIndexTests {

    private final Body body;
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    AgendaIndexTests(Body body, MockMvcTester mvc, JdbcClient jdbc) {
        this.body = body;
        this.mvc = mvc;
        this.jdbc = jdbc;
    }

    @Test
    void noStatementOfThePageReadsAWholeTable() {
        Gathering meeting = body.meetingNow();
        PlenaryDay.published(jdbc, meeting);
        elsewhere();
        List<@Nullable String> before = readFromEndToEnd();

        for (Cast reader : new Cast[] {Cast.DANA, Cast.CARLA}) {
            for (String address : new String[] {"", "/versions/1"}) {
                assertThat(mvc.get()
                                .uri("/meetings/" + meeting.id() + "/agenda" + address)
                                .with(Body.signedIn(reader)))
                        .hasStatusOk();
            }
        }
        assertThat(mvc.get()
                        .uri("/api/v1/meetings/" + meeting.id() + "/agenda")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatusOk();

        assertThat(readFromEndToEnd()).isEqualTo(before);
        jdbc.sql("select count(*) from contribution where abstract = 'x'")
                .query(Integer.class)
                .single();
        assertThat(readFromEndToEnd()).as("what is counted").isNotEqualTo(before);
    }

    private void elsewhere() {
        Gathering other = body.meetingNow();
        jdbc.sql("""
                        with added as (
                          insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state, author_id,
                                                    source, reserved_at, submitted_at)
                          select gen_random_uuid(), :meeting, :group, 2999, n, 'CR', 'Agreement', 'Title ' || n, 'SUBMITTED', :author,
                                 'Examplecom', now(), now()
                            from generate_series(1, 30000) n
                          returning id),
                        stored as (
                          insert into document (id, original_name, media_type, size, sha256, crc32, macros,
                                                stored_by, stored_at)
                          select id, 'a.pdf', 'application/pdf', 1, sha256(''), 0, false, :author, now() from added)
                        insert into revision (contribution_id, number, document_id, uploaded_by, uploaded_at)
                        select id, 0, id, :author, now() from added""")
                .param("meeting", other.id())
                .param("group", Body.DMSO)
                .param("author", Cast.IPSI.id())
                .update();
        jdbc.sql("insert into agenda (meeting_id, version) values (?, 1)")
                .param(other.id())
                .update();
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, published_by, published_at, draft_revision)
                        select ?, n, ?, now(), n from generate_series(1, 40) n""").params(other.id(), Cast.CARLA.id()).update();
        jdbc.sql("""
                        insert into agenda_item (id, meeting_id)
                        select md5(:meeting || n)::uuid, :meeting::uuid from generate_series(1, 500) n""").param("meeting", other.id().toString()).update();
        jdbc.sql("""
                        insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, title)
                        select :meeting::uuid, v, n, md5(:meeting || n)::uuid, n::text, 0, 'Title'
                          from generate_series(1, 40) v, generate_series(1, 500) n""").param("meeting", other.id().toString()).update();
        jdbc.sql("""
                        insert into thread (id, room_id, kind, agenda_item_id, opened_at)
                        select gen_random_uuid(), :room, 'AGENDA_ITEM', md5(:meeting || n)::uuid, now()
                          from generate_series(1, 500) n""")
                .param("room", other.room())
                .param("meeting", other.id().toString())
                .update();
        for (String table :
                new String[] {"contribution", "revision", "agenda_published_item", "agenda_publication", "thread"}) {
            jdbc.sql("analyze " + table).update();
        }
    }

    /** How often this transaction did so with what grows. */
    private List<@Nullable String> readFromEndToEnd() {
        return jdbc.sql("""
                        select relname || ' ' || seq_scan from pg_stat_xact_user_tables
                         where relname in ('contribution', 'revision', 'agenda_published_item', 'thread', 'room_event')
                         order by relname""").query(String.class).list();
    }
}
