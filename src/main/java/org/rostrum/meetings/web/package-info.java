@NullMarked
package org.rostrum.meetings.web;

import org.jspecify.annotations.NullMarked;
