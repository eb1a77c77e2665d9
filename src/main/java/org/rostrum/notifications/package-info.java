/** What people are told: in the portal, and by mail that waits until it was taken. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "access", "access :: web", "web"})
package org.rostrum.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
