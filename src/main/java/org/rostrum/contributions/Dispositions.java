package org.rostrum.contributions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Steps.Standing;
import org.rostrum.contributions.Steps.Step;
import org.rostrum.contributions.Steps.Verb;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NewId;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a meeting does with contributions: open them, decide, reopen; and what becomes of those their authors take back.
 * One act may concern many contributions, all or none, and whoever did it may take it back for ten minutes, while nothing
 * has come of it. What was decided belongs to one revision at one meeting.
 */
@Service
public class Dispositions {

    /** For how long a slip can be undone. */
    public static final Duration UNDOABLE = Duration.ofMinutes(10);

    /** The most contributions of one act. */
    public static final int MOST = 2_000;

    /** Rooms fill, and agendas are approved, before the hour that was called. */
    private static final Duration BEFORE_THE_MEETING = Duration.ofHours(12);

    private static final int LONGEST_WORDS = 2_000;

    private static final int NAMED_IN_NEWS = 20;

    private final ContributionRepository repository;
    private final Contributions contributions;
    private final Submissions submissions;
    private final Meetings meetings;
    private final Objections objections;
    private final Steps steps;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Dispositions(
            ContributionRepository repository,
            Contributions contributions,
            Submissions submissions,
            Meetings meetings,
            Objections objections,
            Steps steps,
            RoomLog log,
            JdbcClient jdbc,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.contributions = contributions;
        this.submissions = submissions;
        this.meetings = meetings;
        this.objections = objections;
        this.steps = steps;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** A contribution as whoever decides had it before them. */
    public record Seen(ContributionId id, int revision) {}

    /**
     * What was done.
     *
     * @param said in words, for whoever did it
     * @param contributions which ones, in the order they were named
     */
    public record Done(ActId act, MeetingId meeting, String said, List<ContributionId> contributions) {}

    /** The room is on these now. They are allocated contributions of this meeting. */
    @Transactional
    public Done open(MeetingId at, Collection<ContributionId> which, @Nullable String intent, Viewer viewer) {
        MeetingView meeting = meetings.require(at, viewer);
        viewer.require(Act.RUN_FLOOR, meeting.permissions());
        return once(meeting, "OPEN", List.copyOf(which), intent, viewer, act -> {
            List<Contribution> named = act.locked(which);
            named.forEach(one -> requireOwn(meeting, one));
            requireMeets(meeting, act.at);
            named.forEach(one -> act.take(Verb.OPEN, one, null, Contribution::open));
            return "Opened " + act.inWords(named);
        });
    }

    /**
     * Records what a meeting decided about each of these. What is only allocated is opened on the way.
     *
     * @param which with the revision that was decided about; refused where a newer one has come
     * @param intent the client's key: the same key gets the same answer; null for none
     */
    @Transactional
    public Done decide(
            MeetingId at, Collection<Seen> which, Decision decision, @Nullable String intent, Viewer viewer) {
        MeetingView meeting = meetings.require(at, viewer);
        viewer.require(Act.RECORD_DISPOSITION, meeting.permissions());
        return once(meeting, "DECIDE", List.of(List.copyOf(which), decision), intent, viewer, act -> {
            Map<UUID, Integer> revisions = new LinkedHashMap<>();
            which.forEach(seen -> revisions.put(seen.id().value(), seen.revision()));
            Set<UUID> ids = new LinkedHashSet<>(revisions.keySet());
            if (decision.mergedInto() != null) {
                ids.add(decision.mergedInto().value());
            }
            if (decision.reply() != null) {
                ids.add(decision.reply().value());
            }
            Map<UUID, Contribution> locked = act.lockedById(ids);
            List<Contribution> named = revisions.keySet().stream()
                    .map(id -> Objects.requireNonNull(locked.get(id)))
                    .toList();
            requireMeets(meeting, act.at);
            act.outcome = decision.outcome();
            String words = words(decision);
            if (decision.outcome().byConsensus()) {
                objections.requireNone(named);
            }
            for (Contribution one : named) {
                requireDecidedHere(meeting, one, decision.outcome(), viewer);
                decideOne(
                        act, one, Objects.requireNonNull(revisions.get(one.id().value())), decision, words, locked);
            }
            return decision.outcome().label() + ": " + act.inWords(named);
        });
    }

    private void decideOne(
            Doing act,
            Contribution one,
            int revision,
            Decision decision,
            @Nullable String words,
            Map<UUID, Contribution> locked) {
        Outcome outcome = decision.outcome();
        boolean opens = one.requireDecidable(outcome, revision);
        if (opens) {
            act.take(Verb.OPEN, one, null, Contribution::open);
        }
        UUID target = null;
        UUID successor = null;
        UUID reply = null;
        switch (outcome) {
            case MERGED -> target = target(one, decision, locked).id().value();
            case POSTPONED ->
                successor = carry(act, one, decision.carriedTo()).id().value();
            case REPLIED -> reply = reply(one, decision, locked).id().value();
            default -> {}
        }
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into disposition (id, act_id, contribution_id, revision, meeting_id, outcome, words, revised_to,
                                                 merged_into_id, successor_id, reply_id, recorded_by, recorded_at)
                        values (:id, :act, :contribution, :revision, :meeting, :outcome, :words, :revisedTo,
                                :target, :successor, :reply, :by, :at)""")
                .param("id", id)
                .param("act", act.id)
                .param("contribution", one.id().value())
                .param("revision", revision)
                .param("meeting", act.meeting.id().value())
                .param("outcome", outcome.name())
                .param("words", words)
                .param("revisedTo", outcome == Outcome.REVISED ? revision + 1 : null)
                .param("target", target)
                .param("successor", successor)
                .param("reply", reply)
                .param("by", act.by.value())
                .param("at", Timestamp.from(act.at))
                .update();
        act.take(Verb.DECIDE, one, words, decided -> decided.decide(outcome, revision, id));
    }

    private static @Nullable String words(Decision decision) {
        String words =
                decision.words() == null ? "" : Title.paragraphs("words", "text", decision.words(), LONGEST_WORDS);
        if (words.isEmpty() && decision.outcome() == Outcome.CONDITIONALLY_AGREED) {
            throw Refusal.invalid("words", "Say on which condition it is agreed.");
        }
        return words.isEmpty() ? null : words;
    }

    /** Those from other meetings come to this one to be approved, such as what a working group agreed, and its minutes. */
    private void requireDecidedHere(MeetingView meeting, Contribution one, Outcome outcome, Viewer viewer) {
        if (one.type() == ContributionType.MINS && outcome == Outcome.APPROVED) {
            viewer.require(Act.APPROVE_MINUTES, meeting.permissions());
        }
        if (one.meeting().equals(meeting.id())) {
            return;
        }
        MeetingView own = meetings.require(one.meeting(), viewer);
        boolean comesHere = (outcome == Outcome.APPROVED || outcome == Outcome.ENDORSED)
                && (one.state() == ContributionState.AGREED
                        || (one.type().needsNoPlace() && meeting.group().equals(own.group())));
        if (!comesHere || meeting.startsAt().isBefore(own.startsAt())) {
            throw Refusal.conflict(
                    "“" + one.title() + "” was written for " + own.name()
                            + ". Another meeting approves or endorses only what was agreed before it, and the minutes of its group.");
        }
    }

    private static Contribution target(Contribution one, Decision decision, Map<UUID, Contribution> locked) {
        if (decision.mergedInto() == null) {
            throw Refusal.invalid("mergedInto", "Say which contribution it was merged into.");
        }
        Contribution target =
                Objects.requireNonNull(locked.get(decision.mergedInto().value()));
        if (target.id().equals(one.id())) {
            throw Refusal.invalid("mergedInto", "“" + one.title() + "” cannot be merged into itself.");
        }
        if (!target.meeting().equals(one.meeting())) {
            throw Refusal.invalid("mergedInto", "Contributions of one meeting are merged. Choose one of this meeting.");
        }
        if (target.state() == ContributionState.MERGED || target.state() == ContributionState.WITHDRAWN) {
            throw Refusal.invalid(
                    "mergedInto",
                    "“" + target.title() + "” is " + target.state().label().toLowerCase(Locale.ROOT)
                            + " itself. Choose the contribution that goes on.");
        }
        return target;
    }

    private static Contribution reply(Contribution one, Decision decision, Map<UUID, Contribution> locked) {
        if (decision.reply() == null) {
            throw Refusal.invalid("reply", "Say which liaison statement replies to it.");
        }
        Contribution reply = Objects.requireNonNull(locked.get(decision.reply().value()));
        if (reply.id().equals(one.id()) || reply.type() != ContributionType.LS) {
            throw Refusal.invalid(
                    "reply", "The reply is another liaison statement (LS). Reserve a number for it first.");
        }
        if (reply.state() == ContributionState.WITHDRAWN) {
            throw Refusal.invalid("reply", "“" + reply.title() + "” was withdrawn. Choose the reply that goes out.");
        }
        return reply;
    }

    private Contribution carry(Doing act, Contribution one, @Nullable MeetingId to) {
        MeetingView next = to == null ? act.next() : meetings.require(to, act.viewer);
        if (!next.group().equals(act.meeting.group())) {
            throw Refusal.invalid(
                    "carriedTo",
                    "A contribution stays with its group. Choose a meeting of "
                            + act.meeting.group().code() + ".");
        }
        if (next.cancelled() || !next.startsAt().isAfter(act.meeting.startsAt())) {
            throw Refusal.invalid(
                    "carriedTo",
                    next.cancelled()
                            ? next.name() + " is cancelled. Choose another meeting."
                            : "A contribution is postponed to a later meeting. Choose one.");
        }
        Contribution carried = submissions.numbered(Contribution.carriedFrom(one, next, act.at), next);
        submissions.carried(one, carried);
        submissions.reserved(carried, next, act.author);
        return carried;
    }

    /** Takes an agreement, an approval or an endorsement back, for a reason; it stays on record. */
    @Transactional
    public Done reopen(ContributionId id, String reason, @Nullable String intent, Viewer viewer) {
        MeetingView meeting = contributions.require(id, viewer).meeting();
        viewer.require(Act.RUN_FLOOR, meeting.permissions());
        return once(meeting, "REOPEN", List.of(id, reason), intent, viewer, act -> {
            String why = Title.paragraphs("reason", "reason", reason, LONGEST_WORDS);
            if (why.isEmpty()) {
                throw Refusal.invalid("reason", "Say why it is reopened.");
            }
            List<Contribution> named = act.locked(List.of(id));
            Contribution one = named.getFirst();
            int latest = one.revisions().size() - 1;
            act.take(Verb.REOPEN, one, why, Contribution::reopen);
            setAside(act.id, "REOPENED", id, latest);
            return "Reopened " + act.inWords(named);
        });
    }

    private void setAside(UUID act, String how, ContributionId contribution, int revision) {
        jdbc.sql("""
                        update disposition set set_aside = :how, set_aside_act_id = :act
                         where contribution_id = :contribution and revision = :revision and set_aside is null""")
                .param("how", how)
                .param("act", act)
                .param("contribution", contribution.value())
                .param("revision", revision)
                .update();
    }

    /**
     * Takes contributions back; their numbers stay taken. Their own people may, and officers on request.
     *
     * @param reason may be empty
     */
    @Transactional
    public Done withdraw(
            MeetingId at,
            Collection<ContributionId> which,
            @Nullable String reason,
            @Nullable String intent,
            Viewer viewer) {
        MeetingView meeting = meetings.require(at, viewer);
        String why = reason == null ? "" : Title.paragraphs("reason", "reason", reason, LONGEST_WORDS);
        return once(meeting, "WITHDRAW", List.of(List.copyOf(which), why), intent, viewer, act -> {
            List<Contribution> named = act.locked(which);
            for (Contribution one : named) {
                requireOwn(meeting, one);
                viewer.require(Act.WITHDRAW, meeting.permissions().ownedBy(one.author(), one.organization()));
                act.privileged |=
                        !viewer.may(Act.REVISE, meeting.permissions().ownedBy(one.author(), one.organization()));
                act.take(Verb.WITHDRAW, one, why.isEmpty() ? null : why, taken -> taken.withdraw(act.at));
            }
            return "Withdrawn: " + act.inWords(named);
        });
    }

    /** Who withdraws one of their own. */
    @Transactional
    public Done withdraw(ContributionId id, Viewer viewer) {
        return withdraw(contributions.require(id, viewer).row().meeting(), List.of(id), null, null, viewer);
    }

    /** Takes back what one did oneself, or what an officer did, within {@link #UNDOABLE} and while nothing has come of it. */
    @Transactional
    public Done undo(ActId id, Viewer viewer) {
        Slip slip = jdbc.sql(
                        "select meeting_id, verb, said, done_by, done_at, undone_at from contribution_act where id = :id for update")
                .param("id", id.value())
                .query((row, n) -> new Slip(
                        new MeetingId(row.getObject("meeting_id", UUID.class)),
                        row.getString("verb"),
                        row.getString("said"),
                        new PersonId(row.getObject("done_by", UUID.class)),
                        row.getTimestamp("done_at").toInstant(),
                        row.getTimestamp("undone_at") != null))
                .optional()
                .orElseThrow(() -> new NotFound("act"));
        MeetingView meeting = meetings.require(slip.meeting(), viewer);
        boolean ownWithdrawal = slip.verb().equals("WITHDRAW") && slip.by().equals(viewer.person());
        viewer.require(ownWithdrawal ? Act.CONTRIBUTE : Act.RECORD_DISPOSITION, meeting.permissions());
        Doing act = new Doing(meeting, viewer, id.value());
        if (slip.undone()) {
            throw Refusal.conflict("This was undone already.");
        }
        if (act.at.isAfter(slip.at().plus(UNDOABLE))) {
            throw Refusal.conflict("This was done more than ten minutes ago. Decide again instead.");
        }
        List<Back> back = jdbc.sql("""
                        select distinct on (s.contribution_id) s.contribution_id, s.from_state, s.from_disposition_id
                          from contribution_step s
                         where s.act_id = :act
                         order by s.contribution_id, s.seq""")
                .param("act", id.value())
                .query((row, n) -> new Back(
                        row.getObject("contribution_id", UUID.class),
                        ContributionState.valueOf(row.getString("from_state")),
                        row.getObject("from_disposition_id", UUID.class)))
                .list();
        List<UUID> successors = jdbc.sql(
                        "select successor_id from disposition where act_id = :act and successor_id is not null")
                .param("act", id.value())
                .query((row, n) -> row.getObject("successor_id", UUID.class))
                .list();
        Set<UUID> all = new LinkedHashSet<>(successors);
        back.forEach(one -> all.add(one.contribution()));
        Map<UUID, Contribution> locked = act.lockedById(all);
        requireUntouched(id, all, successors);
        objections.requireNone(back.stream()
                .filter(one -> one.state().carried())
                .map(one -> Objects.requireNonNull(locked.get(one.contribution())))
                .toList());
        List<Contribution> named = new ArrayList<>();
        for (Back one : back) {
            Contribution contribution = Objects.requireNonNull(locked.get(one.contribution()));
            named.add(contribution);
            act.take(Verb.UNDO, contribution, null, slipped -> slipped.restore(one.state(), one.disposition()));
        }
        for (UUID successor : successors) {
            act.take(
                    Verb.WITHDRAW,
                    Objects.requireNonNull(locked.get(successor)),
                    "The postponement was undone.",
                    carried -> carried.withdraw(act.at));
        }
        act.write();
        jdbc.sql("update disposition set set_aside = null, set_aside_act_id = null where set_aside_act_id = :act")
                .param("act", id.value())
                .update();
        jdbc.sql("update disposition set set_aside = 'UNDONE', set_aside_act_id = :act where act_id = :act")
                .param("act", id.value())
                .update();
        jdbc.sql("update contribution_act set undone_by = :by, undone_at = :at where id = :id")
                .param("by", act.by.value())
                .param("at", Timestamp.from(act.at))
                .param("id", id.value())
                .update();
        Done done = new Done(
                id,
                meeting.id(),
                "Undone. " + slip.said(),
                named.stream().map(Contribution::id).toList());
        act.tell("contribution.undone", named, null);
        if (!ownWithdrawal) {
            act.audit("contribution.undone", named);
        }
        return done;
    }

    /** Something that may be taken back now, and by whom it was done. */
    public record Undoable(ActId act, String said, String by, Instant at) {}

    /** The last that was done to a contribution, while this viewer may take it back. */
    public Optional<Undoable> undoable(ContributionView contribution, Viewer viewer) {
        boolean officer =
                viewer.may(Act.RECORD_DISPOSITION, contribution.meeting().permissions());
        if (viewer.person() == null) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select a.id, a.said, p.name, a.done_at
                          from contribution_step s
                          join contribution_act a on a.id = s.act_id
                          join person p on p.id = a.done_by
                         where s.contribution_id = :contribution
                           and s.seq = (select max(k.seq) from contribution_step k where k.contribution_id = :contribution)
                           and a.undone_at is null and a.done_at > :since
                           and ((:officer and a.meeting_id = :meeting) or (a.verb = 'WITHDRAW' and a.done_by = :person))""")
                .param("contribution", contribution.id().value())
                .param("since", Timestamp.from(clock.instant().minus(UNDOABLE)))
                .param("officer", officer)
                .param("meeting", contribution.meeting().id().value())
                .param("person", viewer.person().value())
                .query((row, n) -> new Undoable(
                        new ActId(row.getObject("id", UUID.class)),
                        row.getString("said"),
                        row.getString("name"),
                        row.getTimestamp("done_at").toInstant()))
                .optional();
    }

    private record Slip(MeetingId meeting, String verb, String said, PersonId by, Instant at, boolean undone) {}

    private record Back(
            UUID contribution,
            ContributionState state,
            @Nullable UUID disposition) {}

    /** Nothing came after the act, and nothing became of what it carried to a later meeting. */
    private void requireUntouched(ActId act, Set<UUID> all, List<UUID> successors) {
        boolean touched = jdbc.sql("""
                        select exists (
                          select 1 from contribution_step s
                           where s.contribution_id = any(:all)
                           group by s.contribution_id
                          having (array_agg(s.act_id order by s.seq desc))[1] is distinct from :act
                             and not (s.contribution_id = any(:successors) and count(*) = 1))""")
                .param("all", all.toArray(UUID[]::new))
                .param("successors", successors.toArray(UUID[]::new))
                .param("act", act.value())
                .query(Boolean.class)
                .single();
        if (touched) {
            throw Refusal.conflict("This was changed since, so it cannot be undone any more.");
        }
    }

    /** Refuses where the meeting decides nothing, or nothing yet: for who asks before anything is decided. */
    public void requireMeets(MeetingView meeting) {
        requireMeets(meeting, clock.instant());
    }

    /**
     * For whoever carries out several acts in one transaction: takes their locks before the first, in the order in which
     * everybody does. Each act leaves the room locked, and nobody waits for a contribution or a number behind that.
     *
     * @param postpones whether numbers are going to be taken
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(MeetingView meeting, Collection<ContributionId> which, boolean postpones) {
        jdbc.sql("select id from contribution where id = any(:ids) order by id for update")
                .param("ids", which.stream().map(ContributionId::value).toArray(UUID[]::new))
                .query(UUID.class)
                .list();
        if (postpones) {
            jdbc.sql("select year from number_series where group_id = :group order by year for update")
                    .param("group", meeting.group().id().value())
                    .query(Integer.class)
                    .list();
        }
    }

    private static void requireOwn(MeetingView meeting, Contribution one) {
        if (!one.meeting().equals(meeting.id())) {
            throw Refusal.conflict("“" + one.title() + "” was written for another meeting.");
        }
    }

    /** Whether a meeting opens and decides now, or did. */
    public boolean meets(MeetingView meeting) {
        return meets(meeting, clock.instant());
    }

    private static boolean meets(MeetingView meeting, Instant now) {
        return !meeting.cancelled() && !now.isBefore(meeting.startsAt().minus(BEFORE_THE_MEETING));
    }

    private static void requireMeets(MeetingView meeting, Instant now) {
        if (!meets(meeting, now)) {
            throw Refusal.conflict(
                    meeting.cancelled()
                            ? "This meeting is cancelled; it decides nothing."
                            : "This meeting has not begun; contributions are opened and decided about while it meets.");
        }
    }

    /** Carries an act out once for each key, and leaves its record, its event, its audit entry and the authors' news. */
    private Done once(
            MeetingView meeting,
            String verb,
            Object asked,
            @Nullable String intent,
            Viewer viewer,
            Function<Doing, String> work) {
        Doing act = new Doing(meeting, viewer, NewId.next());
        String digest = digest(meeting, verb, asked);
        Optional<Done> before = intent == null ? Optional.empty() : carriedOut(intent, digest, act);
        if (before.isPresent()) {
            return before.get();
        }
        jdbc.sql("""
                        insert into contribution_act (id, meeting_id, verb, said, done_by, done_at, intent, intent_digest)
                        values (:id, :meeting, :verb, '…', :by, :at, :intent, :digest)""")
                .param("id", act.id)
                .param("meeting", meeting.id().value())
                .param("verb", verb)
                .param("by", act.by.value())
                .param("at", Timestamp.from(act.at))
                .param("intent", intent)
                .param("digest", intent == null ? null : digest)
                .update();
        String said = work.apply(act);
        String kept = said.length() <= 1_000 ? said : said.substring(0, 999) + "…";
        jdbc.sql("update contribution_act set said = :said where id = :id")
                .param("said", kept)
                .param("id", act.id)
                .update();
        act.finish(verb);
        return new Done(
                new ActId(act.id),
                meeting.id(),
                kept,
                act.named.stream().map(Contribution::id).toList());
    }

    /** The lock makes a second request with the same key wait for the first, and then find what it did. */
    private Optional<Done> carriedOut(String intent, String digest, Doing act) {
        Submissions.requireKey(intent);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 1))")
                .param("key", act.by.value() + intent)
                .query((row, n) -> "")
                .single();
        return jdbc.sql("""
                        select a.id, a.meeting_id, a.said, a.intent_digest = :digest as same,
                               (select array_agg(distinct s.contribution_id) from contribution_step s
                                 where s.act_id = a.id and s.verb <> 'UNDO') as contributions
                          from contribution_act a
                         where a.done_by = :by and a.intent = :intent""")
                .param("digest", digest)
                .param("by", act.by.value())
                .param("intent", intent)
                .query((row, n) -> {
                    if (!row.getBoolean("same")) {
                        throw Refusal.invalid("intent", "Something else was done under this idempotency key already.");
                    }
                    return new Done(
                            new ActId(row.getObject("id", UUID.class)),
                            new MeetingId(row.getObject("meeting_id", UUID.class)),
                            row.getString("said"),
                            List.of((UUID[]) row.getArray("contributions").getArray()).stream()
                                    .map(ContributionId::new)
                                    .toList());
                })
                .optional();
    }

    private static String digest(MeetingView meeting, String verb, Object asked) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((meeting.id() + "\u0000" + verb + "\u0000" + asked)
                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An act while it is being done. */
    private final class Doing {

        private final MeetingView meeting;
        private final Viewer viewer;
        private final PersonId by;
        private final Author author;
        private final UUID id;
        private final Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        private final Set<Contribution> named = new LinkedHashSet<>();
        private final Map<UUID, ContributionState> before = new LinkedHashMap<>();
        private final List<Step> taken = new ArrayList<>();
        private boolean privileged;
        private @Nullable Outcome outcome;
        private @Nullable MeetingView next;

        Doing(MeetingView meeting, Viewer viewer, UUID id) {
            this.meeting = meeting;
            this.viewer = viewer;
            this.by = viewer.requirePerson();
            this.author = Author.of(viewer);
            this.id = id;
        }

        List<Contribution> locked(Collection<ContributionId> which) {
            Set<UUID> ids =
                    which.stream().map(ContributionId::value).collect(Collectors.toCollection(LinkedHashSet::new));
            Map<UUID, Contribution> locked = lockedById(ids);
            return ids.stream()
                    .map(one -> Objects.requireNonNull(locked.get(one)))
                    .toList();
        }

        Map<UUID, Contribution> lockedById(Set<UUID> ids) {
            if (ids.isEmpty() || ids.size() > MOST) {
                throw Refusal.invalid(
                        "contributions",
                        ids.isEmpty() ? "Choose at least one contribution." : "Choose up to 2,000 contributions.");
            }
            Map<UUID, Contribution> locked = new LinkedHashMap<>();
            repository.lockedAll(ids).forEach(one -> locked.put(one.id().value(), one));
            if (locked.size() < ids.size()) {
                throw new NotFound("contribution");
            }
            Set<MeetingId> others = new HashSet<>();
            locked.values().forEach(one -> others.add(one.meeting()));
            others.remove(meeting.id());
            others.forEach(other -> meetings.require(other, viewer));
            return locked;
        }

        void take(Verb verb, Contribution one, @Nullable String reason, Consumer<Contribution> change) {
            Standing standing = Standing.of(one);
            change.accept(one);
            named.add(one);
            before.putIfAbsent(one.id().value(), Objects.requireNonNull(standing.state()));
            taken.add(Step.taken(verb, one, standing, meeting.id(), id, reason, by, at));
        }

        MeetingView next() {
            if (next == null) {
                next = meetings.ahead(List.of(meeting.group().id()), viewer).stream()
                        .filter(later -> later.startsAt().isAfter(meeting.startsAt()))
                        .findFirst()
                        .orElseThrow(() -> Refusal.invalid(
                                "carriedTo",
                                "No later meeting of " + meeting.group().code()
                                        + " is called yet. Call it first, then postpone to it."));
            }
            return next;
        }

        /** Flushes the contributions' own rows first: steps refer to what they have become. */
        void write() {
            repository.flush();
            steps.write(taken);
        }

        void finish(String verb) {
            write();
            String type = switch (verb) {
                case "OPEN" -> "contribution.opened";
                case "DECIDE" -> "contribution.decided";
                case "REOPEN" -> "contribution.reopened";
                default -> "contribution.withdrawn";
            };
            String why = taken.isEmpty() ? null : taken.getLast().reason();
            tell(type, named, why);
            if (privileged || !verb.equals("WITHDRAW")) {
                audit(type, named);
            }
            if (verb.equals("WITHDRAW")) {
                named.forEach(one -> events.publishEvent(
                        new ContributionWithdrawn(one.id(), one.meeting(), meeting.room(), author)));
            }
            if (!verb.equals("OPEN")) {
                news(type, why);
            }
        }

        /** One event for all of it, in the room of the meeting that did it. */
        void tell(String type, Collection<Contribution> which, @Nullable String words) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            Contribution first = which.iterator().next();
            data.put("act", id);
            data.put("id", first.id());
            data.put("number", number(first));
            data.put("count", which.size());
            data.put("outcome", outcome);
            data.put("said", said(type));
            data.put("words", words);
            data.put("contributions", which.stream().map(this::said).toList());
            log.append(meeting.room(), type, author, data, null);
        }

        private String said(String type) {
            return outcome != null
                    ? outcome.participle()
                    : switch (type) {
                        case "contribution.opened" -> "opened";
                        case "contribution.reopened" -> "reopened";
                        case "contribution.undone" -> "back where it was";
                        default -> "withdrawn";
                    };
        }

        private Map<String, @Nullable Object> said(Contribution one) {
            Map<String, @Nullable Object> said = new LinkedHashMap<>();
            said.put("id", one.id());
            said.put("number", number(one));
            said.put("title", one.title());
            said.put("state", one.state());
            return said;
        }

        void audit(String action, Collection<Contribution> which) {
            for (Contribution one : which) {
                events.publishEvent(new PrivilegedAct(
                        by.value(),
                        action,
                        "contribution",
                        one.id().toString(),
                        Map.of(
                                "state",
                                Objects.requireNonNull(before.get(one.id().value()))),
                        Map.of("state", one.state(), "number", number(one), "meeting", meeting.id())));
            }
        }

        /** Authors are told once, of all of theirs. */
        private void news(String type, @Nullable String words) {
            Map<PersonId, List<Contribution>> theirs = named.stream()
                    .filter(one -> !one.author().equals(by))
                    .collect(Collectors.groupingBy(Contribution::author, LinkedHashMap::new, Collectors.toList()));
            theirs.forEach((person, all) -> {
                Contribution first = all.getFirst();
                String title = all.size() == 1
                        ? first.state().label() + ": " + number(first)
                        : first.state().label() + ": " + all.size() + " of your contributions";
                String lines = all.stream()
                        .limit(NAMED_IN_NEWS)
                        .map(one -> number(one) + " " + one.title())
                        .collect(Collectors.joining("\n"));
                events.publishEvent(new News(
                        List.of(person.value()),
                        type,
                        title,
                        lines
                                + (all.size() > NAMED_IN_NEWS ? "\nand " + (all.size() - NAMED_IN_NEWS) + " more" : "")
                                + (words == null ? "" : "\n\n" + words) + "\n\n" + meeting.name(),
                        all.size() == 1
                                ? "/contributions/" + first.id()
                                : "/meetings/" + meeting.id() + "/contributions?mine=true"));
            });
        }

        private String number(Contribution one) {
            return contributions
                    .number(one)
                    .numberOf(Math.max(0, one.revisions().size() - 1));
        }

        String inWords(List<Contribution> which) {
            return which.size() == 1
                    ? number(which.getFirst()) + " " + which.getFirst().title()
                    : which.size() + " contributions";
        }
    }
}
