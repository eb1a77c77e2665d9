package org.rostrum.contributions;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.documents.Documents;
import org.rostrum.documents.ReceivedDocument;
import org.rostrum.meetings.MeetingView;
import org.rostrum.rooms.Author;
import org.rostrum.shared.BodySettings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Agendas as numbered documents of their meetings (AGD). The portal files them for whoever published: nobody is asked for
 * a permission here, because publishing was permitted.
 */
@Service
public class FiledAgendas {

    private static final String FIRST_WORDS = "Agenda of ";

    private final ContributionRepository repository;
    private final Submissions submissions;
    private final Contributions contributions;
    private final Documents documents;
    private final BodySettings body;
    private final Clock clock;

    FiledAgendas(
            ContributionRepository repository,
            Submissions submissions,
            Contributions contributions,
            Documents documents,
            BodySettings body,
            Clock clock) {
        this.repository = repository;
        this.submissions = submissions;
        this.contributions = contributions;
        this.documents = documents;
        this.body = body;
        this.clock = clock;
    }

    /** What a version became. */
    public record Filed(ContributionId contribution, int revision) {}

    /** Writes the file, which says the number it is filed under. */
    @FunctionalInterface
    public interface Writing {
        void write(String number, OutputStream out) throws IOException;
    }

    /**
     * Files a version in the caller's transaction. The first reserves the group's next number, a later one is its next
     * revision. Where that takes no further one, because it was withdrawn or has R99, a new number is reserved.
     *
     * @param before what the version before this one was filed as; null for the first
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Filed file(
            MeetingView meeting, int version, Author publisher, @Nullable ContributionId before, Writing writing) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Deadline deadline = submissions.deadline(meeting);
        Optional<Contribution> earlier = before == null
                ? Optional.empty()
                : repository.locked(before.value()).filter(Contribution::takesRevisions);
        Contribution agenda = earlier.orElseGet(() -> submissions.numbered(
                Contribution.reserve(
                        meeting,
                        deadline,
                        new Reservation(
                                ContributionType.AGD,
                                Purpose.APPROVAL,
                                title(meeting),
                                "",
                                meeting.group().code() + " chair",
                                null,
                                null),
                        // Nobody's organisation owns an agenda.
                        new Contribution.ReservedBy(publisher.person(), null, body.name()),
                        null,
                        now),
                meeting));
        String number =
                contributions.number(agenda).numberOf(agenda.revisions().size()) + "-" + ContributionType.AGD.code();
        var file = new ByteArrayOutputStream();
        try {
            writing.write(number, file);
            try (ReceivedDocument received =
                    documents.receive("agenda.docx", new ByteArrayInputStream(file.toByteArray()))) {
                if (earlier.isEmpty()) {
                    submissions.reserved(agenda, meeting, publisher);
                }
                Revision revision = new Revision(
                        documents.store(received, publisher.person()),
                        publisher.person(),
                        now,
                        "agenda version " + version);
                Steps.Standing standing = Steps.Standing.of(agenda);
                int taken = agenda.upload(revision, deadline, now);
                submissions.submitted(agenda, standing, taken, received.kind(), meeting, publisher);
                return new Filed(agenda.id(), taken);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A meeting may be called what no contribution may be; its agenda is filed all the same. */
    private static String title(MeetingView meeting) {
        String name = Title.allowed(meeting.name());
        int room = Title.LONGEST - FIRST_WORDS.length();
        return FIRST_WORDS
                + (name.codePointCount(0, name.length()) <= room
                        ? name
                        : name.substring(0, name.offsetByCodePoints(0, room - 1)) + "…");
    }
}
