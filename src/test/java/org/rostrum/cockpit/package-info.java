@NullMarked
package org.rostrum.cockpit;

import org.jspecify.annotations.NullMarked;
