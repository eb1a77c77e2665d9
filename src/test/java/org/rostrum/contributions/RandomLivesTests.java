package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever anybody tries, in whatever order: numbers stay without gaps, state and decision agree, the story is without a
 * break, and what is refused changes nothing. What fails is told as the shortest list of deeds that still fails.
 */
class RandomLivesTests {

    /**
     * What somebody tries. Which contribution it is, is counted around those that it makes sense for; one time in five
     * around all of the meeting's.
     */
    record Deed(Try what, Who who, int contribution, int other, Outcome outcome) {

        Deed instead(Try deed, Outcome decided) {
            return new Deed(deed, who, contribution, other, decided);
        }

        boolean blindly() {
            return contribution % 5 == 0;
        }
    }

    enum Try {
        RESERVE,
        UPLOAD,
        SAME_FILE_AGAIN,
        PLACE,
        RELEASE,
        OPEN,
        DECIDE,
        DECIDE_TWO,
        DECIDE_A_SUPERSEDED,
        REOPEN,
        WITHDRAW,
        UNDO
    }

    enum Who {
        /** Whose business it is. */
        WHO_SHOULD,
        CHAIR,
        SECRETARY,
        DELEGATE
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        // What leads on is tried more often than what ends a life.
        Arbitrary<Try> what = Arbitraries.frequency(
                Tuple.of(3, Try.RESERVE),
                Tuple.of(6, Try.UPLOAD),
                Tuple.of(1, Try.SAME_FILE_AGAIN),
                Tuple.of(6, Try.PLACE),
                Tuple.of(1, Try.RELEASE),
                Tuple.of(3, Try.OPEN),
                Tuple.of(10, Try.DECIDE),
                Tuple.of(1, Try.DECIDE_TWO),
                Tuple.of(1, Try.DECIDE_A_SUPERSEDED),
                Tuple.of(2, Try.REOPEN),
                Tuple.of(1, Try.WITHDRAW),
                Tuple.of(3, Try.UNDO));
        Arbitrary<Who> who = Arbitraries.frequency(
                Tuple.of(12, Who.WHO_SHOULD),
                Tuple.of(1, Who.CHAIR),
                Tuple.of(1, Who.SECRETARY),
                Tuple.of(1, Who.DELEGATE));
        return Combinators.combine(
                        what,
                        who,
                        Arbitraries.integers().between(0, 99).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.integers().between(0, 5).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.of(Outcome.class))
                .as(Deed::new)
                .list()
                .ofMinSize(40)
                .ofMaxSize(80);
    }

    /** What succeeded, over all tries: a property that is never put to the test holds too. */
    private static final Map<String, Integer> SUCCEEDED = new TreeMap<>();

    @AfterContainer
    static void everyDeedWasDone() {
        assertThat(SUCCEEDED.keySet()).doesNotContain(Try.DECIDE_A_SUPERSEDED.name());
        assertThat(Arrays.stream(Try.values()).filter(what -> SUCCEEDED.containsKey(what.name())))
                .hasSizeGreaterThan(4);
        // Which ones is up to chance, and so few as not to happen by chance; all of them is up to DispositionTests.
        assertThat(Arrays.stream(Outcome.values()).filter(outcome -> SUCCEEDED.containsKey(outcome.name())))
                .hasSizeGreaterThan(2);
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE)
    void nothingThatAnybodyTriesBreaksARule(@ForAll("deeds") List<Deed> deeds) {
        Stage stage = new Stage();
        stage.tries(new Deed(Try.RESERVE, Who.DELEGATE, 0, 0, Outcome.NOTED));
        deeds.forEach(stage::tries);
    }

    /** The application as the other tests of this run have it. */
    @RostrumTest
    private static final class Wiring {

        private static final ApplicationContext CONTEXT =
                new TestContextManager(Wiring.class).getTestContext().getApplicationContext();

        static <T> T bean(Class<T> type) {
            return CONTEXT.getBean(type);
        }
    }

    /** A group, its meeting of today and its next one. */
    private static final class Stage {

        private final Submissions submissions = Wiring.bean(Submissions.class);
        private final Dispositions dispositions = Wiring.bean(Dispositions.class);
        private final Placements placements = Wiring.bean(Placements.class);
        private final Contributions contributions = Wiring.bean(Contributions.class);
        private final TransactionTemplate transaction = Wiring.bean(TransactionTemplate.class);
        private final JdbcClient jdbc = Wiring.bean(JdbcClient.class);
        private final OwnGroup own =
                new OwnGroup(Wiring.bean(Newcomers.class), Wiring.bean(Viewers.class), Wiring.bean(Body.class), jdbc);
        private final Map<Who, Viewer> people = Map.of(
                Who.CHAIR, own.as(own.chair),
                Who.SECRETARY, own.as(own.secretary),
                Who.DELEGATE, own.as(own.delegate));
        private final Gathering gathering = own.meetingIn(Duration.ofHours(-1));
        private final MeetingView meeting;
        private final UUID item = OnTheAgenda.of(gathering, jdbc).item();
        private final List<ContributionId> known = new ArrayList<>();
        private final List<ActId> acts = new ArrayList<>();
        private final Map<ContributionId, Boolean> late = new HashMap<>();
        private int uploads;

        Stage() {
            own.meetingIn(Duration.ofDays(30));
            meeting = Wiring.bean(Meetings.class).require(new MeetingId(gathering.id()), person(Who.CHAIR));
        }

        private Who whose(Deed deed) {
            return deed.who() != Who.WHO_SHOULD
                    ? deed.who()
                    : switch (deed.what()) {
                        case RESERVE, UPLOAD, SAME_FILE_AGAIN, WITHDRAW -> Who.DELEGATE;
                        case OPEN, REOPEN, UNDO -> Who.CHAIR;
                        default -> deed.outcome() == Outcome.APPROVED ? Who.CHAIR : Who.SECRETARY;
                    };
        }

        private boolean makesSense(Deed deed, ContributionRow row) {
            return switch (deed.what()) {
                case UPLOAD, WITHDRAW -> !row.state().done();
                case PLACE -> row.state() == ContributionState.SUBMITTED;
                case OPEN -> row.state() == ContributionState.ALLOCATED;
                case DECIDE -> Outcome.after(row.state(), row.type()).contains(deed.outcome());
                case DECIDE_TWO, DECIDE_A_SUPERSEDED ->
                    row.state() == ContributionState.ALLOCATED || row.state() == ContributionState.OPEN;
                case REOPEN -> row.state().carried();
                default -> true;
            };
        }

        private ContributionId chosen(Deed deed) {
            List<ContributionId> all = deed.blindly()
                    ? known
                    : known.stream()
                            .filter(id -> makesSense(
                                    deed,
                                    contributions.require(id, person(Who.CHAIR)).row()))
                            .toList();
            List<ContributionId> among = all.isEmpty() ? known : all;
            return among.get(deed.contribution() % among.size());
        }

        private Viewer person(Who who) {
            return Objects.requireNonNull(people.get(who));
        }

        void tries(Deed said) {
            Deed deed =
                    said.what() == Try.RESERVE && known.size() >= 6 ? said.instead(Try.UPLOAD, said.outcome()) : said;
            if (deed.what() == Try.DECIDE && !deed.blindly()) {
                List<Outcome> possible = known.stream()
                        .map(id -> contributions.require(id, person(Who.CHAIR)).row())
                        .flatMap(row -> Outcome.after(row.state(), row.type()).stream())
                        .distinct()
                        .toList();
                if (!possible.isEmpty()) {
                    deed = deed.instead(Try.DECIDE, possible.get(deed.contribution() % possible.size()));
                }
            }
            does(deed);
        }

        private void does(Deed deed) {
            String before = everything();
            try {
                carryOut(deed);
                SUCCEEDED.merge(deed.what().name(), 1, Integer::sum);
                if (deed.what() == Try.DECIDE) {
                    SUCCEEDED.merge(deed.outcome().name(), 1, Integer::sum);
                }
            } catch (Refusal | NotFound refused) {
                assertThat(everything())
                        .as("what is refused changes nothing: %s", deed)
                        .isEqualTo(before);
            }
            holds();
        }

        private ContributionId one(int n) {
            return known.get(n % known.size());
        }

        private void carryOut(Deed deed) {
            Viewer viewer = person(whose(deed));
            ContributionId one = known.isEmpty() ? new ContributionId(new UUID(0, 0)) : chosen(deed);
            switch (deed.what()) {
                case RESERVE ->
                    known.add(submissions
                            .reserve(
                                    meeting.id(),
                                    new Reservation(
                                            deed.other() == 0 ? ContributionType.LS : ContributionType.INP,
                                            Purpose.DISCUSSION,
                                            "Number " + known.size()),
                                    null,
                                    viewer)
                            .id());
                case UPLOAD -> upload(one, ++uploads, viewer);
                case SAME_FILE_AGAIN -> upload(one, uploads, viewer);
                case PLACE ->
                    transaction.executeWithoutResult(
                            status -> placements.place(meeting, item, List.of(one), Spot.ANY, viewer.requirePerson()));
                case RELEASE ->
                    transaction.executeWithoutResult(
                            status -> placements.release(meeting, List.of(one), viewer.requirePerson()));
                case OPEN ->
                    acts.add(dispositions
                            .open(meeting.id(), List.of(one), null, viewer)
                            .act());
                case DECIDE -> decide(List.of(seen(one, 0)), deed, viewer);
                case DECIDE_TWO -> decide(List.of(seen(one, 0), seen(one(deed.other()), 0)), deed, viewer);
                case DECIDE_A_SUPERSEDED -> decide(List.of(seen(one, 1)), deed, viewer);
                case REOPEN ->
                    acts.add(dispositions
                            .reopen(one, "A clause was missed.", null, viewer)
                            .act());
                case WITHDRAW -> acts.add(dispositions.withdraw(one, viewer).act());
                case UNDO -> {
                    if (!acts.isEmpty()) {
                        dispositions.undo(acts.get(Math.max(0, acts.size() - 1 - deed.other() / 3)), viewer);
                    }
                }
            }
        }

        private void upload(ContributionId id, int content, Viewer viewer) {
            submissions.upload(id, "a.pdf", new ByteArrayResource(SampleFiles.pdf("file " + content)), null, viewer);
        }

        private void decide(List<Seen> which, Deed deed, Viewer viewer) {
            ContributionId other = one(deed.other());
            Decision decision = switch (deed.outcome()) {
                case MERGED -> Decision.mergedInto(other);
                case REPLIED -> Decision.repliedBy(other);
                default -> Decision.of(deed.outcome(), "As discussed.");
            };
            acts.add(dispositions
                    .decide(meeting.id(), which, decision, null, viewer)
                    .act());
        }

        private Seen seen(ContributionId id, int behind) {
            int latest =
                    contributions.require(id, person(Who.CHAIR)).revisions().size() - 1;
            return new Seen(id, latest - behind);
        }

        /** All that the group's contributions are, in one text. */
        private String everything() {
            return jdbc.sql("""
                            select coalesce(string_agg(c.id || ' ' || c.state || ' ' || coalesce(c.disposition_id::text, '') || ' '
                                     || coalesce(c.agenda_item_id::text, '') || ' ' || c.late || ' '
                                     || (select count(*) from revision r where r.contribution_id = c.id) || ' '
                                     || (select count(*) from contribution_step s where s.contribution_id = c.id) || ' '
                                     || (select count(*) || ' ' || count(set_aside) from disposition d
                                          where d.contribution_id = c.id), E'\\n' order by c.serial), '')
                                   || (select last from number_series n where n.group_id = :group
                                        union all select 0 order by 1 desc limit 1)
                                   || (select sum(last_seq) from room r join meeting m on m.room_id = r.id
                                        where m.group_id = :group)
                              from contribution c where c.group_id = :group""")
                    .param("group", own.group.id().value())
                    .query(String.class)
                    .single();
        }

        private void holds() {
            none("numbers have no gap", """
                    select c.year || ': ' || max(c.serial) from contribution c where c.group_id = :group
                     group by c.year having max(c.serial) <> count(*)""");
            none("a number without a file is reserved or withdrawn, and nothing else is", """
                    select c.serial || ' ' || c.state from contribution c
                     where c.group_id = :group and c.state <> 'WITHDRAWN'
                       and (c.state = 'RESERVED') = exists (select 1 from revision r where r.contribution_id = c.id)""");
            none("revisions run from 0 on", """
                    select c.serial from contribution c join revision r on r.contribution_id = c.id
                     where c.group_id = :group group by c.id having max(r.number) <> count(*) - 1""");
            none("the state is that of a decision in force", """
                    select c.serial || ' ' || c.state from contribution c
                      left join disposition d on d.id = c.disposition_id
                     where c.group_id = :group and c.disposition_id is not null
                       and (d.outcome <> c.state or d.set_aside is not null)""");
            none("only the decisions of undone and reopened acts are set aside", """
                    select d.outcome from disposition d join contribution c on c.id = d.contribution_id
                      join contribution_act a on a.id = d.act_id
                     where c.group_id = :group and (d.set_aside is not distinct from 'UNDONE') <> (a.undone_at is not null)""");
            none("what was decided was the latest revision then", """
                    select c.serial from contribution_step s join contribution c on c.id = s.contribution_id
                      join disposition d on d.id = s.disposition_id
                     where c.group_id = :group and s.verb = 'DECIDE' and s.revision <> d.revision""");
            none("merges end somewhere", """
                    with recursive way as (
                      select c.id as start, d.merged_into_id as at, 1 as n from contribution c
                        join disposition d on d.id = c.disposition_id where c.group_id = :group and d.outcome = 'MERGED'
                      union all
                      select w.start, d.merged_into_id, w.n + 1 from way w join contribution c on c.id = w.at
                        join disposition d on d.id = c.disposition_id and d.outcome = 'MERGED' where w.n < 100)
                    select start from way where n >= 100""");
            none("what is postponed goes on, and comes from there", """
                    select c.serial from contribution c join disposition d on d.id = c.disposition_id
                      left join contribution n on n.id = d.successor_id
                     where c.group_id = :group and c.state = 'POSTPONED'
                       and (n.carried_from_id is distinct from c.id or n.state = 'WITHDRAWN' or n.late)""");
            none("the story has no break, and ends where the contribution stands", """
                    select x.serial || ': ' || coalesce(x.before, '-') || ' then ' || coalesce(x.from_state, '-') from (
                      select c.serial, s.from_state,
                             lag(s.to_state) over w as before, s.seq, row_number() over w as n,
                             case when lead(s.seq) over w is null then s.to_state end as ends, c.state
                        from contribution_step s join contribution c on c.id = s.contribution_id
                       where c.group_id = :group window w as (partition by c.id order by s.seq)) x
                     where x.before is distinct from x.from_state or x.seq <> x.n or x.ends <> x.state""");
            none("no number is without its story", """
                    select c.serial from contribution c where c.group_id = :group
                       and not exists (select 1 from contribution_step s where s.contribution_id = c.id)""");
            none("the room's log has no gap", """
                    select r.last_seq::text from room r join meeting m on m.room_id = r.id
                     where m.group_id = :group
                       and r.last_seq <> (select count(*) from room_event e where e.room_id = r.id)""");
            for (ContributionId id : known) {
                ContributionRow row =
                        contributions.require(id, person(Who.CHAIR)).row();
                if (row.submittedAt() != null) {
                    Boolean first = late.putIfAbsent(id, row.late());
                    assertThat(first).as("late stays what it was").isIn(null, row.late());
                }
            }
        }

        private void none(String rule, String broken) {
            assertThat(jdbc.sql(broken)
                            .param("group", own.group.id().value())
                            .query((row, n) -> (@Nullable String) row.getString(1))
                            .list())
                    .as(rule)
                    .isEmpty();
        }
    }
}
