package org.rostrum.exactness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time of day as one process sees it, which may jump; how long things take it sees as it is. This is libfaketime's
 * doing (on Debian the package of that name); where it is not installed, clocks go right.
 */
final class WallClock {

    /** How long a process may not know of a jump. It looks once a second or so; more often would cost it more than all the rest. */
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(3);

    private final @Nullable Path file;
    private final List<Stretch> stretches = new ArrayList<>();

    /** @param until null for the last one, up to now */
    private record Stretch(
            Duration ahead, Instant from, @Nullable Instant until) {}

    private WallClock(@Nullable Path file) {
        this.file = file;
        jumps(Duration.ZERO);
    }

    static WallClock right() {
        return new WallClock(null);
    }

    /** One that can jump, if there is a way. */
    static WallClock jumping() throws IOException {
        if (library().isEmpty()) {
            return right();
        }
        Path file = Files.createTempFile("exactness-clock", ".txt");
        file.toFile().deleteOnExit();
        return new WallClock(file);
    }

    private static Optional<Path> library() {
        for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib")) {
            try (Stream<Path> found = Files.find(
                    Path.of(folder),
                    3,
                    (path, _) -> path.getFileName().toString().equals("libfaketime.so.1"))) {
                Optional<Path> library = found.findFirst();
                if (library.isPresent()) {
                    return library;
                }
            } catch (IOException | UncheckedIOException _) {
                // Not there, then.
            }
        }
        return Optional.empty();
    }

    /** For whoever is to see this clock. */
    Map<String, String> environment() {
        return file == null
                ? Map.of()
                : Map.of(
                        "LD_PRELOAD", library().orElseThrow().toString(),
                        "FAKETIME_TIMESTAMP_FILE", file.toString(),
                        "FAKETIME_CACHE_DURATION", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        // Or the JVM would wait for nothing.
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                        "FAKETIME_DISABLE_SHM", "1",
                        "NO_FAKE_STAT", "1");
    }

    boolean canJump() {
        return file != null;
    }

    synchronized void jumps(Duration ahead) {
        Instant before = Instant.now();
        if (file != null) {
            try {
                Path written = Files.writeString(Path.of(file + ".new"), "%+d%n".formatted(ahead.toSeconds()));
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!stretches.isEmpty()) {
            Stretch last = stretches.removeLast();
            stretches.add(new Stretch(last.ahead(), last.from(), Instant.now().plus(UNTIL_SEEN)));
        }
        stretches.add(new Stretch(ahead, before, null));
    }

    /** Whether the clock may have shown that time at some moment of these. */
    synchronized boolean showed(Instant time, Instant from, Instant until) {
        return stretches.stream()
                .filter(one -> one.from().isBefore(until)
                        && (one.until() == null || one.until().isAfter(from)))
                .map(one -> time.minus(one.ahead()))
                .anyMatch(really -> !really.isBefore(from) && !really.isAfter(until));
    }
}
