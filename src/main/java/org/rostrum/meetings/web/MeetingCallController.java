package org.rostrum.meetings.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.meetings.GroupLatePolicies;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingCalls;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingText;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WallClock;
import org.rostrum.shared.web.Told;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A group's meeting is called, moved, cancelled and reinstated: by its chairs, and by the staff. */
@Controller
class MeetingCallController {

    private static final LocalTime FIRST_HOUR = LocalTime.of(9, 0);
    private static final LocalTime LAST_HOUR = LocalTime.of(17, 0);

    private final Groups groups;
    private final Meetings meetings;
    private final MeetingCalls calls;
    private final GroupLatePolicies latePolicies;
    private final Clock clock;

    MeetingCallController(
            Groups groups, Meetings meetings, MeetingCalls calls, GroupLatePolicies latePolicies, Clock clock) {
        this.groups = groups;
        this.meetings = meetings;
        this.calls = calls;
        this.latePolicies = latePolicies;
        this.clock = clock;
    }

    /**
     * A meeting as the form has it; times are those of the clocks there.
     *
     * @param event empty for a meeting on its own
     * @param startsFold which is meant, where that time exists twice
     * @param version that the editor saw; null for a new meeting
     */
    record CallForm(
            @Nullable String name,
            @Nullable String event,
            @Nullable String venue,
            @Nullable String timeZone,
            @Nullable String startsAt,
            @Nullable String startsFold,
            @Nullable String endsAt,
            @Nullable String endsFold,
            @Nullable String deadline,
            @Nullable String deadlineFold,
            @Nullable String agendaExpectedOn,
            @Nullable String latePolicy,
            @Nullable Integer version) {

        static CallForm of(MeetingView meeting, int version) {
            ZoneId zone = meeting.timeZone();
            return new CallForm(
                    meeting.name(),
                    meeting.event() == null ? "" : meeting.event().toString(),
                    meeting.venue(),
                    zone.getId(),
                    local(meeting.startsAt(), zone),
                    fold(meeting.startsAt(), zone),
                    local(meeting.endsAt(), zone),
                    fold(meeting.endsAt(), zone),
                    local(meeting.contributionDeadline(), zone),
                    fold(meeting.contributionDeadline(), zone),
                    meeting.agendaExpectedOn() == null
                            ? ""
                            : meeting.agendaExpectedOn().toString(),
                    meeting.latePolicy().name(),
                    version);
        }

        private static String local(Instant at, ZoneId zone) {
            return at.atZone(zone)
                    .toLocalDateTime()
                    .truncatedTo(ChronoUnit.MINUTES)
                    .toString();
        }

        private static String fold(Instant at, ZoneId zone) {
            WallClock.Fold fold = WallClock.fold(at, zone);
            return fold == null ? "" : fold.name();
        }

        MeetingText text() {
            return new MeetingText(
                    name,
                    event,
                    venue,
                    timeZone,
                    startsAt,
                    startsFold,
                    endsAt,
                    endsFold,
                    deadline,
                    deadlineFold,
                    agendaExpectedOn,
                    latePolicy);
        }
    }

    @GetMapping("/groups/{group}/meetings/new")
    ModelAndView newForm(
            @PathVariable String group, @RequestParam(required = false) @Nullable String event, Viewer viewer) {
        GroupView view = calling(group, viewer);
        MeetingCalls.Host host = calls.hosts(null).stream()
                .filter(each -> each.id().toString().equals(event))
                .findFirst()
                .orElse(null);
        String code = view.group().code();
        String policy = latePolicies.of(view.group().id()).name();
        CallForm empty = host == null
                ? new CallForm("", "", "", "", "", "", "", "", "", "", "", policy, null)
                : new CallForm(
                        shortened(code + " at " + host.name()),
                        host.id().toString(),
                        "",
                        host.zone() == null ? "" : host.zone().getId(),
                        host.first().atTime(FIRST_HOUR).toString(),
                        "",
                        host.last().atTime(LAST_HOUR).toString(),
                        "",
                        "",
                        "",
                        "",
                        policy,
                        null);
        return form(view, null, empty);
    }

    private static String shortened(String name) {
        return name.length() > 300 ? name.substring(0, 300) : name;
    }

    private GroupView calling(String group, Viewer viewer) {
        GroupView view = groups.require(group);
        viewer.require(Act.CALL_MEETING, Place.of(view));
        return view;
    }

    private ModelAndView form(@Nullable GroupView group, @Nullable MeetingView meeting, CallForm form) {
        UUID chosen = meeting == null ? null : meeting.event();
        List<MeetingCalls.Host> found = calls.hosts(chosen);
        Map<String, String> hosts = new LinkedHashMap<>();
        hosts.put("", "No event: on its own");
        found.forEach(host -> hosts.put(host.id().toString(), host.name()));
        MeetingCalls.Host host = found.stream()
                .filter(each -> each.id().toString().equals(form.event()))
                .findFirst()
                .orElse(null);
        Map<String, String> policies = new LinkedHashMap<>();
        for (LatePolicy policy : LatePolicy.values()) {
            policies.put(policy.name(), policy.label());
        }
        return new ModelAndView("meeting/call")
                .addObject("form", form)
                .addObject("group", group)
                .addObject("meeting", meeting)
                .addObject("version", form.version())
                .addObject("hosts", hosts)
                .addObject("host", host)
                .addObject("zone", zone(form, host))
                .addObject("policies", policies);
    }

    /** On whose clocks the times of the form are meant. */
    private static @Nullable String zone(CallForm form, MeetingCalls.@Nullable Host host) {
        boolean typed = form.timeZone() != null && !form.timeZone().isBlank();
        return typed || host == null || host.zone() == null
                ? form.timeZone()
                : host.zone().getId();
    }

    @PostMapping("/groups/{group}/meetings")
    ModelAndView call(
            @PathVariable String group,
            @ModelAttribute("form") CallForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        GroupView view = calling(group, viewer);
        try {
            MeetingId called = calls.call(group, form.text(), viewer);
            next.addFlashAttribute("said", "The meeting is called. Those who hold an office in the group are told.");
            return new ModelAndView("redirect:/meetings/" + called);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, form(view, null, form));
        }
    }

    @GetMapping("/meetings/{meeting}/edit")
    ModelAndView edit(@PathVariable MeetingId meeting, Viewer viewer) {
        MeetingView view = calling(meeting, viewer);
        return form(null, view, CallForm.of(view, calls.kept(view).version()));
    }

    private MeetingView calling(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.CALL_MEETING, meeting.permissions());
        return meeting;
    }

    @PostMapping("/meetings/{meeting}/edit")
    ModelAndView edit(
            @PathVariable MeetingId meeting,
            @ModelAttribute("form") CallForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        MeetingView view = calling(meeting, viewer);
        try {
            calls.edit(meeting, form.text(), form.version(), viewer);
            next.addFlashAttribute("said", "Saved.");
            return new ModelAndView("redirect:/meetings/" + meeting);
        } catch (ChangedMeanwhile meanwhile) {
            MeetingView now = calling(meeting, viewer);
            int version = calls.kept(now).version();
            return Told.again(
                    meanwhile,
                    problems,
                    form(null, now, form)
                            .addObject("theirs", CallForm.of(now, version))
                            .addObject("version", version));
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, form(null, view, form));
        }
    }

    // --- Cancelling --------------------------------------------------------------------------------------------------

    record CancellationForm(@Nullable String reason) {}

    @GetMapping("/meetings/{meeting}/cancellation")
    ModelAndView cancellation(@PathVariable MeetingId meeting, Viewer viewer) {
        return cancellation(calling(meeting, viewer), new CancellationForm(""));
    }

    private ModelAndView cancellation(MeetingView meeting, CancellationForm form) {
        return new ModelAndView("meeting/cancellation")
                .addObject("meeting", meeting)
                .addObject("kept", calls.kept(meeting))
                .addObject("now", clock.instant())
                .addObject("form", form);
    }

    @PostMapping("/meetings/{meeting}/cancellation")
    ModelAndView cancel(
            @PathVariable MeetingId meeting,
            @ModelAttribute("form") CancellationForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        MeetingView view = calling(meeting, viewer);
        try {
            calls.cancel(meeting, form.reason(), viewer);
            next.addFlashAttribute("said", "The meeting is cancelled. Those whom it concerns are told.");
            next.addFlashAttribute("undoCancellation", true);
            return new ModelAndView("redirect:/meetings/" + meeting);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, cancellation(view, form));
        }
    }

    @PostMapping("/meetings/{meeting}/reinstatement")
    String reinstate(@PathVariable MeetingId meeting, Viewer viewer, RedirectAttributes next) {
        calling(meeting, viewer);
        try {
            calls.reinstate(meeting, viewer);
            next.addFlashAttribute("said", "The meeting is held after all. Those whom it concerns are told.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/meetings/" + meeting;
    }
}
