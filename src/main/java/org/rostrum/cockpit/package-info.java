/**
 * What waits for the officers of groups, each with the one act that settles it. Gathers from the others, and owns only
 * what somebody has looked at.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "access",
            "meetings",
            "contributions",
            "agendas",
            "minutes",
            "web"
        })
package org.rostrum.cockpit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
