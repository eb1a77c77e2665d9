package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The table "Who may do what", person by person. */
@RostrumTest
@Transactional
class ViewerTests {

    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;
    private Place dmso;
    private Place city;

    ViewerTests(Viewers viewers, Body body, JdbcClient jdbc) {
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aMeetingWithAGuest() {
        Body.Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        dmso = new Place(meeting.id(), new GroupId(Body.DMSO), Visibility.MEMBERS);
        Instant now = Instant.now();
        city = new Place(
                body.meeting(Body.CITY, now, now.plusSeconds(3600), "ACCEPT").id(),
                new GroupId(Body.CITY),
                Visibility.GROUP);
    }

    private Viewer viewer(Cast person, Scope... scopes) {
        Set<Scope> held = scopes.length == 0 ? EnumSet.allOf(Scope.class) : Set.of(scopes);
        return person.known()
                ? viewers.person(new PersonId(person.id()), held).orElseThrow()
                : Viewer.stranger(person.fullName());
    }

    private Set<Cast> allowed(Act act, Place place) {
        return Stream.of(Cast.values())
                .filter(person -> viewer(person).may(act, place))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cast.class)));
    }

    @Test
    void allMembersStaffAndTheInvitedGuestReadWhatIsOpenToMembers() {
        assertThat(allowed(Act.READ, dmso)).isEqualTo(EnumSet.complementOf(EnumSet.of(Cast.NORA)));
    }

    @Test
    void aGroupsOwnDocumentsAreForThoseInItAndStaff() {
        assertThat(allowed(Act.READ, city)).containsExactlyInAnyOrder(Cast.VICTOR, Cast.DEVI, Cast.ADA);
    }

    @Test
    void delegatesAndStaffContributeAndDiscussButGuestsAndTestStaffDoNot() {
        Set<Cast> delegatesAndStaff = EnumSet.complementOf(EnumSet.of(Cast.NORA, Cast.GUS, Cast.TESSA));
        assertThat(allowed(Act.CONTRIBUTE, dmso)).isEqualTo(delegatesAndStaff);
        assertThat(allowed(Act.DISCUSS, dmso)).isEqualTo(delegatesAndStaff);
    }

    @Test
    void theAgendaIsEditedByChairsSecretaryAndStaffAndPublishedByChairsAndStaff() {
        assertThat(allowed(Act.EDIT_AGENDA, dmso))
                .containsExactlyInAnyOrder(Cast.CARLA, Cast.VICTOR, Cast.SEKRA, Cast.ADA);
        assertThat(allowed(Act.PUBLISH_AGENDA, dmso)).containsExactlyInAnyOrder(Cast.CARLA, Cast.VICTOR, Cast.ADA);
    }

    @Test
    void whoeverMayReadMayTakePart() {
        assertThat(allowed(Act.TAKE_PART, dmso)).isEqualTo(allowed(Act.READ, dmso));
        assertThat(allowed(Act.TAKE_PART, city)).isEqualTo(allowed(Act.READ, city));
        assertThat(viewer(Cast.DANA, Scope.READ).may(Act.TAKE_PART, dmso)).isFalse();
    }

    @Test
    void aListReadFromTheDatabaseHoldsWhatEachMayReadAndNothingElse() {
        for (Cast person : Cast.values()) {
            for (Scope scope : Scope.values()) {
                assertThatListAgrees(viewer(person, scope));
            }
            assertThatListAgrees(viewer(person));
        }
        assertThatListAgrees(Viewer.PUBLIC);
    }

    private void assertThatListAgrees(Viewer viewer) {
        Set<UUID> listed =
                new HashSet<>(jdbc.sql("select m.id from meeting m join working_group g on g.id = m.group_id where "
                                + ReadableMeetings.CONDITION)
                        .params(ReadableMeetings.parameters(viewer))
                        .query((row, n) -> row.getObject("id", UUID.class))
                        .list());
        for (Place place : List.of(dmso, city)) {
            assertThat(listed.contains(place.meeting()))
                    .as("%s in %s", viewer, place)
                    .isEqualTo(viewer.may(Act.READ, place));
        }
    }

    @Test
    void aTokenNeverDoesMoreThanItsScopes() {
        assertThat(viewer(Cast.CARLA, Scope.READ).may(Act.CONTRIBUTE, dmso)).isFalse();
        assertThat(viewer(Cast.CARLA, Scope.READ, Scope.CONTRIBUTE).may(Act.CONTRIBUTE, dmso))
                .isTrue();
        assertThat(viewer(Cast.CARLA, Scope.READ, Scope.CONTRIBUTE).may(Act.PUBLISH_AGENDA, dmso))
                .isFalse();
        assertThat(viewer(Cast.CARLA, Scope.CONTRIBUTE).may(Act.READ, dmso)).isFalse();
    }

    @Test
    void aRoleThatStartsTomorrowOrEndedYesterdayGivesNothingToday() {
        jdbc.sql("update office set since = current_date + 1 where person_id = ? and role = 'CHAIR'")
                .param(Cast.CARLA.id())
                .update();
        jdbc.sql("update office set until = current_date - 1 where person_id = ? and role = 'SECRETARY'")
                .param(Cast.SEKRA.id())
                .update();
        assertThat(allowed(Act.EDIT_AGENDA, dmso)).containsExactlyInAnyOrder(Cast.VICTOR, Cast.ADA);
    }

    @Test
    void aSuspendedOrganisationsDelegateComesInNoFurtherThanTheDoor() {
        jdbc.sql("update membership set standing = 'SUSPENDED' where organization_id = ?")
                .param(Cast.Company.NOWHERE.id())
                .update();
        Viewer devi = viewer(Cast.DEVI);
        assertThat(devi.admitted()).isFalse();
        assertThat(devi.may(Act.READ, dmso)).isFalse();
        assertThat(devi.may(Act.READ, city)).isFalse();
    }

    @Test
    void whoLeftAnOrganisationNoLongerSpeaksForIt() {
        jdbc.sql("update delegation set until = current_date where person_id = ?")
                .param(Cast.CARLA.id())
                .update();
        assertThat(viewer(Cast.CARLA).may(Act.PUBLISH_AGENDA, dmso)).isFalse();
        assertThat(viewer(Cast.CARLA).may(Act.READ, dmso)).isFalse();
    }
}
