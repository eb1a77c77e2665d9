package org.rostrum.events;

import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/** Within the transaction that cancels it: the meetings that groups called in it go with it. */
public record EventCancelled(
        EventId event, String name, String reason, @Nullable PersonId by) {}
