/** Organisations, people, groups, office holders and specifications from CSV: looked at first, taken whole or not at all, taken back. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "groups", "access"})
package org.rostrum.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
