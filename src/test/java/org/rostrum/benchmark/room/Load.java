package org.rostrum.benchmark.room;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.rostrum.benchmark.room.Errand.Came;
import org.rostrum.benchmark.room.Errand.Heard;
import org.rostrum.benchmark.room.Errand.Opened;

/** The load generator, seen from here. */
final class Load implements AutoCloseable {

    private final Process process = Processes.start(
            LoadGenerator.class, List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=256m"));
    private final ObjectOutputStream errands;
    private final ObjectInputStream answers;

    Load() throws IOException {
        errands = new ObjectOutputStream(process.getOutputStream());
        errands.flush();
        answers = new ObjectInputStream(process.getInputStream());
    }

    Came carryOut(Errand.Connect errand) {
        return (Came) answer(errand);
    }

    Heard carryOut(Errand.Post errand) {
        return (Heard) answer(errand);
    }

    Opened carryOut(Errand.Open errand) {
        return (Opened) answer(errand);
    }

    int carryOut(Errand.Silence errand) {
        return (Integer) answer(errand);
    }

    void leave() {
        answer(new Errand.Leave());
    }

    private synchronized Object answer(Errand errand) {
        try {
            errands.writeObject(errand);
            errands.flush();
            return answers.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("The load generator ended; see target/benchmark", e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    double cpu() {
        return Processes.cpu(process.toHandle());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
