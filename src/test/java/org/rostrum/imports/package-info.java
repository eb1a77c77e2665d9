@NullMarked
package org.rostrum.imports;

import org.jspecify.annotations.NullMarked;
