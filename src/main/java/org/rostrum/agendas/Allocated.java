package org.rostrum.agendas;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.Replacement;

/**
 * What came of a change.
 *
 * @param change by which it can be undone; null where nothing changed
 * @param said in words, for whoever may want to undo it
 * @param items whose contributions or order are others now
 */
public record Allocated(@Nullable UUID change, String said, Replacement done, List<AgendaItemId> items) {}
