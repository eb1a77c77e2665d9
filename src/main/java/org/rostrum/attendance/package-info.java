/** Who was there: checked in at the desk, or by joining the room from elsewhere. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "access",
            "events",
            "meetings",
            "timetables",
            "registrations",
            "rooms",
            "discussions",
            "web"
        })
package org.rostrum.attendance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
