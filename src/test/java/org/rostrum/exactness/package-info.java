/** Whether the rooms are exact, whatever befalls clients, nodes and database: random deeds, and what must hold after them. */
@NullMarked
package org.rostrum.exactness;

import org.jspecify.annotations.NullMarked;
