/** The floor of a meeting's room: who wants to speak, in which order, and who does. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "access",
            "access :: web",
            "rooms",
            "meetings",
            "groups",
            "discussions",
            "web"
        })
package org.rostrum.floor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
