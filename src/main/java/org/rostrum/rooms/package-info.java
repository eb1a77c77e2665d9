/** The room log: what happens live in a meeting, in one order for all, pushed to whoever watches. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "access", "access :: web", "organizations"})
package org.rostrum.rooms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
