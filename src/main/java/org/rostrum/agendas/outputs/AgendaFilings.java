package org.rostrum.agendas.outputs;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaPublished;
import org.rostrum.agendas.Agendas;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.FiledAgendas;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files published agendas as documents of their meetings. Publishing only notes what is to be filed. Filing takes the
 * note, writes the document and marks the note in one transaction, under the note's lock: nodes side by side never file
 * one twice, and what a node was at when it died is as if it had not begun.
 */
@Service
public class AgendaFilings {

    private static final Logger LOG = LoggerFactory.getLogger(AgendaFilings.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int LONGEST_ERROR = 1_000;
    private static final int MOST_DOUBLINGS = 10;

    private final JdbcClient jdbc;
    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaSheets sheets;
    private final WordAgenda word;
    private final FiledAgendas filed;
    private final TransactionTemplate transaction;

    AgendaFilings(
            JdbcClient jdbc,
            Meetings meetings,
            Agendas agendas,
            AgendaSheets sheets,
            WordAgenda word,
            FiledAgendas filed,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.meetings = meetings;
        this.agendas = agendas;
        this.sheets = sheets;
        this.word = word;
        this.filed = filed;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(AgendaPublished published) {
        jdbc.sql("insert into agenda_filing (meeting_id, version) values (:meeting, :version)")
                .param("meeting", published.meeting().value())
                .param("version", published.version())
                .update();
    }

    /** Files what waits, of one meeting only where one is named. */
    public void fileWhatWaits(@Nullable MeetingId only) {
        boolean more;
        do {
            more = fileNext(only);
        } while (more);
    }

    /** @return whether there was one, filed or put off */
    boolean fileNext(@Nullable MeetingId only) {
        AtomicReference<@Nullable Due> at = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Due due = next(only).orElse(null);
                at.set(due);
                if (due != null) {
                    file(due);
                }
                return due != null;
            }));
        } catch (RuntimeException e) {
            Due due = at.get();
            if (due == null) {
                throw e;
            }
            LOG.warn("Version {} of the agenda of meeting {} could not be filed yet", due.version(), due.meeting(), e);
            transaction.executeWithoutResult(status -> tryLater(due, e));
            return true;
        }
    }

    private record Due(
            MeetingId meeting,
            int version,
            int tries,
            Author publisher,
            @Nullable ContributionId before) {}

    /**
     * One that no other node is at, locked until this transaction ends. Of a meeting's versions the first comes first, or
     * the revisions would be in the wrong order. Cancelled meetings take no documents; theirs wait.
     */
    private Optional<Due> next(@Nullable MeetingId only) {
        return jdbc.sql("""
                        select f.meeting_id, f.version, f.tries, p.published_by, w.name, o.name as organization,
                               (select e.contribution_id from agenda_filing e
                                 where e.meeting_id = f.meeting_id and e.version < f.version
                                 order by e.version desc limit 1) as before
                          from agenda_filing f
                          join agenda_publication p on p.meeting_id = f.meeting_id and p.version = f.version
                          join meeting m on m.id = f.meeting_id and m.status = 'SCHEDULED'
                          join person w on w.id = p.published_by
                          left join current_delegation d on d.person_id = w.id
                          left join organization o on o.id = d.organization_id
                         where f.filed_at is null and f.next_try_at <= clock_timestamp()
                           and (cast(:only as uuid) is null or f.meeting_id = :only)
                           and not exists (select 1 from agenda_filing e
                                            where e.meeting_id = f.meeting_id and e.version < f.version
                                              and e.filed_at is null)
                         order by f.next_try_at, f.meeting_id limit 1
                           for update of f skip locked""")
                .param("only", only == null ? null : only.value())
                .query((row, n) -> {
                    UUID before = row.getObject("before", UUID.class);
                    return new Due(
                            new MeetingId(row.getObject("meeting_id", UUID.class)),
                            row.getInt("version"),
                            row.getInt("tries"),
                            new Author(
                                    new PersonId(row.getObject("published_by", UUID.class)),
                                    row.getString("name"),
                                    row.getString("organization")),
                            before == null ? null : new ContributionId(before));
                })
                .optional();
    }

    /** As members read it: what is filed is for all of them. */
    private void file(Due due) {
        MeetingView meeting = meetings.forThePortal(due.meeting());
        var agenda = agendas.version(meeting, due.version(), Viewer.PUBLIC);
        FiledAgendas.Filed document = filed.file(
                meeting,
                due.version(),
                due.publisher(),
                due.before(),
                (number, out) -> word.write(sheets.toFile(meeting, agenda, number), out));
        jdbc.sql("""
                        update agenda_filing
                           set contribution_id = :contribution, revision = :revision, filed_at = clock_timestamp(),
                               last_error = null
                         where meeting_id = :meeting and version = :version""")
                .param("contribution", document.contribution().value())
                .param("revision", document.revision())
                .param("meeting", due.meeting().value())
                .param("version", due.version())
                .update();
    }

    private void tryLater(Due due, RuntimeException trouble) {
        long seconds =
                Math.min(FIRST_WAIT.toSeconds() << Math.min(due.tries(), MOST_DOUBLINGS), LONGEST_WAIT.toSeconds());
        String error = trouble.toString();
        jdbc.sql("""
                        update agenda_filing
                           set tries = tries + 1, next_try_at = clock_timestamp() + make_interval(secs => :seconds),
                               last_error = :error
                         where meeting_id = :meeting and version = :version and filed_at is null""")
                .param("seconds", seconds)
                .param("error", error.substring(0, Math.min(error.length(), LONGEST_ERROR)))
                .param("meeting", due.meeting().value())
                .param("version", due.version())
                .update();
    }
}
