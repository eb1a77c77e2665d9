package org.rostrum.agendas;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An item as the draft has it. */
@Entity
@Table(name = "agenda_draft_item")
class DraftItem {

    static final Comparator<DraftItem> IN_ORDER = Comparator.comparingInt(item -> item.position);

    @Id
    private UUID itemId;

    /** The owning side of the agenda's draft. */
    @SuppressWarnings("UnusedVariable")
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "meeting_id")
    private Agenda agenda;

    /** Of a row that was there, {@link AgendaRepository#place} writes it: one that moves changes those of all after it. */
    @Column(updatable = false)
    private int position;

    private short depth;

    @Enumerated(EnumType.STRING)
    private ItemKind kind = ItemKind.NORMAL;

    private String title = "";
    private @Nullable String presenter;
    private @Nullable Integer minutes;
    private @Nullable String notes;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected DraftItem() {}

    DraftItem(Agenda agenda, AgendaItemId id) {
        this.agenda = agenda;
        this.itemId = id.value();
    }

    UUID id() {
        return itemId;
    }

    void write(int newPosition, OutlineRow row) {
        position = newPosition;
        depth = (short) row.depth();
        kind = row.kind();
        title = row.title();
        presenter = row.presenter();
        minutes = row.minutes();
        notes = row.notes();
    }

    OutlineRow row() {
        return new OutlineRow(new AgendaItemId(itemId), depth, kind, title, presenter, minutes, notes);
    }
}
