/** Production, rehearsed: what docker-compose.yml and config/ say, run without Docker. */
@NullMarked
package org.rostrum.rehearsal;

import org.jspecify.annotations.NullMarked;
