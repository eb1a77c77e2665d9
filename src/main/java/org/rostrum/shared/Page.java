package org.rostrum.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor that asks for the page after this one; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {}
