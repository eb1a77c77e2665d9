@NullMarked
package org.rostrum.calendars.imports;

import org.jspecify.annotations.NullMarked;
