package org.rostrum.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** What staff find in the log. */
@RostrumTest
class AuditPageTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private OwnPerson doer;
    private String subject;

    AuditPageTests(
            MockMvcTester mvc, JdbcClient jdbc, ApplicationEventPublisher events, TransactionTemplate transaction) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.events = events;
        this.transaction = transaction;
    }

    @BeforeEach
    void anActOfSomebodys() {
        doer = OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc);
        subject = NewId.next().toString();
        act("thing.renamed", Map.of("title", "Old " + subject), Map.of("title", "New " + subject));
    }

    private void act(String action, Object before, Object after) {
        transaction.executeWithoutResult(
                status -> events.publishEvent(new PrivilegedAct(doer.id(), action, "thing", subject, before, after)));
    }

    private MvcTestResult audit(String query) {
        return mvc.get()
                .uri("/staff/audit" + query)
                .with(Body.signedIn(Cast.ADA))
                .exchange();
    }

    private static String text(MvcTestResult page) {
        try {
            return page.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static int entries(MvcTestResult page) {
        return text(page).split("<li class=\"card audit-entry\"", -1).length - 1;
    }

    @Test
    void anEntrySaysWhoDidWhatAndTheFieldsThatChangedSideBySide() {
        assertThat(audit("?subject=" + subject))
                .hasStatus(200)
                .bodyText()
                .contains("Thing renamed", doer.name())
                .containsSubsequence("Title", "Old " + subject, "New " + subject);
    }

    @Test
    void everyFieldOfTheSearchFindsItAndNothingElse() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        for (String query : new String[] {
            "?who=" + doer.subject(),
            "?who=" + doer.subject().toUpperCase(Locale.ROOT) + "&action=thing.renamed&type=thing",
            "?subject=" + subject + "&from=" + today + "&to=" + today,
            "?text=old " + subject,
            "?type=thing&subject=" + subject
        }) {
            assertThat(entries(audit(query))).as(query).isOne();
        }
        for (String query : new String[] {
            "?who=nobody-is-called-this",
            "?who=" + doer.subject() + "&action=thing.other",
            "?behalf=" + doer.subject(),
            "?subject=" + subject + "&to=" + yesterday,
            "?text=old%" + subject
        }) {
            assertThat(audit(query)).as(query).hasStatus(200).bodyText().contains("No entry matches");
        }
    }

    @Test
    void whatWasDoneOnBehalfIsFoundUnderBothNames() {
        OwnPerson delegate = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        jdbc.sql("""
                        insert into audit_entry (at, person_id, on_behalf_of, action, subject_type, subject_id)
                        values (now(), ?, ?, 'thing.done', 'thing', 'x')""").params(doer.id(), delegate.id()).update();
        assertThat(audit("?behalf=" + delegate.subject()))
                .bodyText()
                .containsSubsequence(doer.name(), "on behalf of", delegate.name());
        assertThat(entries(audit("?who=" + doer.subject() + "&behalf=" + delegate.subject())))
                .isOne();
    }

    @Test
    void aLongLogIsReadPageByPageWithoutLossOrRepetition() {
        jdbc.sql("""
                        insert into audit_entry (at, person_id, action, subject_type, subject_id)
                        select now(), ?, 'thing.counted', 'thing', n::text from generate_series(1, 120) n""").param(doer.id()).update();
        String next = "/staff/audit?action=thing.counted&who=" + doer.subject();
        int seen = 0;
        int pages = 0;
        while (next != null) {
            MvcTestResult page = mvc.get()
                    .uri(URI.create(next))
                    .with(Body.signedIn(Cast.ADA))
                    .exchange();
            seen += entries(page);
            pages++;
            var older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(text(page));
            next = older.find() ? older.group(1).replace("&amp;", "&") : null;
        }
        assertThat(seen).isEqualTo(120);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void whatCannotBeLookedForIsSaidBesideItsFieldAndKept() {
        assertThat(audit("?from=yesterday&who=kept")).hasStatus(422).bodyText().contains("Type the day as", "kept");
        assertThat(audit("?text=ab")).hasStatus(422).bodyText().contains("3 characters or more");
        assertThat(audit("?after=nonsense&subject=" + subject)).hasStatus(200);
        assertThat(audit("?from=\u0000&text=\u0000\u0000")).hasStatus(422);
    }

    @Test
    void aSearchLeavesAsAFileAndThatIsOnRecord() {
        act("thing.attacked", Map.of(), Map.of("=cmd", "x"));
        jdbc.sql(
                        "insert into audit_entry (at, person_id, action, subject_type, subject_id) values (now(), ?, 'thing.done', 'thing', '=HYPERLINK(1)')")
                .param(doer.id())
                .update();
        MvcTestResult file = mvc.get()
                .uri("/staff/audit.csv?who=" + doer.subject())
                .with(Body.signedIn(Cast.ADA))
                .exchange();
        assertThat(file).hasStatus(200).hasContentTypeCompatibleWith("text/csv");
        assertThat(file.getResponse().getHeader("Content-Disposition")).contains("attachment");
        assertThat(text(file))
                .startsWith("\"Entry\",\"Time (UTC)\"")
                .contains("\"thing.renamed\"", "\"'=HYPERLINK(1)\"")
                .doesNotContain(",\"=");
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where action = 'audit.downloaded' and after ->> 'who' = ?")
                        .param(doer.subject())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void onlyStaffReadIt() {
        for (Cast person : new Cast[] {Cast.CARLA, Cast.DANA, Cast.TESSA, Cast.GUS, Cast.NORA}) {
            for (String path : new String[] {"/staff/audit", "/staff/audit.csv"}) {
                assertThat(mvc.get().uri(path).with(Body.signedIn(person))).hasStatus(403);
            }
        }
        assertThat(mvc.get().uri("/staff/audit")).hasStatus(302);
    }

    @Test
    void aPageOfManyEntriesTakesAsManyStatementsAsOneOfFew() {
        int few = Statements.during(() -> audit("?subject=" + subject));
        for (int n = 0; n < 30; n++) {
            act("thing.renamed", Map.of("by", UUID.randomUUID()), Map.of("by", Cast.DANA.id()));
        }
        assertThat(Statements.during(() -> audit("?subject=" + subject))).isLessThanOrEqualTo(few + 1);
    }
}
