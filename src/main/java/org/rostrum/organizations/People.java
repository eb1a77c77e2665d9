package org.rostrum.organizations;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.BrokenRule;
import org.rostrum.shared.ChangedMeanwhile;
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
 * The people the portal knows, and whom they represent over time: one organisation at a time. Who may change it is asked
 * before; each verb takes who does it, null being the portal itself.
 */
@Service
public class People {

    private static final String SUBJECT = "person";

    private final PersonRepository people;
    private final DelegationRepository delegations;
    private final TakingEffect effect;
    private final BodySettings body;
    private final Undo undo;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    People(
            PersonRepository people,
            DelegationRepository delegations,
            TakingEffect effect,
            BodySettings body,
            Undo undo,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.people = people;
        this.delegations = delegations;
        this.effect = effect;
        this.body = body;
        this.undo = undo;
        this.jdbc = jdbc;
        this.events = events;
    }

    @Transactional
    public PersonId create(@Nullable String name, @Nullable String email, @Nullable PersonId actor) {
        Person created = keep(Person.of(name, email));
        audit(actor, "person.created", created.id(), null, created.facts());
        return created.id();
    }

    /** The same, as a delegate of an organisation from the first moment on; null for none. */
    @Transactional
    public PersonId create(
            @Nullable String name,
            @Nullable String email,
            @Nullable OrganizationId organization,
            @Nullable PersonId actor) {
        PersonId created = create(name, email, actor);
        if (organization != null) {
            represent(created, organization, null, actor);
        }
        return created;
    }

    /** @param version of the person that the editor saw; null where nobody saw one */
    @Transactional
    public void correct(
            PersonId id,
            @Nullable String name,
            @Nullable String email,
            @Nullable Integer version,
            @Nullable PersonId actor) {
        Person person = locked(id);
        if (version != null && version != person.version()) {
            throw new ChangedMeanwhile();
        }
        Map<String, Object> before = person.facts();
        person.correct(name, email);
        changed(person, before, "person.corrected", actor);
    }

    /**
     * Where nobody is staff, who has this address becomes it: an empty portal has nobody else to begin with. Later it
     * changes nothing, so that the setting can stay.
     */
    @Transactional
    public void beginWith(String email) {
        lockStaff();
        boolean begun = jdbc.sql("select exists (select 1 from person where staff and deactivated_at is null)")
                .query(Boolean.class)
                .single();
        if (begun) {
            return;
        }
        PersonId first = jdbc.sql("select id from person where lower(email) = lower(:email)")
                .param("email", email)
                .query(UUID.class)
                .optional()
                .map(PersonId::new)
                .orElseGet(() -> create(email, email, null));
        works(first, true, false, null);
    }

    /** The staff run the desk, the test staff test events. There is always somebody who runs the desk. */
    @Transactional
    public void works(PersonId id, boolean staff, boolean testStaff, @Nullable PersonId actor) {
        lockStaff();
        Person person = locked(id);
        Map<String, Object> before = person.facts();
        if (person.staff() && !staff) {
            refuseLastStaff(person);
        }
        person.works(staff, testStaff);
        changed(person, before, "person.staff-changed", actor);
    }

    /** They cannot come in any more, at once; what they did and were stays. */
    @Transactional
    public void deactivate(PersonId id, @Nullable PersonId actor) {
        lockStaff();
        Person person = locked(id);
        Map<String, Object> before = person.facts();
        if (person.staff()) {
            refuseLastStaff(person);
        }
        person.deactivate(effect.now(History.DELEGATION, id.value()));
        changed(person, before, "person.deactivated", actor);
    }

    @Transactional
    public void reactivate(PersonId id, @Nullable PersonId actor) {
        Person person = locked(id);
        Map<String, Object> before = person.facts();
        person.reactivate();
        changed(person, before, "person.reactivated", actor);
    }

    private void changed(Person person, Map<String, Object> before, String action, @Nullable PersonId actor) {
        if (before.equals(person.facts())) {
            return;
        }
        keep(person);
        audit(actor, action, person.id(), before, person.facts());
        events.publishEvent(RightsChanged.of(person.id()));
    }

    /** Two staff members who take each other's flag away at once would leave none. */
    private void lockStaff() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('person.staff'))")
                .query((row, n) -> "")
                .single();
    }

    private void refuseLastStaff(Person person) {
        boolean others = jdbc.sql(
                        "select exists (select 1 from person where staff and deactivated_at is null and id <> ?)")
                .param(person.id().value())
                .query(Boolean.class)
                .single();
        if (!others) {
            throw Refusal.conflict(person.name()
                    + " is the only member of staff. Make somebody else staff first: nobody could come to this desk.");
        }
    }

    // --- Whom they represent -----------------------------------------------------------------------------------------

    /**
     * From then on the person represents this organisation and no other. What was planned for later is dropped.
     *
     * @param from null or today for at once, in open connections too; a day that is past only for somebody who never
     *     represented anybody
     */
    @Transactional
    public UndoId represent(
            PersonId id, OrganizationId organization, @Nullable LocalDate from, @Nullable PersonId actor) {
        Person person = locked(id);
        List<Delegation> history = delegations.findByPersonIdOrderBySince(id.value());
        Instant now = effect.now(History.DELEGATION, id.value());
        Instant at = from != null && history.isEmpty() && from.isBefore(body.dayOf(now))
                ? body.startOf(from)
                : effect.from("from", from, now);
        requireMember(organization, at.isBefore(now) ? now : at);
        Optional<Delegation> holding =
                history.stream().filter(d -> d.holdsAt(at)).findFirst();
        boolean planned = history.stream().anyMatch(d -> d.beginsAtOrAfter(at));
        if (holding.isPresent()
                && holding.get().organization().equals(organization)
                && !holding.get().ends()
                && !planned) {
            throw Refusal.of(
                    Refusal.Reason.CONFLICT, "organization", person.name() + " represents this organisation already.");
        }
        Undo.Before rows = undo.before(History.DELEGATION, id.value());
        Map<String, Object> before = holding.map(Delegation::facts).orElse(null);
        cut(history, at);
        Delegation next = delegations.saveAndFlush(new Delegation(id, organization, at));
        audit(actor, "person.represents", id, before, next.facts());
        events.publishEvent(RightsChanged.of(id));
        return undo.keep(rows, actor == null ? null : actor.value());
    }

    /** The person represents nobody any more, from now on. Offices stay theirs, and give nothing meanwhile. */
    @Transactional
    public UndoId leave(PersonId id, @Nullable PersonId actor) {
        return leave(id, null, actor);
    }

    /** @param lastDay null for at once */
    @Transactional
    public UndoId leave(PersonId id, @Nullable LocalDate lastDay, @Nullable PersonId actor) {
        Person person = locked(id);
        List<Delegation> history = delegations.findByPersonIdOrderBySince(id.value());
        Instant now = effect.now(History.DELEGATION, id.value());
        Instant at = effect.after("lastDay", lastDay, now);
        Delegation holding = history.stream()
                .filter(d -> d.holdsAt(now) || d.beginsAtOrAfter(now))
                .findFirst()
                .orElseThrow(() -> Refusal.conflict(person.name() + " represents nobody now."));
        Undo.Before rows = undo.before(History.DELEGATION, id.value());
        Map<String, Object> before = holding.facts();
        cut(history, at);
        audit(actor, "person.left-organization", id, before, holding.beginsAtOrAfter(at) ? null : holding.facts());
        events.publishEvent(RightsChanged.of(id));
        return undo.keep(rows, actor == null ? null : actor.value());
    }

    private void cut(List<Delegation> history, Instant at) {
        delegations.deleteAll(
                history.stream().filter(d -> d.beginsAtOrAfter(at)).toList());
        history.stream().filter(d -> d.holdsAt(at)).forEach(d -> d.endAt(at));
        delegations.flush();
    }

    /** @throws Refusal where ten minutes have passed, or it was changed again since */
    @Transactional
    public PersonId undo(UndoId slipId, @Nullable PersonId actor) {
        Undo.Slip slip = undo.require(slipId, History.DELEGATION);
        PersonId id = new PersonId(slip.subject());
        locked(id);
        Undo.Undone undone = undo.carryOut(slip);
        audit(actor, "person.delegation-change-undone", id, undone.before(), undone.after());
        events.publishEvent(RightsChanged.of(id));
        return id;
    }

    private void requireMember(OrganizationId organization, Instant at) {
        String standing = jdbc.sql("""
                        select coalesce((select m.standing from membership m
                                          where m.organization_id = o.id and m.since <= :at
                                            and (m.until is null or m.until > :at)), 'NONE')
                          from organization o where o.id = :organization""")
                .param("organization", organization.value())
                .param("at", Timestamp.from(at))
                .query(String.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("organization", "There is no such organisation. Choose one."));
        if (standing.equals("NONE") || standing.equals("LEFT")) {
            throw Refusal.invalid("organization", "This organisation is no member then, so nobody can represent it.");
        }
    }

    private Person locked(PersonId id) {
        return people.locked(id.value()).orElseThrow(() -> new NotFound("person"));
    }

    private Person keep(Person person) {
        try {
            return people.saveAndFlush(person);
        } catch (DataIntegrityViolationException e) {
            if (BrokenRule.of(e).equals("person_email")) {
                throw Refusal.of(
                        Refusal.Reason.CONFLICT, "email", "There is a person with this e-mail address already.");
            }
            throw e;
        }
    }

    private void audit(
            @Nullable PersonId actor, String action, PersonId id, @Nullable Object before, @Nullable Object after) {
        events.publishEvent(
                new PrivilegedAct(actor == null ? null : actor.value(), action, SUBJECT, id.toString(), before, after));
    }
}
