/** What every capability may use: identifiers, the body's settings, Markdown, problems in the user's words. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package org.rostrum.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
