/** What is said in a meeting's room: threads for the meeting, its agenda items and its contributions, and messages. */
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
            "agendas",
            "contributions",
            "web"
        })
package org.rostrum.discussions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
