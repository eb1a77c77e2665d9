@NullMarked
package org.rostrum.agendas.outputs;

import org.jspecify.annotations.NullMarked;
