package org.rostrum.agendas;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    private static final String LEFT = """
            select coalesce(i.number, '') as number, i.title, count(*) as messages
              from agenda a
              join agenda_published_item i on i.meeting_id = a.meeting_id and i.version = a.version
              join thread t on t.agenda_item_id = i.item_id
              join message m on m.thread_id = t.id
             where a.meeting_id = :meeting and i.kind <> 'INTERNAL'
               and not exists (select from agenda_draft_item d
                                where d.meeting_id = i.meeting_id and d.item_id = i.item_id and d.kind <> 'INTERNAL')
             group by i.position, i.number, i.title order by i.position""";

    private final AgendaRepository agendas;
    private final AgendaDrafts drafts;
    private final Agendas published;
    private final Allocations allocations;
    private final AgendaRun run;
    private final AgendaWatches watches;
    private final Meetings meetings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    AgendaPublications(
            AgendaRepository agendas,
            AgendaDrafts drafts,
            Agendas published,
            Allocations allocations,
            AgendaRun run,
            AgendaWatches watches,
            Meetings meetings,
            RoomLog log,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.agendas = agendas;
        this.drafts = drafts;
        this.published = published;
        this.allocations = allocations;
        this.run = run;
        this.watches = watches;
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
     * What the chair looks at before publishing.
     *
     * @param read what members will read
     * @param difference to the version in force, with internal items; empty before the first
     * @param forMembers whether anything of it is for members to read
     * @param goingBack how many contributions would be on no item any more
     * @param discussions of items that members will not find on the agenda any more
     * @param refused why it cannot be published while the room is where it is; null where it can
     */
    public record Review(
            Draft draft,
            List<AgendaEntry> read,
            AgendaDifference difference,
            boolean forMembers,
            int goingBack,
            List<Left> discussions,
            @Nullable String refused) {

        public int internal() {
            return draft.items().size() - read.size();
        }
    }

    /** The discussion of an item that leaves the agenda; it stays in the room. */
    public record Left(String number, String title, int messages) {}

    public Review review(MeetingView meeting, Viewer viewer) {
        requirePublisher(meeting, viewer);
        Draft draft = drafts.of(meeting, viewer);
        List<AgendaEntry> read = members(draft.items());
        Optional<PublishedAgenda> last = published.latest(meeting, viewer);
        NowDiscussing taken =
                taken(meeting.id(), read.stream().map(item -> item.id().value()).toList());
        return new Review(
                draft,
                read,
                last.map(agenda -> AgendaDifference.between(agenda.items(), draft.items()))
                        .orElseGet(() -> AgendaDifference.between(List.of(), List.of())),
                last.map(agenda -> !AgendaDifference.between(members(agenda.items()), read)
                                .isEmpty())
                        .orElse(!read.isEmpty()),
                allocations.goingBack(meeting),
                jdbc.sql(LEFT)
                        .param("meeting", meeting.id().value())
                        .query((row, n) ->
                                new Left(row.getString("number"), row.getString("title"), row.getInt("messages")))
                        .list(),
                taken == null ? null : whyNot(taken));
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
        NowDiscussing taken = taken(id, publication.items());
        if (taken != null) {
            throw Refusal.of(Refusal.Reason.CONFLICT, "draft", whyNot(taken));
        }
        agendas.flush();
        keep(publication);
        allocations.releaseRemoved(meeting, viewer, publication.business());
        events.publishEvent(new AgendaPublished(id, meeting.room(), publication.version(), publication.items()));

        List<AgendaEntry> now = AgendaEntry.numbered(publication.outline().rows());
        AgendaDifference forOfficers = last == null ? null : AgendaDifference.between(last.items(), now);
        AgendaDifference forMembers =
                last == null ? null : AgendaDifference.between(members(last.items()), members(now));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("version", publication.version());
        data.put("note", said);
        data.put("changed", forMembers == null ? null : forMembers.summary());
        log.append(meeting.room(), "agenda.published", Author.of(viewer), data, null);
        events.publishEvent(new PrivilegedAct(
                chair.value(),
                "agenda.published",
                "meeting",
                id.toString(),
                last == null ? null : Map.of("version", last.version()),
                Map.of("version", publication.version(), "note", said)));
        AgendaWatches.Told told = watches.told(meeting, chair);
        if (!told.officers().isEmpty()) {
            events.publishEvent(AgendaNews.of(meeting, publication.version(), said, forOfficers, now, told.officers()));
        }
        // What changed for the officers only is no news to anybody else, not even that there was something.
        if (!told.members().isEmpty() && (forMembers == null || !forMembers.isEmpty())) {
            events.publishEvent(
                    AgendaNews.of(meeting, publication.version(), said, forMembers, members(now), told.members()));
        }
        return published.version(meeting, publication.version(), viewer);
    }

    /** What the room is on, if members would not find it any more. An item that moved is discussed under its new number. */
    private @Nullable NowDiscussing taken(MeetingId meeting, List<UUID> items) {
        return run.now(meeting)
                .filter(now -> !items.contains(now.item().value()))
                .orElse(null);
    }

    private static String whyNot(NowDiscussing taken) {
        return "“" + taken.label()
                + "” is being discussed now, and members would not find it in this draft. Close it first, or put it back.";
    }

    private static List<AgendaEntry> members(List<AgendaEntry> items) {
        return items.stream().filter(item -> item.kind() != ItemKind.INTERNAL).toList();
    }

    /** Two statements for however many items, which are those that stand in the draft. */
    private void keep(AgendaPublication publication) {
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, note, published_by, published_at,
                                                        draft_revision, intent)
                        values (:meeting, :version, :note, :by, :at, :revision, :intent)""")
                .param("meeting", publication.meeting().value())
                .param("version", publication.version())
                .param("note", publication.note())
                .param("by", publication.by().value())
                .param("at", Timestamp.from(publication.at()))
                .param("revision", publication.draftRevision())
                .param("intent", publication.intent())
                .update();
        jdbc.sql("""
                        insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, kind,
                                                           title, presenter, minutes, notes)
                        select d.meeting_id, :version, d.position, d.item_id, nullif(n.number, ''), d.depth, d.kind,
                               d.title, d.presenter, d.minutes, d.notes
                          from agenda_draft_item d
                          join unnest(:items::uuid[], :numbers::text[]) n (item_id, number) on n.item_id = d.item_id
                         where d.meeting_id = :meeting""")
                .param("meeting", publication.meeting().value())
                .param("version", publication.version())
                .param("items", publication.all())
                .param("numbers", publication.numbers())
                .update();
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
