package org.rostrum.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.UndoId;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Members and the people who represent them, over time. */
@RostrumTest
class OrganizationsTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());

    private final Organizations organizations;
    private final People people;
    private final MembershipLevels levels;
    private final Newcomers newcomers;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    OrganizationsTests(
            Organizations organizations,
            People people,
            MembershipLevels levels,
            Newcomers newcomers,
            Viewers viewers,
            JdbcClient jdbc) {
        this.organizations = organizations;
        this.people = people;
        this.levels = levels;
        this.newcomers = newcomers;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    private Viewer viewer(Newcomer person) {
        return viewers.person(person.id(), EnumSet.allOf(Scope.class)).orElse(Viewer.PUBLIC);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private List<String> history(OrganizationId member) {
        return jdbc.sql("select level_code || ' ' || standing from membership where organization_id = ? order by since")
                .param(member.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private List<String> audited(Object subject) {
        return jdbc.sql("select action from audit_entry where subject_id = ? order by id")
                .param(subject.toString())
                .query((row, n) -> row.getString(1))
                .list();
    }

    // --- Level and standing ------------------------------------------------------------------------------------------

    @Test
    void aSuspensionTakesEffectAtOnceAndIsAuditedWithWhatWasBefore() {
        OrganizationId member = newcomers.member("essential");
        Newcomer delegate = newcomers.delegate(member);
        assertThat(viewer(delegate).member()).isTrue();

        organizations.change(member, "essential", Standing.SUSPENDED, null, "The fee of 2026 is not paid.", ADA);

        assertThat(viewer(delegate).member()).isFalse();
        assertThat(viewer(delegate).admitted()).isFalse();
        assertThat(history(member)).containsExactly("essential ACTIVE", "essential SUSPENDED");
        assertThat(jdbc.sql("""
                        select person_id || ' ' || (before ->> 'standing') || ' ' || (after ->> 'standing') || ' '
                               || (after ->> 'reason')
                          from audit_entry where subject_id = ? and action = 'organization.membership-changed'""").param(member.toString()).query(String.class).single())
                .isEqualTo(Cast.ADA.id() + " ACTIVE SUSPENDED The fee of 2026 is not paid.");
    }

    @Test
    void aChangeFromTomorrowGivesNothingToday() {
        OrganizationId member = newcomers.member("associate");
        Newcomer delegate = newcomers.delegate(member);
        organizations.change(member, "strategic", Standing.ACTIVE, today().plusDays(1), null, ADA);
        assertThat(viewer(delegate).has(MemberRight.CHAIR_ELECTION)).isFalse();
        organizations.change(member, "strategic", Standing.ACTIVE, today(), null, ADA);
        assertThat(viewer(delegate).has(MemberRight.CHAIR_ELECTION)).isTrue();
        assertThat(history(member))
                .as("what was planned is replaced")
                .containsExactly("associate ACTIVE", "strategic ACTIVE");
    }

    @Test
    void historyIsNotRewrittenAndASuspensionHasAReason() {
        OrganizationId member = newcomers.member("essential");
        assertThatThrownBy(() ->
                        organizations.change(member, "essential", Standing.SUSPENDED, today().minusDays(1), "Fee", ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("from"));
        assertThatThrownBy(() -> organizations.change(member, "essential", Standing.SUSPENDED, null, " ", ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("reason"));
        assertThatThrownBy(() -> organizations.change(member, "platinum", Standing.ACTIVE, null, null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("level"));
        assertThatThrownBy(() -> organizations.change(member, "essential", Standing.ACTIVE, null, null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.reason()).isEqualTo(Refusal.Reason.CONFLICT));
        assertThat(history(member)).containsExactly("essential ACTIVE");
    }

    @Test
    void aSlipIsUndoneExactlyAndOnlyOnce() {
        OrganizationId member = newcomers.member("essential");
        Newcomer delegate = newcomers.delegate(member);
        organizations.change(member, "strategic", Standing.ACTIVE, today().plusDays(10), "Upgrade", ADA);
        UndoId slip = organizations.change(member, "essential", Standing.SUSPENDED, null, "A mistake", ADA);

        organizations.undo(slip, ADA);

        assertThat(viewer(delegate).member()).isTrue();
        assertThat(history(member))
                .as("also what was planned and dropped")
                .containsExactly("essential ACTIVE", "strategic ACTIVE");
        assertThatThrownBy(() -> organizations.undo(slip, ADA)).isInstanceOf(Refusal.class);
        assertThat(audited(member)).endsWith("organization.membership-change-undone");
    }

    @Test
    void whatWasChangedAgainOrIsTenMinutesOldIsNotUndone() {
        OrganizationId member = newcomers.member("essential");
        UndoId first = organizations.change(member, "essential", Standing.SUSPENDED, null, "Fee", ADA);
        organizations.change(member, "essential", Standing.LEFT, null, null, ADA);
        assertThatThrownBy(() -> organizations.undo(first, ADA)).hasMessageContaining("changed again since");

        OrganizationId other = newcomers.member("essential");
        UndoId late = organizations.change(other, "essential", Standing.SUSPENDED, null, "Fee", ADA);
        jdbc.sql("update undo set done_at = done_at - interval '11 minutes' where id = ?")
                .param(late.value())
                .update();
        assertThatThrownBy(() -> organizations.undo(late, ADA)).hasMessageContaining("ten minutes");
        assertThatThrownBy(() -> people.undo(late, ADA)).isInstanceOf(Refusal.class);
    }

    @Test
    void twoChangesAtOnceLeaveAHistoryThatDoesNotOverlap() throws Exception {
        OrganizationId member = newcomers.member("essential");
        AtOnce.refused(
                () -> organizations.change(member, "strategic", Standing.ACTIVE, null, null, ADA),
                () -> organizations.change(member, "associate", Standing.ACTIVE, null, null, ADA));
        assertThat(jdbc.sql("select count(*) from membership where organization_id = ? and until is null")
                        .param(member.value())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void namesAreUniqueAndARenameOverAnothersIsToldToTheSecond() {
        OrganizationId member = newcomers.member("essential");
        organizations.rename(member, "Newname of " + member, 0, ADA);
        assertThatThrownBy(() -> organizations.rename(member, "Othername of " + member, 0, ADA))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThatThrownBy(() -> organizations.create("NEWNAME of " + member, "essential", null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("name"));
        assertThatThrownBy(() -> organizations.create(" \t", "essential", null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("name"));
    }

    @Test
    void aDomainLetsNobodyInBeforeItIsVerifiedNorWhileItsMemberIsSuspended() {
        OrganizationId member = newcomers.member("essential");
        String domain = "m" + member.toString().substring(24) + ".example";
        organizations.addDomain(member, " " + domain.toUpperCase(Locale.ROOT), ADA);
        assertThat(organizations.withVerifiedDomain(domain)).isEmpty();
        organizations.verifyDomain(member, domain, ADA);
        assertThat(organizations.withVerifiedDomain(domain)).contains(member);
        OrganizationId other = newcomers.member("essential");
        assertThatThrownBy(() -> organizations.addDomain(other, domain, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("domain"));
        assertThatThrownBy(() -> organizations.addDomain(other, "ada@example.org", ADA))
                .isInstanceOf(Refusal.class);
        organizations.change(member, "essential", Standing.SUSPENDED, null, "Fee", ADA);
        assertThat(organizations.withVerifiedDomain(domain)).isEmpty();
        organizations.removeDomain(member, domain, ADA);
        assertThat(organizations.domains(member)).isEmpty();
    }

    // --- People ------------------------------------------------------------------------------------------------------

    @Test
    void aDelegateRepresentsOneOrganisationAtATimeAndHistoryStays() {
        OrganizationId first = newcomers.member("essential");
        OrganizationId second = newcomers.member("strategic");
        Newcomer delegate = newcomers.delegate(first);
        people.represent(delegate.id(), second, today().plusDays(2), ADA);
        assertThat(viewer(delegate).organization()).extracting("id").isEqualTo(first);
        people.represent(delegate.id(), second, null, ADA);
        assertThat(viewer(delegate).organization()).extracting("id").isEqualTo(second);
        assertThat(jdbc.sql("select count(*) from delegation where person_id = ?")
                        .param(delegate.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThatThrownBy(() -> people.represent(delegate.id(), second, null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("organization"));
    }

    @Test
    void nobodyRepresentsWhoLeft() {
        OrganizationId gone = newcomers.member("essential");
        organizations.change(gone, "essential", Standing.LEFT, null, null, ADA);
        Newcomer person = newcomers.person();
        assertThatThrownBy(() -> people.represent(person.id(), gone, null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("organization"));
    }

    @Test
    void leavingIsUndoneWithinTenMinutes() {
        Newcomer delegate = newcomers.delegate();
        OrganizationId organization =
                Objects.requireNonNull(viewer(delegate).organization()).id();
        UndoId slip = people.leave(delegate.id(), delegate.id());
        assertThat(viewer(delegate).admitted()).isFalse();
        assertThatThrownBy(() -> people.leave(delegate.id(), delegate.id())).isInstanceOf(Refusal.class);
        people.undo(slip, delegate.id());
        assertThat(viewer(delegate).organization()).extracting("id").isEqualTo(organization);
        assertThat(audited(delegate.id()))
                .containsSubsequence(
                        "person.represents", "person.left-organization", "person.delegation-change-undone");
    }

    @Test
    void whoIsDeactivatedIsNobodyAtOnceAndComesBackWhole() {
        Newcomer delegate = newcomers.delegate();
        people.deactivate(delegate.id(), ADA);
        assertThat(viewer(delegate)).isEqualTo(Viewer.PUBLIC);
        assertThatThrownBy(() -> people.deactivate(delegate.id(), ADA)).isInstanceOf(Refusal.class);
        people.reactivate(delegate.id(), ADA);
        assertThat(viewer(delegate).member()).isTrue();
    }

    @Test
    void addressesAreUniqueWhateverTheirCaseAndLookLikeOne() {
        Newcomer first = newcomers.person();
        Newcomer second = newcomers.person();
        String taken = jdbc.sql("select upper(email) from person where id = ?")
                .param(first.id().value())
                .query(String.class)
                .single();
        assertThatThrownBy(() -> people.correct(second.id(), "Somebody", taken, null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("email"));
        assertThatThrownBy(() -> people.create("Somebody", "no address", ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("email"));
        assertThatThrownBy(() -> people.create("Some\u202Ebody", "a@example.org", ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("name"));
        people.correct(second.id(), "Somebody Else", "else-" + second.id() + "@example.org", 0, ADA);
        assertThatThrownBy(() -> people.correct(second.id(), "Third", "x@example.org", 0, ADA))
                .isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void theLastMemberOfStaffStaysStaff() {
        List<PersonId> staff = jdbc.sql("select id from person where staff and deactivated_at is null")
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
        PersonId last = newcomers.staff().id();
        try {
            staff.forEach(person -> people.works(person, false, false, null));
            assertThatThrownBy(() -> people.works(last, false, false, null))
                    .hasMessageContaining("only member of staff");
            assertThatThrownBy(() -> people.deactivate(last, null)).hasMessageContaining("only member of staff");
        } finally {
            staff.forEach(person -> people.works(person, true, false, null));
            people.works(last, false, false, null);
        }
    }

    @Test
    void twoWhoDismissEachOtherAtOnceLeaveOne() throws Exception {
        List<PersonId> staff = jdbc.sql("select id from person where staff and deactivated_at is null")
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
        PersonId one = newcomers.staff().id();
        PersonId two = newcomers.staff().id();
        try {
            staff.forEach(person -> people.works(person, false, false, null));
            List<String> refused = AtOnce.refused(
                    () -> people.works(two, false, false, one), () -> people.works(one, false, false, two));
            assertThat(refused).hasSize(1);
        } finally {
            staff.forEach(person -> people.works(person, true, false, null));
            people.works(one, false, false, null);
            people.works(two, false, false, null);
        }
    }

    // --- Levels ------------------------------------------------------------------------------------------------------

    @Test
    void aLevelIsDataAndItsRightsTakeEffectAtOnce() {
        String code = levels.add("Friend of " + UUID.randomUUID(), new BigDecimal("0.5"), Map.of(), ADA);
        OrganizationId member = newcomers.member(code);
        Newcomer delegate = newcomers.delegate(member);
        assertThat(viewer(delegate).member()).as("no right to the portal").isFalse();
        levels.change(
                code,
                "Friend " + code,
                new BigDecimal("0.5"),
                Map.of(
                        MemberRight.PORTAL, new Entitlement(Extent.YES, ""),
                        MemberRight.CHAIR_ELECTION, new Entitlement(Extent.WHEN_CHAIR, "bylaws 4.2")),
                0,
                ADA);
        assertThat(viewer(delegate).member()).isTrue();
        assertThat(viewer(delegate).has(MemberRight.CHAIR_ELECTION)).isFalse();
        assertThat(levels.all())
                .filteredOn(level -> level.code().equals(code))
                .singleElement()
                .satisfies(level -> {
                    assertThat(level.members()).isOne();
                    assertThat(level.voteWeight()).isEqualByComparingTo("0.5");
                    assertThat(level.rights())
                            .containsEntry(
                                    MemberRight.CHAIR_ELECTION, new Entitlement(Extent.WHEN_CHAIR, "bylaws 4.2"));
                });
        assertThatThrownBy(() -> levels.change(code, "X", BigDecimal.ONE, Map.of(), 0, ADA))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThatThrownBy(() -> levels.change(code, "X", new BigDecimal("-1"), Map.of(), null, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.fields()).containsKey("voteWeight"));
    }
}
