/** What the portal needs before it starts, and what it says where that is missing. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.rostrum.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
