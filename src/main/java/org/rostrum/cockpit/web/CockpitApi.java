package org.rostrum.cockpit.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.cockpit.Cockpit;
import org.rostrum.cockpit.Line;
import org.rostrum.cockpit.Overview;
import org.rostrum.cockpit.Urgency;
import org.rostrum.cockpit.Waiting;
import org.rostrum.meetings.MeetingId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The cockpit for programs. */
@RestController
class CockpitApi {

    private final Cockpit cockpit;

    CockpitApi(Cockpit cockpit) {
        this.cockpit = cockpit;
    }

    /** @param page where it is settled, or from where it is */
    record LineResource(
            Line.Kind kind,
            Urgency urgency,
            String words,
            @Nullable String more,
            @Nullable Instant since,
            @Nullable Instant due,
            String action,
            String page) {}

    /** @param meeting null where it waits for the group, and no meeting is called */
    record MeetingLines(@Nullable MeetingId meeting, String name, String group, List<LineResource> lines) {}

    record ComingResource(String words, MeetingId meeting, String name, Instant at) {}

    record CockpitResource(List<MeetingLines> waiting, List<ComingResource> coming) {}

    /** What waits for you as chair, vice-chair or secretary of your groups, the most urgent first. */
    @GetMapping("/api/v1/cockpit")
    CockpitResource everywhere(Viewer viewer) {
        Overview overview = cockpit.of(viewer);
        return new CockpitResource(
                overview.waiting().stream()
                        .map(one -> new MeetingLines(
                                one.meeting() == null ? null : one.meeting().id(),
                                one.name(),
                                one.group().code(),
                                one.lines().stream()
                                        .map(line -> line(line, one))
                                        .toList()))
                        .toList(),
                overview.coming().stream()
                        .map(one -> new ComingResource(
                                one.words(), one.meeting().id(), one.meeting().name(), one.at()))
                        .toList());
    }

    private static LineResource line(Line line, Waiting at) {
        return new LineResource(
                line.kind(),
                line.urgency(),
                line.words(),
                line.more(),
                line.since(),
                line.due(),
                line.settling().label(),
                line.settling().post() ? at.path() : line.settling().path());
    }
}
