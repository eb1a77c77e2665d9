package org.rostrum.meetings.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.groups.Groups;
import org.rostrum.meetings.GroupLatePolicies;
import org.rostrum.meetings.LatePolicy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/groups/{group}/late-policy")
@Tag(name = "Meetings")
class LatePolicyApi {

    private final GroupLatePolicies policies;
    private final Groups groups;

    LatePolicyApi(GroupLatePolicies policies, Groups groups) {
        this.policies = policies;
        this.groups = groups;
    }

    record LatePolicyResource(LatePolicy latePolicy) {}

    record LatePolicyRequest(@Nullable String latePolicy) {}

    @Operation(summary = "What becomes of what comes late, in meetings that the group calls from now on")
    @GetMapping
    LatePolicyResource latePolicy(@PathVariable String group) {
        return new LatePolicyResource(policies.of(groups.require(group).group().id()));
    }

    @Operation(summary = "Change what becomes of what comes late, in meetings that the group calls from now on")
    @PutMapping
    LatePolicyResource set(@PathVariable String group, @RequestBody LatePolicyRequest asked, Viewer viewer) {
        policies.set(group, asked.latePolicy(), viewer);
        return latePolicy(group);
    }
}
