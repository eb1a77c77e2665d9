package org.rostrum.discussions.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Moderation;
import org.rostrum.discussions.RoomRules;
import org.rostrum.discussions.RoomRules.Mute;
import org.rostrum.meetings.MeetingView;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** What the room's page says of its rules, above the box one writes in. room-rules.js says the same when they change. */
@Component
class RoomRulesNotice {

    private final Moderation moderation;
    private final Times times;

    RoomRulesNotice(Moderation moderation, Times times) {
        this.moderation = moderation;
        this.times = times;
    }

    /**
     * @param rules for everybody; empty where everybody writes freely
     * @param mute for the reader alone; empty where they may write
     */
    public record Notice(String rules, String mute) {}

    public Notice of(MeetingView meeting, Viewer viewer) {
        RoomRules rules = moderation.of(meeting, viewer);
        String words = words(rules.readOnly(), rules.slowSeconds());
        Mute mute = rules.mute();
        return new Notice(
                words.isEmpty() ? "" : words + ". Set by " + rules.by() + ".",
                mute == null
                        ? ""
                        : "You are muted until %s, by %s: %s"
                                .formatted(times.at(mute.until(), meeting.timeZone()), mute.by(), mute.reason()));
    }

    /** Empty where everybody writes freely. */
    static String words(boolean readOnly, @Nullable Integer slowSeconds) {
        if (readOnly) {
            return "The room is read only: the chair and the secretary write";
        }
        return slowSeconds == null
                ? ""
                : "Slow mode: everybody waits " + RoomRules.wait(slowSeconds) + " between two messages";
    }
}
