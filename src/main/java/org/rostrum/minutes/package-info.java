/** What a meeting leaves behind: actions, and the minutes of one meeting that a later one approves. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "access",
            "rooms",
            "meetings",
            "contributions",
            "agendas",
            "web"
        })
package org.rostrum.minutes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
