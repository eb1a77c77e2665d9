package org.rostrum.contributions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Steps.Step;
import org.rostrum.documents.DocumentKind;
import org.rostrum.documents.Documents;
import org.rostrum.documents.FinishedUpload;
import org.rostrum.documents.ReceivedDocument;
import org.rostrum.documents.StoredDocument;
import org.rostrum.documents.UploadId;
import org.rostrum.documents.Uploads;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What delegates do with contributions: reserve a number, upload and revise, withdraw. */
@Service
public class Submissions {

    /** The most that one reservation takes. */
    public static final int MOST_AT_ONCE = 10;

    private static final Pattern INTENT = Pattern.compile("[\\x20-\\x7E]{1,200}");

    private final ContributionRepository repository;
    private final Contributions contributions;
    private final Specifications specifications;
    private final Documents documents;
    private final Uploads uploads;
    private final Meetings meetings;
    private final LatePasses passes;
    private final ParticularsTables particulars;
    private final Replies replies;
    private final Steps steps;
    private final Numbers numbers;
    private final Signatures signatures;
    private final Wordings wordings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final Times times;
    private final BodySettings body;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Submissions(
            ContributionRepository repository,
            Contributions contributions,
            Specifications specifications,
            Documents documents,
            Uploads uploads,
            Meetings meetings,
            LatePasses passes,
            ParticularsTables particulars,
            Replies replies,
            Steps steps,
            Numbers numbers,
            Signatures signatures,
            Wordings wordings,
            RoomLog log,
            JdbcClient jdbc,
            Times times,
            BodySettings body,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.repository = repository;
        this.contributions = contributions;
        this.specifications = specifications;
        this.documents = documents;
        this.uploads = uploads;
        this.meetings = meetings;
        this.passes = passes;
        this.particulars = particulars;
        this.replies = replies;
        this.steps = steps;
        this.numbers = numbers;
        this.signatures = signatures;
        this.wordings = wordings;
        this.log = log;
        this.jdbc = jdbc;
        this.times = times;
        this.body = body;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Until when a meeting takes contributions. */
    public Deadline deadline(MeetingView meeting) {
        return Deadline.of(meeting, times);
    }

    /**
     * Takes the group's next number of the meeting's year.
     *
     * @param intent the client's key for this reservation: the same key gets the same number again; null for none
     */
    public ContributionView reserve(MeetingId meetingId, Reservation asked, @Nullable String intent, Viewer viewer) {
        // Others wait for the series until this is committed: what is shown of it is read after that.
        ContributionId id = transaction.execute(status -> taken(meetingId, asked, intent, viewer));
        return contributions.require(id, viewer);
    }

    private ContributionId taken(MeetingId meetingId, Reservation asked, @Nullable String intent, Viewer viewer) {
        MeetingView meeting = meetings.require(meetingId, viewer);
        viewer.require(Act.CONTRIBUTE, meeting.permissions());
        String digest = asked.digest(meetingId);
        Optional<ContributionId> before = intent == null ? Optional.empty() : carriedOut(intent, digest, viewer);
        if (before.isPresent()) {
            return before.get();
        }
        Asked one = prepared(
                meeting, asked, intent == null ? null : new Contribution.Intent(intent, digest), now(), viewer);
        take(List.of(one), meeting, viewer);
        return one.contribution().id();
    }

    /**
     * Takes the group's next numbers, consecutive: all or none.
     *
     * @param intent the client's key for all of it
     * @return what they can be found by together
     * @throws Refusal which says of each that is wrong what is, as {@code contributions[2].title}, from 0
     */
    @Transactional
    public UUID reserveTogether(MeetingId meetingId, List<Reservation> asked, @Nullable String intent, Viewer viewer) {
        MeetingView meeting = meetings.require(meetingId, viewer);
        viewer.require(Act.CONTRIBUTE, meeting.permissions());
        if (asked.isEmpty() || asked.size() > MOST_AT_ONCE) {
            throw Refusal.invalid(
                    "contributions",
                    asked.isEmpty()
                            ? "Write at least one title."
                            : "Up to " + MOST_AT_ONCE + " numbers are reserved at once; these are " + asked.size()
                                    + ".");
        }
        String digest = Reservation.digest(meetingId, asked);
        Optional<ContributionId> before = intent == null ? Optional.empty() : carriedOut(intent, digest, viewer);
        if (before.isPresent()) {
            return jdbc.sql("select reservation_id from contribution where id = :id")
                    .param("id", before.get().value())
                    .query(UUID.class)
                    .single();
        }
        UUID reservation = NewId.next();
        List<Asked> all =
                prepared(meeting, asked, intent == null ? null : new Contribution.Intent(intent, digest), viewer);
        all.forEach(one -> one.contribution().together(reservation));
        take(all, meeting, viewer);
        return reservation;
    }

    private List<Asked> prepared(
            MeetingView meeting, List<Reservation> asked, Contribution.@Nullable Intent intent, Viewer viewer) {
        Instant now = now();
        List<Asked> all = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (int n = 0; n < asked.size(); n++) {
            String place = "contributions[" + n + "].";
            try {
                all.add(prepared(meeting, asked.get(n), n == 0 ? intent : null, now, viewer));
            } catch (Refusal refusal) {
                if (refusal.reason() == Refusal.Reason.FORBIDDEN || meeting.cancelled()) {
                    throw refusal;
                }
                if (refusal.fields().isEmpty()) {
                    // What the deadline refuses, it refuses to the type.
                    problems.put(place + "type", String.valueOf(refusal.getMessage()));
                }
                refusal.fields().forEach((field, message) -> problems.put(place + field, message));
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid("No number was reserved, because not all of them can be.", problems);
        }
        return all;
    }

    /** What passed every check but has no number yet. */
    private record Asked(
            Contribution contribution, @Nullable Particulars particulars, Signatures.Named named) {}

    private Asked prepared(
            MeetingView meeting, Reservation asked, Contribution.@Nullable Intent intent, Instant now, Viewer viewer) {
        Contribution.ReservedBy author = reservedBy(viewer);
        Signatures.Named named = signatures.named(asked.source(), author.organization(), author.defaultSource());
        Contribution contribution =
                Contribution.reserve(meeting, deadline(meeting), asked.from(named.source()), author, intent, now);
        requireKnown(asked, meeting);
        return new Asked(contribution, replies.followed(asked.particulars(), viewer), named);
    }

    private void take(List<Asked> all, MeetingView meeting, Viewer viewer) {
        int year = all.getFirst().contribution().year();
        int serial = firstSerial(meeting, year, all.size());
        for (Asked one : all) {
            Contribution contribution =
                    repository.saveAndFlush(one.contribution().numbered(numbers.given(meeting, year, serial++)));
            if (one.particulars() != null) {
                particulars.put(contribution.id(), one.particulars());
            }
            reserved(contribution, meeting, Author.of(viewer));
            one.named()
                    .asked()
                    .forEach(member ->
                            signatures.ask(contribution, meeting, SignatureKind.SOURCE, member, null, viewer));
        }
    }

    /** From here on others wait for the number until this transaction ends. */
    Contribution numbered(Contribution contribution, MeetingView meeting) {
        int year = contribution.year();
        return repository.saveAndFlush(
                contribution.numbered(numbers.given(meeting, year, firstSerial(meeting, year, 1))));
    }

    /** What was said of one, and who signed it, goes on with the other. */
    void carried(Contribution from, Contribution to) {
        particulars.carry(from.id(), to.id(), from.type());
        signatures.carry(from.id(), to.id());
    }

    /** Tells of a number that was taken. */
    void reserved(Contribution contribution, MeetingView meeting, Author author) {
        steps.write(List.of(Step.taken(
                contribution.submittedAt() == null ? Steps.Verb.RESERVE : Steps.Verb.CARRY,
                contribution,
                Steps.Standing.NOTHING,
                meeting.id(),
                null,
                null,
                author.person(),
                now())));
        events.publishEvent(new ContributionReserved(contribution.id(), meeting.id(), meeting.room(), author));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", contribution.id());
        data.put("number", contribution.number());
        data.put("type", contribution.type().code());
        data.put("title", contribution.title());
        data.put("state", contribution.state());
        log.append(meeting.room(), "contribution.reserved", author, data, null);
    }

    private Contribution.ReservedBy reservedBy(Viewer viewer) {
        String organization = viewer.organizationName();
        return new Contribution.ReservedBy(
                viewer.requirePerson(),
                viewer.organization() == null ? null : viewer.organization().id(),
                organization == null ? body.name() : organization);
    }

    /** The lock makes a second request with the same key wait for the first, and then find what it did. */
    private Optional<ContributionId> carriedOut(String intent, String digest, Viewer viewer) {
        requireKey(intent);
        UUID author = viewer.requirePerson().value();
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", author + intent)
                .query((row, n) -> "")
                .single();
        return jdbc.sql("""
                        select id, intent_digest = :digest as same from contribution
                         where author_id = :author and intent = :intent""")
                .param("digest", digest)
                .param("author", author)
                .param("intent", intent)
                .query((row, n) -> {
                    if (!row.getBoolean("same")) {
                        throw Refusal.invalid(
                                "intent",
                                "A number was reserved with this form already, for something else. "
                                        + "To reserve another one as well, send it again.");
                    }
                    return new ContributionId(row.getObject("id", UUID.class));
                })
                .optional();
    }

    static void requireKey(String intent) {
        if (!INTENT.matcher(intent).matches()) {
            throw Refusal.invalid("intent", "An idempotency key has 1 to 200 printable ASCII characters.");
        }
    }

    private void requireKnown(Reservation asked, MeetingView meeting) {
        if (asked.agendaItem() != null
                && contributions.onAgenda(meeting, asked.agendaItem()).isEmpty()) {
            throw Refusal.invalid("agendaItem", "The published agenda has no such item. Choose one that it has.");
        }
        if (asked.specification() != null
                && specifications.find(asked.specification()).isEmpty()) {
            throw Refusal.invalid("specification", "There is no such specification. Choose one from the registry.");
        }
    }

    /** Under the row's lock, which is held until the number is committed or given back. */
    private int firstSerial(MeetingView meeting, int year, int count) {
        return jdbc.sql("""
                        insert into number_series (group_id, year, last) values (:group, :year, :count)
                        on conflict (group_id, year) do update set last = number_series.last + :count
                        returning last - :count + 1""")
                .param("count", count)
                .param("group", meeting.group().id().value())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    /**
     * Takes a file: the first submits the contribution, a further one is its next revision. The same file again, or the
     * same key, changes nothing.
     *
     * @param fileName as the sender calls it
     */
    public ContributionView upload(
            ContributionId id,
            @Nullable String fileName,
            InputStreamSource content,
            @Nullable String intent,
            Viewer viewer) {
        return upload(id, fileName, content, intent, viewer, () -> {});
    }

    /** The same with a file that was sent beforehand, in pieces. */
    public ContributionView upload(ContributionId id, UploadId upload, @Nullable String intent, Viewer viewer) {
        contributions.require(id, viewer);
        FinishedUpload file = uploads.finished(upload, viewer);
        return upload(id, file.name(), file, intent, viewer, () -> uploads.taken(upload, viewer));
    }

    /**
     * Whoever may not upload is told so before the file is looked at. That takes its time, in which no connection and no
     * lock is held; what counts for the deadline is when it came.
     */
    private ContributionView upload(
            ContributionId id,
            @Nullable String fileName,
            InputStreamSource content,
            @Nullable String intent,
            Viewer viewer,
            Runnable taken) {
        Instant came = now();
        transaction.executeWithoutResult(status -> awaited(id, intent, came, viewer));
        try (InputStream stream = content.getInputStream();
                ReceivedDocument received = documents.receive(fileName, stream)) {
            transaction.executeWithoutResult(status -> {
                taken.run();
                take(received, awaited(id, intent, came, viewer), intent, came, viewer);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contributions.require(id, viewer);
    }

    /**
     * A contribution that takes a file now.
     *
     * @param before what the same key was for already
     */
    private record Awaited(
            Contribution contribution, MeetingView meeting, Deadline deadline, Optional<Revision> before) {}

    /** Under the contribution's lock. */
    private Awaited awaited(ContributionId id, @Nullable String intent, Instant now, Viewer viewer) {
        MeetingView meeting = contributions.require(id, viewer).meeting();
        Contribution contribution = locked(id);
        viewer.require(Act.REVISE, meeting.permissions().ownedBy(contribution.author(), contribution.organization()));
        Deadline deadline = contribution.revisions().isEmpty() && passes.granted(id)
                ? deadline(meeting).withPass()
                : deadline(meeting);
        if (intent != null) {
            requireKey(intent);
        }
        Optional<Revision> before = intent == null
                ? Optional.empty()
                : contribution.revisions().stream()
                        .filter(revision -> revision.carriedOut(intent))
                        .findFirst();
        if (before.isEmpty()) {
            contribution.requireOpenForUpload(deadline, now);
            if (contribution.revisions().isEmpty()) {
                wordings.requireComplete(contribution);
            }
        }
        return new Awaited(contribution, meeting, deadline, before);
    }

    private void take(ReceivedDocument received, Awaited awaited, @Nullable String intent, Instant now, Viewer viewer) {
        Contribution contribution = awaited.contribution();
        List<Revision> revisions = contribution.revisions();
        if (awaited.before().isPresent()) {
            if (!same(awaited.before().get(), received)) {
                throw Refusal.invalid("intent", "Another file was uploaded under this idempotency key already.");
            }
        } else if (revisions.isEmpty() || !same(revisions.getLast(), received)) {
            Revision revision = new Revision(
                    documents.store(received, viewer.requirePerson()), viewer.requirePerson(), now, intent);
            Steps.Standing standing = Steps.Standing.of(contribution);
            int number = contribution.upload(revision, awaited.deadline(), now);
            submitted(contribution, standing, number, received.kind(), awaited.meeting(), Author.of(viewer));
        }
    }

    private boolean same(Revision revision, ReceivedDocument received) {
        return documents
                .find(revision.document())
                .map(StoredDocument::sha256)
                .filter(received.sha256()::equals)
                .isPresent();
    }

    /** Keeps a file that was taken, and tells of it. */
    void submitted(
            Contribution contribution,
            Steps.Standing before,
            int revision,
            DocumentKind kind,
            MeetingView meeting,
            Author author) {
        repository.saveAndFlush(contribution);
        steps.write(List.of(Step.taken(
                revision == 0 ? Steps.Verb.SUBMIT : Steps.Verb.REVISE,
                contribution,
                before,
                meeting.id(),
                null,
                null,
                author.person(),
                now())));
        if (revision == 0 && contribution.late()) {
            passes.use(contribution.id(), Objects.requireNonNull(contribution.submittedAt()));
        }
        events.publishEvent(
                new ContributionSubmitted(contribution.id(), contribution.meeting(), meeting.room(), revision, author));
        ContributionNumber number = contributions.number(contribution);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", contribution.id());
        data.put("number", number.number());
        data.put("type", contribution.type().code());
        data.put("revision", revision);
        data.put("title", contribution.title());
        data.put(
                "fileName",
                number.documentName(revision, contribution.type(), contribution.title()) + "." + kind.extension());
        data.put("late", contribution.late());
        data.put("state", contribution.state());
        log.append(meeting.room(), "contribution.submitted", author, data, null);
    }

    /**
     * The author's wish where on the published agenda it is treated, until the chair has decided.
     *
     * @param item null for leaving it to the chair
     */
    @Transactional
    public ContributionView propose(ContributionId id, @Nullable UUID item, Viewer viewer) {
        MeetingView meeting = contributions.require(id, viewer).meeting();
        Contribution contribution = locked(id);
        viewer.require(Act.REVISE, meeting.permissions().ownedBy(contribution.author(), contribution.organization()));
        Optional<AgendaPlace> place = item == null ? Optional.empty() : contributions.onAgenda(meeting, item);
        if (item != null && place.isEmpty()) {
            throw Refusal.invalid("agendaItem", "The published agenda has no such item. Choose one that it has.");
        }
        if (Objects.equals(contribution.proposedItem(), item)) {
            return contributions.require(id, viewer);
        }
        contribution.propose(item);
        repository.saveAndFlush(contribution);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("number", contribution.number());
        data.put("item", item);
        data.put("itemNumber", place.map(AgendaPlace::number).orElse(null));
        log.append(meeting.room(), "contribution.place-proposed", Author.of(viewer), data, null);
        return contributions.require(id, viewer);
    }

    private Contribution locked(ContributionId id) {
        return repository.locked(id.value()).orElseThrow(() -> new NotFound("contribution"));
    }

    /** As exact as the database keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
