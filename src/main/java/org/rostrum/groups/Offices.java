package org.rostrum.groups;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.BrokenRule;
import org.rostrum.shared.History;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.TakingEffect;
import org.rostrum.shared.Undo;
import org.rostrum.shared.UndoId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who holds which office in a group, and for how long. All changes of a group's offices are made under its row's lock, so
 * that two chairs who end each other's office at once leave one. Who may change them is asked before; what an office
 * takes is asked here. Each verb takes who does it, null being the portal itself.
 */
@Service
public class Offices {

    /** What a member's level must be entitled to for its delegate to be elected. */
    private static final Map<OfficeRole, MemberRight> ELECTED_BY = new EnumMap<>(Map.of(
            OfficeRole.CHAIR, MemberRight.CHAIR_ELECTION, OfficeRole.VICE_CHAIR, MemberRight.VICE_CHAIR_ELECTION));

    private static final String NOTHING = "";

    private final WorkingGroupRepository groups;
    private final OfficeRepository offices;
    private final TakingEffect effect;
    private final Undo undo;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Offices(
            WorkingGroupRepository groups,
            OfficeRepository offices,
            TakingEffect effect,
            Undo undo,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.groups = groups;
        this.offices = offices;
        this.effect = effect;
        this.undo = undo;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** An office that was given, and how to take that back. */
    public record Appointment(OfficeId office, UndoId undo) {}

    /**
     * Appoints a delegate of a member. A new chair ends the term of the one before when the new term begins.
     *
     * @param from null or today for at once; a role that starts tomorrow gives nothing today
     * @param lastDay null for no end
     */
    @Transactional
    public Appointment appoint(
            GroupId groupId,
            PersonId person,
            OfficeRole role,
            @Nullable LocalDate from,
            @Nullable LocalDate lastDay,
            @Nullable PersonId actor) {
        if (role == OfficeRole.CHAIR && !runsTheDesk(actor)) {
            throw Refusal.forbidden("A chair is elected; the staff enter who it is. You can appoint a vice-chair.");
        }
        WorkingGroup group = locked(groupId);
        Undo.Before rows = undo.before(History.OFFICE, groupId.value());
        Instant now = effect.now(History.OFFICE, groupId.value());
        Instant since = effect.from("from", from, now);
        Instant until = lastDay == null ? null : effect.after("lastDay", lastDay, now);
        if (until != null && !until.isAfter(since)) {
            throw Refusal.invalid("lastDay", "The last day is before the first one.");
        }
        Office given = give(group, person, role, since, until, null, actor);
        return new Appointment(given.id(), undo.keep(rows, actor == null ? null : actor.value()));
    }

    private Office give(
            WorkingGroup group,
            PersonId person,
            OfficeRole role,
            Instant since,
            @Nullable Instant until,
            @Nullable String source,
            @Nullable PersonId actor) {
        group.requireOpen();
        requireEligible(person, role, since);
        Set<PersonId> concerned = new HashSet<>(Set.of(person));
        Map<String, Object> before = null;
        for (Office other : offices.notEndedBy(group.id().value(), since)) {
            if (other.role() != role) {
                continue;
            }
            if (other.person().equals(person) && other.overlaps(since, until)) {
                throw Refusal.of(
                        Refusal.Reason.CONFLICT,
                        "person",
                        name(person) + " holds this office already, or is to hold it in that time.");
            }
            if (role == OfficeRole.CHAIR && other.overlaps(since, until)) {
                if (source != null) {
                    throw Refusal.conflict("The chair of " + group.code() + " is taken.");
                }
                if (other.beginsAtOrAfter(since)) {
                    throw Refusal.of(
                            Refusal.Reason.CONFLICT,
                            "from",
                            name(other.person()) + " is to chair the group in that time. End that appointment first, "
                                    + "or choose a last day before it begins.");
                }
                before = other.facts();
                other.endAt(since);
                concerned.add(other.person());
            }
        }
        offices.flush();
        Office given = new Office(group.id(), person, role, since, until, source);
        try {
            offices.saveAndFlush(given);
        } catch (DataIntegrityViolationException e) {
            if (BrokenRule.of(e).startsWith("office_o")) {
                throw Refusal.conflict("Somebody else changed this group's offices at the same time. Look again.");
            }
            throw e;
        }
        audit(actor, "office.appointed", given, before, given.facts());
        events.publishEvent(RightsChanged.of(concerned));
        return given;
    }

    /**
     * Ends an office of a group. Nobody but the staff may leave a group without anybody to lead it.
     *
     * @param lastDay null for at once; an office that has not begun then never begins
     */
    @Transactional
    public UndoId end(GroupId groupId, OfficeId id, @Nullable LocalDate lastDay, @Nullable PersonId actor) {
        if (!offices.groupOf(id.value()).equals(Optional.of(groupId.value()))) {
            throw new NotFound("office");
        }
        WorkingGroup group = locked(groupId);
        Instant now = effect.now(History.OFFICE, group.id().value());
        Office office = offices.notEndedBy(group.id().value(), now).stream()
                .filter(held -> held.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("This office has ended already."));
        Instant at = effect.after("lastDay", lastDay, now);
        if (office.endedBy(at)) {
            throw Refusal.invalid("lastDay", "This office ends before that day anyhow. Choose an earlier day.");
        }
        if (office.leads() && !runsTheDesk(actor)) {
            refuseWithoutLeader(group, office, office.since().isAfter(at) ? office.since() : at);
        }
        Undo.Before rows = undo.before(History.OFFICE, group.id().value());
        finish(office, at, actor);
        return undo.keep(rows, actor == null ? null : actor.value());
    }

    private void finish(Office office, Instant at, @Nullable PersonId actor) {
        Map<String, Object> before = office.facts();
        boolean neverBegins = office.beginsAtOrAfter(at);
        if (neverBegins) {
            offices.delete(office);
        } else {
            office.endAt(at);
        }
        offices.flush();
        audit(actor, "office.ended", office, before, neverBegins ? null : office.facts());
        events.publishEvent(RightsChanged.of(office.person()));
    }

    private void refuseWithoutLeader(WorkingGroup group, Office ending, Instant at) {
        boolean led = offices.notEndedBy(group.id().value(), at).stream()
                .anyMatch(other -> other.leads()
                        && !other.id().equals(ending.id())
                        && other.holdsAt(at)
                        && unfit(other.person(), null, at).equals(NOTHING));
        if (!led) {
            throw Refusal.conflict("Without " + name(ending.person()) + " nobody would lead " + group.code()
                    + ". Appoint a successor first; the staff can do it otherwise.");
        }
    }

    /** @throws Refusal where ten minutes have passed, or it was changed again since */
    @Transactional
    public GroupId undo(UndoId slipId, @Nullable PersonId actor) {
        Undo.Slip slip = undo.require(slipId, History.OFFICE);
        GroupId group = new GroupId(slip.subject());
        locked(group);
        Undo.Undone undone = undo.carryOut(slip);
        Set<PersonId> concerned = new HashSet<>();
        List.of(undone.before(), undone.after())
                .forEach(rows -> rows.forEach(row ->
                        concerned.add(PersonId.valueOf(row.get("person_id").stringValue()))));
        events.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(),
                "office.change-undone",
                "group",
                group.toString(),
                undone.before(),
                undone.after()));
        events.publishEvent(RightsChanged.of(concerned));
        return group;
    }

    /**
     * Gives and ends what a provider's claims say of somebody, and only that: an appointment made here is never touched,
     * and nobody is displaced from a chair.
     *
     * @param issuer whose claims they are
     * @return why each role that could not be given was not
     */
    @Transactional
    public List<String> syncFromProvider(PersonId person, String issuer, Set<GroupRole> claimed) {
        Set<GroupRole> missing = new HashSet<>(claimed);
        // In one order for everybody, so that two who sign in at once do not wait for each other.
        Set<GroupId> concerned = new TreeSet<>(Comparator.comparing(group -> group.value()));
        offices.groupsGivenTo(person.value(), issuer).forEach(group -> concerned.add(new GroupId(group)));
        claimed.forEach(role -> concerned.add(role.group()));
        List<String> refused = new ArrayList<>();
        for (GroupId id : concerned) {
            WorkingGroup group = locked(id);
            Instant now = effect.now(History.OFFICE, id.value());
            for (Office office : offices.notEndedBy(id.value(), now)) {
                GroupRole role = new GroupRole(id, office.role());
                boolean theirs = office.person().equals(person);
                if (theirs && office.givenBy(issuer) && !claimed.contains(role)) {
                    finish(office, now, null);
                } else if (theirs && office.holdsAt(now)) {
                    missing.remove(role);
                }
            }
            for (GroupRole role : missing) {
                if (role.group().equals(id)) {
                    try {
                        give(group, person, role.role(), now, null, issuer, null);
                    } catch (Refusal refusal) {
                        refused.add(Objects.requireNonNullElse(refusal.getMessage(), role.toString()));
                    }
                }
            }
        }
        return refused;
    }

    private void requireEligible(PersonId person, OfficeRole role, Instant at) {
        String why = unfit(person, ELECTED_BY.get(role), at);
        if (!why.equals(NOTHING)) {
            throw Refusal.invalid("person", why);
        }
    }

    /** What speaks against somebody's holding an office at an instant. */
    private String unfit(PersonId person, @Nullable MemberRight right, Instant at) {
        return jdbc.sql("""
                        select p.name, p.deactivated_at is null as active, o.name as organization, m.standing, l.name as level,
                               exists (select 1 from membership_right r where r.level_code = m.level_code
                                          and r.right_code = :right and r.extent = 'YES') as entitled
                          from person p
                          left join delegation d on d.person_id = p.id and d.since <= :at
                                                and (d.until is null or d.until > :at)
                          left join organization o on o.id = d.organization_id
                          left join membership m on m.organization_id = o.id and m.since <= :at
                                                and (m.until is null or m.until > :at)
                          left join membership_level l on l.code = m.level_code
                         where p.id = :person""")
                .param("person", person.value())
                .param("right", right == null ? "" : right.name())
                .param("at", Timestamp.from(at))
                .query((row, n) -> {
                    String name = row.getString("name");
                    String organization = row.getString("organization");
                    if (!row.getBoolean("active")) {
                        return name + " is deactivated.";
                    }
                    if (organization == null) {
                        return name + " represents no member then. Offices are held by delegates of members.";
                    }
                    if (!"ACTIVE".equals(row.getString("standing"))) {
                        return organization + " is no member in good standing then, so its delegates hold no office.";
                    }
                    if (right != null && !row.getBoolean("entitled")) {
                        return name + " represents " + organization + ", and the level " + row.getString("level")
                                + " is not eligible for this office.";
                    }
                    return NOTHING;
                })
                .optional()
                .orElse("There is no such person. Choose one of those found.");
    }

    /** The portal itself, and the staff. */
    private boolean runsTheDesk(@Nullable PersonId actor) {
        return actor == null
                || jdbc.sql("select staff from person where id = ?")
                        .param(actor.value())
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
    }

    private String name(PersonId person) {
        return jdbc.sql("select name from person where id = ?")
                .param(person.value())
                .query(String.class)
                .optional()
                .orElse("This person");
    }

    private WorkingGroup locked(GroupId id) {
        return groups.locked(id.value()).orElseThrow(() -> new NotFound("group"));
    }

    private void audit(
            @Nullable PersonId actor,
            String action,
            Office office,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {
        events.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(),
                action,
                "office",
                office.id().toString(),
                before,
                after));
    }
}
