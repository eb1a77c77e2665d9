package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Place;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupView;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The lists that secretaries live in: a meeting's whole, a group's over all its years, and one's own. What each costs
 * does not depend on how many contributions there are elsewhere.
 */
@Service
public class ContributionLists {

    /** Of a list without an end. */
    public static final int ON_A_PAGE = 100;

    private static final String MORE = """
                   , sp.file_name as specification_name, coalesce(cr.clauses, pt.clauses, '') as clauses,
                   coalesce((select d.macros from revision r join document d on d.id = r.document_id
                              where r.contribution_id = c.id order by r.number desc limit 1), false) as macros,
            """;

    private static final String MORE_FROM = """
              left join specification sp on sp.id = c.specification_id
              left join change_request cr on cr.contribution_id = c.id
              left join proposed_text pt on pt.contribution_id = c.id
            """;

    private static final String MARKS = " left join contribution_mark k on k.contribution_id = c.id\n";

    private static final Pattern BY_NUMBER = Pattern.compile("(\\d{4})-(\\d{1,9})");
    private static final Pattern BY_TIME = Pattern.compile("(.+Z)_([0-9a-f-]{36})");

    private final JdbcClient jdbc;
    private final Contributions contributions;

    ContributionLists(JdbcClient jdbc, Contributions contributions) {
        this.jdbc = jdbc;
        this.contributions = contributions;
    }

    private static String select(boolean marks) {
        return Contributions.ROW
                + MORE
                + (marks ? "k.word, k.tone\n" : "null::text as word, null::text as tone\n")
                + Contributions.FROM
                + MORE_FROM
                + (marks ? MARKS : "");
    }

    /**
     * The same of one page only: which they are is settled first, from an index, and what is shown of them is read for
     * these alone, however many would pass.
     */
    private static String page(boolean marks, String condition, String order) {
        String those = """
                from (select c.* from contribution c
                        join meeting m on m.id = c.meeting_id
                        join working_group g on g.id = m.group_id
                """ + (marks ? MARKS : "") + " where " + condition + " order by " + order + " limit :limit) c";
        return select(marks).replaceFirst("from contribution c\\b", Matcher.quoteReplacement(those)) + " order by "
                + order;
    }

    /** A meeting's contributions, all that pass the filter. The meeting shows that the viewer may read them. */
    public List<ListedContribution> in(MeetingView meeting, ContributionFilter filter, Viewer viewer) {
        boolean marks = Marks.seenBy(viewer, meeting.permissions());
        FilterCondition condition = new FilterCondition(
                        filter, viewer, contributions.itemsBelow(meeting, filter.item()), marks)
                .anywhere(filter);
        return jdbc.sql(select(marks) + " where c.meeting_id = :meeting" + condition + " order by "
                        + filter.sort().order(filter.descending()))
                .params(condition.parameters())
                .param("meeting", meeting.id().value())
                .query((row, n) -> listed(row))
                .list();
    }

    /** @param unallocated submitted, and on no item of the agenda; agendas need none */
    public record Counts(Map<ContributionState, Integer> states, int unallocated) {

        public int all() {
            return states.values().stream().mapToInt(Integer::intValue).sum();
        }

        public int of(StateGroup group) {
            return group.states().stream()
                    .mapToInt(state -> states.getOrDefault(state, 0))
                    .sum();
        }
    }

    /** How many a meeting has of each state, whatever a filter shows. */
    public Counts counts(MeetingView meeting) {
        Map<ContributionState, Integer> states = new EnumMap<>(ContributionState.class);
        List<Integer> unallocated = jdbc.sql("""
                        select state, count(*) as many,
                               count(*) filter (where state = 'SUBMITTED' and type <> 'AGD') as unallocated
                          from contribution where meeting_id = :meeting group by state""")
                .param("meeting", meeting.id().value())
                .query((row, n) -> {
                    states.put(ContributionState.valueOf(row.getString("state")), row.getInt("many"));
                    return row.getInt("unallocated");
                })
                .list();
        return new Counts(
                states, unallocated.stream().mapToInt(Integer::intValue).sum());
    }

    /**
     * What a group's meetings were given, the newest number first. The group shows that the viewer may read it.
     *
     * @param older where the page before ended; null for the newest
     */
    public Page<ListedContribution> ofGroup(
            GroupView group, ContributionFilter filter, @Nullable String older, Viewer viewer) {
        boolean marks = Marks.seenBy(viewer, Place.of(group));
        FilterCondition condition = new FilterCondition(filter, viewer, items(filter), marks).byWords(filter, true);
        Matcher cursor = BY_NUMBER.matcher(older == null ? "" : older);
        boolean further = cursor.matches();
        List<ListedContribution> found = jdbc.sql(page(
                        marks,
                        "c.group_id = :group"
                                + (further ? " and (c.year, c.serial) < (:fromYear, :fromSerial)" : "")
                                + condition,
                        "c.year desc, c.serial desc"))
                .params(condition.parameters())
                .param("group", group.group().id().value())
                .param("fromYear", further ? Integer.parseInt(cursor.group(1)) : 0)
                .param("fromSerial", further ? Integer.parseInt(cursor.group(2)) : 0)
                .param("limit", ON_A_PAGE + 1)
                .query((row, n) -> listed(row))
                .list();
        return cut(found, last -> last.number().year() + "-" + last.number().serial());
    }

    /** Over all groups whose meetings the viewer may read, the latest reserved first. */
    public Page<ListedContribution> readable(ContributionFilter filter, @Nullable String older, Viewer viewer) {
        FilterCondition condition = new FilterCondition(filter, viewer, items(filter), false).byWords(filter, false);
        Cursor cursor = Cursor.read(older);
        List<ListedContribution> found = jdbc.sql(page(
                        false,
                        ReadableMeetings.CONDITION
                                + (cursor == null ? "" : " and (c.reserved_at, c.id) < (:fromTime, :fromId)")
                                + condition,
                        "c.reserved_at desc, c.id desc"))
                .params(condition.parameters())
                .params(ReadableMeetings.parameters(viewer))
                .param("fromTime", cursor == null ? null : Timestamp.from(cursor.at()))
                .param("fromId", cursor == null ? null : cursor.id())
                .param("limit", ON_A_PAGE + 1)
                .query((row, n) -> listed(row))
                .list();
        return cut(found, last -> last.reservedAt() + "_" + last.id());
    }

    private record Cursor(Instant at, UUID id) {

        /** Of what cannot be read the list begins again. */
        static @Nullable Cursor read(@Nullable String written) {
            Matcher parts = BY_TIME.matcher(written == null ? "" : written);
            if (!parts.matches()) {
                return null;
            }
            try {
                return new Cursor(Instant.parse(parts.group(1)), UUID.fromString(parts.group(2)));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                return null;
            }
        }
    }

    private static Page<ListedContribution> cut(
            List<ListedContribution> found, Function<ContributionRow, String> cursor) {
        return found.size() <= ON_A_PAGE
                ? new Page<>(found, null)
                : new Page<>(
                        found.subList(0, ON_A_PAGE),
                        cursor.apply(found.get(ON_A_PAGE - 1).row()));
    }

    /** The years in which a group gave numbers, the latest first. */
    public List<Integer> yearsOf(GroupId group) {
        return jdbc.sql("select min(year) as first, max(year) as last from number_series where group_id = :group")
                .param("group", group.value())
                .query((row, n) -> {
                    int first = row.getInt("first");
                    int last = row.getInt("last");
                    return last == 0
                            ? List.<Integer>of()
                            : IntStream.rangeClosed(first, last)
                                    .boxed()
                                    .toList()
                                    .reversed();
                })
                .single();
    }

    private static Collection<UUID> items(ContributionFilter filter) {
        return filter.item() == null ? List.of() : List.of(filter.item());
    }

    private ListedContribution listed(ResultSet row) throws SQLException {
        String word = row.getString("word");
        return new ListedContribution(
                contributions.row(row),
                row.getString("specification_name"),
                row.getString("clauses"),
                row.getBoolean("macros"),
                word == null ? null : new Mark(word, MarkTone.valueOf(row.getString("tone"))));
    }
}
