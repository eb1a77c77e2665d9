/** The local run: everything a machine with only a JDK and Maven lacks. Never part of the jar. */
@NullMarked
package org.rostrum.local;

import org.jspecify.annotations.NullMarked;
