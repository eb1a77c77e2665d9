/** How tests speak: a body with named people, a real database, and gestures. */
@NullMarked
package org.rostrum.testing;

import org.jspecify.annotations.NullMarked;
