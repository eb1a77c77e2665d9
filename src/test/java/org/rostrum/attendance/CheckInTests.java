package org.rostrum.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.rostrum.timetables.SessionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The desk: who comes, who leaves, what a thumb does twice, and what no desk may do. */
@RostrumTest
class CheckInTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final CheckIns checkIns;
    private final CheckInDesk desks;
    private final Viewers viewers;
    private Week week;
    private Enrolment enrolment;
    private OwnPerson person;
    private Viewer ada;

    CheckInTests(MockMvcTester mvc, JdbcClient jdbc, CheckIns checkIns, CheckInDesk desks, Viewers viewers) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.checkIns = checkIns;
        this.desks = desks;
        this.viewers = viewers;
    }

    @BeforeEach
    void aWeek() {
        week = Week.now(jdbc);
        enrolment = Enrolment.of(week, jdbc);
        person = OwnPerson.of(Cast.Company.LOREM, jdbc);
        ada = viewers.person(new PersonId(Cast.ADA.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private Desk door() {
        return desks.at(new EventId(week.id()), null, ada);
    }

    private String at() {
        return "/staff/events/" + week.id() + "/check-in";
    }

    private MvcTestResult get(String path, Cast reader) {
        return mvc.get().uri(path).with(Body.signedIn(reader)).exchange();
    }

    private MvcTestResult post(String path, String... form) {
        return post(path, Cast.ADA, form);
    }

    private MvcTestResult post(String path, Cast somebody, String... form) {
        var request = mvc.post().uri(path).with(Body.signedIn(somebody)).with(csrf());
        for (int i = 0; i < form.length; i += 2) {
            request = request.param(form[i], form[i + 1]);
        }
        return request.exchange();
    }

    private long rows() {
        return jdbc.sql("select count(*) from attendance where event_id = ?")
                .param(week.id())
                .query(Long.class)
                .single();
    }

    private @Nullable UUID open() {
        return jdbc.sql("select id from attendance where event_id = ? and left_at is null")
                .param(week.id())
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    @Test
    void whoIsRegisteredComesLeavesAndComesAgain() {
        enrolment.takes(person.id());
        assertThat(get(at() + "?q=" + person.name(), Cast.ADA))
                .hasStatus(200)
                .bodyText()
                .contains(person.name(), "Lorem Devices", "Check in");
        assertThat(desks.counts(door())).isEqualTo(new CheckInDesk.Counts(1, 0, 0, 1));

        assertThat(post(at(), "person", person.id().toString(), "intent", "first"))
                .hasStatus(302)
                .hasRedirectedUrl(at());
        assertThat(desks.counts(door())).isEqualTo(new CheckInDesk.Counts(1, 1, 1, 0));
        assertThat(get(at(), Cast.ADA)).bodyText().contains("is checked in", "Undo", "Here");
        UUID stay = open();

        assertThat(post(at() + "/leavings", "stay", String.valueOf(stay))).hasStatus(302);
        assertThat(desks.counts(door())).isEqualTo(new CheckInDesk.Counts(1, 0, 1, 0));
        assertThat(post(at(), "person", person.id().toString(), "intent", "second"))
                .hasStatus(302);
        assertThat(rows()).isEqualTo(2);
        assertThat(jdbc.sql("select action from audit_entry where subject_id = ? order by id")
                        .param(person.id().toString())
                        .query(String.class)
                        .list())
                .containsExactly("attendance.checked-in", "attendance.left", "attendance.checked-in");
    }

    @Test
    void whoIsTappedTwiceAtTwoDesksArrivedOnce() throws InterruptedException {
        enrolment.takes(person.id());
        AtomicInteger desk = new AtomicInteger();
        Runnable tap = () -> checkIns.arrive(door(), person.person(), false, "desk " + desk.incrementAndGet() / 2, ada);
        assertThat(AtOnce.refused(tap, tap, tap, tap)).isEmpty();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whatIsSentAgainAfterSheLeftDoesNotBringHerBack() {
        enrolment.takes(person.id());
        Stay stay = checkIns.arrive(door(), person.person(), false, "sent twice", ada);
        checkIns.leave(new EventId(week.id()), stay.id(), ada);
        assertThat(checkIns.arrive(door(), person.person(), false, "sent twice", ada)
                        .leftAt())
                .isNotNull();
        assertThat(open()).isNull();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aSlipIsTakenBackOnceAndOnlyTheOneThatWasMeant() {
        enrolment.takes(person.id());
        post(at(), "person", person.id().toString());
        UUID stay = open();
        post(at() + "/leavings", "stay", String.valueOf(stay));
        for (int tap = 0; tap < 2; tap++) {
            assertThat(post(at() + "/undo", "stay", String.valueOf(stay), "what", "LEAVING"))
                    .hasStatus(302);
            assertThat(open()).isEqualTo(stay);
        }
        for (int tap = 0; tap < 2; tap++) {
            assertThat(post(at() + "/undo", "stay", String.valueOf(stay), "what", "ARRIVAL"))
                    .hasStatus(302);
            assertThat(rows()).isZero();
        }

        post(at(), "person", person.id().toString());
        jdbc.sql("""
                        update attendance set arrived_at = now() - interval '11 minutes',
                               recorded_at = now() - interval '11 minutes' where event_id = ?""").param(week.id()).update();
        assertThat(post(at() + "/undo", "stay", String.valueOf(open()), "what", "ARRIVAL"))
                .hasStatus(409)
                .bodyText()
                .contains("can no longer be undone");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aScannedCodeChecksInAtOnceInWhateverShapeItComes() {
        String code = enrolment.takes(person.id());
        for (String typed : List.of(
                "https://portal.example/check-in/" + code,
                code.toLowerCase(Locale.ROOT),
                code.substring(0, 5) + "-" + code.substring(5))) {
            assertThat(post(at(), "code", typed)).hasStatus(302);
        }
        assertThat(rows()).isEqualTo(1);
        // Who is here already is shown with the time since when, not counted again.
        assertThat(post(at(), "code", code)).hasRedirectedUrl("/check-in/" + code + "?at=door");
        assertThat(get("/check-in/" + code, Cast.ADA)).bodyText().contains("Checked in", "since", "Next");
    }

    @Test
    void aCodeOfAnotherEventSaysWhichAndLeadsToItsDesk() {
        Week other = Week.of(jdbc, "The other event", week.first(), week.last(), "Asia/Tokyo");
        String code = Enrolment.of(other, jdbc).takes(person.id());
        assertThat(post(at(), "code", code))
                .hasStatus(409)
                .bodyText()
                .contains("This badge is for The other event", "/staff/events/" + other.id() + "/check-in");
        assertThat(rows()).isZero();
        var opened = mvc.get()
                .uri("/check-in/" + code)
                .with(Body.signedIn(Cast.ADA))
                .cookie(new Cookie("desk", week.id() + ".door"))
                .exchange();
        assertThat(opened).bodyText().contains("Your desk stands at another event");
    }

    @Test
    void anUnknownCodeIsSaidBesideItsField() {
        assertThat(post(at(), "code", "ABCDEFGHJK"))
                .hasStatus(422)
                .bodyText()
                .contains("There is no registration with this code", "value=\"ABCDEFGHJK\"", "aria-invalid=\"true\"");
        assertThat(post(at(), "code", "  ")).hasStatus(422);
        assertThat(get("/check-in/ABCDEFGHJK", Cast.ADA))
                .hasStatus(404)
                .bodyText()
                .contains("Unknown code");
    }

    @Test
    void whoWaitsOrWithdrewOrIsRemoteIsLetInOnPurposeOnlyAndOnRecord() {
        String waits = enrolment.registers(person.id());
        enrolment.chooses(waits, week.id(), "IN_PERSON", "WAITING");
        OwnPerson second = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        String withdrew = enrolment.takes(second.id());
        enrolment.withdraws(withdrew);
        OwnPerson third = OwnPerson.of(Cast.Company.FICTEL, jdbc);
        String remote = enrolment.registers(third.id());
        enrolment.chooses(remote, week.id(), "REMOTE", "CONFIRMED");

        assertThat(desks.counts(door()).expected()).isZero();
        assertThat(get("/check-in/" + waits, Cast.ADA)).bodyText().contains("on the waiting list", "Let in anyway");
        assertThat(get("/check-in/" + withdrew, Cast.ADA)).bodyText().contains("withdrew the registration");
        assertThat(get("/check-in/" + remote, Cast.ADA)).bodyText().contains("remotely, not in person");
        for (String code : List.of(waits, withdrew, remote)) {
            assertThat(post(at(), "code", code)).hasRedirectedUrl("/check-in/" + code + "?at=door");
            assertThat(post("/check-in/" + code)).hasStatus(409);
        }
        assertThat(rows()).isZero();

        assertThat(post("/check-in/" + waits, "anyway", "true")).hasStatus(302);
        assertThat(rows()).isEqualTo(1);
        assertThat(jdbc.sql(
                                "select after ->> 'though' from audit_entry where action = 'attendance.let-in' and subject_id = ?")
                        .param(person.id().toString())
                        .query(String.class)
                        .single())
                .isEqualTo("WAITING");
    }

    @Test
    void whoIsNotRegisteredIsFoundAndNotCheckedIn() {
        assertThat(get(at() + "?q=" + person.name(), Cast.ADA))
                .bodyText()
                .contains(person.name(), "Not registered", "/staff/events/" + week.id() + "/registration");
        assertThat(post(at(), "person", person.id().toString()))
                .hasStatus(409)
                .bodyText()
                .contains("not registered for");
    }

    @Test
    void aDeskInASessionCountsItsOwnAndTheDoorLetsOutOfAll() {
        enrolment.takes(person.id());
        UUID plenary =
                week.session("Opening plenary", Instant.now(), Instant.now().plusSeconds(3600), null);
        EventId event = new EventId(week.id());
        Stay door = checkIns.arrive(door(), person.person(), false, "door", ada);
        Desk session = desks.at(event, new SessionId(plenary), ada);
        checkIns.arrive(session, person.person(), false, "session", ada);
        assertThat(desks.counts(session).here()).isEqualTo(1);
        assertThat(get(at() + "?at=" + plenary, Cast.ADA)).bodyText().contains("Opening plenary");

        checkIns.leave(event, door.id(), ada);
        assertThat(desks.counts(session).here()).isZero();
        checkIns.undo(event, door.id(), CheckIns.Undone.LEAVING, ada);
        assertThat(desks.counts(session).here()).isEqualTo(1);
        assertThat(desks.counts(door()).here()).isEqualTo(1);

        Week other = Week.now(jdbc);
        assertThatThrownBy(() -> desks.at(new EventId(other.id()), new SessionId(plenary), ada))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void nobodyIsCheckedInBeforeTheEveOrAfterTheEndOrWhereItIsCancelled() {
        for (String change : List.of(
                "starts_on = current_date + 5, ends_on = current_date + 6",
                "starts_on = current_date - 9, ends_on = current_date - 5",
                "status = 'CANCELLED'")) {
            Week closed = Week.now(jdbc);
            Enrolment.of(closed, jdbc).takes(person.id());
            jdbc.sql("update event set " + change + " where id = ?")
                    .param(closed.id())
                    .update();
            Desk desk = desks.at(new EventId(closed.id()), null, ada);
            assertThatThrownBy(() -> checkIns.arrive(desk, person.person(), true, "closed", ada))
                    .isInstanceOf(Refusal.class);
            assertThat(get("/staff/events/" + closed.id() + "/check-in", Cast.ADA))
                    .hasStatus(200)
                    .bodyText()
                    .contains(String.valueOf(desk.closed(Instant.now())));
        }
    }

    @Test
    void aPartOfTheWeekHasTheWeeksDesk() {
        UUID part = week.within("A test event");
        assertThat(get("/staff/events/" + part + "/check-in", Cast.ADA)).hasRedirectedUrl(at());
    }

    @ParameterizedTest
    @EnumSource(
            value = Cast.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ADA"})
    void nobodyButStaffChecksAnybodyInOrLearnsWhoseABadgeIs(Cast somebody) {
        String code = enrolment.takes(person.id());
        assertThat(get(at(), somebody).getResponse().getStatus()).isIn(403, 404);
        assertThat(post(at(), somebody, "code", code).getResponse().getStatus()).isIn(403, 404);
        assertThat(post("/check-in/" + code, somebody).getResponse().getStatus())
                .isIn(403, 404);
        for (String tried : List.of(code, "ABCDEFGHJK")) {
            assertThat(get("/check-in/" + tried, somebody))
                    .hasStatus(200)
                    .bodyText()
                    .contains("A participant")
                    .doesNotContain(person.name());
        }
        assertThat(rows()).isZero();
    }

    @Test
    void aVisitorIsToldToSignInAndTheOwnerThatItIsTheirs() {
        String code = enrolment.takes(person.id());
        assertThat(mvc.get().uri("/check-in/" + code).exchange())
                .hasStatus(200)
                .bodyText()
                .contains("/sign-in")
                .doesNotContain(person.name());
        assertThat(mvc.get().uri("/check-in/" + code).with(person.signedIn()).exchange())
                .hasStatus(200)
                .bodyText()
                .contains("This is your badge");
    }

    @Test
    void onlyTheDeskMayUseTheCamera() {
        assertThat(get(at(), Cast.ADA)).hasHeader("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
        assertThat(get("/schedule", Cast.ADA))
                .hasHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    @Test
    void aFullDeskTakesAsManyStatementsAsAnEmptyOne() {
        enrolment.takes(person.id());
        get(at(), Cast.ADA);
        int few = Statements.during(() -> get(at(), Cast.ADA));
        for (int i = 0; i < 300; i++) {
            enrolment.takes(OwnPerson.of(Cast.Company.LOREM, jdbc).id());
        }
        assertThat(Statements.during(() -> get(at(), Cast.ADA))).isEqualTo(few);
        assertThat(get(at(), Cast.ADA)).bodyText().contains("There are more");
    }
}
