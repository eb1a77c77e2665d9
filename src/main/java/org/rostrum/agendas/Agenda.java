package org.rostrum.agendas;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
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

    /** Null until somebody opens the draft. */
    private @Nullable UUID draftRoomId;

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

    @Nullable RoomId draftRoom() {
        return draftRoomId == null ? null : new RoomId(draftRoomId);
    }

    void openDraftRoom(RoomId room) {
        if (draftRoomId != null) {
            throw new IllegalStateException("The draft has its room");
        }
        draftRoomId = room.value();
    }

    /** The items of the draft from top to bottom. */
    UUID[] order() {
        return draft.stream().map(DraftItem::id).toArray(UUID[]::new);
    }

    /**
     * What became of a text that was saved.
     *
     * @param changed whether the draft says something else now
     * @param rows the identity that each row of the text has in the draft
     */
    record Saved(boolean changed, List<AgendaItemId> rows) {}

    /**
     * Saves a text of the draft, together with what others saved since it was begun. Saving what is there already changes
     * nothing, so that a form sent twice is no conflict.
     *
     * @param revision which the editor had before them
     * @param kept what the draft said at a revision; null where that is not known any more
     * @param create makes the items of these identities, before the draft has them
     * @throws StaleDraft where others changed the same since, or that cannot be told any more
     */
    Saved saveDraft(
            Outline text,
            int revision,
            IntFunction<@Nullable List<OutlineRow>> kept,
            Consumer<Set<AgendaItemId>> create,
            PersonId by,
            Instant at) {
        List<OutlineRow> now = draft();
        if (text.saysTheSameAs(now)) {
            return new Saved(false, identities(now));
        }
        Set<AgendaItemId> made = new HashSet<>();
        Outline identified = text.identified(row -> {
            if (row.id() != null) {
                return row.id();
            }
            AgendaItemId id = new AgendaItemId(NewId.next());
            made.add(id);
            return id;
        });
        Outline next = identified;
        List<AgendaItemId> rows = identities(identified.rows());
        if (revision != draftRevision) {
            DraftMerge.Merged merged = merged(identified, made, revision, kept);
            next = merged.outline();
            rows = merged.mine();
        }
        if (next.rows().equals(now)) {
            return new Saved(false, rows);
        }
        made.retainAll(new HashSet<>(rows));
        if (!made.isEmpty()) {
            create.accept(made);
        }
        rewrite(next.rows());
        draftRevision++;
        draftChangedBy = by.value();
        draftChangedAt = at;
        return new Saved(true, rows);
    }

    private DraftMerge.Merged merged(
            Outline text, Set<AgendaItemId> made, int revision, IntFunction<@Nullable List<OutlineRow>> kept) {
        List<OutlineRow> base = revision < 0 || revision > draftRevision ? null : kept.apply(revision);
        if (base == null) {
            throw new StaleDraft(draftRevision, List.of());
        }
        return switch (DraftMerge.of(base, draft(), text.rows())) {
            case DraftMerge.Merged merged -> merged;
            case DraftMerge.Conflicting conflicting ->
                throw new StaleDraft(draftRevision, conflicting.conflicts(), keepingTheirOwn(base, text, made));
        };
    }

    /** Null where there is nothing better than their text as it is. */
    private @Nullable List<OutlineRow> keepingTheirOwn(List<OutlineRow> base, Outline text, Set<AgendaItemId> made) {
        return DraftMerge.keepingMine(base, draft(), text.rows()) instanceof DraftMerge.Merged merged
                ? merged.outline().rows().stream()
                        .map(row -> row.id() != null && made.contains(row.id()) ? row.as(null) : row)
                        .toList()
                : null;
    }

    private static List<AgendaItemId> identities(List<OutlineRow> rows) {
        return rows.stream().map(row -> Objects.requireNonNull(row.id())).toList();
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
            throw new StaleDraft(draftRevision, List.of());
        }
        if (draft.isEmpty()) {
            throw Refusal.invalid("draft", "The draft is empty: there is nothing to publish yet.");
        }
        Outline outline = Outline.of(draft());
        if (outline.rows().stream().allMatch(row -> row.kind() == ItemKind.INTERNAL)) {
            throw Refusal.invalid(
                    "draft",
                    "Everything in the draft is for the officers only, so members would read an empty agenda.");
        }
        if (last != null && outline.rows().equals(last)) {
            throw Refusal.invalid(
                    "draft", "The draft says the same as version " + version + ", so there is nothing new to publish.");
        }
        version++;
        return new AgendaPublication(new MeetingId(meetingId), version, note, by, at, revision, outline, intent);
    }
}
