package org.rostrum.agendas;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.springframework.data.domain.Persistable;

/** A version of an agenda, as it was published and stays. Written once and read by projections only. */
@Entity
@Immutable
@SuppressWarnings("UnusedVariable")
class AgendaPublication implements Persistable<AgendaPublication.Key> {

    @Embeddable
    record Key(UUID meetingId, int version) implements Serializable {}

    /** An item as a version shows it, its number included. */
    @Embeddable
    record PublishedItem(
            UUID itemId,
            @Nullable String number,
            short depth,
            @Enumerated(EnumType.STRING) ItemKind kind,
            String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes) {}

    @EmbeddedId
    private Key key;

    private String note;
    private UUID publishedBy;
    private Instant publishedAt;
    private int draftRevision;
    private @Nullable String intent;

    @ElementCollection
    @CollectionTable(
            name = "agenda_published_item",
            joinColumns = {@JoinColumn(name = "meeting_id"), @JoinColumn(name = "version")})
    @OrderColumn(name = "position")
    @Column(updatable = false)
    private List<PublishedItem> items = new ArrayList<>();

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected AgendaPublication() {}

    AgendaPublication(
            UUID meetingId,
            int version,
            String note,
            PersonId by,
            Instant at,
            int draftRevision,
            Outline outline,
            @Nullable String intent) {
        this.key = new Key(meetingId, version);
        this.note = note;
        this.publishedBy = by.value();
        this.publishedAt = at;
        this.draftRevision = draftRevision;
        this.intent = intent;
        for (int i = 0; i < outline.rows().size(); i++) {
            OutlineRow row = outline.rows().get(i);
            if (row.id() == null) {
                throw new IllegalArgumentException("A row of the draft has no identity");
            }
            items.add(new PublishedItem(
                    row.id().value(),
                    row.kind() == ItemKind.BREAK ? null : outline.numbers().get(i),
                    (short) row.depth(),
                    row.kind(),
                    row.title(),
                    row.presenter(),
                    row.minutes(),
                    row.notes()));
        }
    }

    int version() {
        return key.version();
    }

    /** Those that members read. */
    List<UUID> items() {
        return items.stream()
                .filter(item -> item.kind() != ItemKind.INTERNAL)
                .map(PublishedItem::itemId)
                .toList();
    }

    /** Those that contributions are allocated to. */
    List<UUID> business() {
        return items.stream()
                .filter(item -> item.kind() == ItemKind.NORMAL)
                .map(PublishedItem::itemId)
                .toList();
    }

    @Override
    public Key getId() {
        return key;
    }

    /** Always: a publication is stored once, when it is made, and never again. */
    @Override
    public boolean isNew() {
        return true;
    }
}
