/**
 * The local run: everything a machine with only a JDK and Maven lacks. Never part of the jar. The portal's scan of
 * org.rostrum comes by here in tests too, so whatever carries a stereotype annotation belongs to the profile "local".
 */
@NullMarked
package org.rostrum.local;

import org.jspecify.annotations.NullMarked;
