package org.rostrum.groups;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.BrokenRule;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.History;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.TakingEffect;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Setting up, moving and closing groups. Who may is asked before; each verb takes who does it, null being the portal
 * itself.
 */
@Service
public class WorkingGroups {

    private final WorkingGroupRepository groups;
    private final TakingEffect effect;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    WorkingGroups(
            WorkingGroupRepository groups, TakingEffect effect, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.groups = groups;
        this.effect = effect;
        this.jdbc = jdbc;
        this.events = events;
    }

    @Transactional
    public GroupId create(@Nullable String code, GroupText text, @Nullable PersonId actor) {
        WorkingGroup group = WorkingGroup.coded(code);
        write(group, text);
        keep(group);
        audit(actor, "group.created", group, null);
        return group.id();
    }

    /** @param version of the group that the editor saw; null where nobody saw one */
    @Transactional
    public void edit(GroupId id, GroupText text, @Nullable Integer version, @Nullable PersonId actor) {
        lockTree();
        WorkingGroup group = locked(id);
        if (version != null && version != group.version()) {
            throw new ChangedMeanwhile();
        }
        Map<String, Object> before = group.facts();
        Visibility seen = group.visibility();
        write(group, text);
        if (before.equals(group.facts())) {
            return;
        }
        keep(group);
        audit(actor, "group.edited", group, before);
        if (seen != group.visibility()) {
            events.publishEvent(RightsChanged.ofEverybody());
        }
    }

    private void write(WorkingGroup group, GroupText text) {
        group.edit(text.name(), text.scope(), text.kind());
        group.moveUnder(text.parent());
        group.showTo(text.visibility());
    }

    /** @param parent null to report to no other group */
    @Transactional
    public void move(GroupId id, @Nullable GroupId parent, @Nullable PersonId actor) {
        lockTree();
        WorkingGroup group = locked(id);
        Map<String, Object> before = group.facts();
        group.moveUnder(parent);
        if (!before.equals(group.facts())) {
            keep(group);
            audit(actor, "group.moved", group, before);
        }
    }

    /** Its meetings and documents stay; nobody is appointed there any more. Refused while open groups report to it. */
    @Transactional
    public void close(GroupId id, @Nullable PersonId actor) {
        WorkingGroup group = locked(id);
        boolean above = jdbc.sql(
                        "select exists (select 1 from working_group where parent_id = ? and closed_at is null)")
                .param(id.value())
                .query(Boolean.class)
                .single();
        if (above) {
            throw Refusal.conflict("Open groups report to " + group.code() + ". Move or close them first.");
        }
        Map<String, Object> before = group.facts();
        group.close(effect.now(History.OFFICE, id.value()));
        keep(group);
        audit(actor, "group.closed", group, before);
    }

    @Transactional
    public void reopen(GroupId id, @Nullable PersonId actor) {
        WorkingGroup group = locked(id);
        Map<String, Object> before = group.facts();
        group.reopen();
        keep(group);
        audit(actor, "group.reopened", group, before);
    }

    /** Before the group's row: of two who move each other's group at once, one waits instead of both. */
    private void lockTree() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('working_group.parent_id'))")
                .query((row, n) -> "")
                .single();
    }

    private WorkingGroup locked(GroupId id) {
        return groups.locked(id.value()).orElseThrow(() -> new NotFound("group"));
    }

    private void keep(WorkingGroup group) {
        try {
            groups.saveAndFlush(group);
        } catch (DataIntegrityViolationException e) {
            throw switch (BrokenRule.of(e)) {
                case "working_group_code_key" ->
                    Refusal.of(Refusal.Reason.CONFLICT, "code", "There is a group of this code already.");
                case "working_group_name_key" ->
                    Refusal.of(Refusal.Reason.CONFLICT, "name", "There is a group of this name already.");
                case "working_group_no_cycle" -> WorkingGroup.cycle();
                case "working_group_parent_id_fkey" ->
                    Refusal.invalid("parent", "There is no such group. Choose one of the list.");
                default -> e;
            };
        }
    }

    private void audit(
            @Nullable PersonId actor, String action, WorkingGroup group, @Nullable Map<String, Object> before) {
        events.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(),
                action,
                "group",
                group.id().toString(),
                before,
                group.facts()));
    }
}
