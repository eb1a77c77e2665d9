/** Calendars that update in place: feeds of events, groups and people. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "access",
            "events",
            "meetings",
            "agendas",
            "timetables",
            "registrations",
            "web"
        })
package org.rostrum.calendars;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
