package org.rostrum.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewers;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.Newcomers.Group;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups, and who holds which office in them for how long. */
@RostrumTest
class OfficesTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());
    private static final String ISSUER = "https://provider.example";

    private final Offices offices;
    private final WorkingGroups groups;
    private final Groups register;
    private final Organizations organizations;
    private final People people;
    private final Newcomers newcomers;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private Group group;
    private Newcomer chair;
    private OfficeId office;

    OfficesTests(
            Offices offices,
            WorkingGroups groups,
            Groups register,
            Organizations organizations,
            People people,
            Newcomers newcomers,
            Viewers viewers,
            JdbcClient jdbc) {
        this.offices = offices;
        this.groups = groups;
        this.register = register;
        this.organizations = organizations;
        this.people = people;
        this.newcomers = newcomers;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aGroupWithAChair() {
        group = newcomers.group(Visibility.GROUP);
        chair = newcomers.delegate();
        office = newcomers.appointed(group, chair, OfficeRole.CHAIR);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private boolean may(Newcomer person, Act act) {
        return viewers.person(person.id(), EnumSet.allOf(Scope.class))
                .orElseThrow()
                .may(act, new Place(null, group.id(), Visibility.GROUP, null));
    }

    private List<String> holding(OfficeRole role) {
        return jdbc.sql("""
                        select p.name from current_office f join person p on p.id = f.person_id
                         where f.group_id = ? and f.role = ? order by f.since""")
                .params(group.id().value(), role.name())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private OfficeId appoints(PersonId by, Newcomer person, OfficeRole role) {
        return offices.appoint(group.id(), person.id(), role, null, null, by).office();
    }

    // --- Appointing --------------------------------------------------------------------------------------------------

    @Test
    void aRoleThatStartsTomorrowGivesNothingToday() {
        Newcomer later = newcomers.delegate();
        offices.appoint(group.id(), later.id(), OfficeRole.VICE_CHAIR, today().plusDays(1), null, ADA);
        assertThat(may(later, Act.READ)).isFalse();
        assertThat(may(later, Act.APPOINT)).isFalse();
        appoints(ADA, later, OfficeRole.PARTICIPANT);
        assertThat(may(later, Act.READ)).isTrue();
        assertThat(may(later, Act.APPOINT)).isFalse();
    }

    @Test
    void aSuccessorEndsThePredecessorsTermWhenTheNewOneBegins() {
        Newcomer successor = newcomers.delegate();
        offices.appoint(group.id(), successor.id(), OfficeRole.CHAIR, today().plusDays(7), null, ADA);
        assertThat(holding(OfficeRole.CHAIR)).containsExactly(chair.name());
        assertThat(register.terms(group.id()))
                .filteredOn(term -> term.role() == OfficeRole.CHAIR)
                .extracting(OfficeTerm::name)
                .containsExactly(successor.name(), chair.name());
        assertThat(register.terms(group.id()).getLast().until())
                .isEqualTo(register.terms(group.id()).getFirst().since());
        Newcomer third = newcomers.delegate();
        assertThatThrownBy(() -> appoints(ADA, third, OfficeRole.CHAIR))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("from"));
        offices.appoint(group.id(), third.id(), OfficeRole.CHAIR, null, today().plusDays(6), ADA);
        assertThat(holding(OfficeRole.CHAIR)).containsExactly(third.name());
        assertThat(may(chair, Act.READ)).isFalse();
    }

    @Test
    void twoChairsAppointedAtOnceLeaveOne() throws Exception {
        Newcomer one = newcomers.delegate();
        Newcomer two = newcomers.delegate();
        AtOnce.refused(() -> appoints(ADA, one, OfficeRole.CHAIR), () -> appoints(ADA, two, OfficeRole.CHAIR));
        assertThat(holding(OfficeRole.CHAIR)).hasSize(1).doesNotContain(chair.name());
    }

    @Test
    void aClockThatIsSetBackBringsNothingBackAndHoldsUpNothing() {
        // As after a change that took effect by a clock that was a second ahead.
        jdbc.sql("""
                        select setval('change_in_effect',
                                      (extract(epoch from clock_timestamp()) * 1000000)::bigint + 1000000)""").query(Long.class).single();
        offices.end(group.id(), office, null, ADA);
        assertThat(may(chair, Act.READ)).isFalse();
        Newcomer successor = newcomers.delegate();
        appoints(ADA, successor, OfficeRole.CHAIR);
        assertThat(holding(OfficeRole.CHAIR)).containsExactly(successor.name());
    }

    @Test
    void aChairRepresentsALevelThatIsEligible() {
        Newcomer associate = newcomers.delegate(newcomers.member("associate"));
        assertThatThrownBy(() -> appoints(ADA, associate, OfficeRole.CHAIR))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.fields().get("person")).contains("not eligible"));
        appoints(ADA, associate, OfficeRole.VICE_CHAIR);
        assertThat(holding(OfficeRole.VICE_CHAIR)).containsExactly(associate.name());
    }

    @Test
    void onlyDelegatesOfMembersInGoodStandingHoldOffice() {
        Newcomer nobody = newcomers.person();
        assertThatThrownBy(() -> appoints(ADA, nobody, OfficeRole.PARTICIPANT))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("person"));
        var member = newcomers.member("strategic");
        Newcomer suspended = newcomers.delegate(member);
        organizations.change(member, "strategic", Standing.SUSPENDED, null, "Fee", ADA);
        assertThatThrownBy(() -> appoints(ADA, suspended, OfficeRole.SECRETARY)).hasMessageContaining("good standing");
        Newcomer gone = newcomers.delegate();
        people.deactivate(gone.id(), ADA);
        assertThatThrownBy(() -> appoints(ADA, gone, OfficeRole.EDITOR)).hasMessageContaining("deactivated");
        Newcomer leaving = newcomers.delegate();
        people.leave(leaving.id(), today().plusDays(3), ADA);
        assertThatThrownBy(() ->
                        offices.appoint(group.id(), leaving.id(), OfficeRole.EDITOR, today().plusDays(4), null, ADA))
                .hasMessageContaining("represents no member then");
    }

    @Test
    void nobodyHoldsAnOfficeTwiceNorEndsBeforeBeginningNorInThePast() {
        Newcomer editor = newcomers.delegate();
        appoints(ADA, editor, OfficeRole.EDITOR);
        assertThatThrownBy(() -> appoints(ADA, editor, OfficeRole.EDITOR)).hasMessageContaining("already");
        Newcomer other = newcomers.delegate();
        assertThatThrownBy(() -> offices.appoint(
                        group.id(), other.id(), OfficeRole.EDITOR, today().plusDays(2), today().plusDays(1), ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("lastDay"));
        assertThatThrownBy(() ->
                        offices.appoint(group.id(), other.id(), OfficeRole.EDITOR, today().minusDays(1), null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("from"));
    }

    @Test
    void aChairAppointsOthersButIsThemselvesElected() {
        Newcomer vice = newcomers.delegate();
        appoints(chair.id(), vice, OfficeRole.VICE_CHAIR);
        Newcomer friend = newcomers.delegate();
        assertThatThrownBy(() -> appoints(chair.id(), friend, OfficeRole.CHAIR))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
    }

    // --- Ending ------------------------------------------------------------------------------------------------------

    @Test
    void theLastChairIsNotRemovedExceptByStaff() {
        assertThatThrownBy(() -> offices.end(group.id(), office, null, chair.id()))
                .hasMessageContaining("Appoint a successor first");
        Newcomer absent = newcomers.delegate();
        appoints(ADA, absent, OfficeRole.VICE_CHAIR);
        people.leave(absent.id(), ADA);
        assertThatThrownBy(() -> offices.end(group.id(), office, null, chair.id()))
                .as("whoever represents nobody leads nobody")
                .hasMessageContaining("Appoint a successor first");
        Newcomer vice = newcomers.delegate();
        appoints(ADA, vice, OfficeRole.VICE_CHAIR);
        offices.end(group.id(), office, null, chair.id());
        assertThat(holding(OfficeRole.CHAIR)).isEmpty();
        assertThat(may(chair, Act.APPOINT)).isFalse();
        OfficeId last = jdbc.sql("select id from current_office where group_id = ? and person_id = ?")
                .params(group.id().value(), vice.id().value())
                .query((row, n) -> new OfficeId(row.getObject(1, UUID.class)))
                .single();
        offices.end(group.id(), last, null, ADA);
        assertThat(holding(OfficeRole.VICE_CHAIR)).containsExactly(absent.name());
    }

    @Test
    void twoChairsWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            aGroupWithAChair();
            Newcomer vice = newcomers.delegate();
            OfficeId vices = appoints(ADA, vice, OfficeRole.VICE_CHAIR);
            List<String> refused = AtOnce.refused(
                    () -> offices.end(group.id(), office, null, vice.id()),
                    () -> offices.end(group.id(), vices, null, chair.id()));
            assertThat(refused).singleElement().asString().contains("Appoint a successor first");
            assertThat(holding(OfficeRole.CHAIR).size()
                            + holding(OfficeRole.VICE_CHAIR).size())
                    .isOne();
        }
    }

    @Test
    void anEndedOfficeIsUndoneAndWhatNeverBeganIsGone() {
        Newcomer editor = newcomers.delegate();
        OfficeId ended = appoints(ADA, editor, OfficeRole.EDITOR);
        var slip = offices.end(group.id(), ended, null, chair.id());
        assertThat(may(editor, Act.READ)).isFalse();
        assertThatThrownBy(() -> offices.end(group.id(), ended, null, chair.id()))
                .hasMessageContaining("ended already");
        offices.undo(slip, chair.id());
        assertThat(may(editor, Act.READ)).isTrue();

        offices.end(group.id(), ended, today().plusDays(5), chair.id());
        assertThat(may(editor, Act.READ)).isTrue();
        assertThatThrownBy(() -> offices.end(group.id(), ended, today().plusDays(6), chair.id()))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("lastDay"));

        OfficeId planned = offices.appoint(
                        group.id(), newcomers.delegate().id(), OfficeRole.EDITOR, today().plusDays(9), null, ADA)
                .office();
        offices.end(group.id(), planned, null, chair.id());
        assertThat(register.terms(group.id())).noneMatch(term -> term.id().equals(planned));
    }

    @Test
    void whoHeldOfficeIsKnownAfterwards() {
        var slip = offices.appoint(group.id(), newcomers.delegate().id(), OfficeRole.CHAIR, null, null, ADA);
        assertThat(register.terms(group.id()))
                .anyMatch(term -> term.person().equals(chair.id()) && term.until() != null);
        offices.undo(slip.undo(), ADA);
        assertThat(holding(OfficeRole.CHAIR)).containsExactly(chair.name());
    }

    // --- By a provider's claims --------------------------------------------------------------------------------------

    @Test
    void claimsGiveAndTakeWhatTheyGaveAndNothingElse() {
        Newcomer person = newcomers.delegate();
        GroupRole secretary = new GroupRole(group.id(), OfficeRole.SECRETARY);
        GroupRole editor = new GroupRole(group.id(), OfficeRole.EDITOR);
        appoints(ADA, person, OfficeRole.EDITOR);
        assertThat(offices.syncFromProvider(person.id(), ISSUER, Set.of(secretary, editor)))
                .isEmpty();
        assertThat(holding(OfficeRole.SECRETARY)).containsExactly(person.name());
        assertThat(offices.syncFromProvider(person.id(), ISSUER, Set.of(secretary, editor)))
                .isEmpty();
        assertThat(offices.syncFromProvider(person.id(), "https://other.example", Set.of()))
                .isEmpty();
        assertThat(holding(OfficeRole.SECRETARY)).containsExactly(person.name());
        offices.syncFromProvider(person.id(), ISSUER, Set.of());
        assertThat(holding(OfficeRole.SECRETARY)).isEmpty();
        assertThat(holding(OfficeRole.EDITOR)).containsExactly(person.name());
    }

    @Test
    void claimsDisplaceNobodyAndGiveTheIneligibleNothing() {
        Newcomer person = newcomers.delegate();
        assertThat(offices.syncFromProvider(person.id(), ISSUER, Set.of(new GroupRole(group.id(), OfficeRole.CHAIR))))
                .singleElement()
                .asString()
                .contains("taken");
        assertThat(holding(OfficeRole.CHAIR)).containsExactly(chair.name());
        assertThat(offices.syncFromProvider(
                        newcomers.person().id(), ISSUER, Set.of(new GroupRole(group.id(), OfficeRole.EDITOR))))
                .hasSize(1);
    }

    // --- Groups ------------------------------------------------------------------------------------------------------

    private GroupText text(String name, @Nullable GroupId parent) {
        return new GroupText(name, "", GroupKind.COMMITTEE, parent, Visibility.MEMBERS);
    }

    @Test
    void aGroupNeverReportsToItself() throws Exception {
        Group below = newcomers.group(Visibility.MEMBERS, group.id());
        assertThatThrownBy(() -> groups.move(group.id(), group.id(), ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("parent"));
        assertThatThrownBy(() -> groups.move(group.id(), below.id(), ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("parent"));
        Group one = newcomers.group(Visibility.MEMBERS);
        Group two = newcomers.group(Visibility.MEMBERS);
        assertThat(AtOnce.refused(
                        () -> groups.move(one.id(), two.id(), ADA), () -> groups.move(two.id(), one.id(), ADA)))
                .hasSize(1);
    }

    @Test
    void codesAndNamesAreUniqueAndASecondEditorIsTold() {
        assertThatThrownBy(() -> groups.create(group.code(), text("Another name " + group.code(), null), ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("code"));
        assertThatThrownBy(() -> groups.create("X" + group.code(), text("Group " + group.code(), null), ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("name"));
        assertThatThrownBy(() -> groups.create("7 of 9", text("Nine", null), ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("code"));
        groups.edit(group.id(), text("First " + group.code(), null), 0, ADA);
        assertThatThrownBy(() -> groups.edit(group.id(), text("Second " + group.code(), null), 0, ADA))
                .isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void aClosedGroupAppointsNobodyAndIsNotClosedAboveOpenOnes() {
        Group below = newcomers.group(Visibility.MEMBERS, group.id());
        assertThatThrownBy(() -> groups.close(group.id(), ADA)).hasMessageContaining("report to");
        groups.close(below.id(), ADA);
        groups.close(group.id(), ADA);
        assertThatThrownBy(() -> appoints(ADA, newcomers.delegate(), OfficeRole.EDITOR))
                .hasMessageContaining("closed");
        groups.reopen(group.id(), ADA);
        appoints(ADA, newcomers.delegate(), OfficeRole.EDITOR);
    }
}
