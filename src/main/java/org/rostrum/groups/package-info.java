/** Working groups, committees and the plenary, and who holds which office in them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations"})
package org.rostrum.groups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
