@NullMarked
package org.rostrum.timetables.web;

import org.jspecify.annotations.NullMarked;
