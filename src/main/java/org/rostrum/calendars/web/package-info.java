@NullMarked
package org.rostrum.calendars.web;

import org.jspecify.annotations.NullMarked;
