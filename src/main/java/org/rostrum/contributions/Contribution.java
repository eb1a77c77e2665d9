package org.rostrum.contributions;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;

/** Numbered input to a meeting, from its reservation on. Who may carry out a verb is asked before; what it allows, here. */
@Entity
@SuppressWarnings("UnusedVariable") // what pages show is read by statements, not through the aggregate
class Contribution {

    /** The last number that a revision's two digits hold. */
    private static final int LAST_REVISION = 99;

    @Id
    private UUID id;

    private UUID meetingId;
    private UUID groupId;
    private int year;
    private int serial;
    private String number;

    @Convert(converter = ContributionColumns.OfType.class)
    private ContributionType type;

    @Convert(converter = ContributionColumns.OfPurpose.class)
    private Purpose purpose;

    private String title;

    @Column(name = "abstract")
    private String summary;

    @Enumerated(EnumType.STRING)
    private ContributionState state;

    private UUID authorId;
    private @Nullable UUID organizationId;
    private String source;
    private @Nullable String namedSource;
    private @Nullable UUID specificationId;
    private @Nullable UUID proposedItemId;
    private @Nullable UUID agendaItemId;
    private @Nullable UUID allocatedBy;
    private @Nullable Instant allocatedAt;
    private @Nullable Integer itemPosition;
    private @Nullable UUID blockId;
    private @Nullable UUID dispositionId;
    private @Nullable UUID carriedFromId;
    private boolean late;
    private Instant reservedAt;
    private @Nullable Instant submittedAt;
    private @Nullable Instant withdrawnAt;
    private @Nullable String intent;
    private @Nullable String intentDigest;
    private @Nullable UUID reservationId;

    @ElementCollection
    @CollectionTable(name = "revision", joinColumns = @JoinColumn(name = "contribution_id"))
    @OrderColumn(name = "number")
    private List<Revision> revisions = new ArrayList<>();

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Contribution() {}

    /** Who asks for a number. */
    record ReservedBy(PersonId person, @Nullable OrganizationId organization, String defaultSource) {}

    /** The client's key for one intent, and what was asked under it. */
    record Intent(String key, String digest) {}

    /**
     * Refuses a title, source or abstract that breaks the rules, a cancelled meeting, and a deadline that has passed
     * where the meeting takes nothing late.
     */
    static Contribution reserve(
            MeetingView meeting,
            Deadline deadline,
            Reservation asked,
            ReservedBy author,
            @Nullable Intent intent,
            Instant now) {
        if (meeting.cancelled()) {
            throw Refusal.conflict("This meeting is cancelled; it takes no contributions.");
        }
        Contribution reserved = new Contribution();
        reserved.title = Title.of(asked.title()).value();
        reserved.summary = Title.paragraphs("abstract", "abstract", asked.summary(), Title.LONGEST_ABSTRACT);
        String source = asked.source() == null || asked.source().isBlank() ? author.defaultSource() : asked.source();
        reserved.source = Title.line("source", "source", source, Title.LONGEST_SOURCE);
        deadline.admitsNumber(asked.type(), now);
        reserved.id = NewId.next();
        reserved.meetingId = meeting.id().value();
        reserved.groupId = meeting.group().id().value();
        reserved.year = meeting.startsAt().atZone(meeting.timeZone()).getYear();
        reserved.type = asked.type();
        reserved.purpose = asked.purpose();
        reserved.state = ContributionState.RESERVED;
        reserved.authorId = author.person().value();
        reserved.organizationId =
                author.organization() == null ? null : author.organization().value();
        reserved.specificationId =
                asked.specification() == null ? null : asked.specification().value();
        reserved.proposedItemId = asked.agendaItem();
        reserved.reservedAt = now;
        if (intent != null) {
            reserved.intent = intent.key();
            reserved.intentDigest = intent.digest();
        }
        return reserved;
    }

    /** What goes on at a later meeting: the same text under a new number, in time whenever it is carried over. */
    static Contribution carriedFrom(Contribution before, MeetingView to, Instant now) {
        Contribution carried = new Contribution();
        carried.id = NewId.next();
        carried.meetingId = to.id().value();
        carried.groupId = to.group().id().value();
        carried.year = to.startsAt().atZone(to.timeZone()).getYear();
        carried.type = before.type;
        carried.purpose = before.purpose;
        carried.title = before.title;
        carried.summary = before.summary;
        carried.authorId = before.authorId;
        carried.organizationId = before.organizationId;
        carried.source = before.source;
        carried.namedSource = before.namedSource;
        carried.specificationId = before.specificationId;
        carried.carriedFromId = before.id;
        carried.reservedAt = now;
        carried.submittedAt = now;
        carried.state = ContributionState.SUBMITTED;
        carried.revisions.add(before.revisions.getLast().again(now));
        return carried;
    }

    /** Reserved in one go with others. */
    Contribution together(UUID reservation) {
        reservationId = reservation;
        return this;
    }

    /** The last step of a reservation, taken under the series' lock, so that a refused one leaves no gap. */
    Contribution numbered(ContributionNumber given) {
        if (serial != 0) {
            throw new IllegalStateException("A number is given once");
        }
        serial = given.serial();
        number = given.number();
        return this;
    }

    /** Whether its author may still say otherwise what it says. */
    static boolean undecided(ContributionState state) {
        return !state.done() && !state.carried();
    }

    /** Refuses what breaks the rules, and what is decided or withdrawn. Who signs it goes on signing. */
    void reword(Wording to) {
        requireUndecided();
        title = Title.of(to.title()).value();
        summary = Title.paragraphs("abstract", "abstract", to.summary(), Title.LONGEST_ABSTRACT);
        purpose = to.purpose();
        String named = Title.line("source", "source", to.source(), Title.LONGEST_SOURCE);
        if (named.isEmpty()) {
            throw Refusal.invalid("source", "Say from whom it comes.");
        }
        if (namedSource == null) {
            source = named;
        } else {
            source = named + source.substring(namedSource.length());
            namedSource = named;
        }
        specificationId = to.specification() == null ? null : to.specification().value();
    }

    /** @param particulars those of its table */
    Wording wording(@Nullable Particulars particulars) {
        return new Wording(
                purpose,
                title,
                summary,
                namedSource == null ? source : namedSource,
                specificationId == null ? null : new SpecificationId(specificationId),
                particulars);
    }

    /** Refuses to change who stands behind it once it is decided or withdrawn. */
    void requireUndecided() {
        if (!undecided(state)) {
            throw Refusal.conflict("“" + title + "” is " + state.label().toLowerCase(Locale.ROOT)
                    + "; what it says and who signs it stays as it was then.");
        }
    }

    /** @param organizations that sign it as further sources, in the order they did */
    void signedBy(List<String> organizations) {
        String named = namedSource == null ? source : namedSource;
        namedSource = organizations.isEmpty() ? null : named;
        source = organizations.isEmpty() ? named : named + ", " + String.join(", ", organizations);
    }

    /** Whether a further file would be taken, whenever it comes. */
    boolean takesRevisions() {
        return !revisions.isEmpty() && revisions.size() <= LAST_REVISION && (!state.done() || writtenOn());
    }

    /** An agenda and minutes are written on after a meeting decided about one revision of them. */
    private boolean writtenOn() {
        return type.needsNoPlace() && state.done() && state != ContributionState.WITHDRAWN;
    }

    /** Refuses what is decided or withdrawn, a first file that the deadline no longer admits, and a hundredth revision. */
    void requireOpenForUpload(Deadline deadline, Instant now) {
        if (state == ContributionState.WITHDRAWN) {
            throw Refusal.conflict("This contribution was withdrawn; it takes no further files.");
        }
        if (state.done() && !writtenOn()) {
            throw Refusal.conflict("The meeting decided about this contribution already: " + state.label()
                    + ". It takes no further files, unless the chair reopens it.");
        }
        if (revisions.isEmpty()) {
            deadline.admits(type, now);
        }
        if (revisions.size() > LAST_REVISION) {
            throw Refusal.conflict("R" + LAST_REVISION + " is the last revision there can be. Reserve a new number.");
        }
    }

    /**
     * The first file submits the contribution and settles for good whether it is late; each further one is a revision.
     * What the chair asked for, or what was decided about an earlier revision, waits on the agenda again.
     *
     * @return the revision's number
     */
    int upload(Revision file, Deadline deadline, Instant now) {
        requireOpenForUpload(deadline, now);
        if (revisions.isEmpty()) {
            late = deadline.admits(type, now);
            submittedAt = now;
            state = waiting();
        } else if (state == ContributionState.REVISED || writtenOn()) {
            state = waiting();
            dispositionId = null;
        }
        revisions.add(file);
        return revisions.size() - 1;
    }

    private ContributionState waiting() {
        return agendaItemId == null ? ContributionState.SUBMITTED : ContributionState.ALLOCATED;
    }

    /** The room is on it now. Refuses what is not allocated, or past that. */
    void open() {
        if (state != ContributionState.ALLOCATED) {
            throw Refusal.conflict(
                    switch (state) {
                        case RESERVED -> "“" + title + "” has no file yet; the room has nothing to look at.";
                        case SUBMITTED -> "“" + title + "” has no place on the agenda yet. Place it first.";
                        case OPEN -> "The room is on “" + title + "” already.";
                        case REVISED -> "“" + title + "” waits for the revision that its author was asked for.";
                        default -> standsAt();
                    });
        }
        state = ContributionState.OPEN;
    }

    /**
     * Refuses what is not in front of the room, and what a newer revision has taken the place of.
     *
     * @param revision which the meeting decided about
     * @return whether it has to be opened on the way
     */
    boolean requireDecidable(Outcome outcome, int revision) {
        if (revisions.isEmpty()) {
            throw Refusal.conflict("“" + title + "” has no file yet; there is nothing to decide about.");
        }
        int latest = revisions.size() - 1;
        if (revision != latest) {
            throw Refusal.conflict(
                    revision > latest
                            ? "“" + title + "” has no such revision."
                            : "A newer revision of “" + title + "” has come, "
                                    + ContributionNumber.revisionLabel(latest)
                                    + ". Look at it before it is decided about.");
        }
        if (outcome == Outcome.REVISED && latest == LAST_REVISION) {
            throw Refusal.conflict("R" + LAST_REVISION + " is the last revision that “" + title + "” can have.");
        }
        if (outcome == Outcome.REPLIED && type != ContributionType.LS) {
            throw Refusal.conflict("Only a liaison statement is replied to; “" + title + "” is none.");
        }
        if (outcome.follows(state)) {
            return false;
        }
        if (outcome.afterOpening() && state == ContributionState.ALLOCATED) {
            return true;
        }
        if (outcome.afterOpening() && state == ContributionState.SUBMITTED && type.needsNoPlace()) {
            return false;
        }
        throw Refusal.conflict(
                state == ContributionState.SUBMITTED
                        ? "“" + title + "” has no place on the agenda yet. Place it first."
                        : state == ContributionState.REVISED
                                ? "“" + title + "” waits for the revision that its author was asked for."
                                : standsAt());
    }

    /** Refuses what has no file yet, and what takes no revision any more. */
    void requireDraftable() {
        if (revisions.isEmpty()) {
            throw Refusal.conflict(
                    "“" + title + "” has no file yet. Drafts circulate once its author has uploaded one.");
        }
        if (state.done() || revisions.size() > LAST_REVISION) {
            throw Refusal.conflict(
                    state.done() ? standsAt() : "R" + LAST_REVISION + " is the last revision there can be.");
        }
    }

    /** Refuses what has no file, what is settled, and what a newer revision has taken the place of. */
    void requireObjectable(int revision) {
        if (revisions.isEmpty()) {
            throw Refusal.conflict("“" + title + "” has no file yet; there is nothing to object to.");
        }
        if (state.done()) {
            throw Refusal.conflict(standsAt());
        }
        int latest = revisions.size() - 1;
        if (revision != latest) {
            throw Refusal.conflict(
                    revision > latest
                            ? "“" + title + "” has no such revision."
                            : "A newer revision of “" + title + "” has come, "
                                    + ContributionNumber.revisionLabel(latest) + ". Look at it before you object.");
        }
    }

    private String standsAt() {
        return "“" + title + "” is " + state.label().toLowerCase(Locale.ROOT) + " already."
                + (state.carried() ? " Reopen it to decide again." : "");
    }

    /** Under the decision's row, which holds what belongs to it. */
    void decide(Outcome outcome, int revision, UUID disposition) {
        requireDecidable(outcome, revision);
        state = outcome.state();
        dispositionId = disposition;
    }

    /** Back before the room, or among what waits for a place. Refuses what was not agreed, approved or endorsed. */
    void reopen() {
        if (!state.carried()) {
            throw Refusal.conflict("Only what was agreed, approved or endorsed is reopened; “" + title + "” is "
                    + state.label().toLowerCase(Locale.ROOT) + ".");
        }
        state = agendaItemId == null ? ContributionState.SUBMITTED : ContributionState.OPEN;
        dispositionId = null;
    }

    /** Refuses what is withdrawn already, and what a meeting decided about. The number stays taken. */
    void withdraw(Instant now) {
        if (state == ContributionState.WITHDRAWN) {
            throw Refusal.conflict("This contribution was withdrawn already.");
        }
        if (state.done()) {
            throw Refusal.conflict("The meeting decided about “" + title + "” already: " + state.label()
                    + ". What is decided is not withdrawn.");
        }
        state = ContributionState.WITHDRAWN;
        withdrawnAt = now;
        dispositionId = null;
    }

    /** As it was before a slip. */
    void restore(ContributionState before, @Nullable UUID disposition) {
        state = before;
        dispositionId = disposition;
        if (before != ContributionState.WITHDRAWN) {
            withdrawnAt = null;
        }
    }

    /**
     * The author's wish; the chair's decision is {@link #allocate}. Refuses what is withdrawn, and what has its place.
     *
     * @param item null for leaving it to the chair
     */
    void propose(@Nullable UUID item) {
        if (state == ContributionState.WITHDRAWN) {
            throw Refusal.conflict("This contribution was withdrawn; it needs no place on the agenda.");
        }
        if (agendaItemId != null) {
            throw Refusal.conflict("The chair gave this contribution its place already. Ask the chair to move it.");
        }
        proposedItemId = item;
    }

    /** Gives it its place, or another one. What has no file yet is allocated once it is submitted. Refuses what is withdrawn. */
    void allocate(Place place, PersonId by, Instant at) {
        if (state == ContributionState.WITHDRAWN) {
            throw Refusal.conflict(
                    "“" + title + "” was withdrawn; a contribution that is withdrawn gets no place on the agenda.");
        }
        agendaItemId = place.item();
        itemPosition = place.position();
        blockId = place.block();
        allocatedBy = by.value();
        allocatedAt = at;
        if (state == ContributionState.SUBMITTED) {
            state = ContributionState.ALLOCATED;
        }
    }

    /** Takes it off the agenda. What its author proposed stays. */
    void release() {
        agendaItemId = null;
        itemPosition = null;
        blockId = null;
        allocatedBy = null;
        allocatedAt = null;
        if (state == ContributionState.ALLOCATED || state == ContributionState.OPEN) {
            state = ContributionState.SUBMITTED;
        }
    }

    /** Another place within its item, for others moved around it; nobody decided anew, so a withdrawn one may shift too. */
    void shift(int position, @Nullable UUID block) {
        if (agendaItemId == null) {
            throw new IllegalStateException("It is on no item");
        }
        itemPosition = position;
        blockId = block;
    }

    @Nullable Place place() {
        return agendaItemId == null || itemPosition == null ? null : new Place(agendaItemId, itemPosition, blockId);
    }

    @Nullable UUID proposedItem() {
        return proposedItemId;
    }

    ContributionId id() {
        return new ContributionId(id);
    }

    MeetingId meeting() {
        return new MeetingId(meetingId);
    }

    int year() {
        return year;
    }

    int serial() {
        return serial;
    }

    String number() {
        return number;
    }

    ContributionType type() {
        return type;
    }

    String title() {
        return title;
    }

    String source() {
        return source;
    }

    ContributionState state() {
        return state;
    }

    @Nullable UUID disposition() {
        return dispositionId;
    }

    boolean late() {
        return late;
    }

    @Nullable Instant submittedAt() {
        return submittedAt;
    }

    PersonId author() {
        return new PersonId(authorId);
    }

    @Nullable OrganizationId organization() {
        return organizationId == null ? null : new OrganizationId(organizationId);
    }

    List<Revision> revisions() {
        return List.copyOf(revisions);
    }
}
