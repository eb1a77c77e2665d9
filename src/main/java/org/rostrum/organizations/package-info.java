/** Member organisations, their levels and standing, and the people who represent them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared"})
package org.rostrum.organizations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
