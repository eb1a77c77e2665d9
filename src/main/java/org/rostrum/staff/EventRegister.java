package org.rostrum.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Sought;
import org.rostrum.shared.When;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Events as the staff see them, cancelled ones too. A page of the list and one event take a constant number of statements. */
@Service
class EventRegister {

    static final int PAGE = 50;

    private final JdbcClient jdbc;
    private final Clock clock;

    EventRegister(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param kind null for all
     * @param year null for all
     */
    record Filter(
            Sought sought,
            @Nullable EventKind kind,
            @Nullable Integer year) {

        public boolean narrows() {
            return sought.any() || kind != null || year != null;
        }
    }

    /**
     * @param when by the day in its own zone
     * @param within the name of the event that it is held within
     * @param meetings that groups called in it, without cancelled ones
     * @param timetable the published version; 0 before the first
     */
    record Row(
            UUID id,
            EventKind kind,
            String name,
            @Nullable String place,
            LocalDate startsOn,
            LocalDate endsOn,
            boolean monthsOnly,
            When when,
            boolean cancelled,
            @Nullable String within,
            int meetings,
            int timetable) {

        public YearMonth firstMonth() {
            return YearMonth.from(startsOn);
        }
    }

    /** Those that are to come or going on first, the next of them at the top; then those that are over, the latest first. */
    Listed<Row> find(Filter filter, int page) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> parameters = new HashMap<>();
        if (filter.sought().any()) {
            conditions.add("""
                    (lower(e.name) like lower(:text) or lower(coalesce(e.place, '')) like lower(:text)
                      or lower(coalesce(e.host, '')) like lower(:text) or lower(coalesce(e.subject, '')) like lower(:text))""");
            parameters.put("text", filter.sought().like());
        }
        if (filter.kind() != null) {
            conditions.add("e.kind = :kind");
            parameters.put("kind", filter.kind().name());
        }
        if (filter.year() != null) {
            conditions.add("e.starts_on <= make_date(:year, 12, 31) and e.ends_on >= make_date(:year, 1, 1)");
            parameters.put("year", filter.year());
        }
        String from = " from event e where " + String.join(" and ", conditions);
        int total = jdbc.sql("select count(*)" + from)
                .params(parameters)
                .query(Integer.class)
                .single();
        int shown = Listed.within(page, total, PAGE);
        List<Row> rows = jdbc.sql("""
                        select e.id, e.kind, e.name, e.place, e.starts_on, e.ends_on, e.date_precision, e.status,
                               (:now::timestamptz at time zone coalesce(e.time_zone, 'UTC'))::date as there,
                               w.name as within,
                               (select count(*) from meeting m where m.event_id = e.id and m.status = 'SCHEDULED')
                                 as meetings,
                               coalesce(t.version, 0) as timetable
                          from (select e.*, e.ends_on < :today as over""" + from + """
                                 order by over, case when e.ends_on < :today then :today - e.starts_on
                                                     else e.starts_on - :today end, lower(e.name), e.id
                                 limit :limit offset :offset) e
                          left join event w on w.id = e.within_id
                          left join timetable t on t.event_id = coalesce(e.within_id, e.id)
                         order by e.over, case when e.over then :today - e.starts_on else e.starts_on - :today end,
                                  lower(e.name), e.id""")
                .params(parameters)
                .param("today", yesterday())
                .param("now", Timestamp.from(clock.instant()))
                .param("limit", PAGE)
                .param("offset", (shown - 1L) * PAGE)
                .query((row, n) -> row(row))
                .list();
        return new Listed<>(rows, total, shown, PAGE);
    }

    /** What ended before yesterday is over in every zone. */
    private LocalDate yesterday() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
    }

    private static Row row(ResultSet row) throws SQLException {
        LocalDate there = row.getObject("there", LocalDate.class);
        LocalDate first = row.getObject("starts_on", LocalDate.class);
        LocalDate last = row.getObject("ends_on", LocalDate.class);
        return new Row(
                row.getObject("id", UUID.class),
                EventKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("place"),
                first,
                last,
                row.getString("date_precision").equals("MONTH"),
                there.isBefore(first) ? When.UPCOMING : there.isAfter(last) ? When.PAST : When.NOW,
                row.getString("status").equals("CANCELLED"),
                row.getString("within"),
                row.getInt("meetings"),
                row.getInt("timetable"));
    }

    /** In which events begin, the latest first. */
    List<Integer> years() {
        return jdbc.sql("select distinct extract(year from starts_on)::int as year from event order by year desc")
                .query((row, n) -> row.getInt("year"))
                .list();
    }

    /**
     * @param version for the form that edits it
     * @param planned sessions and meetings in it, whose instants stay when its zone changes
     */
    record Kept(int version, int planned, int drafts) {}

    Kept require(EventId id) {
        return jdbc.sql("""
                        select e.version,
                               (select count(*) from session s where s.event_id = e.id and not s.cancelled)
                                 + (select count(*) from meeting m where m.event_id = e.id and m.status = 'SCHEDULED')
                                 as planned,
                               (select count(*) from timetable_draft_session d where d.event_id = e.id) as drafts
                          from event e where e.id = :id""")
                .param("id", id.value())
                .query((row, n) -> new Kept(row.getInt("version"), row.getInt("planned"), row.getInt("drafts")))
                .optional()
                .orElseThrow(() -> new NotFound("event"));
    }

    /** Events of whose week another may be a part: not over, and not themselves within one. */
    Map<String, String> weeks(@Nullable EventId except, @Nullable EventId chosen) {
        Map<String, String> weeks = new LinkedHashMap<>();
        jdbc
                .sql("""
                        select id, name from event
                         where within_id is null and (ends_on >= :today and status = 'SCHEDULED' or id = :chosen)
                         order by starts_on, name, id limit 200""")
                .param("today", yesterday())
                .param("chosen", chosen == null ? null : chosen.value(), java.sql.Types.OTHER)
                .query((row, n) -> Map.entry(row.getString("id"), row.getString("name")))
                .list()
                .stream()
                .filter(week -> except == null || !week.getKey().equals(except.toString()))
                .forEach(week -> weeks.put(week.getKey(), week.getValue()));
        return weeks;
    }

    /**
     * How far the preparations are.
     *
     * @param version of the published timetable; 0 before the first
     * @param drafts sessions in the draft
     * @param registered who has not withdrawn; null where no registration is set up
     */
    record Preparations(
            @Nullable LocalDate timetableExpectedOn,
            int version,
            int drafts,
            @Nullable Instant registrationOpensAt,
            @Nullable Instant registrationClosesAt,
            @Nullable Integer registered,
            int present) {}

    Preparations preparations(EventId week) {
        return jdbc.sql("""
                        select t.expected_on, coalesce(t.version, 0) as version,
                               (select count(*) from timetable_draft_session d where d.event_id = e.id and not d.cancelled)
                                 as drafts,
                               s.opens_at, s.closes_at,
                               (select count(*) from registration r
                                 where r.event_id = s.event_id and r.withdrawn_at is null) as registered,
                               (select count(distinct a.person_id) from attendance a where a.event_id = e.id) as present
                          from event e
                          left join timetable t on t.event_id = e.id
                          left join registration_setup s on s.event_id = e.id
                         where e.id = :event""")
                .param("event", week.value())
                .query((row, n) -> {
                    Timestamp opens = row.getTimestamp("opens_at");
                    Timestamp closes = row.getTimestamp("closes_at");
                    return new Preparations(
                            row.getObject("expected_on", LocalDate.class),
                            row.getInt("version"),
                            row.getInt("drafts"),
                            opens == null ? null : opens.toInstant(),
                            closes == null ? null : closes.toInstant(),
                            opens == null ? null : row.getInt("registered"),
                            row.getInt("present"));
                })
                .single();
    }

    /** Groups that might yet call their meeting in it: open ones that have not. */
    List<GroupRef> groupsWithout(EventId event) {
        return jdbc.sql("""
                        select g.id, g.code, g.name from working_group g
                         where g.closed_at is null
                           and not exists (select from meeting m where m.event_id = :event and m.group_id = g.id
                                              and m.status = 'SCHEDULED')
                         order by g.code""")
                .param("event", event.value())
                .query((row, n) -> new GroupRef(
                        new GroupId(row.getObject("id", UUID.class)), row.getString("code"), row.getString("name")))
                .list();
    }

    /** The meetings that a cancellation would take with it. */
    List<String> meetings(EventId event) {
        return jdbc.sql("""
                        select name from meeting where event_id = ? and status = 'SCHEDULED' order by starts_at, name""")
                .param(event.value())
                .query((row, n) -> row.getString("name"))
                .list();
    }
}
