/** Append-only record of privileged acts: who changed what, when, from where. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "identity", "access", "access :: web"})
package org.rostrum.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
