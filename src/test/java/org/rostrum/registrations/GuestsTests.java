package org.rostrum.registrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.groups.Visibility;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.News;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A member invites a guest for named meetings, and takes the invitation back. */
@RostrumTest
@RecordApplicationEvents
class GuestsTests {

    private final Guests guests;
    private final Registrations registrations;
    private final Viewers viewers;
    private final Newcomers newcomers;
    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private OpenRegistration open;
    private Gathering meeting;
    private String email = "";

    GuestsTests(
            Guests guests,
            Registrations registrations,
            Viewers viewers,
            Newcomers newcomers,
            MockMvcTester mvc,
            Body body,
            JdbcClient jdbc) {
        this.guests = guests;
        this.registrations = registrations;
        this.viewers = viewers;
        this.newcomers = newcomers;
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aWeekWithAMeeting() {
        open = OpenRegistration.of(Week.nextMonth(jdbc), jdbc, 1, null);
        meeting = body.meetingNextMonth();
        open.week().holds(meeting);
        email = UUID.randomUUID() + "@guests.example";
    }

    private Viewer viewer(PersonId person) {
        return viewers.person(person, EnumSet.allOf(Scope.class)).orElseThrow();
    }

    private Viewer viewer(Cast person) {
        return viewer(new PersonId(person.id()));
    }

    /** Of a group of its own: a group meets once in an event. */
    private Gathering anotherMeeting() {
        Instant start = Instant.now().plus(31, ChronoUnit.DAYS);
        Gathering another = body.meeting(
                newcomers.group(Visibility.MEMBERS).id().value(), start, start.plus(2, ChronoUnit.HOURS), "ACCEPT");
        open.week().holds(another);
        return another;
    }

    private Guests.Guest guest(String address, UUID... meetings) {
        return new Guests.Guest("Gita Guest", address, "Testable Widgets", "Presents the probe", Set.of(meetings));
    }

    @Test
    void aGuestComesInToTheNamedMeetingOnlyAndIsTold(ApplicationEvents events) {
        anotherMeeting();
        PersonId guest = guests.invite(open.id(), guest(email, meeting.id()), viewer(Cast.DANA));
        assertThat(viewer(guest).admitted()).isTrue();
        assertThat(viewer(guest).organization()).isNull();
        assertThat(viewer(guest).invitations()).containsExactly(meeting.id());
        assertThat(events.stream(News.class)).anySatisfy(news -> {
            assertThat(news.people()).containsExactly(guest.value());
            assertThat(news.text()).contains("Dana Sample (Examplecom)", "A test meeting", "CET (Warsaw)");
        });
        assertThat(events.stream(RightsChanged.class))
                .anyMatch(changed -> changed.people().contains(guest));
        assertThat(events.stream(PrivilegedAct.class))
                .anyMatch(act -> act.action().equals("guest.invited"));
        assertThat(guests.of(open.id(), viewer(Cast.DANA)))
                .singleElement()
                .satisfies(invitation -> assertThat(invitation.email()).isEqualTo(email));
        assertThat(guests.of(open.id(), viewer(Cast.CARLA)))
                .as("the chair of the group")
                .hasSize(1);
        assertThat(guests.of(open.id(), viewer(Cast.DEVI)))
                .as("another delegate")
                .isEmpty();
    }

    @Test
    void theSamePersonIsInvitedOnceHoweverTheAddressIsWritten() {
        PersonId first = guests.invite(open.id(), guest(email, meeting.id()), viewer(Cast.DANA));
        assertThatThrownBy(() -> guests.invite(
                        open.id(), guest(email.toUpperCase(java.util.Locale.ROOT), meeting.id()), viewer(Cast.DEVI)))
                .hasMessageContaining("invited to these meetings already");
        Gathering other = anotherMeeting();
        assertThat(guests.invite(open.id(), guest(email, meeting.id(), other.id()), viewer(Cast.DEVI)))
                .isEqualTo(first);
    }

    @Test
    void twoWhoInviteTheSameStrangerInTheSameInstantInviteOnePerson() throws InterruptedException {
        Gathering other = anotherMeeting();
        assertThat(AtOnce.refused(
                        () -> guests.invite(open.id(), guest(email, meeting.id()), viewer(Cast.DANA)),
                        () -> guests.invite(open.id(), guest(email, other.id()), viewer(Cast.DEVI))))
                .isEmpty();
        assertThat(jdbc.sql("select count(*) from person where email = ?")
                        .param(email)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whoeverNeedsNoInvitationIsNotInvited() {
        assertThatThrownBy(() -> guests.invite(open.id(), guest(Cast.DEVI.email(), meeting.id()), viewer(Cast.DANA)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is a delegate of Nowhere Metering and needs no invitation");
        assertThatThrownBy(() -> guests.invite(open.id(), guest(Cast.ADA.email(), meeting.id()), viewer(Cast.DANA)))
                .hasMessageContaining("works for the staff");
    }

    @Test
    void nobodyIsInvitedToWhatTheInviterMayNotReadOrWhatIsOver() {
        Instant now = Instant.now();
        Gathering closed = body.meeting(Body.CITY, now, now.plus(1, ChronoUnit.HOURS), "ACCEPT");
        Gathering over = body.meeting(
                newcomers.group(Visibility.MEMBERS).id().value(),
                now.minus(2, ChronoUnit.DAYS),
                now.minus(1, ChronoUnit.DAYS),
                "ACCEPT");
        open.week().holds(closed);
        open.week().holds(over);
        assertThat(guests.meetings(open.id(), viewer(Cast.DANA)))
                .extracting(MeetingOffer::id)
                .containsExactly(meeting.id());
        for (UUID wrong : List.of(closed.id(), over.id(), UUID.randomUUID())) {
            assertThatThrownBy(() -> guests.invite(open.id(), guest(email, wrong), viewer(Cast.DANA)))
                    .hasMessageContaining("Choose the meetings");
        }
        assertThat(guests.meetings(open.id(), viewer(Cast.DEVI)))
                .extracting(MeetingOffer::id)
                .contains(closed.id());
    }

    @Test
    void aGuestInvitesNobodyAndNorDoTestStaff() {
        PersonId guest = guests.invite(open.id(), guest(email, meeting.id()), viewer(Cast.DANA));
        for (Viewer other : List.of(viewer(guest), viewer(Cast.TESSA))) {
            assertThatThrownBy(() -> guests.invite(open.id(), guest("x" + email, meeting.id()), other))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("no meeting of this event that you may invite");
        }
        assertThat(mvc.get().uri("/events/" + open.id() + "/guests").with(Body.signedIn(Cast.TESSA)))
                .hasStatus(403);
    }

    @Test
    void anInvitationTakenBackClosesTheMeetingAndGivesThePlaceToWhoWaits(ApplicationEvents events) {
        PersonId guest = guests.invite(open.id(), guest(email, meeting.id()), viewer(Cast.DANA));
        registrations.register(open.id(), open.asks(ParticipationMode.IN_PERSON, meeting.id()), null, viewer(guest));
        Newcomer waiting = newcomers.delegate();
        registrations.register(open.id(), open.asks(ParticipationMode.IN_PERSON), null, viewer(waiting.id()));
        MeetingId id = new MeetingId(meeting.id());
        assertThatThrownBy(() -> guests.revoke(id, guest, viewer(Cast.DEVI)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("whoever wrote it, the group's chairs and the staff");
        guests.revoke(id, guest, viewer(Cast.CARLA));
        guests.revoke(id, guest, viewer(Cast.CARLA));
        assertThat(viewer(guest).admitted()).isFalse();
        assertThat(registrations.of(open.id(), guest).orElseThrow().active()).isFalse();
        assertThat(registrations.of(open.id(), waiting.id()).orElseThrow().waits())
                .isFalse();
        assertThat(jdbc.sql("select count(*) from participation where person_id = ?")
                        .param(guest.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(events.stream(PrivilegedAct.class).filter(act -> act.action().equals("guest.invitation-revoked")))
                .hasSize(1);
    }

    @Test
    void theFormKeepsWhatWasTypedAndSaysWhatIsWrongBesideIt() {
        MvcTestResult refused = mvc.post()
                .uri("/events/" + open.id() + "/guests")
                .param("name", "Gita Guest")
                .param("email", "no address")
                .param("organization", "Testable Widgets")
                .param("reason", "")
                .param("meetings", meeting.id().toString())
                .with(Body.signedIn(Cast.DANA))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
        assertThat(refused)
                .hasStatus(422)
                .bodyText()
                .contains("Say why", "value=\"Gita Guest\"", "value=\"no address\"")
                .containsPattern("value=\"" + meeting.id() + "\"[^>]*checked");
        assertThat(mvc.get().uri("/events/" + open.id() + "/guests").with(Body.signedIn(Cast.DANA)))
                .hasStatusOk();
    }

    @Test
    void nobodyMakesThePortalWriteToHundredsOfStrangers() {
        Newcomer eager = newcomers.delegate();
        for (int i = 0; i < InvitationPace.AN_HOUR; i++) {
            guests.invite(open.id(), guest(i + email, meeting.id()), viewer(eager.id()));
        }
        assertThatThrownBy(() -> guests.invite(open.id(), guest("z" + email, meeting.id()), viewer(eager.id())))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.TOO_MANY));
    }
}
