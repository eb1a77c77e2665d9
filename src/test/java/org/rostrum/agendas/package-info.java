@NullMarked
package org.rostrum.agendas;

import org.jspecify.annotations.NullMarked;
