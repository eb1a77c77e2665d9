package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Steps.Verb;
import org.rostrum.meetings.MeetingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What became of contributions, in the same few statements however much it was. */
@Service
public class Stories {

    private static final String REF = """
            select c.id, c.number, c.title, c.state, c.carried_from_id,
                   m.id as meeting_id, m.name as meeting_name
              from contribution c
              join meeting m on m.id = c.meeting_id
              join working_group g on g.id = m.group_id
            """;

    /** It, what it was carried from, and what it was carried to. */
    private static final String FAMILY = """
            with recursive earlier as (
              select id, carried_from_id from contribution where id = :id
              union select c.id, c.carried_from_id from contribution c join earlier e on c.id = e.carried_from_id
            ), later as (
              select id from contribution where id = :id
              union select c.id from contribution c join later l on c.carried_from_id = l.id
            )
            """
            + REF
            + " where c.id in (select id from earlier union select id from later) and "
            + ReadableMeetings.CONDITION;

    /** The member somebody represented when they did something. */
    private static final String BY = """
              join person p on p.id = %s
              left join delegation l on l.person_id = p.id and l.since <= %s and (l.until is null or l.until > %2$s)
              left join organization o on o.id = l.organization_id
            """;

    private static final String DECIDED =
            """
            select d.id, d.act_id, d.contribution_id, d.revision, d.meeting_id, m.name as meeting_name, d.outcome, d.words,
                   d.revised_to, d.merged_into_id, d.successor_id, d.reply_id, d.recorded_at, d.set_aside,
                   p.name as person_name, o.name as organization_name,
            """ + ReadableMeetings.CONDITION + """
                   as readable
              from disposition d
              join meeting m on m.id = d.meeting_id
              join working_group g on g.id = m.group_id
            """ + BY.formatted("d.recorded_by", "d.recorded_at") + """
             where d.contribution_id = any(:family)
                or (d.set_aside is null and (d.merged_into_id = :id or d.reply_id = :id))
             order by d.recorded_at, d.id""";

    private static final String TAKEN =
            """
            select s.contribution_id, s.verb, s.from_state, s.to_state, s.revision, s.meeting_id, m.name as meeting_name,
                   s.disposition_id, s.reason, s.done_at, p.name as person_name, o.name as organization_name,
                   (a.undone_at is not null and s.verb <> 'UNDO') as undone,
            """ + ReadableMeetings.CONDITION + """
                   as readable
              from contribution_step s
              join meeting m on m.id = s.meeting_id
              join working_group g on g.id = m.group_id
              left join contribution_act a on a.id = s.act_id
            """ + BY.formatted("s.done_by", "s.done_at") + """
             where s.contribution_id = any(:family)
             order by s.done_at, s.contribution_id, s.seq""";

    private final JdbcClient jdbc;

    Stories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The contribution shows that the viewer may read it. */
    @Transactional(readOnly = true)
    public Story of(ContributionView contribution, Viewer viewer) {
        UUID id = contribution.id().value();
        Map<UUID, UUID> carried = new LinkedHashMap<>();
        Map<UUID, ContributionRef> known = new LinkedHashMap<>();
        jdbc.sql(FAMILY)
                .params(ReadableMeetings.parameters(viewer))
                .param("id", id)
                .query((row, n) -> {
                    UUID before = row.getObject("carried_from_id", UUID.class);
                    ContributionRef ref = ref(row);
                    if (before != null) {
                        carried.put(ref.id().value(), before);
                    }
                    return ref;
                })
                .list()
                .forEach(ref -> known.put(ref.id().value(), ref));
        UUID[] family = known.keySet().toArray(UUID[]::new);
        List<Disposed> disposed = disposed(id, family, viewer);
        read(known, mentioned(disposed, known.keySet()), viewer);
        List<Taken> taken = taken(family, viewer);
        List<Story.Decided> decided = new ArrayList<>();
        List<ContributionRef> merges = new ArrayList<>();
        List<ContributionRef> repliesTo = new ArrayList<>();
        List<UUID> own = Arrays.asList(family);
        for (Disposed one : disposed) {
            ContributionRef of = known.get(one.contribution());
            if (of == null) {
                continue;
            }
            if (own.contains(one.contribution())) {
                decided.add(one.told(of, known));
            } else {
                (id.equals(one.mergedInto()) ? merges : repliesTo).add(of);
            }
        }
        UUID before = carried.get(id);
        return new Story(
                decided,
                taken.stream()
                        .map(one -> one.told(Objects.requireNonNull(known.get(one.contribution()))))
                        .toList(),
                before == null ? null : known.get(before),
                merges,
                repliesTo,
                viewer.may(Act.FOLLOW, contribution.meeting().permissions()) ? messages(contribution.thread()) : 0);
    }

    private int messages(@Nullable UUID thread) {
        return thread == null
                ? 0
                : jdbc.sql("select count(*) from message where thread_id = :thread")
                        .param("thread", thread)
                        .query(Integer.class)
                        .single();
    }

    private static Set<UUID> mentioned(List<Disposed> disposed, Collection<UUID> known) {
        Set<UUID> mentioned = new HashSet<>();
        disposed.forEach(one -> Stream.of(one.contribution(), one.mergedInto(), one.successor(), one.reply())
                .filter(Objects::nonNull)
                .forEach(mentioned::add));
        mentioned.removeAll(known);
        return mentioned;
    }

    private void read(Map<UUID, ContributionRef> known, Set<UUID> which, Viewer viewer) {
        if (!which.isEmpty()) {
            jdbc.sql(REF + " where c.id = any(:ids) and " + ReadableMeetings.CONDITION)
                    .params(ReadableMeetings.parameters(viewer))
                    .param("ids", which.toArray(UUID[]::new))
                    .query((row, n) -> ref(row))
                    .list()
                    .forEach(ref -> known.put(ref.id().value(), ref));
        }
    }

    private static ContributionRef ref(ResultSet row) throws SQLException {
        return new ContributionRef(
                new ContributionId(row.getObject("id", UUID.class)),
                row.getString("number"),
                row.getString("title"),
                ContributionState.valueOf(row.getString("state")),
                new MeetingId(row.getObject("meeting_id", UUID.class)),
                row.getString("meeting_name"));
    }

    private record Disposed(
            UUID id,
            ActId act,
            UUID contribution,
            int revision,
            Story.Where meeting,
            Outcome outcome,
            @Nullable String words,
            @Nullable Integer revisedTo,
            @Nullable UUID mergedInto,
            @Nullable UUID successor,
            @Nullable UUID reply,
            Story.Who by,
            Instant at,
            Story.@Nullable SetAside setAside) {

        Story.Decided told(ContributionRef of, Map<UUID, ContributionRef> known) {
            return new Story.Decided(
                    id,
                    act,
                    of,
                    revision,
                    meeting,
                    outcome,
                    words,
                    revisedTo,
                    mergedInto == null ? null : known.get(mergedInto),
                    successor == null ? null : known.get(successor),
                    reply == null ? null : known.get(reply),
                    by,
                    at,
                    setAside);
        }
    }

    private List<Disposed> disposed(UUID id, UUID[] family, Viewer viewer) {
        return jdbc.sql(DECIDED)
                .params(ReadableMeetings.parameters(viewer))
                .param("id", id)
                .param("family", family)
                .query((row, n) -> {
                    String aside = row.getString("set_aside");
                    return new Disposed(
                            row.getObject("id", UUID.class),
                            new ActId(row.getObject("act_id", UUID.class)),
                            row.getObject("contribution_id", UUID.class),
                            row.getInt("revision"),
                            where(row),
                            Outcome.valueOf(row.getString("outcome")),
                            row.getString("words"),
                            row.getObject("revised_to", Integer.class),
                            row.getObject("merged_into_id", UUID.class),
                            row.getObject("successor_id", UUID.class),
                            row.getObject("reply_id", UUID.class),
                            who(row),
                            row.getTimestamp("recorded_at").toInstant(),
                            aside == null ? null : Story.SetAside.valueOf(aside));
                })
                .list();
    }

    private record Taken(
            UUID contribution,
            Verb verb,
            @Nullable ContributionState from,
            ContributionState to,
            @Nullable Integer revision,
            Story.Where meeting,
            @Nullable UUID disposition,
            @Nullable String reason,
            Story.Who by,
            Instant at,
            boolean undone) {

        Story.Taken told(ContributionRef of) {
            return new Story.Taken(
                    of, verb.name(), words(), from, to, revision, meeting, disposition, reason, by, at, undone);
        }

        private String words() {
            String which = ContributionNumber.revisionLabel(revision);
            return switch (verb) {
                case RESERVE -> "Number reserved";
                case SUBMIT -> "Submitted";
                case REVISE -> (which == null ? "Revision" : which) + " submitted";
                case CARRY -> "Carried over from an earlier meeting";
                case ALLOCATE -> "Placed on the agenda";
                case RELEASE -> "Taken off the agenda";
                case OPEN -> which == null ? "Opened" : which + " opened";
                case DECIDE ->
                    which == null ? to.label() : which + ": " + to.label().toLowerCase(Locale.ROOT);
                case REOPEN -> "Reopened";
                case WITHDRAW -> "Withdrawn";
                case UNDO -> "Undone: back to " + to.label().toLowerCase(Locale.ROOT);
            };
        }
    }

    private List<Taken> taken(UUID[] family, Viewer viewer) {
        return jdbc.sql(TAKEN)
                .params(ReadableMeetings.parameters(viewer))
                .param("family", family)
                .query((row, n) -> {
                    String from = row.getString("from_state");
                    return new Taken(
                            row.getObject("contribution_id", UUID.class),
                            Verb.valueOf(row.getString("verb")),
                            from == null ? null : ContributionState.valueOf(from),
                            ContributionState.valueOf(row.getString("to_state")),
                            row.getObject("revision", Integer.class),
                            where(row),
                            row.getObject("disposition_id", UUID.class),
                            row.getString("reason"),
                            who(row),
                            row.getTimestamp("done_at").toInstant(),
                            row.getBoolean("undone"));
                })
                .list();
    }

    private static Story.Where where(ResultSet row) throws SQLException {
        return row.getBoolean("readable")
                ? new Story.Where(new MeetingId(row.getObject("meeting_id", UUID.class)), row.getString("meeting_name"))
                : new Story.Where(null, null);
    }

    private static Story.Who who(ResultSet row) throws SQLException {
        return new Story.Who(row.getString("person_name"), row.getString("organization_name"));
    }
}
