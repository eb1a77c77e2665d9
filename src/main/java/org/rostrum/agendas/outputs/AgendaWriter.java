package org.rostrum.agendas.outputs;

import java.io.IOException;
import java.io.OutputStream;

/** Writes an agenda in one format. */
interface AgendaWriter {

    AgendaFormat format();

    /** Leaves the stream open. */
    void write(AgendaSheet sheet, OutputStream out) throws IOException;
}
