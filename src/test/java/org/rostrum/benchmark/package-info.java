/** What is claimed of speed, as ratios within one run: mvn -Pbenchmark verify. */
@NullMarked
package org.rostrum.benchmark;

import org.jspecify.annotations.NullMarked;
