package org.rostrum.timetables.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.ProgrammeMeeting;
import org.rostrum.groups.GroupRef;
import org.rostrum.shared.When;
import org.rostrum.timetables.MyAgenda.Why;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** Writes sessions for pages. */
@Component
class SessionLines {

    private final Times times;

    SessionLines(Times times) {
        this.times = times;
    }

    /**
     * @param meetings of the event as the viewer may see them; a group's label leads to its meeting there
     * @param withEvent whether the page shows sessions of several events
     * @param why null where it is not on the reader's agenda
     */
    SessionLine line(
            SessionView session,
            List<ProgrammeMeeting> meetings,
            Instant now,
            @Nullable ZoneId reader,
            boolean withEvent,
            @Nullable Set<Why> why,
            @Nullable String overlaps) {
        boolean isNow = !session.cancelled() && session.when(now) == When.NOW;
        String id = session.id().toString();
        List<SessionLine.Link> groups = new ArrayList<>();
        String join = null;
        for (GroupRef group : session.groups()) {
            ProgrammeMeeting meeting = meetingOf(group, meetings);
            groups.add(new SessionLine.Link(
                    group.code(),
                    group.name(),
                    meeting != null && meeting.readable() ? "/meetings/" + meeting.id() : null));
            if (isNow && join == null && meeting != null && meeting.joinable() && !meeting.cancelled()) {
                join = "/meetings/" + meeting.id() + "/room";
            }
        }
        return new SessionLine(
                id,
                look(session, isNow),
                session.title(),
                session.note(),
                session.kind() == SessionKind.PLENARY || session.kind() == SessionKind.SOCIAL
                        ? session.kind().label()
                        : null,
                times.iso(session.startsAt()),
                times.iso(session.endsAt()),
                session.zone().getId(),
                times.slot(session.startsAt(), session.endsAt(), session.zone()),
                times.readerSpan(session.startsAt(), session.endsAt(), session.zone(), reader),
                withEvent
                        ? new SessionLine.Link(
                                session.eventName(), "", "/events/" + session.event() + "/timetable#s-" + id)
                        : null,
                groups,
                session.joint(),
                session.room() == null ? null : session.room().name(),
                session.mode() == null ? null : session.mode().label(),
                session.partName(),
                session.membersOnly(),
                session.cancelled(),
                isNow,
                join,
                true,
                why != null && why.contains(Why.MARKED),
                why == null ? null : words(why),
                overlaps);
    }

    /** A meeting that no timetable has sessions of, among sessions. */
    SessionLine line(ProgrammeMeeting meeting, Instant now, @Nullable ZoneId reader, @Nullable String overlaps) {
        boolean isNow = !meeting.cancelled() && meeting.when(now) == When.NOW;
        return new SessionLine(
                meeting.id().toString(),
                isNow ? "is-now" : meeting.cancelled() ? "is-cancelled" : "",
                meeting.name(),
                "",
                "Meeting",
                times.iso(meeting.startsAt()),
                times.iso(meeting.endsAt()),
                meeting.timeZone().getId(),
                meeting.startsOn().equals(meeting.endsOn())
                        ? times.slot(meeting.startsAt(), meeting.endsAt(), meeting.timeZone())
                        : times.span(meeting.startsAt(), meeting.endsAt(), meeting.timeZone()),
                times.readerSpan(meeting.startsAt(), meeting.endsAt(), meeting.timeZone(), reader),
                null,
                List.of(new SessionLine.Link(
                        meeting.group().code(), meeting.group().name(), "/meetings/" + meeting.id())),
                false,
                meeting.venue(),
                null,
                null,
                false,
                meeting.cancelled(),
                isNow,
                isNow && meeting.joinable() ? "/meetings/" + meeting.id() + "/room" : null,
                false,
                false,
                "You take part in it",
                overlaps);
    }

    private static @Nullable ProgrammeMeeting meetingOf(GroupRef group, List<ProgrammeMeeting> meetings) {
        for (ProgrammeMeeting meeting : meetings) {
            if (meeting.group().id().equals(group.id()) && meeting.readable()) {
                return meeting;
            }
        }
        return null;
    }

    private static String look(SessionView session, boolean isNow) {
        String look = session.kind() == SessionKind.BREAK || session.kind() == SessionKind.SOCIAL ? "is-break" : "";
        if (session.cancelled()) {
            look += " is-cancelled";
        }
        return isNow ? look + " is-now" : look;
    }

    private static String words(Set<Why> why) {
        return why.stream().map(Why::label).collect(Collectors.joining(" · "));
    }
}
