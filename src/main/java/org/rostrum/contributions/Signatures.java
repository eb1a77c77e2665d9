package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.MeetingReaders;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which organisations stand behind a contribution. An author names only their own; others are asked and answer for
 * themselves, and count once they have signed.
 */
@Service
public class Signatures {

    private static final Set<SignatureState> STANDING = EnumSet.of(SignatureState.ASKED, SignatureState.SIGNED);

    private static final String VIEWS = """
            select s.id, s.kind, s.state, s.organization_id, o.name as organization, d.name as delegate,
                   a.name as asked_by, s.asked_at, b.name as settled_by, s.settled_at, s.word
              from signature s
              join organization o on o.id = s.organization_id
              join person a on a.id = s.asked_by
              left join person d on d.id = s.delegate_id
              left join person b on b.id = s.settled_by
            """;

    private final ContributionRepository repository;
    private final SignatureRepository signatures;
    private final Contributions contributions;
    private final SupportSettings settings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Signatures(
            ContributionRepository repository,
            SignatureRepository signatures,
            Contributions contributions,
            SupportSettings settings,
            RoomLog log,
            JdbcClient jdbc,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.signatures = signatures;
        this.contributions = contributions;
        this.settings = settings;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    // --- Looking -----------------------------------------------------------------------------------------------------

    /** In the order they were asked. The view shows that the viewer may read it. */
    public List<SignatureView> of(ContributionView contribution) {
        return jdbc.sql(VIEWS + "where s.contribution_id = :id order by s.asked_at, s.id")
                .param("id", contribution.id().value())
                .query((row, n) -> view(row))
                .list();
    }

    private static SignatureView view(ResultSet row) throws SQLException {
        Timestamp settled = row.getTimestamp("settled_at");
        return new SignatureView(
                new SignatureId(row.getObject("id", UUID.class)),
                SignatureKind.valueOf(row.getString("kind")),
                SignatureState.valueOf(row.getString("state")),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("organization"),
                row.getString("delegate"),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                row.getString("settled_by"),
                settled == null ? null : settled.toInstant(),
                row.getString("word"));
    }

    /** How many organisations have to support a work item. */
    public int supportersNeeded() {
        return settings.supportersNeeded();
    }

    /** An organisation that can be asked. */
    public record Choice(OrganizationId id, String name) {}

    /** Members in good standing but the author's own, by name. */
    public List<Choice> choices(ContributionView contribution) {
        return jdbc.sql("""
                        select o.id, o.name from organization o
                          join current_membership m on m.organization_id = o.id and m.standing = 'ACTIVE'
                         where o.id is distinct from :own
                         order by lower(o.name)""")
                .param(
                        "own",
                        contribution.organization() == null
                                ? null
                                : contribution.organization().value(),
                        Types.OTHER)
                .query((row, n) ->
                        new Choice(new OrganizationId(row.getObject("id", UUID.class)), row.getString("name")))
                .list();
    }

    /** A request that waits for somebody's organisation. */
    public record Waiting(
            ContributionId contribution, String number, String title, SignatureKind kind, String askedBy) {}

    /** What somebody's organisation is asked to sign, the oldest first: what all of it or they themselves were told of. */
    public List<Waiting> waiting(Viewer viewer, int limit) {
        if (!viewer.member() || viewer.organization() == null) {
            return List.of();
        }
        return jdbc.sql("""
                        select c.id, c.number, c.title, s.kind, a.name as asked_by
                          from signature s
                          join contribution c on c.id = s.contribution_id
                          join meeting m on m.id = c.meeting_id
                          join working_group g on g.id = m.group_id
                          join person a on a.id = s.asked_by
                         where s.state = 'ASKED' and s.organization_id = :organization
                           and (s.delegate_id is null or s.delegate_id = :person)
                           and c.state = any(:undecided)
                           and\s""" + ReadableMeetings.CONDITION + " order by s.asked_at, s.id limit :limit")
                .params(ReadableMeetings.parameters(viewer))
                .param("organization", viewer.organization().id().value())
                .param("person", viewer.requirePerson().value())
                .param(
                        "undecided",
                        Arrays.stream(ContributionState.values())
                                .filter(Contribution::undecided)
                                .map(Enum::name)
                                .toArray(String[]::new))
                .param("limit", limit)
                .query((row, n) -> new Waiting(
                        new ContributionId(row.getObject("id", UUID.class)),
                        row.getString("number"),
                        row.getString("title"),
                        SignatureKind.valueOf(row.getString("kind")),
                        row.getString("asked_by")))
                .list();
    }

    // --- Asking ------------------------------------------------------------------------------------------------------

    /**
     * @param organization its identifier, or its name as the register has it
     * @param delegate the name of one of its delegates, who is told; null or empty for all of them
     */
    @Transactional
    public List<SignatureView> ask(
            ContributionId id, SignatureKind kind, String organization, @Nullable String delegate, Viewer viewer) {
        ContributionView view = contributions.require(id, viewer);
        MeetingView meeting = view.meeting();
        Contribution contribution = locked(id);
        viewer.require(Act.REVISE, meeting.permissions().ownedBy(contribution.author(), contribution.organization()));
        Member member = member(organization.strip());
        PersonId named = delegate == null || delegate.isBlank() ? null : delegate(member, delegate.strip());
        ask(contribution, meeting, kind, member, named, viewer);
        return of(view);
    }

    /** Under the contribution's lock, or before anybody else knows of it. */
    void ask(
            Contribution contribution,
            MeetingView meeting,
            SignatureKind kind,
            Member member,
            @Nullable PersonId delegate,
            Viewer viewer) {
        Signature asked = Signature.ask(contribution, kind, member.id(), delegate, viewer.requirePerson(), now());
        requireMayBeAsked(contribution, kind, member);
        List<UUID> told = told(member.id(), delegate, meeting.id());
        if (told.isEmpty()) {
            throw Refusal.invalid(
                    delegate == null ? "organization" : "delegate",
                    delegate == null
                            ? "Nobody of " + member.name() + " may read this meeting's documents, so nobody could sign."
                            : "This delegate may not read this meeting's documents. Ask another one.");
        }
        signatures.saveAndFlush(asked);
        logged(contribution, meeting, asked, member.name(), viewer);
        String number = contribution.number();
        String as = kind == SignatureKind.SOURCE ? "to sign as a source" : "to support this work item";
        events.publishEvent(new News(
                told,
                "signature.asked",
                "Your organisation is asked " + as + ": " + number,
                contribution.title() + "\n\n" + viewer.name() + " asks " + member.name() + " " + as
                        + ". It counts once one of its delegates has signed.",
                "/contributions/" + contribution.id() + "#signatures"));
    }

    private void requireMayBeAsked(Contribution contribution, SignatureKind kind, Member member) {
        requireActive(member, "organization");
        if (kind == SignatureKind.SUPPORT && !member.supports()) {
            throw Refusal.invalid(
                    "organization",
                    "The membership level of " + member.name() + " does not count towards the support of a work item.");
        }
        signatures
                .findByContributionIdAndKindAndOrganizationIdAndStateIn(
                        contribution.id().value(), kind, member.id().value(), STANDING)
                .ifPresent(standing -> {
                    throw Refusal.invalid(
                            "organization",
                            standing.state() == SignatureState.SIGNED
                                    ? member.name() + " has signed already."
                                    : member.name() + " was asked already and has still to answer.");
                });
    }

    private static void requireActive(Member member, String field) {
        if (member.standing() != Standing.ACTIVE) {
            throw Refusal.invalid(
                    field,
                    member.standing() == Standing.SUSPENDED
                            ? "The membership of " + member.name() + " is suspended, so it cannot sign now."
                            : member.name() + " is no member any more, so it cannot sign.");
        }
    }

    /** The author no longer asks. */
    @Transactional
    public List<SignatureView> withdraw(ContributionId id, SignatureId signature, Viewer viewer) {
        ContributionView view = contributions.require(id, viewer);
        Contribution contribution = locked(id);
        viewer.require(
                Act.REVISE, view.meeting().permissions().ownedBy(contribution.author(), contribution.organization()));
        Signature asked = require(id, signature);
        asked.withdraw(viewer.requirePerson(), now());
        signatures.saveAndFlush(asked);
        logged(contribution, view.meeting(), asked, name(asked.organization()), viewer);
        return of(view);
    }

    // --- Answering ---------------------------------------------------------------------------------------------------

    /** @param word for the author; may be empty */
    @Transactional
    public List<SignatureView> sign(ContributionId id, SignatureId signature, @Nullable String word, Viewer viewer) {
        return answer(id, signature, viewer, asked -> {
            signatures
                    .findByContributionIdAndKindAndOrganizationIdAndStateIn(
                            id.value(), asked.kind(), asked.organization().value(), STANDING)
                    .filter(other -> !other.id().equals(asked.id()))
                    .ifPresent(other -> {
                        throw Refusal.conflict("Your organisation was asked again since. Answer that.");
                    });
            asked.sign(word, viewer.requirePerson(), now());
        });
    }

    @Transactional
    public List<SignatureView> decline(ContributionId id, SignatureId signature, @Nullable String word, Viewer viewer) {
        return answer(id, signature, viewer, asked -> asked.decline(word, viewer.requirePerson(), now()));
    }

    @Transactional
    public List<SignatureView> takeBack(
            ContributionId id, SignatureId signature, @Nullable String word, Viewer viewer) {
        return answer(id, signature, viewer, asked -> asked.takeBack(word, viewer.requirePerson(), now()));
    }

    private List<SignatureView> answer(
            ContributionId id, SignatureId signature, Viewer viewer, Consumer<Signature> answer) {
        ContributionView view = contributions.require(id, viewer);
        MeetingView meeting = view.meeting();
        viewer.require(Act.CONTRIBUTE, meeting.permissions());
        Contribution contribution = locked(id);
        Signature asked = require(id, signature);
        String organization = name(asked.organization());
        if (!answers(viewer, asked.organization())) {
            throw Refusal.forbidden("Only delegates of " + organization + " answer for it.");
        }
        contribution.requireUndecided();
        answer.accept(asked);
        signatures.saveAndFlush(asked);
        if (asked.kind() == SignatureKind.SOURCE) {
            contribution.signedBy(signers(id));
            repository.saveAndFlush(contribution);
        }
        logged(contribution, meeting, asked, organization, viewer);
        events.publishEvent(answered(contribution, asked, organization));
        return of(view);
    }

    /** Whether somebody answers for an organisation. */
    public static boolean answers(Viewer viewer, OrganizationId organization) {
        return viewer.member()
                && viewer.organization() != null
                && viewer.organization().id().equals(organization);
    }

    private static News answered(Contribution contribution, Signature asked, String organization) {
        String done = switch (asked.state()) {
            case SIGNED -> asked.kind() == SignatureKind.SOURCE ? " signs as a source" : " supports the work item";
            case DECLINED -> " does not sign";
            default -> " took its signature back";
        };
        return new News(
                List.of(contribution.author().value(), asked.askedBy().value()),
                "signature.answered",
                organization + done + ": " + contribution.number(),
                contribution.title() + (asked.word() == null ? "" : "\n\n" + asked.word()),
                "/contributions/" + contribution.id() + "#signatures");
    }

    /** Who signed a contribution signs what carries it on, too. Who was only asked is asked anew. */
    void carry(ContributionId from, ContributionId to) {
        jdbc.sql("""
                        insert into signature (id, contribution_id, contribution_type, kind, organization_id, delegate_id,
                                               asked_by, asked_at, state, signed_at, settled_by, settled_at, word)
                        select uuidv7(), :to, contribution_type, kind, organization_id, delegate_id, asked_by, asked_at,
                               state, signed_at, settled_by, settled_at, word
                          from signature where contribution_id = :from and state = 'SIGNED'""").param("from", from.value()).param("to", to.value()).update();
    }

    private List<String> signers(ContributionId id) {
        return jdbc.sql("""
                        select o.name from signature s join organization o on o.id = s.organization_id
                         where s.contribution_id = :id and s.kind = 'SOURCE' and s.state = 'SIGNED'
                         order by s.signed_at, s.id""")
                .param("id", id.value())
                .query((row, n) -> row.getString("name"))
                .list();
    }

    private void logged(
            Contribution contribution, MeetingView meeting, Signature asked, String organization, Viewer viewer) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", contribution.id());
        data.put("number", contribution.number());
        data.put("signature", asked.id());
        data.put("kind", asked.kind());
        data.put("state", asked.state());
        data.put("organization", organization);
        data.put("source", contribution.source());
        log.append(meeting.room(), "contribution.signature", Author.of(viewer), data, null);
    }

    // --- Members in a typed source -----------------------------------------------------------------------------------

    /**
     * An organisation that may be asked.
     *
     * @param supports whether its level counts towards the support of a work item
     */
    record Member(OrganizationId id, String name, Standing standing, boolean supports) {}

    /**
     * What an author typed as source.
     *
     * @param source without the members that have to be asked; null where nothing is left
     */
    record Named(@Nullable String source, List<Member> asked) {}

    /** Members other than the author's own cannot be named without asking them. Refuses one that cannot be asked. */
    Named named(@Nullable String typed, @Nullable OrganizationId own, @Nullable String ownName) {
        if (typed == null || typed.isBlank() || typed.strip().equals(ownName)) {
            return new Named(typed, List.of());
        }
        List<Member> others = membersIn(typed, own);
        if (others.isEmpty()) {
            return new Named(typed, List.of());
        }
        others.forEach(member -> requireActive(member, "source"));
        Set<String> names = others.stream().map(member -> key(member.name())).collect(Collectors.toSet());
        String rest =
                parts(typed).stream().filter(part -> !names.contains(key(part))).collect(Collectors.joining(", "));
        return new Named(rest.isEmpty() ? null : rest, others);
    }

    /** Refuses to name members that were not named before: they sign for themselves. */
    void requireNoneNamed(String before, String after, @Nullable OrganizationId own) {
        if (before.equals(after)) {
            return;
        }
        Set<String> known = parts(before).stream().map(Signatures::key).collect(Collectors.toSet());
        membersIn(after, own).stream()
                .filter(member -> !known.contains(key(member.name())))
                .findFirst()
                .ifPresent(member -> {
                    throw Refusal.invalid(
                            "source",
                            member.name() + " signs for itself: ask it to, on the contribution's page, "
                                    + "and it stands here once it has.");
                });
    }

    private List<Member> membersIn(String typed, @Nullable OrganizationId own) {
        Collection<String> names = parts(typed).stream().map(Signatures::key).toList();
        return members("lower(o.name) = any(:names)", "names", names.toArray(String[]::new)).stream()
                .filter(member -> !member.id().equals(own))
                .toList();
    }

    private static List<String> parts(String typed) {
        return Arrays.stream(typed.split("[,;]"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Member member(String organization) {
        if (organization.isEmpty()) {
            throw Refusal.invalid("organization", "Choose the organisation to ask.");
        }
        List<Member> found;
        try {
            found = members("o.id = :id", "id", UUID.fromString(organization));
        } catch (IllegalArgumentException e) {
            found = members("lower(o.name) = lower(:name)", "name", organization);
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("organization", "There is no such member. Choose one."));
    }

    private List<Member> members(String condition, String parameter, Object value) {
        return jdbc.sql("""
                        select o.id, o.name, coalesce(m.standing, 'LEFT') as standing,
                               exists (select from membership_right r
                                        where r.level_code = m.level_code and r.right_code = :right and r.extent = 'YES')
                               as supports
                          from organization o left join current_membership m on m.organization_id = o.id
                         where\s""" + condition + " order by lower(o.name)")
                .param("right", MemberRight.WORK_ITEM_SUPPORT.name())
                .param(parameter, value)
                .query((row, n) -> new Member(
                        new OrganizationId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        Standing.valueOf(row.getString("standing")),
                        row.getBoolean("supports")))
                .list();
    }

    private PersonId delegate(Member member, String name) {
        List<PersonId> found = jdbc.sql("""
                        select p.id from person p
                          join current_delegation d on d.person_id = p.id and d.organization_id = :organization
                         where p.deactivated_at is null and lower(p.name) = lower(:name)""")
                .param("organization", member.id().value())
                .param("name", name)
                .query((row, n) -> new PersonId(row.getObject("id", UUID.class)))
                .list();
        if (found.size() != 1) {
            throw Refusal.invalid(
                    "delegate",
                    found.isEmpty()
                            ? member.name() + " has no delegate of this name. Leave it empty to ask all of them."
                            : member.name()
                                    + " has several delegates of this name. Leave it empty to ask all of them.");
        }
        return found.getFirst();
    }

    /** Only those who may read it learn of it. */
    private List<UUID> told(OrganizationId organization, @Nullable PersonId delegate, MeetingId meeting) {
        return jdbc.sql("""
                        select p.id from current_delegation l
                          join person p on p.id = l.person_id
                          join meeting m on m.id = :meeting
                          join working_group g on g.id = m.group_id
                         where l.organization_id = :organization and (:delegate::uuid is null or p.id = :delegate::uuid)
                           and\s""" + MeetingReaders.CONDITION)
                .param("meeting", meeting.value())
                .param("organization", organization.value())
                .param("delegate", delegate == null ? null : delegate.toString())
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    private String name(OrganizationId organization) {
        return jdbc.sql("select name from organization where id = :id")
                .param("id", organization.value())
                .query(String.class)
                .single();
    }

    private Signature require(ContributionId id, SignatureId signature) {
        return signatures
                .findByIdAndContributionId(signature.value(), id.value())
                .orElseThrow(() -> new NotFound("signature"));
    }

    private Contribution locked(ContributionId id) {
        return repository.locked(id.value()).orElseThrow(() -> new NotFound("contribution"));
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
