package org.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/** A program that tests run and that a fresh machine lacks: taken from Debian's packages, where root runs the tests. */
public final class DebianPackage {

    private DebianPackage() {}

    public static boolean mayInstall() {
        return Files.exists(Path.of("/etc/debian_version"))
                && System.getProperty("user.name").equals("root");
    }

    /** Two JVMs run tests side by side, and the package manager serves one at a time. */
    public static void install(String name, BooleanSupplier installed) {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "rostrum-packages.lock");
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock mine = file.lock()) {
            if (mine.isValid() && !installed.getAsBoolean()) {
                run("apt-get", "update");
                run("apt-get", "install", "-y", "--no-install-recommends", name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        try {
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " failed; install that by hand to run the tests that need it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
