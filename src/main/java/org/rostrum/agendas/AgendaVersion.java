package org.rostrum.agendas;

import java.time.Instant;

/** A line of an agenda's history. */
public record AgendaVersion(int version, boolean inForce, String note, String publishedBy, Instant publishedAt) {}
