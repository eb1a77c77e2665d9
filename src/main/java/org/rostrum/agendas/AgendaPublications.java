package org.rostrum.agendas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the draft of an agenda what members read. */
@Service
public class AgendaPublications {

    static final int MAX_NOTE = 2_000;
    static final int MAX_INTENT = 200;

    private final AgendaRepository agendas;
    private final AgendaPublicationRepository publications;
    private final Agendas published;
    private final Allocations allocations;
    private final Meetings meetings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    AgendaPublications(
            AgendaRepository agendas,
            AgendaPublicationRepository publications,
            Agendas published,
            Allocations allocations,
            Meetings meetings,
            RoomLog log,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.agendas = agendas;
        this.publications = publications;
        this.published = published;
        this.allocations = allocations;
        this.meetings = meetings;
        this.log = log;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** @throws Refusal for whoever may not publish this meeting's agenda */
    public static void requirePublisher(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.PUBLISH_AGENDA, meeting.permissions());
    }

    /**
     * Publishes the draft as the next version.
     *
     * @param revision of the draft that the chair was looking at
     * @param note what changed and why, for the members; may be empty
     * @param intent the client's key: sent again, it answers with the version it made the first time
     * @throws StaleDraft where the draft was changed since the chair looked
     */
    @Transactional
    public PublishedAgenda publish(MeetingId id, Viewer viewer, int revision, String note, @Nullable String intent) {
        MeetingView meeting = meetings.require(id, viewer);
        requirePublisher(meeting, viewer);
        PersonId chair = viewer.requirePerson();
        String said = tidied(note);
        String key = intent == null || intent.isBlank() ? null : intent;
        if (key != null && key.length() > MAX_INTENT) {
            throw Refusal.invalid("intent", "This key is longer than 200 characters.");
        }
        agendas.ensure(id.value());
        Agenda agenda = agendas.getByMeetingId(id.value());
        Optional<Done> done = key == null ? Optional.empty() : done(id, chair, key);
        if (done.isPresent()) {
            if (!done.get().equals(new Done(done.get().version(), said, revision))) {
                throw Refusal.invalid("intent", "This key was used for another publication already.");
            }
            return published.version(meeting, done.get().version(), viewer);
        }
        PublishedAgenda last = published.latest(meeting, viewer).orElse(null);
        AgendaPublication publication =
                agenda.publish(revision, said, rows(last), chair, Instant.now().truncatedTo(ChronoUnit.MILLIS), key);
        publications.save(publication);
        agendas.flush();
        allocations.releaseRemoved(meeting, viewer, publication.business());

        Map<String, Object> data = new LinkedHashMap<>();
        data.put("version", publication.version());
        data.put("note", said);
        log.append(meeting.room(), "agenda.published", Author.of(viewer), data, null);
        events.publishEvent(new AgendaPublished(id, meeting.room(), publication.version(), publication.items()));
        events.publishEvent(new PrivilegedAct(
                chair.value(),
                "agenda.published",
                "meeting",
                id.toString(),
                last == null ? null : Map.of("version", last.version()),
                data));
        return published.version(meeting, publication.version(), viewer);
    }

    private record Done(int version, String note, int draftRevision) {}

    private Optional<Done> done(MeetingId meeting, PersonId by, String intent) {
        return jdbc.sql("""
                        select version, note, draft_revision from agenda_publication
                         where meeting_id = :meeting and published_by = :by and intent = :intent""")
                .param("meeting", meeting.value())
                .param("by", by.value())
                .param("intent", intent)
                .query(Done.class)
                .optional();
    }

    private static @Nullable List<OutlineRow> rows(@Nullable PublishedAgenda last) {
        return last == null ? null : last.items().stream().map(AgendaEntry::row).toList();
    }

    private static String tidied(String note) {
        String tidied = Outline.tidiedNotes(note);
        if (tidied.codePointCount(0, tidied.length()) > MAX_NOTE) {
            throw Refusal.invalid(
                    "note",
                    "This note has %,d characters; 2,000 is the most."
                            .formatted(tidied.codePointCount(0, tidied.length())));
        }
        return tidied;
    }
}
