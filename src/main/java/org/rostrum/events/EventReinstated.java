package org.rostrum.events;

import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/** Within the transaction that reinstates it: what was cancelled with it comes back with it. */
public record EventReinstated(
        EventId event, String name, @Nullable PersonId by) {}
