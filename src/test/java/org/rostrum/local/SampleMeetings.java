package org.rostrum.local;

import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The invented meetings, dated from today. A data folder of last week is dated anew when it is started again, so that
 * the current meeting is always in session; what people did in it keeps the times it was done.
 */
final class SampleMeetings {

    /** An invented meeting, some days from today; negative for the past. Without a venue it is held remotely. */
    enum Sample {
        PAST("DMSO interim call", Body.DMSO, "Europe/Warsaw", -49, 1, LocalTime.of(14, 0), null),
        CURRENT(
                "DMSO at the Exampleville members meeting",
                Body.DMSO,
                "Europe/Warsaw",
                -1,
                5,
                LocalTime.of(9, 0),
                "Room Lorem"),
        CALL("DMSO call on late input", Body.DMSO, "Europe/Warsaw", 4, 1, LocalTime.of(16, 0), null),
        CITY("CITY data model review", Body.CITY, "Europe/Madrid", 6, 1, LocalTime.of(15, 0), null),
        UPCOMING(
                "DMSO interim meeting, Sampleton",
                Body.DMSO,
                "America/New_York",
                35,
                3,
                LocalTime.of(9, 0),
                "Hall Ipsum");

        private final String title;
        private final UUID group;
        private final ZoneId zone;
        private final int startsIn;
        private final int days;
        private final LocalTime opens;
        private final @Nullable String venue;

        Sample(String title, UUID group, String zone, int startsIn, int days, LocalTime opens, @Nullable String venue) {
            this.title = title;
            this.group = group;
            this.zone = ZoneId.of(zone);
            this.startsIn = startsIn;
            this.days = days;
            this.opens = opens;
            this.venue = venue;
        }

        UUID id() {
            return Cast.stableId("meeting/" + name());
        }

        UUID room() {
            return Cast.stableId("room/" + name());
        }

        LocalDate firstDay() {
            LocalDate day = LocalDate.now(zone).plusDays(startsIn);
            if (this == CURRENT) {
                return day;
            }
            boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
            return weekend || days > 1 ? day.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)) : day;
        }

        LocalDate lastDay() {
            return firstDay().plusDays(days - 1L);
        }

        Instant startsAt() {
            return firstDay().atTime(opens).atZone(zone).toInstant();
        }

        Instant endsAt() {
            return lastDay()
                    .atTime(days == 1 ? opens.plusHours(3) : LocalTime.of(18, 0))
                    .atZone(zone)
                    .toInstant();
        }

        /** Seven days before the first day, as the group's rules have it. */
        Instant deadline() {
            return firstDay().minusDays(7).atTime(18, 0).atZone(zone).toInstant();
        }
    }

    private static final UUID EVENT = Cast.stableId("event/exampleville");

    private final JdbcClient jdbc;

    SampleMeetings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean exist() {
        return jdbc.sql("select exists (select 1 from meeting where id = ?)")
                .param(Sample.CURRENT.id())
                .query(Boolean.class)
                .single();
    }

    void arrange() {
        jdbc.sql("""
                        insert into event (id, kind, name, host, place, format, time_zone, starts_on, ends_on, sample, subject)
                        values (?, 'MEMBERS_MEETING', 'Members meeting, Exampleville', 'Examplecom',
                                'Exampleville, Nowhere', 'HYBRID', ?, ?, ?, true,
                                'An invented meeting, always in session: try everything here')""")
                .params(EVENT, Sample.CURRENT.zone.getId(), Sample.CURRENT.firstDay(), Sample.CURRENT.lastDay())
                .update();
        for (Sample meeting : Sample.values()) {
            jdbc.sql("insert into room (id) values (?)").param(meeting.room()).update();
            jdbc.sql("""
                            insert into meeting (id, event_id, group_id, room_id, name, venue, time_zone, starts_at,
                                                 ends_at, contribution_deadline, agenda_expected_on, sample)
                            values (:id, :event, :group, :room, :name, :venue, :zone, :startsAt, :endsAt, :deadline,
                                    :agendaOn, true)""")
                    .param("id", meeting.id())
                    .param("event", meeting == Sample.CURRENT ? EVENT : null)
                    .param("group", meeting.group)
                    .param("room", meeting.room())
                    .param("name", meeting.title)
                    .param("venue", meeting.venue)
                    .param("zone", meeting.zone.getId())
                    .params(dates(meeting))
                    .update();
            jdbc.sql("insert into thread (id, room_id, kind, opened_at) values (?, ?, 'MEETING', ?)")
                    .params(
                            Cast.stableId("thread/" + meeting.name()),
                            meeting.room(),
                            Timestamp.from(before(meeting, 30)))
                    .update();
        }
        participants();
    }

    /** Gives every invented meeting its dates, counted from today. */
    void dateFromToday() {
        for (Sample meeting : Sample.values()) {
            jdbc.sql("""
                            update meeting
                               set starts_at = :startsAt, ends_at = :endsAt, contribution_deadline = :deadline,
                                   agenda_expected_on = :agendaOn
                             where id = :id""").param("id", meeting.id()).params(dates(meeting)).update();
        }
        jdbc.sql("""
                        update agenda_stay set started_at = now() - interval '12 minutes'
                         where meeting_id = ? and ended_at is null and started_at < now() - interval '1 day'""").param(Sample.CURRENT.id()).update();
        jdbc.sql("update event set starts_on = ?, ends_on = ? where id = ?")
                .params(Sample.CURRENT.firstDay(), Sample.CURRENT.lastDay(), EVENT)
                .update();
    }

    private static Map<String, Object> dates(Sample meeting) {
        return Map.of(
                "startsAt",
                Timestamp.from(meeting.startsAt()),
                "endsAt",
                Timestamp.from(meeting.endsAt()),
                "deadline",
                Timestamp.from(meeting.deadline()),
                "agendaOn",
                meeting.firstDay().minusDays(14));
    }

    private void participants() {
        for (Cast person : new Cast[] {Cast.CARLA, Cast.SEKRA, Cast.DANA, Cast.EDDA}) {
            takesPart(Sample.CURRENT, person, "IN_PERSON");
            takesPart(Sample.PAST, person, "REMOTE");
        }
        for (Cast person : new Cast[] {Cast.VICTOR, Cast.DEVI, Cast.IPSI}) {
            takesPart(Sample.CURRENT, person, "REMOTE");
        }
        takesPart(Sample.CITY, Cast.VICTOR, "REMOTE");
        takesPart(Sample.CITY, Cast.DEVI, "REMOTE");
        takesPart(Sample.UPCOMING, Cast.CARLA, "IN_PERSON");
        takesPart(Sample.UPCOMING, Cast.IPSI, "REMOTE");
        jdbc.sql("insert into invitation (meeting_id, person_id, invited_by, invited_at) values (?, ?, ?, ?)")
                .params(Sample.CURRENT.id(), Cast.GUS.id(), Cast.CARLA.id(), Timestamp.from(before(Sample.CURRENT, 12)))
                .update();
        takesPart(Sample.CURRENT, Cast.GUS, "REMOTE");
    }

    private void takesPart(Sample meeting, Cast person, String mode) {
        Cast.Company company = person.company();
        jdbc.sql("""
                        insert into participation (meeting_id, person_id, organization_id, mode, registered_at)
                        values (:meeting, :person, :organization, :mode, :at)""")
                .param("meeting", meeting.id())
                .param("person", person.id())
                .param("organization", company == null ? null : company.id())
                .param("mode", mode)
                .param("at", Timestamp.from(before(meeting, 10)))
                .update();
    }

    /** A moment some days before a meeting, or a day ago, whichever is earlier. */
    private static Instant before(Sample meeting, int days) {
        Instant moment = meeting.firstDay()
                .minusDays(days)
                .atTime(11, 20)
                .atZone(meeting.zone)
                .toInstant();
        Instant yesterday = LocalDate.now(meeting.zone)
                .minusDays(1)
                .atTime(8, 40)
                .atZone(meeting.zone)
                .toInstant();
        return moment.isBefore(yesterday) ? moment : yesterday;
    }
}
