package org.rostrum.discussions.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom to mute, for how long and why, as a form sends it. The API calls the end {@code until}. */
public record MuteForm(
        @Nullable UUID person,
        @Nullable Integer until,
        @Nullable String reason) {}
