/** Numbered input to a meeting: reserved, uploaded, revised, withdrawn; and the specifications it is written against. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "organizations",
            "groups",
            "access",
            "rooms",
            "meetings",
            "documents",
            "documents :: web",
            "web"
        })
package org.rostrum.contributions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
