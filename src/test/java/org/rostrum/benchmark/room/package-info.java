/**
 * The room under load: a generator of the project's own, in a process of its own, against the packaged portal and, in the
 * same run, against a fan-out that does nothing else.
 */
@NullMarked
package org.rostrum.benchmark.room;

import org.jspecify.annotations.NullMarked;
