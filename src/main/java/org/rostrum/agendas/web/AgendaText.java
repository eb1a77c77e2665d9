package org.rostrum.agendas.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rostrum.agendas.AgendaEntry;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.shared.Markdown;
import org.springframework.stereotype.Component;

/** The items' notes, which officers write in Markdown, as safe HTML. */
@Component
class AgendaText {

    private final Markdown markdown;

    AgendaText(Markdown markdown) {
        this.markdown = markdown;
    }

    Map<AgendaItemId, String> notes(List<AgendaEntry> items) {
        Map<AgendaItemId, String> notes = new HashMap<>();
        for (AgendaEntry item : items) {
            if (item.notes() != null) {
                notes.put(item.id(), markdown.toHtml(item.notes()));
            }
        }
        return notes;
    }
}
