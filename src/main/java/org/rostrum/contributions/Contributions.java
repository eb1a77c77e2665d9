package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.documents.DocumentId;
import org.rostrum.documents.DocumentKind;
import org.rostrum.documents.StoredDocument;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Page;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Contributions as pages and lists show them: each of these costs the same few statements, however many there are. */
@Service
public class Contributions {

    /** The most that one page of the API's list holds. */
    public static final int LARGEST_PAGE = 1_000;

    static final String ROW = """
            select c.id, g.code as group_code, c.number, c.year, c.serial, c.type, c.purpose, c.title, c.source, c.state, c.late,
                   c.agenda_item_id, i.number as item_number, i.title as item_title, c.item_position,
                   c.proposed_item_id, pi.number as proposed_number, pi.title as proposed_title,
                   c.block_id, b.name as block_name, c.author_id,
                   p.name as author_name, o.name as author_organization, c.specification_id, c.meeting_id, m.name as meeting_name, c.reserved_at,
                   c.submitted_at,
                   (select max(r.number) from revision r where r.contribution_id = c.id) as revision
            """;

    static final String FROM = """
              from contribution c
              join working_group g on g.id = c.group_id
              join meeting m on m.id = c.meeting_id
              join person p on p.id = c.author_id
              left join organization o on o.id = c.organization_id
              left join agenda a on a.meeting_id = c.meeting_id
              left join agenda_published_item i
                on i.meeting_id = a.meeting_id and i.version = a.version and i.item_id = c.agenda_item_id
               and i.kind = 'NORMAL'
              left join agenda_published_item pi
                on pi.meeting_id = a.meeting_id and pi.version = a.version and pi.item_id = c.proposed_item_id
               and pi.kind = 'NORMAL'
              left join agenda_block b on b.id = c.block_id
            """;

    static final String UNDER_ITEMS = """
            select c.id, c.agenda_item_id, c.number, c.year, c.serial, c.type, c.purpose, c.title, c.source, c.state, c.late,
                   c.author_id, c.block_id, b.name as block_name, r.revision
              from contribution c
              left join agenda_block b on b.id = c.block_id
              left join (select v.contribution_id, max(v.number) as revision
                           from revision v
                           join contribution o on o.id = v.contribution_id
                          where o.meeting_id = :meeting
                          group by v.contribution_id) r on r.contribution_id = c.id
             where c.meeting_id = :meeting and c.agenda_item_id is not null
             order by c.item_position, c.year, c.serial""";

    /** A cursor is the last number of the page before: year and serial. */
    private static final Pattern CURSOR = Pattern.compile("(\\d{4})-(\\d{1,9})");

    /** The digits at a number's end, for one of the same group and year. */
    private static final Pattern SERIAL = Pattern.compile("(\\d{1,9})(?:[A-Za-z]\\d{2})?(?:-.*)?");

    private final JdbcClient jdbc;
    private final Meetings meetings;
    private final ParticularsTables particulars;
    private final RoomLog log;
    private final Numbers numbers;

    Contributions(JdbcClient jdbc, Meetings meetings, ParticularsTables particulars, RoomLog log, Numbers numbers) {
        this.jdbc = jdbc;
        this.particulars = particulars;
        this.log = log;
        this.meetings = meetings;
        this.numbers = numbers;
    }

    /**
     * A contribution with its story.
     *
     * @throws NotFound where there is none that the viewer may read
     */
    @Transactional(readOnly = true)
    public ContributionView require(ContributionId id, Viewer viewer) {
        Details details = jdbc.sql(ROW + """
                                , c.abstract, coalesce(c.named_source, c.source) as named_source, c.organization_id, c.withdrawn_at,
                                t.id as thread_id, s.enabler, s.enabler_name, s.document_type,
                                s.version as specification_version, s.status, s.release_date, s.file_name,
                                room.last_seq
                        """ + FROM + """
                                join room on room.id = m.room_id
                                left join thread t on t.contribution_id = c.id
                                left join specification s on s.id = c.specification_id
                                where c.id = :id
                        """)
                .param("id", id.value())
                .query((row, n) -> details(row))
                .optional()
                .orElseThrow(Contributions::unknown);
        MeetingView meeting = visibleMeeting(details.row().meeting(), viewer);
        return new ContributionView(
                details.row(),
                meeting,
                details.summary(),
                details.namedSource(),
                details.organization(),
                details.specification(),
                particulars.find(id, details.row().type()),
                details.withdrawnAt(),
                revisions(details.row()),
                details.thread(),
                details.seq());
    }

    /**
     * What a permanent address leads to.
     *
     * @param pinned the revision that it names; null where it names none, which means whatever is the latest
     */
    public record Cited(
            ContributionView contribution, @Nullable RevisionView pinned) {

        /** The file that the address leads to; null before the first. */
        public @Nullable RevisionView file() {
            return pinned == null ? contribution.latest() : pinned;
        }
    }

    /**
     * The contribution of a number, in capitals or small letters, with a revision or without; R00 is the first file.
     *
     * @throws NotFound where there is none that the viewer may read
     */
    @Transactional(readOnly = true)
    public Cited requireCited(String address, Viewer viewer) {
        Numbers.Cited cited =
                numbers.cited(address).filter(found -> found.rest().isEmpty()).orElseThrow(Contributions::unknown);
        ContributionView contribution = require(cited.id(), viewer);
        return new Cited(contribution, cited.revision() == null ? null : revision(contribution, cited.revision()));
    }

    private static RevisionView revision(ContributionView contribution, int number) {
        return contribution.revisions().stream()
                .filter(revision -> revision.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("revision"));
    }

    private MeetingView visibleMeeting(MeetingId meeting, Viewer viewer) {
        try {
            return meetings.require(meeting, viewer);
        } catch (NotFound e) {
            throw unknown();
        }
    }

    private static NotFound unknown() {
        return new NotFound("contribution");
    }

    private record Details(
            ContributionRow row,
            String summary,
            String namedSource,
            @Nullable OrganizationId organization,
            @Nullable Instant withdrawnAt,
            @Nullable UUID thread,
            @Nullable SpecificationRow specification,
            long seq) {}

    private Details details(ResultSet row) throws SQLException {
        UUID organization = row.getObject("organization_id", UUID.class);
        UUID specification = row.getObject("specification_id", UUID.class);
        return new Details(
                row(row),
                row.getString("abstract"),
                row.getString("named_source"),
                organization == null ? null : new OrganizationId(organization),
                instant(row, "withdrawn_at"),
                row.getObject("thread_id", UUID.class),
                specification == null
                        ? null
                        : new SpecificationRow(
                                new SpecificationId(specification),
                                row.getString("enabler"),
                                row.getString("enabler_name"),
                                row.getString("document_type"),
                                row.getString("specification_version"),
                                row.getString("status"),
                                row.getObject("release_date", LocalDate.class),
                                row.getString("file_name")),
                row.getLong("last_seq"));
    }

    private List<RevisionView> revisions(ContributionRow contribution) {
        return jdbc.sql("""
                        select r.number, r.uploaded_at, p.name as person_name, o.name as organization_name,
                               d.id, d.original_name, d.media_type, d.size, d.sha256, d.crc32, d.macros
                          from revision r
                          join document d on d.id = r.document_id
                          join person p on p.id = r.uploaded_by
                          left join delegation l on l.person_id = p.id and l.since <= r.uploaded_at
                           and (l.until is null or l.until > r.uploaded_at)
                          left join organization o on o.id = l.organization_id
                         where r.contribution_id = :id
                         order by r.number""")
                .param("id", contribution.id().value())
                .query((row, n) -> {
                    StoredDocument document = document(row);
                    int number = row.getInt("number");
                    return new RevisionView(
                            number,
                            fileName(contribution, number, document.kind()),
                            document,
                            row.getString("person_name"),
                            row.getString("organization_name"),
                            row.getTimestamp("uploaded_at").toInstant());
                })
                .list();
    }

    static String fileName(ContributionRow contribution, int revision, DocumentKind kind) {
        return contribution.number().documentName(revision, contribution.type(), contribution.title()) + "."
                + kind.extension();
    }

    private static StoredDocument document(ResultSet row) throws SQLException {
        return new StoredDocument(
                new DocumentId(row.getObject("id", UUID.class)),
                row.getString("original_name"),
                DocumentKind.byMediaType(row.getString("media_type")),
                row.getLong("size"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getLong("crc32"),
                row.getBoolean("macros"));
    }

    /**
     * One file of a contribution.
     *
     * @throws NotFound where there is none that the viewer may read
     */
    @Transactional(readOnly = true)
    public RevisionView requireRevision(ContributionId id, int number, Viewer viewer) {
        return revision(require(id, viewer), number);
    }

    /** A meeting's contributions, all that pass the filter. The meeting shows that the viewer may read them. */
    public List<ContributionRow> in(MeetingView meeting, ContributionFilter filter, Viewer viewer) {
        boolean marks = Marks.seenBy(viewer, meeting.permissions());
        FilterCondition condition =
                new FilterCondition(filter, viewer, itemsBelow(meeting, filter.item()), marks).anywhere(filter);
        return jdbc.sql(ROW + FROM + (marks ? " left join contribution_mark k on k.contribution_id = c.id" : "")
                        + " where c.meeting_id = :meeting" + condition + " order by "
                        + filter.sort().order(filter.descending()))
                .params(condition.parameters())
                .param("meeting", meeting.id().value())
                .query((row, n) -> row(row))
                .list();
    }

    /** An item and those below it, as the agenda is published now; one of the draft only stands for itself. */
    List<UUID> itemsBelow(MeetingView meeting, @Nullable UUID item) {
        if (item == null) {
            return List.of();
        }
        List<AgendaPlace> agenda = agendaOf(meeting);
        String number = agenda.stream()
                .filter(place -> place.item().equals(item))
                .map(AgendaPlace::number)
                .findFirst()
                .orElse("");
        return number.isEmpty()
                ? List.of(item)
                : agenda.stream()
                        .filter(place ->
                                place.item().equals(item) || place.number().startsWith(number + "."))
                        .map(AgendaPlace::item)
                        .toList();
    }

    /** What has happened in the meeting's room so far; read it before what is shown, so that nothing falls between. */
    public long seq(MeetingView meeting) {
        return log.lastSeq(meeting.room());
    }

    /**
     * A page of a meeting's contributions by number.
     *
     * @param after the cursor that the page before gave; null for the first
     */
    public Page<ContributionRow> page(MeetingView meeting, @Nullable String after, int limit) {
        int year = 0;
        int serial = 0;
        if (after != null) {
            Matcher cursor = CURSOR.matcher(after);
            if (!cursor.matches()) {
                throw Refusal.invalid("after", "This is no cursor: use the \"next\" of the page before.");
            }
            year = Integer.parseInt(cursor.group(1));
            serial = Integer.parseInt(cursor.group(2));
        }
        List<ContributionRow> rows = jdbc.sql(ROW + FROM + """
                                where c.meeting_id = :meeting and (c.year, c.serial) > (:year, :serial)
                                order by c.year, c.serial
                                limit :limit
                        """)
                .param("meeting", meeting.id().value())
                .param("year", year)
                .param("serial", serial)
                .param("limit", limit + 1)
                .query((row, n) -> row(row))
                .list();
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        ContributionNumber last = rows.get(limit - 1).number();
        return new Page<>(rows.subList(0, limit), last.year() + "-" + last.serial());
    }

    /**
     * What stands under each item of a meeting's agenda, in the chair's order, withdrawn ones included. One statement;
     * the meeting shows that the viewer may read them.
     */
    public Map<UUID, List<ItemContribution>> underItems(MeetingView meeting) {
        return jdbc
                .sql(UNDER_ITEMS)
                .param("meeting", meeting.id().value())
                .query((row, n) -> {
                    UUID block = row.getObject("block_id", UUID.class);
                    Integer revision = row.getObject("revision", Integer.class);
                    ContributionNumber number = numbers.of(row);
                    return new ItemContribution(
                            new ContributionId(row.getObject("id", UUID.class)),
                            row.getObject("agenda_item_id", UUID.class),
                            revision == null ? number.number() : number.numberOf(revision),
                            ContributionType.of(row.getString("type")),
                            Purpose.of(row.getString("purpose")),
                            row.getString("title"),
                            row.getString("source"),
                            ContributionState.valueOf(row.getString("state")),
                            row.getBoolean("late"),
                            new PersonId(row.getObject("author_id", UUID.class)),
                            block == null ? null : new AgendaBlock(block, row.getString("block_name")));
                })
                .list()
                .stream()
                .collect(Collectors.groupingBy(ItemContribution::item));
    }

    /** What the chair put under each item of a meeting's agenda, in its order, withdrawn ones included. One statement. */
    public Map<UUID, List<ContributionRow>> byAgendaItem(MeetingId meeting) {
        Map<UUID, List<ContributionRow>> items = new LinkedHashMap<>();
        jdbc.sql(ROW + FROM + """
                                where c.meeting_id = :meeting and c.agenda_item_id is not null
                                order by c.item_position, c.year, c.serial
                        """)
                .param("meeting", meeting.value())
                .query((row, n) -> row(row))
                .list()
                .forEach(row -> {
                    if (row.agendaItem() != null) {
                        items.computeIfAbsent(row.agendaItem(), item -> new ArrayList<>())
                                .add(row);
                    }
                });
        return items;
    }

    /** All of a meeting's contributions by item, in their order there; what is on none by number. One statement. */
    public List<PlacedRow> placed(MeetingView meeting) {
        return jdbc.sql("""
                        select c.id, c.number, c.year, c.serial, c.type, c.title, c.source, c.state, c.late, c.agenda_item_id,
                               c.proposed_item_id, c.block_id, b.name as block_name
                          from contribution c left join agenda_block b on b.id = c.block_id
                         where c.meeting_id = :meeting
                         order by c.agenda_item_id, c.item_position, c.year, c.serial""")
                .param("meeting", meeting.id().value())
                .query((row, n) -> new PlacedRow(
                        new ContributionId(row.getObject("id", UUID.class)),
                        numbers.of(row),
                        ContributionType.of(row.getString("type")),
                        row.getString("title"),
                        row.getString("source"),
                        ContributionState.valueOf(row.getString("state")),
                        row.getBoolean("late"),
                        row.getObject("agenda_item_id", UUID.class),
                        row.getObject("proposed_item_id", UUID.class),
                        block(row)))
                .list();
    }

    /** Somebody's latest contributions, newest first, in whatever meeting. */
    public List<ContributionRow> mine(PersonId author, int limit) {
        return jdbc.sql(ROW + FROM
                        + " where c.author_id = :author order by c.reserved_at desc, c.serial desc limit :limit")
                .param("author", author.value())
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    /** The items of business on the published agenda, in its order: what an author may propose a place among. */
    public List<AgendaPlace> agendaOf(MeetingView meeting) {
        return jdbc.sql("""
                        select item_id, number, title from agenda_published_item
                         where meeting_id = :meeting and version = :version and kind = 'NORMAL'
                         order by position""")
                .param("meeting", meeting.id().value())
                .param("version", meeting.agendaVersion())
                .query((row, n) -> new AgendaPlace(
                        row.getObject("item_id", UUID.class), row.getString("number"), row.getString("title")))
                .list();
    }

    /**
     * What officers may place contributions on: the published items of business, and those of the draft that are not
     * published yet, which have no number here. For officers only.
     */
    public List<AgendaPlace> placesOf(MeetingView meeting) {
        List<AgendaPlace> places = new ArrayList<>(agendaOf(meeting));
        places.addAll(jdbc.sql("""
                        select d.item_id, d.title from agenda_draft_item d
                         where d.meeting_id = :meeting and d.kind = 'NORMAL'
                           and not exists (select 1 from agenda_published_item p
                                            where p.meeting_id = d.meeting_id and p.version = :version
                                              and p.item_id = d.item_id and p.kind = 'NORMAL')
                         order by d.position""")
                .param("meeting", meeting.id().value())
                .param("version", meeting.agendaVersion())
                .query((row, n) -> new AgendaPlace(row.getObject("item_id", UUID.class), "", row.getString("title")))
                .list());
        return places;
    }

    /**
     * Those that were reserved in one go, by number. The meeting shows that the viewer may read them.
     *
     * @throws NotFound where there are none in this meeting
     */
    public List<ContributionRow> reservedTogether(MeetingView meeting, UUID reservation) {
        List<ContributionRow> rows = jdbc.sql(ROW + FROM + """
                                where c.reservation_id = :reservation and c.meeting_id = :meeting
                                order by c.year, c.serial
                        """)
                .param("reservation", reservation)
                .param("meeting", meeting.id().value())
                .query((row, n) -> row(row))
                .list();
        if (rows.isEmpty()) {
            throw new NotFound("reservation");
        }
        return rows;
    }

    /** What a contribution is handled together with, in the order of the item; nothing where it is by itself. */
    public List<ContributionRow> together(ContributionRow one) {
        if (one.block() == null) {
            return List.of();
        }
        return jdbc.sql(ROW + FROM + """
                                where c.block_id = :block and c.id <> :id
                                order by c.item_position, c.year, c.serial
                        """)
                .param("block", one.block().id())
                .param("id", one.id().value())
                .query((row, n) -> row(row))
                .list();
    }

    /**
     * A contribution as somebody types its number: in full, with or without a revision, or the digits at its end for one of
     * the same group and year.
     */
    public Optional<ContributionId> numbered(String typed, MeetingView meeting) {
        String stripped = typed.strip();
        Matcher serial = SERIAL.matcher(stripped);
        if (!serial.matches()) {
            return numbers.cited(stripped)
                    .filter(cited -> cited.rest().isEmpty() || cited.rest().startsWith("-"))
                    .map(Numbers.Cited::id);
        }
        return jdbc.sql("select id from contribution where group_id = :group and year = :year and serial = :serial")
                .param("group", meeting.group().id().value())
                .param("year", meeting.startsAt().atZone(meeting.timeZone()).getYear())
                .param("serial", Integer.parseInt(serial.group(1)))
                .query(UUID.class)
                .optional()
                .map(ContributionId::new);
    }

    Optional<AgendaPlace> onAgenda(MeetingView meeting, UUID item) {
        return agendaOf(meeting).stream()
                .filter(place -> place.item().equals(item))
                .findFirst();
    }

    ContributionNumber number(Contribution contribution) {
        return numbers.of(contribution);
    }

    ContributionRow row(ResultSet row) throws SQLException {
        UUID item = row.getObject("agenda_item_id", UUID.class);
        UUID specification = row.getObject("specification_id", UUID.class);
        return new ContributionRow(
                new ContributionId(row.getObject("id", UUID.class)),
                numbers.of(row),
                ContributionType.of(row.getString("type")),
                Purpose.of(row.getString("purpose")),
                row.getString("title"),
                row.getString("source"),
                ContributionState.valueOf(row.getString("state")),
                row.getBoolean("late"),
                item,
                place(row, item, "item"),
                row.getObject("proposed_item_id", UUID.class),
                place(row, row.getObject("proposed_item_id", UUID.class), "proposed"),
                block(row),
                row.getObject("revision", Integer.class),
                new PersonId(row.getObject("author_id", UUID.class)),
                row.getString("author_name"),
                row.getString("author_organization"),
                specification == null ? null : new SpecificationId(specification),
                new MeetingId(row.getObject("meeting_id", UUID.class)),
                row.getString("meeting_name"),
                row.getTimestamp("reserved_at").toInstant(),
                instant(row, "submitted_at"));
    }

    private static @Nullable AgendaPlace place(ResultSet row, @Nullable UUID item, String prefix) throws SQLException {
        String number = row.getString(prefix + "_number");
        return item == null || number == null ? null : new AgendaPlace(item, number, row.getString(prefix + "_title"));
    }

    private static @Nullable AgendaBlock block(ResultSet row) throws SQLException {
        UUID id = row.getObject("block_id", UUID.class);
        return id == null ? null : new AgendaBlock(id, row.getString("block_name"));
    }

    /** Where rows of contributions come from, for the statements of this capability. */
    static String select() {
        return ROW + FROM;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
