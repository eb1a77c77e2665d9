package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.PackageOffer.ItemSum;
import org.rostrum.contributions.PackageOffer.Sum;
import org.rostrum.documents.DocumentId;
import org.rostrum.documents.DocumentKind;
import org.rostrum.documents.Documents;
import org.rostrum.documents.StoredDocument;
import org.rostrum.meetings.MeetingView;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A meeting's documents, many at a time. Whoever calls has the meeting, and with that may read it. Nothing here holds a
 * connection while a package is on its way.
 */
@Service
public class DocumentPackages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

    private final JdbcClient jdbc;
    private final Contributions contributions;
    private final Documents stored;
    private final RoomLog log;
    private final BodySettings body;
    private final Clock clock;

    DocumentPackages(
            JdbcClient jdbc,
            Contributions contributions,
            Documents stored,
            RoomLog log,
            BodySettings body,
            Clock clock) {
        this.jdbc = jdbc;
        this.contributions = contributions;
        this.stored = stored;
        this.log = log;
        this.body = body;
        this.clock = clock;
    }

    /** An item of the agenda, whatever its kind, with how deep it stands: what follows deeper is below it. */
    private record Item(UUID id, @Nullable String number, String title, int depth, boolean normal) {

        AgendaPlace place() {
            return new AgendaPlace(id, number == null ? "" : number, title);
        }
    }

    private record Taken(Instant at, Set<UUID> documents) {}

    /** What there is to take, of the latest revisions or of all. */
    @Transactional(readOnly = true)
    public PackageOffer offer(MeetingView meeting, boolean allRevisions, boolean withdrawn, Viewer viewer) {
        List<PackagedDocument> documents =
                documents(meeting, new PackageChoice(null, false, allRevisions, withdrawn), Set.of());
        Taken taken = taken(meeting, viewer);
        Map<UUID, Sum> own = new HashMap<>();
        Sum all = Sum.NOTHING;
        Sum untaken = Sum.NOTHING;
        for (PackagedDocument one : documents) {
            Sum sum = new Sum(1, one.document().size());
            all = all.plus(sum);
            if (taken == null || !taken.documents().contains(one.document().id().value())) {
                untaken = untaken.plus(sum);
            }
            AgendaPlace place = one.place();
            if (place != null) {
                own.merge(place.item(), sum, Sum::plus);
            }
        }
        List<Item> agenda = agenda(meeting);
        List<ItemSum> items = new ArrayList<>();
        for (int i = 0; i < agenda.size(); i++) {
            Item item = agenda.get(i);
            Sum sum = below(agenda, i).stream()
                    .map(id -> own.getOrDefault(id, Sum.NOTHING))
                    .reduce(Sum.NOTHING, Sum::plus);
            if (item.normal() && sum.documents() > 0) {
                items.add(new ItemSum(item.place(), item.depth(), sum));
            }
        }
        return new PackageOffer(all, taken == null ? null : untaken, taken == null ? null : taken.at(), items);
    }

    /**
     * Puts a package together: what is in it and where, but no file's content.
     *
     * @throws NotFound where the agenda has no such item
     */
    @Transactional(readOnly = true)
    public DocumentPackage pack(MeetingView meeting, PackageChoice choice, Viewer viewer) {
        List<Item> agenda = agenda(meeting);
        Set<UUID> items = items(agenda, choice);
        List<PackagedDocument> documents = new ArrayList<>(documents(meeting, choice, items));
        Taken taken = choice.untaken() ? taken(meeting, viewer) : null;
        if (taken != null) {
            documents.removeIf(
                    one -> taken.documents().contains(one.document().id().value()));
        }
        return new DocumentPackage(
                meeting.id(),
                name(meeting, agenda, choice),
                documents,
                new PackageIndex(
                        meeting,
                        agenda.stream().filter(Item::normal).map(Item::place).toList(),
                        documents),
                stored);
    }

    private String name(MeetingView meeting, List<Item> agenda, PackageChoice choice) {
        String item = agenda.stream()
                .filter(one -> one.id().equals(choice.item()))
                .map(one -> "-item_" + one.number())
                .findFirst()
                .orElse("");
        String day = DAY.format(meeting.startsAt().atZone(meeting.timeZone()));
        return body.prefix() + "-" + meeting.group().code() + "-" + day + "-documents" + item
                + (choice.untaken() ? "-new" : "") + ".zip";
    }

    /**
     * A list for programs that mirror a meeting.
     *
     * @param cursor what to ask since the next time
     */
    public record Manifest(List<PackagedDocument> documents, long cursor) {}

    /**
     * @param since the cursor of the answer before: only contributions that anything happened to afterwards; null for all
     * @throws NotFound where the agenda has no such item
     */
    @Transactional(readOnly = true)
    public Manifest manifest(MeetingView meeting, PackageChoice choice, @Nullable Long since) {
        // Read before the documents: what comes in between is told twice and never missed.
        long cursor = log.lastSeq(meeting.room());
        List<PackagedDocument> documents = documents(meeting, choice, items(agenda(meeting), choice));
        if (since == null) {
            return new Manifest(documents, cursor);
        }
        if (since < 0 || since > cursor) {
            throw Refusal.invalid("since", "This is no cursor of this meeting: use the \"next\" of an answer before.");
        }
        if (agendaPublished(meeting, since)) {
            return new Manifest(documents, cursor);
        }
        Set<UUID> changed = changed(meeting, since);
        return new Manifest(
                documents.stream()
                        .filter(one -> changed.contains(one.contribution().id().value()))
                        .toList(),
                cursor);
    }

    /** A new version may have moved everything, and names nothing. */
    private boolean agendaPublished(MeetingView meeting, long since) {
        return jdbc.sql("""
                        select exists (select 1 from room_event
                                        where room_id = :room and seq > :since and type = 'agenda.published')""")
                .param("room", meeting.room().value())
                .param("since", since)
                .query(Boolean.class)
                .single();
    }

    /** Whatever happens to a contribution is in the room's log in the order of the commits, and names it. */
    private Set<UUID> changed(MeetingView meeting, long since) {
        return new HashSet<>(jdbc.sql("""
                        select distinct named[1]::uuid
                          from room_event e,
                               regexp_matches(e.event, '"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', 'g') named
                         where e.room_id = :room and e.seq > :since
                           and (e.type like 'contribution.%' or e.type like 'agenda.%')""")
                .param("room", meeting.room().value())
                .param("since", since)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Keeps what has reached somebody, all of it. */
    @Transactional
    public void taken(DocumentPackage taken, Viewer viewer) {
        // Whoever acts in another's name has the files on their own disk.
        if (viewer.person() == null || viewer.actor() != null) {
            return;
        }
        jdbc.sql("""
                        insert into package_taken as t (person_id, meeting_id, taken_at, documents)
                        values (:person, :meeting, :now, :documents)
                        on conflict (person_id, meeting_id) do update
                           set taken_at = greatest(t.taken_at, excluded.taken_at),
                               documents = array(select unnest(t.documents) union select unnest(excluded.documents))""")
                .param("person", viewer.person().value())
                .param("meeting", taken.meeting().value())
                .param("now", Timestamp.from(clock.instant()))
                .param(
                        "documents",
                        taken.documents().stream()
                                .map(one -> one.document().id().value())
                                .toArray(UUID[]::new))
                .update();
    }

    private @Nullable Taken taken(MeetingView meeting, Viewer viewer) {
        if (viewer.person() == null) {
            return null;
        }
        return jdbc.sql("""
                        select taken_at, documents from package_taken
                         where person_id = :person and meeting_id = :meeting""")
                .param("person", viewer.person().value())
                .param("meeting", meeting.id().value())
                .query((row, n) -> new Taken(row.getTimestamp("taken_at").toInstant(), Set.copyOf(Arrays.asList((UUID[])
                        row.getArray("documents").getArray()))))
                .optional()
                .orElse(null);
    }

    private List<Item> agenda(MeetingView meeting) {
        return jdbc.sql("""
                        select item_id, number, title, depth, kind from agenda_published_item
                         where meeting_id = :meeting and version = :version order by position""")
                .param("meeting", meeting.id().value())
                .param("version", meeting.agendaVersion())
                .query((row, n) -> new Item(
                        row.getObject("item_id", UUID.class),
                        row.getString("number"),
                        row.getString("title"),
                        row.getInt("depth"),
                        row.getString("kind").equals("NORMAL")))
                .list();
    }

    /** The item at a place and all below it. */
    private static List<UUID> below(List<Item> agenda, int at) {
        List<UUID> below = new ArrayList<>(List.of(agenda.get(at).id()));
        for (int i = at + 1;
                i < agenda.size() && agenda.get(i).depth() > agenda.get(at).depth();
                i++) {
            below.add(agenda.get(i).id());
        }
        return below;
    }

    private static Set<UUID> items(List<Item> agenda, PackageChoice choice) {
        if (choice.item() == null) {
            return Set.of();
        }
        for (int i = 0; i < agenda.size(); i++) {
            if (agenda.get(i).id().equals(choice.item()) && agenda.get(i).normal()) {
                return Set.copyOf(below(agenda, i));
            }
        }
        throw new NotFound("agenda item");
    }

    /** @param items those that count where the choice names one */
    private List<PackagedDocument> documents(MeetingView meeting, PackageChoice choice, Set<UUID> items) {
        return jdbc
                .sql("select x.*, v.number as uploaded_revision, v.uploaded_at, d.id as document_id, d.original_name,"
                        + " d.media_type, d.size, d.sha256, d.crc32, d.macros from ("
                        + Contributions.select() + """
                                where c.meeting_id = :meeting and (:withdrawn or c.state <> 'WITHDRAWN')
                                ) x
                                join revision v on v.contribution_id = x.id
                                join document d on d.id = v.document_id
                                order by x.year, x.serial, v.number
                        """)
                .param("meeting", meeting.id().value())
                .param("withdrawn", choice.withdrawn())
                .query((row, n) -> packaged(row))
                .list()
                .stream()
                .filter(one -> choice.allRevisions() || !one.superseded())
                .filter(one -> choice.item() == null || placed(one, items))
                .toList();
    }

    private static boolean placed(PackagedDocument one, Set<UUID> items) {
        AgendaPlace place = one.place();
        return place != null && items.contains(place.item());
    }

    private PackagedDocument packaged(ResultSet row) throws SQLException {
        return new PackagedDocument(
                contributions.row(row),
                row.getInt("uploaded_revision"),
                new StoredDocument(
                        new DocumentId(row.getObject("document_id", UUID.class)),
                        row.getString("original_name"),
                        DocumentKind.byMediaType(row.getString("media_type")),
                        row.getLong("size"),
                        HexFormat.of().formatHex(row.getBytes("sha256")),
                        row.getLong("crc32"),
                        row.getBoolean("macros")),
                row.getTimestamp("uploaded_at").toInstant());
    }
}
