package org.rostrum.discussions;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.rostrum.agendas.AgendaPublished;
import org.rostrum.contributions.ContributionReserved;
import org.rostrum.meetings.MeetingCalled;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens a thread for whatever comes up in a meeting, in the transaction in which it comes up: nobody ever sees an item
 * that cannot be discussed.
 */
@Component
class ThreadOpening {

    private final Threads threads;
    private final JdbcClient jdbc;

    ThreadOpening(Threads threads, JdbcClient jdbc) {
        this.threads = threads;
        this.jdbc = jdbc;
    }

    @EventListener
    void on(MeetingCalled called) {
        threads.open(called.room());
    }

    /** An item that stays from version to version keeps its thread. */
    @EventListener
    void on(AgendaPublished published) {
        open(published.room(), "AGENDA_ITEM", "agenda_item_id", published.items());
    }

    @EventListener
    void on(ContributionReserved reserved) {
        open(
                reserved.room(),
                "CONTRIBUTION",
                "contribution_id",
                List.of(reserved.id().value()));
    }

    private void open(RoomId room, String kind, String column, List<UUID> subjects) {
        jdbc.sql("""
                        insert into thread (id, room_id, kind, %1$s, opened_at)
                        select id, :room, :kind, subject, now()
                          from unnest(:ids::uuid[], :subjects::uuid[]) as opened (id, subject)
                        on conflict (%1$s) do nothing""".formatted(column))
                .param("room", room.value())
                .param("kind", kind)
                .param(
                        "ids",
                        Stream.generate(NewId::next).limit(subjects.size()).toArray(UUID[]::new))
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }
}
