@NullMarked
@NamedInterface("web")
package org.rostrum.identity.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
