/** Who is signing in: OpenID Connect logins matched to people, and personal access tokens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "groups"})
package org.rostrum.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
