package org.rostrum.contributions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.documents.DocumentId;
import org.rostrum.documents.DocumentKind;
import org.rostrum.documents.Documents;
import org.rostrum.documents.ReceivedDocument;
import org.rostrum.documents.StoredDocument;
import org.rostrum.meetings.MeetingView;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Drafts towards the next revision, by any delegate. They have a number each and no standing: a revision is what the
 * contribution's own people submit, which may be one of them.
 */
@Service
public class Drafts {

    private static final int LAST = 99;
    private static final int LONGEST_NOTE = 2_000;

    private final ContributionRepository repository;
    private final Contributions contributions;
    private final Submissions submissions;
    private final Documents documents;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Drafts(
            ContributionRepository repository,
            Contributions contributions,
            Submissions submissions,
            Documents documents,
            RoomLog log,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.repository = repository;
        this.contributions = contributions;
        this.submissions = submissions;
        this.documents = documents;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Those after the latest revision first, each revision's in their order. The contribution shows that it may be read. */
    public List<DraftView> of(ContributionView contribution) {
        ContributionRow row = contribution.row();
        return jdbc.sql("""
                        select t.base_revision, t.number, t.note, t.uploaded_at, t.submitted_as, p.name as person_name,
                               o.name as organization_name,
                               d.id, d.original_name, d.media_type, d.size, d.sha256, d.crc32, d.macros
                          from draft_iteration t
                          join document d on d.id = t.document_id
                          join person p on p.id = t.uploaded_by
                          left join organization o on o.id = t.organization_id
                         where t.contribution_id = :contribution
                         order by t.base_revision desc, t.number""")
                .param("contribution", contribution.id().value())
                .query((found, n) -> {
                    StoredDocument document = new StoredDocument(
                            new DocumentId(found.getObject("id", UUID.class)),
                            found.getString("original_name"),
                            DocumentKind.byMediaType(found.getString("media_type")),
                            found.getLong("size"),
                            HexFormat.of().formatHex(found.getBytes("sha256")),
                            found.getLong("crc32"),
                            found.getBoolean("macros"));
                    int base = found.getInt("base_revision");
                    int number = found.getInt("number");
                    return new DraftView(
                            base,
                            number,
                            fileName(row, base, number, document.kind()),
                            document,
                            found.getString("note"),
                            found.getString("person_name"),
                            found.getString("organization_name"),
                            found.getTimestamp("uploaded_at").toInstant(),
                            found.getObject("submitted_as", Integer.class));
                })
                .list();
    }

    /** @throws NotFound where there is none that the viewer may read */
    public DraftView require(ContributionId id, int base, int number, Viewer viewer) {
        return of(contributions.require(id, viewer)).stream()
                .filter(draft -> draft.base() == base && draft.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("draft"));
    }

    /** Whether a draft is taken now, from whoever may contribute. */
    public boolean taken(ContributionView contribution, Viewer viewer) {
        return viewer.may(Act.CONTRIBUTE, contribution.meeting().permissions())
                && contribution.latest() != null
                && !contribution.row().state().done();
    }

    /**
     * Takes a draft towards the next revision. Looking at the file takes its time, in which no connection and no lock is
     * held.
     *
     * @param fileName as the sender calls it
     * @param note what it changes; may be empty
     * @param intent the client's key: the same key changes nothing
     */
    public DraftView upload(
            ContributionId id,
            @Nullable String fileName,
            InputStreamSource content,
            @Nullable String note,
            @Nullable String intent,
            Viewer viewer) {
        String said = note == null ? "" : Title.paragraphs("note", "note", note, LONGEST_NOTE);
        if (intent != null) {
            Submissions.requireKey(intent);
        }
        transaction.executeWithoutResult(status -> awaited(id, intent, viewer));
        Iteration taken;
        try (InputStream stream = content.getInputStream();
                ReceivedDocument received = documents.receive(fileName, stream)) {
            taken = Objects.requireNonNull(transaction.execute(status -> {
                Awaited awaited = awaited(id, intent, viewer);
                return awaited.before().orElseGet(() -> take(id, awaited.base(), received, said, intent, viewer));
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return require(id, taken.base(), taken.number(), viewer);
    }

    /**
     * What a draft is written from now.
     *
     * @param before what the same key was for already
     */
    private record Awaited(int base, Optional<Iteration> before) {}

    /** Under the contribution's lock. */
    private Awaited awaited(ContributionId id, @Nullable String intent, Viewer viewer) {
        viewer.require(
                Act.CONTRIBUTE, contributions.require(id, viewer).meeting().permissions());
        Contribution contribution = locked(id);
        Optional<Iteration> before = intent == null ? Optional.empty() : carriedOut(id, intent, viewer);
        if (before.isEmpty()) {
            contribution.requireDraftable();
        }
        return new Awaited(contribution.revisions().size() - 1, before);
    }

    private Iteration take(
            ContributionId id,
            int base,
            ReceivedDocument received,
            String note,
            @Nullable String intent,
            Viewer viewer) {
        int number = next(id, base);
        jdbc.sql("""
                        insert into draft_iteration (contribution_id, base_revision, number, document_id, note,
                                                     uploaded_by, organization_id, uploaded_at, intent)
                        values (:contribution, :base, :number, :document, :note, :by, :organization, :at, :intent)""")
                .param("contribution", id.value())
                .param("base", base)
                .param("number", number)
                .param(
                        "document",
                        documents.store(received, viewer.requirePerson()).value())
                .param("note", note)
                .param("by", viewer.requirePerson().value())
                .param(
                        "organization",
                        viewer.organization() == null
                                ? null
                                : viewer.organization().id().value())
                .param("at", Timestamp.from(now()))
                .param("intent", intent)
                .update();
        ContributionView contribution = contributions.require(id, viewer);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("number", contribution.row().number().numberOf(base));
        data.put("revision", base);
        data.put("draft", number);
        data.put("fileName", fileName(contribution.row(), base, number, received.kind()));
        data.put("note", note);
        log.append(contribution.meeting().room(), "contribution.drafted", Author.of(viewer), data, null);
        return new Iteration(base, number);
    }

    private static String fileName(ContributionRow row, int base, int number, DocumentKind kind) {
        return row.number().draftName(base, number, row.type(), row.title()) + "." + kind.extension();
    }

    /**
     * A draft becomes the next revision, by one of the contribution's own people. Nothing is uploaded: it is the same file.
     * Doing it again changes nothing.
     */
    @Transactional
    public ContributionView submit(ContributionId id, int base, int number, Viewer viewer) {
        MeetingView meeting = contributions.require(id, viewer).meeting();
        Contribution contribution = locked(id);
        viewer.require(Act.REVISE, meeting.permissions().ownedBy(contribution.author(), contribution.organization()));
        DraftView draft = of(contributions.require(id, viewer)).stream()
                .filter(one -> one.base() == base && one.number() == number)
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("draft", "There is no such draft. Load the page again."));
        if (draft.submittedAs() != null) {
            return contributions.require(id, viewer);
        }
        int latest = contribution.revisions().size() - 1;
        if (base != latest) {
            throw Refusal.conflict("A newer revision has come since this draft, "
                    + ContributionNumber.revisionLabel(latest) + ". Upload the draft anew, written from that.");
        }
        Instant now = now();
        Steps.Standing before = Steps.Standing.of(contribution);
        int revision = contribution.upload(
                new Revision(draft.document().id(), viewer.requirePerson(), now, null),
                submissions.deadline(meeting),
                now);
        submissions.submitted(contribution, before, revision, draft.document().kind(), meeting, Author.of(viewer));
        jdbc.sql("""
                        update draft_iteration set submitted_as = :revision
                         where contribution_id = :contribution and base_revision = :base and number = :number""")
                .param("revision", revision)
                .param("contribution", id.value())
                .param("base", base)
                .param("number", number)
                .update();
        return contributions.require(id, viewer);
    }

    private record Iteration(int base, int number) {}

    private Optional<Iteration> carriedOut(ContributionId id, String intent, Viewer viewer) {
        return jdbc.sql("""
                        select base_revision, number from draft_iteration
                         where contribution_id = :contribution and uploaded_by = :by and intent = :intent""")
                .param("contribution", id.value())
                .param("by", viewer.requirePerson().value())
                .param("intent", intent)
                .query((row, n) -> new Iteration(row.getInt("base_revision"), row.getInt("number")))
                .optional();
    }

    /** Under the contribution's lock: two who upload at the same time get two numbers. */
    private int next(ContributionId id, int base) {
        int next = 1
                + jdbc.sql("""
                                select coalesce(max(number), 0) from draft_iteration
                                 where contribution_id = :contribution and base_revision = :base""")
                        .param("contribution", id.value())
                        .param("base", base)
                        .query(Integer.class)
                        .single();
        if (next > LAST) {
            throw Refusal.conflict(
                    "There are " + LAST + " drafts after this revision already. Submit one of them first.");
        }
        return next;
    }

    private Contribution locked(ContributionId id) {
        return repository.locked(id.value()).orElseThrow(() -> new NotFound("contribution"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
