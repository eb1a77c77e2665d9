/** Stored files: what they really are, how large they may be, and how they are kept and handed out, always as a stream. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "organizations", "access"})
package org.rostrum.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
