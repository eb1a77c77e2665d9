package org.rostrum.calendars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** One's own calendar at an address of one's own. */
@RostrumTest
@Transactional
class PersonalFeedsTests {

    private static final Pattern ADDRESS = Pattern.compile("/calendar/people/[A-Za-z0-9_-]{43}\\.ics");

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;
    private final SessionsOnRecord record;
    private final Instant soon =
            Clock.systemUTC().instant().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);

    PersonalFeedsTests(MockMvcTester mvc, JdbcClient jdbc, Body body) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
        this.record = new SessionsOnRecord(jdbc);
    }

    private MvcTestResult makes(OwnPerson person, String name, String intent) {
        return mvc.post()
                .uri("/me/calendars")
                .param("name", name)
                .param("intent", intent)
                .with(person.signedIn())
                .with(csrf())
                .exchange();
    }

    private String addressOf(OwnPerson person) {
        MvcTestResult answer = makes(person, "Phone", NewId.next().toString());
        assertThat(answer).hasStatusOk().headers().hasValue("Cache-Control", "no-store");
        Matcher address = ADDRESS.matcher(assertThat(answer).bodyText().actual());
        assertThat(address.find()).isTrue();
        return address.group();
    }

    private Read read(String address) {
        MvcTestResult answer = mvc.get().uri(address).exchange();
        assertThat(answer).hasStatusOk();
        return Read.of(answer.getResponse().getContentAsByteArray());
    }

    private void marks(OwnPerson person, UUID session) {
        jdbc.sql("insert into session_mark values (?, ?, now())")
                .params(person.id(), session)
                .update();
    }

    private void holdsOffice(OwnPerson person, UUID group) {
        jdbc.sql(
                        "insert into office (id, group_id, person_id, role, since) values (?, ?, ?, 'PARTICIPANT', '2020-01-01')")
                .params(NewId.next(), group, person.id())
                .update();
    }

    @Test
    void itHoldsWhatOneMarkedOrIsPartOfAndTheDeadlines() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String address = addressOf(person);
        UUID week = record.event("A week");
        UUID marked = record.session(week, "Marked", soon, "PUBLIC");
        record.session(week, "Not mine", soon, "PUBLIC");
        marks(person, marked);
        holdsOffice(person, Body.CITY);
        record.session(week, "My closed group's", soon, "GROUP", Body.CITY);
        Gathering meeting = body.meeting(Body.DMSO, soon, soon.plus(3, ChronoUnit.HOURS), "ACCEPT");
        jdbc.sql("update meeting set name = 'A call' where id = ?")
                .param(meeting.id())
                .update();
        jdbc.sql("insert into participation values (?, ?, null, 'REMOTE', now())")
                .params(meeting.id(), person.id())
                .update();
        jdbc.sql(
                        "insert into registration_setup values (?, now() - interval '1 day', now() + interval '9 days', now() + interval '10 days')")
                .param(week)
                .update();

        Read calendar = read(address);
        assertThat(calendar.summaries())
                .contains(
                        "Marked",
                        "My closed group's",
                        "A call",
                        "Contributions due: A call",
                        "Registration closes: A week")
                .doesNotContain("Not mine");
        assertThat(Read.begins(calendar.named("Contributions due: A call"))).isEqualTo(soon.minus(7, ChronoUnit.DAYS));
        assertThat(calendar.named("My closed group's").getClassification().getValue())
                .isEqualTo("CONFIDENTIAL");
    }

    @Test
    void itShowsWhatOneMayReadNowAndNothingMore() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String address = addressOf(person);
        UUID week = record.event("A week");
        UUID forMembers = record.session(week, "For members", soon, "MEMBERS");
        UUID open = record.session(week, "For everybody", soon, "PUBLIC");
        UUID closed = record.session(week, "Closed", soon, "GROUP", Body.CITY);
        for (UUID session : List.of(forMembers, open, closed)) {
            marks(person, session);
        }
        assertThat(read(address).summaries()).containsExactlyInAnyOrder("For members", "For everybody");
        holdsOffice(person, Body.CITY);
        assertThat(read(address).summaries()).contains("Closed");
        jdbc.sql("delete from delegation where person_id = ?")
                .param(person.id())
                .update();
        assertThat(read(address).summaries()).containsExactly("For everybody");
        jdbc.sql("update person set deactivated_at = now() where id = ?")
                .param(person.id())
                .update();
        assertThat(mvc.get().uri(address)).hasStatus(404);
    }

    @Test
    void anAddressThatWasEndedOrNeverWasLeadsNowhereAndTellsNothing() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String address = addressOf(person);
        assertThat(read(address).events()).isEmpty();
        UUID link = jdbc.sql("select id from calendar_link where person_id = ?")
                .param(person.id())
                .query(UUID.class)
                .single();
        OwnPerson other = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        assertThat(mvc.post()
                        .uri("/me/calendars/" + link + "/revocation")
                        .with(other.signedIn())
                        .with(csrf()))
                .hasStatus(404);
        assertThat(mvc.post()
                        .uri("/me/calendars/" + link + "/revocation")
                        .with(person.signedIn())
                        .with(csrf()))
                .hasStatus(302);
        for (String gone :
                List.of(address, "/calendar/people/" + "a".repeat(43) + ".ics", "/calendar/people/short.ics")) {
            var answer = mvc.get().uri(gone).exchange();
            assertThat(answer).hasStatus(404).body().isEmpty();
            assertThat(answer)
                    .headers()
                    .hasValue("Cache-Control", "no-store")
                    .hasValue("Referrer-Policy", "no-referrer");
        }
    }

    @Test
    void theSecretIsShownOnceAndKeptNowhere() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String address = addressOf(person);
        String secret = address.replaceAll(".*/|\\.ics", "");
        assertThat(mvc.get().uri("/me/calendars").with(person.signedIn()))
                .hasStatusOk()
                .bodyText()
                .contains("Phone", "In use")
                .doesNotContain(secret);
        assertThat(jdbc.sql("select count(*) from calendar_link l where l::text like '%' || ? || '%'")
                        .param(secret)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from audit_entry a where a::text like '%' || ? || '%'")
                        .param(secret)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from audit_entry where action = 'calendar-link.created' and person_id = ?")
                        .param(person.id())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void twiceTheSameFormMakesOneAddressAndANamelessOneIsRefused() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String intent = NewId.next().toString();
        assertThat(makes(person, "Phone", intent)).hasStatusOk();
        assertThat(makes(person, "Phone", intent)).hasStatus(409).bodyText().contains("made already");
        assertThat(makes(person, " ", NewId.next().toString()))
                .hasStatus(422)
                .bodyText()
                .contains("Give the address a name that says where you use it.");
    }

    @Test
    void unchangedItIsAnswered304PrivatelyAndItsUseIsNoted() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String address = addressOf(person);
        var first = mvc.get().uri(address).exchange();
        assertThat(first)
                .headers()
                .hasValue("Cache-Control", "max-age=0, must-revalidate, private")
                .hasValue("X-Robots-Tag", "noindex");
        assertThat(mvc.get()
                        .uri(address)
                        .header(
                                "If-None-Match",
                                String.valueOf(first.getResponse().getHeader("ETag"))))
                .hasStatus(304);
        assertThat(jdbc.sql("select last_used_at is not null from calendar_link where person_id = ?")
                        .param(person.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        int few = Statements.during(() -> mvc.get().uri(address).exchange());
        UUID week = record.event("A week");
        for (int i = 0; i < 30; i++) {
            marks(person, record.session(week, "Session " + i, soon, "PUBLIC"));
        }
        assertThat(Statements.during(() -> mvc.get().uri(address).exchange()))
                .isEqualTo(few)
                .isLessThanOrEqualTo(7);
    }

    @Test
    void aProgramThatAsksWithoutEndIsToldToWait() {
        OwnPerson person = OwnPerson.of(Cast.Company.NOWHERE, jdbc);
        String address = addressOf(person);
        MvcTestResult last = mvc.get().uri(address).exchange();
        for (int i = 0; i < 60 && last.getResponse().getStatus() == 200; i++) {
            last = mvc.get().uri(address).exchange();
        }
        assertThat(last).hasStatus(429).headers().containsHeader("Retry-After");
    }
}
