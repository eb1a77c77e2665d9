package org.rostrum.rooms.live;

import java.util.SortedMap;

/**
 * Who is in a room, as everybody there may know it: numbers, no names.
 *
 * @param people different people, on however many devices
 * @param organizations people by organisation; who represents none is in {@code people} only
 */
record Presence(long people, SortedMap<String, Long> organizations) {}
