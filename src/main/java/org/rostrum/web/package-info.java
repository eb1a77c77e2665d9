/** How every page looks and speaks: layout, design system, times in both zones, error pages. */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package org.rostrum.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
