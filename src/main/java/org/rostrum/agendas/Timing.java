package org.rostrum.agendas;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the items of an agenda are, were or are going to be treated. Internal items take no time of the meeting, so that
 * officers and members read the same times; they are not in it.
 *
 * @param overflow what the meeting's time does not hold: by the plan, or as it looks now once the room has begun
 * @param now what the room is on; null where nothing
 * @param basis what the plan was made from, a whole sentence
 */
public record Timing(
        Map<AgendaItemId, ItemTime> items,
        @Nullable Overflow overflow,
        @Nullable AgendaItemId now,
        String basis) {}
