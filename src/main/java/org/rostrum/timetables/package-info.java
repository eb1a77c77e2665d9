/** The timetable of an event: draft, published versions, differences, conflicts, and each person's own agenda. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "groups", "access", "events", "web"})
package org.rostrum.timetables;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
