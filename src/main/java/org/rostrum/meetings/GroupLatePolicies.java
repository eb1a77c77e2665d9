package org.rostrum.meetings;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.shared.PrivilegedAct;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a group does with what comes late, which each meeting that it calls from then on begins with. Whoever may call a
 * meeting decides that for it, and so decides this.
 */
@Service
public class GroupLatePolicies {

    private final Groups groups;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    GroupLatePolicies(Groups groups, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.groups = groups;
        this.jdbc = jdbc;
        this.events = events;
    }

    public LatePolicy of(GroupId group) {
        return jdbc.sql("select late_policy from working_group where id = :id")
                .param("id", group.value())
                .query((row, n) -> LatePolicy.valueOf(row.getString("late_policy")))
                .single();
    }

    /**
     * Changes nothing of meetings that are called already.
     *
     * @return what it was before
     */
    @Transactional
    public LatePolicy set(String code, @Nullable String chosen, Viewer viewer) {
        GroupView group = groups.require(code);
        viewer.require(Act.CALL_MEETING, Place.of(group));
        LatePolicy policy = LatePolicy.chosen(chosen);
        GroupId id = group.group().id();
        LatePolicy before = jdbc.sql("select late_policy from working_group where id = :id for update")
                .param("id", id.value())
                .query((row, n) -> LatePolicy.valueOf(row.getString("late_policy")))
                .single();
        if (before != policy) {
            jdbc.sql("update working_group set late_policy = :policy where id = :id")
                    .param("policy", policy.name())
                    .param("id", id.value())
                    .update();
            events.publishEvent(new PrivilegedAct(
                    viewer.requirePerson().value(),
                    "group.late-policy-changed",
                    "group",
                    id.toString(),
                    Map.of("latePolicy", before),
                    Map.of("latePolicy", policy)));
        }
        return before;
    }
}
