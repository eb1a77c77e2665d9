/** The first page: for visitors what this is, for members what is on today. Gathers from the others, owns nothing. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "access",
            "acting",
            "events",
            "meetings",
            "timetables",
            "contributions",
            "cockpit",
            "minutes"
        })
package org.rostrum.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
