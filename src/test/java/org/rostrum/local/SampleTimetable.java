package org.rostrum.local;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.local.SampleMeetings.Sample;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Cast;
import org.rostrum.timetables.DraftRow;
import org.rostrum.timetables.DraftSession;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.TimetableDrafts;
import org.rostrum.timetables.TimetablePublications;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The timetable of the Exampleville week: published twice, with something on at every hour of today. */
final class SampleTimetable {

    private static final EventId EVENT = new EventId(Cast.stableId("event/exampleville"));
    private static final ZoneId ZONE = ZoneId.of("Europe/Warsaw");

    private final TimetableDrafts drafts;
    private final TimetablePublications publications;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    SampleTimetable(TimetableDrafts drafts, TimetablePublications publications, Viewers viewers, JdbcClient jdbc) {
        this.drafts = drafts;
        this.publications = publications;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    void publish() {
        Viewer ada = viewers.person(new PersonId(Cast.ADA.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
        UUID lorem = room("Room Lorem", 80, 0);
        UUID ipsum = room("Room Ipsum", 30, 1);
        UUID dolor = room("Room Dolor", 3, 2);
        UUID lab = room("Test lab", null, 3);
        List<DraftSession> week = new ArrayList<>();
        week.add(of(0, "09:00", "10:00", SessionKind.PLENARY, "Opening and agenda of the week", lorem));
        week.add(of(0, "10:30", "13:00", SessionKind.SESSION, "DMSO: open change requests", lorem, "DMSO"));
        week.add(of(0, "10:30", "13:00", SessionKind.SESSION, "Northbound API: first drafts", ipsum, "NBAPI"));
        week.add(membersOnly(of(0, "14:00", "17:00", SessionKind.SESSION, "Strategy Committee", lorem, "STRAT")));
        week.add(new DraftSession(
                null,
                null,
                SessionKind.SESSION,
                "Interoperability lab, open day and night",
                "Bring a device and a colleague.",
                lab,
                at(1, "00:00"),
                at(2, "00:00"),
                null,
                false,
                null,
                false,
                List.of()));
        week.add(of(1, "09:00", "11:00", SessionKind.SESSION, "DMSO: firmware update", lorem, "DMSO"));
        week.add(of(1, "09:00", "11:00", SessionKind.SESSION, "Northbound API: events", ipsum, "NBAPI"));
        week.add(of(
                1, "11:30", "13:00", SessionKind.SESSION, "Joint session: devices of a city", lorem, "DMSO", "CITY"));
        week.add(of(1, "14:00", "17:00", SessionKind.SESSION, "DMSO: bootstrap and security", lorem, "DMSO"));
        week.add(of(1, "14:00", "15:30", SessionKind.SESSION, "Northbound API: security", dolor, "NBAPI"));
        week.add(of(1, "19:00", "22:00", SessionKind.SOCIAL, "Dinner that the host invites to", null));
        week.add(of(2, "09:00", "12:00", SessionKind.SESSION, "DMSO: conformance", lorem, "DMSO"));
        week.add(of(2, "10:00", "12:00", SessionKind.SESSION, "CITY: data model", dolor, "CITY"));
        week.add(of(2, "14:00", "16:00", SessionKind.SESSION, "Tools for test suites", ipsum));
        week.add(of(3, "09:00", "10:30", SessionKind.SESSION, "DMSO: what is left", ipsum, "DMSO"));
        week.add(of(3, "11:00", "13:00", SessionKind.PLENARY, "Plenary", lorem));
        week.add(of(4, "09:00", "10:00", SessionKind.PLENARY, "Closing", lorem));
        for (int day = 0; day < 4; day++) {
            week.add(of(day, "13:00", "14:00", SessionKind.BREAK, "Lunch", null));
        }
        drafts.addAll(EVENT, week, "Set up the week", ada);
        publications.publish(EVENT, drafts.of(EVENT, ada).revision(), "", null, ada);

        DraftRow bootstrap = row("DMSO: bootstrap and security", ada);
        drafts.move(EVENT, bootstrap.id(), bootstrap.version(), at(1, "14:30"), lorem, ada);
        DraftRow security = row("Northbound API: security", ada);
        drafts.move(EVENT, security.id(), security.version(), at(1, "14:00"), ipsum, ada);
        DraftRow tools = row("Tools for test suites", ada);
        drafts.cancel(EVENT, tools.id(), tools.version(), ada);
        drafts.add(EVENT, of(3, "14:00", "15:30", SessionKind.SESSION, "Newcomers' questions", dolor), ada);
        publications.publish(
                EVENT,
                drafts.of(EVENT, ada).revision(),
                "Nobody can show the tools this week. The hour is free for newcomers on the fourth day.",
                null,
                ada);
    }

    /** To be called while the event still has its former days. */
    void dateFromToday() {
        int days = jdbc.sql("select :first::date - starts_on from event where id = :event")
                .param("first", Sample.CURRENT.firstDay())
                .param("event", EVENT.value())
                .query(Integer.class)
                .single();
        if (days == 0) {
            return;
        }
        // What was undone would put sessions back to days that are gone.
        jdbc.sql("delete from timetable_change where event_id = ?")
                .param(EVENT.value())
                .update();
        String immutable = "timetable_published_session disable trigger timetable_published_session_immutable";
        jdbc.sql("alter table " + immutable).update();
        for (String table : List.of("session", "timetable_draft_session", "timetable_published_session")) {
            jdbc.sql("""
                            update %s
                               set starts_at = ((starts_at at time zone :zone) + make_interval(days => :days)) at time zone :zone,
                                   ends_at = ((ends_at at time zone :zone) + make_interval(days => :days)) at time zone :zone
                             where event_id = :event""".formatted(table))
                    .param("zone", ZONE.getId())
                    .param("days", days)
                    .param("event", EVENT.value())
                    .update();
        }
        jdbc.sql("alter table " + immutable.replace("disable", "enable")).update();
    }

    private DraftRow row(String title, Viewer ada) {
        return drafts.of(EVENT, ada).rows().stream()
                .filter(row -> row.session().title().equals(title))
                .findAny()
                .orElseThrow();
    }

    private UUID room(String name, @Nullable Integer capacity, int position) {
        UUID id = Cast.stableId("venue-room/" + name);
        jdbc.sql("""
                        insert into venue_room (id, event_id, name, capacity, position) values (:id, :event, :name, :capacity, :position)
                        on conflict do nothing""")
                .param("id", id)
                .param("event", EVENT.value())
                .param("name", name)
                .param("capacity", capacity)
                .param("position", position)
                .update();
        return id;
    }

    private DraftSession of(
            int day, String from, String to, SessionKind kind, String title, @Nullable UUID room, String... codes) {
        List<GroupId> groups = Arrays.stream(codes)
                .map(code -> jdbc.sql("select id from working_group where code = ?")
                        .param(code)
                        .query(UUID.class)
                        .single())
                .map(GroupId::new)
                .toList();
        return new DraftSession(
                null, null, kind, title, "", room, at(day, from), at(day, to), null, false, null, false, groups);
    }

    private static DraftSession membersOnly(DraftSession session) {
        return new DraftSession(
                session.id(),
                session.part(),
                session.kind(),
                session.title(),
                session.note(),
                session.venueRoom(),
                session.startsAt(),
                session.endsAt(),
                session.mode(),
                true,
                session.visibility(),
                false,
                session.groups());
    }

    private static Instant at(int day, String time) {
        LocalDate date = Sample.CURRENT.firstDay().plusDays(day);
        return date.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
    }
}
