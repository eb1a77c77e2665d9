/** The staff desk: what waits, the register of people, organisations, levels and groups, and running events. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "identity",
            "access",
            "access :: web",
            "notifications",
            "events",
            "timetables",
            "web"
        })
package org.rostrum.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
