/** Members meetings, test events and workshops as everybody may know them: when, where, with which meetings. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "groups", "access", "web"})
package org.rostrum.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
