package org.rostrum.contributions;

import java.util.UUID;

/** A group of contributions within an agenda item that the room handles together. */
public record AgendaBlock(UUID id, String name) {}
