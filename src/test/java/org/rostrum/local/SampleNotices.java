package org.rostrum.local;

import java.util.List;
import java.util.UUID;
import org.rostrum.local.SampleMeetings.Sample;
import org.rostrum.shared.News;
import org.rostrum.testing.Cast;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a delegate and a chair were told of late, some of it read. */
final class SampleNotices {

    private static final List<UUID> BOTH = List.of(Cast.DANA.id(), Cast.CARLA.id());

    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;

    SampleNotices(ApplicationEventPublisher events, JdbcClient jdbc) {
        this.events = events;
        this.jdbc = jdbc;
    }

    void tell() {
        String meeting = "/meetings/" + Sample.CURRENT.id();
        told(
                9 * 24,
                BOTH,
                "agenda.published",
                "Agenda of DMSO at the Exampleville members meeting",
                """
                Version 2 of the agenda is published. New: New work, TestFest feedback.""",
                meeting + "/agenda");
        jdbc.sql("update notice set read_at = told_at + interval '2 hours'").update();
        told(
                26,
                List.of(Cast.CARLA.id()),
                "meeting.called",
                "DMSO interim meeting, Sampleton, is called",
                """
                In Hall Ipsum, and remotely.
                Contributions until a week before it begins.""",
                "/meetings/" + Sample.UPCOMING.id());
        told(3, BOTH, "timetable.changed", "The timetable of Exampleville changed", """
                Moved: “Firmware update”, from Room Lorem to Hall Ipsum.
                Cancelled: “Evening tour of the city that is not there”.""", meeting);
    }

    private void told(int hoursAgo, List<UUID> people, String type, String title, String text, String path) {
        events.publishEvent(new News(people, type, title, text, path));
        jdbc.sql("update notice set told_at = now() - make_interval(hours => ?) where type = ? and told_at = now()")
                .params(hoursAgo, type)
                .update();
    }
}
