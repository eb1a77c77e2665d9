@NullMarked
package org.rostrum.contributions;

import org.jspecify.annotations.NullMarked;
