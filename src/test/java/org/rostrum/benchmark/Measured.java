package org.rostrum.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times named pieces of work several times over and writes what came out as a table. */
final class Measured {

    private static final int WARM_UP = 600;
    /** What takes long is warm sooner. */
    private static final long WARM = Duration.ofSeconds(15).toNanos();

    private static final int COUNTED = 200;

    /** What takes seconds is not done two hundred times. */
    private static final int FEWEST = 9;

    private static final long ENOUGH = Duration.ofSeconds(30).toNanos();

    private final Map<String, Map<String, Double>> medians = new LinkedHashMap<>();

    /** @param work is done a few hundred times, one after the other */
    void measure(String subject, String size, Runnable work) {
        measure(subject, size, () -> {}, work);
    }

    /** @param before what each time begins with and is not counted */
    void measure(String subject, String size, Runnable before, Runnable work) {
        long begun = System.nanoTime();
        for (int i = 0; i < WARM_UP && System.nanoTime() - begun < WARM; i++) {
            before.run();
            work.run();
        }
        List<Long> nanos = new ArrayList<>();
        long counting = System.nanoTime();
        while (nanos.size() < COUNTED && (nanos.size() < FEWEST || System.nanoTime() - counting < ENOUGH)) {
            before.run();
            long start = System.nanoTime();
            work.run();
            nanos.add(System.nanoTime() - start);
        }
        Collections.sort(nanos);
        medians.computeIfAbsent(subject, key -> new LinkedHashMap<>()).put(size, nanos.get(nanos.size() / 2) / 1e6);
    }

    double median(String subject, String size) {
        Double median = medians.getOrDefault(subject, Map.of()).get(size);
        if (median == null) {
            throw new IllegalArgumentException(subject + " was not measured with " + size);
        }
        return median;
    }

    double ratio(String subject, String small, String large) {
        return median(subject, large) / median(subject, small);
    }

    /** Milliseconds at the median, and how many times the first size's the last one's are, where there are several. */
    void writeTo(Path file, String title) {
        List<String> lines = new ArrayList<>(List.of("# " + title, ""));
        List<String> sizes = List.copyOf(medians.values().iterator().next().keySet());
        boolean several = sizes.size() > 1;
        lines.add("| median, ms | " + String.join(" | ", sizes) + (several ? " | ratio |" : " |"));
        lines.add("| --- |" + " ---: |".repeat(sizes.size() + (several ? 1 : 0)));
        medians.forEach((subject, row) -> lines.add("| " + subject + " | "
                + String.join(
                        " | ",
                        sizes.stream().map(size -> said(median(subject, size))).toList())
                + (several ? " | " + said(ratio(subject, sizes.getFirst(), sizes.getLast())) + " |" : " |")));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.forEach(System.out::println);
    }

    private static String said(Double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
