package org.rostrum.minutes;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.RevisionView;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NewId;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Minutes come as a contribution of type MINS, and a meeting of the group approves a revision of them. What the meeting
 * approved is that revision: a newer one waits to be approved again.
 */
@Service
public class MinutesApprovals {

    private static final Duration UNDOABLE = Duration.ofMinutes(10);

    private final Contributions contributions;
    private final Meetings meetings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    MinutesApprovals(
            Contributions contributions,
            Meetings meetings,
            RoomLog log,
            JdbcClient jdbc,
            Clock clock,
            ApplicationEventPublisher events) {
        this.contributions = contributions;
        this.meetings = meetings;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** Of which revisions, the latest first. Whoever may read the minutes may read that they were approved. */
    public List<Approval> of(ContributionView minutes) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select a.revision, a.meeting_id, m.name as meeting, p.name as approved_by, a.approved_at
                          from minutes_approval a
                          join meeting m on m.id = a.meeting_id
                          join person p on p.id = a.approved_by
                         where a.contribution_id = :minutes and a.undone_at is null
                         order by a.revision desc""")
                .param("minutes", minutes.id().value())
                .query((row, n) -> {
                    Instant at = row.getTimestamp("approved_at").toInstant();
                    return new Approval(
                            row.getInt("revision"),
                            row.getObject("meeting_id", UUID.class),
                            row.getString("meeting"),
                            row.getString("approved_by"),
                            at,
                            now.isBefore(at.plus(UNDOABLE)));
                })
                .list();
    }

    /** The meeting of the group that began last: where minutes are approved now. Empty before the first. */
    public Optional<MeetingView> where(MeetingView meeting, Viewer viewer) {
        Instant now = clock.instant();
        return meetings.ofGroup(meeting.group().id(), viewer).stream()
                .filter(held -> !held.cancelled() && !now.isBefore(held.startsAt()))
                .findFirst();
    }

    /**
     * The chair declares that a meeting approved a revision.
     *
     * @param revision the one that the chair had before them; refused where a newer one has come
     * @param at a meeting of the same group that has begun
     */
    @Transactional
    public void approve(ContributionId id, int revision, MeetingId at, Viewer viewer) {
        ContributionView minutes = contributions.require(id, viewer);
        viewer.require(Act.APPROVE_MINUTES, minutes.meeting().permissions());
        requireMinutes(minutes);
        lock(id);
        RevisionView latest = minutes.latest();
        if (latest == null) {
            throw Refusal.conflict("These minutes have no file yet.");
        }
        if (revision != latest.number()) {
            throw Refusal.conflict(
                    revision > latest.number()
                            ? "There is no such revision of these minutes."
                            : "A newer revision has come: "
                                    + minutes.row().number().numberOf(latest.number())
                                    + ". Look at it before it is approved.");
        }
        MeetingView meeting = meetings.require(at, viewer);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        requireHeld(meeting, minutes, now);
        try {
            jdbc.sql("""
                            insert into minutes_approval (id, contribution_id, revision, meeting_id, approved_by, approved_at)
                            values (:id, :minutes, :revision, :meeting, :person, :now)""")
                    .param("id", NewId.next())
                    .param("minutes", id.value())
                    .param("revision", revision)
                    .param("meeting", at.value())
                    .param("person", viewer.requirePerson().value())
                    .param("now", Timestamp.from(now))
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("This revision was approved already.");
        }
        record(viewer, minutes, revision, meeting, "minutes.approved");
        UUID author = minutes.row().author().value();
        if (!author.equals(viewer.requirePerson().value())) {
            events.publishEvent(new News(
                    List.of(author),
                    "minutes.approved",
                    "Minutes approved: " + minutes.row().number().numberOf(revision),
                    minutes.row().title() + "\n\nApproved at " + meeting.name() + ".",
                    "/contributions/" + id));
        }
    }

    private static void requireMinutes(ContributionView minutes) {
        if (minutes.row().type() != ContributionType.MINS) {
            throw Refusal.conflict("Only minutes (MINS) are approved like this.");
        }
        if (minutes.row().state() == ContributionState.WITHDRAWN) {
            throw Refusal.conflict("These minutes were withdrawn.");
        }
    }

    private static void requireHeld(MeetingView meeting, ContributionView minutes, Instant now) {
        if (!meeting.group().equals(minutes.meeting().group())) {
            throw Refusal.invalid("meeting", "A group approves its own minutes. Choose one of its meetings.");
        }
        if (meeting.cancelled() || now.isBefore(meeting.startsAt())) {
            throw Refusal.conflict("Minutes are approved at a meeting, and this one "
                    + (meeting.cancelled() ? "is cancelled." : "has not begun."));
        }
    }

    /** Takes back a slip of the last ten minutes; what was undone stays on record. */
    @Transactional
    public void undo(ContributionId id, Viewer viewer) {
        ContributionView minutes = contributions.require(id, viewer);
        viewer.require(Act.APPROVE_MINUTES, minutes.meeting().permissions());
        lock(id);
        Approval last = of(minutes).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("Nothing is approved here that could be taken back."));
        if (!last.undoable()) {
            throw Refusal.conflict("This was approved more than ten minutes ago. Submit a new revision instead; "
                    + "it is approved anew.");
        }
        jdbc.sql("""
                        update minutes_approval set undone_by = :person, undone_at = :now
                         where contribution_id = :minutes and revision = :revision and undone_at is null""")
                .param("person", viewer.requirePerson().value())
                .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .param("minutes", id.value())
                .param("revision", last.revision())
                .update();
        record(
                viewer,
                minutes,
                last.revision(),
                meetings.require(new MeetingId(last.meeting()), viewer),
                "minutes.approval-undone");
    }

    /** An upload holds the same lock: what is approved is what is the latest at that moment. */
    private void lock(ContributionId id) {
        if (jdbc.sql("select id from contribution where id = :id for update")
                .param("id", id.value())
                .query((row, n) -> "")
                .list()
                .isEmpty()) {
            throw new NotFound("contribution");
        }
    }

    private void record(Viewer viewer, ContributionView minutes, int revision, MeetingView meeting, String what) {
        String number = minutes.row().number().numberOf(revision);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", minutes.id());
        data.put("number", number);
        data.put("revision", revision);
        data.put("title", minutes.row().title());
        log.append(meeting.room(), what, Author.of(viewer), data, null);
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                what,
                "contribution",
                minutes.id().toString(),
                null,
                Map.of("number", number, "meeting", meeting.id())));
    }
}
