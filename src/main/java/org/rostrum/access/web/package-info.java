@NullMarked
@NamedInterface("web")
package org.rostrum.access.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
