package org.rostrum.sheets;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.DocumentRow;

/** A document as a row of the list: what stands in which column. */
record SheetRow(DocumentRow document, Map<SheetColumn, String> cells) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm zzz", Locale.ENGLISH);

    /** @param places what the viewer may read of the agenda, by its identifier */
    static SheetRow of(DocumentRow document, Map<UUID, AgendaPlace> places, ZoneId zone) {
        var one = document.of();
        Map<SheetColumn, String> cells = new EnumMap<>(SheetColumn.class);
        put(cells, SheetColumn.NUMBER, document.number());
        put(cells, SheetColumn.TITLE, one.title());
        put(cells, SheetColumn.SOURCE, one.source());
        put(cells, SheetColumn.TYPE, one.type().code());
        put(cells, SheetColumn.FOR, one.purpose().label());
        AgendaPlace place = one.agendaItem() == null ? null : places.get(one.agendaItem());
        put(cells, SheetColumn.AGENDA_ITEM, place == null ? null : AgendaCell.write(place));
        put(cells, SheetColumn.REVISION_OF, document.revisionOf());
        put(cells, SheetColumn.REVISED_TO, document.revisedTo());
        put(cells, SheetColumn.DISPOSITION, disposition(document));
        put(cells, SheetColumn.WORDS, document.words());
        put(cells, SheetColumn.MERGED_INTO, document.mergedInto());
        put(cells, SheetColumn.POSTPONED_TO, document.carriedTo());
        put(cells, SheetColumn.POSTPONED_AS, document.carriedAs());
        put(cells, SheetColumn.REPLY, document.reply());
        put(cells, SheetColumn.STATE, document.latest() ? one.state().label() : null);
        put(cells, SheetColumn.LATE, one.late() ? "yes" : "no");
        put(cells, SheetColumn.AUTHOR, one.authorName());
        Instant uploaded = document.uploadedAt();
        put(cells, SheetColumn.SUBMITTED, uploaded == null ? null : TIME.format(uploaded.atZone(zone)));
        return new SheetRow(document, cells);
    }

    /** What is withdrawn was decided by its author; lists of documents say it in the same column. */
    private static @Nullable String disposition(DocumentRow document) {
        if (document.latest() && document.of().state() == ContributionState.WITHDRAWN) {
            return ContributionState.WITHDRAWN.label();
        }
        return document.outcome() == null ? null : document.outcome().label();
    }

    private static void put(Map<SheetColumn, String> cells, SheetColumn column, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            cells.put(column, text);
        }
    }

    /** Empty where there is nothing. */
    String cell(SheetColumn column) {
        return cells.getOrDefault(column, "");
    }
}
