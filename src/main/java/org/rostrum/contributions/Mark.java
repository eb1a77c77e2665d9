package org.rostrum.contributions;

/** What officers noted beside a contribution, for one another. */
public record Mark(String word, MarkTone tone) {}
