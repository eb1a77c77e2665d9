@NullMarked
@NamedInterface("web")
package org.rostrum.documents.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
