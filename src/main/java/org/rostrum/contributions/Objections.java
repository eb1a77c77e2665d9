package org.rostrum.contributions;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.OrganizationRef;
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
 * Organisations object to a revision, for a reason. Consensus is that nobody's objection stands: a revision with one that
 * was not withdrawn is neither agreed nor approved nor endorsed.
 */
@Service
public class Objections {

    private static final int LONGEST_REASON = 2_000;

    private final ContributionRepository repository;
    private final Contributions contributions;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Objections(
            ContributionRepository repository,
            Contributions contributions,
            RoomLog log,
            JdbcClient jdbc,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.contributions = contributions;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** All there were, the latest first. The contribution shows that the viewer may read it. */
    public List<ObjectionView> of(ContributionView contribution) {
        Instant since = clock.instant().minus(Dispositions.UNDOABLE);
        return jdbc.sql("""
                        select b.id, b.revision, b.meeting_id, b.organization_id, o.name as organization, b.reason, b.state,
                               r.name as raised_by, b.raised_at, s.name as settled_by, b.settled_at
                          from objection b
                          join organization o on o.id = b.organization_id
                          join person r on r.id = b.raised_by
                          left join person s on s.id = b.settled_by
                         where b.contribution_id = :contribution
                         order by b.raised_at desc, b.id desc""")
                .param("contribution", contribution.id().value())
                .query((row, n) -> {
                    Timestamp settled = row.getTimestamp("settled_at");
                    Instant settledAt = settled == null ? null : settled.toInstant();
                    ObjectionState state = ObjectionState.valueOf(row.getString("state"));
                    return new ObjectionView(
                            new ObjectionId(row.getObject("id", UUID.class)),
                            row.getInt("revision"),
                            new MeetingId(row.getObject("meeting_id", UUID.class)),
                            new OrganizationId(row.getObject("organization_id", UUID.class)),
                            row.getString("organization"),
                            row.getString("reason"),
                            state,
                            row.getString("raised_by"),
                            row.getTimestamp("raised_at").toInstant(),
                            row.getString("settled_by"),
                            settledAt,
                            state == ObjectionState.SUSTAINED && settledAt != null && settledAt.isAfter(since));
                })
                .list();
    }

    /**
     * An organisation objects, through one of its delegates.
     *
     * @param revision the one that the delegate had before them; refused where a newer one has come
     */
    @Transactional
    public void raise(ContributionId id, int revision, String reason, Viewer viewer) {
        MeetingView meeting = contributions.require(id, viewer).meeting();
        viewer.require(Act.OBJECT, meeting.permissions());
        OrganizationRef organization = Objects.requireNonNull(viewer.organization());
        Contribution contribution = locked(id);
        String why = Title.paragraphs("reason", "reason", reason, LONGEST_REASON);
        if (why.isEmpty()) {
            throw Refusal.invalid("reason", "Say why " + organization.name() + " objects.");
        }
        contribution.requireObjectable(revision);
        boolean standing = jdbc.sql("""
                        select exists (select from objection
                                        where contribution_id = :id and revision = :revision
                                          and organization_id = :organization and state <> 'WITHDRAWN')""")
                .param("id", id.value())
                .param("revision", revision)
                .param("organization", organization.id().value())
                .query(Boolean.class)
                .single();
        if (standing) {
            throw Refusal.conflict(organization.name() + " objects to this revision already.");
        }
        UUID objection = NewId.next();
        jdbc.sql("""
                        insert into objection (id, contribution_id, revision, meeting_id, organization_id, reason, state,
                                               raised_by, raised_at)
                        values (:id, :contribution, :revision, :meeting, :organization, :reason, 'OPEN', :by, :at)""")
                .param("id", objection)
                .param("contribution", id.value())
                .param("revision", revision)
                .param("meeting", meeting.id().value())
                .param("organization", organization.id().value())
                .param("reason", why)
                .param("by", viewer.requirePerson().value())
                .param("at", now())
                .update();
        Told told = new Told(contribution, meeting, revision, new ObjectionId(objection), organization.name());
        tell("contribution.objected", told, why, ObjectionState.OPEN, viewer);
        news(told, organization.name() + " objects: ", why, viewer);
    }

    /** By whoever speaks for the organisation now. */
    @Transactional
    public void withdraw(ContributionId id, ObjectionId objection, Viewer viewer) {
        Found found = found(id, objection, Act.OBJECT, viewer);
        OrganizationRef own = Objects.requireNonNull(viewer.organization());
        if (!own.id().equals(found.organization())) {
            throw Refusal.invalid(
                    "objection", "This is the objection of " + found.told().organization() + ", who may withdraw it.");
        }
        if (found.state() == ObjectionState.WITHDRAWN) {
            throw Refusal.conflict("This objection was withdrawn already.");
        }
        settle(objection, ObjectionState.WITHDRAWN, viewer);
        tell("contribution.objection-withdrawn", found.told(), null, ObjectionState.WITHDRAWN, viewer);
        news(found.told(), own.name() + " withdrew its objection: ", "", viewer);
    }

    /** The chair finds that it stands: this revision will not be agreed on. */
    @Transactional
    public void sustain(ContributionId id, ObjectionId objection, Viewer viewer) {
        Found found = found(id, objection, Act.RUN_FLOOR, viewer);
        if (found.state() != ObjectionState.OPEN) {
            throw Refusal.conflict("This objection was "
                    + (found.state() == ObjectionState.SUSTAINED ? "found sustained already." : "withdrawn."));
        }
        settle(objection, ObjectionState.SUSTAINED, viewer);
        tell("contribution.objection-sustained", found.told(), null, ObjectionState.SUSTAINED, viewer);
    }

    /** Takes back a slip of the last ten minutes: it is not settled. */
    @Transactional
    public void unsettle(ContributionId id, ObjectionId objection, Viewer viewer) {
        Found found = found(id, objection, Act.RUN_FLOOR, viewer);
        if (found.state() != ObjectionState.SUSTAINED
                || !found.settledAt().isAfter(clock.instant().minus(Dispositions.UNDOABLE))) {
            throw Refusal.conflict("Nothing was found here in the last ten minutes that could be taken back.");
        }
        jdbc.sql("update objection set state = 'OPEN', settled_by = null, settled_at = null where id = :id")
                .param("id", objection.value())
                .update();
        tell("contribution.objection-unsettled", found.told(), null, ObjectionState.OPEN, viewer);
    }

    /**
     * For who decides: refuses where somebody's objection to one of these revisions stands, naming who objects.
     *
     * @param decided all of them locked
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void requireNone(Collection<Contribution> decided) {
        if (decided.isEmpty()) {
            return;
        }
        Map<UUID, Contribution> byId = new LinkedHashMap<>();
        decided.forEach(one -> byId.put(one.id().value(), one));
        List<String> who = new ArrayList<>();
        jdbc.sql("""
                        select b.contribution_id, o.name, b.state
                          from objection b join organization o on o.id = b.organization_id
                         where b.contribution_id = any(:ids) and b.state <> 'WITHDRAWN'
                           and b.revision = (select max(number) from revision r where r.contribution_id = b.contribution_id)
                         order by b.raised_at""")
                .param("ids", byId.keySet().toArray(UUID[]::new))
                .query((row, n) -> row.getString("name")
                        + (row.getString("state").equals("SUSTAINED") ? "'s objection to “" : " objects to “")
                        + Objects.requireNonNull(byId.get(row.getObject("contribution_id", UUID.class)))
                                .title()
                        + (row.getString("state").equals("SUSTAINED") ? "” is sustained" : "”"))
                .list()
                .forEach(who::add);
        if (!who.isEmpty()) {
            throw Refusal.conflict(String.join("; ", who)
                    + ". There is no consensus until an objection is withdrawn, or a new revision meets it.");
        }
    }

    private record Told(
            Contribution contribution, MeetingView meeting, int revision, ObjectionId objection, String organization) {}

    private record Found(Told told, OrganizationId organization, ObjectionState state, Instant settledAt) {}

    /** Under the contribution's lock, which whoever decides holds too. */
    private Found found(ContributionId id, ObjectionId objection, Act act, Viewer viewer) {
        MeetingView meeting = contributions.require(id, viewer).meeting();
        viewer.require(act, meeting.permissions());
        Contribution contribution = locked(id);
        return jdbc.sql("""
                        select b.revision, b.state, b.organization_id, o.name, coalesce(b.settled_at, b.raised_at) as settled_at
                          from objection b join organization o on o.id = b.organization_id
                         where b.id = :id and b.contribution_id = :contribution""")
                .param("id", objection.value())
                .param("contribution", id.value())
                .query((row, n) -> new Found(
                        new Told(contribution, meeting, row.getInt("revision"), objection, row.getString("name")),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        ObjectionState.valueOf(row.getString("state")),
                        row.getTimestamp("settled_at").toInstant()))
                .optional()
                .orElseThrow(() -> Refusal.invalid("objection", "There is no such objection. Load the page again."));
    }

    private void settle(ObjectionId objection, ObjectionState state, Viewer viewer) {
        jdbc.sql("update objection set state = :state, settled_by = :by, settled_at = :at where id = :id")
                .param("state", state.name())
                .param("by", viewer.requirePerson().value())
                .param("at", now())
                .param("id", objection.value())
                .update();
    }

    private void tell(String type, Told told, @Nullable String reason, ObjectionState state, Viewer viewer) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", told.contribution().id());
        data.put("number", number(told));
        data.put("revision", told.revision());
        data.put("title", told.contribution().title());
        data.put("objection", told.objection());
        data.put("organization", told.organization());
        data.put("reason", reason);
        data.put("state", state);
        log.append(told.meeting().room(), type, Author.of(viewer), data, null);
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                type,
                "contribution",
                told.contribution().id().toString(),
                null,
                Map.of("number", number(told), "objection", told.objection(), "organization", told.organization())));
    }

    private void news(Told told, String what, String reason, Viewer viewer) {
        UUID author = told.contribution().author().value();
        if (!author.equals(viewer.requirePerson().value())) {
            events.publishEvent(new News(
                    List.of(author),
                    "contribution.objected",
                    what + number(told),
                    (told.contribution().title() + "\n\n" + reason).strip() + "\n\n"
                            + told.meeting().name(),
                    "/contributions/" + told.contribution().id()));
        }
    }

    private String number(Told told) {
        return contributions.number(told.contribution()).numberOf(told.revision());
    }

    private Contribution locked(ContributionId id) {
        return repository.locked(id.value()).orElseThrow(() -> new NotFound("contribution"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
