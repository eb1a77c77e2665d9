package org.rostrum.minutes;

import org.jspecify.annotations.Nullable;

/**
 * Which of a group's actions are shown.
 *
 * @param state null for all
 * @param mine those of the viewer only
 * @param overdue open ones whose day has passed only
 */
public record ActionFilter(@Nullable ActionState state, boolean mine, boolean overdue) {

    public static final ActionFilter OPEN = new ActionFilter(ActionState.OPEN, false, false);
}
