/** Agendas as files: read on paper, in a spreadsheet, in a mail; and filed as numbered documents of the meeting. */
@NullMarked
package org.rostrum.agendas.outputs;

import org.jspecify.annotations.NullMarked;
