package org.rostrum.rooms;

/**
 * Somebody came into a room who was not there by another device, or the last device of somebody left, on one node: at
 * most once a second for each room, after the node's row in {@code room_presence} says so. Its column {@code attending}
 * holds who came in themselves, by a browser; together the rows that have not run out say who is there.
 *
 * <p>Published on a thread of its own: what listens keeps no socket and no other room waiting.
 */
public record RoomPeopleChanged(RoomId room) {}
