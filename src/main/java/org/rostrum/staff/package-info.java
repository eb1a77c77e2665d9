/** The staff desk: what waits, and the register of people, organisations, levels and groups. */
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
            "web"
        })
package org.rostrum.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
