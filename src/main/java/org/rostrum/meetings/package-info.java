/** One group's meeting: when, where, its deadline and policy, who takes part. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "groups", "access", "rooms", "events", "web"})
package org.rostrum.meetings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
