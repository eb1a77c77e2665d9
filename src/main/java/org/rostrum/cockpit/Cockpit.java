package org.rostrum.cockpit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.Overflows;
import org.rostrum.cockpit.Line.Kind;
import org.rostrum.contributions.FileReminders;
import org.rostrum.contributions.LatePasses;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.minutes.ActionId;
import org.rostrum.shared.BodySettings;
import org.rostrum.web.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What waits for an officer, over all their groups or at one meeting. It costs the same few statements however many
 * meetings there are. A line stands there as long as what it says is so, and only for whoever may settle it.
 */
@Service
public class Cockpit {

    private static final Duration DEADLINE_NEAR = Duration.ofDays(3);
    private static final Duration AGENDA_DUE = Duration.ofDays(7);
    /** Where nobody said when the agenda is expected. */
    private static final Duration AGENDA_USUAL = Duration.ofDays(30);

    private static final int COMING = 5;
    /** Of an action's text, in characters. */
    private static final int SHORT = 120;

    private final Meetings meetings;
    private final AgendaDrafts drafts;
    private final Backlog backlog;
    private final PassRequests passes;
    private final DueActions actions;
    private final PendingMinutes minutes;
    private final Overflows overflows;
    private final BodySettings body;
    private final Times times;
    private final JdbcClient jdbc;
    private final Clock clock;

    Cockpit(
            Meetings meetings,
            AgendaDrafts drafts,
            Backlog backlog,
            PassRequests passes,
            DueActions actions,
            PendingMinutes minutes,
            Overflows overflows,
            BodySettings body,
            Times times,
            JdbcClient jdbc,
            Clock clock) {
        this.meetings = meetings;
        this.drafts = drafts;
        this.backlog = backlog;
        this.passes = passes;
        this.actions = actions;
        this.minutes = minutes;
        this.overflows = overflows;
        this.body = body;
        this.times = times;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of the groups somebody leads: nothing for whoever leads none. The staff could do all of it, but nobody waits for them. */
    @Transactional(readOnly = true)
    public Overview of(Viewer viewer) {
        Set<GroupId> groups = viewer.leads();
        return groups.isEmpty() ? Overview.NOTHING : over(meetings.ahead(groups, viewer), groups, viewer);
    }

    /** At one meeting, for its officers and the staff. */
    @Transactional(readOnly = true)
    public Overview of(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        return meeting.cancelled() ? Overview.NOTHING : over(List.of(meeting), Set.of(), viewer);
    }

    /** From now on, only late contributions that come later wait to be looked at. */
    @Transactional
    public void looked(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        jdbc.sql("""
                        insert into cockpit_look (meeting_id, person_id, looked_at) values (:meeting, :person, :now)
                        on conflict (meeting_id, person_id)
                        do update set looked_at = greatest(cockpit_look.looked_at, excluded.looked_at)""")
                .param("meeting", id.value())
                .param("person", viewer.requirePerson().value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** @param groups whose own lines are shown even where none of their meetings is ahead */
    private Overview over(List<MeetingView> all, Set<GroupId> groups, Viewer viewer) {
        List<MeetingView> led = all.stream()
                .filter(meeting -> viewer.may(Act.EDIT_AGENDA, meeting.permissions()))
                .toList();
        if (led.isEmpty() && groups.isEmpty()) {
            return Overview.NOTHING;
        }
        Instant now = clock.instant();
        Map<MeetingId, Instant> unpublished = drafts.unpublished(led, viewer);
        Map<MeetingId, Integer> overflow = overflows.of(led);
        Map<MeetingId, Backlog.Counts> counts = backlog.of(led, viewer.requirePerson());
        Map<MeetingId, List<PassRequests.PassRequest>> requests = passes.of(led);
        Map<GroupId, DueActions.OfGroup> due = due(led, groups, now);
        Map<GroupId, List<PendingMinutes.Pending>> pending =
                minutes.of(led.stream().map(meeting -> meeting.group().id()).collect(Collectors.toSet()));
        List<Waiting> waiting = new ArrayList<>();
        List<Coming> coming = new ArrayList<>();
        for (MeetingView meeting : led) {
            Backlog.Counts count = Objects.requireNonNull(counts.get(meeting.id()));
            List<Line> lines = new ArrayList<>();
            agenda(meeting, unpublished.get(meeting.id()), viewer, now, lines);
            overflow(meeting, overflow.get(meeting.id()), lines);
            contributions(meeting, count, now, lines);
            if (LatePasses.decides(viewer, meeting.permissions())) {
                requests.getOrDefault(meeting.id(), List.of()).forEach(request -> lines.add(line(request)));
            }
            // What is the group's waits at its next meeting, once.
            actions(due.remove(meeting.group().id()), lines);
            if (viewer.may(Act.APPROVE_MINUTES, meeting.permissions())) {
                minutes(pending.remove(meeting.group().id()), meeting, now, lines);
            }
            waits(meeting.group(), meeting, meeting.timeZone(), lines, waiting);
            coming(meeting, count, now, coming);
        }
        due.values().forEach(ofGroup -> {
            List<Line> lines = new ArrayList<>();
            actions(ofGroup, lines);
            waits(ofGroup.group(), null, body.timeZone(), lines, waiting);
        });
        waiting.sort(Comparator.comparing(Waiting::urgency).thenComparing(Waiting::startsAt));
        coming.sort(Comparator.comparing(Coming::at));
        return new Overview(List.copyOf(waiting), coming.stream().limit(COMING).toList());
    }

    private static void waits(
            GroupRef group, @Nullable MeetingView meeting, ZoneId zone, List<Line> lines, List<Waiting> waiting) {
        if (!lines.isEmpty()) {
            lines.sort(Comparator.comparing(Line::urgency).thenComparing(Line::kind));
            waiting.add(new Waiting(group, meeting, zone, List.copyOf(lines)));
        }
    }

    /** Before the day of its next meeting a group's actions are due soon enough to be looked at; without one, when overdue. */
    private Map<GroupId, DueActions.OfGroup> due(List<MeetingView> led, Set<GroupId> groups, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, body.timeZone());
        Map<GroupId, LocalDate> until = new HashMap<>();
        groups.forEach(group -> until.put(group, today.minusDays(1)));
        Set<GroupId> meeting = new HashSet<>();
        for (MeetingView next : led) {
            if (meeting.add(next.group().id())) {
                LocalDate day = LocalDate.ofInstant(next.startsAt(), next.timeZone());
                until.put(next.group().id(), day.isBefore(today) ? today : day);
            }
        }
        return actions.of(until, today);
    }

    private void actions(DueActions.@Nullable OfGroup due, List<Line> lines) {
        if (due == null) {
            return;
        }
        for (DueActions.DueAction action : due.shown()) {
            lines.add(new Line(
                    Kind.ACTION,
                    action.overdue() ? Urgency.OVERDUE : Urgency.LATER,
                    ActionId.number(action.year(), action.serial()) + ", " + action.assignee() + ": "
                            + shortened(action.text()),
                    (action.overdue() ? "It was due on " : "It is due on ") + times.dates(action.dueOn(), null) + ".",
                    null,
                    Settling.by("Done", "/actions/" + action.id() + "/completion")));
        }
        if (due.more() > 0) {
            lines.add(new Line(
                    Kind.ACTION,
                    Urgency.LATER,
                    counted(due.more(), "more action is due", "more actions are due"),
                    null,
                    null,
                    Settling.at("See the actions", "/groups/" + due.group().code() + "/actions")));
        }
    }

    /** A meeting approves them: while there is none, they are only read. */
    private static void minutes(
            @Nullable List<PendingMinutes.Pending> pending, MeetingView meeting, Instant now, List<Line> lines) {
        if (pending == null) {
            return;
        }
        boolean begun = !now.isBefore(meeting.startsAt());
        for (PendingMinutes.Pending minutes : pending) {
            String at = "/contributions/" + minutes.id();
            lines.add(new Line(
                    Kind.MINUTES,
                    begun ? Urgency.SOON : Urgency.LATER,
                    "Minutes to approve: " + minutes.number().numberOf(minutes.revision()) + " " + minutes.title(),
                    begun ? null : "A meeting approves them, once it has begun.",
                    minutes.uploadedAt(),
                    begun
                            ? new Settling(
                                    "Approve",
                                    at + "/approvals",
                                    true,
                                    Map.of(
                                            "revision", String.valueOf(minutes.revision()),
                                            "meeting", meeting.id().toString()))
                            : Settling.at("Read the minutes", at)));
        }
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHORT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHORT)) + "…";
    }

    private static void overflow(MeetingView meeting, @Nullable Integer minutes, List<Line> lines) {
        if (minutes != null) {
            lines.add(new Line(
                    Kind.AGENDA_OVERFLOW,
                    Urgency.LATER,
                    "The agenda plans " + minutes + " min more than the meeting has",
                    null,
                    null,
                    Settling.at("Shorten the agenda", "/meetings/" + meeting.id() + "/agenda/draft")));
        }
    }

    private void agenda(MeetingView meeting, @Nullable Instant changed, Viewer viewer, Instant now, List<Line> lines) {
        String at = "/meetings/" + meeting.id() + "/agenda";
        boolean publishes = viewer.may(Act.PUBLISH_AGENDA, meeting.permissions());
        Settling settling = changed == null
                ? Settling.at("Write the agenda", at + "/draft")
                : publishes
                        ? Settling.at("Publish the agenda", at + "/publications/new")
                        : Settling.at("Edit the draft", at + "/draft");
        if (meeting.agendaVersion() > 0) {
            if (changed != null) {
                lines.add(new Line(
                        Kind.AGENDA_AHEAD,
                        now.isAfter(meeting.startsAt()) ? Urgency.SOON : Urgency.LATER,
                        "The agenda's draft has changes that members do not see",
                        null,
                        changed,
                        settling));
            }
            return;
        }
        LocalDate expected = meeting.agendaExpectedOn();
        Instant by = expected == null ? meeting.startsAt() : endOf(expected, meeting);
        if (expected == null && now.isBefore(meeting.startsAt().minus(AGENDA_USUAL))) {
            return;
        }
        Urgency urgency =
                now.isAfter(by) ? Urgency.OVERDUE : now.isAfter(by.minus(AGENDA_DUE)) ? Urgency.SOON : Urgency.LATER;
        lines.add(new Line(
                Kind.AGENDA_MISSING,
                urgency,
                "The agenda is not published yet",
                expected == null
                        ? "Nobody has said when it is expected."
                        : "It " + (urgency == Urgency.OVERDUE ? "was" : "is") + " expected on "
                                + times.dates(expected, null) + ".",
                urgency == Urgency.OVERDUE ? by : null,
                urgency == Urgency.OVERDUE ? null : by,
                settling));
    }

    private void contributions(MeetingView meeting, Backlog.Counts count, Instant now, List<Line> lines) {
        String at = "/meetings/" + meeting.id();
        boolean passed = meeting.deadlinePassed(now);
        boolean reminded = FileReminders.tooSoon(count.remindedAt(), now);
        Settling remind = Settling.by("Remind the authors", at + "/cockpit/reminders");
        if (!passed && now.isAfter(meeting.contributionDeadline().minus(DEADLINE_NEAR))) {
            lines.add(new Line(
                    Kind.DEADLINE,
                    Urgency.SOON,
                    "The deadline for contributions is near",
                    withoutFile(count.withoutFile(), reminded),
                    null,
                    meeting.contributionDeadline(),
                    count.withoutFile() > 0 && !reminded
                            ? remind
                            : Settling.at("See the contributions", at + "/contributions")));
        }
        if (passed && count.withoutFile() > 0 && !reminded && meeting.latePolicy() != LatePolicy.REFUSE) {
            lines.add(new Line(
                    Kind.WITHOUT_FILE,
                    Urgency.LATER,
                    counted(count.withoutFile(), "reserved number has no file", "reserved numbers have no file"),
                    "A reminder goes to " + counted(count.authors(), "author", "authors") + ", once a day at most.",
                    meeting.contributionDeadline(),
                    remind));
        }
        if (count.late() > 0) {
            lines.add(new Line(
                    Kind.LATE,
                    Urgency.LATER,
                    counted(count.late(), "late contribution came in", "late contributions came in"),
                    null,
                    count.lateSince(),
                    Settling.by("See them", at + "/cockpit/looks")));
        }
        if (count.unallocated() > 0) {
            lines.add(new Line(
                    Kind.UNALLOCATED,
                    now.isAfter(meeting.startsAt()) ? Urgency.SOON : Urgency.LATER,
                    counted(
                            count.unallocated(),
                            "contribution has no place on the agenda",
                            "contributions have no place on the agenda"),
                    about(count),
                    count.unallocatedSince(),
                    count.proposed() == count.unallocated()
                            ? Settling.by(
                                    counted(count.proposed(), "proposal", "proposals")
                                            .transform(n -> "Accept " + n),
                                    at + "/cockpit/proposals")
                            : Settling.at("Give them places", at + "/agenda/allocation")));
        }
    }

    private static Line line(PassRequests.PassRequest request) {
        String at = "/contributions/" + request.contribution() + "/late-pass";
        return new Line(
                Kind.LATE_PASS,
                Urgency.SOON,
                request.by() + (request.organization() == null ? "" : " (" + request.organization() + ")")
                        + " asks for a late pass: " + request.number().number() + " " + request.title(),
                "“" + request.reason() + "”",
                request.at(),
                null,
                Settling.by("Give the late pass", at + "/grant"),
                at + "/refusal");
    }

    private static @Nullable String about(Backlog.Counts count) {
        List<String> said = new ArrayList<>();
        if (count.proposed() > 0) {
            said.add(
                    count.proposed() == count.unallocated()
                            ? "Each author proposes one."
                            : counted(count.proposed(), "author proposes one.", "authors propose one."));
        }
        if (count.unallocatedLate() > 0) {
            said.add(counted(count.unallocatedLate(), "came late.", "came late."));
        }
        return said.isEmpty() ? null : String.join(" ", said);
    }

    private static String withoutFile(int numbers, boolean reminded) {
        return numbers == 0
                ? "Every reserved number has its file."
                : counted(numbers, "reserved number has no file yet", "reserved numbers have no file yet")
                        + (reminded ? "; the authors were reminded within the last day." : ".");
    }

    private void coming(MeetingView meeting, Backlog.Counts count, Instant now, List<Coming> coming) {
        LocalDate expected = meeting.agendaExpectedOn();
        if (meeting.agendaVersion() == 0 && expected != null && now.isBefore(endOf(expected, meeting))) {
            coming.add(new Coming("The agenda is expected", meeting, endOf(expected, meeting)));
        }
        if (!meeting.deadlinePassed(now)) {
            coming.add(new Coming(
                    "Contributions are due"
                            + (count.withoutFile() == 0
                                    ? ""
                                    : "; "
                                            + counted(
                                                    count.withoutFile(),
                                                    "reserved number has no file yet",
                                                    "reserved numbers have no file yet")),
                    meeting,
                    meeting.contributionDeadline()));
        }
        if (now.isBefore(meeting.startsAt())) {
            coming.add(new Coming("The meeting begins", meeting, meeting.startsAt()));
        }
    }

    /** A day is kept until its end on the meeting's clocks. */
    private static Instant endOf(LocalDate day, MeetingView meeting) {
        return day.plusDays(1).atStartOfDay(meeting.timeZone()).toInstant();
    }

    static String counted(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
