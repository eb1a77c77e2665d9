package org.rostrum.acting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.AccessNotices;
import org.rostrum.access.Actor;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Page;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins and ends it, and tells the delegate. What it allows is the delegate's own rights: see {@link Viewers}. */
@Service
public class ActingOnBehalf {

    public static final Duration LONGEST = Duration.ofHours(1);

    /** What was asked for while acting, before it ran; if it was a privileged act too, an entry of its own follows. */
    public static final String ASKED = "acting.asked";

    static final String STARTED = "acting.started";
    static final String ENDED = "acting.ended";

    private static final int DEEDS = 50;

    private static final String OF = """
            select a.id, s.name, a.reason, a.started_at, a.until,
                   case when a.ended_at is null and a.until <= now() then a.until else a.ended_at end as ended_at
              from acting a
              join person s on s.id = a.staff_id
             where a.person_id = :person and (a.started_at, a.id) < (:before, :beforeId)
             order by a.started_at desc, a.id desc
             limit :limit
            """;

    private static final String NOW = """
            select a.id, s.name, a.reason, a.started_at, a.until, a.ended_at
              from acting a
              join person s on s.id = a.staff_id
             where a.person_id = :person and a.ended_at is null and a.until > now()
             order by a.started_at desc
            """;

    private static final String DEEDS_OF = """
            select a.id as acting, e.*
              from unnest(:actings) as a (id)
              cross join lateral (
                select at, action, subject_type, subject_id, after ->> 'what' as what from audit_entry
                 where acting_id = a.id and action not in ('acting.started', 'acting.ended')
                 order by id limit :deeds) e
             order by a.id, e.at
            """;

    private final ActingRepository repository;
    private final Viewers viewers;
    private final AccessNotices notices;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    ActingOnBehalf(
            ActingRepository repository,
            Viewers viewers,
            AccessNotices notices,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            Clock clock) {
        this.repository = repository;
        this.viewers = viewers;
        this.notices = notices;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param what in words where it is known, else the audit's name for it
     * @param subjectType and its identifier: what it was done to
     */
    public record Deed(Instant at, String action, @Nullable String what, String subjectType, String subjectId) {

        private static final Pattern PAGE =
                Pattern.compile("(?:/api/v1)?(/(?:meetings|contributions)/[0-9a-f-]{36}).*");

        /** Where it was done; null where that is no page. */
        public @Nullable String page() {
            Matcher found =
                    PAGE.matcher(subjectType.equals("request") ? subjectId : "/" + subjectType + "s/" + subjectId);
            return found.matches() ? found.group(1) : null;
        }
    }

    /**
     * @param by who of the staff
     * @param endedAt null while it lasts
     * @param deeds what was done, the first fifty
     */
    public record View(
            ActingId id,
            String by,
            String reason,
            Instant startedAt,
            Instant until,
            @Nullable Instant endedAt,
            List<Deed> deeds) {

        View with(List<Deed> done) {
            return new View(id, by, reason, startedAt, until, endedAt, done);
        }
    }

    /**
     * @param session the id of the staff member's own session, the only one it holds in
     * @throws Refusal where there is nobody to act for: oneself, other staff, who is deactivated, who represents nobody
     */
    @Transactional
    public ActingId start(Viewer staff, PersonId delegate, String reason, int minutes, String session) {
        if (!staff.staff() || staff.actor() != null || !staff.scopes().containsAll(EnumSet.allOf(Scope.class))) {
            throw Refusal.forbidden("Only staff act on behalf of somebody, and for one at a time.");
        }
        PersonId by = staff.requirePerson();
        requireDelegate(by, delegate);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String key = jdbc.sql("select primary_id from spring_session where session_id = :session")
                .param("session", session)
                .query(String.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("Your session has ended. Sign in again."));
        repository.findBySessionPrimaryIdAndEndedAtIsNull(key).ifPresent(earlier -> {
            earlier.end(now);
            repository.saveAndFlush(earlier);
        });
        Acting acting = Acting.start(by, delegate, reason, Duration.ofMinutes(minutes), key, now);
        repository.saveAndFlush(acting);
        Map<String, Object> after = new LinkedHashMap<>();
        after.put("reason", acting.reason());
        after.put("until", acting.until());
        events.publishEvent(new PrivilegedAct(by.value(), STARTED, "person", delegate.toString(), null, after));
        return acting.id();
    }

    private void requireDelegate(PersonId by, PersonId delegate) {
        if (by.equals(delegate)) {
            throw Refusal.forbidden("You are yourself already.");
        }
        Viewer person = viewers.person(delegate, EnumSet.allOf(Scope.class)).orElseGet(() -> {
            if (exists(delegate)) {
                throw Refusal.forbidden("This account is deactivated: nothing can be done in its name, by nobody.");
            }
            throw new NotFound("person");
        });
        if (person.staff() || person.testStaff()) {
            throw Refusal.forbidden(person.name() + " is staff. Nobody acts on behalf of staff.");
        }
        if (!person.admitted()) {
            throw Refusal.forbidden(person.name() + " represents no member in good standing and is no guest: there is"
                    + " nothing to do on their behalf.");
        }
    }

    private boolean exists(PersonId person) {
        return jdbc.sql("select exists (select 1 from person where id = :person)")
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    /** Stops what goes on in the viewer's session; sockets opened meanwhile close at once. */
    @Transactional
    public void end(Actor actor) {
        Acting acting = repository.findById(actor.acting()).orElseThrow(() -> new NotFound("acting"));
        if (acting.ended()) {
            return;
        }
        acting.end(clock.instant().truncatedTo(ChronoUnit.MICROS));
        repository.saveAndFlush(acting);
        events.publishEvent(new PrivilegedAct(
                acting.delegate().value(), ENDED, "person", acting.delegate().toString(), null, null));
        notices.changed(acting.delegate());
    }

    /** Puts on record what is about to be asked for, whatever becomes of it: a transaction of its own, before. */
    @Transactional
    public void note(Viewer delegate, String what, String request) {
        events.publishEvent(new PrivilegedAct(
                delegate.requirePerson().value(), ASKED, "request", request, null, Map.of("what", what)));
    }

    /** Who acts on somebody's behalf at this moment. */
    public List<View> now(PersonId person) {
        return jdbc.sql(NOW)
                .param("person", person.value())
                .query((row, n) -> view(row))
                .list();
    }

    /** Whoever acted on somebody's behalf, the latest first, with what they did. */
    public Page<View> of(PersonId person, @Nullable String cursor, int limit) {
        Cursor from = Cursor.read(cursor);
        List<View> found = jdbc.sql(OF)
                .param("person", person.value())
                .param("before", Timestamp.from(from.startedAt()))
                .param("beforeId", from.id())
                .param("limit", limit + 1)
                .query((row, n) -> view(row))
                .list();
        boolean more = found.size() > limit;
        List<View> shown = more ? found.subList(0, limit) : found;
        Map<UUID, List<Deed>> deeds = deeds(shown);
        View last = shown.isEmpty() ? null : shown.getLast();
        return new Page<>(
                shown.stream()
                        .map(view -> view.with(deeds.getOrDefault(view.id().value(), List.of())))
                        .toList(),
                more && last != null ? new Cursor(last.startedAt(), last.id().value()).toString() : null);
    }

    private Map<UUID, List<Deed>> deeds(List<View> actings) {
        Map<UUID, List<Deed>> deeds = new HashMap<>();
        if (!actings.isEmpty()) {
            jdbc.sql(DEEDS_OF)
                    .param(
                            "actings",
                            actings.stream().map(view -> view.id().value()).toArray(UUID[]::new))
                    .param("deeds", DEEDS)
                    .query(row -> {
                        deeds.computeIfAbsent(row.getObject("acting", UUID.class), id -> new ArrayList<>())
                                .add(new Deed(
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("action"),
                                        row.getString("what"),
                                        row.getString("subject_type"),
                                        row.getString("subject_id")));
                    });
        }
        return deeds;
    }

    private static View view(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new View(
                new ActingId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("reason"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("until").toInstant(),
                ended == null ? null : ended.toInstant(),
                List.of());
    }

    /** Where a list goes on; what cannot be read begins at the top. */
    private record Cursor(Instant startedAt, UUID id) {

        private static final Cursor TOP = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

        static Cursor read(@Nullable String text) {
            if (text == null) {
                return TOP;
            }
            String[] parts = text.split("_", -1);
            try {
                return new Cursor(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1]));
            } catch (RuntimeException _) {
                return TOP;
            }
        }

        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, startedAt) + "_" + id;
        }
    }
}
