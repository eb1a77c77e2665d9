package org.rostrum.contributions;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Title, source, abstract and particulars after a number was reserved: read, edited, and asked for by the first file. */
@Service
public class Wordings {

    private final ContributionRepository repository;
    private final Contributions contributions;
    private final Specifications specifications;
    private final ParticularsTables particulars;
    private final Replies replies;
    private final Signatures signatures;
    private final RoomLog log;

    Wordings(
            ContributionRepository repository,
            Contributions contributions,
            Specifications specifications,
            ParticularsTables particulars,
            Replies replies,
            Signatures signatures,
            RoomLog log) {
        this.repository = repository;
        this.contributions = contributions;
        this.specifications = specifications;
        this.particulars = particulars;
        this.replies = replies;
        this.signatures = signatures;
        this.log = log;
    }

    /**
     * @param mark of the wording that the editor looked at
     * @throws ChangedMeanwhile where it is another one now
     */
    @Transactional
    public ContributionView edit(ContributionId id, Wording asked, String mark, Viewer viewer) {
        ContributionView view = contributions.require(id, viewer);
        MeetingView meeting = view.meeting();
        Contribution contribution = locked(id);
        viewer.require(Act.REVISE, meeting.permissions().ownedBy(contribution.author(), contribution.organization()));
        Wording before = wording(contribution);
        if (!before.mark().equals(mark)) {
            throw new ChangedMeanwhile();
        }
        if (asked.particulars() != null && asked.particulars().type() != contribution.type()) {
            throw Refusal.invalid(
                    "particulars",
                    "These are the particulars of type "
                            + asked.particulars().type().code() + ", and this is of type "
                            + contribution.type().code() + ".");
        }
        if (asked.specification() != null
                && specifications.find(asked.specification()).isEmpty()) {
            throw Refusal.invalid("specification", "There is no such specification. Choose one from the registry.");
        }
        signatures.requireNoneNamed(before.source(), asked.source(), contribution.organization());
        Particulars said = replies.followed(asked.particulars(), viewer);
        contribution.reword(asked);
        Wording after = contribution.wording(said == null ? before.particulars() : said);
        Map<String, Wording.Change> changes = before.changes(after);
        if (changes.isEmpty()) {
            return view;
        }
        if (!contribution.revisions().isEmpty()) {
            requireStillSaid(before, after);
        }
        if (said != null) {
            particulars.put(id, said);
        }
        repository.saveAndFlush(contribution);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("number", contribution.number());
        data.put("title", contribution.title());
        data.put("changes", changes);
        log.append(meeting.room(), "contribution.edited", Author.of(viewer), data, null);
        return contributions.require(id, viewer);
    }

    /** What the first file asked for is not taken back after it; what came before this was asked for may stay as it is. */
    private static void requireStillSaid(Wording before, Wording after) {
        SequencedMap<String, String> missing = after.missing();
        missing.keySet().removeAll(before.missing().keySet());
        if (!missing.isEmpty()) {
            throw Refusal.invalid("This has a file, which needs all that is said here.", missing);
        }
    }

    /** Refuses a first file while what its type asks for is not said. */
    void requireComplete(Contribution contribution) {
        SequencedMap<String, String> missing = wording(contribution).missing();
        if (!missing.isEmpty()) {
            String message = "Before its first file comes, say what a "
                    + contribution.type().label().toLowerCase(Locale.ROOT) + " needs: "
                    + String.join(" ", missing.values());
            SequencedMap<String, String> fields = new LinkedHashMap<>();
            fields.put("file", message);
            fields.putAll(missing);
            throw Refusal.invalid(message, fields);
        }
    }

    /** As it stands. The view shows that the viewer may read it. */
    @Transactional(readOnly = true)
    public Wording of(ContributionView view) {
        return new Wording(
                view.row().purpose(),
                view.row().title(),
                view.summary(),
                view.namedSource(),
                view.row().specification(),
                view.particulars());
    }

    /** Whether its author may still edit it. */
    public static boolean editable(ContributionView view) {
        return Contribution.undecided(view.row().state());
    }

    /** What its first file still waits for: words by the name of their field; nothing once there is one. */
    public SequencedMap<String, String> missing(ContributionView view) {
        return view.revisions().isEmpty() ? of(view).missing() : new LinkedHashMap<>();
    }

    private Wording wording(Contribution contribution) {
        return contribution.wording(particulars.find(contribution.id(), contribution.type()));
    }

    private Contribution locked(ContributionId id) {
        return repository.locked(id.value()).orElseThrow(() -> new NotFound("contribution"));
    }
}
