/** The live end of rooms: the sockets, what goes to them, and what tells them. */
@NullMarked
package org.rostrum.rooms.live;

import org.jspecify.annotations.NullMarked;
