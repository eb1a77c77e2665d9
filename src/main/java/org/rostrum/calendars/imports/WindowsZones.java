package org.rostrum.calendars.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * "W. Europe Standard Time". A list of our own: ical4j's is of 2011 and takes Central America for Chicago and Istanbul
 * for a zone that keeps summer time.
 */
final class WindowsZones {

    private static final Map<String, ZoneId> ZONES = read();

    private WindowsZones() {}

    static Optional<ZoneId> of(String name) {
        return Optional.ofNullable(ZONES.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    static Map<String, ZoneId> all() {
        return ZONES;
    }

    private static Map<String, ZoneId> read() {
        try (InputStream in = Objects.requireNonNull(WindowsZones.class.getResourceAsStream("windows-zones.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && line.contains(" = "))
                    .map(line -> line.split(" = ", 2))
                    .collect(Collectors.toUnmodifiableMap(
                            pair -> pair[0].strip().toLowerCase(Locale.ROOT), pair -> ZoneId.of(pair[1].strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
