package org.rostrum.contributions;

import java.util.UUID;

/** An item of the published agenda, as a contribution names its place there. */
public record AgendaPlace(UUID item, String number, String title) {}
