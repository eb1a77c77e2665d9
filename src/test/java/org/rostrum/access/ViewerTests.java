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
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What a viewer is made of, and what changes it; {@link WhoMayDoWhatTests} has the table. */
@RostrumTest
@Transactional
class ViewerTests {

    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;
    private Place dmso;
    private Place city;
    private Place open;

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
        UUID group = NewId.next();
        jdbc.sql("""
                        insert into working_group (id, code, name, kind, visibility)
                        values (?, 'OPEN', 'Open', 'COMMITTEE', 'PUBLIC')""").param(group).update();
        open = new Place(
                body.meeting(group, now, now.plusSeconds(3600), "ACCEPT").id(), new GroupId(group), Visibility.PUBLIC);
    }

    @Test
    void objectingAndVotingTakeTheRightsOfTheLevel() {
        jdbc.sql(
                        "update membership_right set extent = 'NO' where level_code = 'associate' and right_code = 'FORMAL_VOTE'")
                .update();
        assertThat(viewer(Cast.IPSI).may(Act.VOTE, dmso)).isFalse();
        assertThat(viewer(Cast.IPSI).may(Act.OBJECT, dmso)).isTrue();
        jdbc.sql("update membership_right set extent = 'NO' where level_code = 'associate' and right_code = 'PORTAL'")
                .update();
        assertThat(viewer(Cast.IPSI).admitted()).isFalse();
    }

    @Test
    void staffWhoActForADelegateNeitherObjectNorVoteForTheOrganisation() {
        Viewer dana = viewer(Cast.DANA)
                .inTheHandsOf(new Actor(
                        NewId.next(), new PersonId(Cast.ADA.id()), Cast.ADA.fullName(), "She asked", Instant.now()));
        assertThat(dana.may(Act.CONTRIBUTE, dmso)).isTrue();
        assertThat(dana.may(Act.OBJECT, dmso)).isFalse();
        assertThat(dana.may(Act.VOTE, dmso)).isFalse();
    }

    @Test
    void whoChangesOrganisationNoLongerRevisesWhatWasWrittenForTheOther() {
        Place written = dmso.ownedBy(new PersonId(Cast.DANA.id()), new OrganizationId(Cast.Company.EXAMPLECOM.id()));
        assertThat(viewer(Cast.DANA).may(Act.REVISE, written)).isTrue();
        jdbc.sql("update delegation set until = now() - interval '1 second' where person_id = ?")
                .param(Cast.DANA.id())
                .update();
        jdbc.sql(
                        "insert into delegation (person_id, organization_id, since) values (?, ?, now() - interval '1 second')")
                .params(Cast.DANA.id(), Cast.Company.IPSUM.id())
                .update();
        assertThat(viewer(Cast.DANA).may(Act.REVISE, written)).isFalse();
        assertThat(viewer(Cast.DANA).may(Act.READ, written)).isTrue();
        assertThat(viewer(Cast.DANA).organizationName()).isEqualTo("Ipsum Cloud");
        assertThat(viewer(Cast.CARLA).may(Act.REVISE, written)).isTrue();
    }

    @Test
    void aTokenWithdrawsWhatIsNotOnesOwnOnlyWithTheScopeOfOfficers() {
        Place written = dmso.ownedBy(new PersonId(Cast.DANA.id()), new OrganizationId(Cast.Company.EXAMPLECOM.id()));
        for (Cast officer : List.of(Cast.VICTOR, Cast.SEKRA, Cast.ADA)) {
            assertThat(viewer(officer, Scope.READ, Scope.CONTRIBUTE).may(Act.WITHDRAW, written))
                    .as("%s", officer)
                    .isFalse();
            assertThat(viewer(officer).may(Act.WITHDRAW, written))
                    .as("%s", officer)
                    .isTrue();
        }
        assertThat(viewer(Cast.DANA, Scope.READ, Scope.CONTRIBUTE).may(Act.WITHDRAW, written))
                .isTrue();
    }

    @Test
    void whoWasDeactivatedIsNobody() {
        jdbc.sql("update person set deactivated_at = now() where id = ?")
                .param(Cast.ADA.id())
                .update();
        assertThat(viewers.person(new PersonId(Cast.ADA.id()), EnumSet.allOf(Scope.class)))
                .isEmpty();
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
        for (Place place : List.of(dmso, city, open)) {
            assertThat(listed.contains(place.meeting()))
                    .as("%s in %s", viewer, place)
                    .isEqualTo(viewer.may(Act.READ, place));
        }
    }

    @Test
    void thoseWhoAreToldOfAMeetingAreThoseWhoMayReadIt() {
        assertThatTheDatabaseAgrees(Act.READ, MeetingReaders.CONDITION);
    }

    @Test
    void thoseWhoCanBeNamedInADiscussionAreThoseWhoMayFollowIt() {
        assertThatTheDatabaseAgrees(Act.FOLLOW, MeetingReaders.FOLLOWERS);
    }

    @Test
    void thoseWhoAreToldOfInternalItemsAreThoseWhoMayEditTheAgenda() {
        assertThatTheDatabaseAgrees(
                Act.EDIT_AGENDA, MeetingReaders.CONDITION + " and " + MeetingReaders.AGENDA_EDITORS);
        jdbc.sql("update membership set standing = 'SUSPENDED' where organization_id = ?")
                .param(Cast.Company.FICTEL.id())
                .update();
        assertThat(viewer(Cast.SEKRA).may(Act.EDIT_AGENDA, open)).isFalse();
        assertThatTheDatabaseAgrees(
                Act.EDIT_AGENDA, MeetingReaders.CONDITION + " and " + MeetingReaders.AGENDA_EDITORS);
    }

    private void assertThatTheDatabaseAgrees(Act act, String condition) {
        for (Place place : List.of(dmso, city, open)) {
            List<String> able = jdbc.sql("""
                            select p.id from person p cross join meeting m join working_group g on g.id = m.group_id
                             where m.id = :meeting and\s""" + condition)
                    .param("meeting", place.meeting())
                    .query((row, n) -> String.valueOf(row.getString("id")))
                    .list();
            for (Cast person : Cast.values()) {
                assertThat(able.contains(person.id().toString()))
                        .as("%s: %s in %s", act, person, place)
                        .isEqualTo(person.known() && viewer(person).may(act, place));
            }
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
