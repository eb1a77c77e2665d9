package org.rostrum.calendars.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** The pages on which staff look at a timetable's file and take it. */
@RostrumTest
@Transactional
class TimetableImportPagesTests {

    private final MockMvcTester mvc;
    private final UUID event = NewId.next();

    TimetableImportPagesTests(MockMvcTester mvc, JdbcClient jdbc) {
        this.mvc = mvc;
        jdbc.sql("""
                        insert into event (id, kind, name, time_zone, starts_on, ends_on)
                        values (?, 'WORKSHOP', 'A day', 'Europe/Warsaw', ?, ?)""")
                .params(event, LocalDate.of(2027, 4, 20), LocalDate.of(2027, 4, 20))
                .update();
    }

    private String at(String path) {
        return "/staff/events/" + event + "/imports" + path;
    }

    private MvcTestResult uploads(String text) {
        return mvc.post()
                .uri(at(""))
                .multipart()
                .file(new MockMultipartFile("file", "day.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)))
                .with(Body.signedIn(Cast.ADA))
                .with(csrf())
                .exchange();
    }

    @Test
    void aFileIsLookedAtAndThenTaken() {
        assertThat(mvc.get().uri(at("")).with(Body.signedIn(Cast.ADA)))
                .hasStatusOk()
                .bodyText()
                .contains("Import a timetable", "end_date", "No file yet");
        String page = String.valueOf(
                uploads("date,start,end,group,session,note\n2027-04-20,10:00,11:00,DMSO,Results,members only\n")
                        .getResponse()
                        .getRedirectedUrl());
        MvcTestResult preview =
                mvc.get().uri(page).with(Body.signedIn(Cast.ADA)).exchange();
        assertThat(preview)
                .hasStatusOk()
                .bodyText()
                .contains("Results", "DMSO", "10:00–11:00", "members only", "Take it into the draft");
        Matcher mark = Pattern.compile("name=\"mark\" value=\"(\\w+)\"")
                .matcher(assertThat(preview).bodyText().actual());
        assertThat(mark.find()).isTrue();
        assertThat(mvc.post()
                        .uri(page + "/application")
                        .param("mark", mark.group(1))
                        .with(Body.signedIn(Cast.ADA))
                        .with(csrf()))
                .hasStatus(302);
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.ADA)))
                .hasStatusOk()
                .bodyText()
                .contains("Imported by Ada Office", "Go to the draft");
        assertThat(mvc.get().uri(at("/draft.csv")).with(Body.signedIn(Cast.ADA)))
                .hasStatusOk()
                .bodyText()
                .contains("2027-04-20,10:00,11:00,DMSO,Results,members only,,,session");
        // It is a draft: nothing of it is published.
        assertThat(mvc.get().uri("/events/" + event + "/timetable.csv"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Results");
    }

    @Test
    void whatIsWrongStandsBesideTheFieldOrTheRow() {
        assertThat(uploads("a,b\n1,2\n")).hasStatus(422).bodyText().contains("The columns do not fit a timetable");
        String page = String.valueOf(uploads("date,start,end,group,session\n2027-04-22,10:00,11:00,DMSO,Too late\n")
                .getResponse()
                .getRedirectedUrl());
        assertThat(mvc.get().uri(page).with(Body.signedIn(Cast.ADA)))
                .hasStatusOk()
                .bodyText()
                .contains("It is outside the event, which is on 20 April 2027.")
                .doesNotContain("Take it into the draft");
    }

    @Test
    void anotherEventsFileIsNotFoundHere() {
        String page = String.valueOf(uploads("date,start,end,group,session\n2027-04-20,10:00,11:00,All,One\n")
                .getResponse()
                .getRedirectedUrl());
        String elsewhere = page.replace(event.toString(), NewId.next().toString());
        assertThat(mvc.get().uri(elsewhere).with(Body.signedIn(Cast.ADA))).hasStatus(404);
    }
}
