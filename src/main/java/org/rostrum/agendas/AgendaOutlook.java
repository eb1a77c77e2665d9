package org.rostrum.agendas;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;

/**
 * An agenda as a calendar tells it: what members read, and when.
 *
 * @param changedAt when any of it changed last, forecasts included
 */
public record AgendaOutlook(
        int version,
        Instant changedAt,
        List<Line> lines,
        @Nullable Overflow overflow) {

    public record Line(String number, String title, ItemTime time) {

        public String label() {
            return NowDiscussing.label(number, title);
        }
    }

    /** A meeting of which the outlook is asked; whoever asks has made sure that it may be told. */
    public record Held(
            UUID meeting, @Nullable UUID event, GroupId group, ZoneId zone, Instant startsAt, Instant endsAt) {}
}
