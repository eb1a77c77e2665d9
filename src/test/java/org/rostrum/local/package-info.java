/**
 * The local run: everything a machine with only a JDK and Maven lacks. Never part of the jar, and nothing here carries a
 * stereotype annotation: the portal of a test scans this package too, and must not find anything.
 */
@NullMarked
package org.rostrum.local;

import org.jspecify.annotations.NullMarked;
