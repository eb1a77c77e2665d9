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
        String now = "/meetings/" + Sample.CURRENT.id();
        String next = "/meetings/" + Sample.UPCOMING.id();
        told(30 * 24, BOTH, "meeting.called", "Called: DMSO at the Exampleville members meeting", """
                It is held in Room Lorem, and remotely.
                Contributions are due a week before it begins.""", now);
        told(9 * 24, BOTH, "meeting.called", "Called: DMSO interim meeting, Sampleton", """
                It is held in Hall Dolor, and remotely.
                Contributions are due a week before it begins.""", next);
        jdbc.sql("update notice set read_at = told_at + interval '2 hours' where type = 'meeting.called'")
                .update();
        told(
                26,
                List.of(Cast.CARLA.id()),
                "meeting.moved",
                "Another deadline: DMSO interim meeting, Sampleton",
                """
                Contributions are now due a week before it begins.
                It was ten days before.""",
                next);
        told(3, BOTH, "meeting.moved", "Moved: DMSO interim meeting, Sampleton", """
                It is now held in Hall Ipsum.
                It was in Hall Dolor.""", next);
    }

    private void told(int hoursAgo, List<UUID> people, String type, String title, String text, String path) {
        events.publishEvent(new News(people, type, title, text, path));
        jdbc.sql("update notice set told_at = now() - make_interval(hours => ?) where type = ? and told_at = now()")
                .params(hoursAgo, type)
                .update();
    }
}
