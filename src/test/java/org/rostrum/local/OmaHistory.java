package org.rostrum.local;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.calendars.imports.TimetableImportId;
import org.rostrum.calendars.imports.TimetableImports;
import org.rostrum.events.EventId;
import org.rostrum.groups.Visibility;
import org.rostrum.testing.Cast;
import org.rostrum.timetables.TimetableDrafts;
import org.rostrum.timetables.TimetablePublications;
import org.springframework.jdbc.core.simple.JdbcClient;

/** OMA's public record: levels, groups and events as its pages told them, with their gaps. May be loaded again. */
final class OmaHistory {

    /** The record of test events names places, no zones. "Virtual" has none. */
    private static final Map<String, String> ZONES = Map.of(
            "Düsseldorf, Germany", "Europe/Berlin",
            "San Diego, USA", "America/Los_Angeles",
            "Singapore", "Asia/Singapore",
            "Pittsburgh, USA", "America/New_York",
            "Warsaw, Poland", "Europe/Warsaw",
            "South Korea", "Asia/Seoul",
            "Raleigh, USA", "America/New_York",
            "Kraków, Poland", "Europe/Warsaw");

    private final JdbcClient jdbc;

    OmaHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void load() {
        membershipLevels();
        groups();
        membersMeetings();
        krakow();
        testEvents();
        workshops();
    }

    private void membershipLevels() {
        int position = 0;
        for (String name : new String[] {"Strategic", "Essential", "Associate"}) {
            position++;
            jdbc.sql("""
                            insert into membership_level (code, name, vote_weight, position) values (?, ?, ?::numeric, ?)
                            on conflict do nothing""")
                    .params(name.toLowerCase(Locale.ROOT), name, name.equals("Associate") ? "0.5" : "1", position)
                    .update();
            for (Csv.Row right : Csv.rows("/oma/membership-rights.csv")) {
                String answer = right.require(name);
                String extent =
                        answer.contains("when acting as chair") ? "WHEN_CHAIR" : answer.startsWith("no") ? "NO" : "YES";
                jdbc.sql("""
                                insert into membership_right (level_code, right_code, extent, note)
                                select ?, code, ?, ? from member_right where description = ?
                                on conflict do nothing""")
                        .params(
                                name.toLowerCase(Locale.ROOT),
                                extent,
                                answer.contains("open action") ? "Open action to determine" : "",
                                right.require("right"))
                        .update();
            }
        }
    }

    static UUID groupId(String code) {
        return Cast.stableId("group/" + code);
    }

    private void groups() {
        for (Csv.Row group : Csv.rows("/oma/working-groups.csv")) {
            String code = group.require("code");
            String kind = switch (code) {
                case "PLENARY" -> "PLENARY";
                case "STRAT" -> "COMMITTEE";
                default -> "WORKING_GROUP";
            };
            jdbc.sql("""
                            insert into working_group (id, code, name, scope, kind, visibility) values (?, ?, ?, ?, ?, ?)
                            on conflict do nothing""")
                    .params(
                            groupId(code),
                            code,
                            group.require("name"),
                            group.require("scope"),
                            kind,
                            code.equals("CITY") ? "GROUP" : "MEMBERS")
                    .update();
        }
        for (Csv.Row group : Csv.rows("/oma/working-groups.csv")) {
            String parent = group.get("parent");
            if (parent != null) {
                jdbc.sql("update working_group set parent_id = ? where id = ? and parent_id is null")
                        .params(groupId(parent), groupId(group.require("code")))
                        .update();
            }
        }
    }

    private void membersMeetings() {
        for (Csv.Row meeting : Csv.rows("/oma/members-meetings.csv")) {
            LocalDate first = LocalDate.parse(meeting.require("start_date"));
            String place = meeting.require("location");
            event(new Event(
                    "members-meeting/" + first + "/" + place,
                    "MEMBERS_MEETING",
                    "Members meeting, " + city(place),
                    null,
                    place,
                    null,
                    meeting.get("time_zone"),
                    first,
                    LocalDate.parse(meeting.require("end_date")),
                    "DAY",
                    null,
                    "cancelled".equals(meeting.get("status")) ? "CANCELLED" : "SCHEDULED",
                    null));
        }
    }

    /** The one meeting whose whole week is known, session by session. Beside it ran the test event SVE-44. */
    private void krakow() {
        var sessions = Csv.rows("/oma/krakow-2026-schedule.csv").stream()
                .filter(session -> !session.require("group").equals("TestFest"))
                .map(session -> LocalDate.parse(session.require("date")))
                .sorted()
                .toList();
        event(new Event(
                "members-meeting/krakow-2026",
                "MEMBERS_MEETING",
                "Members meeting, Kraków",
                null,
                "Kraków, Poland",
                "HYBRID",
                "Europe/Warsaw",
                sessions.getFirst(),
                sessions.getLast(),
                "DAY",
                null,
                "SCHEDULED",
                "Working groups in parallel sessions, Strategy Committee and plenary, beside test event SVE-44"));
    }

    /** Its sessions, by the import that staff use, and published: everybody sees them, as OMA's own page showed them. */
    static void krakowWeek(
            JdbcClient jdbc,
            TimetableImports imports,
            TimetableDrafts drafts,
            TimetablePublications publications,
            Viewer staff) {
        EventId week = new EventId(Cast.stableId("event/members-meeting/krakow-2026"));
        jdbc.sql("update event set within_id = ? where id = ?")
                .params(week.value(), Cast.stableId("event/test-event/SVE-44"))
                .update();
        TimetableImportId file = imports.upload(
                week,
                "krakow-2026-schedule.csv",
                Csv.bytes("/oma/krakow-2026-schedule.csv"),
                false,
                new TimetableImports.Meant(true, Visibility.PUBLIC),
                staff);
        imports.apply(week, file, imports.preview(week, file, staff).mark(), staff);
        publications.publish(week, drafts.of(week, staff).revision(), "As it was held", "krakow-2026", staff);
    }

    private void testEvents() {
        for (Csv.Row event : Csv.rows("/oma/test-events.csv")) {
            String start = event.require("start");
            String end = event.require("end");
            boolean monthOnly = start.length() == "2015-01".length();
            String place = event.require("location");
            String versions = event.get("lwm2m_versions_tested");
            event(new Event(
                    "test-event/" + event.require("event"),
                    "TEST_EVENT",
                    event.require("event"),
                    event.get("host"),
                    place,
                    switch (event.require("format")) {
                        case "on site" -> "ON_SITE";
                        case "hybrid" -> "HYBRID";
                        case "remote" -> "REMOTE";
                        default -> null;
                    },
                    ZONES.get(place),
                    monthOnly ? YearMonth.parse(start).atDay(1) : LocalDate.parse(start),
                    monthOnly ? YearMonth.parse(end).atEndOfMonth() : LocalDate.parse(end),
                    monthOnly ? "MONTH" : "DAY",
                    null,
                    "SCHEDULED",
                    versions == null ? null : "LwM2M " + versions.replace(" ", ", ")));
        }
    }

    private void workshops() {
        for (Csv.Row workshop : Csv.rows("/oma/workshops.csv")) {
            var start = OffsetDateTime.parse(workshop.require("start"));
            event(new Event(
                    "workshop/" + start.toLocalDate(),
                    "WORKSHOP",
                    workshop.require("title"),
                    null,
                    null,
                    null,
                    workshop.require("time_zone"),
                    start.toLocalDate(),
                    start.toLocalDate(),
                    "DAY",
                    start,
                    "SCHEDULED",
                    null));
        }
    }

    private static String city(String place) {
        return place.split(",", -1)[0];
    }

    private record Event(
            String key,
            String kind,
            String name,
            @Nullable String host,
            @Nullable String place,
            @Nullable String format,
            @Nullable String timeZone,
            LocalDate startsOn,
            LocalDate endsOn,
            String precision,
            @Nullable OffsetDateTime startsAt,
            String status,
            @Nullable String subject) {}

    private void event(Event event) {
        jdbc.sql("""
                        insert into event (id, kind, name, host, place, format, time_zone, starts_on, ends_on,
                                           date_precision, starts_at, status, subject)
                        values (:id, :kind, :name, :host, :place, :format, :zone, :startsOn, :endsOn,
                                :precision, :startsAt, :status, :subject)
                        on conflict do nothing""")
                .param("id", Cast.stableId("event/" + event.key()))
                .param("kind", event.kind())
                .param("name", event.name())
                .param("host", event.host())
                .param("place", event.place())
                .param("format", event.format())
                .param("zone", event.timeZone())
                .param("startsOn", event.startsOn())
                .param("endsOn", event.endsOn())
                .param("precision", event.precision())
                .param(
                        "startsAt",
                        event.startsAt() == null
                                ? null
                                : Timestamp.from(event.startsAt().toInstant()))
                .param("status", event.status())
                .param("subject", event.subject())
                .update();
    }
}
