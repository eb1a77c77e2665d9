/** Who may do what: the one place that decides, for pages, API and rooms alike. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "identity", "identity :: web", "groups", "web"})
package org.rostrum.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
