package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;

class DraftRecordTests {

    private static final AgendaItemId OPENING = new AgendaItemId(NewId.next());
    private static final AgendaItemId CLOSING = new AgendaItemId(NewId.next());

    private static OutlineRow row(AgendaItemId id, String title, @Nullable Integer minutes) {
        return new OutlineRow(id, 0, ItemKind.NORMAL, title, null, minutes, null);
    }

    @Test
    void onlyTheItemsThatOneTextHasAndTheOtherHasNotAreOnRecord() {
        List<OutlineRow> was = List.of(row(OPENING, "Opening", 5), row(CLOSING, "Closing", null));
        AgendaItemId added = new AgendaItemId(NewId.next());
        List<OutlineRow> is =
                List.of(row(OPENING, "Opening", 10), row(added, "New topic", null), row(CLOSING, "Closing", null));
        assertThat(DraftRecord.of(1, was, is))
                .containsEntry("revision", 1)
                .containsEntry("items", List.of("Opening, 5 min"))
                .containsEntry("order", List.of());
        assertThat(DraftRecord.of(2, is, was))
                .containsEntry("count", 3)
                .containsEntry("items", List.of("Opening, 10 min", "New topic"));
    }

    @Test
    void itemsThatOnlyMovedAreOnRecordInBothOrders() {
        List<OutlineRow> was = List.of(row(OPENING, "Opening", null), row(CLOSING, "Closing", null));
        assertThat(DraftRecord.of(1, was, was.reversed()))
                .containsEntry("items", List.of())
                .containsEntry("order", List.of("Opening", "Closing"));
        assertThat(DraftRecord.of(2, was.reversed(), was)).containsEntry("order", List.of("Closing", "Opening"));
    }
}
