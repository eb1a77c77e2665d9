/** Agendas: the officers' draft, its published versions, and what changed between them. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "access",
            "access :: web",
            "rooms",
            "meetings",
            "events",
            "timetables",
            "documents",
            "contributions",
            "web"
        })
package org.rostrum.agendas;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
