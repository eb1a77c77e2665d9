package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.AgendaBlock;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Spot;
import org.rostrum.contributions.Submissions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contributions on the items of an agenda: the chair's decision, its order, its groups, and how it is taken back. */
@RostrumTest
class AllocationsTests {

    private final Body body;
    private final JdbcClient jdbc;
    private final Allocations allocations;
    private final Submissions submissions;
    private final Dispositions dispositions;
    private final Contributions contributions;
    private final Meetings meetings;
    private final AgendaDrafts drafts;
    private final AgendaGestures officer;

    private Gathering meeting = new Gathering(new UUID(0, 0), new UUID(0, 0));
    private MeetingId id = new MeetingId(new UUID(0, 0));
    private Viewer carla;
    private Viewer victor;

    AllocationsTests(
            Body body,
            JdbcClient jdbc,
            Allocations allocations,
            Submissions submissions,
            Dispositions dispositions,
            Contributions contributions,
            Meetings meetings,
            AgendaDrafts drafts,
            AgendaPublications publications,
            Viewers viewers) {
        this.body = body;
        this.jdbc = jdbc;
        this.allocations = allocations;
        this.submissions = submissions;
        this.dispositions = dispositions;
        this.contributions = contributions;
        this.meetings = meetings;
        this.drafts = drafts;
        this.officer = new AgendaGestures(viewers, drafts, publications);
        this.carla = officer.as(Cast.CARLA);
        this.victor = officer.as(Cast.VICTOR);
    }

    @BeforeEach
    void aMeetingWithAPublishedAgenda() {
        meeting = body.meetingNextMonth();
        id = new MeetingId(meeting.id());
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "  Bootstrap", "  Firmware");
        officer.publishes(Cast.CARLA, meeting, "");
    }

    private AgendaItemId item(String title) {
        return drafts.read(id).items().stream()
                .filter(item -> item.title().equals(title))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private MeetingView view(Viewer viewer) {
        return meetings.require(id, viewer);
    }

    /** Contributions with a file, in the order of their numbers. */
    private List<ContributionId> submitted(int many) {
        return IntStream.range(0, many)
                .mapToObj(n -> contribution("CR", "SUBMITTED", null))
                .toList();
    }

    private ContributionId contribution(String type, String state, @Nullable AgendaItemId proposed) {
        UUID id = NewId.next();
        jdbc.sql("""
                        with number as (
                          insert into number_series (group_id, year, last) values (:group, 2031, 1)
                          on conflict (group_id, year) do update set last = number_series.last + 1 returning last)
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, proposed_item_id, reserved_at, submitted_at)
                        select :id, :meeting, :group, 2031, last, :type, 'Agreement', 'Text ' || last, :state, :author,
                               'Ipsum Cloud', :proposed::uuid, now(), case when :state = 'SUBMITTED' then now() end
                          from number""")
                .param("group", Body.DMSO)
                .param("id", id)
                .param("meeting", meeting.id())
                .param("type", type)
                .param("state", state)
                .param("author", Cast.IPSI.id())
                .param("proposed", proposed == null ? null : proposed.value())
                .update();
        return new ContributionId(id);
    }

    private Allocated placed(Viewer viewer, String item, ContributionId... which) {
        return allocations.allocate(id, viewer, List.of(which), item(item), Spot.ANY, null);
    }

    private List<ContributionId> on(String item) {
        return contributions.byAgendaItem(id).getOrDefault(item(item).value(), List.of()).stream()
                .map(ContributionRow::id)
                .toList();
    }

    private ContributionRow row(ContributionId one) {
        return contributions.require(one, carla).row();
    }

    private AgendaBlock block(ContributionId one) {
        return Objects.requireNonNull(row(one).block());
    }

    private List<@Nullable String> events() {
        return jdbc.sql("select event from room_event where room_id = ? and type = 'agenda.allocated' order by seq")
                .param(meeting.room())
                .query(String.class)
                .list();
    }

    @Test
    void whatTheChairPlacesIsAllocatedInTheOrderOfItsNumbersAndTheRoomAndTheAuditKnow() {
        List<ContributionId> all = submitted(3);

        Allocated done = placed(carla, "Bootstrap", all.get(2), all.get(0));
        placed(carla, "Bootstrap", all.get(1));

        assertThat(done.said()).isEqualTo("2 contributions placed on 2.1 Bootstrap");
        assertThat(on("Bootstrap")).containsExactly(all.get(0), all.get(2), all.get(1));
        ContributionRow row = row(all.get(0));
        assertThat(row.state()).isEqualTo(ContributionState.ALLOCATED);
        assertThat(row.place()).isNotNull().satisfies(place -> {
            assertThat(place.number()).isEqualTo("2.1");
            assertThat(place.item()).isEqualTo(item("Bootstrap").value());
        });
        assertThat(events()).hasSize(2).first().asString().contains("\"itemNumber\":\"2.1\"", "\"count\":2");
        assertThat(jdbc.sql("""
                        select count(*) from audit_entry
                         where action = 'agenda.allocated' and subject_id = ? and person_id = ?""")
                        .params(meeting.id().toString(), Cast.CARLA.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void placingTwiceChangesNothingTheSecondTimeAndMovingTakesItFromTheOtherItem() {
        List<ContributionId> all = submitted(2);
        placed(carla, "Bootstrap", all.get(0), all.get(1));

        assertThat(placed(carla, "Bootstrap", all.get(0)).change()).isNull();
        assertThat(events()).hasSize(1);

        placed(victor, "Firmware", all.get(0));
        assertThat(on("Bootstrap")).containsExactly(all.get(1));
        assertThat(on("Firmware")).containsExactly(all.get(0));
    }

    @Test
    void whoeverTakesItOffTheAgendaLeavesTheAuthorsProposal() {
        ContributionId one = contribution("CR", "SUBMITTED", item("Firmware"));
        placed(carla, "Bootstrap", one);

        allocations.release(id, carla, List.of(one), null);

        ContributionRow row = row(one);
        assertThat(row.state()).isEqualTo(ContributionState.SUBMITTED);
        assertThat(row.agendaItem()).isNull();
        assertThat(row.proposedItem()).isEqualTo(item("Firmware").value());
    }

    @Test
    void aReservedOneIsPlacedToBeAllocatedOnceItIsSubmittedAndAWithdrawnOneIsNot() {
        ContributionId reserved = contribution("CR", "RESERVED", null);
        placed(carla, "Bootstrap", reserved);
        assertThat(row(reserved).state()).isEqualTo(ContributionState.RESERVED);
        assertThat(row(reserved).place()).isNotNull();

        ContributionId withdrawn = submitted(1).getFirst();
        dispositions.withdraw(withdrawn, carla);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> placed(carla, "Bootstrap", withdrawn))
                .withMessageContaining("withdrawn");
    }

    @Test
    void nobodyButOfficersAndStaffAllocatesAndAStrangerFindsNoMeeting() {
        ContributionId one = submitted(1).getFirst();
        for (Cast other : List.of(Cast.DANA, Cast.EDDA, Cast.IPSI)) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> placed(officer.as(other), "Bootstrap", one))
                    .withMessageStartingWith("You may not edit the agenda here.");
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> allocations.acceptAll(id, officer.as(other), null));
        }
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> allocations.release(id, officer.as(Cast.GUS), List.of(one), null));
        placed(officer.as(Cast.SEKRA), "Bootstrap", one);
        allocations.release(id, officer.as(Cast.ADA), List.of(one), null);
        assertThat(row(one).agendaItem()).isNull();
    }

    @Test
    void onlyItemsOfBusinessOfThisMeetingTakeContributionsAndOnlyItsOwn() {
        officer.draftsRows(
                Cast.CARLA,
                meeting,
                new OutlineRow(item("Opening"), 0, ItemKind.NORMAL, "Opening", null, null, null),
                new OutlineRow(null, 0, ItemKind.BREAK, "Lunch", null, 60, null),
                new OutlineRow(null, 0, ItemKind.INTERNAL, "Officers", null, null, null));
        ContributionId one = submitted(1).getFirst();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> placed(carla, "Lunch", one))
                .withMessageContaining("break");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> placed(carla, "Officers", one))
                .withMessageContaining("internal");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        allocations.allocate(id, carla, List.of(one), new AgendaItemId(NewId.next()), Spot.ANY, null))
                .withMessageContaining("no such item");

        AgendaItemId here = item("Opening");
        meeting = body.meetingNextMonth();
        ContributionId elsewhere = submitted(1).getFirst();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> allocations.allocate(id, carla, List.of(elsewhere), here, Spot.ANY, null));
    }

    @Test
    void theAuthorsProposalIsAcceptedSinglyOrAllAtOnce() {
        ContributionId one = contribution("CR", "SUBMITTED", item("Firmware"));
        ContributionId two = contribution("CR", "SUBMITTED", item("Bootstrap"));
        ContributionId three = contribution("CR", "SUBMITTED", item("Bootstrap"));
        ContributionId none = contribution("CR", "SUBMITTED", null);
        ContributionId reserved = contribution("CR", "RESERVED", item("Bootstrap"));

        allocations.accept(id, carla, List.of(three), null);
        assertThat(on("Bootstrap")).containsExactly(three);
        Allocated rest = allocations.acceptAll(id, carla, null);

        assertThat(rest.said()).isEqualTo("2 contributions placed where the authors propose");
        assertThat(on("Firmware")).containsExactly(one);
        assertThat(on("Bootstrap")).containsExactly(three, two);
        assertThat(row(none).agendaItem()).isNull();
        assertThat(row(reserved).agendaItem()).isNull();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> allocations.accept(id, carla, List.of(none), null))
                .withMessageContaining("proposed no place");
    }

    @Test
    void contributionsOfOneItemAreHandledTogetherAndKeptTogetherWhateverIsMoved() {
        List<ContributionId> all = submitted(5);
        placed(carla, "Bootstrap", all.toArray(ContributionId[]::new));

        allocations.together(id, carla, List.of(all.get(1), all.get(3)), "Editorial", null);
        assertThat(on("Bootstrap")).containsExactly(all.get(0), all.get(1), all.get(3), all.get(2), all.get(4));
        assertThat(row(all.get(3)).block())
                .isNotNull()
                .satisfies(block -> assertThat(block.name()).isEqualTo("Editorial"));

        // Past the group as one, within it by one, out of it with all of it.
        allocations.step(id, carla, all.get(0), false, null);
        assertThat(on("Bootstrap")).containsExactly(all.get(1), all.get(3), all.get(0), all.get(2), all.get(4));
        allocations.step(id, carla, all.get(3), true, null);
        assertThat(on("Bootstrap")).containsExactly(all.get(3), all.get(1), all.get(0), all.get(2), all.get(4));
        allocations.step(id, carla, all.get(1), false, null);
        assertThat(on("Bootstrap")).containsExactly(all.get(0), all.get(3), all.get(1), all.get(2), all.get(4));
        allocations.allocate(id, carla, List.of(all.get(4)), item("Bootstrap"), Spot.before(all.get(1)), null);
        assertThat(on("Bootstrap")).containsExactly(all.get(0), all.get(4), all.get(3), all.get(1), all.get(2));
        allocations.allocate(id, carla, List.of(all.get(3)), item("Bootstrap"), Spot.LAST, null);
        assertThat(on("Bootstrap")).containsExactly(all.get(0), all.get(4), all.get(2), all.get(3), all.get(1));
    }

    @Test
    void aGroupTakesMoreInLetsThemOutAndIsGoneWithItsLast() {
        List<ContributionId> all = submitted(4);
        placed(carla, "Bootstrap", all.get(0), all.get(1), all.get(2));
        allocations.together(id, carla, List.of(all.get(0), all.get(1)), "Editorial", null);
        UUID block = block(all.get(0)).id();

        allocations.join(id, carla, block, List.of(all.get(2), all.get(3)), null);
        assertThat(on("Bootstrap")).containsExactlyElementsOf(all);
        assertThat(all).allSatisfy(one -> assertThat(row(one).block()).isNotNull());
        allocations.rename(id, carla, block, "Corrections");
        assertThat(block(all.get(3)).name()).isEqualTo("Corrections");

        allocations.apart(id, carla, List.of(all.get(0)), null);
        assertThat(on("Bootstrap")).containsExactly(all.get(1), all.get(2), all.get(3), all.get(0));
        assertThat(row(all.get(0)).block()).isNull();
        placed(carla, "Firmware", all.get(1));
        assertThat(row(all.get(1)).block()).isNull();
        allocations.release(id, carla, List.of(all.get(2)), null);
        allocations.apart(id, carla, List.of(all.get(3)), null);
        assertThat(blocks()).isZero();

        allocations.together(id, carla, List.of(all.get(0), all.get(3)), "Editorial", null);
        UUID again = block(all.get(0)).id();
        allocations.dissolve(id, carla, again);
        assertThat(allocations.dissolve(id, carla, again).change()).isNull();
        assertThat(blocks()).isZero();
        assertThat(on("Bootstrap")).containsExactly(all.get(3), all.get(0));
    }

    private int blocks() {
        return jdbc.sql("select count(*) from agenda_block where meeting_id = ?")
                .param(meeting.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void aGroupNeedsANameOfItsOwnTwoContributionsAndOneItem() {
        List<ContributionId> all = submitted(4);
        placed(carla, "Bootstrap", all.get(0), all.get(1), all.get(2));
        placed(carla, "Firmware", all.get(3));
        allocations.together(id, carla, List.of(all.get(0), all.get(1)), "Editorial", null);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> allocations.together(id, carla, List.of(all.get(1), all.get(2)), "Editorial ", null))
                .satisfies(refusal -> assertThat(refusal.fields()).containsOnlyKeys("name"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> allocations.together(id, carla, List.of(all.get(1), all.get(2)), "  ", null))
                .satisfies(refusal -> assertThat(refusal.fields()).containsOnlyKeys("name"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> allocations.together(id, carla, List.of(all.get(2)), "Alone", null))
                .withMessageContaining("at least two");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> allocations.together(id, carla, List.of(all.get(2), all.get(3)), "Across", null))
                .withMessageContaining("one item");
        assertThat(blocks()).isOne();
    }

    @Test
    void aDoubleClickMakesOneGroup() {
        List<ContributionId> all = submitted(2);
        placed(carla, "Bootstrap", all.get(0), all.get(1));

        Allocated first = allocations.together(id, carla, all, "Editorial", "click-1");
        Allocated second = allocations.together(id, carla, all, "Editorial", "click-1");

        assertThat(second.change()).isEqualTo(first.change()).isNotNull();
        assertThat(blocks()).isOne();
    }

    @Test
    void whoeverDidItUndoesItWithinTenMinutesWithOrderGroupsAndAll() {
        List<ContributionId> all = submitted(4);
        placed(carla, "Bootstrap", all.get(0), all.get(1), all.get(2));
        allocations.together(id, carla, List.of(all.get(0), all.get(1)), "Editorial", null);
        Allocated away = allocations.allocate(
                id, carla, List.of(all.get(0), all.get(1), all.get(3)), item("Firmware"), Spot.ANY, null);
        assertThat(blocks()).isZero();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> allocations.undo(id, victor, Objects.requireNonNull(away.change())));
        Allocated undone = allocations.undo(id, carla, Objects.requireNonNull(away.change()));

        assertThat(undone.said()).isEqualTo("Undone: 3 contributions placed on 2.2 Firmware");
        assertThat(on("Bootstrap")).containsExactly(all.get(0), all.get(1), all.get(2));
        assertThat(row(all.get(1)).block())
                .isNotNull()
                .satisfies(block -> assertThat(block.name()).isEqualTo("Editorial"));
        assertThat(row(all.get(3)).state()).isEqualTo(ContributionState.SUBMITTED);
        // Pressing twice takes back once.
        assertThat(allocations
                        .undo(id, carla, Objects.requireNonNull(away.change()))
                        .done()
                        .nothing())
                .isTrue();
        assertThat(on("Bootstrap")).hasSize(3);
    }

    @Test
    void whatSomebodyChangedSinceIsNotUndoneNorWhatIsElevenMinutesOld() {
        List<ContributionId> all = submitted(3);
        Allocated first = placed(carla, "Bootstrap", all.get(0), all.get(1));
        placed(victor, "Firmware", all.get(1));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> allocations.undo(id, carla, Objects.requireNonNull(first.change())))
                .withMessage("This was changed since, so it cannot be undone any more.");
        assertThat(on("Bootstrap")).containsExactly(all.get(0));

        Allocated late = placed(carla, "Bootstrap", all.get(2));
        jdbc.sql("update allocation_change set done_at = done_at - interval '11 minutes' where id = ?")
                .param(late.change())
                .update();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> allocations.undo(id, carla, Objects.requireNonNull(late.change())))
                .withMessageContaining("ten minutes");
    }

    @Test
    void whatOthersAddSinceDoesNotStandInTheWayOfAnUndo() {
        List<ContributionId> all = submitted(3);
        placed(carla, "Bootstrap", all.get(0), all.get(1));
        Allocated released = allocations.release(id, carla, List.of(all.get(0)), null);
        placed(victor, "Bootstrap", all.get(2));

        allocations.undo(id, carla, Objects.requireNonNull(released.change()));

        assertThat(on("Bootstrap")).containsExactlyElementsOf(all);
    }

    @Test
    void twoChairsWhoMoveTheSameAtOnceLeaveItInOnePlace() throws InterruptedException {
        List<ContributionId> all = submitted(6);
        ContributionId[] each = all.toArray(ContributionId[]::new);
        placed(carla, "Opening", each);

        List<String> refused = AtOnce.refused(
                () -> placed(carla, "Bootstrap", each),
                () -> placed(victor, "Firmware", each),
                () -> allocations.together(id, carla, List.of(), "None", null));

        assertThat(refused).containsExactly("Choose at least one contribution.");
        List<ContributionId> there = new ArrayList<>(on("Bootstrap"));
        there.addAll(on("Firmware"));
        assertThat(there).containsExactlyElementsOf(all);
        assertThat(on("Opening")).isEmpty();
        assertThat(events()).hasSize(3);
    }

    @Test
    void aVersionWithoutTheItemSendsItsContributionsBackAndTheirProposalsStay() {
        List<ContributionId> all = submitted(3);
        ContributionId proposed = contribution("CR", "SUBMITTED", item("Firmware"));
        placed(carla, "Firmware", all.get(0), all.get(1), proposed);
        placed(carla, "Bootstrap", all.get(2));
        allocations.together(id, carla, List.of(all.get(0), all.get(1)), "Editorial", null);
        UUID firmware = item("Firmware").value();
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "  Bootstrap");
        assertThat(allocations.goingBack(view(carla))).isEqualTo(3);

        officer.publishes(Cast.CARLA, meeting, "");

        assertThat(List.of(all.get(0), all.get(1), proposed)).allSatisfy(one -> {
            assertThat(row(one).state()).isEqualTo(ContributionState.SUBMITTED);
            assertThat(row(one).agendaItem()).isNull();
        });
        assertThat(row(proposed).proposedItem()).isEqualTo(firmware);
        assertThat(on("Bootstrap")).containsExactly(all.get(2));
        assertThat(blocks()).isZero();
        assertThat(allocations.goingBack(view(carla))).isZero();
        assertThat(allocations.unallocated(view(carla))).isEqualTo(3);
        assertThat(events()).last().asString().contains("\"count\":3", "\"item\":null");
    }

    @Test
    void anItemThatBecomesABreakSendsThemBackToo() {
        ContributionId one = submitted(1).getFirst();
        placed(carla, "Opening", one);
        officer.draftsRows(
                Cast.CARLA,
                meeting,
                new OutlineRow(item("Opening"), 0, ItemKind.BREAK, "Opening", null, null, null),
                new OutlineRow(item("Change requests"), 0, ItemKind.NORMAL, "Change requests", null, null, null));
        officer.publishes(Cast.CARLA, meeting, "");
        assertThat(row(one).agendaItem()).isNull();
    }

    @Test
    void membersHearNothingOfWhatIsPlacedOnAnItemTheyDoNotReadYet() {
        officer.drafts(Cast.CARLA, meeting, "Opening", "Change requests", "  Bootstrap", "  Firmware", "Surprise");
        ContributionId one = submitted(1).getFirst();
        placed(carla, "Surprise", one);
        assertThat(row(one).place()).isNull();
        assertThat(events()).last().asString().contains("\"itemNumber\":null").doesNotContain("Surprise");
    }

    @Test
    void agendasNeedNoPlaceAndAreNotCountedAndTheCountsOfItemsLeaveOutTheWithdrawn() {
        contribution("AGD", "SUBMITTED", null);
        List<ContributionId> all = submitted(3);
        placed(carla, "Bootstrap", all.get(0), all.get(1));
        dispositions.withdraw(all.get(1), carla);
        assertThat(allocations.unallocated(view(carla))).isEqualTo(1);
        assertThat(allocations.counts(view(carla)))
                .containsOnlyKeys(item("Bootstrap"))
                .containsValue(1);
    }

    @Test
    void theAuthorProposesUntilTheChairHasDecidedAndNobodyElseDoes() {
        ContributionId one = submitted(1).getFirst();
        Viewer ipsi = officer.as(Cast.IPSI);
        UUID firmware = item("Firmware").value();

        submissions.propose(one, firmware, ipsi);
        assertThat(row(one).proposed())
                .isNotNull()
                .satisfies(place -> assertThat(place.number()).isEqualTo("2.2"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> submissions.propose(one, null, officer.as(Cast.DANA)))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> submissions.propose(one, NewId.next(), ipsi))
                .withMessageContaining("no such item");

        placed(carla, "Bootstrap", one);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> submissions.propose(one, null, ipsi))
                .withMessageContaining("its place already");
        allocations.release(id, carla, List.of(one), null);
        dispositions.withdraw(one, ipsi);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> submissions.propose(one, null, ipsi))
                .withMessageContaining("withdrawn");
    }

    @Test
    void fiveHundredTakeAsManyStatementsAsFive() {
        List<ContributionId> few = submitted(5);
        List<ContributionId> many = submitted(500);
        AgendaItemId item = item("Bootstrap");
        allocations.allocate(id, carla, submitted(2), item("Opening"), Spot.ANY, null);
        int forFew = Statements.during(() -> allocations.allocate(id, carla, few, item, Spot.ANY, null));
        int forMany = Statements.during(() -> allocations.allocate(id, carla, many, item, Spot.ANY, null));
        assertThat(forMany).isEqualTo(forFew).isLessThanOrEqualTo(17);
    }

    @Test
    void theDatabaseRefusesAPlaceWithoutADecisionAGroupOfAnotherItemAndAnUndoBeforeTheDeed() {
        List<ContributionId> all = submitted(3);
        Allocated done = placed(carla, "Bootstrap", all.get(0), all.get(1));
        allocations.together(id, carla, List.of(all.get(0), all.get(1)), "Editorial", null);
        UUID block = block(all.get(0)).id();
        placed(carla, "Firmware", all.get(2));

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update contribution set block_id = ? where id = ?")
                        .params(block, all.get(2).value())
                        .update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update contribution set allocated_by = null where id = ?")
                        .param(all.get(2).value())
                        .update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update contribution set state = 'SUBMITTED' where id = ?")
                        .param(all.get(2).value())
                        .update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql(
                                "update allocation_change set undone_at = done_at - interval '1 second' where id = ?")
                        .param(done.change())
                        .update());
    }
}
