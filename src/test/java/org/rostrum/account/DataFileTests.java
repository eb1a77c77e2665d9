package org.rostrum.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rostrum.identity.AccessTokens;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything the portal knows about somebody, and nothing about anybody else. */
@RostrumTest
class DataFileTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;

    DataFileTests(MockMvcTester mvc, JdbcClient jdbc, Body body) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
    }

    private String file(OwnPerson person) throws Exception {
        MvcTestResult answer =
                mvc.post().uri("/me/data").with(person.signedIn()).with(csrf()).exchange();
        assertThat(answer).hasStatus(200).hasContentTypeCompatibleWith("application/json");
        assertThat(answer.getResponse().getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"my-data.json\"");
        assertThat(answer.getResponse().getHeader("Cache-Control")).isEqualTo("no-store");
        return answer.getResponse().getContentAsString();
    }

    private static JsonNode section(String file, String heading) {
        for (JsonNode section : new JsonMapper().readTree(file).get("Sections")) {
            if (section.get("Heading").stringValue().equals(heading)) {
                return section.get("Entries");
            }
        }
        throw new AssertionError("No section " + heading);
    }

    @Test
    void everyColumnThatNamesAPersonIsInASectionOrOnTheListOfReasons() {
        List<String> columns = jdbc.sql("""
                        select t.relname || '.' || a.attname
                          from pg_constraint c
                          join pg_class t on t.oid = c.conrelid
                          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
                         where c.contype = 'f' and c.confrelid = 'person'::regclass""").query((row, n) -> row.getString(1)).list();
        List<String> covered = Stream.concat(
                        DataSection.ALL.stream().flatMap(section -> section.covers().stream()),
                        DataSection.LEFT_OUT.keySet().stream())
                .toList();
        assertThat(columns)
                .as("A new column names a person: put it into a section of DataSection, or say there why not")
                .contains("delegation.person_id")
                .isSubsetOf(covered);
        assertThat(covered).doesNotHaveDuplicates();
    }

    @Test
    void itHoldsWhatSomebodyDidAndWhatWasDoneAboutThemUnderHeadingsInPlainWords() throws Exception {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        Gathering meeting = body.meetingNow();
        jdbc.sql(
                        "insert into participation (meeting_id, person_id, mode, registered_at) values (?, ?, 'REMOTE', now())")
                .params(meeting.id(), person.id())
                .update();
        mvc.post()
                .uri("/api/v1/rooms/" + meeting.room() + "/messages")
                .with(person.signedIn())
                .with(csrf())
                .header("Idempotency-Key", "k")
                .contentType("application/json")
                .content("{\"text\": \"my very own words\"}")
                .exchange();
        mvc.post()
                .uri("/me/organization/leaving")
                .with(person.signedIn())
                .with(csrf())
                .exchange();

        String file = file(person);
        assertThat(section(file, "Who you are").get(0).get("Name").stringValue())
                .isEqualTo(person.name());
        assertThat(section(file, "Whom you represented")
                        .get(0)
                        .get("Organisation")
                        .stringValue())
                .isEqualTo("Nowhere Metering");
        assertThat(section(file, "What you said").get(0).get("Text").stringValue())
                .isEqualTo("my very own words");
        assertThat(section(file, "Meetings you take part in").get(0).get("How").stringValue())
                .isEqualTo("remote");
        assertThat(section(file, "What was changed about you")
                        .get(0)
                        .get("What")
                        .stringValue())
                .isEqualTo("person.left-organization");
        assertThat(section(file, "What you did").get(0).get("By").stringValue()).isEqualTo(person.name());
        assertThat(new JsonMapper().readTree(file).get("Sections")).hasSize(DataSection.ALL.size());
    }

    @Test
    void itHoldsNoSecretsAndOfOthersOnlyNames() throws Exception {
        OwnPerson person = OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc);
        OwnPerson other = OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc);
        Gathering meeting = body.meetingNow();
        jdbc.sql("insert into invitation (meeting_id, person_id, invited_by, invited_at) values (?, ?, ?, now())")
                .params(meeting.id(), other.id(), person.id())
                .update();
        byte[] hash = AccessTokens.hash("rostrum_secret");
        jdbc.sql("""
                        insert into access_token (id, person_id, name, token_hash, scopes, created_at)
                        values (gen_random_uuid(), ?, 'mine', ?, array['read'], now())
                        on conflict (token_hash) do update set person_id = excluded.person_id""").params(person.id(), hash).update();
        jdbc.sql("""
                        insert into audit_entry (at, person_id, action, subject_type, subject_id, before, after)
                        values (now(), ?, 'person.corrected', 'person', ?, jsonb_build_object('email', ?::text), '{}')""")
                .params(person.id(), other.id().toString(), other.subject() + "@before.example")
                .update();
        String file = file(person);
        assertThat(section(file, "Your access tokens").get(0).get("Name").stringValue())
                .isEqualTo("mine");
        assertThat(section(file, "Invitations as a guest").get(0).get("Guest").stringValue())
                .isEqualTo(other.name());
        assertThat(file)
                .doesNotContain(other.subject())
                .doesNotContain(other.id().toString())
                .doesNotContain(HexFormat.of().formatHex(hash))
                .doesNotContain(Base64.getEncoder().encodeToString(hash));
    }

    @Test
    void takingItIsOnRecordAndStrangersHaveNone() throws Exception {
        OwnPerson person = OwnPerson.known(jdbc);
        file(person);
        assertThat(jdbc.sql("select count(*) from audit_entry where person_id = ? and action = 'data.downloaded'")
                        .param(person.id())
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(mvc.post().uri("/me/data").with(Body.signedIn(Cast.NORA)).with(csrf()))
                .hasStatus(403);
        assertThat(mvc.get().uri("/me/data").with(person.signedIn())).hasStatus(200);
    }
}
