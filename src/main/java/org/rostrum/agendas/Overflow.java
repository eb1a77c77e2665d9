package org.rostrum.agendas;

/**
 * What a meeting's time does not hold.
 *
 * @param minutes by how much, at least 1
 * @param text the same in words, with what is not reached: a whole sentence
 */
public record Overflow(int minutes, String text) {}
