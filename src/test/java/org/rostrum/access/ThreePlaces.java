package org.rostrum.access;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.rostrum.documents.SampleFiles;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * A meeting going on in each place of {@link TheTable}, with a published agenda, a contribution that has a file and a draft,
 * whom somebody was asked to sign, numbers reserved at once, and a list that came back from a spreadsheet.
 */
final class ThreePlaces {

    record Held(
            Gathering meeting,
            String group,
            UUID contribution,
            String number,
            UUID list,
            UUID reservation,
            UUID signature,
            long message,
            String thread,
            Place place) {}

    private final Map<TheTable, Held> held = new EnumMap<>(TheTable.class);
    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    ThreePlaces(Body body, JdbcClient jdbc, MockMvcTester mvc) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        hold(TheTable.MEMBERS, body.meetingNow(), Body.DMSO, "DMSO", Visibility.MEMBERS, Cast.DANA);
        hold(TheTable.GROUP, now(body, Body.CITY), Body.CITY, "CITY", Visibility.GROUP, Cast.DEVI);
        UUID open = NewId.next();
        String code = "OPEN-" + open.toString().substring(24).toUpperCase(Locale.ROOT);
        jdbc.sql("""
                        insert into working_group (id, code, name, kind, visibility)
                        values (?, ?, ?, 'WORKING_GROUP', 'PUBLIC')""").params(open, code, "Open group " + code).update();
        jdbc.sql("insert into office (id, group_id, person_id, role, since) values (?, ?, ?, 'CHAIR', now())")
                .params(NewId.next(), open, Cast.VICTOR.id())
                .update();
        hold(TheTable.PUBLIC, now(body, open), open, code, Visibility.PUBLIC, Cast.DANA);
        body.invites(Cast.GUS, at(TheTable.MEMBERS).meeting());
        body.invites(Cast.GUS, at(TheTable.GROUP).meeting());
    }

    Held at(TheTable table) {
        return Objects.requireNonNull(held.get(table));
    }

    private static Gathering now(Body body, UUID group) {
        Instant now = Instant.now();
        return body.meeting(group, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "ACCEPT");
    }

    private void hold(TheTable table, Gathering meeting, UUID group, String code, Visibility visibility, Cast author) {
        Assertions.assertThat(mvc.put()
                        .uri("/api/v1/meetings/{id}/agenda/draft", meeting.id())
                        .header("Authorization", bearer(Cast.VICTOR))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"revision\":0,\"items\":[{\"title\":\"Opening\"}]}"))
                .hasStatusOk();
        Assertions.assertThat(mvc.post()
                        .uri("/api/v1/meetings/{id}/agenda/publications", meeting.id())
                        .header("Authorization", bearer(Cast.VICTOR))
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"revision\":1,\"note\":\"\"}"))
                .hasStatus(201);
        MvcTestResult reserved = mvc.post()
                .uri("/api/v1/meetings/{id}/contributions", meeting.id())
                .header("Authorization", bearer(author))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"type\":\"INP\",\"for\":\"Discussion\",\"title\":\"A thought\"}")
                .exchange();
        Assertions.assertThat(reserved).hasStatus(201);
        UUID contribution = UUID.fromString(JsonPath.read(text(reserved), "$.id"));
        Assertions.assertThat(mvc.post()
                        .uri("/api/v1/contributions/{id}/revisions", contribution)
                        .header("Authorization", bearer(author))
                        .multipart()
                        .file(new MockMultipartFile("file", "thought.docx", null, SampleFiles.docx("thought"))))
                .hasStatus(201);
        Assertions.assertThat(mvc.post()
                        .uri("/api/v1/contributions/{id}/drafts", contribution)
                        .header("Authorization", bearer(author))
                        .multipart()
                        .file(new MockMultipartFile("file", "second.docx", null, SampleFiles.docx("second thought"))))
                .hasStatus(201);
        MvcTestResult uploaded = mvc.post()
                .uri("/api/v1/meetings/{id}/contributions/imports", meeting.id())
                .header("Authorization", bearer(Cast.VICTOR))
                .multipart()
                .file(new MockMultipartFile(
                        "file", "list.csv", null, "Number,Disposition\nX,Noted".getBytes(StandardCharsets.UTF_8)))
                .exchange();
        Assertions.assertThat(uploaded).hasStatus(201);
        UUID list = UUID.fromString(JsonPath.read(text(uploaded), "$.id"));
        MvcTestResult several = mvc.post()
                .uri("/api/v1/meetings/{id}/reservations", meeting.id())
                .header("Authorization", bearer(author))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"contributions\":[{\"type\":\"INP\",\"for\":\"Discussion\",\"title\":\"One of several\"}]}")
                .exchange();
        Assertions.assertThat(several).hasStatus(201);
        Cast.Company company = Objects.requireNonNull(author.company());
        UUID signature = NewId.next();
        jdbc.sql("""
                        insert into signature (id, contribution_id, contribution_type, kind, organization_id, asked_by, asked_at, state)
                        select ?, ?, 'INP', 'SOURCE', id, ?, now(), 'ASKED' from organization where id <> ? limit 1""").params(signature, contribution, author.id(), company.id()).update();
        MvcTestResult said = mvc.post()
                .uri("/api/v1/rooms/{room}/messages", meeting.room())
                .header("Authorization", bearer(author))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"text\":\"A thought\"}")
                .exchange();
        Assertions.assertThat(said).hasStatus(201);
        int message = JsonPath.read(text(said), "$.seq");
        MvcTestResult discussed = mvc.post()
                .uri("/api/v1/rooms/{room}/threads", meeting.room())
                .header("Authorization", bearer(author))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"title\":\"Aside\"}")
                .exchange();
        Assertions.assertThat(discussed).hasStatus(201);
        Place place = new Place(meeting.id(), new GroupId(group), visibility)
                .ownedBy(new PersonId(author.id()), new OrganizationId(company.id()));
        held.put(
                table,
                new Held(
                        meeting,
                        code,
                        contribution,
                        JsonPath.read(text(reserved), "$.number"),
                        list,
                        UUID.fromString(JsonPath.read(text(several), "$.id")),
                        signature,
                        message,
                        JsonPath.read(text(discussed), "$.id"),
                        place));
    }

    static String bearer(Cast person) {
        return "Bearer " + person.token();
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
