/** A meeting's contributions as a spreadsheet: written in the field's usual columns, and taken back from it. */
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
            "web"
        })
package org.rostrum.sheets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
