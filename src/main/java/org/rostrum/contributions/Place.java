package org.rostrum.contributions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a contribution stands on the agenda.
 *
 * @param position within the item; there may be gaps
 * @param block what it is handled together with; null where by itself
 */
public record Place(UUID item, int position, @Nullable UUID block) {}
