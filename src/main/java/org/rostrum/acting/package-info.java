/** Staff act on behalf of a delegate: for an hour at most, seen by both, and every change on record. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "access", "access :: web"})
package org.rostrum.acting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
