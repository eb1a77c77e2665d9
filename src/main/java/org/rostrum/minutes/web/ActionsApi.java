package org.rostrum.minutes.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.groups.Groups;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.minutes.ActionFilter;
import org.rostrum.minutes.ActionId;
import org.rostrum.minutes.ActionState;
import org.rostrum.minutes.ActionView;
import org.rostrum.minutes.Actions;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Actions for programs: the same reads and writes as the pages. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Actions")
class ActionsApi {

    private final Actions actions;
    private final Groups groups;
    private final Meetings meetings;

    ActionsApi(Actions actions, Groups groups, Meetings meetings) {
        this.actions = actions;
        this.groups = groups;
        this.meetings = meetings;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActionResource(
            ActionId id,
            String number,
            String group,
            String text,
            PersonId assignee,
            String assigneeName,
            LocalDate dueOn,
            boolean overdue,
            @Nullable UUID meeting,
            @Nullable String item,
            String givenBy,
            Instant givenAt,
            ActionState state,
            @Nullable String settledBy,
            @Nullable Instant settledAt,
            @Nullable String note) {

        static ActionResource of(ActionView action) {
            return new ActionResource(
                    action.id(),
                    action.number(),
                    action.group(),
                    action.text(),
                    action.assignee(),
                    action.assigneeName(),
                    action.dueOn(),
                    action.overdue(),
                    action.meeting(),
                    action.item(),
                    action.givenBy(),
                    action.givenAt(),
                    action.state(),
                    action.settledBy(),
                    action.settledAt(),
                    action.note());
        }

        static List<ActionResource> of(List<ActionView> actions) {
            return actions.stream().map(ActionResource::of).toList();
        }
    }

    /** @param item of the published agenda of the meeting it is given at */
    record ActionRequest(
            @Nullable String text,
            @Nullable String assignee,
            @Nullable String dueOn,
            @Nullable String item) {

        ActionForm form() {
            return new ActionForm(text, assignee, dueOn, item, null);
        }
    }

    record Note(@Nullable String note) {}

    @Operation(summary = "Your open actions, the earliest due first")
    @GetMapping("/actions")
    List<ActionResource> mine(Viewer viewer) {
        return ActionResource.of(actions.mine(viewer));
    }

    @Operation(summary = "A group's actions: at most 500, the open ones first")
    @GetMapping("/groups/{code}/actions")
    List<ActionResource> ofGroup(
            @PathVariable String code, @RequestParam(required = false) @Nullable String state, Viewer viewer) {
        ActionState chosen = state == null
                ? null
                : Arrays.stream(ActionState.values())
                        .filter(known -> known.name().equalsIgnoreCase(state))
                        .findFirst()
                        .orElseThrow(() -> Refusal.invalid("state", "A state is open, done or dropped."));
        return ActionResource.of(actions.of(groups.require(code), new ActionFilter(chosen, false, false), viewer));
    }

    @Operation(summary = "A meeting's actions: what is open for its group, was given there, or settled meanwhile")
    @GetMapping("/meetings/{id}/actions")
    List<ActionResource> atMeeting(@PathVariable MeetingId id, Viewer viewer) {
        return ActionResource.of(actions.at(meetings.require(id, viewer), viewer));
    }

    @Operation(summary = "Give an action outside a meeting")
    @PostMapping("/groups/{code}/actions")
    @ResponseStatus(HttpStatus.CREATED)
    ActionResource give(
            @PathVariable String code,
            @RequestBody ActionRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        return ActionResource.of(actions.give(code, request.form().read(), key, viewer));
    }

    @Operation(summary = "Give an action at a meeting")
    @PostMapping("/meetings/{id}/actions")
    @ResponseStatus(HttpStatus.CREATED)
    ActionResource giveAt(
            @PathVariable MeetingId id,
            @RequestBody ActionRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        return ActionResource.of(actions.give(id, request.form().read(), key, viewer));
    }

    @Operation(summary = "Say that it is done")
    @PostMapping("/actions/{id}/completion")
    ActionResource complete(
            @PathVariable ActionId id, @RequestBody(required = false) @Nullable Note note, Viewer viewer) {
        return ActionResource.of(actions.complete(id, note == null ? null : note.note(), viewer));
    }

    @Operation(summary = "Drop it, with a reason")
    @PostMapping("/actions/{id}/dropping")
    ActionResource drop(@PathVariable ActionId id, @RequestBody(required = false) @Nullable Note note, Viewer viewer) {
        return ActionResource.of(actions.drop(id, note == null ? null : note.note(), viewer));
    }

    @Operation(summary = "Open it again")
    @PostMapping("/actions/{id}/reopening")
    ActionResource reopen(
            @PathVariable ActionId id, @RequestBody(required = false) @Nullable Note note, Viewer viewer) {
        return ActionResource.of(actions.reopen(id, note == null ? null : note.note(), viewer));
    }
}
