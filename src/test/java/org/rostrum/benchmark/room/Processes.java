package org.rostrum.benchmark.room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes of the benchmark's own, and what processes cost. */
final class Processes {

    private static final int KB = 1024;

    private Processes() {}

    /** A class of the tests in a process of its own; what it complains of is in target/benchmark. */
    static Process start(Class<?> program, List<String> flags, String... arguments) {
        try {
            Path log = Path.of("target", "benchmark", program.getSimpleName() + ".log");
            Files.createDirectories(log.toAbsolutePath().getParent());
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(flags);
            command.addAll(List.of(
                    "-XX:+DisplayVMOutputToStderr", "-cp", System.getProperty("java.class.path"), program.getName()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process and its children have used of the processors so far, in seconds. */
    static double cpu(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(one ->
                        one.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
                .sum();
    }

    /** Bytes of a process in memory; 0 where the system does not say. */
    static long resident(ProcessHandle process) {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> KB * Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a JVM collect its garbage, and give back what it does not need. */
    static void collect(ProcessHandle jvm) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(jvm.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
