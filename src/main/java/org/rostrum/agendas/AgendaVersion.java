package org.rostrum.agendas;

import java.time.Instant;

/** A line of an agenda's history. */
public record AgendaVersion(int version, String note, String publishedBy, Instant publishedAt) {}
