/**
 * The live end of rooms: the sockets, what goes to them, and what tells them. A socket is a Spring WebSocket handler;
 * only sending goes below Spring, to Jetty's core session (src/docs/decisions/0004-live-sockets.md).
 */
@NullMarked
package org.rostrum.rooms.live;

import org.jspecify.annotations.NullMarked;
