@NullMarked
package org.rostrum.attendance.web;

import org.jspecify.annotations.NullMarked;
