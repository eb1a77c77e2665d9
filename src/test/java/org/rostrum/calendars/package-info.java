@NullMarked
package org.rostrum.calendars;

import org.jspecify.annotations.NullMarked;
