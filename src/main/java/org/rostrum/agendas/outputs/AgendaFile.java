package org.rostrum.agendas.outputs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;

/** An agenda, read and ready to be written in whatever format. */
public final class AgendaFile {

    private final AgendaSheet sheet;
    private final Map<AgendaFormat, AgendaWriter> writers;

    AgendaFile(AgendaSheet sheet, Map<AgendaFormat, AgendaWriter> writers) {
        this.sheet = sheet;
        this.writers = writers;
    }

    /** The same for everybody, in ASCII; sorting by name sorts by group, day and version. */
    public String name(AgendaFormat format) {
        return sheet.fileName() + "." + format.extension();
    }

    public void write(AgendaFormat format, OutputStream out) throws IOException {
        Objects.requireNonNull(writers.get(format)).write(sheet, out);
    }
}
