package org.rostrum.organizations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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
 * Members of the body: what they are called, their level and standing over time, and the domains that are theirs. Who
 * may change them is asked before; each verb takes who does it, null being the portal itself.
 */
@Service
public class Organizations {

    private static final String SUBJECT = "organization";
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+");

    private final OrganizationRepository organizations;
    private final MembershipRepository memberships;
    private final TakingEffect effect;
    private final BodySettings body;
    private final Undo undo;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Organizations(
            OrganizationRepository organizations,
            MembershipRepository memberships,
            TakingEffect effect,
            BodySettings body,
            Undo undo,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.organizations = organizations;
        this.memberships = memberships;
        this.effect = effect;
        this.body = body;
        this.undo = undo;
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Takes a new member in.
     *
     * @param level the code of its membership level
     * @param since its first day, which may be long ago; null for now
     */
    @Transactional
    public OrganizationId create(
            @Nullable String name, String level, @Nullable LocalDate since, @Nullable PersonId actor) {
        requireLevel(level);
        Organization created = keep(Organization.named(name));
        Instant now = effect.now(History.MEMBERSHIP, created.id().value());
        Instant from = since == null || since.equals(body.dayOf(now)) ? now : body.startOf(since);
        Membership first = memberships.saveAndFlush(created.change(level, Standing.ACTIVE, from, null));
        Map<String, Object> after = first.facts();
        after.put("name", created.name());
        audit(actor, "organization.created", created.id(), null, after);
        return created.id();
    }

    /** @param version of the organisation that the editor saw; null where nobody saw one */
    @Transactional
    public void rename(OrganizationId id, @Nullable String name, @Nullable Integer version, @Nullable PersonId actor) {
        Organization organization = locked(id);
        if (version != null && version != organization.version()) {
            throw new ChangedMeanwhile();
        }
        String before = organization.name();
        organization.rename(name);
        if (before.equals(organization.name())) {
            return;
        }
        keep(organization);
        audit(actor, "organization.renamed", id, Map.of("name", before), Map.of("name", organization.name()));
        // Sockets carry the name of whom their holder represents.
        events.publishEvent(RightsChanged.of(delegates(id)));
    }

    /**
     * Gives a member another level or standing. What was planned for later is dropped.
     *
     * @param from null or today for at once, in open connections too
     * @param reason needed for a suspension
     */
    @Transactional
    public UndoId change(
            OrganizationId id,
            String level,
            Standing standing,
            @Nullable LocalDate from,
            @Nullable String reason,
            @Nullable PersonId actor) {
        requireLevel(level);
        Organization organization = locked(id);
        Instant now = effect.now(History.MEMBERSHIP, id.value());
        Instant at = effect.from("from", from, now);
        Undo.Before rows = undo.before(History.MEMBERSHIP, id.value());
        Map<String, Object> before =
                organization.at(at).map(Membership::facts).orElseGet(() -> Map.of("standing", "none"));
        Membership next = organization.change(level, standing, at, reason);
        keep(organization);
        memberships.saveAndFlush(next);
        audit(actor, "organization.membership-changed", id, before, next.facts());
        events.publishEvent(RightsChanged.of(delegates(id)));
        return undo.keep(rows, actor == null ? null : actor.value());
    }

    /** @throws Refusal where ten minutes have passed, or it was changed again since */
    @Transactional
    public OrganizationId undo(UndoId slipId, @Nullable PersonId actor) {
        Undo.Slip slip = undo.require(slipId, History.MEMBERSHIP);
        OrganizationId id = new OrganizationId(slip.subject());
        locked(id);
        Undo.Undone undone = undo.carryOut(slip);
        audit(actor, "organization.membership-change-undone", id, undone.before(), undone.after());
        events.publishEvent(RightsChanged.of(delegates(id)));
        return id;
    }

    // --- Domains -----------------------------------------------------------------------------------------------------

    /** Notes a domain as the organisation's. It lets nobody in before it is verified. */
    @Transactional
    public String addDomain(OrganizationId id, @Nullable String typed, @Nullable PersonId actor) {
        locked(id);
        String domain = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(domain).matches()) {
            throw Refusal.invalid("domain", "A domain looks like example.org, without @ or www.");
        }
        int added = jdbc.sql(
                        "insert into organization_domain (domain, organization_id) values (?, ?) on conflict do nothing")
                .params(domain, id.value())
                .update();
        if (added == 0) {
            throw Refusal.of(
                    Refusal.Reason.CONFLICT, "domain", domain + " is on record for " + holder(domain) + " already.");
        }
        audit(actor, "organization.domain-added", id, null, Map.of("domain", domain));
        return domain;
    }

    private String holder(String domain) {
        return jdbc.sql("""
                        select o.name from organization_domain d join organization o on o.id = d.organization_id
                         where d.domain = ?""").param(domain).query(String.class).optional().orElse("an organisation");
    }

    /** From now on, whoever a provider vouches for with an address there is a delegate at the first sign-in. */
    @Transactional
    public void verifyDomain(OrganizationId id, String domain, @Nullable PersonId actor) {
        locked(id);
        int verified = jdbc.sql("""
                        update organization_domain set verified_at = now()
                         where organization_id = ? and domain = ? and verified_at is null""").params(id.value(), domain).update();
        if (verified > 0) {
            audit(
                    actor,
                    "organization.domain-verified",
                    id,
                    Map.of("domain", domain, "verified", false),
                    Map.of("domain", domain, "verified", true));
        } else if (domains(id).stream().noneMatch(known -> known.domain().equals(domain))) {
            throw new NotFound("domain");
        }
    }

    /** Who came in by it stays. */
    @Transactional
    public void removeDomain(OrganizationId id, String domain, @Nullable PersonId actor) {
        locked(id);
        int removed = jdbc.sql("delete from organization_domain where organization_id = ? and domain = ?")
                .params(id.value(), domain)
                .update();
        if (removed > 0) {
            audit(actor, "organization.domain-removed", id, Map.of("domain", domain), null);
        }
    }

    /** @param verifiedAt null while nobody has verified that it is theirs */
    public record Domain(String domain, @Nullable Instant verifiedAt) {}

    public List<Domain> domains(OrganizationId id) {
        return jdbc.sql("select domain, verified_at from organization_domain where organization_id = ? order by domain")
                .param(id.value())
                .query((row, n) -> new Domain(
                        row.getString("domain"),
                        row.getTimestamp("verified_at") == null
                                ? null
                                : row.getTimestamp("verified_at").toInstant()))
                .list();
    }

    /** The member in good standing whose verified domain an address is in; empty where there is none. */
    public Optional<OrganizationId> withVerifiedDomain(String domain) {
        return jdbc.sql("""
                        select d.organization_id from organization_domain d
                          join current_membership m on m.organization_id = d.organization_id and m.standing = 'ACTIVE'
                         where d.domain = lower(?) and d.verified_at is not null""").param(domain).query(UUID.class).optional().map(OrganizationId::new);
    }

    // -----------------------------------------------------------------------------------------------------------------

    private List<PersonId> delegates(OrganizationId id) {
        return jdbc.sql("select person_id from current_delegation where organization_id = ?")
                .param(id.value())
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
    }

    private void requireLevel(String level) {
        boolean known = jdbc.sql("select exists (select 1 from membership_level where code = ?)")
                .param(level)
                .query(Boolean.class)
                .single();
        if (!known) {
            throw Refusal.invalid("level", "There is no such membership level. Choose one of the list.");
        }
    }

    private Organization locked(OrganizationId id) {
        return organizations.locked(id.value()).orElseThrow(() -> new NotFound("organisation"));
    }

    private Organization keep(Organization organization) {
        try {
            return organizations.saveAndFlush(organization);
        } catch (DataIntegrityViolationException e) {
            if (BrokenRule.of(e).equals("organization_name")) {
                throw Refusal.of(Refusal.Reason.CONFLICT, "name", "There is an organisation of this name already.");
            }
            throw e;
        }
    }

    private void audit(
            @Nullable PersonId actor,
            String action,
            OrganizationId id,
            @Nullable Object before,
            @Nullable Object after) {
        events.publishEvent(
                new PrivilegedAct(actor == null ? null : actor.value(), action, SUBJECT, id.toString(), before, after));
    }
}
