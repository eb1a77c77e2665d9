package org.rostrum.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.identity.AccessTokens;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Somebody of the staff in a delegate's name: what they may, what both see, what is on record, and how it ends. */
@RostrumTest
class ActingTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;
    private final SessionRepository<?> sessions;
    private final AccessTokens tokens;
    private OwnPerson staff;
    private OwnPerson delegate;
    private BrowserSession office;

    ActingTests(MockMvcTester mvc, JdbcClient jdbc, Body body, SessionRepository<?> sessions, AccessTokens tokens) {
        this.tokens = tokens;
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
        this.sessions = sessions;
    }

    @BeforeEach
    void somebodyOfTheStaffAndADelegate() {
        staff = OwnPerson.known(jdbc).andStaff(jdbc);
        delegate = OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc);
        office = BrowserSession.of(sessions, staff.subject());
    }

    private MvcTestResult get(String path) {
        return mvc.get().uri(path).cookie(office.cookie()).exchange();
    }

    private MvcTestResult post(String path, String... parameters) {
        var request = mvc.post().uri(path).cookie(office.cookie()).with(csrf());
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return request.exchange();
    }

    private MvcTestResult acts(OwnPerson person) {
        return post("/staff/people/" + person.id() + "/acting", "reason", "asked by telephone", "minutes", "30");
    }

    private String page(String path) {
        return new String(get(path).getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private List<Map<String, @Nullable Object>> audited() {
        return jdbc.sql("""
                        select person_id, on_behalf_of, action, subject_id, after ->> 'what' as what, request
                          from audit_entry where on_behalf_of = ? order by id""").param(delegate.id()).query().listOfRows();
    }

    @Test
    void everyPageSaysOnWhoseBehalfWhyAndUntilWhen() {
        String room = "/meetings/" + body.meetingNow().id() + "/room";
        assertThat(acts(delegate)).hasStatus(302).hasRedirectedUrl("/");
        for (String path : List.of("/", "/schedule", "/groups", "/specifications", room)) {
            assertThat(page(path))
                    .as(path)
                    .contains("You act on behalf of", delegate.name(), "asked by telephone", "/acting/end");
        }
    }

    @Test
    void theViewerIsTheDelegateWithTheirRightsAndNoneOfTheStaffs() {
        Gathering dmso = body.meetingNow();
        Gathering city = body.meeting(Body.CITY, Instant.now(), Instant.now().plusSeconds(3600), "ACCEPT");
        assertThat(get("/meetings/" + city.id())).hasStatus(200);
        acts(delegate);
        assertThat(get("/meetings/" + dmso.id())).hasStatus(200);
        assertThat(get("/meetings/" + city.id())).hasStatus(404);
    }

    @Test
    void whatIsChangedIsOnRecordWithBothNamesAlsoWhenItIsRefused() {
        Gathering meeting = body.meetingNextMonth();
        acts(delegate);
        assertThat(post("/meetings/" + meeting.id() + "/participation", "mode", "REMOTE"))
                .hasStatus(302);
        assertThat(post("/meetings/" + meeting.id() + "/agenda/draft")
                        .getResponse()
                        .getStatus())
                .isBetween(400, 499);
        assertThat(audited())
                .first()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("person_id", staff.id())
                        .containsEntry("action", "acting.asked")
                        .containsEntry("what", "to say that they take part")
                        .containsEntry("request", "POST /meetings/" + meeting.id() + "/participation"));
        assertThat(jdbc.sql("select organization_id from participation where meeting_id = ? and person_id = ?")
                        .params(meeting.id(), delegate.id())
                        .query()
                        .listOfRows())
                .hasSize(1);
        assertThat(jdbc.sql("select subject_id from audit_entry where person_id = ? and action = 'acting.started'")
                        .param(staff.id())
                        .query(String.class)
                        .list())
                .containsExactly(delegate.id().toString());
    }

    @Test
    void aPrivilegedActMadeOnBehalfIsTheStaffsInTheDelegatesName() {
        jdbc.sql(
                        "insert into office (id, group_id, person_id, role, since) values (gen_random_uuid(), ?, ?, 'SECRETARY', now())")
                .params(Body.DMSO, delegate.id())
                .update();
        Gathering meeting = body.meetingNextMonth();
        acts(delegate);
        var saved = mvc.put()
                .uri("/api/v1/meetings/" + meeting.id() + "/agenda/draft")
                .cookie(office.cookie())
                .with(csrf())
                .contentType("application/json")
                .content("""
                        {"revision": 0, "items": [{"title": "Opening", "depth": 0}]}""")
                .exchange();
        assertThat(saved).hasStatus(200);
        assertThat(audited())
                .extracting(entry -> entry.get("action"))
                .containsExactly("acting.asked", "agenda.draft-saved");
        assertThat(audited()).allSatisfy(entry -> assertThat(entry).containsEntry("person_id", staff.id()));
    }

    @Test
    void theirOwnAccountTheStaffDeskAndAnotherActingAreClosedMeanwhile() {
        acts(delegate);
        for (String path : List.of("/staff/people/" + Cast.DANA.id() + "/acting")) {
            assertThat(get(path)).as(path).hasStatus(403);
        }
        assertThat(acts(OwnPerson.of(Cast.Company.FICTEL, jdbc))).hasStatus(403);
    }

    @Test
    void nobodyActsForStaffForDeactivatedPeopleForThoseOfNoMemberNorForThemselves() {
        OwnPerson deactivated = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        jdbc.sql("update person set deactivated_at = now() where id = ?")
                .param(deactivated.id())
                .update();
        for (OwnPerson person :
                List.of(OwnPerson.known(jdbc).andStaff(jdbc), deactivated, OwnPerson.known(jdbc), staff)) {
            assertThat(acts(person)).hasStatus(403);
        }
        assertThat(post("/staff/people/" + Cast.TESSA.id() + "/acting", "reason", "why", "minutes", "30"))
                .hasStatus(403);
        assertThat(page("/")).doesNotContain("You act on behalf of");
    }

    @Test
    void aReasonAndATimeUpToAnHourAreRequired() {
        String path = "/staff/people/" + delegate.id() + "/acting";
        assertThat(post(path, "reason", "  ", "minutes", "30"))
                .hasStatus(422)
                .bodyText()
                .contains("Say why");
        assertThat(post(path, "reason", "kept when refused", "minutes", "61"))
                .hasStatus(422)
                .bodyText()
                .contains("an hour at most", "kept when refused");
        assertThat(post(path, "reason", "x".repeat(501), "minutes", "30")).hasStatus(422);
        assertThat(post(path, "reason", "why", "minutes", "-5")).hasStatus(422);
    }

    @Test
    void onlyStaffDo() {
        var path = "/staff/people/" + delegate.id() + "/acting";
        for (Cast outsider : List.of(Cast.CARLA, Cast.TESSA, Cast.GUS, Cast.NORA)) {
            assertThat(mvc.post()
                            .uri(path)
                            .with(Body.signedIn(outsider))
                            .with(csrf())
                            .param("reason", "why")
                            .param("minutes", "30"))
                    .hasStatus(403);
        }
    }

    @Test
    void itEndsByHandAndTheSessionIsTheStaffsAgain() {
        acts(delegate);
        assertThat(post("/acting/end")).hasStatus(302).hasRedirectedUrl("/staff/people/" + delegate.id());
        assertThat(page("/")).doesNotContain("You act on behalf of").contains(staff.name());
        assertThat(audited()).last().satisfies(entry -> assertThat(entry).containsEntry("action", "acting.ended"));
        assertThat(post("/acting/end")).hasStatus(302);
    }

    @Test
    void itEndsByTimeAndWhatIsSentAfterwardsIsDoneInNobodysName() {
        Gathering meeting = body.meetingNextMonth();
        acts(delegate);
        jdbc.sql("""
                        update acting set started_at = now() - interval '1 hour', until = now() - interval '1 second'
                         where person_id = ?""").param(delegate.id()).update();
        assertThat(post("/meetings/" + meeting.id() + "/participation", "mode", "REMOTE"))
                .hasStatus(409);
        assertThat(jdbc.sql("select count(*) from participation where meeting_id = ?")
                        .param(meeting.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(page("/")).contains(staff.name()).doesNotContain("You act on behalf of");
    }

    @Test
    void itEndsWhenTheStaffFlagIsLostAndWhenTheDelegateIsDeactivated() {
        acts(delegate);
        jdbc.sql("update person set staff = false where id = ?")
                .param(staff.id())
                .update();
        assertThat(page("/")).doesNotContain("You act on behalf of").doesNotContain(delegate.name());
        jdbc.sql("update person set staff = true where id = ?")
                .param(staff.id())
                .update();
        assertThat(page("/")).contains("You act on behalf of");
        jdbc.sql("update person set deactivated_at = now() where id = ?")
                .param(delegate.id())
                .update();
        assertThat(page("/")).doesNotContain("You act on behalf of");
    }

    @Test
    void whoIsStaffNoMoreSendsNothingUnderTheirOwnNameByMistake() {
        Gathering meeting = body.meetingNextMonth();
        jdbc.sql("insert into delegation (person_id, organization_id, since) values (?, ?, now() - interval '1 day')")
                .params(staff.id(), Cast.Company.FICTEL.id())
                .update();
        acts(delegate);
        jdbc.sql("update person set staff = false where id = ?")
                .param(staff.id())
                .update();
        String path = "/meetings/" + meeting.id() + "/participation";
        assertThat(post(path, "mode", "REMOTE")).hasStatus(409);
        assertThat(post(path, "mode", "REMOTE")).hasStatus(302);
        assertThat(jdbc.sql("select person_id from participation where meeting_id = ?")
                        .param(meeting.id())
                        .query(UUID.class)
                        .list())
                .containsExactly(staff.id());
    }

    @Test
    void aTokenIsItsOwnersWhateverTheSessionSays() {
        acts(delegate);
        String secret = tokens.create(staff.person(), "t", Set.of("read"), Duration.ofDays(7), null)
                .shown();
        assertThat(mvc.get()
                        .uri("/api/v1/meetings")
                        .cookie(office.cookie())
                        .header("Authorization", "Bearer " + secret))
                .hasStatus(200);
        assertThat(page("/")).contains("You act on behalf of");
    }

    @Test
    void itEndsWithTheSession() {
        acts(delegate);
        jdbc.sql("delete from spring_session where session_id = ?")
                .param(office.id())
                .update();
        assertThat(jdbc.sql("select ended_at is not null and ended_at <= until from acting where person_id = ?")
                        .param(delegate.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void anotherSessionOfTheSamePersonIsTheirOwn() {
        acts(delegate);
        BrowserSession other = BrowserSession.of(sessions, staff.subject());
        assertThat(mvc.get().uri("/").cookie(other.cookie()).exchange())
                .bodyText()
                .doesNotContain("You act on behalf of");
    }

    @Test
    void aFormOpenedUnderOneNameIsNotSentUnderTheOther() {
        Gathering meeting = body.meetingNextMonth();
        String path = "/meetings/" + meeting.id() + "/participation";
        var asOneself = mvc.post().uri(path).cookie(office.cookie()).header("X-CSRF-TOKEN", office.csrf());
        assertThat(asOneself.param("mode", "REMOTE")).hasStatus(302);
        acts(delegate);
        assertThat(mvc.post()
                        .uri(path)
                        .cookie(office.cookie())
                        .header("X-CSRF-TOKEN", office.csrf())
                        .param("mode", "REMOTE"))
                .hasStatus(403);
    }
}
