package org.rostrum.shared;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** From when and until when a change of what holds over time does hold. People say days, which are the body's own. */
@Component
public class TakingEffect {

    private final JdbcClient jdbc;
    private final BodySettings body;

    TakingEffect(JdbcClient jdbc, BodySettings body) {
        this.jdbc = jdbc;
        this.body = body;
    }

    /**
     * Now by the database, which is what decides what holds: the clocks of several nodes never quite agree. It is never
     * before the last change that took effect, however the database's clock is set (holding_now). A transaction that
     * waited for its subject's lock began before what it waited for: its now is then the instant of that change.
     */
    public Instant now(History history, UUID subject) {
        return jdbc.sql(history.in("""
                        select greatest(holding_now(), max(h.since) filter (where h.since <= clock_timestamp()),
                                        max(h.until) filter (where h.until <= clock_timestamp()))
                          from $table h where h.$subject = :subject"""))
                .param("subject", subject)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /**
     * When something begins that is to begin on a day.
     *
     * @param day null for at once, which today means too
     */
    public Instant from(String field, @Nullable LocalDate day, Instant now) {
        LocalDate today = body.dayOf(now);
        if (day == null || day.equals(today)) {
            return now;
        }
        if (day.isBefore(today)) {
            throw Refusal.invalid(field, "That day is past, and what was then does not change. Choose today or later.");
        }
        return body.startOf(day);
    }

    /**
     * When something ends whose last day is a given one.
     *
     * @param lastDay null for at once
     */
    public Instant after(String field, @Nullable LocalDate lastDay, Instant now) {
        if (lastDay == null) {
            return now;
        }
        if (lastDay.isBefore(body.dayOf(now))) {
            throw Refusal.invalid(field, "That day is past, and what was then does not change. Choose today or later.");
        }
        return body.startOf(lastDay.plusDays(1));
    }
}
