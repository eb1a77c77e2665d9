/** One's own account: who one is here, where one is signed in, one's tokens, and everything the portal knows of one. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "organizations", "identity", "identity :: web", "groups", "access", "acting"})
package org.rostrum.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
