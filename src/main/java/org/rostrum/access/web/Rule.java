package org.rostrum.access.web;

import org.rostrum.access.Act;

/** Who gets past an address. */
public sealed interface Rule permits Audience, Rule.At {

    /** Whoever may do this at the place that the address names. */
    record At(Act act) implements Rule {}
}
