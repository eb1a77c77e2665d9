/** Registration for events: the form, places and waiting lists, guests, who takes part. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "groups", "access", "events", "meetings", "web"})
package org.rostrum.registrations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
