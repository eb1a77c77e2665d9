package org.rostrum.agendas;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;

/**
 * A meeting's agenda: the draft its officers work on, and how many versions of it were published. Loaded for writing
 * under its row's lock, so that of two officers who save at once the second is told about the first.
 */
@Entity
class Agenda {

    @Id
    private UUID meetingId;

    private int draftRevision;

    /** Read by projections, as the next one. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable UUID draftChangedBy;

    @SuppressWarnings("UnusedVariable")
    private @Nullable Instant draftChangedAt;

    private int version;

    @OneToMany(mappedBy = "agenda", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<DraftItem> draft = new ArrayList<>();

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Agenda() {}

    int draftRevision() {
        return draftRevision;
    }

    List<OutlineRow> draft() {
        return draft.stream().map(DraftItem::row).toList();
    }

    /**
     * Replaces the draft. Saving what is there already changes nothing, so that a form sent twice is no conflict.
     *
     * @param revision which the editor had before them
     * @param identify gives new items their identity; asked only where the draft is indeed replaced
     * @return whether anything changed
     * @throws StaleDraft where a newer one was saved since that says something else
     */
    boolean saveDraft(Outline outline, int revision, UnaryOperator<Outline> identify, PersonId by, Instant at) {
        if (outline.saysTheSameAs(draft())) {
            return false;
        }
        if (revision != draftRevision) {
            throw new StaleDraft(draftRevision);
        }
        rewrite(identify.apply(outline).rows());
        draftRevision++;
        draftChangedBy = by.value();
        draftChangedAt = at;
        return true;
    }

    private void rewrite(List<OutlineRow> rows) {
        Map<UUID, DraftItem> known = draft.stream().collect(Collectors.toMap(DraftItem::id, Function.identity()));
        List<DraftItem> kept = new ArrayList<>(rows.size());
        for (int position = 0; position < rows.size(); position++) {
            OutlineRow row = rows.get(position);
            if (row.id() == null) {
                throw new IllegalArgumentException("A row of the draft has no identity");
            }
            DraftItem item = known.get(row.id().value());
            if (item == null) {
                item = new DraftItem(this, row.id());
            }
            item.write(position, row);
            kept.add(item);
        }
        draft.retainAll(kept);
        kept.stream().filter(item -> !known.containsKey(item.id())).forEach(draft::add);
        draft.sort(DraftItem.IN_ORDER);
    }

    /**
     * Makes the draft the next version.
     *
     * @param revision which the chair was looking at
     * @param last what members read now; null before the first version
     * @param intent the client's key for this publication, so that a second click is told from a second version
     */
    AgendaPublication publish(
            int revision,
            String note,
            @Nullable List<OutlineRow> last,
            PersonId by,
            Instant at,
            @Nullable String intent) {
        if (revision != draftRevision) {
            throw new StaleDraft(draftRevision);
        }
        if (draft.isEmpty()) {
            throw Refusal.invalid("draft", "The draft is empty: there is nothing to publish yet.");
        }
        Outline outline = Outline.of(draft());
        if (last != null && outline.rows().equals(last)) {
            throw Refusal.invalid(
                    "draft", "The draft says the same as version " + version + ", so there is nothing new to publish.");
        }
        version++;
        return new AgendaPublication(meetingId, version, note, by, at, revision, outline, intent);
    }
}
