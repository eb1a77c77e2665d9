package org.rostrum.benchmark.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table that comes out: medians, how far the rounds lay apart, and the ratio to the bare fan-out in the same rounds. */
final class Figures {

    private final List<String> lines = new ArrayList<>(List.of(
            "# The room under load",
            "",
            "| what | portal | rounds from, to | bare fan-out | ratio |",
            "| --- | ---: | ---: | ---: | ---: |"));

    /** What was measured in each round. */
    static final class Rounds {
        private final List<Double> values = new ArrayList<>();

        void add(double value) {
            values.add(value);
        }

        double median() {
            List<Double> sorted = values.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        private String spread() {
            if (values.size() < 2) {
                return "";
            }
            List<Double> sorted = values.stream().sorted().toList();
            return show(sorted.getFirst()) + ", " + show(sorted.getLast());
        }
    }

    void row(String what, Rounds portal, @Nullable Rounds bare) {
        String second = bare == null ? "" : show(bare.median());
        String ratio = bare == null ? "" : String.format(Locale.ROOT, "%.3g", portal.median() / bare.median());
        add("| " + what + " | " + show(portal.median()) + " | " + portal.spread() + " | " + second + " | " + ratio
                + " |");
    }

    void row(String what, double value) {
        add("| " + what + " | " + show(value) + " | | | |");
    }

    void row(String what, String words) {
        add("| " + what + " | " + words + " | | | |");
    }

    private void add(String line) {
        lines.add(line);
        System.out.println(line);
    }

    private static String show(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    void writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
        lines.forEach(System.out::println);
    }
}
