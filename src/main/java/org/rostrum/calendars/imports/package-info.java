/** Tables and calendars taken into a timetable's draft, and the same tables written again. */
@NullMarked
package org.rostrum.calendars.imports;

import org.jspecify.annotations.NullMarked;
